"""What the linter found, in the words of a language and as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from breach.drafting.linting.rules import sources
from breach.i18n import plural, t

if TYPE_CHECKING:
    from breach.drafting.linting.lint import Finding, Linted


@dataclass(frozen=True, slots=True)
class Report:
    """The report on one message."""

    linted: Linted

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not self.linted.findings

    def data(self, lang: str) -> dict[str, Any]:
        """The JSON of the command ``lint``."""
        return {
            "contents": dict(self.linted.contents),
            "findings": [
                {
                    "id": found.id,
                    "line": found.line,
                    "excerpt": found.excerpt,
                    "why": _why(found, lang),
                    "source": sources()[found.id].text,
                    "to_check": sources()[found.id].to_check,
                    "mend": t(f"lint.mend-{found.id}", lang),
                }
                for found in self.linted.findings
            ],
            "language": self.linted.lang,
            "readability": str(self.linted.score),
        }

    def lines(self, lang: str) -> list[str]:
        """The report as lines of text: the contents, each finding with where, why and how to mend it, the readability."""
        out = [f"{t('lint.contents', lang)} :" if lang == "fr" else f"{t('lint.contents', lang)}:"]
        out += [
            f"  [{'x' if there else ' '}] {t(f'lint.{name}', lang)}, {t('lint.yes' if there else 'lint.no', lang)}"
            for name, there in self.linted.contents.items()
        ]
        for found in self.linted.findings:
            source = sources()[found.id]
            out.append(f"{t('lint.where', lang, line=found.line)}  {found.id}  {_why(found, lang)}")
            out.append(f"    {t('lint.mend', lang, mend=t(f'lint.mend-{found.id}', lang))}")
            out.append(f"    {source.text}{t('lint.to-check', lang) if source.to_check else ''}")
        out.append(t("lint.score", lang, score=self.linted.score))
        out.append(t("lint.none", lang) if self.clean else plural("lint.count", len(self.linted.findings), lang))
        return out


def _why(found: Finding, lang: str) -> str:
    params = dict(found.params)
    if "data" in params:
        held = params["data"]
        params["data"] = t("lint.about", lang, data=t(f"lint.data-{held}", lang)) if held else ""
    return t(f"lint.why-{found.id}", lang, excerpt=found.excerpt, **params)
