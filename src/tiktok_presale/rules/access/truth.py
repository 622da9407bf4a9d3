"""
Does this buyer belong to this audience? Yes, no or unknown, with the reasons that decide it.

Unknown spreads as in Kleene's logic: it decides nothing where another part does, and everything
else stays unknown. `Not` is carried down to the simple audiences, so that each reason says what is
asked of the buyer.
"""

from __future__ import annotations

from datetime import timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING, TypeAlias, cast

from tiktok_presale.facts.audiences import (
    AllOf,
    AnyOf,
    CustomerBefore,
    CustomerFor,
    Everyone,
    HasCode,
    InRegion,
    LevelAtLeast,
    LevelIn,
    Not,
)
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import local_day, starts_on, utc, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from tiktok_presale.facts.audiences import Audience
    from tiktok_presale.facts.buyers import Buyer

__all__ = ["Reasons", "combined", "reasons", "turns"]

Reasons: TypeAlias = tuple[Finding, ...]
"""The reasons that decide an answer; all have its outcome, and there is at least one."""

_Level: TypeAlias = LevelIn | LevelAtLeast
_Customer: TypeAlias = CustomerBefore | CustomerFor
_Simple: TypeAlias = Everyone | _Level | _Customer | HasCode | InRegion

# Whichever comes first decides: one "no" shuts out of all, one "yes" lets into any.
_ALL = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS)
_ANY = (Outcome.PASS, Outcome.UNKNOWN, Outcome.FAIL)


def reasons(audience: Audience, buyer: Buyer, at: datetime, *, wanted: bool = True) -> Reasons:
    """
    Whether a buyer belongs to an audience at an instant, as the reasons that decide it.

    Args:
        audience: The audience, nested no deeper than `MOST_DEEP`.
        buyer: What is known of the buyer.
        at: The instant.
        wanted: False asks whether the buyer does not belong to it.
    """
    if isinstance(audience, Not):
        return reasons(audience.of, buyer, at, wanted=not wanted)
    if isinstance(audience, AllOf | AnyOf):
        judged = [reasons(one, buyer, at, wanted=wanted) for one in audience.of]
        # De Morgan: not all is any that does not.
        return combined(judged, every=isinstance(audience, AllOf) is wanted)
    return (_simple(cast("_Simple", audience), buyer, at, wanted=wanted),)


def combined(judged: Iterable[Reasons], *, every: bool) -> Reasons:
    """
    The reasons that decide all of several answers, or any of them; each reason once.
    """
    given = tuple(judged)
    outcomes = {one[0].outcome for one in given}
    decides = next(outcome for outcome in (_ALL if every else _ANY) if outcome in outcomes)
    deciding = (one for one in given if one[0].outcome is decides)
    return tuple(dict.fromkeys(finding for one in deciding for finding in one))


def _simple(audience: _Simple, buyer: Buyer, at: datetime, *, wanted: bool) -> Finding:
    limit = audience if wanted else Not(audience)
    if isinstance(audience, Everyone):
        return _reason("access.everyone", limit, belongs=True, wanted=wanted)
    if isinstance(audience, HasCode):
        return _code(audience, buyer, limit, wanted=wanted)
    if isinstance(audience, InRegion):
        return _region(audience, buyer, limit, wanted=wanted)
    if isinstance(audience, LevelIn | LevelAtLeast):
        return _level(audience, buyer, at, limit, wanted=wanted)
    return _customer(audience, buyer, at, limit, wanted=wanted)


def _reason(
    code: str,
    limit: Audience,
    *,
    belongs: bool | None,
    wanted: bool,
    actual: object = None,
    remedy: Remedy | None = None,
) -> Finding:
    """
    One reason; *belongs* is None where it is not known.
    """
    outcome = Outcome.UNKNOWN
    if belongs is not None:
        outcome = Outcome.PASS if belongs is wanted else Outcome.FAIL
    remedies = () if remedy is None or outcome is Outcome.PASS else (remedy,)
    return Finding(outcome, code, code, actual, limit, remedies)


def _untold(code: str, limit: Audience, name: str) -> Finding:
    """
    The reason that a fact is not known, which is the same whether it is wanted or not.
    """
    return Finding(Outcome.UNKNOWN, code, code, None, limit, (Remedy("tell", {"name": name}),))


def _level(
    audience: _Level, buyer: Buyer, at: datetime, limit: Audience, *, wanted: bool
) -> Finding:
    held = buyer.levels(at)
    if held is None:
        return _untold("access.level", limit, "member_level")
    if isinstance(audience, LevelIn):
        enough, ranked = audience.names, held
    else:
        enough, ranked = audience.ladder.from_level(audience.level), audience.ladder.levels
    belongs = any(level in enough for level in held)
    strange = tuple(level for level in held if level not in ranked)
    if strange and not belongs:
        # A level that the ladder does not name may stand above it or below.
        code = "access.level.unranked"
        return _reason(code, limit, belongs=None, wanted=wanted, actual=strange)
    reach = Remedy("reach_level", {"levels": enough}) if wanted else None
    return _reason("access.level", limit, belongs=belongs, wanted=wanted, actual=held, remedy=reach)


def _customer(
    audience: _Customer, buyer: Buyer, at: datetime, limit: Audience, *, wanted: bool
) -> Finding:
    code, since = "access.customer", buyer.customer_since
    if buyer.has_bought is False or (since is not None and utc(since) > utc(at)):
        return _reason("access.customer.new", limit, belongs=False, wanted=wanted)
    if since is None:
        return _untold(code, limit, "customer_since")
    if isinstance(audience, CustomerBefore):
        early = utc(since) < utc(audience.before)
        return _reason(code, limit, belongs=early, wanted=wanted, actual=since)
    enough = _long_enough(audience, since)
    belongs = enough is not None and utc(enough) <= utc(at)
    wait = Remedy("buy_from", {"on": enough}) if wanted and enough is not None else None
    return _reason(code, limit, belongs=belongs, wanted=wanted, actual=since, remedy=wait)


def _long_enough(audience: CustomerFor, since: datetime) -> datetime | None:
    """
    From when a customer has been one for long enough; None where the calendar ends before.
    """
    zone = zone_of(audience.zone)
    try:
        return starts_on(local_day(since, zone) + timedelta(days=audience.days.count), zone)
    except OverflowError:
        return None


def _code(audience: HasCode, buyer: Buyer, limit: Audience, *, wanted: bool) -> Finding:
    code, given = "access.code", buyer.codes
    if given is None and not wanted:
        return _untold(code, limit, "access_codes")
    remedy = Remedy("give_code") if wanted else Remedy("drop_code")
    if given is None:
        return _reason(code, limit, belongs=None, wanted=wanted, remedy=remedy)
    # Every pair is compared, each in a time that does not tell how far the two agree.
    compared = [_same_code(one, other, audience) for one in given for other in audience.codes]
    same = any(compared)
    return _reason(code, limit, belongs=same, wanted=wanted, actual=same, remedy=remedy)


def _same_code(given: str, code: str, audience: HasCode) -> bool:
    if audience.any_case:
        given, code = given.casefold(), code.casefold()
    # Half a character, as broken input may hold, must not stop the comparison.
    return compare_digest(*(one.encode("utf-8", "surrogatepass") for one in (given, code)))


def _region(audience: InRegion, buyer: Buyer, limit: Audience, *, wanted: bool) -> Finding:
    code, region = "access.region", buyer.region
    if region is None:
        return _untold(code, limit, "buyer_region")
    belongs = any(_lies_in(region, one) for one in audience.regions)
    if not belongs and any(_lies_in(one, region) for one in audience.regions):
        # The country is known, and not which part of it.
        part = Remedy("tell", {"name": "part_of_country"})
        code = "access.region.part"
        return _reason(code, limit, belongs=None, wanted=wanted, actual=region, remedy=part)
    return _reason(code, limit, belongs=belongs, wanted=wanted, actual=region)


def _lies_in(region: str, whole: str) -> bool:
    return region == whole or region.startswith(f"{whole}-")


def turns(audience: Audience, buyer: Buyer) -> Iterator[datetime]:
    """
    The instants at which a buyer's belonging to an audience can change.
    """
    since = buyer.customer_since
    if isinstance(audience, Not):
        yield from turns(audience.of, buyer)
    elif isinstance(audience, AllOf | AnyOf):
        for one in audience.of:
            yield from turns(one, buyer)
    elif isinstance(audience, LevelIn | LevelAtLeast):
        for term in buyer.memberships or ():
            yield from (time for time in (term.since, term.until) if time is not None)
    elif isinstance(audience, CustomerBefore | CustomerFor) and since is not None:
        enough = _long_enough(audience, since) if isinstance(audience, CustomerFor) else None
        yield from (time for time in (since, enough) if time is not None)
