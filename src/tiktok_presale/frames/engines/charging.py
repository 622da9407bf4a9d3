"""
What lateness costs as SQL: bands, rates, floors, ceilings and periods in whole minor units.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.metrics import lies_in
from tiktok_presale.facts.orders import Party
from tiktok_presale.facts.shops import metric_of
from tiktok_presale.frames.engines.dialects import all_of, case
from tiktok_presale.frames.engines.plans import HIGHEST
from tiktok_presale.frames.engines.scripts import MARK, Computed, field
from tiktok_presale.policy.terms import Band, ChargeTerm
from tiktok_presale.rules.states import State
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.money import Rounding
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.vocabulary import Base, Payee, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.frames.engines.scripts import Asked, Step

__all__ = ["BILLS", "LOOKED_AT", "MOST", "charge_problems", "charge_steps"]

BILLS = ("charges", "contingent", "cancelling")
"""The sums of charges: due, due if a metric that nobody gave lies in a range, due on cancelling."""

LOOKED_AT = frozenset({"total", "items_total", "currency"})
"""The fields that charges look at, besides those of lateness."""

MOST = 10**13
"""The largest amount in minor units whose charges are sure to fit into 64 bits."""

_DAY = 86_400 * 10**6
_ROOM = 2**62


@attrs.frozen
class _Line:
    """
    One charge, or service fee, that some rows may owe.

    Args:
        number: Its number, for the names of its columns.
        term: What the policy says.
        editions: The numbers of the editions that say it.
        certain: Whether its condition is known to hold; False where its metric is not known.
        fee: Whether it is a service fee, which no lateness asks for.
    """

    number: int
    term: ChargeTerm
    editions: tuple[int, ...]
    certain: bool = True
    fee: bool = False

    def column(self, what: str, band: int | None = None) -> str:
        """
        The name of one of its columns.
        """
        return f"{MARK}{what}_{self.number}" + ("" if band is None else f"_{band}")

    @property
    def late(self) -> str:
        """
        The lateness that it looks at.
        """
        if self.term.trigger is Trigger.LATE:
            return f"{MARK}dispatch_late_by"
        if self.term.trigger is Trigger.LATE_COLLECTION:
            return f"{MARK}collection_late_by"
        return f"{MARK}late_by"

    @property
    def base(self) -> str:
        """
        The amount that it is taken of; goods of which no unit's price is told are one unit.
        """
        return f"{MARK}price" if self.term.base is Base.ORDER else f"{MARK}goods"

    @property
    def shared(self) -> int:
        """
        What its times are to be divided by, where a begun period counts by its share.
        """
        every = self.term.every
        return every.count * _DAY if every and self.term.part_period == "share" else 1


def charge_steps(asked: Asked, shop: Shop | None) -> list[Step]:
    """
    From lateness and state to the sums of charges, the exposure and the service fee.
    """
    lines = _lines(asked, shop)
    price = _priced(field("total"))
    goods = f"COALESCE({_priced(asked.value('items_total', '-1'))}, {price})"
    steps: list[dict[str, str]] = [
        {f"{MARK}price": price, f"{MARK}goods": goods, f"{MARK}exposed": _exposed(asked)},
        {line.column("times"): _times(asked, line) for line in lines},
        {name: sql for line in lines for name, sql in _products(asked, line)},
        {name: sql for line in lines for name, sql in _quotients(asked, line)},
        {name: sql for line in lines for name, sql in _rounded(line)},
        {line.column("amount"): _amount(line) for line in lines},
        {name: sql for line in lines for name, sql in _owed(asked, line)},
        _sums(asked, lines),
    ]
    return [Computed(FrozenMap(step)) for step in steps if step]


def _priced(amount: str) -> str:
    """
    An amount, if it is one whose charges fit into 64 bits; others are told as problems.
    """
    return case({f"{amount} BETWEEN 0 AND {MOST}": amount}, "CAST(NULL AS BIGINT)")


def charge_problems(asked: Asked, shop: Shop | None) -> list[tuple[str, str]]:
    """
    What keeps the charges of a row from being told, behind the condition under which it does.
    """
    total, items = field("total"), asked.value("items_total", "0")
    currency = field("currency")
    codes = ", ".join(asked.dialect.text(code) for code in EXPONENTS)
    found = [
        (f"{total} IS NULL OR {total} NOT BETWEEN 0 AND {MOST}", "total"),
        (f"{items} NOT BETWEEN 0 AND {MOST}", "items_total"),
        (f"{currency} IS NULL OR {currency} NOT IN ({codes})", "currency"),
    ]
    lines = _lines(asked, shop)
    for line in lines:
        for code in sorted(line.term.compared_in()):
            other = f"{currency} <> {asked.dialect.text(code)}"
            found.append((all_of([_falls_due(asked, line), other]), "currency"))
    bills = [line for line in lines if not line.fee]
    for one in bills:
        for other_one in bills[: one.number]:
            # Charges in two currencies have no sum.
            if set(one.editions) & set(other_one.editions):
                both = [f"{line.column('owed')} > 0" for line in (one, other_one)]
                both.append(f"{one.column('currency')} <> {other_one.column('currency')}")
                found.append((all_of(both), "charges"))
    return found


def _lines(asked: Asked, shop: Shop | None) -> list[_Line]:
    """
    The charges and fees of all editions; those of the same words are one.
    """
    found: dict[tuple[str, ChargeTerm, bool, bool], list[int]] = {}
    for number, edition in enumerate(asked.plan.editions):
        for path, term in edition.policy.charges.items():
            holds = _holds(term, shop)
            if holds is not False:
                found.setdefault((path, term, holds is True, False), []).append(number)
        fee = edition.policy.service_fee
        if fee is not None:
            bands = (Band(Range(), rate=fee.rate),)
            term = ChargeTerm(
                Trigger.CANCELLED, Payee.PLATFORM, bands, fee.base, fee.rounding, fee.kinds
            )
            # Cancelled orders pay it only where a source says so.
            certain = fee.charged_on_cancelled is True
            found.setdefault(("fee", term, certain, True), []).append(number)
    return [
        _Line(number, term, tuple(editions), certain, fee)
        for number, ((_, term, certain, fee), editions) in enumerate(found.items())
    ]


def _holds(term: ChargeTerm, shop: Shop | None) -> bool | None:
    """
    Whether the condition of a charge holds; None where its metric is not known.
    """
    if term.when is None:
        return True
    metric = metric_of(shop, term.when.metric)
    return None if metric is None else lies_in(metric, term.when.holds_in)


def _exposed(asked: Asked) -> str:
    """
    Whether the buyer's money is at stake through lateness.
    """
    met = f"{MARK}state = {asked.dialect.text(State.MET)}"
    lost = f"{MARK}late_by > 0"
    if asked.has("cancelled_by"):
        buyer = f"{field('cancelled_by')} = {asked.dialect.text(Party.BUYER)}"
        lost += f" AND NOT COALESCE({buyer}, FALSE)"
    return case({f"{MARK}cancelled": lost}, f"NOT ({met}) AND NOT {MARK}free")


def _times(asked: Asked, line: _Line) -> str:
    """
    How many times a charge is made; by the share of a period, how many microseconds.
    """
    every = line.term.every
    if every is None:
        return "1"
    if line.term.part_period == "share":
        return line.late
    begun = every.count * _DAY - 1 if line.term.part_period == "whole" else 0
    return asked.dialect.divided(f"{line.late} + {begun}", every.count * _DAY)


def _factor(line: _Line, band: Band) -> Fraction:
    """
    What the base, or one where a sum is flat, is multiplied by for one time.
    """
    one = Fraction(band.rate or 0) if band.flat is None else Fraction(band.flat.minor)
    return one / line.shared


def _products(asked: Asked, line: _Line) -> Iterator[tuple[str, str]]:
    every = line.term.every
    most = 1 if every is None else HIGHEST // (every.count * _DAY) * line.shared + line.shared
    for number, band in enumerate(line.term.bands):
        by = _factor(line, band).numerator
        base, largest = (line.base, MOST) if band.flat is None else ("1", 1)
        if not 0 <= largest * by < _ROOM:
            raise OutOfRangeError("charge", str(band), "a smaller figure; use overdue.statement")
        times = line.column("times")
        if largest * by * most < _ROOM:
            sql = f"{base} * CAST({by} AS BIGINT) * {times}"
        else:
            left, right = asked.dialect.wide
            sql = f"CAST({base} * CAST({by} AS BIGINT) AS {left}) * CAST({times} AS {right})"
        yield line.column("product", number), sql


def _quotients(asked: Asked, line: _Line) -> Iterator[tuple[str, str]]:
    """
    Whole minor units, and what is left over.
    """
    for number, band in enumerate(line.term.bands):
        by, product = _factor(line, band).denominator, line.column("product", number)
        whole = asked.dialect.divided(product, by)
        yield line.column("whole", number), f"CAST({whole} AS BIGINT)"
        yield line.column("rest", number), f"{product} % {by}"


def _rounded(line: _Line) -> Iterator[tuple[str, str]]:
    """
    Rounded as the term says; nothing here is below zero, so up is ceiling and down is floor.
    """
    for number, band in enumerate(line.term.bands):
        by = _factor(line, band).denominator
        whole, rest = line.column("whole", number), line.column("rest", number)
        up = {
            Rounding.HALF_UP: f"{rest} * 2 >= {by}",
            Rounding.HALF_EVEN: f"{rest} * 2 > {by} OR ({rest} * 2 = {by} AND {whole} % 2 = 1)",
            Rounding.UP: f"{rest} > 0",
            Rounding.CEILING: f"{rest} > 0",
        }.get(line.term.rounding)
        sql = whole if up is None or by == 1 else f"{whole} + {case({up: '1'}, '0')}"
        yield line.column("rounded", number), sql


def _amount(line: _Line) -> str:
    """
    What the first band that holds the price makes; outside all bands nothing is charged.
    """
    found: list[tuple[str, str]] = []
    for number, band in enumerate(line.term.bands):
        amount = line.column("rounded", number)
        bounded: list[tuple[str, str]] = []
        if band.ceiling is not None:
            bounded.append((f"{amount} > {band.ceiling.minor}", str(band.ceiling.minor)))
        if band.floor is not None:
            # A floor above the ceiling gives way to it.
            floor = min(end.minor for end in (band.floor, band.ceiling) if end is not None)
            small = f"{amount} < {band.floor.minor} AND {line.column('times')} > 0"
            bounded.insert(0, (small, str(floor)))
        found.append((_held(line.base, band), case(bounded, amount)))
    return f"CAST({case(found)} AS BIGINT)"


def _held(base: str, band: Band) -> str:
    """
    Whether a band holds a price.
    """
    ends: list[str] = []
    if band.over.low is not None:
        ends.append(f"{base} {'>' if band.over.low_open else '>='} {band.over.low.minor}")
    if band.over.high is not None:
        ends.append(f"{base} {'<' if band.over.high_open else '<='} {band.over.high.minor}")
    return all_of(ends)


def _falls_due(asked: Asked, line: _Line) -> str:
    """
    Whether a row owes it at all.
    """
    found: list[str] = []
    if len(line.editions) < len(asked.plan.editions):
        found.append(f"{MARK}edition IN ({', '.join(map(str, line.editions))})")
    if line.term.kinds:
        kinds = ", ".join(asked.dialect.text(kind) for kind in line.term.kinds)
        found.append(f"{asked.value('kind')} IN ({kinds})")
    if line.fee:
        found += [] if line.certain else [f"NOT {MARK}cancelled"]
    elif line.term.trigger is Trigger.CANCELLED:
        found.append(f"{MARK}exposed")
    else:
        found.append(f"{line.late} > 0")
    return all_of(found)


def _owed(asked: Asked, line: _Line) -> Iterator[tuple[str, str]]:
    amount = line.column("amount")
    yield line.column("owed"), case({_falls_due(asked, line): amount})
    currencies = [
        (
            _held(line.base, band),
            field("currency") if band.flat is None else asked.dialect.text(band.flat.currency),
        )
        for band in line.term.bands
    ]
    yield line.column("currency"), case(currencies)


def _sums(asked: Asked, lines: list[_Line]) -> dict[str, str]:
    """
    The bills, each with its currency, and the service fee.
    """
    sums: dict[str, list[tuple[str, _Line]]] = {bill: [] for bill in BILLS}
    for line in lines:
        if line.fee:
            continue
        bill = "charges" if line.certain else "contingent"
        if line.term.trigger is not Trigger.CANCELLED:
            sums[bill].append(("TRUE", line))
            continue
        sums[bill].append((f"{MARK}cancelled", line))
        if line.certain:
            sums["cancelling"].append((f"NOT {MARK}cancelled", line))
    found: dict[str, str] = {}
    for bill, parts in sums.items():
        owed = [
            (all_of([condition, f"COALESCE({line.column('owed')}, 0) > 0"]), line)
            for condition, line in parts
        ]
        total = " + ".join(case({due: line.column("owed")}, "0") for due, line in owed)
        found[f"{MARK}{bill}"] = f"CAST({total or '0'} AS BIGINT)"
        currency = case((due, line.column("currency")) for due, line in owed)
        found[f"{MARK}{bill}_currency"] = f"CAST({currency} AS {asked.dialect.words})"
    fees = [line.column("owed") for line in lines if line.fee]
    found[f"{MARK}service_fee"] = f"CAST(COALESCE({', '.join([*fees, 'NULL'])}) AS BIGINT)"
    return found
