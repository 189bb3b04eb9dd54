"""The authority's recap beside what was filed: for ``notice --compare`` and after ``filed --receipt``."""

from __future__ import annotations

from breach.cli import output
from breach.cli.app import stdin_text
from breach.i18n import plural, t
from breach.service.complement import compare as compared
from breach.service.pieces import attachment
from breach.service.record import Attachment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.cli.app import App

RECORDED = "\0recorded"
"""The option without a value: the receipt on record."""
STDIN = "recap.txt"


def compare(app: App, ref: str, form: str, source: str) -> int:
    """Print the comparison field by field; 1 where a field differs or is not found. Raises InputError."""
    recap = None if source == RECORDED else Attachment(STDIN, stdin_text().encode()) if source == "-" else attachment(source)
    opened, act, rows = compared(app.desk(), ref, form, recap)
    off = [row for row in rows if row["result"] != "found"]
    if app.as_json:
        output.data({"ref": opened.row.ref, "form": form, "filing": act.n, "fields": rows})
        return 1 if off else 0
    words = lines(rows)
    if recap is not None and source != "-" and not off:
        words.append(t("known.add-recap", ref=opened.row.ref, file=output.line(source)))
    output.raw("\n".join(words) + "\n")
    return 1 if off else 0


def lines(rows: list[dict[str, str]]) -> list[str]:
    """The comparison in words: the fields that differ, those that were not found, each in form order, then the count."""
    words = []
    for row in sorted((row for row in rows if row["result"] != "found"), key=lambda row: row["result"] != "differs"):
        words.append(t("known.line", result=t(f"known.result.{row['result']}"), rubric=row["rubric"], label=row["label"]))
        words.append(t("known.expected", value=output.line(row["expected"].replace("\n", " / "))))
        if row["seen"]:
            words.append(t("known.seen", value=output.line(row["seen"])))
    differs = sum(row["result"] == "differs" for row in rows)
    missing = sum(row["result"] == "not_found" for row in rows)
    last = t("known.some-differ", count=len(rows), differs=differs, missing=missing)
    return [*words, last if differs or missing else plural("known.all-found", len(rows))]
