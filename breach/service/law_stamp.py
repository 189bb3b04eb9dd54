"""What the kept clocks were worked out under: the law's files and the profile. Told without opening either."""

from __future__ import annotations

from breach import resources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.service.ports import Store


WORKED_OUT = 5
"""Changes when the working out itself does (breach.law.clocks, authorities, what waits), so that what older programs kept is not shown."""


def stamp(store: Store) -> str:
    """A text that changes when a regime's file or the organisation's profile does."""
    law = f"{resources.stamp('law/regimes', '.toml')};{resources.stamp('law/authorities', '.toml')}"
    return f"{WORKED_OUT};{law}|{store.meta('profile') or ''}"
