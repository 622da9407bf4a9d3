"""
What an engine must know to find the deadlines of some rows: clocks and tables, group by group.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

import attrs

from tiktok_presale.frames.due_tables import counted_of
from tiktok_presale.frames.engines.cells import common_shift, has_steps, in_microseconds
from tiktok_presale.frames.engines.editions import day_of
from tiktok_presale.frames.engines.groups import CLOCKS, Group, Span
from tiktok_presale.rules.deadline_tables import DeadlineTable
from tiktok_presale.rules.deadlines import EVENTS
from tiktok_presale.values.days import Hours
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.vocabulary import Anchor, DeadlineName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from tiktok_presale.frames.engines.editions import Edition
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["HIGHEST", "LOWEST", "NOWHERE", "Clock", "Plan", "plan_of"]

# From 1970 to the end of 2199: an instant outside was never the time of an order.
LOWEST, HIGHEST = 0, 7_258_118_400 * 10**6 - 1

NOWHERE = LOWEST - 1
"""Instead of such an instant, so that sums with it stay within 64 bits."""

# Days in zones and days in UTC overlap within so many days.
_MARGIN = timedelta(days=2)


@attrs.frozen
class Clock:
    """
    How one deadline of one group is found.

    Args:
        event: What must have happened by then.
        anchor: The field that is looked up, or None where the answer is the same for all rows.
        hold: What is added to the time of placing where the end of the hold is not known.
        add: What is added to the anchor, where the answer is that sum.
        due: The answer, where it is the same for all rows.
        why: Why there is none, where that is the same for all rows.
        table: The number of the table that has the answer otherwise.
    """

    event: str
    anchor: str | None = None
    hold: int | None = None
    add: int | None = None
    due: int | None = None
    why: str | None = None
    table: int | None = None


@attrs.frozen(eq=False)
class Plan:
    """
    The clocks of every group, and the tables that they are looked up in.

    Args:
        editions: The editions, by number.
        groups: The groups.
        clocks: The clocks of each group, by the name of the deadline.
        tables: The tables, by number.
        shift: The width of their cells, as a power of two.
    """

    editions: tuple[Edition, ...]
    groups: tuple[Group, ...]
    clocks: tuple[FrozenMap[Clock], ...]
    tables: tuple[DeadlineTable, ...]
    shift: int


def plan_of(
    editions: tuple[Edition, ...],
    groups: Iterable[Group],
    names: Iterable[DeadlineName],
    calendar: BusinessCalendar | None,
) -> Plan:
    """
    Compile what the groups need, and nothing more.
    """
    planning = _Planning(editions, calendar)
    groups = tuple(groups)
    clocks = tuple(planning.clocks(group, tuple(names)) for group in groups)
    tables = tuple(planning.tables)
    return Plan(editions, groups, clocks, tables, common_shift(tables))


class _Planning:
    """
    Tables as they are asked for.
    """

    def __init__(self, editions: tuple[Edition, ...], calendar: BusinessCalendar | None) -> None:
        self.editions, self.calendar = editions, calendar
        self.tables: list[DeadlineTable] = []
        self._numbers: dict[int, int] = {}

    def clocks(self, group: Group, names: tuple[DeadlineName, ...]) -> FrozenMap[Clock]:
        """
        The clocks of one group; none where it cannot be judged.
        """
        if group.edition is None or group.kind is None or group.problem:
            return FrozenMap()
        policy = self.editions[group.edition].policy
        spans, found = dict(group.spans), dict[str, Clock]()
        # Auto-cancel may count from the dispatch deadline, which stands first among the names.
        for name in DeadlineName:
            if name in names:
                table = self._table(policy, group, name, spans)
                found[name.value] = self._clock(table)
                if name is DeadlineName.DISPATCH:
                    spans.update(_reach(table, spans))
        return FrozenMap(found)

    def _table(
        self, policy: Policy, group: Group, name: DeadlineName, spans: Mapping[str, Span]
    ) -> DeadlineTable:
        """
        One table over all days on which the clock of these rows may start.
        """
        kind = cast("OrderKind", group.kind)
        term = policy.deadline(kind, name)
        first, last = _days(spans, None if term is None else term.anchor, policy)
        first, last = first - _MARGIN, last + _MARGIN
        if term is None:
            return DeadlineTable.of(policy, kind=kind, name=name, first=first, last=last)
        counted = counted_of(term, policy, kind, name, group.promise, group.region, self.calendar)
        return counted.table(first, last)

    def _clock(self, table: DeadlineTable) -> Clock:
        event = (table.event or EVENTS[table.name]).value
        if table.anchor is None:
            return Clock(event, due=table.dues[0], why=table.missing[0] or None)
        held = table.hold if table.anchor is Anchor.AWAITING_SHIPMENT else None
        clock = Clock(event, CLOCKS[table.anchor], in_microseconds(held))
        if not has_steps(table):
            return attrs.evolve(clock, add=in_microseconds(table.add))
        # Groups that count alike were given the same table.
        number = self._numbers.setdefault(id(table), len(self.tables))
        if number == len(self.tables):
            self.tables.append(table)
        return attrs.evolve(clock, table=number)


def _days(spans: Mapping[str, Span], anchor: Anchor | None, policy: Policy) -> tuple[date, date]:
    """
    The first and the last day on which a clock starts; where none does, one day of the edition.
    """
    found = [] if anchor is None or anchor not in CLOCKS else [spans.get(CLOCKS[anchor])]
    if anchor is Anchor.AWAITING_SHIPMENT:
        # Where it is not known, it is so many hours after placing.
        figure = policy.find("deadlines.pending_hold")
        placed = spans.get(CLOCKS[Anchor.PLACED])
        if placed and figure is not None and isinstance(figure.value, Hours):
            hold = figure.value.count * 3_600 * 10**6
            found.append((placed[0] + hold, placed[1] + hold))
    known = [span for span in found if span is not None]
    if not known:
        return policy.since, policy.since
    first, last = min(span[0] for span in known), max(span[1] for span in known)
    return day_of(first), day_of(last)


def _reach(table: DeadlineTable, spans: Mapping[str, Span]) -> dict[str, Span]:
    """
    When dispatch is due, by the platform or by the table: what counts from it starts then.
    """
    field = CLOCKS[Anchor.DISPATCH_DEADLINE]
    found = list(spans.get(field, ()))
    if table.anchor is not None and table.add is not None:
        add = cast("int", in_microseconds(table.add))
        found += [instant + add for instant in spans.get(CLOCKS[table.anchor], ())]
    else:
        found += [due for due in table.dues if due is not None]
    return {field: (min(found), max(found))} if found else {}
