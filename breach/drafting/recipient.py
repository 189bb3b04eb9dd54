"""Whom a letter is for: one row of the recipients' file, or nobody in a preview."""

from __future__ import annotations

from dataclasses import dataclass

from breach.drafting.plain import one_line
from breach.i18n import t


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient. Names as in the columns of a recipients' file; "" is not given.

    ``data_types``: the data of *this* person, in place of those of the whole breach; None where the file does not say.
    """

    id: str = ""
    civility: str = ""
    last_name: str = ""
    first_name: str = ""
    email: str = ""
    phone: str = ""
    address1: str = ""
    address2: str = ""
    address3: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    lang: str = ""
    birth_date: str = ""
    representative_name: str = ""
    representative_email: str = ""
    data_types: frozenset[str] | None = None
    account: str = ""


def full_name(recipient: Recipient) -> str:
    """``Noé Durand``: first and last name; "" where neither is given."""
    return one_line(f"{recipient.first_name} {recipient.last_name}")


def address_lines(recipient: Recipient | None, lang: str, *, to_representative: bool, country: str = "") -> tuple[str, ...]:
    """The lines of the address block, or one line that stands for them where there is no recipient.

    A letter to a minor's legal representative is addressed to the representative. ``country`` is the country's name, "" within the country.
    """
    if recipient is None:
        return (t("letters.to-address", lang),)
    name = one_line(f"{recipient.civility} {full_name(recipient)}")
    if to_representative:
        name = one_line(recipient.representative_name) or t("letters.representative-of", lang, name=full_name(recipient))
    rows = (
        name,
        recipient.address1,
        recipient.address2,
        recipient.address3,
        f"{recipient.postcode} {recipient.city}",
        country.upper(),
    )
    return tuple(row for row in map(one_line, rows) if row) or (t("letters.to-address", lang),)


def greeting(recipient: Recipient | None, lang: str, *, to_representative: bool) -> str:
    """``Madame``, ``Monsieur``, ``Dear Ms Durand``; where the civility or the name is not known, the words for anybody."""
    if recipient is None or to_representative or recipient.civility not in ("Mme", "M.") or not one_line(recipient.last_name):
        return t("letters.greeting", lang)
    return t(f"letters.greeting.{recipient.civility}", lang, name=one_line(recipient.last_name))
