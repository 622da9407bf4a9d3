"""
The envelope of an Open API response: what stands in it, what went wrong, and what was left in it.

Every reader takes a whole response, the content of its `data`, a list, or one entry alone, and
tells what it did not carry over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, final

import attrs

from tiktok_presale.adapters.losses import Leftovers, Loss, LossReport, unread, watched
from tiktok_presale.adapters.payload import peek, short
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import PayloadError
from tiktok_presale.values.untyped import list_of, table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["TWICE", "Found", "Opened", "Shape", "Tally", "open_up", "read_each", "same"]

T = TypeVar("T")

TWICE = "stands twice in the payload, with different content; keep the newer one"
# As much of the platform's own message as an error repeats.
_MESSAGE_LENGTH = 200
# Where the platform says that this page is not the last.
_NEXT = "next_page_token"
# What every webhook has, and no response.
_EVENT = ("type", "timestamp", "data")


@final
@attrs.frozen
class Found(Value, Generic[T]):
    """
    What was read of a payload.

    Args:
        found: What was found, in the order of the payload.
        problems: What could not be read, by place and field.
        losses: What was read and could not be carried over.
    """

    found: tuple[T, ...]
    problems: tuple[PayloadError, ...] = ()
    losses: LossReport = attrs.field(factory=LossReport)


@final
@attrs.frozen
class Shape(Value):
    """
    How the entries of an endpoint stand in its response.

    Args:
        many: The field that holds the list of them; the first that is there counts.
        one: What one entry is called.
        keys: The fields that name an entry; the first that is set counts.
        alone: The field of `data` that holds one entry, where there is one.
        marks: Fields that tell an entry which stands alone; its keys where none are given.
        beside: A field that names an entry together with its key.
    """

    many: tuple[str, ...]
    one: str
    keys: tuple[str, ...] = ("id",)
    alone: str | None = None
    marks: tuple[str, ...] = ()
    beside: str | None = None

    def fits(self, table: dict[str, object]) -> bool:
        """
        Whether a table is itself an entry.
        """
        return any(mark in table for mark in self.marks or self.keys)

    def name(self, entry: dict[str, object]) -> str:
        """
        What tells an entry from the others; empty where nothing does.
        """
        given = next((peek(entry, key) for key in self.keys if peek(entry, key)), "")
        name = given if isinstance(given, str) else short(given)
        if not name or self.beside is None:
            return name
        return f"{name} {short(peek(entry, self.beside))}"


@final
@attrs.frozen
class Opened(Value):
    """
    The entries of a payload, and what stood around them.

    Args:
        entries: The entries, as they were given.
        root: Where they stand, such as "data.orders[]".
        around: What stood around them and was not read.
    """

    entries: list[object] = attrs.field(eq=False)
    root: str
    around: tuple[Loss, ...]


class Tally:
    """
    Counts what was not carried over, entry by entry.
    """

    def __init__(self, opened: Opened) -> None:
        self._root = opened.root
        self._around = opened.around
        self._unread = Leftovers(opened.root)
        self._refused = Leftovers(opened.root)
        self._no_tables = 0

    def read(self, entry: object) -> None:
        """
        Count what nobody asked of a watched entry.
        """
        self._unread.add(entry)

    def refused(self, entry: object) -> None:
        """
        Count all that an entry held which could not be read.
        """
        table = table_of(entry)
        if table is None:
            self._no_tables += 1
        else:
            self._refused.add(table, asked=False)

    def report(self) -> LossReport:
        """
        All that was counted.
        """
        plain = (Loss(path, times) for path, times in self._unread.count().items())
        counted = self._refused.count()
        if self._no_tables:
            counted[self._root] += self._no_tables
        refused = (Loss(path, times, "refused") for path, times in counted.items())
        return LossReport.of((*self._around, *plain, *refused))


def open_up(payload: object, shape: Shape) -> Opened:
    """
    Find the entries of a payload.

    Raises:
        PayloadError: If it is an error of the Open API, or holds no entries at all.
    """
    entries, table = list_of(payload), table_of(payload)
    if isinstance(payload, str | bytes):
        problem = "is text that is not decoded: give what json.loads makes of it"
        raise PayloadError("-", "payload", problem, "input")
    if table is not None:
        _refuse_error(table)
        _refuse_event(table, shape)
        found = _inside(table, shape)
        if found is not None:
            return found
    if entries is None:
        field = shape.many[0]
        several = field.replace("_", " ")
        give = f"give a list of {several}, a response with data.{field}, or one {shape.one}"
        problem = f"holds no {several}: {give}"
        raise PayloadError("-", "payload", problem, "input")
    return Opened(entries, "[]", ())


def _refuse_error(table: dict[str, object]) -> None:
    """
    Refuse an error of the Open API, and say no more of it than can be written out.
    """
    code = peek(table, "code")
    if code in (None, 0, "0") or not ("message" in table or "data" in table):
        return
    told = table.get("message", "without a message")
    if not isinstance(told, str):
        told = short(told)
    elif len(told) > _MESSAGE_LENGTH:
        told = f"{told[:_MESSAGE_LENGTH]}..."
    problem = f"is an error of the Open API, code {short(code)}: {told}"
    raise PayloadError("-", "code", problem, "response")


def _refuse_event(table: dict[str, object], shape: Shape) -> None:
    """
    Refuse a webhook: its `data` names an entry, and holds hardly anything of it.
    """
    if all(field in table for field in _EVENT) and not shape.fits(table):
        problem = (
            f"is a webhook and no {shape.one}: give it to webhooks.read_events, and fetch what "
            "that names"
        )
        raise PayloadError("-", "payload", problem, "input")


def _inside(table: dict[str, object], shape: Shape) -> Opened | None:
    """
    The entries of a response, of the content of its `data`, or of a table that is itself one.
    """
    held = "data" in table
    data = table_of(peek(table, "data")) or {} if held else table
    root = "data." if held else ""
    if shape.alone is not None and table_of(peek(data, shape.alone)) is not None:
        return Opened(
            [data[shape.alone]], f"{root}{shape.alone}", _around(table, data, shape.alone)
        )
    for many in shape.many:
        listed = list_of(peek(data, many))
        if listed is None and peek(data, many) is None and peek(data, "total_count") == 0:
            listed = []  # a list of none is null, or left out
        if listed is not None:
            return Opened(listed, f"{root}{many}[]", _around(table, data, many))
    if shape.fits(data):
        return Opened([data], root.rstrip("."), _around(table, table, "data") if held else ())
    return None


def _around(table: dict[str, object], holder: dict[str, object], field: str) -> tuple[Loss, ...]:
    """
    What stands in a response around its entries; a token of a next page says that there is more.
    """
    rest: dict[str, object] = {key: value for key, value in holder.items() if key != field}
    shell = rest if holder is table else {**table, "data": rest}
    shell.pop("code", None)
    return tuple(
        Loss(path, 1, "more_pages" if path.rpartition(".")[2] == _NEXT else "unread")
        for path in unread(watched(shell))
    )


def read_each(
    payload: object,
    shape: Shape,
    read: Callable[[dict[str, object], str], T],
) -> Found[T]:
    """
    Read every entry; one that cannot be read is a problem and stops no other.

    Args:
        payload: The decoded JSON.
        shape: How the entries stand in it.
        read: Reads one watched entry, given its place in the payload.

    Raises:
        PayloadError: If there are no entries to be found in *payload* at all.
    """
    opened = open_up(payload, shape)
    tally = Tally(opened)
    found: list[T] = []
    problems: list[PayloadError] = []
    seen: dict[str, dict[str, object]] = {}
    for place, table in _tables(opened, shape, tally, problems):
        name = shape.name(table) or place
        if name in seen:
            if not same(seen[name], table):
                problems.append(PayloadError(name, "id", TWICE, shape.one))
                tally.refused(table)
            continue  # pages of the Open API overlap when entries come in between
        seen[name] = table
        entry = watched(table)
        try:
            found.append(read(table_of(entry) or {}, place))
            tally.read(entry)
        except PayloadError as error:
            problems.append(error)
            tally.refused(table)
    return Found(tuple(found), tuple(problems), tally.report())


def same(one: object, other: object) -> bool:
    """
    Whether two entries hold the same; what is nested too deeply to compare does not.
    """
    try:
        return one == other
    except RecursionError:
        return False


def _tables(
    opened: Opened, shape: Shape, tally: Tally, problems: list[PayloadError]
) -> Iterator[tuple[str, dict[str, object]]]:
    """
    The entries that are objects, with their places; any other is a problem.
    """
    for number, entry in enumerate(opened.entries):
        table = table_of(entry)
        if table is not None:
            yield f"#{number}", table
            continue
        problem = f"must be an object, not {type(entry).__name__}"
        problems.append(PayloadError(f"#{number}", shape.one, problem, shape.one))
        tally.refused(entry)
