"""
Files of any size: JSON lines, Parquet and CSV, judged piece by piece (extra: `frames`).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiktok_presale.commands.words import CallError
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.column_errors import MissingColumnsError, NaiveColumnError
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tiktok_presale.adapters.long_audit import LongAudit
    from tiktok_presale.adapters.long_auditing import LongAuditing
    from tiktok_presale.adapters.pre_sales import PreSale
    from tiktok_presale.values.errors import PresaleError

__all__ = ["FORMS", "add_long_options", "check_options", "form_of", "judge_file"]

FORMS = ("json", "json-lines", "parquet", "csv", "seller-center")
_SUFFIXES = {
    ".jsonl": "json-lines",
    ".ndjson": "json-lines",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".xlsx": "seller-center",
}
_WITHIN = re.compile(r"(?P<count>[0-9]{1,4}) (?P<unit>calendar|business) days?")
# Whatever the market, an order export has these columns; the longest header is far shorter.
_EXPORT = (b"order id", b"order status", b"created time")
_HEADER = 2**16
_TABLES = frozenset({"parquet", "csv"})
# The options that only tables of one's own have, and those that only orders of the platform have.
_OF_TABLES = ("column", "set", "amounts", "zone", "epochs")
_OF_OTHERS = ("products", "seller-zone")
_FLAGS = {"yes": True, "no": False}
# What may hold for all rows.
_SET = ("kind", "promise", "currency", "region", "paid", "held", "shipped_by_seller")
_KEYWORD = re.compile(r"\b(epochs|amounts)='(\w+)'")


def add_long_options(parser: argparse.ArgumentParser) -> None:
    """
    Add the options that only files of any size have.
    """
    parser.add_argument(
        "--form", choices=FORMS, help="what the file is, where its name does not say it"
    )
    parser.add_argument(
        "--top",
        type=int,
        default=50,
        metavar="N",
        help="how many orders of JSON lines, Parquet or CSV are shown, the most urgent (50)",
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="the column of Parquet or CSV that gives a field, such as placed_at=created",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="what holds for all rows of Parquet or CSV, such as kind=pre_order, currency=THB, "
        "'promise=15 calendar days'",
    )
    parser.add_argument(
        "--amounts",
        choices=("minor", "major"),
        help="what whole numbers of money are in Parquet and CSV: 89900 or 899 for 899.00",
    )
    parser.add_argument(
        "--zone", help="time zone of times in Parquet and CSV that have none of their own"
    )
    parser.add_argument(
        "--epochs",
        choices=("s", "ms", "us"),
        help="what whole numbers of time are in Parquet and CSV",
    )


def form_of(given: argparse.Namespace) -> str:
    """
    What the file of a call is: as it says, by its name, and for CSV by its first line.
    """
    told: str | None = given.form
    form = told or _SUFFIXES.get(Path(given.file).suffix.lower(), "json")
    return "seller-center" if form == "csv" and not told and _is_export(given.file) else form


def check_options(given: argparse.Namespace, form: str) -> None:
    """
    Refuse options that say nothing of a file of this form, since nothing would come of them.

    Raises:
        CallError: If there is one; it says what to do instead.
    """
    table = form in _TABLES
    for option in _OF_OTHERS if table else _OF_TABLES:
        if getattr(given, option.replace("-", "_")):
            kind = "orders of the platform" if table else "Parquet and CSV"
            fix = "name columns and values with --column and --set" if table else "leave it out"
            problem = f"is for {kind}, and {given.file} is read as {form}"
            raise CallError(f"--{option}", problem, f"{fix}, or say what the file is with --form")


def _is_export(path: str) -> bool:
    """
    Whether the first line of a file is the header of an order export.
    """
    with Path(path).open("rb") as stream:
        head = stream.readline(_HEADER).lower().replace(b"\0", b"")  # UTF-16 too
    return all(name in head for name in _EXPORT)


def judge_file(
    given: argparse.Namespace,
    form: str,
    auditing: LongAuditing,
    *,
    zone: str,
    pre_sales: Mapping[str, PreSale] | None,
    progress: Callable[[int, int], None],
) -> LongAudit:
    """
    Give a file to an audit, piece by piece.
    """
    if form == "json-lines":
        _lines(given, auditing, zone, pre_sales, progress)
    else:
        _table(given, form, auditing, progress)
    return auditing.result()


def _lines(
    given: argparse.Namespace,
    auditing: LongAuditing,
    zone: str,
    pre_sales: Mapping[str, PreSale] | None,
    progress: Callable[[int, int], None],
) -> None:
    path: str = given.file
    # No `with`: standard input is not ours to close.
    stream = sys.stdin.buffer if path == "-" else Path(path).open("rb")  # noqa: SIM115
    try:
        total = 0 if path == "-" else os.fstat(stream.fileno()).st_size
        auditing.add_lines(
            stream,
            seller_zone=zone,
            pre_sales=pre_sales,
            region=given.region,
            progress=lambda done: progress(done, total),
        )
    finally:
        if path != "-":
            stream.close()


def _table(
    given: argparse.Namespace,
    form: str,
    auditing: LongAuditing,
    progress: Callable[[int, int], None],
) -> None:
    from tiktok_presale.adapters.order_tables import read_csv, read_parquet  # noqa: PLC0415 - an extra

    read = read_parquet if form == "parquet" else read_csv
    try:
        for piece in read(given.file, _how(given)):
            auditing.skip(piece.problems)
            auditing.add_rows(piece.block, piece.ids, piece.unread)
            progress(piece.done, piece.total)
    except (MissingColumnsError, NaiveColumnError, WrongTypeError) as error:
        raise _in_options(given.file, error) from None


def _in_options(path: str, error: PresaleError) -> PresaleError:
    """
    An error about columns, which names keywords, with the options of a call instead.
    """
    if isinstance(error, MissingColumnsError):
        given = f"{path} has the columns {', '.join(error.present)}, and"
        if error.field is not None:
            fix = "name a column that it has"
            return CallError(given, f"none is {error.missing[0]!r} for {error.field}", fix)
        first = error.missing[0]
        fix = f"name one as in --column {first}=NAME"
        settable = [field for field in error.missing if field in _SET]
        if settable:
            value = "pre_order" if settable[0] == "kind" else "VALUE"
            fix += f", or say what holds for all rows as in --set {settable[0]}={value}"
        return CallError(given, f"none gives {', '.join(error.missing)}", fix)
    if isinstance(error, NaiveColumnError):
        fix = "say in which zone its times are, as in --zone Asia/Bangkok"
        return CallError(f"{path}: {error.argument}", "has no time zone", fix)
    told = str(error)
    return CallError(path, "cannot be read", _KEYWORD.sub(r"--\1 \2", told))


def _how(given: argparse.Namespace) -> dict[str, Any]:
    """
    How columns are read, from the words of the call.
    """
    how: dict[str, Any] = {"amounts": given.amounts, "zone": given.zone, "epochs": given.epochs}
    columns = dict(_pair("--column", word) for word in given.column)
    if "id" in columns:
        how["id"] = columns.pop("id")
    if given.region:
        how["region"] = given.region
    told = _pairs(given.set)
    for field, value in told:
        if field not in _SET:
            word, fix = f"--set {field}={value}", f"it may be one of {', '.join(_SET)}"
            raise CallError(word, "is nothing that holds for all rows", fix)
    how |= {field: _value(field, value) for field, value in told}
    return {**how, "columns": columns or None}


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    return [_pair("--set", word) for word in words]


def _pair(option: str, word: str) -> tuple[str, str]:
    field, equals, value = word.partition("=")
    if not equals or not field or not value:
        fix = "write it as " + ("placed_at=created" if option == "--column" else "kind=pre_order")
        given = f"{option} {word!r}"
        raise CallError(given, "is no pair", fix)
    return field, value


def _value(field: str, text: str) -> object:
    if field == "promise":
        return _promise(text)
    if field in {"paid", "held", "shipped_by_seller"}:
        if text not in _FLAGS:
            given = f"--set {field}={text}"
            raise CallError(given, "is neither yes nor no", "write yes or no")
        return _FLAGS[text]
    return text


def _promise(text: str) -> Promise:
    match = _WITHIN.fullmatch(text)
    if match is not None:
        days = CalendarDays if match["unit"] == "calendar" else BusinessDays
        return ShipWithin(days(int(match["count"])))
    try:
        return ReleaseOn(date.fromisoformat(text))
    except ValueError:
        fix = "write 'promise=15 calendar days', 'promise=3 business days' or promise=2026-03-31"
        given = f"--set promise={text!r}"
        raise CallError(given, "is no promise", fix) from None
