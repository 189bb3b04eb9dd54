"""The report of an assessment: dated, with the rules' version and hash, every input and its evidence, the reasons per factor, the strongest
counter-argument, the promise beside the law, and what a named person concluded.

Making it records nothing; exporting it to a file records its hash, as for any draft. It is the program's proposal and the file's own words, no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach import i18n
from breach.catalogue.loader import load
from breach.catalogue.showing import show, show_instant
from breach.catalogue.values import to_json as fact_json
from breach.domain.instants import from_z, to_z
from breach.errors import InputError
from breach.law.explain import lines as proposal
from breach.law.explain_beside import Writer
from breach.service.assessing import RISK_QUESTIONS, appraised
from breach.service.drafting_ports import ReportRequest, ReportSection
from breach.service.files import read
from breach.service.standing import stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breach.domain.facts import Fact
    from breach.law.appraisal import Appraisal
    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.drafting_ports import Draft
    from breach.service.files import Opened
    from breach.service.ports import FileRow

FORMATS = ("md", "html", "json")


def report(desk: Desk, ref: str, fmt: str) -> tuple[FileRow, Draft]:
    """The report of the file ``ref`` in ``fmt`` ("md", "html", "json"). Raises InputError ``unknown-format``, ``no-such-file``."""
    if fmt not in FORMATS:
        raise InputError("unknown-format", format=fmt[:40], formats=", ".join(FORMATS))
    opened = read(desk, ref)
    return opened.row, desk.drafting().report(_Report(desk, opened, appraised(desk, opened)).request(), fmt)


class _Report:
    """One report in the making."""

    def __init__(self, desk: Desk, opened: Opened, appraisal: Appraisal) -> None:
        self._desk, self._opened, self._all = desk, opened, appraisal
        self._words = Writer(appraisal, desk.lang)
        self._people = desk.store.people()

    def _t(self, key: str, **params: object) -> str:
        return i18n.t(f"report.{key}", self._desk.lang, **params)

    def _at(self, instant: str) -> str:
        return show_instant(from_z(instant), self._desk.lang, self._desk.zone)

    def request(self) -> ReportRequest:
        """Words and data of the whole report."""
        row = self._opened.row
        marks = (self._t("exercise"),) if row.exercise else ()
        return ReportRequest(self._t("title", ref=row.ref), marks, tuple(self._sections()), self._desk.lang, self._data())

    def _sections(self) -> Iterator[ReportSection]:
        words = self._words
        plane = words.plane()
        for key, lines, table in (
            ("head", [*self._head()], ()),
            ("conclusion", [*self._conclusions()], ()),
            ("since", words.since(), ()),
            ("proposal", proposal(self._all.made, self._desk.lang)[:-1], ()),
            ("axes", words.kinds(), tuple(plane[1:])),
            ("factors", words.factors()[1:], ()),
            ("gates", words.gates()[1:], ()),
            ("flips", words.flips(), ()),
            ("enisa", words.enisa(), ()),
            ("comparable", words.comparable()[1:], ()),
            ("precedents", words.precedents(), ()),
            ("promises", words.promises()[1:], ()),
            ("inputs", [*self._inputs()], ()),
            ("limits", [self._t("limits.text")], ()),
        ):
            if lines or table:
                yield ReportSection(self._t(f"heading.{key}"), tuple(lines), table)

    def _head(self) -> Iterator[str]:
        made = self._all.made
        profile = self._opened.profile
        name = profile.organisation.name if profile else self._t("no-organisation")
        yield f"- {self._t('file', ref=self._opened.row.ref, title=self._opened.file.title, organisation=name)}"
        entries, head = self._opened.file.entries, self._opened.file.head
        yield "- " + i18n.plural("report.at", entries, self._desk.lang, at=self._at(to_z(made.at)), entries=entries, head=head)
        yield f"- {self._t('rules', version=made.rules.version, sha=made.rules.sha256)}"
        yield f"- {self._t('regime', regime=made.threshold.regime, version=made.threshold.version)}"

    def _conclusions(self) -> Iterator[str]:
        """Each decision that stands, with its author and reasons, and what the DPO said of it."""
        file = self._opened.file
        found = [(question, file.decided(question)) for question in RISK_QUESTIONS]
        if not any(act for _, act in found):
            yield self._t("conclusion.none")
        for question, act in found:
            if act is not None:
                yield f"- {self._t('conclusion', question=question, choice=act.body['choice'], **self._who(act))}"
                yield f"  {self._t('why', why=act.body['why'])}"
                if act.body.get("proposed"):
                    yield f"  {self._proposed(act.body['proposed'])}"
                if act.body.get("rules"):
                    yield f"  {self._t('conclusion.rules', version=act.body['rules']['version'], sha=act.body['rules']['sha256'])}"
                changed = stale(self._opened, act, self._desk.now())
                if changed:
                    yield f"  {self._t('conclusion.stale', facts=', '.join(changed))}"
            for opinion in file.opinions:
                if opinion.body["question"] == question:
                    yield f"- {self._t('opinion', question=question, stance=opinion.body['stance'], **self._who(opinion))}"
                    yield f"  {self._t('why', why=opinion.body['why'] or '—')}"

    def _proposed(self, proposed: dict[str, str]) -> str:
        """What the rules proposed on the day of the decision."""
        duties = {limb: i18n.t(f"assess.duty.{'open' if proposed[limb] == 'undetermined' else proposed[limb]}") for limb in ("authority", "subjects")}
        return self._t("conclusion.proposed", **duties)

    def _who(self, act: Act) -> dict[str, object]:
        role = f" ({act.role})" if act.role else ""
        return {"name": self._people.get(act.actor, act.actor) + role, "at": self._at(act.recorded_at), "entry": act.n}

    def _inputs(self) -> Iterator[str]:
        """Every fact with how well it is known, its entry and its source."""
        catalogue, lang = load(), self._desk.lang
        for fact_id, fact in sorted(self._opened.facts.items()):
            definition = catalogue.get(fact_id)
            question = i18n.french(definition.question_fr) if lang == "fr" else definition.question_en
            yield f"- {question} ({fact_id}) {show(definition, fact, lang, self._desk.zone)}"
            yield f"  {self._evidence(fact)}"

    def _evidence(self, fact: Fact) -> str:
        parts = [self._t("input.entry", entry=fact.entry)] if fact.entry is not None else []
        if fact.learnt_at is not None:
            parts.append(self._t("input.learnt", at=show_instant(fact.learnt_at, self._desk.lang, self._desk.zone)))
        parts.append(self._t("input.source", source=fact.source) if fact.source else self._t("input.no-source"))
        return (i18n.french(" ; ") if self._desk.lang == "fr" else "; ").join(parts)

    def _data(self) -> dict[str, object]:
        opened, catalogue = self._opened, load()
        file = opened.file
        standing = [(question, file.decided(question)) for question in RISK_QUESTIONS]
        return {
            "ref": opened.row.ref,
            "exercise": opened.row.exercise,
            "title": file.title,
            "at": to_z(self._all.made.at),
            "entries": file.entries,
            "head": file.head,
            "conclusions": [self._conclusion(question, act) for question, act in standing if act is not None],
            "inputs": {fact_id: fact_json(catalogue.get(fact_id), fact) for fact_id, fact in sorted(opened.facts.items())},
            **self._all.to_json(self._desk.lang),
        }

    def _conclusion(self, question: str, act: Act) -> dict[str, object]:
        body = act.body
        return {
            "question": question,
            "choice": body["choice"],
            "why": body["why"],
            "by": self._people.get(act.actor, act.actor),
            "role": act.role,
            "recorded_at": act.recorded_at,
            "entry": act.n,
            "rules": body.get("rules"),
            "stale": stale(self._opened, act, self._desk.now()),
        }
