"""The linter: whether a message to people holds the contents of Art. 34(2), in words that they can use. It finds; a person decides.

Every finding says where, why (with its source) and how to mend it. The patterns are data (``data/<lang>.toml``), one file a language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.drafting.linting import words
from breach.drafting.linting.rules import IDS, Rules, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from breach.drafting.linting.document import Document
    from breach.drafting.linting.rules import Phrase
    from breach.drafting.linting.words import Sentence

CONTENTS = ("nature", "contact", "consequences", "measures", "advice")
_URL = re.compile(r"\b(?:https?|ftp)://\S+|\bwww\.[^\s/]+/\S*", re.IGNORECASE)
_NO_PAGE = ("mailto:", "tel:", "sms:")
EXCERPT = 160
"""The longest excerpt, in characters."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``id``: of ``rules.IDS``; ``line``: from 1; ``excerpt``: the words, "" where something is missing; ``params``: for the words of why."""

    id: str
    line: int
    excerpt: str = ""
    params: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Linted:
    """``contents``: whether each of CONTENTS is there; ``findings``: in the order of the message; ``score``: how easy it reads on the whole
    (Flesch, in French by Kandel and Moles); ``lang``: the language that it was read in.
    """

    contents: Mapping[str, bool]
    findings: tuple[Finding, ...]
    score: float
    lang: str


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence, folded once; ``under``: the heading or the line ending in a colon that it stands under, folded."""

    sentence: Sentence
    plain: str
    under: str


def lint(document: Document, lang: str = "") -> Linted:
    """The findings in ``document``. ``lang``: "fr" or "en"; default the one that its small words tell."""
    return _Linter(document, rules(lang or words.language(document.text))).result()


class _Linter:
    def __init__(self, document: Document, held: Rules) -> None:
        self._document = document
        self._rules = held
        self._said = list(_read(document.text))
        self._found: list[Finding] = []
        self._terms: set[str] = set()

    def result(self) -> Linted:
        contents = {name: any(getattr(self, f"_is_{name}")(said) for said in self._said) for name in CONTENTS}
        contents["nature"] = contents["nature"] and (self._anywhere("nature.data") or any(self._named(data.id) for data in self._rules.data))
        contents["contact"] = contents["contact"] and self._anywhere("contact.said")
        self._found += [Finding(f"missing-{name}", 1) for name in CONTENTS if not contents[name]]
        if not any(self._dated(said) for said in self._said):
            self._found.append(Finding("missing-date", 1))
        if not (self._anywhere("right.authority") and self._anywhere("right.complain")):
            self._found.append(Finding("missing-cnil-right", 1))
        self._advice(specific=contents["advice"])
        for said in self._said:
            for phrase in self._rules.phrases:
                self._phrase(phrase, said)
            self._hard(said)
        self._links()
        order = {name: place for place, name in enumerate(IDS)}
        findings = sorted(dict.fromkeys(self._found), key=lambda one: (one.line, order[one.id]))
        return Linted(contents, tuple(findings), self._ease(), self._rules.lang)

    def _ease(self) -> float:
        """How easy the message reads: the mean of its sentences, each weighed by its words. Addresses are left out."""
        read = [said.sentence.text for said in self._said if not self._matches("contact.reach", said.plain)]
        total = sum(words.count(text) for text in read)
        return round(sum(words.score(text, self._rules.lang) * words.count(text) for text in read) / total, 1) if total else 100.0

    # -- contents

    def _matches(self, part: str, text: str) -> bool:
        return self._rules.parts[part].search(text) is not None

    def _anywhere(self, part: str) -> bool:
        return any(self._matches(part, said.plain) for said in self._said)

    def _is_nature(self, said: _Said) -> bool:
        return self._matches("nature.event", said.plain)

    def _is_contact(self, said: _Said) -> bool:
        """A way to reach the organisation; the address of the authority is none."""
        authority = self._rules.parts["right.authority"].search(said.plain)
        ways = self._rules.parts["contact.reach"].finditer(said.plain)
        return any(authority is None or way.end() <= authority.start() or "@" in way[0] for way in ways)

    def _is_consequences(self, said: _Said) -> bool:
        if not self._matches("consequences.harm", said.plain) or self._is_minimising(said) or self._matches("advice.generic", said.plain):
            return False
        return self._matches("consequences.may", said.plain) or self._matches("consequences.may", said.under)

    def _is_minimising(self, said: _Said) -> bool:
        return any(phrase.id == "minimising" and phrase.find.search(said.plain) for phrase in self._rules.phrases)

    def _is_measures(self, said: _Said) -> bool:
        return self._matches("measures.verb", said.plain)

    def _is_advice(self, said: _Said) -> bool:
        bare = self._rules.parts["advice.generic"].sub(" ", said.plain)
        return self._matches("advice.verb", bare) and not self._matches("advice.not", said.plain)

    def _dated(self, said: _Said) -> bool:
        return self._matches("date.given", said.plain) and not self._rules.parts["date.of_letter"].match(said.plain.strip())

    def _named(self, data_id: str) -> _Said | None:
        """The first sentence that names this kind of data as concerned."""
        data = next(one for one in self._rules.data if one.id == data_id)
        for said in self._said:
            named = data.named.search(said.plain) and not data.unless.search(said.plain)
            speaks_of_it = self._is_advice(said) or self._is_consequences(said) or self._is_measures(said)
            if named and not speaks_of_it and not self._matches("contact.reach", said.plain):
                return said
        return None

    # -- findings

    def _at(self, finding: str, said: _Said, start: int, end: int, **params: object) -> None:
        folded = words.fold(said.sentence.text)
        first, last = folded.origin(start), folded.origin(max(start, end - 1)) + 1
        line = self._document.line_of(said.sentence.start + first)
        self._found.append(Finding(finding, line, " ".join(said.sentence.text[first:last].split())[:EXCERPT], tuple(params.items())))

    def _advice(self, *, specific: bool) -> None:
        if not specific:
            for said in self._said:
                found = self._rules.parts["advice.generic"].search(said.plain)
                if found:
                    self._at("generic-advice", said, *found.span(), data="")
        for data in self._rules.data:
            named = self._named(data.id)
            if named is not None and not any(data.advice.search(said.plain) for said in self._said if self._is_advice(said)):
                found = data.named.search(named.plain)
                assert found is not None
                self._at("generic-advice", named, *found.span(), data=data.id)

    def _phrase(self, phrase: Phrase, said: _Said) -> None:
        if phrase.but.search(said.plain) or (phrase.dated and self._matches("date.given", said.plain)):
            return
        for found in phrase.find.finditer(said.plain):
            if phrase.explained and (found[0] in self._terms or self._explained(said, found)):
                self._terms.add(found[0])
                continue
            if phrase.explained:
                self._terms.add(found[0])  # once is enough
            self._at(phrase.id, said, *found.span())

    def _explained(self, said: _Said, found: re.Match[str]) -> bool:
        before, after = said.plain[: found.start()], said.plain[found.end() :]
        return before.count("(") > before.count(")") or self._rules.parts["explained.after"].match(after) is not None

    def _hard(self, said: _Said) -> None:
        text = said.sentence.text
        if self._matches("contact.reach", said.plain):
            return  # an address is no sentence
        count = words.count(text)
        ease = words.score(text, self._rules.lang)
        if count >= words.LONG_SENTENCE or (count >= words.SCORED_FROM and ease < words.HARD[self._rules.lang]):
            self._at("hard-sentence", said, 0, len(said.plain), words=count, score=round(ease))

    def _links(self) -> None:
        for line, address in self._document.links:
            if not address.lower().startswith(_NO_PAGE) and not address.startswith("#"):
                self._found.append(Finding("link", line, address[:EXCERPT]))
        seen = {address for _, address in self._document.links}
        for found in _URL.finditer(self._document.text):
            if found[0] not in seen:
                self._found.append(Finding("link", self._document.line_of(found.start()), found[0][:EXCERPT]))


def _read(text: str) -> Iterator[_Said]:
    """The sentences of ``text``, each with what it stands under."""
    under = ""
    for sentence in words.sentences(text):
        plain = words.fold(sentence.text).text
        yield _Said(sentence, plain, under)
        if plain.rstrip().endswith((":", "?")) or (plain[-1:] not in ".!?;,)" and len(plain) < 120):
            under = plain if not _is_item(text, sentence) else under


def _is_item(text: str, sentence: Sentence) -> bool:
    """Whether the sentence is an item of a list: it then leads nothing."""
    line = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    return bool(re.match(r"\s*(?:[-*•·+]|\d{1,2}[.)])\s", line))
