"""
Orders that are alike in everything but their instants and prices: they share tables and charges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs
import numpy as np

from tiktok_presale.frames.charge_lines import ChargeLine, charge_lines
from tiktok_presale.frames.due_tables import DueTables, Way
from tiktok_presale.frames.rulebooks import changes
from tiktok_presale.frames.steps import NOTHING
from tiktok_presale.frames.words import Words
from tiktok_presale.values.instants import zone_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.frames.truths import Ints
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import ServiceFee
    from tiktok_presale.values.vocabulary import DeadlineName, OrderKind

__all__ = ["Group", "Program", "Roster", "Wants"]


@final
@attrs.frozen
class Group:
    """
    What the orders of one group have in common.

    Args:
        policy: The rules in force when they were placed.
        kind: How their goods come about.
        promise: What was promised.
        region: Where they ship from.
        currency: What they are paid in.
    """

    policy: Policy
    kind: OrderKind
    promise: Promise | None
    region: str | None
    currency: str


@final
@attrs.frozen
class Program:
    """
    What is done alike for all rows of some groups; what differs in numbers only is left out.

    Args:
        ways: How each deadline is found, without the numbers of tables and fixed deadlines.
        kind: The kind of the orders, where sums are kept by kind.
        currency: Their currency, where prices are looked at.
        lines: The charges that may be made.
        fee: The fee for presale.
        edges: The instants of placing from which on orders do, or do not, fall under their edition.
        unsure_fee: Whether no source says if cancelled orders pay the fee.
    """

    ways: tuple[tuple[DeadlineName, Way], ...]
    kind: OrderKind | None = None
    currency: str = ""
    lines: tuple[ChargeLine, ...] = ()
    fee: ServiceFee | None = None
    edges: tuple[tuple[int, int], ...] = ()
    unsure_fee: bool = False


@final
@attrs.frozen(kw_only=True)
class Wants:
    """
    What has to be known of a group for what is asked.

    Args:
        names: The deadlines that are looked at.
        states: Whether anything is asked beyond deadlines.
        charges: Whether charges are.
        fee: Whether the fee for presale is.
        kinds: Whether sums are kept by kind.
        findings: Whether it matters what cannot be told.
        edges: Whether orders may have been placed under another edition than they are judged by.
    """

    names: tuple[DeadlineName, ...]
    states: bool = False
    charges: bool = False
    fee: bool = False
    kinds: bool = False
    findings: bool = False
    edges: bool = False


class Roster:
    """
    The groups that were met so far, each with its number, its program and its tables.
    """

    words: Words

    def __init__(self, tables: DueTables, wants: Wants, shop: Shop | None) -> None:
        self._tables, self._wants, self._shop = tables, wants, shop
        self._numbers: dict[tuple[object, ...], int] = {}
        self._programs: dict[Program, int] = {}
        self._ways: list[dict[DeadlineName, Way]] = []
        self._edges: dict[int, tuple[tuple[int, int], ...]] = {}
        self._columns: dict[tuple[str, DeadlineName], Ints] = {}
        self.words = Words()
        self.groups: list[Group] = []
        self.programs: list[Program] = []
        self.program_of: list[int] = []

    def number(self, group: Group) -> int:
        """
        The number of a group, which is prepared when it is first met.
        """
        # A policy is a whole book, long to hash; those of a judge are made once.
        key = (id(group.policy), group.kind, group.promise, group.region, group.currency)
        if key not in self._numbers:
            self._numbers[key] = len(self.groups)
            self._add(group)
        return self._numbers[key]

    def _add(self, group: Group) -> None:
        wants, policy, kind = self._wants, group.policy, group.kind
        ways = {
            name: self._tables.way(policy, kind, name, group.promise, group.region)
            for name in wants.names
        }
        fee = policy.service_fee if wants.fee else None
        lines = charge_lines(policy, kind, group.currency, self._shop) if wants.states else ()
        if not wants.charges:
            # Prices that cannot be compared are told of, whatever is asked.
            lines = tuple(line for line in lines if line.odd)
        program = Program(
            ways=tuple((name, _plain(way)) for name, way in ways.items()),
            kind=kind if wants.kinds else None,
            currency=group.currency if wants.charges or wants.fee or wants.kinds else "",
            lines=lines,
            fee=None if fee is None or (fee.kinds and kind not in fee.kinds) else fee,
            edges=self._edges_of(policy) if wants.findings and wants.edges else (),
            unsure_fee=wants.findings and _is_unsure(policy.service_fee),
        )
        self.groups.append(group)
        self._ways.append(ways)
        if program not in self._programs:
            self._programs[program] = len(self.programs)
            self.programs.append(program)
        self.program_of.append(self._programs[program])
        self._columns.clear()

    def _edges_of(self, policy: Policy) -> tuple[tuple[int, int], ...]:
        """
        From when to when orders are placed under a policy, where that is what decides.
        """
        if policy.pack.orders_judged != "placed":
            return ()
        if id(policy) not in self._edges:
            first, last = policy.span
            days = [first, *(start for start in policy.pack.starts if start > last)]
            self._edges[id(policy)] = changes(
                zone_of(policy.pack.zone), tuple(days[:2]), lambda day: int(first <= day <= last)
            )
        return self._edges[id(policy)]

    def tables(self, name: DeadlineName) -> Ints:
        """
        The number of each group's table; 0 where it has none.
        """
        return self._column("table", name, lambda way: way.table or 0)

    def fixed(self, name: DeadlineName) -> Ints:
        """
        The deadline of each group whose orders all have the same; `NOTHING` where they have none.
        """
        return self._column("fixed", name, lambda way: way.fixed)

    def reasons(self, name: DeadlineName) -> Ints:
        """
        Why each group has no deadline, as numbers of words.
        """
        return self._column("why", name, lambda way: self._tables.why(way.why))

    def editions(self) -> Ints:
        """
        The edition of each group, as numbers of words.
        """
        return np.array([self.words.number(one.policy.edition) for one in self.groups], np.int64)

    def _column(self, what: str, name: DeadlineName, value: Callable[[Way], int]) -> Ints:
        if (what, name) not in self._columns:
            numbers = [value(ways[name]) for ways in self._ways]
            self._columns[what, name] = np.array(numbers, np.int64)
        return self._columns[what, name]


def _plain(way: Way) -> Way:
    """
    A way without what differs between groups of one program.
    """
    return attrs.evolve(way, table=None if way.table is None else 0, fixed=NOTHING, why="")


def _is_unsure(fee: ServiceFee | None) -> bool:
    return fee is not None and fee.charged_on_cancelled is None
