"""Reads one playbook from its texts. Every fault is named with its file, its key and its mend; a playbook with a fault is not half used."""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

from breach.domain.actor import ROLES
from breach.i18n import french
from breach.playbook.condition import Condition
from breach.playbook.model import FIRST_HOUR_STEPS, LANGUAGES, PHASES, PROOFS, Fault, Playbook, Source, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MANIFEST = "manifest.toml"
COMMON = "common"
"""The folder of the steps that several playbooks share: a step ``from = "common"`` is written there once."""
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
_TOP = {"id", "version", "checked_on", "to_check", "when", "source", "step"}
_STEP = {"id", "from", "phase", "role", "minutes", "hours", "anchor", "asks", "source", "duty", "retired", "after", "proof"}
_TEXT = {"title", "summary", "why", "avoid", "keep", "signs", "step"}
SHORTEST_SIGN = 3
"""The fewest letters of a sign: shorter ones begin too many words."""
LONGEST = 200_000
"""The longest file that is read, in characters."""


class Checked:
    """The faults of one playbook, as they are found."""

    def __init__(self, playbook: str) -> None:
        self.name = playbook
        self.faults: list[Fault] = []

    def fault(self, file: str, key: str, code: str, **params: object) -> None:
        """Note a fault."""
        self.faults.append(Fault(self.name, file, key, code, params))

    def toml(self, texts: Mapping[str, str], file: str) -> dict[str, Any]:
        """The table of ``file``; empty, with a fault, where it is missing, too long or no TOML."""
        text = texts.get(file)
        if text is None:
            self.fault(file, "", "missing-file")
        elif len(text) > LONGEST:
            self.fault(file, "", "too-long", longest=LONGEST)
        else:
            try:
                return tomllib.loads(text)
            except tomllib.TOMLDecodeError as error:
                self.fault(file, "", "broken-toml", said=str(error)[:200])
        return {}

    def unknown(self, file: str, table: Mapping[str, Any], known: set[str], where: str = "") -> None:
        """Note the keys of ``table`` that nothing reads."""
        for key in table:
            if key not in known:
                self.fault(file, f"{where}{key}", "unknown-key", known=", ".join(sorted(known)))


def read(
    folder: str,
    texts: Mapping[str, str],
    *,
    facts: Callable[[str], Any],
    common: Playbook | None = None,
    base: Playbook | None = None,
) -> tuple[Playbook | None, list[Fault]]:
    """The playbook of ``folder`` and what is wrong with it; None where anything is.

    ``texts``: its files by name; ``facts``: the definition of a fact by its id, None for none (``breach.catalogue``); ``common``: the steps that
    may be taken over; ``base``: the shipped playbook that this folder of the team changes: what it does not say stays, and no step goes.
    """
    made = _Reader(folder, texts, facts, common, base)
    playbook = made.playbook()
    return (None if made.faults else playbook), _first_causes(made.faults)


UNREAD = ("missing-file", "too-long", "broken-toml")
"""What keeps a file from being read at all: what it then lacks is no fault of its own."""


def _first_causes(faults: list[Fault]) -> list[Fault]:
    """``faults`` without those that follow from a file that could not be read; from the manifest all the others follow."""
    unread = {fault.file for fault in faults if fault.code in UNREAD}
    return [fault for fault in faults if fault.code in UNREAD or (fault.file not in unread and MANIFEST not in unread)]


class _Reader(Checked):
    """One playbook in the making."""

    def __init__(self, folder: str, texts: Mapping[str, str], facts: Callable[[str], Any], common: Playbook | None, base: Playbook | None) -> None:
        super().__init__(folder)
        self._facts, self._common, self._base, self._files = facts, common, base, texts
        self._manifest = self.toml(texts, MANIFEST)
        self._words = {lang: self.toml(texts, f"{lang}.toml") for lang in LANGUAGES}
        self._sources: dict[str, Source] = {source.id: source for source in (base.sources if base else ())}

    def playbook(self) -> Playbook:
        """The playbook as read; of use only where ``faults`` is empty."""
        base, held = self._base, self._manifest
        self.unknown(MANIFEST, held, _TOP)
        for lang in LANGUAGES:
            self.unknown(f"{lang}.toml", self._words[lang], _TEXT)
        if held.get("id") != self.name:
            self.fault(MANIFEST, "id", "other-id", wanted=self.name)
        self._read_sources()
        steps = self._steps()
        when = held.get("when", base.when if base else {})
        Condition(self._facts, lambda key, code, **said: self.fault(MANIFEST, key, code, **said)).check(when, "when")
        playbook = Playbook(
            id=self.name,
            version=self._text(held, "version", base.version if base else ""),
            checked_on=self._day(MANIFEST, held, "checked_on", base.checked_on if base else ""),
            to_check=bool(held.get("to_check", base.to_check if base else False)),
            when=when,
            title=self._each("title", base.title if base else {}),
            summary=self._each("summary", base.summary if base else {}),
            why=self._each("why", base.why if base else {}),
            avoid=self._lines("avoid", base.avoid if base else {}),
            keep=self._lines("keep", base.keep if base else {}),
            signs=self._signs(base.signs if base else {}),
            sources=tuple(self._sources.values()),
            steps=steps,
            own=base is not None,
            sha256=_mark(self._files, self._common, base),
            by_id={step.id: step for step in steps},
        )
        self._as_a_whole(playbook)
        return playbook

    # -- parts

    def _text(self, table: Mapping[str, Any], key: str, default: str) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or not value.strip():
            self.fault(MANIFEST, key, "text-wanted")
            return ""
        return value

    def _day(self, file: str, table: Mapping[str, Any], key: str, default: str) -> str:
        value = table.get(key, default)
        if isinstance(value, date):
            return value.isoformat()
        if not value:
            self.fault(file, key, "date-wanted")
        return str(value)

    def _each(self, key: str, default: Mapping[str, str]) -> dict[str, str]:
        return {lang: self._said(lang, self._words[lang], key, default.get(lang, "")) for lang in LANGUAGES}

    def _said(self, lang: str, table: Mapping[str, Any], key: str, default: str, where: str = "") -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or not value.strip():
            self.fault(f"{lang}.toml", f"{where}{key}", "text-wanted")
            return ""
        return french(value) if lang == "fr" and value is not default else value

    def _lines(self, key: str, default: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for lang in LANGUAGES:
            lines = self._words[lang].get(key)
            if lines is None and lang in default:
                found[lang] = default[lang]
            elif not isinstance(lines, list) or not all(isinstance(line, str) and line.strip() for line in lines):
                self.fault(f"{lang}.toml", key, "lines-wanted")
            else:
                found[lang] = tuple(french(line) if lang == "fr" else line for line in lines)
        if len({len(lines) for lines in found.values()}) > 1:
            self.fault("en.toml", key, "lines-differ", fr=len(found.get("fr", ())), en=len(found.get("en", ())))
        return found

    def _signs(self, default: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for lang in LANGUAGES:
            given = self._words[lang].get("signs", list(default.get(lang, ())))
            if not isinstance(given, list) or not all(isinstance(sign, str) and len(sign.strip()) >= SHORTEST_SIGN for sign in given):
                self.fault(f"{lang}.toml", "signs", "signs-wanted", least=SHORTEST_SIGN)
            else:
                found[lang] = tuple(given)
        return found

    def _read_sources(self) -> None:
        for name, row in self._table(self._manifest, "source").items():
            if not isinstance(row, dict) or not isinstance(row.get("title"), str):
                self.fault(MANIFEST, f"source.{name}", "source-wanted")
                continue
            day = self._day(MANIFEST, row, "checked_on", "") if "checked_on" in row or not row.get("to_check") else ""
            self._sources[name] = Source(name, french(row["title"]), str(row.get("url", "")), day, bool(row.get("to_check", False)))

    def _table(self, table: Mapping[str, Any], key: str) -> dict[str, Any]:
        value = table.get(key, {})
        if isinstance(value, dict):
            return value
        self.fault(MANIFEST, key, "table-wanted")
        return {}

    def _steps(self) -> tuple[Step, ...]:
        rows = self._manifest.get("step", [])
        if not isinstance(rows, list):
            self.fault(MANIFEST, "step", "table-wanted")
            return ()
        found: dict[str, Step] = {step.id: step for step in (self._base.steps if self._base else ())}
        seen: set[str] = set()
        for place, row in enumerate(rows, 1):
            ident = row.get("id") if isinstance(row, dict) else None
            if not isinstance(ident, str) or not NAME.fullmatch(ident):
                self.fault(MANIFEST, f"step {place}", "id-wanted")
            elif ident in seen:
                self.fault(MANIFEST, f"step {place}", "id-twice", given=ident)
            else:
                seen.add(ident)
                self._place(found, self._step(row, ident, found.get(ident)), row.get("after"))
        for lang in LANGUAGES:
            for ident in self._table(self._words[lang], "step"):
                if ident not in found:
                    self.fault(f"{lang}.toml", f"step.{ident}", "no-such-step", given=ident[:50])
                elif ident not in seen:  # only its words are changed
                    found[ident] = self._step({}, ident, found[ident])
        return tuple(found.values())

    def _place(self, found: dict[str, Step], step: Step, after: object) -> None:
        if after is None or step.id in found:
            found[step.id] = step
            return
        if after not in found:
            self.fault(MANIFEST, f"step.{step.id}.after", "no-such-step", given=str(after)[:50])
        held = list(found.items())
        found.clear()
        for ident, one in held:
            found[ident] = one
            if ident == after:
                found[step.id] = step

    def _step(self, row: Mapping[str, Any], ident: str, base: Step | None) -> Step:
        where = f"step.{ident}"
        self.unknown(MANIFEST, row, _STEP, f"{where}.")
        if base is None and "from" in row:
            base = self._taken_over(row, ident, where)
        phase = row.get("phase", base.phase if base else None)
        if phase not in PHASES:
            self.fault(MANIFEST, f"{where}.phase", "not-one-of", given=str(phase)[:40], known=", ".join(PHASES))
        role = row.get("role", base.role if base else None)
        if role not in ROLES:
            self.fault(MANIFEST, f"{where}.role", "not-one-of", given=str(role)[:40], known=", ".join(ROLES))
        sources = self._sources_of(row, where) or (base.sources if base else ())
        duty = bool(row.get("duty", base.duty if base else False))
        if duty and not sources:
            self.fault(MANIFEST, f"{where}.source", "duty-without-source")
        return Step(
            id=ident,
            phase=str(phase),
            role=str(role),
            do=self._step_words(ident, "do", base.do if base else {}),
            how=self._step_words(ident, "how", base.how if base else {}, needed=False),
            minutes=self._minutes(row, where, base.minutes if base else None),
            anchor=self._anchor(row, where, base.anchor if base else "aware_at"),
            asks=self._asks(row, where, base.asks if base else ()),
            sources=sources,
            duty=duty,
            retired=bool(row.get("retired", base.retired if base else False)),
            proof=self._proof(row, where, base.proof if base else ""),
            after=str(row.get("after", base.after if base else "")),
        )

    def _proof(self, row: Mapping[str, Any], where: str, default: str) -> str:
        proof = row.get("proof", default)
        if proof != "" and proof not in PROOFS:
            self.fault(MANIFEST, f"{where}.proof", "not-one-of", given=str(proof)[:40], known=", ".join(PROOFS))
        return str(proof)

    def _taken_over(self, row: Mapping[str, Any], ident: str, where: str) -> Step | None:
        if row["from"] != COMMON or self._common is None or ident not in self._common.by_id:
            self.fault(MANIFEST, f"{where}.from", "no-such-step", given=f"{row['from']}/{ident}"[:90])
            return None
        return self._common.by_id[ident]

    def _step_words(self, ident: str, key: str, default: Mapping[str, str], *, needed: bool = True) -> dict[str, str]:
        found = {}
        for lang in LANGUAGES:
            row = self._table(self._words[lang], "step").get(ident, {})
            table = row if isinstance(row, dict) else {}
            self.unknown(f"{lang}.toml", table, {"do", "how"}, f"step.{ident}.")
            if needed or key in table or default.get(lang):
                found[lang] = self._said(lang, table, key, default.get(lang, ""), f"step.{ident}.")
        if len(found) == 1:
            self.fault(f"{'en' if 'fr' in found else 'fr'}.toml", f"step.{ident}.{key}", "text-wanted")
        return found

    def _minutes(self, row: Mapping[str, Any], where: str, default: int | None) -> int | None:
        if "minutes" not in row and "hours" not in row:
            return default
        value, factor = (row["minutes"], 1) if "minutes" in row else (row["hours"], 60)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value * factor <= 366 * 24 * 60:
            self.fault(MANIFEST, f"{where}.{'minutes' if factor == 1 else 'hours'}", "time-wanted")
            return None
        return value * factor

    def _anchor(self, row: Mapping[str, Any], where: str, default: str) -> str:
        anchor = row.get("anchor", default)
        definition = self._facts(anchor) if isinstance(anchor, str) else None
        if definition is None or definition.type != "instant":
            self.fault(MANIFEST, f"{where}.anchor", "no-such-instant", given=str(anchor)[:50])
        return str(anchor)

    def _asks(self, row: Mapping[str, Any], where: str, default: tuple[str, ...]) -> tuple[str, ...]:
        asks = row.get("asks", list(default))
        if not isinstance(asks, list):
            self.fault(MANIFEST, f"{where}.asks", "lines-wanted")
            return ()
        for fact in asks:
            if not isinstance(fact, str) or self._facts(fact) is None:
                self.fault(MANIFEST, f"{where}.asks", "no-such-fact", given=str(fact)[:50])
        return tuple(str(fact) for fact in asks)

    def _sources_of(self, row: Mapping[str, Any], where: str) -> tuple[Source, ...]:
        named = row.get("source", [])
        found = []
        for name in named if isinstance(named, list) else [named]:
            if isinstance(name, str) and name in self._sources:
                found.append(self._sources[name])
            else:
                self.fault(MANIFEST, f"{where}.source", "no-such-source", given=str(name)[:50])
        return tuple(found)

    def _as_a_whole(self, playbook: Playbook) -> None:
        if playbook.id == COMMON:
            return
        card = [step for step in playbook.steps if step.phase == "first-hour" and not step.retired]
        least, most = FIRST_HOUR_STEPS
        if not self.faults and not least <= len(card) <= most:
            self.fault(MANIFEST, "step", "first-hour-size", count=len(card), least=least, most=most)
        if not playbook.sources:
            self.fault(MANIFEST, "source", "no-source")


def _mark(texts: Mapping[str, str], common: Playbook | None, base: Playbook | None) -> str:
    """The SHA-256 of all that the playbook says, what it took over included."""
    held = hashlib.sha256()
    parts: Iterable[str] = (f"{name}\n{texts[name]}" for name in sorted(texts))
    for part in (*parts, common.sha256 if common else "", base.sha256 if base else ""):
        held.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return held.hexdigest()
