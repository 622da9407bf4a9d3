"""
Cells of compiled tables in Spark: arrays written into expressions, or a broadcast to join.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from tiktok_presale.frames.engines.cells import OUTSIDE, Cell, cells_of
from tiktok_presale.frames.engines.dialects import SPARK, case
from tiktok_presale.frames.engines.scripts import MARK, LookedUp

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from tiktok_presale.frames.engines.plans import Plan

__all__ = ["MOST_WRITTEN", "looked_up"]

MOST_WRITTEN = 50_000
"""Of more cells, the text of the expressions would take longer to read than a join."""

# Below every due instant: a number from here on stands for a reason.
_REASONS = -(2**62)


def _codes(tables: list[list[Cell]]) -> dict[str | None, int]:
    """
    The reasons that stand in some cells, each with a number far below all instants.
    """
    reasons = {
        reason
        for cells in tables
        for cell in cells
        for reason in (cell.before_missing, cell.after_missing)
    }
    known = sorted({OUTSIDE, *(reason for reason in reasons if reason is not None)})
    return {reason: _REASONS + number for number, reason in enumerate(known)}


def _coded(cell: Cell, codes: Mapping[str | None, int]) -> tuple[int, int, int]:
    """
    The bound of a cell, and its two answers as one number each.
    """
    before = codes[cell.before_missing] if cell.before_us is None else cell.before_us
    after = codes[cell.after_missing] if cell.after_us is None else cell.after_us
    return cell.bound_us, before, after


def _indexed(step: LookedUp, found: DataFrame, plan: Plan, tables: list[list[Cell]]) -> DataFrame:
    """
    Look up cells in arrays that are written into the expressions, all tables end to end.
    """
    codes = _codes(tables)
    starts, firsts, counts = list[int](), list[int](), list[int]()
    written: list[tuple[int, int, int]] = []
    for cells in tables:
        lowest, highest = cells[0].cell, cells[-1].cell
        starts.append(len(written))
        firsts.append(lowest)
        counts.append(highest - lowest + 1)
        known = {cell.cell: _coded(cell, codes) for cell in cells}
        nothing = (0, codes[OUTSIDE], codes[OUTSIDE])
        written += [known.get(number, nothing) for number in range(lowest, highest + 1)]
    bounds, before, after = (_array(column) for column in zip(*written, strict=True))
    number = f"shiftright({MARK}{{0}}_anchored, {plan.shift})"
    inner, outer = list[str](), list[str]()
    for name, table in step.names.items():
        offset, first, count = (_part(ints, table) for ints in (starts, firsts, counts))
        cell = f"{number.format(name)} - {first}"
        place = case({f"{cell} BETWEEN 0 AND {count} - 1": f"CAST({cell} + {offset} AS INT)"})
        inner.append(f"{place} AS {MARK}{name}_cell")
        at = f"{MARK}{name}_cell"
        early = f"{MARK}{name}_anchored < get({bounds}, {at})"
        hit = case(
            {f"{at} IS NULL": str(codes[OUTSIDE]), early: f"get({before}, {at})"},
            f"get({after}, {at})",
        )
        outer.append(f"CAST({hit} AS BIGINT) AS {MARK}{name}_hit")
    return found.selectExpr("*", *inner).selectExpr("*", *outer)


def _joined(step: LookedUp, found: DataFrame, plan: Plan, tables: list[list[Cell]]) -> DataFrame:
    """
    Look up cells in a broadcast table, where they are too many to be written out.
    """
    from pyspark.sql import functions  # noqa: PLC0415 - whoever has a table of Spark has it

    codes = _codes(tables)
    lines = [
        (number, cell.cell, *_coded(cell, codes))
        for number, cells in enumerate(tables)
        for cell in cells
    ]
    for name, table in step.names.items():
        of = f"{MARK}{name}_c"
        kinds = ", ".join(
            f"{of}_{part} BIGINT" for part in ("table", "cell", "bound", "before", "after")
        )
        cells_df = found.sparkSession.createDataFrame(lines, kinds)
        anchor = f"{MARK}{name}_anchored"
        same = f"{of}_table = {table} AND {of}_cell = shiftright({anchor}, {plan.shift})"
        found = found.join(functions.broadcast(cells_df), functions.expr(same), "left")
        hit = case(
            {f"{of}_cell IS NULL": str(codes[OUTSIDE]), f"{anchor} < {of}_bound": f"{of}_before"},
            f"{of}_after",
        )
        found = found.selectExpr("*", f"CAST({hit} AS BIGINT) AS {MARK}{name}_hit")
    return found


def _told(step: LookedUp, codes: Mapping[str | None, int]) -> Iterator[str]:
    """
    What was found, taken apart again; nothing where nothing was looked up.
    """
    for name, table in step.names.items():
        hit = f"{MARK}{name}_hit"
        asked = f"{MARK}{name}_anchored IS NOT NULL AND {table} IS NOT NULL"
        due = case({f"{asked} AND {hit} > {_REASONS // 2}": hit}, "CAST(NULL AS BIGINT)")
        yield f"{due} AS {MARK}{name}_found"
        words = {code: word for word, code in codes.items() if word != OUTSIDE}
        why = case(
            (
                (f"{asked} AND {hit} = {code}", SPARK.text(str(word)))
                for code, word in words.items()
            ),
            "CAST(NULL AS STRING)",
        )
        yield f"{why} AS {MARK}{name}_missing"
        yield f"{asked} AND {hit} = {codes[OUTSIDE]} AS {MARK}{name}_outside"


def _array(numbers: Iterable[int]) -> str:
    """
    Whole numbers as one literal; read from text, they are parsed once and not one by one.
    """
    return f"CAST(split('{','.join(map(str, numbers))}', ',') AS ARRAY<BIGINT>)"


def _part(numbers: list[int], table: str) -> str:
    """
    The number that belongs to a row's table; written out where all rows have the same table.
    """
    if len(set(numbers)) == 1:
        return str(numbers[0])
    return f"get({_array(numbers)}, CAST({table} AS INT))"


def looked_up(step: LookedUp, found: DataFrame, plan: Plan) -> DataFrame:
    """
    The answers of the tables beside each row.
    """
    tables = [list(cells_of(table, plan.shift)) for table in plan.tables]
    codes = _codes(tables)
    if sum(map(len, tables)) > MOST_WRITTEN:
        found = _joined(step, found, plan, tables)
    else:
        found = _indexed(step, found, plan, tables)
    return found.selectExpr("*", *_told(step, codes))
