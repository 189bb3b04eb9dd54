"""The words of an error, to who types a command and to who fills in a form."""

from __future__ import annotations

import pytest

from breach import i18n
from breach.errors import InputError, RuleError
from breach.i18n.said import said


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "error",
    [
        InputError("empty-text", what="--why"),
        RuleError("because-needed", facts="people_count", ref="2026-0001"),
        RuleError("why-needed", at="2026-11-22T02:10:00Z", ref="2026-0001"),
        RuleError("overruling-needs-reasons", entry=3, ref="2026-0001"),
        RuleError("approving-needs-reasons", entry=3, ref="2026-0001"),
        RuleError("aware-by-decision", facts="aware_at", ref="2026-0001"),
        RuleError("cannot-retract", entry=1, ref="2026-0001"),
        RuleError("close-waits", entry=3, ref="2026-0001"),
        RuleError("action-settled", entry=3, by=4, ref="2026-0001"),
        RuleError("opinion-is-no-privilege"),
    ],
    ids=lambda held: getattr(held, "code", held),
)
def test_a_form_names_no_option_of_a_command(lang: str, error: InputError) -> None:
    before = i18n.current()
    i18n.use(lang)
    try:
        assert "--" in " ".join(said(error))
        assert "--" not in " ".join(said(error, form=True))
    finally:
        i18n.use(before)
