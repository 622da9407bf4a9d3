"""
What the caller has: taken apart into Arrow batches, and given back with answers beside its columns.

A frame of polars, pandas or DuckDB is recognised only where that package is loaded already.
"""

from __future__ import annotations

import sys
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

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


class Plan:
    """
    One question to frames of one schema.

    Args:
        names: The caller's columns that are read.
        writing: How answers are written.
        answer: The arrays of answers of one batch, which has at least the columns that are read.
    """

    def __init__(
        self, names: Iterable[str], writing: Writing, answer: Callable[[Any], list[Any]]
    ) -> None:
        self.names, self.writing, self._answer = tuple(names), writing, answer
        # An engine with several threads may ask for several batches at once, and rules keep
        # buffers between blocks.
        self._lock = Lock()

    def answers(self, batch: Any) -> list[Any]:  # noqa: ANN401 - of Arrow
        """
        The answers of one batch.
        """
        with self._lock:
            return self._answer(batch)

    def beside(self, names: Iterable[object]) -> None:
        """
        Refuse a frame that has columns of the answers' names.

        Raises:
            TakenColumnsError: If it has.
        """
        taken = set(names).intersection(self.writing.schema.names)
        if taken:
            raise TakenColumnsError(tuple(sorted(taken)))


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
    polars, pandas = sys.modules.get("polars"), sys.modules.get("pandas")
    if polars is not None and isinstance(frame, polars.LazyFrame):
        return _lazy(frame, question, polars)
    if polars is not None and isinstance(frame, polars.DataFrame):
        return _eager(frame, question, polars)
    if pandas is not None and isinstance(frame, pandas.DataFrame):
        return _pandas(frame, question, pandas)
    if isinstance(frame, Mapping):
        return _mapping(frame, question)
    if isinstance(frame, pa.Table):
        return _table(frame, question)
    if isinstance(frame, pa.RecordBatch):
        return _batch(frame, question)
    return _stream(_reader(frame), question)


def batches_of(frame: Any, question: Question) -> tuple[Plan, Iterator[Any]]:  # noqa: ANN401
    """
    The plan for a frame, and its rows as Arrow batches of the columns that are read.

    Raises:
        WrongTypeError: If it is no frame.
    """
    polars, pandas = sys.modules.get("polars"), sys.modules.get("pandas")
    if polars is not None and isinstance(frame, polars.LazyFrame):
        frame = frame.select(question.names(frame.collect_schema().names())).collect()
    if polars is not None and isinstance(frame, polars.DataFrame):
        table = frame.select(question.names(frame.columns)).to_arrow()
    elif pandas is not None and isinstance(frame, pandas.DataFrame):
        table = _of_pandas(frame, question)
    elif isinstance(frame, Mapping):
        table = _of_mapping(frame, question)
    elif isinstance(frame, pa.Table):
        table = frame.select(question.names(frame.column_names))
    elif isinstance(frame, pa.RecordBatch):
        table = pa.Table.from_batches([frame]).select(question.names(frame.schema.names))
    else:
        reader = _reader(frame)
        plan = question.plan(_selected(reader.schema, question.names(reader.schema.names)))
        return plan, (part for batch in reader for part in _parts(batch))
    return question.plan(table.schema), _rows(table)


# Arrow.


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401 - of Arrow
    """
    The rows of a table in batches; many small chunks are put together first.
    """
    chunks = max((column.num_chunks for column in table.columns), default=0)
    if chunks > 1 and table.num_rows < chunks * ROWS // 4:
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


def _table(table: Any, question: Question) -> Any:  # noqa: ANN401 - of Arrow
    read = table.select(question.names(table.column_names))
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
    """
    if isinstance(frame, pa.RecordBatchReader):
        return frame
    if hasattr(frame, "__arrow_c_stream__"):
        # The public name of this is younger than the lowest release that is supported.
        return pa.RecordBatchReader._import_from_c_capsule(frame.__arrow_c_stream__())  # noqa: SLF001
    if hasattr(frame, "__arrow_c_array__"):
        batch = pa.record_batch(frame)
        return pa.RecordBatchReader.from_batches(batch.schema, [batch])
    raise WrongTypeError("frame", _TAKES, type(frame).__name__)


# Polars.


def _eager(frame: Any, question: Question, polars: Any) -> Any:  # noqa: ANN401 - of polars
    read = frame.select(question.names(frame.columns)).to_arrow()
    plan = question.plan(read.schema)
    plan.beside(frame.columns)
    return frame.with_columns(polars.from_arrow(_answers(read, plan)).get_columns())


def _lazy(frame: Any, question: Question, polars: Any) -> Any:  # noqa: ANN401 - of polars
    """
    A lazy frame whose plan ends with the question; nothing is read before it is collected.
    """
    schema = frame.collect_schema()
    names = question.names(schema.names())
    plan = question.plan(polars.DataFrame(schema=schema).select(names).to_arrow().schema)
    plan.beside(schema.names())
    empty = polars.from_arrow(plan.writing.schema.empty_table())

    def function(part: Any) -> Any:  # noqa: ANN401 - of polars
        answers = _answers(part.select(names).to_arrow(), plan)
        return part.with_columns(polars.from_arrow(answers).get_columns())

    # Each row is answered by itself, so that rows may be cut off and cut up beforehand.
    return frame.map_batches(
        function, schema={**schema, **empty.schema}, slice_pushdown=True, streamable=True
    )


# Pandas.


def _of_pandas(frame: Any, question: Question) -> Any:  # noqa: ANN401 - of pandas
    names = question.names(frame.columns)
    return pa.table({name: _column(name, frame[name]) for name in names})


def _pandas(frame: Any, question: Question, pandas: Any) -> Any:  # noqa: ANN401 - of pandas
    read = _of_pandas(frame, question)
    plan = question.plan(read.schema)
    plan.beside(frame.columns)
    answers = _answers(read, plan)
    backed = isinstance(frame[plan.names[0]].dtype, pandas.ArrowDtype) if plan.names else False
    found = frame.copy(deep=False)
    for name, column in zip(answers.column_names, answers.columns, strict=True):
        found[name] = pandas.Series(
            _of_arrow(column, pandas, backed=backed), index=frame.index, copy=False
        )
    return found


def _of_arrow(column: Any, pandas: Any, *, backed: bool) -> Any:  # noqa: ANN401 - of pandas
    """
    Answers as pandas has them: Arrow's where the frame is, or where numpy has no exact type.
    """
    kind = column.type
    if backed or pa.types.is_decimal(kind):
        return pandas.arrays.ArrowExtensionArray(column)
    if pa.types.is_timestamp(kind):
        utc = column.cast(pa.timestamp(kind.unit)).to_numpy()
        return pandas.DatetimeIndex(utc).tz_localize("UTC").tz_convert(kind.tz)
    if pa.types.is_boolean(kind):
        return pandas.BooleanDtype().__from_arrow__(column)
    if pa.types.is_int64(kind):
        return pandas.Int64Dtype().__from_arrow__(column)
    return column.to_pandas().array


# Dicts of columns.


def _of_mapping(frame: Mapping[str, Any], question: Question) -> Any:
    names = question.names(frame)
    columns = {name: _column(name, frame[name]) for name in names}
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
    answers = _answers(read, plan)
    lists = all(isinstance(frame[name], list | tuple) for name in plan.names)
    return {
        **frame,
        **{
            name: column.to_pylist() if lists else _numpy(column)
            for name, column in zip(answers.column_names, answers.columns, strict=True)
        },
    }


def _numpy(column: Any) -> Any:  # noqa: ANN401 - of Arrow
    """
    An array of numpy: of objects where there are gaps that its type has no room for.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        return column.cast(kind.value_type).combine_chunks().to_numpy(zero_copy_only=False)
    if column.null_count and pa.types.is_int64(kind):
        return _objects(column)
    return column.combine_chunks().to_numpy(zero_copy_only=False)


def _objects(column: Any) -> Any:  # noqa: ANN401 - of Arrow
    return np.array([*column.to_pylist(), None], object)[:-1]


def _column(name: str, values: Any) -> Any:  # noqa: ANN401 - anything that Arrow can read
    """
    One column as Arrow has it.
    """
    if isinstance(values, str) or not hasattr(values, "__len__"):
        raise WrongTypeError(name, "a column of values", type(values).__name__)
    try:
        found = pa.array(values, from_pandas=True)
    except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
        raise WrongTypeError(name, "values of one type", str(error).splitlines()[0]) from None
    return found
