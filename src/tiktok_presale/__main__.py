"""
The library from a shell: audit an order book, print the rules in force, check a pack of your own.

    python -m tiktok_presale audit orders.json --market vn --at 2025-09-05T12:00:00+07:00
    python -m tiktok_presale policy th --on 2026-01-02
    python -m tiktok_presale check my-pack.toml
    python -m tiktok_presale schema Order
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import attrs

from tiktok_presale.adapters.audit import audit
from tiktok_presale.adapters.open_api import Reading, read_orders
from tiktok_presale.adapters.policy_pages import (
    changes_data,
    changes_table,
    policy_data,
    policy_notes,
    policy_table,
)
from tiktok_presale.adapters.pre_sales import read_pre_sales
from tiktok_presale.facts.metrics import METRICS
from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.book import markets, read_pack, shipped
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.errors import PresaleError, UnknownMetricError, nearest
from tiktok_presale.values.instants import zone_of
from tiktok_presale.values.text import LANGUAGES, message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tiktok_presale.policy.pack import Pack
    from tiktok_presale.values.closed import Value

__all__ = ["main"]

_SAMPLES = Path(__file__).with_name("samples")

# An instant for each sample at which there is something to see.
_SAMPLE_AT = {"vn": "2025-09-05T12:00:00+07:00", "us": "2026-04-03T09:00:00-07:00"}

_DONE, _SKIPPED, _WRONG = 0, 1, 2
_INTERRUPTED = 130  # as shells say it

# So many orders take long enough for a bar to be seen.
_LONG = 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run one command.

    Args:
        arguments: The words after the program's name; those of the process by default.

    Returns:
        0 if all went well, 1 if orders were skipped or a pack has faults, 2 if the call is wrong.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a character shows its number instead of a traceback.
            stream.reconfigure(errors="backslashreplace")
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except PresaleError as error:
        return _wrong(str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; nothing is wrong, and nobody listens.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _DONE
    except OSError as error:
        if error.filename is None:
            return _wrong(f"the output cannot be written: {error.strerror}")
        return _wrong(
            f"{error.filename}: {error.strerror}; give the path of a file that can be read"
        )


def _wrong(problem: str) -> int:
    print(f"tiktok_presale: {problem}", file=sys.stderr)  # noqa: T201 - a command speaks
    return _WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tiktok_presale",
        description=(
            "Presale rules as code: dated rules with their sources, and what follows from them."
        ),
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _audit_parser(commands)
    _policy_parser(commands)
    check = commands.add_parser("check", help="check a pack of your own and name all its faults")
    check.add_argument("file", help="a policy file in format 1")
    check.set_defaults(command=_check)
    _schema_parser(commands)
    return parser


def _audit_parser(commands: Any) -> None:  # noqa: ANN401 - argparse keeps its type private
    parser = commands.add_parser(
        "audit",
        help="judge every order of a file: what is due, what is late, what that costs",
        description=(
            "Judge every order of a file under the rules in force when it was placed. FILE is JSON "
            "as the Open API returns it (202309 and later): a list of orders, a response with "
            "data.orders, or one order; - reads standard input."
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
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of the texts")
    parser.set_defaults(command=_audit)


def _policy_parser(commands: Any) -> None:  # noqa: ANN401 - argparse keeps its type private
    parser = commands.add_parser(
        "policy",
        help="print the rules in force on a day, each with its source",
        description="Print the rules that a market has in force on a day, each with its source.",
    )
    parser.add_argument("market", help=f"a market ({', '.join(markets())}) or a pack file (*.toml)")
    parser.add_argument("--on", required=True, help="a day, such as 2026-01-02")
    parser.add_argument("--notes", action="store_true", help="print the notes on conflicts too")
    parser.add_argument("--changes-since", help="print only what changed since this day")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of the texts")
    parser.set_defaults(command=_policy)


def _schema_parser(commands: Any) -> None:  # noqa: ANN401 - argparse keeps its type private
    parser = commands.add_parser(
        "schema",
        help="print the JSON Schema of documents of one type, such as Order",
        description=(
            "Print the JSON Schema (draft 2020-12) of the documents that "
            "tiktok_presale.adapters.documents writes and reads. Needs the extra json."
        ),
    )
    parser.add_argument(
        "type", nargs="?", help="a public type, such as Order; one schema of all types by default"
    )
    parser.set_defaults(command=_schema)


def _audit(given: argparse.Namespace) -> int:
    if given.sample:
        given.file = str(_SAMPLES / f"{given.sample}.json")
        given.market, given.at = given.market or given.sample, given.at or _SAMPLE_AT[given.sample]
    missing = [name for name in ("file", "market", "at") if getattr(given, name) is None]
    if missing:
        words = {"file": "FILE", "market": "--market vn", "at": "--at 2025-09-05T12:00:00+07:00"}
        return _wrong(
            f"audit needs {', '.join(words[name] for name in missing)}; or try --sample vn"
        )
    pack, at = _pack(given.market), _instant(given.at)
    zone = given.seller_zone or pack.zone
    zone_of(zone)
    progress = _progress(sys.stderr.isatty())
    reading = _reading(given, zone, progress("reading"))
    found = audit(
        reading,
        pack,
        at=at,
        shop=_shop(given.metric),
        extend_calendar=not given.no_extend,
        progress=progress("judging"),
    )
    if given.json:
        _say(json.dumps(found.data(language=given.language), ensure_ascii=False, indent=2))
    else:
        _say(found.table(language=given.language))
    return _SKIPPED if found.skipped else _DONE


def _reading(given: argparse.Namespace, zone: str, progress: Callable[[int, int], None]) -> Reading:
    """
    The orders of the call, told by its products where it names any, in the region it names.
    """
    if not given.products:
        reading = read_orders(_json(given.file), seller_zone=zone, progress=progress)
    else:
        sold = read_pre_sales(_json(given.products), seller_zone=zone)
        reading = read_orders(
            _json(given.file), seller_zone=zone, pre_sales=sold.terms, progress=progress
        )
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
            raise _CallError(given, "gives no number", fix) from None
        if name not in METRICS:
            raise UnknownMetricError(name, tuple(METRICS))
    return Shop(id="audited", metrics=stated)


def _policy(given: argparse.Namespace) -> int:
    pack = _pack(given.market)
    policy = Policy.in_force(pack, on=_day(given.on))
    if given.changes_since:
        older = Policy.in_force(pack, on=_day(given.changes_since))
        if _day(given.changes_since) > _day(given.on):
            word = f"--changes-since {given.changes_since}"
            raise _CallError(word, "is after --on", "give the earlier day to --changes-since")
        if given.json:
            _say(json.dumps(changes_data(older, policy), ensure_ascii=False, indent=2))
        else:
            _say(changes_table(older, policy, given.language))
    elif given.json:
        _say(json.dumps(policy_data(policy), ensure_ascii=False, indent=2))
    else:
        _say(policy_table(policy, given.language))
        for gap in policy.gaps:
            _say(message(given.language, "policy.gap", rule=gap.path, title=gap.source.title))
        if given.notes:
            _say(policy_notes(policy))
    return _DONE


def _check(given: argparse.Namespace) -> int:
    pack = read_pack(given.file)
    figures = sum(len(history) for history in pack.figures.values())
    editions, last = len(pack.editions), pack.editions[-1]
    _say(f"{given.file}: good; {figures} figures in {editions} editions, {last} the last")
    return _DONE


def _schema(given: argparse.Namespace) -> int:
    from tiktok_presale.adapters import documents  # noqa: PLC0415 - needs an extra
    from tiktok_presale.adapters.documents.hints import named, value_names  # noqa: PLC0415 - too

    if given.type is None:
        made = documents.schemas()
    elif given.type in value_names():
        made = documents.schema(cast("type[Value]", named(given.type)))
    else:
        fix = nearest(given.type, value_names(), otherwise="name one such as Order")
        raise _CallError(repr(given.type), "is no public type", fix)
    _say(json.dumps(made, ensure_ascii=False, indent=2))
    return _DONE


def _pack(market: str) -> Pack:
    return read_pack(market) if market.endswith(".toml") else shipped(market)


def _instant(text: str) -> datetime:
    word, fix = f"--at {text!r}", "write it as 2025-09-05T12:00:00+07:00"
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise _CallError(word, "is no time", fix) from None
    if at.utcoffset() is None:
        raise _CallError(word, "has no time zone", fix)
    return at


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _CallError(repr(text), "is no day", "write it as 2026-01-02") from None


class _CallError(PresaleError, ValueError):
    """
    A word of the call, or the file that it names, cannot be read.

    Attributes:
        given: The word or the file.
        problem: What is wrong with it.
        fix: What to do instead.
    """

    def __init__(self, given: str, problem: str, fix: str) -> None:
        super().__init__(given, problem, fix)
        self.given = given
        self.problem = problem
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.given} {self.problem}; {self.fix}"


def _json(path: str) -> object:
    name = "standard input" if path == "-" else path
    content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    fix = "save the response of the Open API as it is"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _CallError(name, "is not UTF-8 text", "save it as UTF-8") from None
    if not text.strip():
        raise _CallError(name, "is empty", fix)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _CallError(name, f"is not JSON: {error}", fix) from None


def _progress(shown: bool) -> Callable[[str], Callable[[int, int], None]]:  # noqa: FBT001 - one switch
    """
    A bar on standard error for long work, where that is a terminal.
    """

    def of(what: str) -> Callable[[int, int], None]:
        def step(done: int, total: int) -> None:
            if shown and total >= _LONG and (done % (total // 100) == 0 or done == total):
                bar = "#" * (done * 30 // total)
                end = "\n" if done == total else ""
                print(  # noqa: T201 - a command speaks
                    f"\r{what} [{bar:<30}] {done:,} of {total:,}",
                    end=end,
                    file=sys.stderr,
                    flush=True,
                )

        return step

    return of


def _say(text: str) -> None:
    print(text)  # noqa: T201 - a command speaks


if __name__ == "__main__":
    sys.exit(main())
