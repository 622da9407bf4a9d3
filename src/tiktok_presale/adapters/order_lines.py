"""
Orders of the Open API as JSON lines: files of any size, read piece by piece.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO, Final, final

import attrs

from tiktok_presale.adapters.envelopes import open_up
from tiktok_presale.adapters.open_api import SHAPE, Reading, read_orders
from tiktok_presale.adapters.payload import short
from tiktok_presale.facts.orders import Order
from tiktok_presale.values.errors import PayloadError
from tiktok_presale.values.untyped import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tiktok_presale.adapters.pre_sales import PreSale

__all__ = ["Piece", "entries", "read_entry", "read_lines"]

# The longest line that is read: a response with a hundred orders is less than a tenth of it.
LONGEST: Final = 16 * 2**20
_BOM = b"\xef\xbb\xbf"


@final
@attrs.frozen(eq=False)
class Piece:
    """
    Some orders of a file, and where in the file they end.

    Args:
        orders: The orders, in the order of the file.
        problems: The lines and orders that could not be read.
        done: How many bytes of the file have been read.
    """

    orders: tuple[Order, ...]
    problems: tuple[PayloadError, ...]
    done: int


def read_lines(
    stream: BinaryIO,
    *,
    seller_zone: str,
    pre_sales: Mapping[str, PreSale] | None = None,
    at_once: int = 10_000,
    decode: Callable[[bytes], object] = json.loads,
) -> Iterator[Piece]:
    """
    Read JSON lines: on each line one order, or a response or list with several.

    Never more than *at_once* orders are held, nor a line of more than 16 MiB. A line that cannot be
    read is a problem and stops no other.

    Args:
        stream: The file, opened for bytes.
        seller_zone: The time zone of the seller's profile, in which release dates are read.
        pre_sales: The presale terms of SKUs, for orders that do not say of which kind they are.
        at_once: How many orders a piece has.
        decode: What reads the JSON of one line, such as `orjson.loads`.

    Examples:
        >>> from io import BytesIO
        >>> piece, = read_lines(BytesIO(b'{"id": "1"}'), seller_zone="Asia/Bangkok")
        >>> print(piece.problems[0])
        order 1: status: is missing
    """
    orders: list[Order] = []
    problems: list[PayloadError] = []
    done = 0
    for place, entry, done in entries(stream, decode):
        if isinstance(entry, PayloadError):
            problems.append(entry)
        else:
            reading = read_entry(entry, place, seller_zone=seller_zone, pre_sales=pre_sales)
            orders += reading.orders
            problems += reading.problems
        if len(orders) + len(problems) >= at_once:
            yield Piece(tuple(orders), tuple(problems), done)
            orders, problems = [], []
    if orders or problems:
        yield Piece(tuple(orders), tuple(problems), done)


def entries(
    stream: BinaryIO, decode: Callable[[bytes], object] = json.loads
) -> Iterator[tuple[str, object, int]]:
    """
    The orders of a file of JSON lines, each with its place and the bytes read so far.

    Where a line cannot be read, the problem stands in place of the order.
    """
    done = 0
    for number, line, size in _lines(stream):
        done += size
        place = f"line {number}"
        try:
            for entry in _decoded(line, place, decode):
                yield place, entry, done
        except PayloadError as problem:
            yield place, _placed(problem, place, "-"), done


def read_entry(
    entry: object, place: str, *, seller_zone: str, pre_sales: Mapping[str, PreSale] | None
) -> Reading:
    """
    Read one order; where it has no id, its problem names its place.
    """
    reading = read_orders([entry], seller_zone=seller_zone, pre_sales=pre_sales)
    problems = tuple(_placed(problem, place, "#0") for problem in reading.problems)
    return attrs.evolve(reading, problems=problems)


def _placed(problem: PayloadError, place: str, nameless: str) -> PayloadError:
    """
    A problem with its place in the file, where it names no order.
    """
    if problem.order != nameless:
        return problem
    return PayloadError(place, problem.field, problem.problem, problem.what)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes, int]]:
    """
    The lines that are not blank, each with its number and how many bytes were read for it.
    """
    number = skipped = 0
    while line := stream.readline(LONGEST):
        number += 1
        size = len(line)
        while len(line) == LONGEST and not line.endswith(b"\n"):
            # Too long to be held: the rest is read past, a piece at a time.
            rest = stream.readline(LONGEST)
            size += len(rest)
            if not rest or rest.endswith(b"\n"):
                line = b""
                break
        if number == 1:
            line = line.removeprefix(_BOM)
        if not line:
            yield number, b"", size + skipped
            skipped = 0
        elif line.strip():
            yield number, line, size + skipped
            skipped = 0
        else:
            skipped += size


def _decoded(
    line: bytes, place: str, decode: Callable[[bytes], object]
) -> tuple[object, ...] | list[object]:
    """
    The orders of one line: one, those of a list, or those of a response.
    """
    if not line:
        raise PayloadError(place, "length", f"is over {LONGEST >> 20} MiB", "input")
    try:
        payload = decode(line)
    except (ValueError, RecursionError) as error:
        raise PayloadError(place, "json", f"is not JSON: {short(str(error))}", "input") from None
    table = table_of(payload)
    if table is not None and ("id" in table or "create_time" in table):
        return (table,)
    return open_up(payload, SHAPE).entries
