"""
From the bytes of JSON payloads to a finished audit, beside decoding the same bytes alone.

Every row reads a file of JSON lines, one order as the Open API returns it to a line.
"""

# ruff: noqa: PLC0415 - a peer is imported by its own row, so that its absence costs that row alone

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from harness import Case, Comparison, Options, Work
from json_orders import AT, ZONE, file_of

ORJSON = "orjson.loads alone"
JSON = "json.loads alone"
BY_HAND = "orjson.loads, deadlines from the dicts by hand"
OURS = "ours: orjson.loads, read_orders, audit"
LONG = "ours: orjson.loads, audit of files of any size"
LATE = {"late", "cancellable"}

SHARE = 100  # of the orders of the large tables one in so many
LONG_SHARE = 10  # where nothing takes long

Decode = Callable[[bytes], Any]


def decoding(file: Path, decode: Decode) -> Work:
    """
    Decode each line and let it go.
    """

    def run() -> int:
        count = 0
        with file.open("rb") as lines:
            for line in lines:
                decode(line)
                count += 1
        return count

    return Work(run, answers=lambda count: [count])


def by_hand(file: Path, decode: Decode) -> Work:
    """
    What the platform says of each order: when it is due, and whether it is late.
    """

    def run() -> list[Any]:
        found = []
        with file.open("rb") as lines:
            for line in lines:
                order = decode(line)
                due = order["rts_sla_time"]
                open_still = order["status"] == "AWAITING_SHIPMENT"
                found.append((order["id"], due, open_still and due + 1 <= AT))
        return found

    return Work(run)


def ours(file: Path, decode: Decode) -> Work:
    """
    Everything of an audit: kinds, editions, five deadlines, states, charges, exposure, notes.
    """
    from tiktok_presale.adapters.audit import audit
    from tiktok_presale.adapters.open_api import read_orders
    from tiktok_presale.policy.book import shipped

    pack = shipped("vn")
    at = datetime.fromtimestamp(AT, UTC)

    def run() -> Any:
        with file.open("rb") as lines:
            reading = read_orders([decode(line) for line in lines], seller_zone=ZONE)
        found = audit(reading, pack, at=at)
        _ = found.charges, found.at_stake, found.late_dispatch_rate
        return found

    def answers(found: Any) -> list[Any]:
        late = {one.order_id for one in found.late}
        return sorted(
            (one.order_id, int(one.deadlines.dispatch.due.timestamp()), one.order_id in late)
            for one in found.assessments
        )

    return Work(run, answers=answers)


def long(file: Path, decode: Decode) -> Work:
    """
    The same for files of any size: piece by piece as columns, the 50 most urgent kept.
    """
    from tiktok_presale.adapters.long_auditing import LongAuditing
    from tiktok_presale.policy.book import shipped

    pack = shipped("vn")
    at = datetime.fromtimestamp(AT, UTC)

    def judged(top: int) -> Any:
        auditing = LongAuditing(pack, at=at, top=top)
        with file.open("rb") as lines:
            auditing.add_lines(lines, seller_zone=ZONE, decode=decode)
        return auditing.result()

    def answers(found: Any) -> list[Any]:
        every = judged(len(found)).urgent
        return sorted(
            (one.order_id, int(one.deadlines.dispatch.due.timestamp()), one.state.value in LATE)
            for one in every
        )

    return Work(lambda: judged(50), answers=answers)


def with_orjson(make: Callable[[Path, Decode], Work], file: Path) -> Work:
    """
    A row that decodes with orjson.
    """
    import orjson

    return make(file, orjson.loads)


def tables(options: Options) -> Sequence[Comparison]:
    """
    One table.
    """
    size = max(100, options.rows // SHARE)
    many = max(1_000, options.rows // LONG_SHARE)

    def case(name: str, make: Callable[[Path, Decode], Work], *, checked: bool = True) -> Case:
        def made(count: int) -> Work:
            return with_orjson(make, file_of(options, count))

        return Case(name, made, ("orjson",), checked=checked)

    each = file_of(options, size).stat().st_size / size
    return [
        Comparison(
            title=f"{size:,} orders from JSON payloads to a finished audit",
            cases=(
                case(ORJSON, decoding, checked=False),
                Case(
                    JSON, lambda count: decoding(file_of(options, count), json.loads), checked=False
                ),
                case(BY_HAND, by_hand),
                case(OURS, ours),
                case(LONG, long),
            ),
            reference=ORJSON,
            size=size,
            calls=False,
            unit="orders",
            processor=True,
            note=f"{each:,.0f} bytes an order.",
        ),
        Comparison(
            title=f"{many:,} orders from JSON payloads to a finished audit",
            cases=(case(ORJSON, decoding, checked=False), case(LONG, long)),
            reference=ORJSON,
            size=many,
            calls=False,
            unit="orders",
            processor=True,
        ),
    ]


GROUPS = {"json": tables}
