"""
How often a product was seen, and how often it was ordered.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.checks import check_int, check_text, whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.exact import exact

if TYPE_CHECKING:
    from tiktok_presale.values.exact import Exact

__all__ = ["ExposureUnit", "ProductRecord"]


class ExposureUnit(StrEnum):
    """
    What exposure is counted in; the caller says which.
    """

    VIEWS = "views"
    """Views of the product page or the video."""
    IMPRESSIONS = "impressions"
    """Times it was shown in a feed or a list."""
    VISITORS = "visitors"
    """People who saw it."""
    DAYS = "days"
    """Days on the shelf."""
    WEEKS = "weeks"
    """Weeks on the shelf."""


# More than anything that was ever counted, and still a number that floats hold exactly.
_MOST = 10**12


def _exposure(value: Exact) -> Fraction:
    return exact("exposure", value)


@final
@attrs.frozen
class ProductRecord(Value):
    """
    What one product brought, and in how much exposure.

    Args:
        product: The product's id.
        orders: How many orders it brought.
        exposure: In how many views, impressions, weeks: whatever is counted.
        category: Its category; None where none is told.
        returned: How many of those orders came back; None where that is not told.

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If a number is negative, more orders came back than were placed, or a
            product that nobody saw was ordered.
        FloatMoneyError: If *exposure* is a float, which is never exact.

    Examples:
        >>> record = ProductRecord("mug", 40, 1_000, category="kitchen", returned=3)
        >>> record.kept, record.exposure
        (37, Fraction(1000, 1))
    """

    product: str
    orders: int = attrs.field(validator=whole)
    exposure: Fraction = attrs.field(converter=_exposure)
    category: str | None = attrs.field(default=None, kw_only=True)
    returned: int | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """
        Refuse what cannot have been counted.
        """
        check_text("product", self.product)
        check_text("category", self.category, optional=True)
        for name, number in (("orders", self.orders), ("exposure", self.exposure)):
            if number > _MOST:
                raise OutOfRangeError(name, str(number), f"at most {_MOST:,}")
        if self.exposure < 0 or (self.orders and not self.exposure):
            allowed = "above zero where there are orders, else zero or more"
            raise OutOfRangeError("exposure", str(self.exposure), allowed)
        if self.returned is not None and check_int("returned", self.returned) > self.orders:
            raise OutOfRangeError("returned", str(self.returned), f"at most {self.orders} (orders)")

    @property
    def kept(self) -> int | None:
        """
        The orders that did not come back; None where that is not told.
        """
        return None if self.returned is None else self.orders - self.returned
