"""
Is this an order for a presale SKU, and what says so?

Outside the United States no field of an order tells, so a service gathers what it has: the export,
the product as it was sold, the fee that was charged. One function weighs it all; what contradicts
is reported and not hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.values.checks import check_kind, instance, member_of, member_or_none
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.text import message
from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["STRENGTHS", "Clue", "Strength", "Verdict", "Witness", "weigh"]


class Strength(StrEnum):
    """
    How much a clue says.
    """

    CERTAIN = "certain"
    STRONG = "strong"
    WEAK = "weak"
    HINT = "hint"
    """Shown to whoever asks, and never decisive."""
    NONE = "none"


class Witness(StrEnum):
    """
    What speaks of an order's kind.
    """

    ORDER_TYPE = "order_type"
    SKU_TYPE = "sku_type"
    RELEASE_DATE = "release_date"
    HANDLING_DURATION = "handling_duration"
    EXPORT_COLUMN = "export_column"
    """The column "Normal or Pre-order" of the order export."""
    SNAPSHOT = "snapshot"
    """The product's terms as they were when the order was placed."""
    SERVICE_FEE = "service_fee"
    """A pre-order service fee that is not nothing."""
    PRODUCT_LATER = "product_later"
    """The product's terms as they were read later: US pre-orders turn regular at release."""
    LONG_GAP = "long_gap"
    """A long time from placing to the dispatch deadline."""
    ON_HOLD = "on_hold"
    """Every order passes the hold."""
    NOTHING_SAID = "nothing_said"
    """`NORMAL`, empty or missing: outside the United States pre-orders come like that too."""


# Section 10 of the payload reference, in the order in which equals decide.
STRENGTHS: dict[Witness, Strength] = {
    Witness.ORDER_TYPE: Strength.CERTAIN,
    Witness.SKU_TYPE: Strength.CERTAIN,
    Witness.RELEASE_DATE: Strength.CERTAIN,
    Witness.HANDLING_DURATION: Strength.CERTAIN,
    Witness.EXPORT_COLUMN: Strength.CERTAIN,
    Witness.SNAPSHOT: Strength.STRONG,
    Witness.SERVICE_FEE: Strength.STRONG,
    Witness.PRODUCT_LATER: Strength.WEAK,
    Witness.LONG_GAP: Strength.HINT,
    Witness.ON_HOLD: Strength.NONE,
    Witness.NOTHING_SAID: Strength.NONE,
}
_WITNESSES = tuple(STRENGTHS)
_DECISIVE = frozenset({Strength.CERTAIN, Strength.STRONG, Strength.WEAK})
_PRESALE = frozenset(OrderKind) - {OrderKind.STANDARD}


def _kinds(value: Iterable[OrderKind]) -> frozenset[OrderKind]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError("kinds", "kinds of orders", type(value).__name__)
    kinds = frozenset(value)
    for kind in kinds:
        check_kind("kinds", kind, OrderKind, "OrderKind for each")
    return kinds


def _witness(value: object) -> Witness:
    return member_of("witness", value, Witness)


def _decided(value: object) -> OrderKind | None:
    return member_or_none("kind", value, OrderKind)


@final
@attrs.frozen
class Clue(Value):
    """
    One thing that speaks of an order's kind.

    Args:
        witness: What speaks.
        kinds: The kinds that it allows for: one where it names it, several where it only says that
            the order is for presale, none where it says nothing.

    Raises:
        WrongTypeError: If a field has another type.

    Examples:
        >>> Clue.presale("service_fee").strength.value
        'strong'
    """

    witness: Witness = attrs.field(converter=_witness)
    kinds: frozenset[OrderKind] = attrs.field(default=frozenset(), converter=_kinds)

    @classmethod
    def presale(cls, witness: Witness | str) -> Clue:
        """
        A clue that the order is for presale, of which kind it does not say.
        """
        return cls(_witness(witness), _PRESALE)

    @property
    def strength(self) -> Strength:
        """
        How much it says.
        """
        return STRENGTHS[self.witness]

    @property
    def decisive(self) -> bool:
        """
        Whether it says a kind, and may be believed.
        """
        return bool(self.kinds) and self.strength in _DECISIVE


@final
@attrs.frozen
class Verdict(Value):
    """
    What all clues of one order come to.

    Args:
        order_id: The order.
        kind: Its kind; None where nothing tells, or only that it is for presale of some kind.
        presale: Whether it is for presale; None where nothing tells.
        strength: How sure that is.
        decided: The clues that decided, the strongest first.
        against: The clues that say something else.
        clues: Every clue.
    """

    order_id: str
    kind: OrderKind | None = attrs.field(converter=_decided)
    presale: bool | None
    strength: Strength = attrs.field(validator=instance("a Strength", Strength))
    decided: tuple[Clue, ...]
    against: tuple[Clue, ...]
    clues: tuple[Clue, ...]

    @property
    def disputed(self) -> bool:
        """
        Whether a clue that may be believed contradicts another.
        """
        return bool(self.against)

    def explain(self, language: str = "en") -> str:
        """
        The answer and what decided it, and what speaks against it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        lines = [
            message(
                language,
                f"evidence.{_answer(self)}",
                order=self.order_id,
                kind=self.kind,
                strength=message(language, f"strength.{self.strength}"),
            )
        ]
        for key, clues in (("for", self.decided), ("against", self.against)):
            lines += [
                message(
                    language,
                    f"evidence.{key}",
                    witness=message(language, f"witness.{clue.witness}"),
                    strength=message(language, f"strength.{clue.strength}"),
                )
                for clue in clues
            ]
        return "\n".join(lines)


def _rank(clue: Clue) -> int:
    """
    Where a clue stands in the table, which names the strongest first.
    """
    return _WITNESSES.index(clue.witness)


def _answer(verdict: Verdict) -> str:
    if verdict.presale is None:
        return "unknown"
    return "presale" if verdict.kind is None else "kind"


def weigh(order_id: str, clues: Iterable[Clue]) -> Verdict:
    """
    Weigh everything that speaks of one order's kind.

    The strongest clue decides, then the others narrow it down as far as they agree. Hints and what
    is no evidence are kept, and never decide.

    Args:
        order_id: The order.
        clues: All that is known.

    Raises:
        WrongTypeError: If *clues* is one, or holds something else.

    Examples:
        >>> verdict = weigh("1", [Clue("snapshot", [OrderKind.CUSTOM]), Clue("nothing_said")])
        >>> verdict.kind.value, verdict.strength.value
        ('custom', 'strong')
    """
    if not isinstance(clues, Iterable):
        raise WrongTypeError("clues", "several Clues, such as a list", type(clues).__name__)
    given = tuple(clues)
    for clue in given:
        check_kind("clues", clue, Clue, "Clue for each")
    ranked = [clue for clue in given if clue.decisive]
    if not ranked:
        return Verdict(order_id, None, None, Strength.NONE, (), (), given)
    ranked.sort(key=_rank)
    kinds = ranked[0].kinds
    decided: list[Clue] = []
    against: list[Clue] = []
    for clue in ranked:
        if kinds & clue.kinds:
            kinds &= clue.kinds
            decided.append(clue)
        else:
            against.append(clue)
    kind = next(iter(kinds)) if len(kinds) == 1 else None
    ordinary = OrderKind.STANDARD in kinds
    return Verdict(
        order_id,
        kind,
        # Kinds with and without presale among them leave it open.
        None if ordinary and kind is None else not ordinary,
        ranked[0].strength,
        tuple(decided),
        tuple(against),
        given,
    )
