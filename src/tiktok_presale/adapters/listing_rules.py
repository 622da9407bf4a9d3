"""
Would the Open API take this listing, and does policy allow it? Two answers, because they differ.

The Open API takes 3 to 30 days for a pre-order in Thailand; policy allows 3 to 15.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, final

import attrs

from tiktok_presale.adapters.api_errors import API_DOCS, ERRORS
from tiktok_presale.adapters.pre_sales import PreSale
from tiktok_presale.adapters.products import Listing
from tiktok_presale.adapters.shops import region_of
from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import window
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import local_day, zone_of
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tiktok_presale.adapters.categories import CategoryRules
    from tiktok_presale.adapters.products import ListedSku
    from tiktok_presale.values.days import Duration

__all__ = ["ListingAnswers", "check", "check_change"]

# What `window.check` says of the Open API, which has an answer of its own here.
_API_CODES = frozenset({"window.api", "window.api.unit"})
# What can be shipped now, in one warehouse.
_QUANTITIES = range(1, 100_000)
_US = (OrderKind.PRE_ORDER, OrderKind.MADE_TO_ORDER, OrderKind.CUSTOM)
_ELSEWHERE = (OrderKind.PRE_ORDER,)


@final
@attrs.frozen
class ListingAnswers(Value):
    """
    Two answers on one listing.

    Args:
        api: Whether the Open API would take it.
        policy: Whether policy allows each promise; one answer for each SKU on presale.
    """

    api: Decision
    policy: tuple[Decision, ...]


def check(
    listing: Listing,
    policy: Policy,
    *,
    region: str,
    at: datetime,
    rules: CategoryRules | None = None,
) -> ListingAnswers:
    """
    Whether the Open API would take a listing, and whether policy allows what it promises.

    Args:
        listing: The product, as `products.read_body` reads it off a body.
        policy: The rules in force at *at*, with the ranges of the Open API for that market.
        region: The shop's region, such as "US" or "GB", on which form and range depend.
        at: The instant of listing.
        rules: The rules of the product's category; without them permission is not known.

    Raises:
        WrongTypeError: If *listing* is no listing, or *policy* no policy.
        NaiveTimeError: If *at* has no time zone.
    """
    check_kind("listing", listing, Listing, "a Listing, such as read_body(…).found[0]")
    check_policy(policy)
    check_aware("at", at)
    region = region_of(region)
    ranges = _ranges(policy, region, at)
    terms = [sku.pre_sale for sku in listing.skus if sku.pre_sale is not None]
    findings = [
        *_whole(listing, terms, rules),
        *(finding for sku in listing.skus for finding in _backorders(sku, region)),
        *(finding for one in terms for finding in _terms(one, ranges, region, at)),
    ]
    api = Decision("listing", ranges.edition, at, tuple(findings))
    return ListingAnswers(api, tuple(_policy(terms, policy, at)))


def _policy(terms: list[PreSale], policy: Policy, at: datetime) -> Iterator[Decision]:
    """
    What policy says of each promise, without the ranges of the Open API.
    """
    for one in terms:
        if one.promise is not None:
            answer = window.check(one.promise, policy, at=at, kind=one.kind)
            own = tuple(finding for finding in answer.findings if finding.code not in _API_CODES)
            yield attrs.evolve(answer, findings=own)


def _ranges(policy: Policy, region: str, at: datetime) -> Policy:
    """
    The policy whose pack holds the ranges of the Open API for a region.

    The United States have ranges of their own, which a cross-border shop there falls under too.
    """
    if region == "US" and policy.pack.market != "us":
        return Policy.in_force("us", on=at)
    return policy


def _failed(code: str, *, actual: object = None, remedies: tuple[Remedy, ...] = ()) -> Finding:
    """
    A rule of the Open API that is broken, with the error that it would answer with.
    """
    error = next((str(number) for number, name in ERRORS.items() if name == code), "")
    params = {"error": error} if error else {}
    return Finding(Outcome.FAIL, code, "api", actual, None, remedies, API_DOCS, params)


def _whole(
    listing: Listing, terms: list[PreSale], rules: CategoryRules | None
) -> Iterator[Finding]:
    """
    What concerns the product as a whole.
    """
    if not terms:
        yield Finding(Outcome.PASS, "listing.regular", "api", source=API_DOCS)
        return
    kinds = {one.kind for one in terms}
    if len(kinds) > 1 or len(terms) < len(listing.skus):
        yield _failed("listing.one_type")
    if listing.not_for_sale:
        yield _failed("listing.not_for_sale")
    if any(sku.backorders and sku.pre_sale is not None for sku in listing.skus):
        yield _failed("listing.backorder")
    for kind in sorted(kinds):
        yield _permission(kind, rules)


def _backorders(sku: ListedSku, region: str) -> Iterator[Finding]:
    """
    What concerns the stock of one SKU that can be sold without being there (3.3).
    """
    if any(stock.quantity not in _QUANTITIES for stock in sku.stock if stock.quantity is not None):
        yield _failed("listing.quantity")
    if not sku.backorders:
        return
    if region != "US":
        yield _failed("listing.backorder_region")
    if len({stock.handling for stock in sku.stock if stock.backorder}) > 1:
        yield _failed("listing.one_handling")
    # Limits on number, ratio and days exist, and no page publishes them.
    yield Finding(
        Outcome.UNKNOWN, "listing.backorder_limit", "api", sku.backorders, source=API_DOCS
    )


def _permission(kind: OrderKind, rules: CategoryRules | None) -> Finding:
    if rules is None:
        return Finding(Outcome.UNKNOWN, "listing.permission", "api", kind, source=API_DOCS)
    if kind not in rules.allowed:
        return _failed("listing.permission", actual=kind)
    return Finding(Outcome.PASS, "listing.permission", "api", kind, source=API_DOCS)


def _terms(terms: PreSale, ranges: Policy, region: str, at: datetime) -> Iterator[Finding]:
    """
    What concerns the terms of one SKU: its type, its form and its number of days.
    """
    kinds = _US if region == "US" else _ELSEWHERE
    if terms.kind not in kinds:
        yield _failed("listing.type", actual=terms.kind)
        return
    by_date = region == "US" and terms.kind is OrderKind.PRE_ORDER
    promise = terms.promise
    if promise is None or isinstance(promise, ReleaseOn) != by_date:
        yield _failed("listing.no_release" if by_date else "listing.no_days")
        return
    days: Duration = (
        CalendarDays(max(0, _ahead(promise, ranges, at)))
        if isinstance(promise, ReleaseOn)
        else promise.days
    )
    yield _days(days, terms.kind, ranges)


def _ahead(promise: ReleaseOn, ranges: Policy, at: datetime) -> int:
    zone = ranges.zone if promise.zone is None else zone_of(promise.zone)
    return (promise.on - local_day(at, zone)).days


def _days(days: Duration, kind: OrderKind, ranges: Policy) -> Finding:
    """
    Whether the days lie in the range of the Open API; days of another unit never do.
    """
    figure = ranges.find(f"api.{kind}")
    if figure is None:
        return Finding(Outcome.UNKNOWN, "listing.days", f"api.{kind}", days, source=API_DOCS)
    limit = cast("Range[Any]", figure.value)
    if type(days) is not type(limit.low):
        return Finding(Outcome.FAIL, "listing.unit", figure.path, days, limit, (), figure.source)
    outcome = Outcome.PASS if days in limit else Outcome.FAIL
    nearest = limit.low if limit.too_low(days) else limit.high
    remedies = () if outcome is Outcome.PASS else (Remedy("promise", {"days": nearest}),)
    return Finding(outcome, "listing.days", figure.path, days, limit, remedies, figure.source)


def check_change(
    before: PreSale | None, after: PreSale | None, *, region: str, live: bool | None
) -> tuple[Finding, ...]:
    """
    What the Open API says to a change of one SKU's presale terms; nothing where it takes it.

    In the United States a regular product and a pre-order cannot be swapped once the product is
    live, and its release date cannot be edited. Made to order may become regular at any time.

    Args:
        before: The terms so far; None for a regular SKU.
        after: The terms to be; None for a regular SKU.
        region: The shop's region.
        live: Whether the product is live; None where that is not known.

    Examples:
        >>> from tiktok_presale import OrderKind, ReleaseOn
        >>> from tiktok_presale.adapters.pre_sales import PreSale
        >>> from datetime import date
        >>> terms = PreSale(OrderKind.PRE_ORDER, ReleaseOn(date(2026, 3, 31)))
        >>> [finding.code for finding in check_change(terms, None, region="US", live=True)]
        ['listing.to_regular']
    """
    for argument, terms in (("before", before), ("after", after)):
        if terms is not None:
            check_kind(argument, terms, PreSale, "a PreSale, or None for a regular SKU")
    if region_of(region) != "US" or before == after or live is False:
        return ()
    code = _swap(before, after)
    if code is None:
        return ()
    if live is None:
        return (Finding(Outcome.UNKNOWN, code, "api", source=API_DOCS),)
    return (_failed(code),)


def _swap(before: PreSale | None, after: PreSale | None) -> str | None:
    """
    The rule that a change breaks on a live product.
    """
    if before is None:
        return "listing.to_presale" if after and after.kind is OrderKind.PRE_ORDER else None
    if before.kind is not OrderKind.PRE_ORDER:
        return None
    return "listing.to_regular" if after is None else "listing.live"
