"""
Is this promise allowed, and what does the product page say?
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

import attrs

from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.rules.arguments import check_policy, check_promise
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import local_day, zone_of
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.text import message
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.days import Duration

__all__ = ["check", "notice"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__


def check(
    promise: Promise,
    policy: Policy,
    *,
    at: datetime,
    kind: OrderKind = OrderKind.PRE_ORDER,
    category: str | None = None,
) -> Decision:
    """
    Whether a promise may be made, with every reason.

    What policy allows and what the Open API accepts are two findings, because they differ. Days
    that are allowed but not advised come as advice, and so does a wait at which buyers should be
    careful.

    Args:
        promise: What the seller wants to promise.
        policy: The rules in force at *at*.
        at: The instant of listing; the days to a release date are counted from its day.
        kind: The kind of orders that the promise is for.
        category: The goods category, where the pack has windows of its own for some.

    Raises:
        WrongTypeError: If *promise* is no promise.
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import Policy
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> decision = check(ShipWithin(CalendarDays(20)), th,
        ...                  at=datetime(2026, 1, 2, tzinfo=ZoneInfo("Asia/Bangkok")))
        >>> decision.allowed, str(decision.failures[0].limit)
        (False, '3 to 15 calendar days')
    """
    check_promise(promise)
    check_policy(policy)
    check_aware("at", at)
    check_kind("kind", kind, OrderKind, "an OrderKind")
    findings = [_form(promise, policy)] if kind is OrderKind.PRE_ORDER else []
    days = _days(promise, policy, at)
    if isinstance(days, date):
        findings.append(_past(days, policy, _today(promise, policy, at)))
    else:
        findings.append(_window(days, policy, kind, category))
        findings += [_api(days, policy, kind)]
        if kind is OrderKind.PRE_ORDER:
            own = category is not None and policy.find(f"window.categories.{category}")
            findings += [] if own else [_choice(days, policy)]
            findings += [_caution(days, policy), _advice(days, policy)]
    given = (finding for finding in findings if finding is not None)
    if isinstance(promise, ReleaseOn):
        today = _today(promise, policy, at)
        given = (_as_dates(finding, today) for finding in given)
    return Decision("window", policy.edition, at, tuple(given))


def _as_dates(finding: Finding, today: date) -> Finding:
    """
    The same finding with its remedy as a release date, for a promise that is one.
    """
    remedy = finding.remedy
    days = None if remedy is None else remedy.params.get("days")
    if not isinstance(days, CalendarDays):
        return finding
    on = today + timedelta(days=days.count)
    return attrs.evolve(finding, remedies=(Remedy("release_on", {"on": on}),))


def notice(promise: Promise, language: str) -> str:
    """
    The sentence for the product page (F9).

    Args:
        promise: What the seller promises.
        language: "en" or "zh".

    Raises:
        UnknownLanguageError: If *language* has no catalogue.

    Examples:
        >>> notice(ShipWithin(CalendarDays(10)), "zh")
        '预售商品将在10天内发货'
        >>> notice(ShipWithin(CalendarDays(10)), "en")
        'Pre-order: ships within 10 days'
    """
    check_promise(promise)
    if isinstance(promise, ReleaseOn):
        return message(language, "notice.release_on", on=promise.on)
    key = "business" if isinstance(promise.days, BusinessDays) else "calendar"
    return message(language, f"notice.ship_within.{key}", count=promise.days.count)


def _days(promise: Promise, policy: Policy, at: datetime) -> Duration | date:
    """
    The days that a promise means as seen from *at*; a release date that has passed as it is.
    """
    if isinstance(promise, ShipWithin):
        return promise.days
    ahead = (promise.on - _today(promise, policy, at)).days
    return CalendarDays(ahead) if ahead >= 0 else promise.on


def _today(promise: Promise, policy: Policy, at: datetime) -> date:
    """
    The day of *at* in the zone of the seller's profile, as far as the promise names it.
    """
    named = promise.zone if isinstance(promise, ReleaseOn) else None
    return local_day(at, policy.zone if named is None else zone_of(named))


def _form(promise: Promise, policy: Policy) -> Finding | None:
    figure = policy.find("window.promise")
    if figure is None:
        return None
    given = "release_on" if isinstance(promise, ReleaseOn) else "ship_within"
    outcome = Outcome.PASS if given == figure.value else Outcome.FAIL
    remedies = () if outcome is Outcome.PASS else (Remedy("promise_as", {"form": figure.value}),)
    return Finding(
        outcome, "window.promise", figure.path, given, figure.value, remedies, figure.source
    )


def _past(release: date, policy: Policy, today: date) -> Finding:
    """
    A release date that has passed; the remedy is the first day that policy allows.
    """
    figure, limit = policy.find("window.days"), policy.window.days
    ahead = limit.low.count if limit is not None and limit.low is not None else 0
    remedies = (Remedy("release_from", {"on": today + timedelta(days=ahead)}),)
    source = None if figure is None else figure.source
    return Finding(Outcome.FAIL, "window.past", "window.days", release, limit, remedies, source)


def _window(days: Duration, policy: Policy, kind: OrderKind, category: str | None) -> Finding:
    path = "window.days" if kind is OrderKind.PRE_ORDER else f"handling.{kind}"
    figure = policy.find(path)
    if category is not None and kind is OrderKind.PRE_ORDER:
        figure = policy.find(f"window.categories.{category}") or figure
    if figure is None:
        gap = next((gap for gap in policy.gaps if gap.path == path), None)
        return Finding(
            Outcome.UNKNOWN, "window.days", path, days, source=gap.source if gap else None
        )
    return _inside(days, figure, "window.days", Outcome.FAIL)


def _api(days: Duration, policy: Policy, kind: OrderKind) -> Finding | None:
    figure = policy.find(f"api.{kind}")
    return None if figure is None else _inside(days, figure, "window.api", Outcome.FAIL)


def _choice(days: Duration, policy: Policy) -> Finding | None:
    figure = policy.find("window.choices")
    if figure is None:
        return None
    choices = policy.window.choices
    if days in choices:
        return Finding(
            Outcome.PASS, "window.choices", figure.path, days, choices, (), figure.source
        )
    nearest = min(choices, key=lambda choice: abs(choice.count - days.count))
    remedies = (Remedy("promise", {"days": nearest}),)
    return Finding(
        Outcome.FAIL, "window.choices", figure.path, days, choices, remedies, figure.source
    )


def _caution(days: Duration, policy: Policy) -> Finding | None:
    """
    The caution that buyers are told to take (F25).
    """
    figure, caution = policy.find("window.caution"), policy.window.caution
    if figure is None or caution is None or not _same_unit(days, caution) or days not in caution:
        return None
    return Finding(Outcome.ADVICE, "window.caution", figure.path, days, caution, (), figure.source)


def _advice(days: Duration, policy: Policy) -> Finding | None:
    """
    The days that are advised (F10): shorter makes presale pointless, longer wears out buyers.
    """
    figure, advice = policy.find("window.advice"), policy.window.advice
    if figure is None or advice is None or not _same_unit(days, advice) or days in advice:
        return None
    code = "window.advice_short" if advice.too_low(days) else "window.advice_long"
    remedies = (Remedy("promise", {"days": advice.low if advice.too_low(days) else advice.high}),)
    return Finding(Outcome.ADVICE, code, figure.path, days, advice, remedies, figure.source)


def _same_unit(days: Duration, limit: Range[Duration]) -> bool:
    return type(days) is type(limit.low if limit.low is not None else limit.high)


def _inside(days: Duration, figure: Figure, code: str, outside: Outcome) -> Finding:
    """
    Whether days lie in a range; days of another kind never do.
    """
    limit = cast("Range[Duration]", figure.value)
    params: dict[str, object] = {}
    if figure.platform is not None:
        params["platform"] = figure.platform.value
    if not _same_unit(days, limit):
        unit = type(limit.low if limit.low is not None else limit.high)
        remedies = (Remedy("count_as", {"unit": unit.__name__}),)
        return Finding(
            outside, f"{code}.unit", figure.path, days, limit, remedies, figure.source, params
        )
    if days in limit:
        return Finding(Outcome.PASS, code, figure.path, days, limit, (), figure.source, params)
    remedies = (Remedy("promise", {"days": _nearest(days, limit)}),)
    return Finding(outside, code, figure.path, days, limit, remedies, figure.source, params)


def _nearest(days: Duration, limit: Range[Duration]) -> Duration | None:
    """
    The end of a range that is nearest to *days*, one day further in where that end is open.
    """
    low = limit.too_low(days)
    end, is_open = (limit.low, limit.low_open) if low else (limit.high, limit.high_open)
    if end is None or not is_open:
        return end
    return attrs.evolve(end, count=end.count + (1 if low else -1))
