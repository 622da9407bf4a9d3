"""
Orders as JSON, made up from three real ones whose ids and times are varied.

The real ones are tests/data/samples/order-normal-vn-list.json: one that awaits shipment and two
that were cancelled, as the Open API returned them. Everything made from them says so in its id.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harness import Options

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "order-normal-vn-list.json"
AT = 1_757_048_400  # 2025-09-05 12:00 in Ho Chi Minh City
ZONE = "Asia/Ho_Chi_Minh"
DAYS = 20  # orders are moved back by up to so many days
SECONDS_A_DAY = 86_400
ID = "synthetic-"
PLACE = "@"


def moved(order: dict[str, Any], days: int) -> dict[str, Any]:
    """
    An order so many days earlier, with its id left open.
    """
    earlier = {
        name: value - days * SECONDS_A_DAY * (1000 if name == "recommended_shipping_time" else 1)
        if name.endswith("_time") and isinstance(value, int)
        else value
        for name, value in order.items()
    }
    return {**earlier, "id": ID + PLACE}


def lines(count: int) -> Iterator[bytes]:
    """
    So many orders, one to a line, two that await shipment for each that was cancelled.
    """
    waiting, *cancelled = json.loads(SAMPLE.read_bytes())
    made = [
        json.dumps(moved(order, days), ensure_ascii=False, separators=(",", ":")).encode()
        for days in range(DAYS)
        for order in (waiting, waiting, cancelled[days % len(cancelled)])
    ]
    halves = [line.split(f"{ID}{PLACE}".encode()) for line in made]
    for number in range(count):
        before, after = halves[number % len(halves)]
        yield b"%b%b%09d%b\n" % (before, ID.encode(), number, after)


def file_of(options: Options, count: int) -> Path:
    """
    A file of so many orders, written when first asked for.
    """
    file = options.folder / f"orders-{count}.jsonl"
    if not file.exists():
        part = file.with_suffix(".part")
        with part.open("wb") as out:
            out.writelines(lines(count))
        part.rename(file)
    return file
