"""
Which creators to take under a budget and a cap on units?
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias, cast

from tiktok_presale import numerics
from tiktok_presale.rules.creators.choices import Candidate, ChosenCreator, CreatorChoice, LeftOut
from tiktok_presale.rules.creators.matches import Match
from tiktok_presale.values.checks import check_int
from tiktok_presale.values.errors import (
    CurrencyMismatchError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.values.exact import exact
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tiktok_presale.numerics.choosing import Selection
    from tiktok_presale.values.exact import Exact

__all__ = ["choose"]

_RULE = "creators.choice"
# A budget in minor units, a cap on units, and how many may be taken.
_Limits: TypeAlias = tuple[int, int, int]


def choose(
    candidates: Iterable[Candidate | Match],
    *,
    budget: Money,
    units: int,
    most: int | None = None,
    step: Exact = "0.10",
    nodes: int = 20_000,
) -> CreatorChoice:
    """
    The creators that together earn most, with slot fees within a budget and units within a cap.

    Units above the cap earn nothing. Which units a creator may sell is part of the answer: where
    the cap cuts, it cuts where a unit earns least. Needs the extra `planning`.

    Args:
        candidates: The creators, each once: candidates, or matches. A match that is not allowed,
            or whose score is not one value, is left out with its reason.
        budget: What all slot fees may come to.
        units: The units that the presale may sell.
        most: How many creators may be taken; None for any number.
        step: By how much budget and cap are raised to see what it does.
        nodes: How many branches the solver may look at. With too few the answer is good but not
            proven to be the best, and says what another could earn more.

    Raises:
        MissingExtraError: If scipy is not installed.
        CurrencyMismatchError: If a candidate is in another currency than the budget.
        OutOfRangeError: If a creator comes twice, or the budget is negative.
    """
    if not isinstance(cast("object", budget), Money):
        raise WrongTypeError("budget", "Money", type(budget).__name__)
    if budget.minor < 0:
        raise OutOfRangeError("budget", str(budget), "zero or more")
    check_int("units", units)
    check_int("nodes", nodes, minimum=1)
    if most is not None:
        check_int("most", most)
    change = exact("step", step)
    if not 0 < change <= 1:
        raise OutOfRangeError("step", str(change), "above 0 and at most 1; 10 % is '0.10'")
    everyone = _listed(candidates)
    given, shut_out = _read(everyone, budget)
    search = _Search(given, budget, units, len(given) if most is None else most, nodes)
    found = search.found
    chosen = tuple(_chosen(given, found))
    spent = Money.sum((one.fee for one in chosen), budget.currency)
    gap = _money(found.gap, budget.currency)
    left = {one.id: one for one in (*shut_out, *_left_out(search, spent))}
    told = {"creator_candidates": len(everyone), "creator_budget": budget}
    told |= {"creator_units": units, "creator_most": most, "creator_step": change}
    return CreatorChoice(
        chosen=chosen,
        left_out=tuple(left[name] for name in map(_id, everyone) if name in left),
        units=sum(found.parts),
        fees=spent,
        earns=Money.sum((one.earns for one in chosen), budget.currency) - spent,
        proven=not found.gap,
        gap=gap,
        grounds=Grounds(
            told, search.bounds(most), search.changes(change), _unproven(gap) if gap else ()
        ),
    )


def _listed(candidates: Iterable[Candidate | Match]) -> list[Candidate | Match]:
    """
    The candidates, each once.
    """
    if isinstance(cast("object", candidates), str) or not isinstance(
        cast("object", candidates), Iterable
    ):
        raise WrongTypeError("candidates", "several candidates", type(candidates).__name__)
    everyone = list(candidates)
    for one in everyone:
        if not isinstance(cast("object", one), Candidate | Match):
            raise WrongTypeError("candidates", "Candidates or Matches", type(one).__name__)
    ids = [_id(one) for one in everyone]
    if len(set(ids)) != len(ids):
        twice = sorted({one for one in ids if ids.count(one) > 1})
        raise OutOfRangeError("candidates", ", ".join(twice), "each creator once")
    return everyone


def _id(one: Candidate | Match) -> str:
    return one.creator.id if isinstance(one, Match) else one.id


def _read(
    everyone: list[Candidate | Match], budget: Money
) -> tuple[list[Candidate], list[LeftOut]]:
    """
    Those to choose among, and those whom their match shuts out.
    """
    given: list[Candidate] = []
    shut_out: list[LeftOut] = []
    for one in everyone:
        if isinstance(one, Match) and not (one.allowed and one.known and one.earns is not None):
            shut_out.append(LeftOut(one.creator.id, (_shut_out(one),)))
            continue
        candidate = Candidate.of(one) if isinstance(one, Match) else one
        if candidate.earns.currency != budget.currency:
            raise CurrencyMismatchError(budget.currency, candidate.earns.currency)
        given.append(candidate)
    return given, shut_out


def _shut_out(found: Match) -> Finding:
    if found.decision.failures:
        return Finding(Outcome.FAIL, "creators.left_not_allowed", _RULE)
    ask = (Remedy("look_at_match"),)
    return Finding(Outcome.UNKNOWN, "creators.left_unknown", _RULE, remedies=ask)


class _Search:
    """
    The choice under some limits, and under others.
    """

    def __init__(
        self, given: list[Candidate], budget: Money, units: int, most: int, nodes: int
    ) -> None:
        self.given, self.budget, self.units = given, budget, units
        self.most, self.nodes = most, nodes
        self.offers = [
            numerics.choosing.Offer(one.earns.minor, one.units, one.fee.minor) for one in given
        ]
        self.found = self._under(budget.minor, units, most)

    def _under(self, budget: int, units: int, most: int) -> Selection:
        return numerics.choosing.select(
            self.offers, budget=budget, room=units, most=most, nodes=self.nodes
        )

    def bounds(self, most: int | None) -> tuple[Bound, ...]:
        """
        Each limit, and what it costs: what could be earned more without it.
        """
        fees = sum(one.fee.minor for one in self.given)
        every, budget = sum(one.units for one in self.given), self.budget
        free: dict[str, tuple[Range[Money] | Range[int], _Limits]] = {
            "creators_budget": (Range.at_most(budget), (fees, self.units, self.most)),
            "creators_units": (
                Range.at_most(self.units, unit="units"),
                (budget.minor, every, self.most),
            ),
        }
        if most is not None:
            limits = (budget.minor, self.units, len(self.given))
            free["creators_most"] = (Range.at_most(most), limits)
        return tuple(self._bound(code, *given) for code, given in free.items())

    def _bound(
        self, code: str, limit: Range[Money] | Range[int], free: tuple[int, int, int]
    ) -> Bound:
        wider = self._under(*free)
        cost = _money(max(wider.value - self.found.value, Fraction(0)), self.budget.currency)
        return Bound(code, limit, bool(cost), cost=cost or None)

    def changes(self, step: Fraction) -> tuple[Sensitivity, ...]:
        """
        What could be earned with a budget, or a cap, a step higher.
        """
        budget = self.budget.times(1 + step, rounding=Rounding.FLOOR)
        units = (self.units * (1 + step)).__floor__()
        richer = self._under(budget.minor, self.units, self.most)
        roomier = self._under(self.budget.minor, units, self.most)
        currency = self.budget.currency
        return (
            Sensitivity("creator_budget", self.budget, budget, _money(richer.value, currency)),
            Sensitivity("creator_units", self.units, units, _money(roomier.value, currency)),
        )


def _chosen(given: Sequence[Candidate], found: Selection) -> list[ChosenCreator]:
    """
    Those that were taken, the one whose units earn most each first.
    """
    taken = [
        ChosenCreator(
            id=one.id,
            units=part,
            expected=one.units,
            earns=one.earns.times(Fraction(part, one.units), rounding=Rounding.HALF_EVEN),
            fee=one.fee,
        )
        for one, part, yes in zip(given, found.parts, found.chosen, strict=True)
        if yes
    ]
    return sorted(taken, key=lambda one: (-Fraction(one.earns.minor, one.units), one.id))


def _left_out(search: _Search, spent: Money) -> Iterator[LeftOut]:
    """
    Those that were not taken, with every reason that holds of what is left of the limits.
    """
    count = sum(search.found.chosen)
    for one, yes in zip(search.given, search.found.chosen, strict=True):
        if not yes:
            yield LeftOut(one.id, tuple(_reasons(one, search, spent, count)))


def _reasons(one: Candidate, search: _Search, spent: Money, count: int) -> Iterator[Finding]:
    earned = Range.above(one.fee)
    if one.earns <= one.fee:
        yield Finding(Outcome.ADVICE, "creators.left_no_gain", _RULE, one.earns, earned)
        return
    if one.fee > search.budget:
        within = Range.at_most(search.budget)
        yield Finding(Outcome.ADVICE, "creators.left_fee_above_budget", _RULE, one.fee, within)
        return
    short = False
    if one.fee > search.budget - spent:
        short, rest = True, Range.at_most(search.budget - spent)
        yield Finding(Outcome.ADVICE, "creators.left_no_budget", _RULE, one.fee, rest)
    if count >= search.most:
        short = True
        yield Finding(
            Outcome.ADVICE, "creators.left_most", _RULE, count, Range.at_most(search.most)
        )
    if not short:
        # With budget and a place left, only the room can be too small to earn the fee.
        room = Range.at_most(search.units - sum(search.found.parts), unit="units")
        yield Finding(Outcome.ADVICE, "creators.left_no_room", _RULE, one.units, room)


def _unproven(gap: Money) -> tuple[Finding, ...]:
    return (Finding(Outcome.UNKNOWN, "creators.not_proven", _RULE, gap),)


def _money(value: Fraction, currency: str) -> Money:
    return Money.from_minor(1, currency).times(value, rounding=Rounding.HALF_EVEN)
