"""Authorities' forms as mappings: which fact, profile value or filing fills which field, in form order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from breach import __version__, resources
from breach.catalogue.compiled import compiled
from breach.catalogue.model import shown
from breach.errors import InputError
from breach.i18n import french

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FOLDER = "catalogue/data/forms"
PHASES = ("now", "complement", "never")
SOURCES = ("fact", "profile", "filing", "derived")


@dataclass(frozen=True, slots=True)
class Condition:
    """When a field is asked: ``source`` (as in ``Field.source``) must hold the code ``has``, be ``equals`` ("yes" and "no" included) or be one of
    ``any``.

    Exactly one of the three is given.
    """

    source: str
    has: str = ""
    equals: str = ""
    any: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a form's own list: its letter, its words, the codes of ours that it stands for; ``incomplete``: only in an incomplete notice."""

    id: str
    fr: str
    en: str
    codes: frozenset[str] = frozenset()
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    ``source``: ``fact:<id>``, ``profile:<path>`` (``organisation.siren``), ``filing:<key>`` (``type``, ``reference_of_earlier``, ``late``) or
    ``derived:<name>`` (worked out from several). ``values``: the form's own list, where it is not ours. ``number``: the row in the form, which may
    change from one version to the next; 0 where rows have none.
    ``conditions``: asked where all hold. ``phase``: "now" (an initial notice names it as missing), "complement" (may follow) or "never" (never named
    as missing). ``to_check``: the label or its place was not read in the official form. ``also``: sources that follow in the same box.
    ``was``: the ids under which filings of an earlier version kept its value.
    """

    id: str
    label_fr: str
    label_en: str
    source: str
    phase: str
    conditions: tuple[Condition, ...] = ()
    to_check: bool = False
    values: tuple[Choice, ...] = ()
    number: int = 0
    also: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rubric:
    """One rubric, in form order: ``R1``…, its exact French title, an English one beside."""

    id: str
    title_fr: str
    title_en: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an authority: its kinds of notice and its rubrics. ``checked_on``: the day up to which its state is known; ``complement``: the
    fields whose change the authority is told of by a complementary notice; ``draft``: not in force.
    """

    id: str
    title_fr: str
    title_en: str
    authority: str
    types: tuple[str, ...]
    checked_on: date
    source: str
    source_en: str
    rubrics: tuple[Rubric, ...]
    complement: frozenset[str] = frozenset()
    draft: bool = False


def form_ids() -> tuple[str, ...]:
    """The ids of the forms that the product has."""
    return tuple(name.rsplit("/", 1)[1].removesuffix(".toml") for name in resources.names(FOLDER, ".toml"))


def load_form(form_id: str) -> Form:
    """The form ``form_id`` ("cnil-2023"). Raises InputError ``unknown-form``."""
    known = form_ids()
    if form_id not in known:
        raise InputError("unknown-form", form=shown(form_id), forms=", ".join(known))
    data = compiled(f"form-{form_id}", f"{__version__};{resources.stamp(FOLDER, '.toml')}", lambda: _build(form_id))
    return _form(data)


def _build(form_id: str) -> object:
    import tomllib

    return tomllib.loads(resources.read_text(f"{FOLDER}/{form_id}.toml"))


def _form(data: dict[str, Any]) -> Form:
    rubrics = tuple(
        Rubric(row["id"], french(row["title_fr"]), row["title_en"], tuple(_field(field) for field in row["field"])) for row in data["rubric"]
    )
    texts = {key: str(data[key]) for key in ("id", "title_en", "authority", "source", "source_en")}
    types = tuple(str(kind) for kind in data["types"])
    checked, told = date.fromisoformat(str(data["checked_on"])), data.get("complement", [])
    complement = frozenset(map(str, told)) if isinstance(told, list) else frozenset()
    return Form(
        **texts,
        title_fr=french(str(data["title_fr"])),
        types=types,
        checked_on=checked,
        rubrics=rubrics,
        complement=complement,
        draft=data.get("status") == "draft",
    )


def _field(row: dict[str, Any]) -> Field:
    conditions = tuple(_condition(condition) for condition in row.get("conditions", ()))
    source, phase = str(row["source"]), str(row["phase"])
    if source.partition(":")[0] not in SOURCES or phase not in PHASES:
        raise ValueError(source, phase)
    texts = (str(row["id"]), french(str(row["fr"])), str(row["en"]))
    values = tuple(
        Choice(value["id"], french(value["fr"]), value["en"], frozenset(value.get("codes", ())), incomplete=value.get("incomplete", False))
        for value in row.get("values", ())
    )
    number = int(str(row.get("number", 0)))
    also, was = (tuple(map(str, row.get(key, ()))) for key in ("also", "was"))
    return Field(*texts, source, phase, conditions, to_check=bool(row.get("to_check", False)), values=values, number=number, also=also, was=was)


def _condition(row: dict[str, Any]) -> Condition:
    (kind,) = [kind for kind in SOURCES if kind in row]
    return Condition(f"{kind}:{row[kind]}", str(row.get("has", "")), str(row.get("is", "")), tuple(map(str, row.get("any", ()))))
