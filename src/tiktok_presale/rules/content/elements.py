"""
Has the video what makes a good presale video: F12's three elements, at their times?
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from tiktok_presale.facts.video_claims import DeadlineClaim
from tiktok_presale.facts.videos import Seen
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import in_zone
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.sources import Confidence, Dated, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.offers import Offer
    from tiktok_presale.facts.video_claims import VideoClaim
    from tiktok_presale.facts.videos import VideoPlan

__all__ = ["BRIEF", "HOOK", "closes_in", "elements", "end_told"]

BRIEF = Source(
    "The founding brief, facts F2, F9, F12 and F13",
    "docs/founding-brief.md",
    date(2026, 11, 23),
    Confidence.LOW,
    Dated.ASSUMED,
    "Advice to sellers; the brief is undated.",
)

HOOK = Decimal(3)
"""In so many first seconds there must be something to see (F12)."""


def elements(plan: VideoPlan, hook: Decimal) -> Iterator[Finding]:
    """
    Something to see at once, the pain point shown and then solved, and the offer.
    """
    yield _impact(plan, hook)
    yield _there(plan, "content.pain", Seen.PAIN_SHOWN)
    yield _there(plan, "content.solved", Seen.PAIN_SOLVED)
    yield from _order(plan)
    yield _there(plan, "content.offer", Seen.OFFER)


def _impact(plan: VideoPlan, hook: Decimal) -> Finding:
    limit = Range.below(hook, unit="seconds")
    shot = plan.first(Seen.IMPACT)
    starts = None if shot is None else shot.starts
    code = "content.no_impact" if starts is None else "content.impact"
    if starts is not None and starts < hook:
        return Finding(Outcome.PASS, code, "content.hook", starts, limit, (), BRIEF)
    remedy = Remedy("move_shot" if shot else "add_shot", {"shot": Seen.IMPACT, "by": hook})
    return Finding(Outcome.FAIL, code, "content.hook", starts, limit, (remedy,), BRIEF)


def _there(plan: VideoPlan, code: str, kind: Seen) -> Finding:
    shot = plan.first(kind)
    outcome = Outcome.FAIL if shot is None else Outcome.PASS
    remedies = (Remedy("add_shot", {"shot": kind, "by": plan.length}),) if shot is None else ()
    actual = None if shot is None else shot.starts
    return _element(outcome, code, actual, kind, remedies)


def _order(plan: VideoPlan) -> Iterator[Finding]:
    """
    The pain is shown before it is solved; one shot may do both.
    """
    shown, solved = plan.first(Seen.PAIN_SHOWN), plan.first(Seen.PAIN_SOLVED)
    if shown is None or solved is None:
        return
    outcome = Outcome.PASS if shown.starts <= solved.starts else Outcome.FAIL
    remedy = Remedy("move_shot_after", {"shot": Seen.PAIN_SOLVED, "by": shown.starts})
    remedies = () if outcome is Outcome.PASS else (remedy,)
    yield _element(outcome, "content.order", shown.starts, solved.starts, remedies)


def _element(
    outcome: Outcome, code: str, actual: object, limit: object, remedies: tuple[Remedy, ...]
) -> Finding:
    return Finding(outcome, code, code, actual, limit, remedies, BRIEF)


def closes_in(offer: Offer, zone: ZoneInfo) -> datetime:
    """
    The end of the sale, as the market's clocks show it.
    """
    return in_zone(offer.sale.closes, zone)


def end_told(
    claims: Iterable[VideoClaim | None], offer: Offer, zone: ZoneInfo
) -> Iterator[Finding]:
    """
    Whether the offer is told with its end: with the end itself, only as limited, or not at all.
    """
    told = [one for one in claims if isinstance(one, DeadlineClaim)]
    closes = closes_in(offer, zone)
    true = [one for one in told if one.ends is not None and one.ends.holds(closes)]
    if true:
        yield _element(Outcome.PASS, "content.end", true[0], closes, ())
        return
    remedies = (Remedy("tell_end", {"on": closes}),)
    vague = any(one.ends is None for one in told)
    outcome = Outcome.ADVICE if vague else Outcome.FAIL
    yield _element(outcome, "content.end", None, closes, remedies)
