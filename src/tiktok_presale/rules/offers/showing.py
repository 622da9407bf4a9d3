"""
Does the product page show what it must: the badge (F2) and the notice (F9)?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.promises import Promise
from tiktok_presale.rules import window
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.offers import Offer
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.sources import Source

__all__ = ["Notice", "shown"]


@final
@attrs.frozen
class Notice(Value):
    """
    The sentence on dispatch that a page shows, in whatever language it is asked for (F9).

    Args:
        promise: What is promised.
    """

    promise: Promise

    def in_words(self, language: str) -> str:
        """
        The sentence.
        """
        return window.notice(self.promise, language)

    def __str__(self) -> str:
        return self.in_words("en")


def shown(offer: Offer, policy: Policy) -> Iterator[Finding]:
    """
    What the page shows against what it must show.

    Where no figure asks for a badge or a notice they are advised all the same: buyers are told to
    look for the badge (F24), and the notice is the promise itself.
    """
    yield _badge(offer, *_asked(policy, "duties.badge"))
    yield _notice(offer, *_asked(policy, "duties.notice"))


def _asked(policy: Policy, path: str) -> tuple[str, Source | None, bool]:
    found: tuple[Figure, ...] = policy.every(path)
    return path, found[0].source if found else None, bool(found)


def _badge(offer: Offer, path: str, source: Source | None, asked: bool) -> Finding:  # noqa: FBT001
    code = "offers.badge"
    if offer.badge:
        return Finding(Outcome.PASS, code, path, offer.badge, None, (), source)
    outcome = Outcome.UNKNOWN if offer.badge is None else Outcome.FAIL
    remedies = (Remedy("show_badge"),)
    return Finding(
        outcome if asked else Outcome.ADVICE, code, path, offer.badge, None, remedies, source
    )


def _notice(offer: Offer, path: str, source: Source | None, asked: bool) -> Finding:  # noqa: FBT001
    """
    The notice, which must say what is promised, in either language.
    """
    code = "offers.notice"
    wanted = tuple(window.notice(offer.promise, language) for language in LANGUAGES)
    params = {"notice": offer.notice}
    if offer.notice in wanted:
        return Finding(Outcome.PASS, code, path, None, None, (), source, params)
    remedies = (Remedy("show_notice", {"notice": Notice(offer.promise)}),)
    if offer.notice is not None:
        # A notice that says something else is no notice of this promise.
        outcome = Outcome.FAIL if asked else Outcome.ADVICE
        return Finding(outcome, code, path, None, None, remedies, source, params)
    outcome = Outcome.UNKNOWN if asked else Outcome.ADVICE
    return Finding(outcome, "offers.no_notice", path, None, None, remedies, source)
