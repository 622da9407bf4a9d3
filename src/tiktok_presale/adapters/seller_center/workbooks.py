"""
The rows of an XLSX, one at a time (extra: `sheets`).

Dates and numbers come as they are: a cell is a date only if it is formatted as one.
"""

from __future__ import annotations

import warnings
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, TypeVar

from tiktok_presale.adapters.seller_center.archives import check_archive
from tiktok_presale.adapters.seller_center.words import fold
from tiktok_presale.values.errors import MissingExtraError, PayloadError

try:
    from openpyxl import load_workbook
except ImportError:
    raise MissingExtraError("openpyxl", "sheets") from None

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from tiktok_presale.adapters.seller_center.cells import Row
    from tiktok_presale.adapters.seller_center.limits import Limits

__all__ = ["workbook_rows"]

T = TypeVar("T")

_AT_ONCE = 500


def workbook_rows(
    stream: IO[bytes], sheets: tuple[str, ...], limits: Limits
) -> Generator[tuple[int, Row]]:
    """
    The rows of the sheet of one of those names, or of the only sheet, with their numbers.

    Raises:
        PayloadError: If the workbook is damaged, passes a limit, or has none of the sheets.
    """
    check_archive(stream, limits)
    workbook = _guarded(lambda: load_workbook(stream, read_only=True, data_only=True))
    try:
        sheet = _guarded(lambda: _chosen(workbook, sheets))
        rows: Iterator[Row] = iter(sheet.iter_rows(values_only=True))
        number = 0
        while part := _guarded(lambda: list(islice(rows, _AT_ONCE))):
            for row in part:
                number += 1
                _check(number, row, limits)
                yield number, row
    finally:
        workbook.close()


def _guarded(read: Callable[[], T]) -> T:
    """
    What openpyxl answers, with every error of it as one of ours.
    """
    with warnings.catch_warnings():
        # It warns of styles and extensions that it does not know, which have no part in this.
        warnings.simplefilter("ignore")
        try:
            return read()
        except PayloadError:
            raise
        except Exception as error:  # noqa: BLE001 - a damaged workbook meets any code of openpyxl
            problem = f"is a damaged workbook ({type(error).__name__}); save or export it again"
            raise PayloadError("-", "content", problem, "file") from None


def _chosen(workbook: Any, sheets: tuple[str, ...]) -> Any:  # noqa: ANN401 - a worksheet of openpyxl
    found = workbook.worksheets
    wanted = {fold(name) for name in sheets}
    named = [sheet for sheet in found if fold(sheet.title) in wanted]
    if not named and len(found) != 1:
        titles = ", ".join(repr(sheet.title) for sheet in found)
        problem = f"is missing: the workbook has {titles or 'no sheets'}"
        raise PayloadError("sheet", " or ".join(sheets), problem, "file")
    sheet = (named or found)[0]
    # Some exports claim one cell, A1:A1, and hold thousands.
    sheet.reset_dimensions()
    return sheet


def _check(number: int, row: Row, limits: Limits) -> None:
    place = f"row {number}"
    if number > limits.rows:
        problem = f"is beyond the limit of {limits.rows:,} rows"
        raise PayloadError(place, "content", problem, "file")
    if len(row) > limits.columns:
        raise PayloadError(place, "content", f"has more than {limits.columns} columns", "file")
