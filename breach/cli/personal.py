"""The keys of persons, under ``breach key``: signing keys and review keys. No private half is ever printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.cli import output
from breach.errors import InputError
from breach.i18n import t
from breach.service import signing

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import Any

    from breach.cli.app import App
    from breach.service.desk import Desk


def held(desk: Desk) -> dict[str, Any]:
    """The signing keys that the store knows, with whether this account holds their private half, and the review keys kept here."""
    attesting, profile = signing.attesting_of(desk), signing.profile_keys(desk)
    keys = [
        {**key.to_json(), "here": attesting.signer(key.name, key.key) is not None, "in_profile": key.key in profile}
        for key in signing.known_keys(desk)
    ]
    return {"signing": keys, "review": attesting.review_keys()}


def words(data: dict[str, Any]) -> list[str]:
    """What ``key status`` says of them."""
    lines = []
    for key in data["signing"]:
        state = "revoked" if key["revoked_at"] else "here" if key["here"] else "elsewhere"
        profile = t("signing.in-profile" if key["in_profile"] else "signing.not-in-profile")
        lines.append(output.line(t(f"signing.status-{state}", name=key["name"], key=key["key"], profile=profile)))
    lines += [t("signing.status-review", key=key) for key in data["review"]]
    return lines or [t("signing.status-none")]


def sign_new(app: App, args: argparse.Namespace) -> int:
    """Make a signing key for who acts."""
    del args
    desk = app.desk(create=False)
    key, done = signing.new_key(desk)
    data = {**key.to_json(), "entry": done.n, "hash": done.hash, "recorded_at": done.recorded_at, "public_key": signing.PREFIX + key.key}
    return app.answer(data, output.safe(t("signing.made", name=key.name, public=signing.PREFIX + key.key)))


def sign_revoke(app: App, args: argparse.Namespace) -> int:
    """Revoke a signing key."""
    if not args.file or not args.why:
        raise InputError("usage", said=t("signing.revoke-usage"), verb="breach key")
    key, done = signing.revoke(app.desk(create=False), args.file, args.why, args.since)
    said = [output.line(t("signing.revoked", name=key.name, key=key.key[:16]))]
    said += [t("signing.doubted", at=key.doubted_from)] if key.doubted_from else []
    return app.answer({**key.to_json(), "entry": done.n}, "\n".join(said))


def review_new(app: App, args: argparse.Namespace) -> int:
    """Make an age identity for reviews."""
    del args
    desk = app.desk(create=False)
    public = signing.attesting_of(desk).new_review_key(desk.actor.name)
    return app.answer({"public_key": public}, t("signing.review-made", key=public))


ACTIONS: dict[str, Callable[[App, argparse.Namespace], int]] = {"sign-new": sign_new, "sign-revoke": sign_revoke, "review-new": review_new}
