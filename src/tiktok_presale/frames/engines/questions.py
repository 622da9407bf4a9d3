"""
Questions about columns, ready for an engine: which steps to take, and which columns come out.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

import attrs

from tiktok_presale.frames.engines.charging import BILLS, charge_problems, charge_steps
from tiktok_presale.frames.engines.charging import LOOKED_AT as CHARGED
from tiktok_presale.frames.engines.dialects import Dialect, case
from tiktok_presale.frames.engines.editions import Edition, Rules, editions_of
from tiktok_presale.frames.engines.groups import (
    CLOCKS,
    KEY_FIELDS,
    Group,
    Span,
    group_of,
    key_fields,
)
from tiktok_presale.frames.engines.lateness import LOOKED_AT as JUDGED
from tiktok_presale.frames.engines.lateness import NAMES, lateness_steps
from tiktok_presale.frames.engines.plans import plan_of
from tiktok_presale.frames.engines.rows import Rows
from tiktok_presale.frames.engines.scripts import (
    FEW_EDITIONS,
    MARK,
    Asked,
    Computed,
    Step,
    deadline_steps,
    edition_number,
    keyed,
    problem,
)
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS
from tiktok_presale.rules.arguments import check_calendar, check_shop
from tiktok_presale.rules.deadline_tables.boundaries import micros
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.vocabulary import Anchor, DeadlineName, OrderKind

if TYPE_CHECKING:
    from datetime import date

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = [
    "ALL_FIELDS",
    "DEADLINE_FIELDS",
    "Answered",
    "Engine",
    "Rulebook",
    "ask_deadlines",
    "ask_overdue",
    "ask_statement",
]

MOST_GROUPS = 20_000
_NAMES_SUCH = "several of DeadlineName, as in [DeadlineName.DISPATCH]"
_DAY = timedelta(hours=24)
_MICROSECOND = timedelta(microseconds=1)


ALL_FIELDS = tuple(ORDER_FIELDS)
"""The fields that lateness and charges look at."""

DEADLINE_FIELDS = ("market", *KEY_FIELDS, *CLOCKS.values(), *PLATFORM_FIELDS.values())
"""The fields that deadlines look at."""


class Engine(Protocol):
    """
    What a question needs to know of the table that it is asked of.
    """

    @property
    @abstractmethod
    def dialect(self) -> Dialect:
        """
        How the engine writes.
        """

    @property
    @abstractmethod
    def rows(self) -> Rows:
        """
        What is known of its rows.
        """

    @abstractmethod
    def first_rows(
        self, edition: str | None, key: tuple[str, ...], clocks: tuple[str, ...], most: int
    ) -> Iterable[tuple[object, ...]]:
        """
        For each combination of edition and key, the first and last instant of each clock.

        Without an edition and a key all rows are one.
        """


@attrs.frozen
class Answered:
    """
    How to answer: what to do in which order, and what comes out.

    Args:
        asked: What it is asked of.
        steps: The steps.
        outputs: What comes out, by name.
        keeps: Whether the columns of the rows come out too.
        grouped: The columns by which rows are added up, where they are; they come out first.
    """

    asked: Asked
    steps: tuple[Step, ...]
    outputs: FrozenMap[str]
    keeps: bool = True
    grouped: tuple[str, ...] = ()


@attrs.frozen
class Rulebook:
    """
    Everything that an answer depends on besides the rows.
    """

    rules: Rules
    calendar: BusinessCalendar | None
    at: datetime | None = None


def ask_deadlines(engine: Engine, book: Rulebook, names: Iterable[DeadlineName]) -> Answered:
    """
    When is each order due?
    """
    wanted = _names(names)
    asked = _asked(engine, book, wanted)
    looked_at = {"placed_at", *_clock_fields(asked), *(PLATFORM_FIELDS[name] for name in wanted)}
    wrong = problem(asked, looked_at, ())
    steps = [*deadline_steps(asked), Computed(FrozenMap({f"{MARK}problem": wrong}))]
    outputs = _deadlines_out(asked, wanted)
    return _answered(asked, steps, outputs)


def ask_overdue(
    engine: Engine, book: Rulebook, shop: Shop | None, soon: timedelta = _DAY
) -> Answered:
    """
    Where does each order stand, and what does lateness cost?
    """
    check_shop(shop)
    check_kind("soon", soon, timedelta, "a timedelta")
    if book.at is None:
        raise WrongTypeError("at", "a datetime with a time zone", "NoneType")
    for field in sorted(CHARGED - {"items_total"} - engine.rows.fields):
        raise _without(field)
    at = micros(check_aware("at", book.at))
    asked = _asked(engine, book, NAMES)
    looked_at = {
        *JUDGED,
        *CHARGED,
        *_clock_fields(asked),
        *(PLATFORM_FIELDS[name] for name in NAMES),
    }
    wrong = problem(asked, looked_at, charge_problems(asked, shop))
    steps = [
        *deadline_steps(asked),
        *lateness_steps(asked, at, soon // _MICROSECOND),
        *charge_steps(asked, shop),
        Computed(FrozenMap({f"{MARK}problem": wrong})),
    ]
    return _answered(asked, steps, {**_deadlines_out(asked, NAMES), **_overdue_out(asked)})


def ask_statement(engine: Engine, book: Rulebook, shop: Shop | None, soon: timedelta) -> Answered:
    """
    What do the orders come to, by edition, kind, state and currency?
    """
    rows = ask_overdue(engine, book, shop, soon)
    # Everything by which is added up, and everything that is.
    columns = {f"{MARK}told_{name}": sql for name, sql in rows.outputs.items()}
    sound = f"{MARK}problem IS NULL"
    columns[f"{MARK}told_kind"] = case({sound: rows.asked.value("kind")})
    columns[f"{MARK}told_currency"] = case({sound: rows.asked.value("currency")})
    by = ("edition", "kind", "state", "currency", *(f"{bill}_currency" for bill in BILLS))
    grouped = tuple(f"{MARK}told_{name}" for name in (*by, "problem"))
    outputs = {name: f"{MARK}told_{name}" for name in (*by, "problem")}
    outputs["orders"] = "count(*)"
    for name, flag in {"counted": "counts", "late": "late"}.items():
        told = f"{MARK}told_{flag}"
        both = f"{told} AND {MARK}told_counts"
        outputs[name] = f"sum({case({both: '1'}, '0')})"
    for name in (*BILLS, "refund", "service_fee"):
        outputs[name] = f"sum({MARK}told_{name})"
    steps = (*rows.steps, Computed(FrozenMap(columns)))
    return Answered(rows.asked, steps, FrozenMap(outputs), keeps=False, grouped=grouped)


def _names(names: Iterable[DeadlineName]) -> tuple[DeadlineName, ...]:
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise WrongTypeError("names", _NAMES_SUCH, type(names).__name__)
    wanted = list(names)
    for name in wanted:
        check_kind("names", name, DeadlineName, _NAMES_SUCH)
    if not wanted:
        raise OutOfRangeError("names", "empty", "one deadline at least")
    return tuple(name for name in DeadlineName if name in wanted)


def _without(field: str) -> OutOfRangeError:
    told = "" if field in {"placed_at", "total"} else f", or told for all rows with {field}=…"
    return OutOfRangeError(
        "orders",
        f"without {field}",
        f"with a column of that name, or of another told with columns={{{field!r}: …}}{told}",
    )


def _asked(engine: Engine, book: Rulebook, wanted: tuple[DeadlineName, ...]) -> Asked:
    """
    Look which groups there are, and compile what they need.
    """
    check_calendar(book.calendar)
    if "placed_at" not in engine.rows.fields:
        raise _without("placed_at")
    if "kind" not in engine.rows.fields:
        raise _without("kind")
    editions = editions_of(book.rules, book.at)
    if "market" not in engine.rows.fields and any(edition.market for edition in editions):
        raise _without("market")
    key = key_fields(editions, engine.rows.columns)
    names = wanted
    if DeadlineName.DISPATCH not in wanted and _after_dispatch(editions, wanted):
        names = (DeadlineName.DISPATCH, *wanted)
    groups = _groups(engine, editions, key)
    plan = plan_of(editions, groups, names, book.calendar)
    return Asked(engine.dialect, plan, engine.rows.fields, key, names)


def _after_dispatch(editions: tuple[Edition, ...], names: tuple[DeadlineName, ...]) -> bool:
    """
    Whether one of the deadlines counts from the one of dispatch, for some kind of order.
    """
    terms = (
        edition.policy.deadline(kind, name)
        for edition in editions
        for kind in OrderKind
        for name in names
    )
    return any(term is not None and term.anchor is Anchor.DISPATCH_DEADLINE for term in terms)


def _groups(engine: Engine, editions: tuple[Edition, ...], key: tuple[str, ...]) -> list[Group]:
    rows = engine.rows
    clocks = tuple(clock for clock in CLOCKS.values() if clock in engine.rows.fields)
    number = None
    if keyed(editions):
        number = edition_number(editions, engine.rows.fields, engine.dialect)
    given = {name: rows.given[name] for name in KEY_FIELDS if name in rows.given}
    if rows.days is not None and not key and len(editions) <= FEW_EDITIONS:
        # Nothing has to be asked of the rows.
        spans = dict.fromkeys(CLOCKS.values(), _span(rows.days))
        return [group_of(number, given, spans) for number in range(len(editions))]
    found: list[Group] = []
    for row in engine.first_rows(number, key, clocks, MOST_GROUPS + 1):
        edition, *rest = row if number is not None else (0, *row)
        spans = _spans(clocks, rest[len(key) :])
        if rows.days is not None:
            spans = dict.fromkeys(CLOCKS.values(), _span(rows.days))
        values = {**given, **dict(zip(key, rest, strict=False))}
        found.append(group_of(edition if isinstance(edition, int) else None, values, spans))
    if len(found) > MOST_GROUPS:
        raise OutOfRangeError(
            "orders", f"of more than {MOST_GROUPS:,} kinds and promises", "judged in parts"
        )
    # In the order of editions, whatever the order in which the engine found them.
    return sorted(found, key=lambda group: -1 if group.edition is None else group.edition)


def _span(days: tuple[date, date]) -> Span:
    first, last = (micros(datetime(d.year, d.month, d.day, tzinfo=UTC)) for d in days)
    return first, last


def _spans(clocks: tuple[str, ...], ends: list[object]) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for number, clock in enumerate(clocks):
        first, last = ends[2 * number : 2 * number + 2]
        if isinstance(first, int) and isinstance(last, int):
            found[clock] = (first, last)
    return found


def _clock_fields(asked: Asked) -> set[str]:
    """
    The clocks that the deadlines of these rows look at.
    """
    return {
        clock.anchor for clocks in asked.plan.clocks for clock in clocks.values() if clock.anchor
    }


def _answered(asked: Asked, steps: list[Step], outputs: Mapping[str, str]) -> Answered:
    """
    Nothing is told of a row that has a problem.
    """
    sound = f"{MARK}problem IS NULL"
    told = {name: case({sound: sql}) for name, sql in outputs.items()}
    told["edition"] = case({sound: _edition(asked)})
    return Answered(asked, tuple(steps), FrozenMap({**told, "problem": f"{MARK}problem"}))


def _deadlines_out(asked: Asked, names: tuple[DeadlineName, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found[f"{name}_due"] = asked.dialect.moment(f"{MARK}{name}_due")
        if asked.has(PLATFORM_FIELDS[name]):
            found[f"{name}_computed"] = asked.dialect.moment(f"{MARK}{name}_computed")
        found[f"{name}_missing"] = f"{MARK}{name}_why"
    return found


def _overdue_out(asked: Asked) -> dict[str, str]:
    refund = case({f"{MARK}exposed": f"{MARK}total"}, "CAST(0 AS BIGINT)")
    found = {
        "state": f"{MARK}state",
        "next": f"{MARK}next",
        "next_due": asked.dialect.moment(
            case({f"{MARK}next IS NOT NULL": _next_due()}, "CAST(NULL AS BIGINT)")
        ),
        "late": f"{MARK}late_by > 0",
        "late_by": asked.dialect.length(f"{MARK}late_by"),
        "counts": f"{MARK}counted",
    }
    for bill in BILLS:
        found[bill] = f"{MARK}{bill}"
        found[f"{bill}_currency"] = f"{MARK}{bill}_currency"
    exposed = f"{MARK}exposed"
    found["cancelling"] = case({exposed: found["cancelling"]}, "CAST(0 AS BIGINT)")
    found["cancelling_currency"] = case({exposed: found["cancelling_currency"]})
    return {**found, "refund": refund, "service_fee": f"{MARK}service_fee"}


def _edition(asked: Asked) -> str:
    """
    The name of the edition that judged a row.
    """
    if asked.keyed:
        return f"{MARK}group_named"
    return asked.dialect.text(asked.plan.editions[0].policy.edition)


def _next_due() -> str:
    return case({f"{MARK}next = '{name}'": f"{MARK}{name}_due" for name in NAMES})
