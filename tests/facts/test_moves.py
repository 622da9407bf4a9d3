"""
Events in the life of an order: impossible ones cannot be made.
"""

from datetime import UTC, datetime, timedelta

import pytest

from rules.lives import at, cny, terms
from tiktok_presale import Cause, Hours, Money, Party, Payment, ShipWithin, lifecycle
from tiktok_presale.errors import (
    CurrencyMismatchError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.facts.moves import LifeEvent, Move, Silence
from tiktok_presale.values.days import CalendarDays

PAYMENT = Payment("p1", "price", cny("10"), at(2))
TEN = ShipWithin(CalendarDays(10))


class TestKinds:
    """
    Every event has a kind of its own.
    """

    def test_one_kind_each(self):
        """
        Kinds and events are told one from another both ways.
        """
        kinds = LifeEvent.__args__

        assert set(Move) == {kind.move for kind in kinds}
        assert len(Move) == len(kinds)


class TestPlaced:
    """
    What is frozen when an order is placed.
    """

    def test_at(self):
        """
        The order is placed when its terms say.
        """
        assert at(1) == lifecycle.Placed(terms=terms(), zone="UTC").at

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"zone": "Mars"}, OutOfRangeError),
            ({"terms": "terms"}, WrongTypeError),
            ({"grace": 3}, WrongTypeError),
            ({"completes_after": timedelta(1)}, WrongTypeError),
            ({"pay_by": datetime(2026, 6, 1)}, NaiveTimeError),
            ({"address": ""}, WrongTypeError),
        ],
        ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
    )
    def test_refused(self, fields, error):
        """
        Each field is checked at birth.
        """
        with pytest.raises(error):
            lifecycle.Placed(**{"terms": terms(), "zone": "UTC", **fields})


class TestPaid:
    """
    Payments in either direction.
    """

    @pytest.mark.parametrize("kind", [lifecycle.Paid, lifecycle.RefundPaid])
    def test_amount_and_time(self, kind):
        """
        Several payments come to one amount, and count from the latest of them.
        """
        later = Payment("p1", "shipping", cny("5"), at(3))
        made = kind([later, PAYMENT])

        assert (cny("15"), at(3)) == (made.amount, made.at)

    @pytest.mark.parametrize("kind", [lifecycle.Paid, lifecycle.RefundPaid])
    def test_refused(self, kind):
        """
        No payment, strange payments, two currencies, and counting before they were made.
        """
        with pytest.raises(OutOfRangeError, match="at least one"):
            kind([])
        with pytest.raises(WrongTypeError, match="a Payment"):
            kind([1])
        with pytest.raises(WrongTypeError, match="a Payment"):
            kind(1)
        with pytest.raises(CurrencyMismatchError):
            kind([PAYMENT, Payment("p2", "price", Money("1", "USD"), at(2))])
        with pytest.raises(OutOfRangeError, match="not before its payments"):
            kind(PAYMENT, at(1))
        with pytest.raises(NaiveTimeError):
            kind(PAYMENT, datetime(2026, 6, 3))


class TestOthers:
    """
    All other events.
    """

    def test_words(self):
        """
        Words of closed sets may be given by their names.
        """
        made = lifecycle.Cancelled("seller", "seller_late", at(1))
        notice = lifecycle.DelayNotified(TEN, at(1), silence="consent")

        assert (Party.SELLER, Cause.SELLER_LATE, 0) == (made.by, made.why, made.lost)
        assert Silence.CONSENT is notice.silence

    @pytest.mark.parametrize(
        "make",
        [
            lambda: lifecycle.Authorised("", at(1)),
            lambda: lifecycle.Dispatched("", 1, at(1)),
            lambda: lifecycle.Dispatched("a", True, at(1)),  # noqa: FBT003 - no number here
            lambda: lifecycle.Delivered("", at(1)),
            lambda: lifecycle.DelayNotified("later", at(1)),
            lambda: lifecycle.ConsentGiven(at(1), silent=1),
            lambda: lifecycle.Cancelled("seller", "agreed", at(1), tax=5),
            lambda: lifecycle.RefundDecided(5, "agreed", at(1)),
            lambda: lifecycle.QuantityChanged(1, at(1), 5),
            lambda: lifecycle.AddressChanged("", at(1)),
            lambda: lifecycle.Parcel("", 1, at(1)),
        ],
        ids=range(11),
    )
    def test_wrong_types(self, make):
        """
        Fields of another type are refused.
        """
        with pytest.raises(WrongTypeError):
            make()

    @pytest.mark.parametrize(
        "make",
        [
            lambda: lifecycle.Dispatched("a", 0, at(1)),
            lambda: lifecycle.Parcel("a", 0, at(1)),
            lambda: lifecycle.DelayNotified(TEN, at(2), at(1)),
            lambda: lifecycle.Cancelled("seller", "agreed", at(1), 0),
            lambda: lifecycle.RefundDecided(cny("-1"), "agreed", at(1)),
            lambda: lifecycle.QuantityChanged(0, at(1)),
        ],
        ids=range(6),
    )
    def test_out_of_range(self, make):
        """
        Parcels, orders and refunds of less than nothing are refused.
        """
        with pytest.raises(OutOfRangeError):
            make()

    @pytest.mark.parametrize(
        "kind",
        [
            lifecycle.PaymentFailed,
            lifecycle.BalanceOpened,
            lifecycle.DepositLapsed,
            lifecycle.BalanceLapsed,
            lifecycle.HoldExpired,
            lifecycle.Released,
            lifecycle.Completed,
            lifecycle.ConsentRefused,
            lifecycle.ConsentLapsed,
            lifecycle.DisputeOpened,
            lifecycle.DisputeClosed,
        ],
    )
    def test_naive(self, kind):
        """
        An event names an instant.
        """
        with pytest.raises(NaiveTimeError):
            kind(datetime(2026, 6, 1))

        assert datetime(2026, 6, 1, tzinfo=UTC) == kind(datetime(2026, 6, 1, tzinfo=UTC)).at

    def test_hours_of_grace(self):
        """
        Grace is counted in hours or in days.
        """
        assert Hours(2) == lifecycle.Placed(terms=terms(), zone="UTC", grace=Hours(2)).grace
