"""
May this video be published for this offer? Everything that is wrong with it, at once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tiktok_presale.facts.offers import Offer
from tiktok_presale.facts.video_claims import DeadlineClaim, VideoClaim
from tiktok_presale.facts.videos import SaleRecord, VideoPlan, seconds
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.content.elements import HOOK, elements, end_told
from tiktok_presale.rules.content.finding import claims_in
from tiktok_presale.rules.content.judging import Truth
from tiktok_presale.rules.content.places import Place, texts_of
from tiktok_presale.rules.content.telling import duties, language, plain
from tiktok_presale.rules.content.words import Topic
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from decimal import Decimal

    from tiktok_presale.policy.policy import Policy

__all__ = ["check", "checked_record"]

_INCONSISTENT = "enforcement.points.inconsistent_promotion"
_REPRODUCED = "enforcement.points.reproduced_content"
# What is true now and false tomorrow, although nobody touches the video.
_PASSING = {
    Topic.ENDS_TODAY,
    Topic.ENDS_TOMORROW,
    Topic.ENDS_SOON,
    Topic.ENDS_IN,
    Topic.LEFT,
}
# These may name a date, which stays true, or a day of the week or a time of day.
_OF_A_DAY = {Topic.ENDS_ON, Topic.SHIPS_ON}
_WEEK = timedelta(days=7)
_LATE = 9_999


def check(
    plan: VideoPlan,
    offer: Offer,
    policy: Policy,
    *,
    at: datetime,
    record: SaleRecord | None = None,
    hook: Decimal | int | str = HOOK,
) -> Decision:
    """
    Whether a video may be published for an offer, with every reason.

    It is held against F12's three elements at their times, against what must be said (F2, F9), and
    against the offer itself: each claim that its planner knows of, or that is found in its words,
    must be true at *at*. Words are found by a list, so what is not found is not proven absent; the
    decision says so.

    Args:
        plan: The video.
        offer: The offer it is for.
        policy: The rules in force at *at*.
        at: The instant at which it is published, for "today only" and "only 100 left".
        record: What is known of the sale besides: units sold, the price before, ends told earlier.
        hook: In so many first seconds there must be something to see.

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If *hook* is no time.
        CurrencyMismatchError: If the price before is in another currency than the offer's.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import (CalendarDays, Money, PaymentPlan, Period, Policy, Seen,
        ...                             ShipWithin, Shot)
        >>> opens = datetime(2026, 7, 1, tzinfo=UTC)
        >>> offer = Offer(id="ice", sku="crusher", price=Money("39.90", "USD"),
        ...               plan=PaymentPlan.full(), promise=ShipWithin(CalendarDays(10)),
        ...               sale=Period(opens, datetime(2026, 7, 10, tzinfo=UTC)))
        >>> plan = VideoPlan(offer="ice", language="en", length=15, shots=[
        ...     Shot(starts=0, ends=3, seen=Seen.IMPACT, said="Only 100 left, ships tomorrow!")])
        >>> decision = check(plan, offer, Policy.in_force("us", on=opens), at=opens)
        >>> [one.code for one in decision.failures if one.code.startswith("content.s")]
        ['content.solved', 'content.stock_unlimited']
    """
    check_kind("plan", plan, VideoPlan, "a VideoPlan")
    check_kind("offer", offer, Offer, "an Offer")
    check_policy(policy)
    check_aware("at", at)
    known = checked_record(record)
    first = seconds("hook", hook)
    if not first:
        raise OutOfRangeError("hook", str(hook), "above zero")
    truth = Truth(offer, known, at, policy.zone)
    claims = list(_claims(plan, truth))
    findings = [
        *_offered(plan, offer, at),
        *elements(plan, first),
        *end_told([claim for claim, _, _ in claims], offer, policy.zone),
        *duties(plan, truth, policy),
        language(plan),
        *plain(plan),
        *_judged(claims, truth),
        *_repeated(claims, truth),
        *_original(plan, policy),
    ]
    findings += [*_points(findings, policy), Finding(Outcome.ADVICE, "content.words", "content")]
    return Decision("content", policy.edition, at, tuple(dict.fromkeys(findings)))


def checked_record(record: object) -> SaleRecord:
    """
    Read a record that need not be given.
    """
    if record is None:
        return SaleRecord()
    check_kind("record", record, SaleRecord, "a SaleRecord")
    assert isinstance(record, SaleRecord)  # noqa: S101 - for type checkers; checked above
    return record


def _offered(plan: VideoPlan, offer: Offer, at: datetime) -> Iterator[Finding]:
    """
    It is for this offer, and the offer can still be had.
    """
    if plan.offer != offer.id:
        yield Finding(Outcome.FAIL, "content.another", "content.offer", plan.offer, offer.id)
    if offer.sale.over(at):
        yield Finding(Outcome.FAIL, "content.over", "offers.sale", at, offer.sale.closes)


_Found = tuple[VideoClaim | None, Place, Topic | None]


def _claims(plan: VideoPlan, truth: Truth) -> Iterator[_Found]:
    """
    Each claim with its place: those that the planner gave, then those found in the words.
    """
    for claim in plan.claims:
        yield claim, Place("claims"), None
    currency = truth.offer.price.currency
    for place, text in texts_of(plan):
        for one in claims_in(text, at=truth.at, zone=truth.zone, currency=currency):
            yield one.claim, Place(place.part, place.shot, one.text), one.topic


def _judged(claims: list[_Found], truth: Truth) -> Iterator[Finding]:
    for claim, place, topic in claims:
        if claim is None:
            ways = (Remedy("leave_out_claim"),)
            unread, params = "content.unread", {"place": place}
            yield Finding(Outcome.UNKNOWN, unread, unread, None, None, ways, params=params)
            continue
        found = truth.judge(claim, place)
        yield found
        if found.outcome is Outcome.PASS and _passing(claim, place, topic, truth):
            code, params = "content.passing", {"place": place}
            yield Finding(Outcome.ADVICE, code, code, claim, truth.at, params=params)


def _passing(claim: VideoClaim, place: Place, topic: Topic | None, truth: Truth) -> bool:
    """
    Whether the same words mean another time a week later: "ends Friday" does, a date does not.
    """
    if topic not in _OF_A_DAY:
        return topic in _PASSING
    week = _WEEK if truth.at.year < _LATE else -_WEEK
    again = claims_in(place.text, at=truth.at + week, zone=truth.zone)
    return claim not in [one.claim for one in again]


def _repeated(claims: list[_Found], truth: Truth) -> Iterator[Finding]:
    """
    A "last chance" that comes again was none: another end was told of this presale before.
    """
    if not any(isinstance(claim, DeadlineClaim) for claim, _, _ in claims):
        return
    for told in truth.record.ends_told:
        if utc(told) != utc(truth.closes):
            ways = (Remedy("leave_out_claim"),)
            code = "content.repeated"
            yield Finding(Outcome.FAIL, code, code, told, truth.closes, ways)


def _original(plan: VideoPlan, policy: Policy) -> Iterator[Finding]:
    """
    Material that is not one's own, where the market has points for it.
    """
    for figure in policy.every(_REPRODUCED):
        own = plan.original
        outcome = Outcome.UNKNOWN if own is None else Outcome.PASS if own else Outcome.FAIL
        ways = () if own else (Remedy("own_material"),)
        code = "content.original"
        yield Finding(outcome, code, figure.path, own, figure.value, ways, figure.source)


# What makes a promotion differ from its listing.
_DIFFERS = {
    "content.deadline",
    "content.stock",
    "content.stock_unlimited",
    "content.on_hand",
    "content.price",
    "content.discount",
    "content.discount_none",
    "content.dispatch",
    "content.odds",
    "content.odds_none",
    "content.another",
}


def _points(findings: list[Finding], policy: Policy) -> Iterator[Finding]:
    """
    What a promotion that does not match its listing can cost.
    """
    differ = [one for one in findings if one.outcome is Outcome.FAIL and one.code in _DIFFERS]
    if not differ:
        return
    for figure in policy.every(_INCONSISTENT):
        code, many = "content.points", len(differ)
        yield Finding(Outcome.ADVICE, code, figure.path, many, figure.value, (), figure.source)
