"""
A hold on the buyer's card against the wait until the money is taken.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.making import PACIFIC, own_policy
from rules.paying import LAWLESS, under
from tiktok_presale import (
    AfterDelay,
    AtDate,
    Authorisation,
    CalendarDays,
    Hours,
    Money,
    OnDispatch,
    OnRelease,
    Order,
    OrderKind,
    Outcome,
    Part,
    PaymentPlan,
    Period,
    ReleaseOn,
    ShipWithin,
    deadlines,
    payments,
)
from tiktok_presale.values.instants import utc

AT = datetime(2026, 3, 2, tzinfo=UTC)
PRICE = Money("50", "USD")
RELEASE = ReleaseOn(date(2026, 4, 1))
DAYS = "{ event = 'dispatch', anchor = 'placed', promise = true, days = 0, unit = 'calendar_days' }"
AFTER_RELEASE = "{ event = 'dispatch', anchor = 'release', days = 2, unit = 'calendar_days' }"
SHIPPING = own_policy({"deadlines.pre_order.dispatch": DAYS})
RELEASING = own_policy({"deadlines.pre_order.dispatch": AFTER_RELEASE})
US = under("us", "law-us", on=date(2026, 3, 2))


def held(lasts, policy=SHIPPING, *, promise=None, renewed=False, sale=None, when=None, at=AT):
    """
    The findings about a hold, by code.
    """
    plan = PaymentPlan(Part(due=when or OnDispatch(), authorised=Authorisation(lasts, renewed)))
    told = payments.check(plan, policy, price=PRICE, at=at, promise=promise, sale=sale)
    return {
        one.code: one
        for one in told.findings
        if one.code.startswith(("payment.hold", "payment.renew", "payment.failed"))
    }


class TestShorterThanTheWait:
    """
    Card holds die after about a week: found out before the offer is published.
    """

    @pytest.mark.parametrize(("days", "outcome"), [(6, "fail"), (7, "pass")])
    def test_card_hold_shorter_than_wait(self, days, outcome):
        """
        Placed at midnight, six days to ship end 7 days less a second later; 6 days do not last.
        """
        (finding,) = held(CalendarDays(days), promise=ShipWithin(CalendarDays(6))).values()

        assert outcome == finding.outcome.value

    def test_remedies(self):
        """
        A longer hold, or one that is renewed, mends it.
        """
        promise = ShipWithin(CalendarDays(6))
        (finding,) = held(CalendarDays(2), promise=promise).values()
        needed = finding.remedy.params["time"]

        assert ["hold_for", "renew_hold"] == [one.code for one in finding.remedies]
        assert CalendarDays(7) == needed
        assert Outcome.PASS is held(needed, promise=promise)["payment.hold"].outcome

    def test_hours(self):
        """
        A hold told in hours is mended in hours.
        """
        (finding,) = held(Hours(24), promise=ShipWithin(CalendarDays(1))).values()

        assert Hours(48) == finding.remedy.params["time"]

    def test_release(self):
        """
        For a release the first order waits longest; a sale that starts later is a remedy too.
        """
        sale = Period(AT, AT + timedelta(days=20))
        (finding,) = held(CalendarDays(7), RELEASING, promise=RELEASE, sale=sale).values()
        start = finding.remedies[-1].params["at"]
        later = Period(start, AT + timedelta(days=60))
        sooner = Period(start - timedelta(seconds=1), AT + timedelta(days=60))

        assert datetime(2026, 4, 3, 23, 59, 59, tzinfo=UTC) == finding.limit
        assert datetime(2026, 3, 27, 23, 59, 59, tzinfo=UTC) == start
        assert "payment.hold" in held(CalendarDays(7), RELEASING, promise=RELEASE, sale=later)
        for chosen, outcome in ((later, Outcome.PASS), (sooner, Outcome.FAIL)):
            told = held(CalendarDays(7), RELEASING, promise=RELEASE, sale=chosen)

            assert outcome is told["payment.hold"].outcome

    def test_does_not_even_reach_the_release(self):
        """
        Where no dispatch deadline is known, a hold that ends before the release fails all the same.
        """
        short = held(CalendarDays(7), LAWLESS, promise=RELEASE)["payment.hold"]
        long = held(CalendarDays(60), LAWLESS, promise=RELEASE)["payment.hold"]

        assert Outcome.FAIL is short.outcome
        assert Outcome.UNKNOWN is long.outcome
        assert "dispatch_deadline" == long.params["name"]

    def test_release_in_a_zone_of_its_own(self):
        """
        The release is read in the zone of the seller's profile.
        """
        release = ReleaseOn(date(2026, 4, 1), zone="America/Los_Angeles")
        (finding,) = held(CalendarDays(7), LAWLESS, promise=release).values()

        assert datetime(2026, 4, 1, tzinfo=PACIFIC) == finding.limit

    @pytest.mark.parametrize(
        ("when", "outcome"),
        [
            (AtDate(AT + timedelta(days=7)), "pass"),
            (AtDate(AT + timedelta(days=7, seconds=1)), "fail"),
            (AfterDelay(Hours(168)), "pass"),
            (AfterDelay(Hours(169)), "fail"),
            (OnRelease(CalendarDays(2)), "unknown"),
        ],
        ids=str,
    )
    def test_captured_at_another_time(self, when, outcome):
        """
        A hold may be captured at any trigger, and must last until then.
        """
        (finding,) = held(CalendarDays(7), when=when).values()

        assert outcome == finding.outcome.value


class TestUnknown:
    """
    What nobody told is unknown, and named.
    """

    @pytest.mark.parametrize(
        ("lasts", "promise", "policy", "name", "told"),
        [
            (None, RELEASE, RELEASING, "hold_lasts", True),
            (CalendarDays(7), None, RELEASING, "promise", True),
            (CalendarDays(7), ShipWithin(CalendarDays(1)), LAWLESS, "dispatch_deadline", False),
        ],
        ids=["lifetime", "promise", "deadline"],
    )
    def test_missing(self, lasts, promise, policy, name, told):
        """
        A fact can be told by the caller, a figure cannot.
        """
        (finding,) = held(lasts, policy, promise=promise).values()

        assert (Outcome.UNKNOWN, name) == (finding.outcome, finding.params["name"])
        assert told == bool(finding.remedies)


class TestRenewal:
    """
    TikTok Shop in the United States renews the hold; if that fails the order is cancelled.
    """

    def test_united_states(self):
        """
        Whatever its lifetime, the hold passes, with advice on the renewal that fails.
        """
        told = held(None, US, promise=RELEASE)

        assert {"payment.renewed", "payment.failed_renewal"} == set(told)
        assert Outcome.PASS is told["payment.renewed"].outcome
        assert US.source("payment.renewed") == told["payment.renewed"].source
        assert "cancelled" == told["payment.failed_renewal"].limit

    def test_renewed_by_the_plan(self):
        """
        A plan's own renewal counts too; what its failure means, nobody says.
        """
        told = held(CalendarDays(1), RELEASING, promise=RELEASE, renewed=True)

        assert {"payment.renewed": "pass", "payment.renewal_untold": "advice"} == {
            code: one.outcome.value for code, one in told.items()
        }

    def test_not_needed(self):
        """
        A hold that lasts long enough needs no renewal, and no advice.
        """
        assert {"payment.hold"} == set(held(CalendarDays(90), US, promise=RELEASE))


class TestLongestWait:
    """
    The order that waits longest decides, not the first one.
    """

    CUT_OFF = (
        "{ event = 'dispatch', anchor = 'placed', promise = true, days = 0, "
        "unit = 'calendar_days', cut_off = '14:00' }"
    )
    HELD = "{ event = 'dispatch', anchor = 'awaiting_shipment', days = 2, unit = 'business_days' }"

    @given(
        start=st.integers(0, 24 * 7),
        length=st.integers(0, 24 * 9),
        lasts=st.integers(0, 24 * 12),
        form=st.sampled_from(["cut_off", "held", "plain"]),
    )
    def test_brute_force(self, start, length, lasts, form):
        """
        Trying every half hour of the sale, and each turn of day or cut-off, gives the same answer.
        """
        figures = {
            "cut_off": {"deadlines.pre_order.dispatch": self.CUT_OFF},
            "plain": {"deadlines.pre_order.dispatch": DAYS},
            "held": {
                "deadlines.pre_order.dispatch": self.HELD,
                "deadlines.pending_hold": "{ hours = 1 }",
                "calendar.week": "['mon', 'tue', 'wed', 'thu', 'fri']",
            },
        }[form]
        policy = own_policy(
            figures, holidays="\n[[holidays]]\nyear = 2026\ndates = [2026-01-01]\nsource = 'page'\n"
        )
        opens = AT + timedelta(hours=start)
        sale = Period(opens, opens + timedelta(hours=length))
        promise = ShipWithin(CalendarDays(3))
        waits = []
        for half_hours in range(2 * length + 1):
            placed = opens + timedelta(minutes=30 * half_hours)
            order = Order(
                id="o", kind=OrderKind.PRE_ORDER, placed_at=placed, total=PRICE, promise=promise
            )
            waits.append(utc(deadlines.of(order, policy).dispatch.due) - utc(placed))
        expected = "pass" if max(waits) <= timedelta(hours=lasts) else "fail"
        (finding,) = held(Hours(lasts), policy, promise=promise, sale=sale, at=opens).values()

        assert expected == finding.outcome.value
