"""Words of the EDPB draft template, in English."""

WORDS: dict[str, str] = {
    "bound.upper": "{number} (upper bound of the range)",
    "bound.lower": "{number} (lower bound: the maximum is not known)",
    "range": "Number: {span} (basis of the estimate: {basis}).",
    "draft": "DRAFT of the European Data Protection Board (v1.0 of 8 June 2026), not in force: it replaces no national form, and a French controller files through the CNIL's portal. Source: EDPB, draft template v1.0, 8 June 2026.",
}
