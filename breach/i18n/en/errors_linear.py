"""English words: errors_linear."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "answer-needed.title": "An answer is needed",
    "answer-needed.message": "This question cannot stay empty. Nothing was recorded.",
    "answer-needed.todo": "Answer, or “back” to go back.",
    "unknown-is-no-answer.title": "“unknown” is no answer here",
    "unknown-is-no-answer.message": "This question asks what you do or decide. Nothing was recorded.",
    "unknown-is-no-answer.todo": "Empty line to pass on, or “back”.",
    "no-such-choice.title": "Not understood",
    "no-such-choice.message": "“{said}” is none of the answers, numbered 1 to {last}. Nothing was recorded.",
    "no-such-choice.todo": "Give a number or a word; “list” says them again.",
    "choice-unclear.title": "Several answers are possible",
    "choice-unclear.message": "“{said}” may be: {found}. Nothing was recorded.",
    "choice-unclear.todo": "Give the number, or a longer word.",
    "line-cut.title": "The line is too long for the terminal",
    "line-cut.message": "A terminal hands over {longest} bytes of a line and no more: the end may be missing. The line was not taken.",
    "line-cut.todo": "Give it again as several lines, or send it through standard input: breach note REF -.",
    "answers-ended.title": "The answers end half-way",
    "answers-ended.message": "Not recorded, and kept: {place}",
    "answers-ended.todo": "Start again and type “resume”, or give every answer.",
    "text-waits.title": "An unfinished text waits here",
    "text-waits.message": "{place}. Nothing was recorded, and nothing is taken up unless you say so.",
    "text-waits.todo": "At the first menu, “resume”: take it up or throw it away.",
    "no-such-fact.title": "Not a fact",
    "no-such-fact.message": "“{said}” is the name of no fact, nor a word of its question. Nothing was recorded.",
    "no-such-fact.todo": "Give another word; “unknowns”, in the menu of the facts, says them all.",
}
