"""
What may be in a blind box, and with what odds: exact fractions that sum to one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeVar, cast, final

import attrs

from tiktok_presale.facts.guarantees import Guarantee
from tiktok_presale.values.checks import check_int, check_kind, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import (
    CurrencyMismatchError,
    OutOfRangeError,
    PresaleError,
    WrongTypeError,
)
from tiktok_presale.values.exact import Exact, check_line, exact
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.rates import percent

__all__ = ["OddsSumError", "OddsTable", "Prize"]

V = TypeVar("V")


class OddsSumError(PresaleError, ValueError):
    """
    The odds of a table do not come to exactly one.

    Attributes:
        total: What they come to.
    """

    def __init__(self, total: Fraction) -> None:
        super().__init__(total)
        self.total = total

    def __str__(self) -> str:
        gap = abs(1 - self.total)
        way = f"{gap} ({percent(gap)}) {'is missing' if self.total < 1 else 'is too much'}"
        weights = "write OddsTable.from_weights(…) where parts of a whole are known"
        return f"the odds come to {self.total}, not to 1: {way}; {weights}"


def _odds(value: object) -> Fraction:
    found = exact("odds", value)
    if not 0 < found <= 1:
        raise OutOfRangeError("odds", str(found), "above 0 and at most 1")
    return found


@final
@attrs.frozen
class Prize(Value):
    """
    One thing that may be in the box.

    Args:
        name: What it is called, on one line.
        odds: Its chance in one draw: Fraction, Decimal, int, or text such as "1/144".
        value: What it is worth; None where nobody estimated it.
        stock: How many there are in all; None where the number is not limited.

    Raises:
        FloatMoneyError: If *odds* is a float, which is never exact.
        OutOfRangeError: If *odds* is not above 0 and at most 1, or *stock* is below 1.

    Examples:
        >>> Prize("secret", "1/144").odds
        Fraction(1, 144)
    """

    name: str
    odds: Fraction = attrs.field(converter=_odds)
    value: Money | None = None
    stock: int | None = None

    def __attrs_post_init__(self) -> None:
        """
        Check every field once.
        """
        check_line("name", self.name)
        if self.stock is not None:
            check_int("stock", self.stock, minimum=1)
        if self.value is not None:
            check_kind("value", self.value, Money, "Money")
            if self.value.minor < 0:
                raise OutOfRangeError("value", str(self.value), "zero or more")


def _prizes(value: object) -> tuple[Prize, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError("prizes", "several Prize(…)", type(value).__name__)
    found = tuple(cast("Iterable[Prize]", value))
    for one in found:
        check_kind("prizes", one, Prize, "Prize('secret', '1/144')")
    return found


@final
@attrs.frozen
class OddsTable(Value):
    """
    Every prize of a box with its odds, which come to exactly one.

    A draw is made at these odds among what is in stock; what is sold out is never drawn, and its
    odds go to the rest in proportion. A table made `from_stock` is a lot instead: each piece of it
    is as likely as any other, so the odds follow what is left.

    Args:
        prizes: The prizes, in the order in which they are shown and drawn.
        guarantee: What comes after so many draws at the latest.
        lot: Whether pieces are taken from one lot without putting any back.

    Raises:
        OddsSumError: If the odds do not come to exactly one.
        RampOverOneError: If the guarantee's ramp reaches one too early.
        OutOfRangeError: If a name stands twice, the guarantee names no prize of the table or all
            of them, or the odds of a lot are not the shares of its stock.
        CurrencyMismatchError: If values are in different currencies.

    Examples:
        >>> table = OddsTable.of({"bear": "0.9", "secret": "1/10"})
        >>> table.odds["secret"]
        Fraction(1, 10)
        >>> OddsTable.of({"bear": "0.9", "secret": "0.099"})
        Traceback (most recent call last):
        ...
        tiktok_presale.facts.odds.OddsSumError: the odds come to 999/1000, not to 1: ...
    """

    prizes: tuple[Prize, ...] = attrs.field(converter=_prizes)
    guarantee: Guarantee | None = attrs.field(
        default=None, validator=attrs.validators.optional(instance("a Guarantee", Guarantee))
    )
    lot: bool = attrs.field(default=False, validator=instance("True or False", bool))

    def __attrs_post_init__(self) -> None:
        """
        Refuse a table that cannot be drawn from as it says.
        """
        names = [prize.name for prize in self.prizes]
        for name in names:
            if names.count(name) > 1:
                raise OutOfRangeError("prizes", repr(name), "named once")
        total = sum((prize.odds for prize in self.prizes), start=Fraction(0))
        if total != 1:
            raise OddsSumError(total)
        currencies = [prize.value.currency for prize in self.prizes if prize.value is not None]
        for currency in currencies:
            if currency != currencies[0]:
                raise CurrencyMismatchError(currencies[0], currency)
        if self.lot:
            self._check_lot()
        if self.guarantee is not None:
            self._check_guarantee(self.guarantee)

    def _check_lot(self) -> None:
        pieces = sum(prize.stock or 0 for prize in self.prizes)
        for prize in self.prizes:
            if prize.stock is None or prize.odds != Fraction(prize.stock, pieces):
                raise OutOfRangeError("lot", repr(prize.name), "of odds that are its stock's share")
        if self.guarantee is not None:
            # Whoever takes a whole lot gets all of it; a guarantee would change what is left.
            raise OutOfRangeError("guarantee", str(self.guarantee.after), "left out for a lot")

    def _check_guarantee(self, guarantee: Guarantee) -> None:
        unknown = [name for name in guarantee.prizes if name not in self.odds]
        if unknown:
            raise OutOfRangeError("guarantee", repr(unknown[0]), f"one of {', '.join(self.odds)}")
        if len(guarantee.prizes) == len(self.prizes):
            raise OutOfRangeError("guarantee", "every prize of the table", "some of them")
        guarantee.check_ramp(self.base)

    @classmethod
    def of(
        cls,
        odds: Mapping[str, Exact],
        *,
        guarantee: Guarantee | None = None,
        values: Mapping[str, Money] | None = None,
        stock: Mapping[str, int] | None = None,
    ) -> OddsTable:
        """
        A table from odds by name; *values* and *stock* by name where they are known.
        """
        _by_name("odds", odds)
        worth, held = _known("values", values, odds), _known("stock", stock, odds)
        return cls(
            tuple(Prize(name, one, worth.get(name), held.get(name)) for name, one in odds.items()),
            guarantee,
        )

    @classmethod
    def from_weights(
        cls,
        weights: Mapping[str, int],
        *,
        guarantee: Guarantee | None = None,
        values: Mapping[str, Money] | None = None,
        stock: Mapping[str, int] | None = None,
    ) -> OddsTable:
        """
        A table from whole parts: 143 and 1 are odds of 143/144 and 1/144.

        Examples:
            >>> OddsTable.from_weights({"bear": 143, "secret": 1}).odds["secret"]
            Fraction(1, 144)
        """
        odds = _shares("weights", weights)
        return cls.of(odds, guarantee=guarantee, values=values, stock=stock)

    @classmethod
    def from_stock(
        cls, stock: Mapping[str, int], *, values: Mapping[str, Money] | None = None
    ) -> OddsTable:
        """
        A lot: so many pieces of each, taken one by one without putting any back.

        Examples:
            >>> OddsTable.from_stock({"bear": 11, "secret": 1}).odds["secret"]
            Fraction(1, 12)
        """
        odds, worth = _shares("stock", stock), _known("values", values, stock)
        prizes = (Prize(name, odds[name], worth.get(name), stock[name]) for name in stock)
        return cls(tuple(prizes), lot=True)

    @property
    def odds(self) -> dict[str, Fraction]:
        """
        The odds by name.
        """
        return {prize.name: prize.odds for prize in self.prizes}

    @property
    def base(self) -> Fraction:
        """
        The odds of the guaranteed prizes together, without the guarantee; zero without one.
        """
        guaranteed = () if self.guarantee is None else self.guarantee.prizes
        return sum((self.odds[name] for name in guaranteed), start=Fraction(0))

    @property
    def value_range(self) -> Range[Money] | None:
        """
        From the least to the greatest value; None unless every prize has one.
        """
        values = [prize.value for prize in self.prizes if prize.value is not None]
        if len(values) < len(self.prizes):
            return None
        return Range.between(min(values), max(values))


def _by_name(argument: str, given: object) -> Mapping[str, object]:
    if not isinstance(given, Mapping):
        raise WrongTypeError(argument, "a mapping from names of prizes", type(given).__name__)
    return cast("Mapping[str, object]", given)


def _known(
    argument: str, given: Mapping[str, V] | None, names: Mapping[str, object]
) -> Mapping[str, V]:
    """
    Read what is told by name of prize; a name that is no prize is a slip.
    """
    if given is None:
        return {}
    for name in _by_name(argument, given):
        if name not in names:
            raise OutOfRangeError(argument, repr(name), f"one of {', '.join(names)}")
    return given


def _shares(argument: str, parts: Mapping[str, int]) -> dict[str, Fraction]:
    for part in _by_name(argument, parts).values():
        check_int(argument, part, minimum=1)
    whole = sum(parts.values())
    return {name: Fraction(part, whole) for name, part in parts.items()}
