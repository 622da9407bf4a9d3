"""
What a video claims of an offer: when it ends, what is left, what it costs, when it is dispatched.

A claim is only what is said; whether it is true is asked by `content.check`.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, final

import attrs

from tiktok_presale.values.checks import check_day, check_int, instance, member_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.money import Money
from tiktok_presale.values.periods import Period
from tiktok_presale.values.text import message, say_share

__all__ = [
    "DeadlineClaim",
    "DiscountClaim",
    "DispatchClaim",
    "OddsClaim",
    "PriceClaim",
    "StockClaim",
    "StockForm",
    "VideoClaim",
]


@final
@attrs.frozen
class DeadlineClaim(Value):
    """
    That the presale ends then.

    Args:
        ends: The stretch of time in which the sale must close for the claim to be true: one instant
            where it was named, the whole day for "today only"; None for "limited time", which names
            no end.

    Examples:
        >>> from datetime import UTC
        >>> print(DeadlineClaim.at(datetime(2026, 7, 10, 15, 59, 59, tzinfo=UTC)))
        the sale ends at 2026-07-10 15:59:59+00:00
    """

    ends: Period | None = attrs.field(
        default=None, validator=instance("a Period", Period, type(None))
    )

    @classmethod
    def at(cls, instant: datetime) -> DeadlineClaim:
        """
        The claim that the sale ends at one instant.
        """
        return cls(Period(instant, instant))

    def in_words(self, language: str) -> str:
        """
        The claim as a clause.
        """
        if self.ends is None:
            return message(language, "claim.deadline.none")
        opens, closes = self.ends.opens, self.ends.closes
        if opens == closes:
            return message(language, "claim.deadline.at", on=opens)
        return message(language, "claim.deadline.between", opens=opens, closes=closes)

    def __str__(self) -> str:
        return self.in_words("en")


class StockForm(StrEnum):
    """
    What is said of the units: so many are left, so many exist in all, they are on hand.
    """

    LEFT = "left"
    IN_ALL = "in_all"
    ON_HAND = "on_hand"


def _form(value: object) -> StockForm:
    return member_of("form", value, StockForm)


@final
@attrs.frozen
class StockClaim(Value):
    """
    That only so many are left, that there are so many in all, or that they are in stock.

    Args:
        form: What is said of the units.
        units: How many; None where no number is named.

    Examples:
        >>> print(StockClaim(StockForm.LEFT, 100))
        100 units are left
    """

    form: StockForm = attrs.field(converter=_form)
    units: int | None = None

    def __attrs_post_init__(self) -> None:
        """
        Refuse what is no number of units.
        """
        if self.units is not None:
            check_int("units", self.units)

    def in_words(self, language: str) -> str:
        """
        The claim as a clause.
        """
        if self.units is None or self.form is StockForm.ON_HAND:
            return message(language, f"claim.stock.{self.form.value}")
        return message(language, f"claim.stock.{self.form.value}.units", units=self.units)

    def __str__(self) -> str:
        return self.in_words("en")


@final
@attrs.frozen
class PriceClaim(Value):
    """
    That it costs that much.

    Args:
        price: The amount that is named.

    Examples:
        >>> print(PriceClaim(Money("39.90", "USD")))
        it costs 39.90 USD
    """

    price: Money = attrs.field(validator=instance("Money", Money))

    def in_words(self, language: str) -> str:
        """
        The claim as a clause.
        """
        return message(language, "claim.price", price=self.price)

    def __str__(self) -> str:
        return self.in_words("en")


def _off(value: object) -> Fraction:
    return exact("off", value)


@final
@attrs.frozen
class DiscountClaim(Value):
    """
    That so much is taken off the price of before.

    Args:
        off: The share that is taken off: "0.30" for 30 % off.

    Raises:
        OutOfRangeError: If the share is not above 0 and at most 1.

    Examples:
        >>> print(DiscountClaim("0.30"))
        30 % off
    """

    off: Fraction = attrs.field(converter=_off)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a share that takes nothing off, or more than all.
        """
        if not 0 < self.off <= 1:
            raise OutOfRangeError("off", str(self.off), "above 0 and at most 1; 30 % is '0.30'")

    def in_words(self, language: str) -> str:
        """
        The claim as a clause.
        """
        return message(language, "claim.discount", share=say_share(self.off, language))

    def __str__(self) -> str:
        return self.in_words("en")


@final
@attrs.frozen
class DispatchClaim(Value):
    """
    That it ships within so many days, or on a day; no days at all means today.

    Args:
        when: How many days and of which kind, or the day.
        arrives: Whether the buyer is to have it by then, which is more than dispatch.

    Examples:
        >>> print(DispatchClaim(CalendarDays(1)))
        it ships within 1 calendar day
    """

    when: CalendarDays | BusinessDays | date
    arrives: bool = attrs.field(default=False, validator=instance("True or False", bool))

    def __attrs_post_init__(self) -> None:
        """
        Refuse what is neither days nor a day.
        """
        if not isinstance(self.when, CalendarDays | BusinessDays):
            check_day("when", self.when)

    def in_words(self, language: str) -> str:
        """
        The claim as a clause.
        """
        verb = "arrival" if self.arrives else "dispatch"
        form = "on" if isinstance(self.when, date) else "within"
        return message(language, f"claim.{verb}.{form}", when=self.when)

    def __str__(self) -> str:
        return self.in_words("en")


def _odds(value: object) -> Fraction | None:
    return None if value is None else exact("odds", value)


@final
@attrs.frozen
class OddsClaim(Value):
    """
    "You win it with these odds", for what is drawn from a blind box.

    Args:
        odds: The odds that are named; None for "a sure win" without any number.

    Raises:
        OutOfRangeError: If the odds are not above 0 and at most 1.

    Examples:
        >>> print(OddsClaim("1/100"))
        it is won with odds of 1 %
    """

    odds: Fraction | None = attrs.field(default=None, converter=_odds)

    def __attrs_post_init__(self) -> None:
        """
        Refuse odds that are no chance.
        """
        if self.odds is not None and not 0 < self.odds <= 1:
            raise OutOfRangeError("odds", str(self.odds), "above 0 and at most 1")

    def in_words(self, language: str) -> str:
        """
        The claim as a clause.
        """
        if self.odds is None:
            return message(language, "claim.odds.sure")
        return message(language, "claim.odds", share=say_share(self.odds, language))

    def __str__(self) -> str:
        return self.in_words("en")


VideoClaim: TypeAlias = (
    DeadlineClaim | StockClaim | PriceClaim | DiscountClaim | DispatchClaim | OddsClaim
)
