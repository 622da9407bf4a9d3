"""
The rules as SQL, step by step: what is computed, what is joined, what is looked up.

Every engine writes the same steps in its own way; no step calls a function of an engine's calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from tiktok_presale.facts.orders import Party
from tiktok_presale.frames.engines.dialects import all_of, case
from tiktok_presale.frames.engines.groups import CLOCKS
from tiktok_presale.frames.engines.plans import NOWHERE, Clock
from tiktok_presale.frames.engines.rows import STAGES
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS, Form
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.vocabulary import Anchor, DeadlineName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.frames.engines.dialects import Dialect
    from tiktok_presale.frames.engines.editions import Edition
    from tiktok_presale.frames.engines.plans import Plan

__all__ = [
    "FEW_EDITIONS",
    "MARK",
    "Asked",
    "Computed",
    "Joined",
    "LookedUp",
    "Step",
    "check_columns",
    "check_free",
    "deadline_steps",
    "edition_number",
    "field",
    "group_rows",
    "keyed",
    "problem",
]

MARK = "_presale_"
"""Before the names of columns that are ours while we compute."""

_WORDS = ("_named", "_problem", "_event", "_anchor", "_why")

FEW_EDITIONS = 16
"""Of so many editions it is quicker to ask one after the other than to look for them or join."""


@attrs.frozen
class Computed:
    """
    Columns made of those before them, by name.
    """

    columns: FrozenMap[str]


@attrs.frozen
class Joined:
    """
    The columns of the group that a row belongs to.

    Args:
        key: What a row must have, by the column of the group that it is compared with.
    """

    key: FrozenMap[str]


@attrs.frozen
class LookedUp:
    """
    Answers of the compiled tables: for each name a due instant or the reason why there is none.

    They come as `<name>_found`, `<name>_missing` and `<name>_outside`, which tells that no table
    has the anchor.

    Args:
        names: The deadlines, each with the number of its table, as SQL.
    """

    names: FrozenMap[str]


Step: TypeAlias = Computed | Joined | LookedUp


@attrs.frozen
class Asked:
    """
    What a question is asked of.

    Args:
        dialect: How the engine writes.
        plan: The compiled rules.
        fields: The fields that rows have.
        key: The fields that tell groups apart.
        names: The deadlines that are wanted.
    """

    dialect: Dialect
    plan: Plan
    fields: frozenset[str]
    key: tuple[str, ...]
    names: tuple[DeadlineName, ...]

    @property
    def keyed(self) -> bool:
        """
        Whether rows have groups of their own, and are not all of one.
        """
        return bool(self.key) or keyed(self.plan.editions)

    def has(self, name: str) -> bool:
        """
        Whether rows have the field.
        """
        return name in self.fields

    def value(self, name: str, otherwise: str = "NULL") -> str:
        """
        The field's column, or what stands for it where there is none.
        """
        return field(name) if name in self.fields else otherwise

    def of_group(self, name: str, part: str) -> str:
        """
        A part of a clock: written out where all groups agree, and the group's column otherwise.
        """
        found = {getattr(clocks[name], part) for clocks in self.plan.clocks if name in clocks}
        if len(found) > 1:
            return f"{MARK}clock_{name}_{part}"
        return self.dialect.literal(next(iter(found), None))


def keyed(editions: Iterable[Edition]) -> bool:
    """
    Whether rows must be asked which edition judges them, if any does.
    """
    return any(edition.market is not None or edition.since is not None for edition in editions)


def check_columns(names: Iterable[str]) -> None:
    """
    Refuse a table that has columns of our names.

    Raises:
        OutOfRangeError: If it has one.
    """
    for name in names:
        if name.lower().startswith(MARK):
            raise OutOfRangeError("orders", f"with a column {name!r}", "without it: it is ours")


def check_free(names: Iterable[str], outputs: Iterable[str]) -> None:
    """
    Refuse a table that has a column of an answer's name.

    Engines take names for one that differ in capitals alone, and would give the table's own.

    Raises:
        OutOfRangeError: If it has one.
    """
    ours = set(outputs)
    taken = sorted(name for name in names if name.lower() in ours)
    if taken:
        raise OutOfRangeError("orders", f"with a column {taken[0]!r}", "without it: it is ours")


def field(name: str) -> str:
    """
    The column in which a field stands once it has been read.
    """
    return f"{MARK}{name}"


def group_rows(asked: Asked) -> dict[str, list[object]]:
    """
    The groups as columns: the keys, the problem, and whatever differs between their clocks.
    """
    groups = asked.plan.groups
    rows: dict[str, list[object]] = {f"{MARK}group_edition": [group.edition for group in groups]}
    for name in asked.key:
        rows[f"{MARK}group_{name}"] = [group.key.get(name) for group in groups]
    names = [edition.policy.edition for edition in asked.plan.editions]
    rows[f"{MARK}group_named"] = [
        None if group.edition is None else names[group.edition] for group in groups
    ]
    rows[f"{MARK}group_problem"] = [group.problem for group in groups]
    rows[f"{MARK}group"] = list(range(len(groups)))
    for name in asked.names:
        for part in attrs.fields(Clock):
            column = asked.of_group(name.value, part.name)
            if column.startswith(MARK):
                rows[column] = [
                    getattr(clocks.get(name.value), part.name, None) for clocks in asked.plan.clocks
                ]
    return rows


def edition_number(editions: Iterable[Edition], fields: Iterable[str], dialect: Dialect) -> str:
    """
    The number of the edition that judges a row; none where none does.
    """
    found: list[tuple[str, str]] = []
    market = field("market") if "market" in fields else "NULL"
    # The newest of a market stands last and is asked first.
    for number, edition in reversed(list(enumerate(editions))):
        of_market = [] if edition.market is None else [f"{market} = {dialect.text(edition.market)}"]
        since = [] if edition.since is None else [f"{field('placed_at')} >= {edition.since}"]
        found.append((all_of(of_market + since), str(number)))
    return f"CAST({case(found)} AS INTEGER)"


def deadline_steps(asked: Asked) -> list[Step]:
    """
    From fields to deadlines: `<name>_computed`, `<name>_missing` and `<name>_due` of each name.
    """
    steps: list[Step] = []
    if asked.keyed:
        number = "0"
        if keyed(asked.plan.editions):
            number = edition_number(asked.plan.editions, asked.fields, asked.dialect)
        steps += [Computed(FrozenMap({f"{MARK}edition": number})), _grouped(asked)]
    else:
        problem_of_all = asked.plan.groups[0].problem
        columns = {f"{MARK}edition": "0", f"{MARK}group": "0"}
        columns[f"{MARK}group_problem"] = asked.dialect.literal(problem_of_all)
        steps.append(Computed(FrozenMap(columns)))
    # What counts from the dispatch deadline is looked up once that is known.
    first: list[DeadlineName] = [n for n in asked.names if n is DeadlineName.DISPATCH]
    later = [name for name in asked.names if name not in first]
    return steps + [step for names in (first, later) if names for step in _looked_up(asked, names)]


def _grouped(asked: Asked) -> Step:
    """
    The columns of the group that a row belongs to: written out where few editions tell it.
    """
    if asked.key or len(asked.plan.groups) > FEW_EDITIONS:
        key = {f"{MARK}group_edition": f"{MARK}edition"}
        key.update({f"{MARK}group_{name}": field(name) for name in asked.key})
        return Joined(FrozenMap(key))
    columns = group_rows(asked)
    editions = columns.pop(f"{MARK}group_edition")
    return Computed(
        FrozenMap(
            {name: _by_edition(asked, name, editions, values) for name, values in columns.items()}
        )
    )


def _by_edition(asked: Asked, name: str, editions: list[object], values: list[object]) -> str:
    """
    A value that hangs on the edition alone; none where no edition judges.
    """
    edition, known = f"{MARK}edition", asked.plan.editions
    if values == editions == list(range(len(known))):
        return f"CAST({edition} AS BIGINT)"
    found = case(
        (f"{edition} = {number}", asked.dialect.literal(value))
        for number, value in zip(editions, values, strict=True)
        if number is not None and value is not None
    )
    return f"CAST({found} AS {asked.dialect.words if name.endswith(_WORDS) else 'BIGINT'})"


def _looked_up(asked: Asked, names: list[DeadlineName]) -> list[Step]:
    anchors = {f"{MARK}{name}_anchored": _anchor(asked, name.value) for name in names}
    tables = {name.value: asked.of_group(name.value, "table") for name in names}
    answers: dict[str, str] = {}
    for name in names:
        answers[f"{MARK}{name}_computed"] = _computed(asked, name.value)
        answers[f"{MARK}{name}_why"] = _missing(asked, name.value)
    platform = {
        f"{MARK}{name}_due": f"COALESCE({_platform(asked, name)}, {MARK}{name}_computed)"
        for name in names
    }
    wanted = FrozenMap({name: table for name, table in tables.items() if table != "NULL"})
    looked: list[Step] = [LookedUp(wanted)] if wanted else []
    return [
        Computed(FrozenMap(anchors)),
        *looked,
        Computed(FrozenMap(answers)),
        Computed(FrozenMap(platform)),
    ]


def _platform(asked: Asked, name: DeadlineName) -> str:
    return asked.value(PLATFORM_FIELDS[name], asked.dialect.literal(None))


def _anchor(asked: Asked, name: str) -> str:
    """
    When the clock of a row starts, in microseconds.
    """
    kind = asked.of_group(name, "anchor")
    found = {clocks[name].anchor for clocks in asked.plan.clocks if name in clocks} - {None}
    starts = {anchor: _start(asked, name, anchor) for anchor in sorted(map(str, found))}
    if not kind.startswith(MARK):
        return f"CAST({next(iter(starts.values()), 'NULL')} AS BIGINT)"
    text = asked.dialect.text
    return case((f"{kind} = {text(anchor)}", start) for anchor, start in starts.items())


def _start(asked: Asked, name: str, anchor: str) -> str:
    if anchor == CLOCKS[Anchor.DISPATCH_DEADLINE]:
        # A deadline that the platform sent wins here too.
        return f"{MARK}dispatch_due"
    if anchor == CLOCKS[Anchor.AWAITING_SHIPMENT]:
        hold = asked.of_group(name, "hold")
        known = asked.value(anchor)
        return known if hold == "NULL" else f"COALESCE({known}, {field('placed_at')} + {hold})"
    return asked.value(anchor)


def _computed(asked: Asked, name: str) -> str:
    """
    The due instant by the rules.
    """
    add, due, table = (asked.of_group(name, part) for part in ("add", "due", "table"))
    found = [] if due == "NULL" else [due]
    found += [] if add == "NULL" else [f"{MARK}{name}_anchored + {add}"]
    found += [] if table == "NULL" else [f"{MARK}{name}_found"]
    return f"CAST(COALESCE({', '.join([*found, 'NULL'])}) AS BIGINT)"


def _missing(asked: Asked, name: str) -> str:
    """
    Why there is none.
    """
    kind, why = asked.of_group(name, "anchor"), asked.of_group(name, "why")
    branches = []
    if kind != "NULL":
        no_anchor = asked.dialect.text("deadline.no_anchor")
        branches = [(f"{kind} IS NOT NULL AND {MARK}{name}_anchored IS NULL", no_anchor)]
    looked = asked.of_group(name, "table") != "NULL"
    otherwise = f"COALESCE({why}, {MARK}{name}_missing)" if looked else why
    return f"CAST({case(branches, otherwise)} AS {asked.dialect.words})"


def problem(asked: Asked, looked_at: Iterable[str], more: Iterable[tuple[str, str]]) -> str:
    """
    The first thing in a row that cannot be judged: the name of its field, or what is wrong with it.

    Args:
        asked: The question.
        looked_at: The fields that the answer looks at.
        more: More conditions of the question, each with the problem that it is.
    """
    found: list[tuple[str, str]] = [(f"{field('placed_at')} IS NULL", "placed_at")]
    looked = [name for name in ORDER_FIELDS if name in looked_at and asked.has(name)]
    instants = [name for name in looked if ORDER_FIELDS[name] is Form.INSTANT]
    found += [(f"{field(name)} = {NOWHERE}", name) for name in instants]
    after = [name for name in instants if name not in {"placed_at", *PLATFORM_FIELDS.values()}]
    found += [(f"{field(name)} < {field('placed_at')}", name) for name in after]
    for name, words in (("stage", STAGES), ("cancelled_by", tuple(Party))):
        if name in looked:
            listed = ", ".join(asked.dialect.text(word) for word in words)
            found.append((f"{field(name)} NOT IN ({listed})", name))
    if asked.keyed:
        found.append((f"{MARK}edition IS NULL", "edition"))
    found += more
    looked_up = [name for name in asked.names if asked.of_group(name, "table") != "NULL"]
    found += [(f"{MARK}{name}_outside", "outside") for name in looked_up]
    if asked.keyed:
        found.append((f"{MARK}group IS NULL", "group"))
    text = asked.dialect.text
    return case(((condition, text(code)) for condition, code in found), f"{MARK}group_problem")
