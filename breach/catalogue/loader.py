"""Reads the catalogue's data files. Parsed once per process, and kept compiled between processes (``breach.catalogue.compiled``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from breach import __version__, resources
from breach.catalogue.compiled import compiled
from breach.catalogue.model import GROUPS, TYPES, Catalogue, Code, FactDef
from breach.i18n import french

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


FOLDER = "catalogue/data"
OTHER = ("other", "other_data")
_COUNTRY_TYPES = ("country", "countries", "country_counts")
_loaded: Catalogue | None = None


class _Facts(Mapping[str, FactDef]):
    """Facts built from compiled data when first asked for: most commands need few of them."""

    def __init__(self, rows: dict[str, dict[str, Any]], countries: list[list[str]]) -> None:
        self._rows = rows
        self._countries = countries
        self._built: dict[str, FactDef] = {}
        self._country_codes: tuple[Code, ...] = ()

    def __getitem__(self, fact_id: str) -> FactDef:
        built = self._built.get(fact_id)
        if built is None:
            built = self._built[fact_id] = self._build(self._rows[fact_id])
        return built

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, fact_id: object) -> bool:
        return fact_id in self._rows

    def _build(self, row: dict[str, Any]) -> FactDef:
        values = dict(row)
        values["codes"] = tuple(Code(**{**code, "also": tuple(code.get("also", ()))}) for code in values.get("codes", ()))
        if values["type"] in _COUNTRY_TYPES:
            self._country_codes = self._country_codes or tuple(Code(code, fr, en) for code, fr, en in self._countries)
            values["codes"] = self._country_codes
        values["order"] = tuple(values.get("order", ()))
        values["unknown_codes"] = frozenset(values.get("unknown_codes", ()))
        values["only_if"] = tuple((gate, frozenset(answers)) for gate, answers in values.get("only_if", {}).items())
        values["columns"] = tuple(self._build(column) for column in values.get("columns", ()))
        return FactDef(**values)


def load() -> Catalogue:
    """The catalogue. Raises InputError ``data-files-missing`` where the installation is incomplete."""
    global _loaded  # noqa: PLW0603 - read once a process
    if _loaded is None:
        stamp = f"{__version__};{resources.stamp(FOLDER, '.toml')};{resources.stamp('catalogue', 'loader.py')}"
        data = compiled("catalogue", stamp, build)
        _loaded = Catalogue(_Facts(data["facts"], data["countries"]))
    return _loaded


def build() -> dict[str, Any]:
    """The compiled form of the data files: ``facts`` (id to keyword arguments of FactDef) and ``countries`` (code, French, English).

    Raises ValueError where the data contradict themselves: a fault of the data, found by the tests.
    """
    import tomllib

    facts: dict[str, Any] = {}
    for group in GROUPS:
        table = tomllib.loads(resources.read_text(f"{FOLDER}/{group}.toml"))
        for row in table["fact"]:
            for made in _rows(row, group):
                if made["id"] in facts:
                    raise ValueError(made["id"])
                facts[str(made["id"])] = made
    countries = tomllib.loads(resources.read_text(f"{FOLDER}/countries.toml"))["country"]
    return {"facts": facts, "countries": [[code, french(fr), en] for code, (fr, en) in sorted(countries.items())]}


def _rows(row: dict[str, Any], group: str) -> list[dict[str, Any]]:
    """The fact of one data entry and, for a set with ``other``, the text that is asked with it."""
    other = {lang: str(row.pop(f"other_{lang}", "")) for lang in ("fr", "en")}
    made = _row(row, group)
    codes = made.get("codes", [])
    if made["type"] != "set_of" or not any(code["id"] in OTHER for code in codes):
        return [made]
    text_id = f"{made['id']}_other"
    made["text_fact"] = text_id
    text: dict[str, Any] = {"id": text_id, "type": "text", "group": group, "of": made["id"]}
    text["question_fr"] = french(other["fr"] or f"Précisez « Autre » : {row['question_fr']}")
    text["question_en"] = other["en"] or f"Please specify “Other”: {row['question_en']}"
    text["why_fr"] = french("« Autre » a été choisi : le formulaire demande alors un texte.")
    text["why_en"] = "“Other” was chosen: the form then asks for a text."
    text |= {key: made[key] for key in ("article", "optional", "to_check") if key in made}
    return [made, text]


def _row(row: dict[str, Any], group: str) -> dict[str, Any]:
    made: dict[str, Any] = {**row, "group": group}
    if made["type"] not in TYPES:
        raise ValueError(made["type"])
    if made.get("optional"):
        made.setdefault("why_fr", "Seul le projet de formulaire européen le demande.")
        made.setdefault("why_en", "Only the draft European form asks for it.")
    for key in ("question_fr", "why_fr", "example_fr"):
        if key in made:
            made[key] = french(str(made[key]))
    if "codes" in made:
        made["codes"] = [_code(code, str(made["type"])) for code in row["codes"]]
    ids = [code["id"] for code in made.get("codes", [])]
    made.setdefault("order", _order(made, ids))
    if ids and sorted(made["order"]) != sorted(set(ids) - set(made.get("unknown_codes", ()))):
        raise ValueError(made["id"], made["order"])
    if "columns" in made:
        made["columns"] = [_row(column, group) for column in row["columns"]]
    if made["type"] in ("count", "decimal"):
        made.setdefault("maximum", 10**15 if made["type"] == "count" else 10**6)
    return made


def _order(made: dict[str, Any], ids: list[str]) -> list[str]:
    unknown = made.get("unknown_codes", ())
    if ids:
        return [code for code in ids if code not in unknown]
    return {"yes_no": ["no", "yes"], "count": ["low", "high"], "decimal": ["low", "high"]}.get(str(made["type"]), [])


def _code(code: dict[str, Any], kind: str) -> dict[str, Any]:
    made: dict[str, Any] = {**code, "fr": french(str(code["fr"]))}
    if kind == "set_of" and code["id"] in OTHER:
        made["asks_text"] = True
    return made
