"""Holds a conversation: puts its questions to the console, keeps what is typed as it is typed, sends the answers in.

Where a script answers, the first answer that is refused ends the conversation with the refusal's exit status: the script's next line would answer
another question than it was written for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.errors import BreachError, InputError
from breach.i18n import plural, t
from breach.linear import question as q
from breach.linear import saying
from breach.linear.ports import Ended
from breach.linear.reading import END_OF_TEXT, HELP, LIST, QUIT, Command, literal, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.linear.kept import Kept
    from breach.linear.ports import Console
    from breach.linear.question import Answer, Conversation, Question

SIGNALLED = 128


class Over(Exception):
    """Nothing more comes, or the conversation was left: ``status`` is what it ends with."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Talk:
    """One conversation at ``console``; ``kept`` holds what was begun; ``fresh`` says what happened meanwhile, to who waits at a menu."""

    def __init__(self, console: Console, kept: Kept, fresh: Callable[[], list[str]]) -> None:
        self._console = console
        self._fresh = fresh
        self._kept = kept
        self._status = 0

    def hold(self, conversation: Conversation[None]) -> int:
        """Hold ``conversation`` to its end, or until it is left: the exit status."""
        try:
            self._hold(conversation)
        except Over as over:
            conversation.close()
            self._status = over.status or self._status
        except Ended as ended:
            conversation.close()
            if ended.signal:
                self._status = SIGNALLED + ended.signal
            else:
                self._console.say(["", t("linear.left-idle")])
        count = len(self._kept.forms())
        self._console.say([*([plural("linear.kept-at-end", count)] if count else []), t("linear.over")])
        return self._status

    def _hold(self, conversation: Conversation[None]) -> None:
        send: Answer | None = None
        while True:
            try:
                step = conversation.send(send)
            except StopIteration:
                return
            send = None
            if isinstance(step, q.Tell):
                self._console.say(step.lines)
                self._status = self._status or step.status
            elif isinstance(step, q.Refused):
                self._refuse(step.error)
            else:
                send = self._answer(step)

    def _refuse(self, error: BreachError) -> None:
        """Say why an answer was not taken. Raises ``Over`` where a script answers."""
        self._console.say(saying.refused(error))
        if not self._console.interactive:
            self._console.say([t("linear.script-ends")])
            raise Over(error.exit_status)

    def _answer(self, question: Question) -> Answer:
        self._console.say(saying.lines_of(question))
        while True:
            try:
                line = self._line(question)
                found = read(question, line)
                if isinstance(found, Command):
                    self._command(question, found)
                    continue
                if question.kind == q.TEXT and found.how == q.GIVEN:
                    found = q.Answer(q.GIVEN, self._text(question, literal(line)))
                return self._checked(question, found)
            except BreachError as error:
                self._refuse(error)

    def _checked(self, question: Question, found: Answer) -> Answer:
        if question.check is None or found.how != q.GIVEN:
            return found
        value, told = question.check(found.value)
        if told:
            self._console.say([told])
        return q.Answer(q.GIVEN, value)

    def _line(self, question: Question) -> str:
        """One line typed. Raises ``Over`` where nothing more comes."""
        line = self._ask(question, saying.prompt(question), "")
        if line is None:
            raise Over(self._unfinished())
        return line

    def _ask(self, question: Question, prompt: str, before: str) -> str | None:
        try:
            line = self._console.ask(prompt, self._fresh if question.kind == q.MENU else None)
        except Ended as ended:
            if ended.partial.strip() and question.place:
                self._kept.put(question.place, before + ended.partial)
            raise
        if line is not None:
            self._console.echo(line)
        failure = self._kept.failure()
        if failure is not None:
            self._console.say(saying.refused(failure))
        return line

    def _unfinished(self) -> int:
        """What a conversation ends with whose lines ended: a script that left a form half answered is told so."""
        if self._console.interactive or not self._kept.begun:
            return 0
        error = InputError("answers-ended", place=self._kept.words(self._kept.begun))
        self._console.say(saying.refused(error))
        return error.exit_status

    def _text(self, question: Question, first: str) -> str:
        """A text from its ``first`` line to the line that ends it, or to the end of the lines; kept line by line."""
        lines = [first]
        while True:
            if question.place and (self._console.interactive or _rarely(len(lines))):
                self._kept.put(question.place, "\n".join(lines))
            line = self._ask(question, "", "\n".join([*lines, ""]))
            if line is None or line.rstrip() == END_OF_TEXT:
                return "\n".join(lines)
            lines.append(literal(line) if line.lstrip("\\").strip() == END_OF_TEXT else line)

    def _command(self, question: Question, found: Command) -> None:
        if found.what == QUIT:
            raise Over(0)
        if found.what == LIST:
            self._console.say(saying.listed(question, found.about))
        else:
            self._console.say(saying.help_(question) if found.what == HELP else saying.why(question))


def _rarely(count: int) -> bool:
    """Whether a script's text is kept at this line: at every doubling, since what fed it can feed it again."""
    return count & (count - 1) == 0
