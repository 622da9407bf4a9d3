"""
Which of some offers to take, when each costs a fee and all share one room.

An offer brings *worth* if all of its *size* finds room, and a part of it in proportion; its *price*
is paid in full once it is taken. The best set under a budget and a room is found by HiGHS, the
solver behind `scipy.optimize.milp`. A solver reckons in floats and to tolerances, so its answer is
taken for a proposal: every set is checked and valued here in whole numbers, and the search goes on
until no other set can be better by half of one of them. Where numbers are too large for a solver,
it is given parts of them.
"""

from __future__ import annotations

from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Offer", "Problem", "Proposal", "Selection", "select", "taken"]

# Two sets whose worth differs by less are equal once they are rounded to whole numbers.
_HALF = Fraction(1, 2)
# The greatest number that the solver is given. Beyond 10**15 it refuses a problem, and well before
# that floats have no room left for what it is to tell apart.
_GREATEST = 10**9
# A set that the solver proposes and that is not what it took it for is ruled out, so often at most.
_PROPOSALS = 25


# What `milp` says where nothing keeps the limits.
_INFEASIBLE = 2


class Offer(NamedTuple):
    """
    One offer, in whole numbers.
    """

    worth: int
    size: int
    price: int


class Selection(NamedTuple):
    """
    A set of offers, how much of each has room, what they are worth, and what a better set could be.

    `gap` is zero where no other set is better by half a unit.
    """

    parts: tuple[int, ...]
    chosen: tuple[bool, ...]
    value: Fraction
    gap: Fraction


class Proposal(NamedTuple):
    """
    A set that the solver proposes, what no set surpasses, and whether it stopped before the end.

    The set is None if there is no other.
    """

    chosen: list[bool] | None
    bound: Fraction
    ended: bool


def taken(offers: Sequence[Offer], chosen: Sequence[bool], room: int) -> tuple[int, ...]:
    """
    How much of each chosen offer to take: the densest first, until there is no room.
    """
    parts = [0] * len(offers)
    usable = [n for n, offer in enumerate(offers) if chosen[n] and offer.size and offer.worth > 0]
    for n in sorted(usable, key=lambda n: (-Fraction(offers[n].worth, offers[n].size), n)):
        parts[n] = min(offers[n].size, room)
        room -= parts[n]
    return tuple(parts)


def _value(offers: Sequence[Offer], chosen: Sequence[bool], parts: Sequence[int]) -> Fraction:
    return sum(
        (
            Fraction(offer.worth * part, offer.size or 1) - offer.price
            for offer, part, is_chosen in zip(offers, parts, chosen, strict=True)
            if is_chosen
        ),
        start=Fraction(0),
    )


def select(offers: Sequence[Offer], *, budget: int, room: int, most: int, nodes: int) -> Selection:
    """
    The best set of offers: prices within the budget, parts within the room, so many at most.

    Args:
        offers: The offers.
        budget: What all prices may come to.
        room: What all parts may come to.
        most: How many may be taken.
        nodes: How many branches the solver may look at; with too few the gap says how far off.
    """
    best = _worth_of(offers, [False] * len(offers), room)
    useful = [n for n, o in enumerate(offers) if o.size and o.price < o.worth and o.price <= budget]
    if not useful or room == 0 or most == 0:
        return best
    problem = Problem([offers[n] for n in useful], budget, room, most)
    gap = Fraction(0)
    for _ in range(_PROPOSALS):
        proposed, bound, ended = problem.solve(nodes)
        if proposed is not None:
            chosen = [False] * len(offers)
            for n, is_chosen in zip(useful, proposed, strict=True):
                chosen[n] = is_chosen
            if sum(offer.price for offer, yes in zip(offers, chosen, strict=True) if yes) <= budget:
                found = _worth_of(offers, chosen, room)
                best = max(best, found, key=lambda selection: selection.value)
            problem.rule_out(proposed)
        gap = max(bound - best.value, Fraction(0))
        if gap < _HALF or proposed is None or ended:
            break
    return best._replace(gap=Fraction(0) if gap < _HALF else gap)


def _worth_of(offers: Sequence[Offer], chosen: Sequence[bool], room: int) -> Selection:
    """
    What a set is worth; an offer that finds no room is not taken.
    """
    parts = taken(offers, chosen, room)
    kept = tuple(yes and part > 0 for yes, part in zip(chosen, parts, strict=True))
    return Selection(parts, kept, _value(offers, kept, parts), Fraction(0))


def _scaled(amounts: Sequence[int], limit: int) -> tuple[list[float], float]:
    """
    Amounts and what they may come to, in units in which a solver bears with them.
    """
    scale = max(Fraction(max(amounts), _GREATEST), Fraction(1))
    return [float(one / scale) for one in amounts], float(min(limit, sum(amounts)) / scale)


class Problem:
    """
    The same in floats, for the solver: first whether each is taken, then which share of it.
    """

    count: int
    costs: NDArray[np.float64]
    bounds: Bounds
    integrality: NDArray[np.int_]
    rows: list[tuple[NDArray[np.float64], float]]
    most_of_all: Fraction
    scale: Fraction
    links: LinearConstraint

    def __init__(self, offers: Sequence[Offer], budget: int, room: int, most: int) -> None:
        count = self.count = len(offers)
        # Nobody earns more than what is over of each.
        self.most_of_all = Fraction(sum(offer.worth - offer.price for offer in offers))
        self.scale = max(Fraction(max(offer.worth for offer in offers), _GREATEST), Fraction(1))
        worths = np.array([float(offer.worth / self.scale) for offer in offers])
        prices = np.array([float(offer.price / self.scale) for offer in offers])
        self.costs = np.concatenate([prices, -worths])
        # Of an offer there is never more than what fits.
        tops = np.array([float(min(Fraction(1), Fraction(room, offer.size))) for offer in offers])
        self.bounds = Bounds(np.zeros(2 * count), np.concatenate([np.ones(count), tops]))
        self.integrality = np.repeat(np.array([1, 0]), count)
        none = [0.0] * count
        paid, limit = _scaled([offer.price for offer in offers], budget)
        filled, space = _scaled([offer.size for offer in offers], room)
        self.rows = [
            (np.array([*paid, *none]), limit),
            (np.array([*none, *filled]), space),
            (np.array([*([1.0] * count), *none]), float(min(most, count))),
        ]
        each = np.arange(count)
        links = csr_array(
            (
                np.concatenate([-tops, np.ones(count)]),
                (np.concatenate([each, each]), np.concatenate([each, each + count])),
            ),
            shape=(count, 2 * count),
        )
        self.links = LinearConstraint(links, -np.inf, np.zeros(count))

    def solve(self, nodes: int) -> Proposal:
        """
        The set that the solver proposes next.
        """
        limits = LinearConstraint(
            np.vstack([row for row, _ in self.rows]),
            -np.inf,
            np.array([end for _, end in self.rows]),
        )
        found = milp(
            self.costs,
            integrality=self.integrality,
            bounds=self.bounds,
            constraints=[self.links, limits],
            options={"mip_rel_gap": 0.0, "node_limit": nodes},
        )
        bound = found.mip_dual_bound
        if bound is None or not isfinite(bound):
            # No other set is left; or else the solver gave up, and nothing is known.
            surpassed = Fraction(0) if found.status == _INFEASIBLE else self.most_of_all
        else:
            surpassed = Fraction(-float(bound)) * self.scale
        if found.x is None:
            return Proposal(None, surpassed, ended=True)
        chosen = [bool(round(float(share))) for share in found.x[: self.count]]
        return Proposal(chosen, surpassed, ended=not found.success)

    def rule_out(self, chosen: Sequence[bool]) -> None:
        """
        Leave out one set, so that the next proposal is another.
        """
        signs = np.array([1.0 if yes else -1.0 for yes in chosen] + [0.0] * self.count)
        self.rows.append((signs, float(sum(chosen) - 1)))
