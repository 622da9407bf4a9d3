"""
What holds of access for every buyer and sale: against all completions of what is not known.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import attrs
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import (
    AllOf,
    AnyOf,
    CustomerBefore,
    CustomerFor,
    EarlyAccess,
    Everyone,
    HasCode,
    InRegion,
    JudgedAt,
    LevelAtLeast,
    LevelIn,
    Not,
    Opening,
    Outcome,
    access,
)
from tiktok_presale.strategies import audiences, buyers, early_accesses, instants
from tiktok_presale.values.instants import local_day, utc, zone_of

# The season of the strategies, and some days around it.
MOMENTS = instants(date(2026, 2, 20), date(2026, 6, 1))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NEVER = datetime.max.replace(tzinfo=UTC)
PASS, FAIL, UNKNOWN = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN
LEVELS = ("silver", "gold", "diamond")


def completions(buyer):
    """
    Some buyers that this one may turn out to be: of each fact that is not known, several values.
    """
    known = buyer.level is not None or buyer.memberships is not None
    levels = [{}] if known else [{"level": level} for level in LEVELS] + [{"memberships": ()}]
    custom = [{}]
    if buyer.customer_since is None and buyer.has_bought is not False:
        custom = [
            {"customer_since": LONG_AGO},
            {"customer_since": datetime(2026, 4, 1, tzinfo=UTC)},
        ]
        custom += [{"has_bought": False}] if buyer.has_bought is None else []
    codes = [{}] if buyer.codes is not None else [{"codes": ()}, {"codes": ("SPRING", "VIP-1")}]
    regions = [{}]
    if buyer.region in {"CN", "US"}:
        regions = [{"region": f"{buyer.region}-{part}"} for part in ("GD", "CA", "NY", "ZZ")]
    elif buyer.region is None:
        regions = [{"region": one} for one in ("CN-GD", "HK", "US-CA", "JP")]
    for changes in product(levels, custom, codes, regions):
        merged = {key: value for change in changes for key, value in change.items()}
        yield attrs.evolve(buyer, **merged)


def belongs(audience, buyer, at):
    """
    Whether a buyer of whom all is known belongs to an audience: two values, written anew.
    """
    if isinstance(audience, Not):
        return not belongs(audience.of, buyer, at)
    if isinstance(audience, AllOf):
        return all(belongs(one, buyer, at) for one in audience.of)
    if isinstance(audience, AnyOf):
        return any(belongs(one, buyer, at) for one in audience.of)
    return SIMPLE[type(audience)](audience, buyer, at)


def ranks_enough(audience, buyer, at):
    """
    Whether a level stands as high as the one asked for.
    """
    rungs = audience.ladder.levels
    return any(rungs.index(one) >= rungs.index(audience.level) for one in buyer.levels(at))


def gave_code(audience, buyer, _):
    """
    Whether the codes given and the codes asked for have one in common.
    """
    same = str.casefold if audience.any_case else str
    return bool({same(one) for one in audience.codes} & {same(one) for one in buyer.codes})


def bought(buyer, at):
    """
    Whether the buyer had bought by an instant.
    """
    since = buyer.customer_since
    return since is not None and utc(since) <= utc(at)


def long_enough(audience, buyer, at):
    """
    Whether so many days lie between the first purchase and now.
    """
    if not bought(buyer, at):
        return False
    zone = zone_of(audience.zone)
    passed = local_day(at, zone) - local_day(buyer.customer_since, zone)
    return passed.days >= audience.days.count


SIMPLE = {
    Everyone: lambda *_: True,
    LevelIn: lambda one, buyer, at: bool(set(one.names) & set(buyer.levels(at))),
    LevelAtLeast: ranks_enough,
    HasCode: gave_code,
    InRegion: lambda one, buyer, _: bool({buyer.region, buyer.region[:2]} & set(one.regions)),
    CustomerBefore: lambda one, buyer, at: (
        bought(buyer, at) and utc(buyer.customer_since) < utc(one.before)
    ),
    CustomerFor: long_enough,
}


def ranked(buyer):
    """
    Whether every level of a buyer stands on the ladder.
    """
    held = [buyer.level] if buyer.level else [one.level for one in buyer.memberships or ()]
    return "friend" not in held


RANKED = buyers().filter(ranked)


class TestUnknown:
    """
    A definite answer holds whatever the facts that are not known turn out to be.
    """

    @given(RANKED, audiences(), MOMENTS)
    def test_brute_force(self, buyer, audience, at):
        """
        Every completion agrees with a definite answer; one of whom all is known gets one.
        """
        outcome = access.check(buyer, audience, at=at).outcome
        answers = {belongs(audience, whole, at) for whole in completions(buyer)}
        exact = {access.check(whole, audience, at=at).outcome for whole in completions(buyer)}

        assert {PASS if one else FAIL for one in answers} == exact
        if outcome is not UNKNOWN:
            assert {outcome is PASS} == answers

    @given(RANKED, early_accesses())
    def test_opens_for(self, buyer, sale):
        """
        No completion opens before the possible instant, none after the certain one.
        """
        first = access.opens_for(buyer, sale)
        certain = NEVER if first.certain is None else utc(first.certain)
        possible = NEVER if first.possible is None else utc(first.possible)
        for whole in completions(buyer):
            found = access.opens_for(whole, sale)
            opens = NEVER if found.certain is None else utc(found.certain)

            assert possible <= opens <= certain
            assert found.outcome is not UNKNOWN


class TestEarlyAccess:
    """
    F20: from when a buyer may buy.
    """

    @given(buyers(), early_accesses())
    def test_the_instant_itself(self, buyer, sale):
        """
        At the certain instant the buyer may buy; a second before the possible one, not.
        """
        first = access.opens_for(buyer, sale)

        if first.certain is not None:
            assert access.check(buyer, sale, at=first.certain).allowed
        if first.possible is not None:
            before = access.check(buyer, sale, at=utc(first.possible) - SECOND)
            assert FAIL is before.outcome
            assert access.check(buyer, sale, at=first.possible).outcome is not FAIL

    @given(buyers(), early_accesses(), MOMENTS)
    def test_nothing_opens_before(self, buyer, sale, at):
        """
        Nobody is let in at any other instant before the possible one.
        """
        first = access.opens_for(buyer, sale)
        decision = access.check(buyer, sale, at=at)

        if first.possible is None or utc(at) < utc(first.possible):
            assert FAIL is decision.outcome

    @given(buyers(), early_accesses(), MOMENTS, st.timedeltas(timedelta(0), timedelta(90)))
    def test_stays_open(self, buyer, sale, at, later):
        """
        Once open it stays open until the end, as long as nothing about the buyer changes.
        """
        still = attrs.evolve(buyer, memberships=None, customer_since=None)
        moment = utc(at) + later

        if access.check(still, sale, at=at).allowed:
            over = sale.ends is not None and utc(sale.ends) <= moment
            assert access.check(still, sale, at=moment).allowed is not over

    @given(buyers(), early_accesses(), audiences(4), MOMENTS)
    def test_more_openings_never_later(self, buyer, sale, audience, at):
        """
        A buyer who fits one more audience never buys later.
        """
        ends = sale.ends
        if ends is not None and utc(ends) <= utc(at):
            ends = None
        wider = EarlyAccess((*sale.openings, Opening(audience, at)), ends=ends)
        old = access.opens_for(buyer, EarlyAccess(sale.openings, ends=ends))
        new = access.opens_for(buyer, wider)

        for name in ("certain", "possible"):
            before, after = getattr(old, name), getattr(new, name)
            assert before is None or utc(after) <= utc(before)

    @given(buyers(), early_accesses(), st.randoms(use_true_random=False), MOMENTS)
    def test_order_says_nothing(self, buyer, sale, random, at):
        """
        The order in which openings are given changes neither answer nor reasons.
        """
        shuffled = EarlyAccess(random.sample(sale.openings, len(sale.openings)), ends=sale.ends)
        one, other = (access.check(buyer, which, at=at) for which in (sale, shuffled))

        assert one.outcome is other.outcome
        assert set(one.findings) == set(other.findings)
        assert access.opens_for(buyer, sale).certain == access.opens_for(buyer, shuffled).certain

    @given(buyers(), early_accesses(), MOMENTS)
    def test_waiting_helps(self, buyer, sale, at):
        """
        Whoever waits as a "no" says may buy then; so may whoever waits as advised.
        """
        for finding in access.check(buyer, sale, at=at).findings:
            if finding.code == "access.opens" and finding.outcome is not PASS:
                assert utc(finding.limit) > utc(at)
                assert access.check(buyer, sale, at=finding.limit).allowed


class TestKept:
    """
    The balance keeps the right of the order.
    """

    @given(buyers(), buyers(), early_accesses(), MOMENTS, st.timedeltas(timedelta(0)))
    def test_nothing_later_matters(self, buyer, now, sale, at, later):
        """
        Under terms that judge the order, the answer is that of the order, whatever comes after.
        """
        terms = EarlyAccess(sale.openings, ends=sale.ends, judged_at=JudgedAt.ORDER)
        moment = utc(at) + min(later, timedelta(days=3_650))
        changed = attrs.evolve(now, id=buyer.id)
        decision = access.kept(buyer, terms, placed_at=at, at=moment, now=changed)

        assert access.check(buyer, terms, at=at).outcome is decision.outcome

    @given(buyers(), early_accesses(), MOMENTS)
    def test_at_once(self, buyer, sale, at):
        """
        A balance that is paid with the deposit never changes the answer, whatever the terms ask.
        """
        decision = access.kept(buyer, sale, placed_at=at, at=at)

        assert access.check(buyer, sale, at=at).outcome is decision.outcome
