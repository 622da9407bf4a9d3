"""
How a buyer pays for a presale: in full, by deposit and balance, or in instalments.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeAlias, cast, final, get_args

import attrs

from tiktok_presale.facts.triggers import AtPlacing, OnDispatch, When
from tiktok_presale.values.checks import check_int, check_kind, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import CalendarDays, Hours
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.rates import percent
from tiktok_presale.values.vocabulary import Base

__all__ = [
    "Advance",
    "Authorisation",
    "Deposit",
    "Earnest",
    "Part",
    "PaymentPlan",
    "PlanKind",
    "Share",
]

_WHEN = instance("a trigger such as AtPlacing() or InWindow(…)", *get_args(When))


class PlanKind(StrEnum):
    """
    How a plan divides the price: the words that markets allow or forbid.
    """

    FULL = "full"
    """The whole price in one payment."""
    AUTHORISED = "authorised"
    """The whole price held on the card, and taken later."""
    DEPOSIT = "deposit"
    INSTALMENTS = "instalments"


@final
@attrs.frozen
class Share(Value):
    """
    A part of the price, of a base that is named: net and gross differ.

    Args:
        of_price: The share, above 0 and below 1.
        base: `Base.ITEMS` for the price of the goods, `Base.ORDER` for all that the buyer pays.
        rounding: How it is rounded to a minor unit; down, so that no ceiling is passed.

    Examples:
        >>> Share(Decimal("0.2")).of(Money("99.99", "CNY"), Money("111.99", "CNY"))
        Money('19.99', 'CNY')
    """

    of_price: Decimal = attrs.field(validator=instance("a Decimal", Decimal))
    base: Base = attrs.field(default=Base.ITEMS, validator=instance("a Base", Base))
    rounding: Rounding = attrs.field(
        default=Rounding.DOWN, validator=instance("a Rounding", Rounding)
    )

    def __attrs_post_init__(self) -> None:
        """
        Refuse shares that leave nothing, and bases that are neither.
        """
        if not self.of_price.is_finite() or not 0 < self.of_price < 1:
            raise OutOfRangeError("of_price", str(self.of_price), "above 0 and below 1")
        if self.base not in {Base.ITEMS, Base.ORDER}:
            raise OutOfRangeError("base", str(self.base), "Base.ITEMS or Base.ORDER")

    def of(self, items: Money, order: Money) -> Money:
        """
        The sum that the share makes of the price of the goods, or of the whole order.
        """
        base = items if self.base is Base.ITEMS else order
        return base.times(self.of_price, rounding=self.rounding)

    def __str__(self) -> str:
        return f"{percent(Fraction(self.of_price))} of the {self.base.value}"


@final
@attrs.frozen
class Authorisation(Value):
    """
    A hold on the buyer's card, captured later.

    Args:
        lasts: For how long the payment provider keeps it; None where nobody says.
        renewed: Whether it is renewed when it runs out, as TikTok Shop does in the United States.
    """

    lasts: Hours | CalendarDays | None = attrs.field(
        default=None,
        validator=instance("Hours(n) or CalendarDays(n)", Hours, CalendarDays, type(None)),
    )
    renewed: bool = attrs.field(default=False, validator=instance("True or False", bool))


def _amount(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """
    Refuse amounts that are neither money nor a share, and those that are nothing.
    """
    if value is None and attribute.default is None:
        return
    if not isinstance(value, Money | Share):
        raise WrongTypeError(attribute.name, "Money or a Share", type(value).__name__)
    if isinstance(value, Money) and value.minor <= 0:
        raise OutOfRangeError(attribute.name, str(value), "above zero")


def _worth(deposit: Earnest | Advance, _: object, value: Money | None) -> None:
    """
    Refuse a worth below what is paid, and one of a share, whose sum is not known yet.
    """
    if value is None:
        return
    check_kind("worth", value, Money, "Money")
    if not isinstance(deposit.amount, Money):
        raise WrongTypeError("worth", "None beside a Share; give the amount as Money", "Money")
    if value < deposit.amount:
        raise OutOfRangeError("worth", str(value), f"at least what is paid, {deposit.amount}")


@final
@attrs.frozen
class Earnest(Value):
    """
    A deposit that binds both sides (定金): the law puts a ceiling on it and says who loses it.

    Args:
        amount: What is paid.
        worth: What it counts for against the price, where that is more than is paid (定金膨胀).
        due: When it is paid.

    Raises:
        OutOfRangeError: If it counts for less than is paid.

    Examples:
        >>> Earnest(Money("50", "CNY"), worth=Money("100", "CNY")).bonus
        Money('50.00', 'CNY')
    """

    amount: Money | Share = attrs.field(validator=_amount)
    worth: Money | None = attrs.field(default=None, validator=_worth)
    due: When = attrs.field(factory=AtPlacing, validator=_WHEN)

    @property
    def bonus(self) -> Money | None:
        """
        What it counts for beyond what is paid; None where it counts for just that.
        """
        return _bonus(self)


@final
@attrs.frozen
class Advance(Value):
    """
    A part payment that can be had back (订金): it has no legal effect of a deposit.

    Args:
        amount: What is paid.
        worth: What it counts for against the price, where that is more than is paid.
        due: When it is paid.

    Raises:
        OutOfRangeError: If it counts for less than is paid.
    """

    amount: Money | Share = attrs.field(validator=_amount)
    worth: Money | None = attrs.field(default=None, validator=_worth)
    due: When = attrs.field(factory=AtPlacing, validator=_WHEN)

    @property
    def bonus(self) -> Money | None:
        """
        What it counts for beyond what is paid; None where it counts for just that.
        """
        return _bonus(self)


Deposit: TypeAlias = Earnest | Advance


def _bonus(deposit: Earnest | Advance) -> Money | None:
    if deposit.worth is None or not isinstance(deposit.amount, Money):
        return None
    return deposit.worth - deposit.amount


@final
@attrs.frozen
class Part(Value):
    """
    A part of the price that is no deposit: an instalment, or all that is left.

    Args:
        amount: What is paid; None for the rest, which carries shipping and tax.
        due: When it is paid.
        authorised: The hold on the card that secures it until then, where there is one.
    """

    amount: Money | Share | None = attrs.field(default=None, validator=_amount)
    due: When = attrs.field(factory=AtPlacing, validator=_WHEN)
    authorised: Authorisation | None = attrs.field(
        default=None, validator=instance("an Authorisation", Authorisation, type(None))
    )


Line: TypeAlias = Earnest | Advance | Part


def _lines(value: object) -> tuple[Line, ...]:
    given = cast("Iterable[object]", value) if isinstance(value, Iterable) else (value,)
    lines: list[Line] = []
    for line in given:
        if not isinstance(line, Earnest | Advance | Part):
            raise WrongTypeError("lines", "Earnest, Advance or Part", type(line).__name__)
        lines.append(line)
    return tuple(lines)


@final
@attrs.frozen
class PaymentPlan(Value):
    """
    All payments for one line of an order; each keeps its own due date.

    Exactly one part takes the rest of the price, so that the payments always add up to it.

    Args:
        lines: The payments, in the order in which they are made; a deposit stands first.

    Raises:
        OutOfRangeError: If no part or more than one takes the rest, or a deposit is not the first.
        CurrencyMismatchError: If the sums are in several currencies.

    Examples:
        >>> from tiktok_presale.facts.triggers import OnRelease
        >>> plan = PaymentPlan.with_deposit(Earnest(Money("50", "CNY"), worth=Money("100", "CNY")),
        ...                                 OnRelease(CalendarDays(3)))
        >>> plan.split(Money("499", "CNY"))
        (Money('50.00', 'CNY'), Money('399.00', 'CNY'))
    """

    lines: tuple[Line, ...] = attrs.field(converter=_lines)

    def __attrs_post_init__(self) -> None:
        """
        Refuse plans whose payments do not make one price.
        """
        rests = [line for line in self.lines if line.amount is None]
        if len(rests) != 1:
            raise OutOfRangeError(
                "lines", f"{len(rests)} parts for the rest", "exactly one Part without an amount"
            )
        if any(isinstance(line, Earnest | Advance) for line in self.lines[1:]):
            raise OutOfRangeError("lines", "a deposit after another payment", "a deposit at first")
        sums = [line.amount for line in self.lines if isinstance(line.amount, Money)]
        worths = [self.deposit.worth] if self.deposit and self.deposit.worth else []
        for money in [*sums, *worths]:
            if money.currency != (sums[0].currency):
                raise CurrencyMismatchError(sums[0].currency, money.currency)

    @classmethod
    def full(cls, due: AtPlacing | None = None) -> PaymentPlan:
        """
        The whole price at placing.
        """
        return cls((Part(due=due or AtPlacing()),))

    @classmethod
    def authorised(
        cls, lasts: Hours | CalendarDays | None = None, *, renewed: bool = False
    ) -> PaymentPlan:
        """
        The whole price held on the card at placing, and captured on dispatch (United States).
        """
        return cls((Part(due=OnDispatch(), authorised=Authorisation(lasts, renewed)),))

    @classmethod
    def with_deposit(cls, deposit: Deposit, balance: When) -> PaymentPlan:
        """
        A deposit at first, and the balance when its trigger says.
        """
        return cls((deposit, Part(due=balance)))

    @property
    def kind(self) -> PlanKind:
        """
        How the plan divides the price.

        Examples:
            >>> PaymentPlan.authorised(CalendarDays(7)).kind.value
            'authorised'
        """
        if self.deposit is not None:
            return PlanKind.DEPOSIT
        if len(self.lines) > 1:
            return PlanKind.INSTALMENTS
        held = any(isinstance(one, Part) and one.authorised is not None for one in self.lines)
        return PlanKind.AUTHORISED if held else PlanKind.FULL

    @property
    def deposit(self) -> Deposit | None:
        """
        The deposit, where the plan has one.
        """
        first = self.lines[0]
        return None if isinstance(first, Part) else first

    def split(self, items: Money, extras: Money | None = None) -> tuple[Money, ...]:
        """
        What is paid on each line; together the whole price, less what a deposit is worth beyond it.

        Args:
            items: The price of the goods of this line.
            extras: Shipping, tax and fees, which the rest carries.

        Raises:
            OutOfRangeError: If the fixed payments are more than the price.
        """
        whole = items if extras is None else items + extras
        fixed = [
            line.amount.of(items, whole) if isinstance(line.amount, Share) else line.amount
            for line in self.lines
        ]
        bonus = self.deposit.bonus if self.deposit else None
        rest = whole - bonus if bonus else whole
        for money in fixed:
            rest = rest if money is None else rest - money
        # Shipping, tax and fees are not what a deposit is paid on; the rest carries them whole.
        if rest < whole - items:
            raise OutOfRangeError("items", str(items), "at least what the plan's payments make")
        return tuple(rest if money is None else money for money in fixed)

    def times(self, units: int) -> PaymentPlan:
        """
        The plan for several units: sums are multiplied, shares stay.
        """
        check_int("units", units, minimum=1)
        return PaymentPlan(tuple(_times(line, units) for line in self.lines))


def _times(line: Line, units: int) -> Line:
    if not isinstance(line.amount, Money):
        return line
    amount = line.amount * units
    if isinstance(line, Part) or line.worth is None:
        return attrs.evolve(line, amount=amount)
    return attrs.evolve(line, amount=amount, worth=line.worth * units)
