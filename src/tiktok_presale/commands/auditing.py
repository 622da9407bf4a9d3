"""
Every order of a file, judged under the rules in force when it was placed.
"""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from tiktok_presale.adapters.audit import Audit, audit
from tiktok_presale.adapters.open_api import Reading, read_orders
from tiktok_presale.adapters.pre_sales import read_pre_sales
from tiktok_presale.commands.long_auditing import (
    add_long_options,
    check_options,
    form_of,
    judge_file,
)
from tiktok_presale.commands.speaking import DONE, SKIPPED, progress_on, say, wrong
from tiktok_presale.commands.words import CallError, instant_of, json_of, pack_of
from tiktok_presale.facts.metrics import METRICS
from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.book import markets
from tiktok_presale.values.errors import PayloadError, UnknownMetricError
from tiktok_presale.values.instants import zone_of
from tiktok_presale.values.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from tiktok_presale.adapters.long_audit import LongAudit
    from tiktok_presale.policy.pack import Pack

    Progress = Callable[[str], Callable[[int, int], None]]

__all__ = ["add_audit"]

_SAMPLES = Path(__file__).parent.with_name("samples")

# An instant for each sample at which there is something to see.
_SAMPLE_AT = {"vn": "2025-09-05T12:00:00+07:00", "us": "2026-04-03T09:00:00-07:00"}


def add_audit(commands: Any) -> None:  # noqa: ANN401 - argparse keeps its type private
    """
    Add the command `audit`.
    """
    parser = commands.add_parser(
        "audit",
        help="judge every order of a file: what is due, what is late, what that costs",
        description=(
            "Judge every order of a file under the rules in force when it was placed. FILE is JSON "
            "as the Open API returns it: a list of orders, a response with data.orders, or one "
            "order; an order export of Seller Center (CSV or XLSX); or, of any size, JSON lines "
            "(.jsonl), Parquet or plain CSV. - reads JSON from standard input."
        ),
        epilog="Ends with 1 if orders were skipped, with 2 if the call is wrong.",
    )
    parser.add_argument("file", nargs="?", help="JSON with orders, or - for standard input")
    parser.add_argument(
        "--market", help=f"a market ({', '.join(markets())}) or a pack file (*.toml)"
    )
    parser.add_argument("--at", help="the instant to judge at, such as 2025-09-05T12:00:00+07:00")
    parser.add_argument(
        "--sample", choices=_SAMPLE_AT, help="judge a sample that ships with the package"
    )
    parser.add_argument(
        "--seller-zone", help="time zone of the seller's profile (default: the market's)"
    )
    parser.add_argument(
        "--products",
        help="JSON with products as they were when ordered, to tell pre-orders outside the US",
    )
    parser.add_argument(
        "--metric",
        action="append",
        metavar="NAME=NUMBER",
        help="a metric of the shop that charges hang on, such as late_dispatch_rate=0.05",
    )
    parser.add_argument(
        "--region", help="the state that the orders ship from, where its working week differs"
    )
    parser.add_argument(
        "--no-extend", action="store_true", help="use the pack's own calendar alone"
    )
    add_long_options(parser)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of the texts")
    parser.set_defaults(command=_audit)


def _audit(given: argparse.Namespace) -> int:
    if given.sample:
        given.file = str(_SAMPLES / f"{given.sample}.json")
        given.market, given.at = given.market or given.sample, given.at or _SAMPLE_AT[given.sample]
    missing = [name for name in ("file", "market", "at") if getattr(given, name) is None]
    if missing:
        words = {"file": "FILE", "market": "--market vn", "at": "--at 2025-09-05T12:00:00+07:00"}
        return wrong(
            f"audit needs {', '.join(words[name] for name in missing)}; or try --sample vn"
        )
    pack, at = pack_of(given.market), instant_of(given.at)
    zone = given.seller_zone or pack.zone
    zone_of(zone)
    progress = progress_on(sys.stderr.isatty())
    form = form_of(given)
    check_options(given, form)
    if form in {"json", "seller-center"}:
        found: Audit | LongAudit = _short(given, form, pack, at, zone, progress)
    else:
        found = _long(given, form, pack, at, zone, progress)
    if given.json:
        say(json.dumps(found.data(language=given.language), ensure_ascii=False, indent=2))
    else:
        say(found.table(language=given.language))
    return SKIPPED if found.skipped else DONE


def _short(
    given: argparse.Namespace, form: str, pack: Pack, at: datetime, zone: str, progress: Progress
) -> Audit:
    """
    The audit of a file that is read as a whole, with every order.
    """
    return audit(
        _reading(given, form, pack.market, zone, progress("reading")),
        pack,
        at=at,
        shop=_shop(given.metric),
        extend_calendar=not given.no_extend,
        progress=progress("judging"),
    )


def _long(
    given: argparse.Namespace, form: str, pack: Pack, at: datetime, zone: str, progress: Progress
) -> LongAudit:
    """
    The audit of a file of any size, with the most urgent orders.
    """
    from tiktok_presale.adapters.long_auditing import LongAuditing  # noqa: PLC0415 - an extra

    auditing = LongAuditing(
        pack,
        at=at,
        shop=_shop(given.metric),
        extend_calendar=not given.no_extend,
        top=given.top,
    )
    sold = None
    if given.products:
        reading = read_pre_sales(json_of(given.products), seller_zone=zone)
        auditing.skip(reading.problems)
        sold = reading.terms
    return judge_file(
        given, form, auditing, zone=zone, pre_sales=sold, progress=progress("judging")
    )


def _reading(
    given: argparse.Namespace,
    form: str,
    market: str,
    zone: str,
    progress: Callable[[int, int], None],
) -> Reading:
    """
    The orders of the call, told by its products where it names any, in the region it names.
    """
    sold = None
    if given.products:
        sold = read_pre_sales(json_of(given.products), seller_zone=zone)
    terms = None if sold is None else sold.terms
    if form == "seller-center":
        from tiktok_presale.adapters.seller_center import read_orders_file  # noqa: PLC0415 - only here

        try:
            reading = read_orders_file(
                given.file, market, pre_sales=terms, progress=lambda rows, _: progress(rows, 0)
            )
        except PayloadError as error:
            # The file as a whole: here it has a name.
            raise PayloadError(given.file, error.field, error.problem, error.what) from None
    else:
        reading = read_orders(
            json_of(given.file), seller_zone=zone, pre_sales=terms, progress=progress
        )
    if sold is not None:
        problems = (*sold.problems, *reading.problems)
        reading = attrs.evolve(reading, problems=problems, assumed=0)
    if given.region:
        orders = (attrs.evolve(order, region=given.region) for order in reading.orders)
        reading = attrs.evolve(reading, orders=tuple(orders))
    return reading


def _shop(metrics: Sequence[str] | None) -> Shop | None:
    """
    The shop, as far as the call states its metrics.
    """
    if not metrics:
        return None
    stated: dict[str, Decimal] = {}
    for word in metrics:
        name, _, number = word.partition("=")
        try:
            stated[name] = Decimal(number)
        except InvalidOperation:
            fix = "write it as --metric late_dispatch_rate=0.05"
            given = f"--metric {word!r}"
            raise CallError(given, "gives no number", fix) from None
        if name not in METRICS:
            raise UnknownMetricError(name, tuple(METRICS))
    return Shop(id="audited", metrics=stated)
