"""
Creators to choose among, and the answer to which of them to take.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.rules.creators.matches import Match
from tiktok_presale.values.checks import check_kind, check_text, instance, whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.html import table_html
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.text import finding_text, message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

__all__ = ["Candidate", "ChosenCreator", "CreatorChoice", "LeftOut"]


def _id(_: object, field: attrs.Attribute[Any], value: object) -> None:
    check_text(field.name, value)


def _fee(candidate: Any, field: attrs.Attribute[Any], value: object) -> None:  # noqa: ANN401
    """
    Refuse a fee that is negative, or in another currency than the earnings.
    """
    check_kind(field.name, value, Money, "Money")
    if isinstance(value, Money) and value.currency != candidate.earns.currency:
        raise CurrencyMismatchError(candidate.earns.currency, value.currency)
    if isinstance(value, Money) and value.minor < 0:
        raise OutOfRangeError(field.name, str(value), "zero or more")


@final
@attrs.frozen(kw_only=True)
class Candidate(Value):
    """
    One creator to choose among: what is expected, and what the slot costs.

    Args:
        id: The creator.
        units: The units that the creator is expected to sell.
        earns: What all these units earn together, the slot fee left aside.
        fee: The slot fee, paid however much is sold.

    Raises:
        OutOfRangeError: If the fee is negative.
        CurrencyMismatchError: If it is in another currency than the earnings.

    Examples:
        >>> Candidate(id="glow", units=300, earns=Money("2100.00", "USD"),
        ...           fee=Money("400.00", "USD")).units
        300
    """

    id: str = attrs.field(validator=_id)
    units: int = attrs.field(validator=whole)
    earns: Money = attrs.field(validator=instance("Money", Money))
    fee: Money = attrs.field(validator=_fee)

    @staticmethod
    def of(found: Match) -> Candidate:
        """
        A candidate from a match whose score is one value: whole orders, and what they earn.

        Raises:
            WrongTypeError: If *found* is no match.
            OutOfRangeError: If something is missing for its score.
        """
        check_kind("found", found, Match, "a Match; ask creators.match")
        if found.earns is None or found.earns.low is None or not found.known:
            given = "a match whose score is not one value"
            raise OutOfRangeError("found", given, "one of which nothing is missing")
        fees = [line.amount.low for line in found.lines if line.name == "slot_fee"]
        fee = Money.sum((one for one in fees if one is not None), found.earns.low.currency)
        orders = found.orders.low or Fraction(0)
        units = orders.numerator // orders.denominator
        share = units / orders if orders else Fraction(0)
        earned = (found.earns.low - fee).times(share, rounding=Rounding.HALF_EVEN)
        return Candidate(id=found.creator.id, units=units, earns=earned, fee=-fee)


@final
@attrs.frozen(kw_only=True)
class ChosenCreator(Value):
    """
    One creator that was chosen.

    Args:
        id: The creator.
        units: The units that are set aside for the creator.
        expected: The units that the creator could sell.
        earns: What *units* earn, the slot fee left aside.
        fee: The slot fee.
    """

    id: str
    units: int
    expected: int
    earns: Money
    fee: Money


@final
@attrs.frozen
class LeftOut(Value):
    """
    One creator that was not chosen, with every reason.
    """

    id: str
    findings: tuple[Finding, ...]


@final
@attrs.frozen(kw_only=True)
class CreatorChoice(Value):
    """
    Which creators to take under a budget and a cap.

    Args:
        chosen: Those to take, the one whose units earn most each first.
        left_out: The others, in the order in which they were given, with every reason.
        units: The units of all that were chosen.
        fees: Their slot fees.
        earns: What is left once the slot fees are paid.
        proven: Whether no other choice can earn more.
        gap: What another choice could earn more at most; zero where it is proven.
        grounds: What was told, the limits with their costs, and what would change the answer.
    """

    chosen: tuple[ChosenCreator, ...]
    left_out: tuple[LeftOut, ...]
    units: int
    fees: Money
    earns: Money
    proven: bool
    gap: Money
    grounds: Grounds

    def explain(self, language: str = "en") -> str:
        """
        Who was chosen and who was not, why, and which limit binds.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(self._told(language))

    def _told(self, language: str) -> Iterator[str]:
        sums = {"units": self.units, "fees": self.fees, "earns": self.earns}
        yield message(language, "creators.choice", chosen=len(self.chosen), **sums)
        for one in self.chosen:
            told = {"units": one.units, "expected": one.expected, "earns": one.earns}
            yield message(language, "creators.chosen", creator=one.id, fee=one.fee, **told)
        for other in self.left_out:
            reasons = (finding_text(finding, language) for finding in other.findings)
            text = " ".join(reasons)
            yield message(language, "creators.left_out", creator=other.id, reasons=text)
        yield attrs.evolve(self.grounds, inputs={}).explain(language)

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        One row for each creator, for notebooks.
        """
        rows = [(one.id, one.units, one.expected, one.earns, one.fee, "") for one in self.chosen]
        other = [
            (one.id, 0, "", "", "", " ".join(finding_text(f, "en") for f in one.findings))
            for one in self.left_out
        ]
        head = ("creator", "units", "expected", "earns", "fee", "left out because")
        caption = message(
            "en",
            "creators.choice",
            chosen=len(self.chosen),
            units=self.units,
            fees=self.fees,
            earns=self.earns,
        )
        return table_html(caption, head, [*rows, *other])
