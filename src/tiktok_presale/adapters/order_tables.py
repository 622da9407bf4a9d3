"""
Orders in Parquet files and plain CSV files of any size, read batch by batch (extra: `frames`).

Their columns are named as `frames.fields.ORDER_FIELDS`, or as the caller says, and `id`.
"""

from __future__ import annotations

import csv
from collections import deque
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, final

import attrs

from tiktok_presale.adapters.payload import short
from tiktok_presale.frames.arrow import np, pa, pc
from tiktok_presale.frames.fields import ORDER_FIELDS, Form
from tiktok_presale.frames.sources import Reading
from tiktok_presale.values.errors import OutOfRangeError, PayloadError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from tiktok_presale.frames.columns import Block

__all__ = ["TablePiece", "read_csv", "read_parquet"]

_ID = "id"
_NEEDED = ("kind", "placed_at", "total", "currency")
_ROWS = 131_072
_CSV_BLOCK = 4 * 2**20
_LONGEST_HEADER = 2**20


@final
@attrs.frozen(eq=False)
class TablePiece:
    """
    Some rows of a file, and where in the file they end.

    Args:
        block: The rows as columns.
        ids: The id of each row's order.
        problems: The rows that could not be read at all.
        done: How much of the file has been read, in the unit of *total*.
        total: How much there is: rows of Parquet, bytes of CSV.
        unread: The columns of the file that give no field.
    """

    block: Block
    ids: Any
    problems: tuple[PayloadError, ...]
    done: int
    total: int
    unread: tuple[str, ...] = ()


def read_parquet(path: str | Path, how: Mapping[str, Any] | None = None) -> Iterator[TablePiece]:
    """
    Read a Parquet file, batch by batch.

    Args:
        path: The file.
        how: How its columns are read, by the keywords of `frames.overdue`: columns, zone, epochs,
            amounts, and what holds for all rows.

    Raises:
        PayloadError: If it is no Parquet file, or breaks off.
        MissingColumnsError: If a column is missing.
        OSError: If it cannot be opened.
    """
    pq = import_module("pyarrow.parquet")
    with Path(path).open("rb") as stream:
        try:
            file = pq.ParquetFile(stream)
            fields, name, reading = _asked(file.schema_arrow.names, how)
            done, total = 0, file.metadata.num_rows
            wanted = list(dict.fromkeys([*fields.values(), *([name] if name else [])]))
            unread = _unread(file.schema_arrow.names, wanted)
            for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
                batch.validate(full=True)  # text that is no UTF-8 shows here, and not in a rule
                ids = _ids(batch, name, done)
                done += batch.num_rows
                block = reading.block(batch, fields)
                yield TablePiece(block, ids, (), done, total, unread)
        except (pa.ArrowException, UnicodeDecodeError, OverflowError) as error:
            raise _unreadable(path, "Parquet", error) from None
        except OSError as error:
            if error.errno is not None:
                raise
            raise _unreadable(path, "Parquet", error) from None


def read_csv(path: str | Path, how: Mapping[str, Any] | None = None) -> Iterator[TablePiece]:
    """
    Read a CSV file with a header of column names, block by block.

    A row with too many or too few cells is a problem and stops no other; so is a cell of whole
    numbers or of yes and no that holds anything else.

    Args:
        path: The file, in UTF-8.
        how: How its columns are read, by the keywords of `frames.overdue`.

    Raises:
        PayloadError: If it is no CSV file of UTF-8 text.
        MissingColumnsError: If a column is missing.
        OSError: If it cannot be opened.
    """
    pa_csv = import_module("pyarrow.csv")
    uneven = UnevenRows()
    total = Path(path).stat().st_size
    with Path(path).open("rb") as stream:
        names = header_of(stream, str(path))
        fields, name, reading = _asked(names, how)
        wanted = list(dict.fromkeys([*fields.values(), *([name] if name else [])]))
        unread = _unread(names, wanted)
        # Every column is text: its field says how it is read, and not its first rows.
        texts = pa_csv.ConvertOptions(
            column_types=dict.fromkeys(wanted, pa.string()),
            include_columns=wanted,
            strings_can_be_null=True,
            null_values=[""],
        )
        try:
            reader = pa_csv.open_csv(
                stream,
                pa_csv.ReadOptions(use_threads=False, block_size=_CSV_BLOCK),
                pa_csv.ParseOptions(invalid_row_handler=uneven),
                texts,
            )
            seen = 0
            for batch in reader:
                ids = _ids(batch, name, seen)
                seen += batch.num_rows
                typed, good, wrong = _typed(batch, fields, ids)
                told = (*uneven.told(), *wrong)
                done = min(stream.tell(), total)
                block, ids = reading.block(typed, fields), ids.filter(good)
                yield TablePiece(block, ids, told, done, total, unread)
        except (pa.ArrowException, UnicodeDecodeError) as error:
            raise _unreadable(path, "CSV", error) from None


@final
class UnevenRows:
    """
    The rows of a CSV file with too many or too few cells, which are told and passed over.

    Arrow calls it from a thread of its own, which may be ahead of the one that asks: each row is
    taken out by itself, so that none is lost in between.
    """

    def __init__(self) -> None:
        self._problems: deque[PayloadError] = deque()

    def __call__(self, row: Any) -> Literal["skip"]:  # noqa: ANN401 - of Arrow
        problem = f"has {row.actual_columns} cells, not {row.expected_columns}"
        self._problems.append(PayloadError(f"row {row.number}", "cells", problem, "input"))
        return "skip"

    def told(self) -> list[PayloadError]:
        """
        What was found since this was last asked.
        """
        return [self._problems.popleft() for _ in range(len(self._problems))]


def header_of(stream: Any, path: str) -> list[str]:  # noqa: ANN401 - any binary file
    """
    The names in the first line of a CSV file, which is then read from its beginning.

    Raises:
        PayloadError: If it is no text, or longer than any header.
    """
    line = stream.readline(_LONGEST_HEADER)
    stream.seek(0)
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(path, "CSV", error) from None
    if len(line) == _LONGEST_HEADER or not text.strip():
        raise PayloadError(path, "header", "has no line of column names", "file")
    return next(csv.reader([text]))


def _asked(
    present: Sequence[str], how: Mapping[str, Any] | None
) -> tuple[dict[str, str], str | None, Reading]:
    """
    The column of each field, the column of ids if there is one, and how columns are read.
    """
    told = dict(how or {})
    name: str | None = told.pop(_ID, _ID)
    reading = Reading(told, ORDER_FIELDS, _NEEDED)
    if name is not None and list(present).count(name) > 1:
        raise OutOfRangeError("columns", repr(name), "the name of one column, not several")
    return reading.names(present), name if name in present else None, reading


def _unread(present: Iterable[str], wanted: Collection[object]) -> tuple[str, ...]:
    """
    The columns that nothing asks for, each once.
    """
    return tuple(dict.fromkeys(name for name in present if name not in wanted))


def _ids(batch: Any, name: str | None, before: int) -> Any:  # noqa: ANN401 - of Arrow
    """
    The ids as text; a row without one is called by its number.
    """
    if name is not None:
        column = batch.column(name)
        try:
            return column.cast(pa.string())
        except pa.ArrowException:
            raise WrongTypeError(name, "ids: text or whole numbers", str(column.type)) from None
    return pa.array([f"row {before + row + 1}" for row in range(batch.num_rows)], pa.string())


def _typed(
    batch: Any,  # noqa: ANN401 - of Arrow
    fields: Mapping[str, str],
    ids: Any,  # noqa: ANN401 - an array of Arrow
) -> tuple[Any, Any, list[PayloadError]]:
    """
    Text of whole numbers and of yes and no as such, for the rows in which all of it can be read.
    """
    good: Any = pa.array([True] * batch.num_rows)
    problems: list[PayloadError] = []
    columns: dict[str, Any] = {name: batch.column(name) for name in batch.schema.names}
    for field, name in fields.items():
        form = ORDER_FIELDS[field]
        if form not in _PATTERNS:
            continue
        text = pc.utf8_trim_whitespace(columns[name])
        fine: Any = pc.match_substring_regex(text, _PATTERNS[form])
        fine = pc.fill_null(fine, True)  # noqa: FBT003 - taken by its place
        for row in np.flatnonzero(~fine.to_numpy(zero_copy_only=False)).tolist():
            problem = f"{short(text[row].as_py())} is {_WHAT[form]}"
            problems.append(PayloadError(ids[row].as_py() or "-", name, problem))
        columns[name] = _READ[form](pc.if_else(fine, text, None))
        good = pc.and_(good, fine)
    typed = pa.RecordBatch.from_arrays(list(columns.values()), list(columns))
    return typed.filter(good), good, problems


def _flagged(text: Any) -> Any:  # noqa: ANN401 - arrays of Arrow
    said = pc.is_in(pc.utf8_lower(text), value_set=pa.array(["true", "yes", "1"]))
    return pc.if_else(pc.is_null(text), None, said)


_PATTERNS = {Form.COUNT: "^[+-]?[0-9]{1,15}$", Form.FLAG: "^(?i:true|false|yes|no|1|0)$"}
_WHAT = {Form.COUNT: "no whole number", Form.FLAG: "neither yes nor no"}
_READ: dict[Form, Callable[[Any], Any]] = {
    Form.COUNT: lambda text: pc.cast(text, pa.int64()),
    Form.FLAG: _flagged,
}


def _unreadable(path: object, form: str, error: Exception) -> PayloadError:
    if isinstance(error, UnicodeDecodeError) or "UTF8" in str(error):
        return PayloadError(str(path), "content", "is not UTF-8 text; save it as UTF-8", "file")
    return PayloadError(str(path), "content", f"is no {form} file: {short(str(error))}", "file")
