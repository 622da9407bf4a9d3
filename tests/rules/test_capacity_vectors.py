"""
Where other shop systems failed with capacity, each failure as a test of ours.
"""

from datetime import timedelta

import pytest

from rules.capacity_making import (
    BUYER,
    MINUTE,
    NOON,
    RED,
    TOTAL,
    a_ledger,
    codes,
    sold,
    take,
    taken,
)
from tiktok_presale import Limit, Scope, capacity
from tiktok_presale.rules.capacity import HoldState, Line, WaitingList
from tiktok_presale.values.periods import Period


class TestSaleor:
    """
    A global limit was looked past, limits were by order, and ending a presale failed.
    """

    def test_global_cap_without_channel_cap(self):
        """
        The limit of the whole sale holds where no channel has one of its own.
        """
        ledger = a_ledger(1)
        ledger = take(ledger, "k", channel="live").ledger
        answer = take(ledger, "l", channel="shop")

        assert ["capacity.limit"] == codes(answer.decision)
        assert TOTAL == answer.decision.failures[0].params["scope"]

    def test_channel_cap_within_a_global_cap(self):
        """
        Nor does a limit of one channel stand in for that of the whole sale.
        """
        ledger = a_ledger(3, Limit(Scope(channel="live"), 2))
        ledger = take(ledger, "k", {"red": 2}, channel="shop").ledger

        assert not take(ledger, "l", {"red": 2}, channel="live").allowed
        assert take(ledger, "l", {"red": 1}, channel="live").allowed

    @pytest.mark.parametrize("is_paid", [False, True], ids=["unpaid", "paid"])
    def test_limit_across_orders(self, is_paid):
        """
        A buyer's limit counts every order of theirs, unpaid ones as well.
        """
        ledger = a_ledger(10, Limit(BUYER, 2))
        ledger = take(ledger, "order-1", {"red": 2}, buyer="b1").ledger
        if is_paid:
            ledger = capacity.commit(ledger, "order-1", key="p", at=NOON).ledger
        answer = take(ledger, "order-2", {"blue": 1}, buyer="b1")

        assert ["capacity.limit"] == codes(answer.decision)
        assert "buyer b1" == str(answer.decision.failures[0].params["scope"])

    def test_ending_a_presale_with_no_warehouse(self):
        """
        A sale ends by its period; nothing is converted, so nothing can fail for want of stock.

        What was sold stays sold, who holds may still pay, and nobody else may take units.
        """
        ledger = a_ledger(5, sale=Period(NOON, NOON + 60 * MINUTE), pay_by=NOON + 90 * MINUTE)
        ledger = taken(sold(ledger, "sold"), "held", at=NOON + 59 * MINUTE, expires=30 * MINUTE)
        ended = NOON + 70 * MINUTE

        assert ["capacity.sale"] == codes(take(ledger, "new", at=ended).decision)
        assert HoldState.COMMITTED is ledger.find("sold", at=ended).state
        paid = capacity.commit(ledger, "held", key="p", at=ended)
        assert paid.allowed
        assert 2 == paid.ledger.balance(TOTAL, at=ended + timedelta(days=99)).committed


class TestMedusa:
    """
    Lines were checked one by one.
    """

    def test_two_lines_of_one_sku(self):
        """
        Two lines of one SKU in one order, each of which would fit alone, do not fit together.
        """
        ledger = a_ledger(10, Limit(RED, 3))
        answer = take(ledger, "k", [Line("red", 2), Line("red", 2)])
        (finding,) = answer.decision.failures

        assert (4, 3) == (finding.actual, finding.limit.high)
        assert (Line("red", 4),) == finding.params["lines"]
        assert take(ledger, "k", [Line("red", 2), Line("red", 1)]).allowed

    def test_two_skus_against_one_limit(self):
        """
        Lines of two SKUs take from one limit together.
        """
        assert not take(a_ledger(3), "k", {"red": 2, "blue": 2}).allowed


class TestVendure:
    """
    Two buyers took the last unit, and a shortage was made to fit in silence.
    """

    def test_the_last_unit(self):
        """
        Two servers answer from one stored ledger: both say yes, and the version tells the second.
        """
        stored = a_ledger(1)
        first, second = take(stored, "k"), take(stored, "l")

        assert first.allowed
        assert second.allowed
        assert first.ledger.version == second.ledger.version == stored.version + 1
        # The second finds another version than it read, and asks again.
        assert not take(first.ledger, "l").allowed

    def test_a_shortfall_is_told(self):
        """
        Three wanted and two free is a no with a two in it, and not two.
        """
        answer = take(a_ledger(2), "k", {"red": 3})

        assert not answer.allowed
        assert answer.hold is None
        assert 2 == answer.decision.failures[0].remedy.params["units"]


class TestRetries:
    """
    A request that comes twice.
    """

    def test_retry_with_the_same_key(self):
        """
        It is carried out once.
        """
        ledger = take(a_ledger(10), "k", {"red": 2}).ledger
        answer = take(ledger, "k", {"red": 2}, at=NOON + MINUTE)

        assert answer.allowed
        assert answer.repeat
        assert 8 == answer.ledger.available(TOTAL, at=NOON)

    def test_same_key_with_another_quantity(self):
        """
        It is refused, and the first one stands.
        """
        ledger = take(a_ledger(10), "k", {"red": 2}).ledger
        answer = take(ledger, "k", {"red": 3})

        assert ["capacity.key"] == codes(answer.decision)
        assert (Line("red", 2),) == answer.hold.request.lines
        assert 8 == answer.ledger.available(TOTAL, at=NOON)


class TestLeaks:
    """
    Capacity was lost on expiry, on deletion and on cancelling twice.
    """

    def test_an_expired_hold_frees_capacity(self):
        """
        At its expiry the units are free, without a sweep.
        """
        ledger = taken(a_ledger(1), "k")

        assert not take(ledger, "l", at=NOON + 14 * MINUTE).allowed
        assert take(ledger, "l", at=NOON + 15 * MINUTE).allowed

    def test_extended_twice_and_expired_once(self):
        """
        However often a hold was extended, its units come back once.
        """
        ledger = taken(a_ledger(10), "k")
        for number in (20, 30, 40):
            ledger = capacity.extend(
                ledger, "k", key=f"x{number}", at=NOON, expires=number * MINUTE
            ).ledger

        assert 9 == ledger.available(TOTAL, at=NOON + 39 * MINUTE)
        assert 10 == ledger.available(TOTAL, at=NOON + 40 * MINUTE)

    def test_cancelled_by_buyer_and_by_sweep(self):
        """
        Giving back what has expired gives nothing back.
        """
        ledger = taken(a_ledger(10), "k")
        later = NOON + 20 * MINUTE
        ledger = capacity.settle(ledger, at=later)
        ledger = capacity.release(ledger, "k", key="r", at=later).ledger

        assert 10 == ledger.available(TOTAL, at=later)


class TestPretix:
    """
    The waiting list had rules of its own.
    """

    SALE = Period(NOON, NOON + 60 * MINUTE)

    def waiting(self, *entries):
        """
        A list of some requests, in order.
        """
        found = WaitingList()
        for number, (lines, buyer) in enumerate(entries):
            request = capacity.Request(lines, buyer=buyer)
            found = capacity.join(found, request, key=f"w{number}", at=NOON).waiting
        return found

    def offer(self, waiting, ledger, at=NOON, **fields):
        """
        An offer of half an hour.
        """
        ours = {"key": "o", "at": at, "expires": 30 * MINUTE}
        return capacity.offer(waiting, ledger, **{**ours, **fields})

    def test_offer_after_the_sale_closed(self):
        """
        Nobody is offered what can no longer be bought.
        """
        ledger = a_ledger(5, sale=self.SALE)
        answer = self.offer(self.waiting(({"red": 1}, "b1")), ledger, NOON + 61 * MINUTE)

        assert ["capacity.sale"] == codes(answer.decision)
        assert answer.hold is None
        assert not answer.changed

    def test_offer_after_payment_closed(self):
        """
        Nor what can no longer be paid in the time that the offer gives.
        """
        ledger = a_ledger(5, pay_by=NOON + 29 * MINUTE)
        waiting = self.waiting(({"red": 1}, "b1"))
        answer = self.offer(waiting, ledger)
        ((key, decision),) = answer.passed_over

        assert ["waiting.nobody"] == codes(answer.decision)
        assert ("w0", ["capacity.expires_unpaid"]) == (key, codes(decision))
        assert self.offer(waiting, ledger, expires=29 * MINUTE).allowed

    def test_offer_of_the_wrong_product(self):
        """
        Free units of one SKU are offered to who waits for that one.
        """
        ledger = a_ledger(9, Limit(RED, 0), Limit(Scope(sku="blue"), 1))
        answer = self.offer(self.waiting(({"red": 1}, "b1"), ({"blue": 1}, "b2")), ledger)

        assert "w1" == answer.entry.key
        assert (Line("blue", 1),) == answer.hold.request.by_sku
        assert ["w0"] == [key for key, _ in answer.passed_over]

    def test_offer_of_one_unit_only(self):
        """
        Who waits for three is offered three, and not one.
        """
        waiting = self.waiting(({"red": 3}, "b1"))

        assert not self.offer(waiting, a_ledger(2)).allowed
        assert 3 == self.offer(waiting, a_ledger(3)).hold.request.units

    def test_offer_beyond_a_buyers_limit(self):
        """
        Waiting does not lift the limit for each buyer.
        """
        ledger = sold(a_ledger(9, Limit(BUYER, 1)), "k", buyer="b1")
        answer = self.offer(self.waiting(({"red": 1}, "b1"), ({"red": 1}, "b2")), ledger)

        assert "w1" == answer.entry.key
