"""
What every rule checks of its arguments, so that a slip gives a sentence and not an attribute error.
"""

from __future__ import annotations

from tiktok_presale.facts.shops import Product, Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import WrongTypeError

__all__ = ["check_calendar", "check_policy", "check_product", "check_promise", "check_shop"]


def check_policy(policy: object) -> None:
    """
    Refuse anything but a policy, such as the name of a market.
    """
    check_kind("policy", policy, Policy, "a Policy; write Policy.in_force('th', on=…)")


def check_shop(shop: object) -> None:
    """
    Refuse anything but a shop or None.
    """
    if shop is not None:
        check_kind("shop", shop, Shop, "a Shop; write Shop(id='s1')")


def check_calendar(calendar: object) -> None:
    """
    Refuse anything but a business calendar or None.
    """
    if calendar is not None:
        check_kind("calendar", calendar, BusinessCalendar, "a BusinessCalendar")


def check_product(product: object) -> None:
    """
    Refuse anything but a product or None.
    """
    if product is not None:
        check_kind("product", product, Product, "a Product; write Product(id='p1')")


def check_promise(promise: object) -> None:
    """
    Refuse anything but a promise.
    """
    # Rules that look at no promise do not pay for its module.
    from tiktok_presale.facts.promises import ReleaseOn, ShipWithin  # noqa: PLC0415

    if not isinstance(promise, ShipWithin | ReleaseOn):
        expected = "ShipWithin(CalendarDays(10)) or ReleaseOn(date(2026, 3, 31))"
        raise WrongTypeError("promise", expected, type(promise).__name__)
