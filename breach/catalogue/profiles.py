"""Loader and validator of organisation profiles (TOML), and the profiles that the product ships.

A profile is refused whole: every problem is named, with where it is, in one error. ``unknown`` is an answer and is kept as None.
"""

from __future__ import annotations

import re
import tomllib
from functools import partial

from breach import resources
from breach.catalogue import profile_parts as parts
from breach.catalogue.profile_reader import Check, Problems, Table, codes_of, nearest, shown
from breach.domain.instants import zone_of
from breach.domain.profile import (
    CIVILITIES,
    EXERCISE_DPO,
    FLAGS,
    Activity,
    Answer,
    Civility,
    Contact,
    Dpo,
    Minors,
    Organisation,
    Profile,
    Source,
    luhn,
)
from breach.errors import InputError

LONGEST_FILE = 1_000_000
"""Characters of a profile file; more is refused unread."""
_FOLDER = "catalogue/profiles"
_LONGEST_KEPT = 100
_MOST_PEOPLE = 10_000_000
_SIREN = re.compile(r"[0-9]{9}")
_VAT = re.compile(r"[A-Z]{2}[0-9A-Z+*]{2,12}")
_NAF = re.compile(r"[A-U]")
_POSTCODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{0,11}")
_CNIL_ORGANISATION = ("siren", "vat_number", "naf_section", "headcount", "address", "postcode", "city", "country", "controller_kind")
_CNIL_REPRESENTATIVE = ("civility", "last_name", "first_name", "email")
_CNIL_CONTACT = ("civility", "last_name", "first_name", "function", "email", "phone")
_DPO_FIELDS = ("name", "email", "phone", "designation_number")


def builtin_names() -> tuple[str, ...]:
    """The names of the profiles that the product ships, sorted."""
    return tuple(name.rpartition("/")[2].removesuffix(".toml") for name in resources.names(_FOLDER, ".toml"))


def builtin_text(name: str) -> str:
    """The TOML text of the shipped profile ``name``. Raises InputError ``unknown-profile`` with the nearest names."""
    known = builtin_names()
    if name not in known:
        raise InputError("unknown-profile", name=shown(name), nearest=nearest(name, known))
    return resources.read_text(f"{_FOLDER}/{name}.toml")


def load_builtin(name: str) -> Profile:
    """The shipped profile ``name`` ("demo", "wimi", "xp2cloud"). Raises InputError ``unknown-profile``."""
    return parse_profile(builtin_text(name), f"{name}.toml")


def parse_profile(text: str, name: str) -> Profile:
    """The profile that the TOML ``text`` holds; ``name`` is the file's, for messages.

    Raises InputError ``bad-profile-toml`` (not TOML), ``profile-too-big``, or ``bad-profile`` with all ``problems``.
    """
    if len(text) > LONGEST_FILE:
        raise InputError("profile-too-big", name=shown(name), most=LONGEST_FILE)
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InputError("bad-profile-toml", name=shown(name), detail=shown(str(error))) from error
    check = Check()
    profile = _profile(Table(raw, "", check))
    if check.found or profile is None:
        raise InputError("bad-profile", name=shown(name), count=len(check.found), problems=Problems(check.found))
    return profile


def _profile(top: Table) -> Profile | None:
    check = top.check
    documents = parts.read_all(top, "document", parts.document)
    check.documents = frozenset(document.id for document in documents)
    organisation = _organisation(top)
    dpo_unknown = top.raw.get("dpo") in ("unknown", "inconnu")
    dpo = _dpo(top)
    profile = Profile(
        organisation=organisation or Organisation("?", "UTC"),
        legal_representative=_contact(top, "legal_representative", full=False),
        contact=_contact(top, "contact", full=True),
        dpo=dpo,
        dpo_state="unknown" if dpo_unknown else "designated" if dpo else "none",
        exercise_dpo_name=top.text("exercise_dpo_name") or EXERCISE_DPO,
        flags=_flags(top),
        documents=documents,
        activities=parts.read_all(top, "activity", parts.activity),
        measures=parts.read_all(top, "measure", parts.measure),
        commitments=parts.read_all(top, "commitment", parts.commitment),
        contracts=parts.read_all(top, "contract", parts.contract),
        people=parts.read_all(top, "person", parts.person),
        cards=parts.read_all(top, "card", parts.card),
        minors=_minors(top),
        passages=parts.read_all(top, "passage", parts.passage),
    )
    top.close()
    return profile if organisation else None


def _organisation(top: Table) -> Organisation | None:
    table, check = top.table("organisation"), top.check
    if table is None:
        check.note("organisation.name", "missing")
        check.note("organisation.timezone", "missing")
        return None
    shaped = check.shaped
    name, zone = table.need("name", check.text), table.need("timezone", partial(_zone, check))
    siren = table.get("siren", partial(_siren, check))
    vat = table.get("vat_number", partial(shaped, shape=_VAT, code="vat"))
    if siren and vat and vat.startswith("FR") and not vat.endswith(siren):
        check.note(table.path("vat_number"), "vat-siren")
    no_siren = table.flag("no_siren")
    if no_siren and siren:
        check.note(table.path("no_siren"), "no-siren")
    read = Organisation(
        name=name or "?",
        timezone=zone or "UTC",
        trade_name=table.text("trade_name"),
        websites=table.get("websites", check.texts) or (),
        siren=siren,
        no_siren=no_siren,
        vat_number=vat,
        naf_section=table.get("naf_section", partial(shaped, shape=_NAF, code="naf")),
        headcount=table.get("headcount", partial(check.whole, low=0, high=_MOST_PEOPLE)),
        address=table.lines("address"),
        postcode=table.get("postcode", partial(shaped, shape=_POSTCODE, code="postcode")),
        city=table.text("city"),
        country=table.get("country", lambda raw, where: check.code(raw, where, codes_of("people_countries"))),
        controller_kind=table.get("controller_kind", lambda raw, where: check.code(raw, where, codes_of("controller_kind"))),
        exercise_only=table.flag("exercise_only"),
        retention_years=table.get("retention_years", partial(check.whole, low=1, high=_LONGEST_KEPT)),
        sources=_sources(table),
    )
    table.close()
    return read if name and zone else None


def _zone(check: Check, raw: object, where: str) -> str | None:
    name = check.text(raw, where)
    if name is None:
        return None
    try:
        zone_of(name)
    except InputError:
        check.note(where, "zone", value=shown(name))
        return None
    return name


def _siren(check: Check, raw: object, where: str) -> str | None:
    text = check.text(raw, where)
    if text is None:
        return None
    digits = text.replace(" ", "")
    if not _SIREN.fullmatch(digits) or not luhn(digits):
        check.note(where, "siren", value=shown(text))
        return None
    return digits


def _sources(table: Table) -> dict[str, Source]:
    sources = table.table("sources")
    if sources is None:
        return {}
    read = {key: sources.source(key) for key in sources.raw if key in table.raw}
    sources.close()
    return {key: source for key, source in read.items() if source is not None}


def _contact(top: Table, key: str, *, full: bool) -> Contact | None:
    table, check = top.table(key), top.check
    if table is None:
        return None
    read = Contact(
        civility=table.get("civility", partial(_civility, check)),
        last_name=table.text("last_name"),
        first_name=table.text("first_name"),
        email=table.get("email", check.email),
        function=table.text("function") if full else None,
        phone=table.get("phone", check.phone) if full else None,
        source=table.source(),
    )
    table.close()
    return read


def _civility(check: Check, raw: object, where: str) -> Civility | None:
    code = check.code(raw, where, CIVILITIES)
    return next((civility for civility in CIVILITIES if civility == code), None)


def _dpo(top: Table) -> Dpo | None:
    table, check = top.table("dpo"), top.check
    if table is None:
        return None
    read = Dpo(
        name=table.text("name"),
        firm=table.text("firm"),
        email=table.get("email", check.email),
        phone=table.get("phone", check.phone),
        designation_number=table.text("designation_number"),
        source=table.source(),
    )
    table.close()
    return read


def _flags(top: Table) -> dict[str, Answer]:
    table = top.table("flags")
    if table is None:
        return dict.fromkeys(FLAGS, "unknown")
    read: dict[str, Answer] = {flag: table.get(flag, top.check.answer) or "unknown" for flag in FLAGS}
    table.close()
    return read


def _minors(top: Table) -> Minors | None:
    table = top.table("minors")
    if table is None:
        return None
    age, source = table.need("age", partial(top.check.whole, low=1, high=21)), table.source()
    if source is None:
        top.check.note(table.path("source"), "no-source")
    table.close()
    return Minors(age, source) if age is not None and source else None


def asked(profile: Profile) -> tuple[str, ...]:
    """The dotted paths that are still unknown and that the CNIL form, the clocks or the duties need, in the order of the form."""
    needed = [key for key in _CNIL_ORGANISATION if not (key == "siren" and profile.organisation.no_siren)]
    paths = [f"organisation.{key}" for key in needed if getattr(profile.organisation, key) is None]
    for section, keys in (("legal_representative", _CNIL_REPRESENTATIVE), ("contact", _CNIL_CONTACT)):
        someone = getattr(profile, section)
        paths.extend(f"{section}.{key}" for key in keys if someone is None or getattr(someone, key) is None)
    if profile.dpo is not None:
        paths.extend(f"dpo.{key}" for key in _DPO_FIELDS if getattr(profile.dpo, key) is None)
    elif profile.dpo_state == "unknown":
        paths.append("dpo")
    asked = [flag for flag in FLAGS if flag != "no_weekend_dora" or profile.flags["financial_entity_dora"] == "yes"]
    paths.extend(f"flags.{flag}" for flag in asked if profile.flags[flag] == "unknown")
    for activity in profile.activities:
        paths.extend(f"activity.{activity.id}.{key}" for key in _asked_of(activity))
    paths.extend(f"contract.{contract.id}.hours" for contract in profile.contracts if contract.hours is None)
    return tuple(paths)


def _asked_of(activity: Activity) -> list[str]:
    asked_for = {key: getattr(activity, key).value is None for key in ("role", "data_types", "people_categories", "processors", "outside_eea")}
    asked_for["data_types"] = asked_for["data_types"] and activity.data_categories.value is None
    asked_for["retention"] = activity.retention is None or any(row.criteria for row in activity.retention)
    return [key for key, wanted in asked_for.items() if wanted]
