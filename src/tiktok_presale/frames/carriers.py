"""
What the caller has: taken apart into Arrow batches, and given back with answers beside its columns.

A frame of polars, pandas or DuckDB is recognised only where that package is loaded already.
"""

from __future__ import annotations

import sys
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from tiktok_presale.frames.arrow import pa
from tiktok_presale.frames.gathering import Gathered, Numbers, gathering
from tiktok_presale.frames.memories import for_pandas, to_arrow, to_numpy, to_pandas
from tiktok_presale.frames.results import Room
from tiktok_presale.values.column_errors import TakenColumnsError
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError

if TYPE_CHECKING:
    from tiktok_presale.frames.writing import Writing

__all__ = ["ROWS", "Plan", "Question", "answered", "batches_of"]

# So many rows are read and answered at once: enough that what a step costs does not show, few
# enough that what it needs beside its answers stays small.
ROWS = 1 << 18

_TAKES = (
    "a frame of polars, pandas or pyarrow, a stream of Arrow batches, or a dict of columns; "
    "anything with __arrow_c_stream__ serves"
)


# Gives the arrays of answers of one batch.
Answer: TypeAlias = "Callable[[Any, Room | None], list[Any]]"


class Plan:
    """
    One question to frames of one schema.

    Args:
        names: The caller's columns that are read.
        writing: How answers are written.
        answer: The arrays of answers of one batch, which has at least the columns that are read,
            and where they may be written.
    """

    writing: Writing
    names: tuple[str, ...]

    def __init__(self, names: Iterable[str], writing: Writing, answer: Answer) -> None:
        self.names, self.writing, self._answer = tuple(names), writing, answer
        # An engine with several threads may ask for several batches at once, and rules keep
        # buffers between blocks.
        self._lock = Lock()

    def answers(self, batch: Any, room: Room | None = None) -> list[Any]:  # noqa: ANN401 - of Arrow
        """
        The answers of one batch.
        """
        with self._lock:
            return self._answer(batch, room)

    def beside(self, names: Iterable[object]) -> None:
        """
        Refuse a frame that has columns of the answers' names.

        Raises:
            TakenColumnsError: If it has.
        """
        have = set(names)
        taken = tuple(name for name in self.writing.schema.names if name in have)
        if taken:
            raise TakenColumnsError(taken)


class Question:
    """
    A question to frames: which columns it reads, and how it answers once their types are known.
    """

    @abstractmethod
    def names(self, present: Iterable[object]) -> tuple[str, ...]:
        """
        The caller's columns that are read, of those that are *present*.
        """

    @abstractmethod
    def plan(self, schema: Any) -> Plan:  # noqa: ANN401 - of Arrow
        """
        The plan for frames of a schema.
        """


def answered(frame: Any, question: Question) -> Any:  # noqa: ANN401 - what the caller has
    """
    The frame with answers beside its columns, of the kind that was given.

    Raises:
        WrongTypeError: If it is no frame.
        TakenColumnsError: If it has columns of the answers' names.
    """
    for kind, answer in _answering():
        if isinstance(frame, kind):
            return answer(frame, question)
    return _stream(_reader(frame), question)


def _answering() -> Iterator[tuple[type, Callable[[Any, Question], Any]]]:
    """
    What answers for each kind of frame.
    """
    yield from _loaded("polars", LazyFrame=_lazy, DataFrame=_eager)
    yield from _loaded("pandas", DataFrame=_pandas)
    yield Mapping, _mapping
    yield pa.Table, _table
    yield pa.RecordBatch, _batch


def _loaded(
    package: str, **kinds: Callable[[Any, Question], Any]
) -> Iterator[tuple[type, Callable[[Any, Question], Any]]]:
    """
    The kinds of frames of a package that are there to be handed over.

    Another thread may be importing it just now, so that it has only some of its names.
    """
    module = sys.modules.get(package)
    for name, function in kinds.items():
        kind = getattr(module, name, None)
        if kind is not None:
            yield kind, function


def batches_of(frame: Any, question: Question) -> tuple[Any, Iterator[Any]]:  # noqa: ANN401
    """
    The rows of a frame as Arrow batches of the columns that are read, and their schema.

    Raises:
        WrongTypeError: If it is no frame.
    """
    for kind, read in _reading():
        if isinstance(frame, kind):
            table = read(frame, question)
            return table.schema, _rows(table)
    reader = _reader(frame)
    names = question.names(reader.schema.names)
    schema = _selected(reader.schema, names)
    return schema, (part.select(list(names)) for batch in reader for part in _parts(batch))


def _reading() -> Iterator[tuple[type, Callable[[Any, Question], Any]]]:
    """
    What makes a table of the columns that are read, for each kind of frame that is no stream.
    """
    yield from _loaded("polars", LazyFrame=_of_lazy, DataFrame=_of_polars)
    yield from _loaded("pandas", DataFrame=_of_pandas)
    yield Mapping, _of_mapping
    yield pa.Table, _of_table
    yield pa.RecordBatch, _of_batch


# Arrow.


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401 - of Arrow
    """
    The rows of a table in batches; many small chunks are put together first.
    """
    chunks = max((column.num_chunks for column in table.columns), default=0)
    if chunks > 1 and table.num_rows < chunks * ROWS // 4:
        # Dictionaries that hold nulls among their words cannot be put together, so they stay apart.
        with suppress(pa.ArrowException):
            table = table.combine_chunks()
    yield from table.to_batches(max_chunksize=ROWS)


def _parts(batch: Any) -> Iterator[Any]:  # noqa: ANN401 - of Arrow
    for start in range(0, batch.num_rows, ROWS):
        yield batch.slice(start, ROWS)


def _selected(schema: Any, names: Iterable[str]) -> Any:  # noqa: ANN401 - of Arrow
    return pa.schema([schema.field(name) for name in names])


def _answers(table: Any, plan: Plan) -> Any:  # noqa: ANN401 - of Arrow
    """
    A table of the answers to a table of the columns that are read.
    """
    schema = plan.writing.schema
    batches = [
        pa.RecordBatch.from_arrays(plan.answers(rows), schema=schema) for rows in _rows(table)
    ]
    found = pa.Table.from_batches(batches, schema=schema)
    return found.unify_dictionaries() if len(batches) > 1 else found


def _of_table(table: Any, question: Question) -> Any:  # noqa: ANN401 - of Arrow
    names = question.names(table.column_names)
    return table.select(names) if names else _counted(table.num_rows)


def _counted(rows: int) -> Any:  # noqa: ANN401 - of Arrow
    """
    A table that tells how many rows there are, where a question reads none of their columns.
    """
    return pa.table({"": pa.nulls(rows)})


def _of_batch(batch: Any, question: Question) -> Any:  # noqa: ANN401 - of Arrow
    return _of_table(pa.Table.from_batches([batch]), question)


def _table(table: Any, question: Question) -> Any:  # noqa: ANN401 - of Arrow
    read = _of_table(table, question)
    plan = question.plan(read.schema)
    plan.beside(table.column_names)
    answers = _answers(read, plan)
    for field, column in zip(answers.schema, answers.columns, strict=True):
        table = table.append_column(field, column)
    return table


def _batch(batch: Any, question: Question) -> Any:  # noqa: ANN401 - of Arrow
    plan = question.plan(_selected(batch.schema, question.names(batch.schema.names)))
    plan.beside(batch.schema.names)
    return _beside(batch, plan, _widened(batch.schema, plan))


def _widened(schema: Any, plan: Plan) -> Any:  # noqa: ANN401 - of Arrow
    for field in plan.writing.schema:
        schema = schema.append(field)
    return schema


def _beside(batch: Any, plan: Plan, schema: Any) -> Any:  # noqa: ANN401 - of Arrow
    return pa.RecordBatch.from_arrays([*batch.columns, *plan.answers(batch)], schema=schema)


def _stream(reader: Any, question: Question) -> Any:  # noqa: ANN401 - of Arrow
    """
    A stream of the same batches with answers beside; each is read when it is asked for.
    """
    plan = question.plan(_selected(reader.schema, question.names(reader.schema.names)))
    plan.beside(reader.schema.names)
    schema = _widened(reader.schema, plan)

    def stream() -> Iterator[Any]:
        for batch in reader:
            for part in _parts(batch):
                yield _beside(part, plan, schema)

    return pa.RecordBatchReader.from_batches(schema, stream())


def _reader(frame: Any) -> Any:  # noqa: ANN401 - what the caller has
    """
    A reader of anything that gives a stream of Arrow batches.

    Raises:
        WrongTypeError: If it gives none, or one column alone as a series does.
    """
    if isinstance(frame, pa.RecordBatchReader):
        return frame
    try:
        if hasattr(frame, "__arrow_c_stream__"):
            # The public name of this is younger than the lowest release that is supported.
            return pa.RecordBatchReader._import_from_c_capsule(frame.__arrow_c_stream__())  # noqa: SLF001
        if hasattr(frame, "__arrow_c_array__"):
            batch = pa.record_batch(frame)
            return pa.RecordBatchReader.from_batches(batch.schema, [batch])
    except pa.ArrowInvalid:
        told = f"a column without a frame around it ({type(frame).__name__})"
        raise WrongTypeError("frame", _TAKES, told) from None
    raise WrongTypeError("frame", _TAKES, type(frame).__name__)


# Polars.


def _of_polars(frame: Any, question: Question) -> Any:  # noqa: ANN401 - of polars
    return _columns(frame, question.names(frame.columns))


def _columns(frame: Any, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - of polars
    """
    Some columns of a frame as a table.

    Raises:
        WrongTypeError: If one has a type that is polars' own, as numbers of 128 bits are.
    """
    if not names:
        return _counted(frame.height)
    read = frame.select(names)
    try:
        return read.to_arrow()
    except pa.ArrowException:
        told = ", ".join(f"{name} {kind}" for name, kind in read.schema.items())
        raise WrongTypeError("frame", "columns of types that Arrow has too", told) from None


def _of_lazy(frame: Any, question: Question) -> Any:  # noqa: ANN401 - of polars
    return frame.select(question.names(frame.collect_schema().names())).collect().to_arrow()


def _eager(frame: Any, question: Question) -> Any:  # noqa: ANN401 - of polars
    polars = import_module("polars")
    read = _of_polars(frame, question)
    plan = question.plan(read.schema)
    plan.beside(frame.columns)
    return frame.with_columns(polars.from_arrow(_answers(read, plan)).get_columns())


def _lazy(frame: Any, question: Question) -> Any:  # noqa: ANN401 - of polars
    """
    A lazy frame whose plan ends with the question; nothing is read before it is collected.
    """
    polars = import_module("polars")
    schema = frame.collect_schema()
    names = question.names(schema.names())
    plan = question.plan(_columns(polars.DataFrame(schema=schema), names).schema)
    plan.beside(schema.names())

    def function(part: Any) -> Any:  # noqa: ANN401 - of polars
        answers = _answers(_columns(part, names), plan)
        return part.with_columns(polars.from_arrow(answers).get_columns())

    widened = function(polars.DataFrame(schema=schema)).schema
    # Each row is answered by itself, so that rows may be cut off and cut up beforehand. Whether
    # columns and filters may go below the question, releases of polars take for granted or not.
    return frame.map_batches(
        function,
        schema=widened,
        predicate_pushdown=False,
        projection_pushdown=False,
        slice_pushdown=True,
        streamable=True,
    )


# Pandas.


def _of_pandas(frame: Any, question: Question) -> Any:  # noqa: ANN401 - of pandas
    names = question.names(frame.columns)
    columns = {name: to_arrow(name, frame[name]) for name in names}
    return pa.table(columns) if columns else _counted(len(frame))


def _pandas(frame: Any, question: Question) -> Any:  # noqa: ANN401 - of pandas
    read = _of_pandas(frame, question)
    plan = question.plan(read.schema)
    plan.beside(frame.columns)
    answers = _gathered(read, plan, for_pandas(frame, plan.names))
    found = frame.copy(deep=False)
    for name, series in to_pandas(frame, answers):
        found[name] = series
    return found


def _gathered(
    table: Any,  # noqa: ANN401 - of Arrow
    plan: Plan,
    room: Callable[[Any, int], Gathered],
) -> Iterator[tuple[str, Gathered]]:
    """
    The answers to a table of the columns that are read, each let go before the next is handed out.

    Args:
        table: The columns that are read.
        plan: The question.
        room: Makes the room for answers of a type, and of so many rows.
    """
    schema, rows = plan.writing.schema, table.num_rows
    columns = {field.name: room(field.type, rows) for field in schema}
    mine = dict(zip(plan.writing.forms, columns.values(), strict=True))
    arrays = {name: _lent(mine[name], rows, dtype) for name, dtype in plan.writing.plain.items()}
    shared = Room(arrays)
    for batch in _rows(table):
        for column, array in zip(columns.values(), plan.answers(batch, shared), strict=True):
            column.add(array)
    for name in tuple(columns):
        yield name, columns.pop(name)


def _lent(column: Gathered, rows: int, dtype: Any) -> Any:  # noqa: ANN401 - of numpy
    """
    The memory of a column, for answers to be written there right away.
    """
    return column.values.view(dtype) if isinstance(column, Numbers) else np.empty(rows, dtype)


# Dicts of columns.


def _of_mapping(frame: Mapping[str, Any], question: Question) -> Any:  # noqa: ANN401 - of Arrow
    names = question.names(frame) or tuple(frame)[:1]
    columns = {name: to_arrow(name, frame[name]) for name in names}
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        told = ", ".join(f"{name} {len(column)}" for name, column in columns.items())
        raise OutOfRangeError("frame", f"of columns of several lengths ({told})", "of one length")
    return pa.table(columns)


def _mapping(frame: Mapping[str, Any], question: Question) -> dict[str, Any]:
    """
    Lists for lists, and numpy's arrays for everything else.
    """
    read = _of_mapping(frame, question)
    plan = question.plan(read.schema)
    plan.beside(frame)
    if all(isinstance(frame[name], list | tuple) for name in plan.names):
        return {**frame, **_answers(read, plan).to_pydict()}
    answers = _gathered(read, plan, gathering)
    return {**frame, **{name: to_numpy(column) for name, column in answers}}
