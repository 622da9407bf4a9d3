"""
What a maker asks of who orders from it.
"""

import pytest
from hypothesis import given

from tiktok_presale import BusinessDays, CalendarDays, Money, PurchaseTerms
from tiktok_presale.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.strategies import purchase_terms

COST = Money("6.00", "USD")


def terms(**given_):
    """
    Terms of which only some are told.
    """
    return PurchaseTerms(**{"unit_cost": COST, "lead_time": CalendarDays(10), **given_})


class TestSizes:
    """
    The least and the most that one order can be for.
    """

    @pytest.mark.parametrize(
        ("told", "smallest", "largest"),
        [
            ({}, 1, None),
            ({"minimum": 200}, 200, None),
            ({"minimum": 200, "multiple": 24}, 216, None),
            ({"minimum": 200, "multiple": 24, "capacity": 300}, 216, 288),
            ({"minimum": 5, "capacity": 5}, 5, 5),
        ],
    )
    def test_sizes(self, told, smallest, largest):
        """
        Both are whole multiples.
        """
        found = terms(**told)

        assert (smallest, largest) == (found.smallest, found.largest)

    @given(purchase_terms())
    def test_sizes_of_any(self, found):
        """
        The smallest order is no less than the minimum and less than a multiple above it.
        """
        assert found.minimum <= found.smallest < found.minimum + found.multiple
        assert found.largest is None or found.smallest <= found.largest <= found.capacity

    def test_loss(self):
        """
        What is not told is nothing, and a left-over unit loses what it does not bring.
        """
        found = terms(salvage=Money("1.80", "USD"))

        assert (Money("4.20", "USD"), Money(0, "USD")) == (found.loss, found.order_cost)
        assert BusinessDays(3) == terms(lead_time=BusinessDays(3)).lead_time
        assert "USD" == found.currency


class TestRefusals:
    """
    Terms under which nothing can be ordered cannot exist.
    """

    @pytest.mark.parametrize(
        ("told", "error"),
        [
            ({"unit_cost": "6.00"}, WrongTypeError),
            ({"unit_cost": Money(-1, "USD")}, OutOfRangeError),
            ({"order_cost": 5}, WrongTypeError),
            ({"order_cost": Money(-5, "USD")}, OutOfRangeError),
            ({"order_cost": Money(5, "CNY")}, CurrencyMismatchError),
            ({"salvage": Money("6.01", "USD")}, OutOfRangeError),
            ({"minimum": 0}, OutOfRangeError),
            ({"multiple": 0}, OutOfRangeError),
            ({"multiple": 1.5}, WrongTypeError),
            ({"capacity": 0}, OutOfRangeError),
            ({"minimum": 10, "capacity": 9}, OutOfRangeError),
            ({"minimum": 10, "multiple": 7, "capacity": 13}, OutOfRangeError),
            ({"lead_time": 10}, WrongTypeError),
        ],
    )
    def test_fields(self, told, error):
        """
        Each field is checked at birth.
        """
        with pytest.raises(error):
            terms(**told)
