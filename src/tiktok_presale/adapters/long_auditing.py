"""
The audit of a file under way: pieces are judged as columns, added up and let go (extra: `frames`).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs

from tiktok_presale.adapters.audit_rows import URGENCY, urgency
from tiktok_presale.adapters.audit_sums import SUMMED, Sums
from tiktok_presale.adapters.order_book import Book, note
from tiktok_presale.adapters.order_columns import block_of, fits
from tiktok_presale.adapters.order_lines import entries, read_entry
from tiktok_presale.adapters.plain_orders import PlainOrders
from tiktok_presale.adapters.row_problems import in_words
from tiktok_presale.facts.orders import Order
from tiktok_presale.frames.arrow import np
from tiktok_presale.frames.columns import Block, Column, Flags
from tiktok_presale.frames.judging import Judge
from tiktok_presale.frames.rows import order_at
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.checks import check_aware, check_int
from tiktok_presale.values.errors import PayloadError, PresaleError
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import utc
from tiktok_presale.values.untyped import table_of
from tiktok_presale.values.vocabulary import Base, DeadlineName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import BinaryIO

    from tiktok_presale.adapters.pre_sales import PreSale
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.pack import Pack

from tiktok_presale.adapters.long_audit import LongAudit

__all__ = ["LongAuditing"]

# How many problems are told one by one; the others are counted.
_TOLD = 20

# How many columns that nothing reads are named.
_NAMED = 10

# How many orders of JSON lines are held at once.
_AT_ONCE = 10_000

# What is asked of each piece. The reasons for what is missing tell where the pack's calendar ends.
_MISSING = tuple(f"{name.value}_missing" for name in DeadlineName)
_ANSWERS = ("state", "next_due", "late", "counts", *SUMMED, "problem", *_MISSING)

_RANKS = {state.value: rank for rank, state in enumerate(URGENCY)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# What an audit looks at order by order: it knows what to do where columns do not.
_BEFORE = "edition: before_first"
_CALENDAR = "deadline.calendar"


class LongAuditing:
    """
    An audit under way: give it pieces, and ask for the result at any time.

    Args:
        pack: The market's book of rules.
        at: The instant for which it is asked.
        shop: The shop, for charges that depend on one of its metrics.
        extend_calendar: Whether the pack's calendar may be extended.
        top: How many of the most urgent orders are kept.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        WrongTypeError: If *pack* has another type.
        OutOfRangeError: If *top* is negative.
    """

    pack: Pack
    shop: Shop | None
    at: datetime
    top: int

    def __init__(
        self,
        pack: Pack,
        *,
        at: datetime,
        shop: Shop | None = None,
        extend_calendar: bool = True,
        top: int = 50,
    ) -> None:
        self.pack, self.at, self.shop = pack, check_aware("at", at), shop
        self.top = check_int("top", top)
        self._book = Book(pack, allowed=extend_calendar)
        self._judge = Judge(pack, answers=_ANSWERS, at=at, shop=shop)
        self._by_unit = any(
            term.base is Base.UNIT
            for start in pack.starts
            for term in Policy.in_force(pack, on=start).charges.values()
        )
        self._sums = Sums()
        self._later = self._skipped = self._assumed = 0
        self._problems: list[PayloadError] = []
        self._unread: dict[str, None] = {}
        self._urgent: list[tuple[tuple[int, float, str], Order]] = []

    def add_lines(
        self,
        stream: BinaryIO,
        *,
        seller_zone: str,
        pre_sales: Mapping[str, PreSale] | None = None,
        region: str | None = None,
        decode: Callable[[bytes], object] = json.loads,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """
        Judge the orders of a file of JSON lines.

        Args:
            stream: The file, opened for bytes.
            seller_zone: The time zone of the seller's profile, in which release dates are read.
            pre_sales: The presale terms of SKUs, for orders that do not say of which kind they are.
            region: The state that all of them ship from, where its working week differs.
            decode: What reads the JSON of one line, such as `orjson.loads`.
            progress: Called with the bytes read so far, every few thousand orders.
        """
        sold = pre_sales or {}
        plain, careful = PlainOrders(sold, region), list[Order]()
        done = 0
        for place, entry, done in entries(stream, decode):
            if isinstance(entry, PayloadError):
                self.skip([entry])
            elif self._by_unit or (table := table_of(entry)) is None or not plain.take(table):
                reading = read_entry(entry, place, seller_zone=seller_zone, pre_sales=sold)
                careful += reading.orders if region is None else _from(region, reading.orders)
                self._assumed += reading.assumed
                self.skip(reading.problems)
            if len(plain) + len(careful) >= _AT_ONCE:
                self._flush(plain, careful)
                plain, careful = PlainOrders(sold, region), []
                if progress is not None:
                    progress(done)
        self._flush(plain, careful)
        if progress is not None:
            progress(done)

    def _flush(self, plain: PlainOrders, careful: list[Order]) -> None:
        if len(plain):
            block = plain.block()
            self._assumed += plain.untold
            self.add(block, plain.ids.__getitem__, lambda row: order_at(block, row, plain.ids[row]))
        self.add_orders(careful)

    def add_orders(self, orders: Sequence[Order]) -> None:
        """
        Judge orders that were read one by one.
        """
        told = [order for order in orders if self._fits(order)]
        self.add(block_of(told), lambda row: told[row].id, lambda row: told[row])
        for order in orders:
            if not self._fits(order):
                self._alone(order)

    def add_rows(self, block: Block, ids: Sequence[Any], unread: Iterable[str] = ()) -> None:
        """
        Judge the rows of a block that a file gave.

        Args:
            block: The rows.
            ids: The id of each row's order, of Arrow.
            unread: The columns of the file that give no field, for a note.
        """
        self._unread |= dict.fromkeys(unread)

        def id_of(row: int) -> str:
            return str(ids[row].as_py() or "-")

        self.add(block, id_of, lambda row: order_at(block, row, id_of(row)))

    def add(
        self,
        block: Block,
        id_of: Callable[[int], str],
        order_of: Callable[[int], Order],
    ) -> None:
        """
        Judge the rows of a block.

        Args:
            block: The rows.
            id_of: The id of a row's order.
            order_of: A row as an order, for the few that are looked at one by one.
        """
        if not block.rows:
            return
        found = self._judge.judge(block)
        bad, apart = _bad(found["problem"]), _apart(found)
        for row in np.flatnonzero(apart):
            self._alone(order_of(int(row)))
        for row in np.flatnonzero(bad & ~apart):
            field, _, code = _word(found["problem"], int(row)).partition(": ")
            self.skip([PayloadError(id_of(int(row)), field, in_words(field, code))])
        good = ~(apart | bad)
        self._sums.add(found, block.columns["currency"], good)
        self._later += _later(block.columns["placed_at"], self.at, good)
        self._keep(found, good, id_of, order_of)

    def skip(self, problems: Iterable[PayloadError]) -> None:
        """
        Count what could not be read, and keep the first of it.
        """
        for problem in problems:
            self._skipped += 1
            if len(self._problems) < _TOLD:
                self._problems.append(problem)

    def result(self) -> LongAudit:
        """
        The audit of all that was given so far.
        """
        urgent = [self._book.judged(order, self.at, self.shop) for _, order in self._urgent]
        sums = self._sums
        ranked = sorted(sums.states.items(), key=lambda pair: _RANKS[pair[0]])
        return LongAudit(
            market=self.pack.market,
            at=self.at,
            by_state=FrozenMap(dict(ranked)),
            charges=sums.totals("charges"),
            contingent=sums.totals("contingent"),
            at_stake=sums.totals("exposure"),
            late_dispatch_rate=sums.late_dispatch_rate,
            urgent=tuple(urgent),
            skipped=self._skipped,
            problems=tuple(self._problems),
            notes=(*self._book.notes, *self._notes()),
        )

    def _notes(self) -> Iterator[Finding]:
        """
        What a reader should know of the orders, as the audit of a short file tells it.
        """
        pack = self.pack
        foreign = tuple(sorted(set(self._sums.currencies) - {pack.currency}))
        if foreign and pack.country is not None:
            yield note("foreign", found=foreign, market=pack.market, currency=pack.currency)
        if self._unread:
            # In quotes, so that no text takes a column's name for a word of its own.
            columns = ", ".join(map(repr, islice(self._unread, _NAMED)))
            yield note("unread", number=len(self._unread), columns=columns)
        if self._later:
            yield note("later", orders=self._later)
        if self._assumed and pack.country != "US":
            yield note("assumed", orders=self._assumed)
        contingent = self._sums.totals("contingent")
        if contingent:
            yield note("hangs", amount=contingent)

    def _fits(self, order: Order) -> bool:
        return fits(order) and not (self._by_unit and order.unit_prices)

    def _alone(self, order: Order) -> None:
        """
        Judge one order by itself.
        """
        try:
            found = self._book.judged(order, self.at, self.shop)
        except PresaleError as error:
            # The market's charges cannot be compared with the order's price; the rest can go on.
            self.skip([PayloadError(order.id, "payment.currency", str(error))])
            return
        self._sums.add_one(found, order.total.currency)
        self._later += utc(order.placed_at) > utc(self.at)
        self._urgent.append((urgency(found), order))
        self._cut()

    def _keep(
        self,
        found: dict[str, Column],
        good: Flags,
        id_of: Callable[[int], str],
        order_of: Callable[[int], Order],
    ) -> None:
        """
        Keep the rows that are more urgent than what is kept so far.
        """
        states, dues = found["state"], found["next_due"]
        table = np.array([_RANKS[word] for word in states.words], np.int64)
        ranks = table[states.values]
        due = dues.values if dues.present is None else np.where(dues.present, dues.values, 0)
        if len(self._urgent) >= self.top and self._urgent:
            rank, when, _ = self._urgent[-1][0]
            micros = int(when * 10**6)
            good = good & ((ranks < rank) | ((ranks == rank) & (due <= micros)))
        rows = np.flatnonzero(good)
        if not self.top or not len(rows):
            return
        first = rows[np.lexsort((due[rows], ranks[rows]))]
        if len(first) > self.top:
            # Those that are as urgent as the last one are told apart by their ids.
            last = first[self.top - 1]
            tied = (ranks[first] == ranks[last]) & (due[first] <= due[last])
            first = first[(ranks[first] < ranks[last]) | tied]
        keys: list[tuple[tuple[int, float, str], int]] = [
            ((int(ranks[row]), float(due[row]) / 10**6, id_of(int(row))), int(row)) for row in first
        ]
        keys.sort()
        self._urgent += [(key, order_of(row)) for key, row in keys[: self.top]]
        self._cut()

    def _cut(self) -> None:
        self._urgent.sort(key=lambda pair: pair[0])
        del self._urgent[self.top :]


def _word(column: Column, row: int) -> str:
    number: int = column.values[row].item()
    return column.words[number]


def _bad(problem: Column) -> Flags:
    """
    The rows that have a problem.
    """
    fine = problem.words.index("") if "" in problem.words else -1
    bad: Flags = problem.values != fine
    return bad


def _apart(found: dict[str, Column]) -> Flags:
    """
    The rows that are judged one by one: before the first edition, or past the pack's calendar.
    """
    apart = _says(found["problem"], _BEFORE)
    for name in _MISSING:
        apart |= _says(found[name], _CALENDAR)
    return apart


def _says(column: Column, word: str) -> Flags:
    if word not in column.words:
        return np.zeros(len(column.values), np.bool_)
    said: Flags = column.values == column.words.index(word)
    return said if column.present is None else said & column.present


def _later(placed: Column, at: datetime, rows: Flags) -> int:
    """
    How many orders were placed after the instant that is asked for.
    """
    instant = (at - _EPOCH) // timedelta(microseconds=1)
    return int(np.count_nonzero((placed.values > instant) & rows))


def _from(region: str, orders: Iterable[Order]) -> Iterator[Order]:
    """
    The orders, as shipped from a state.
    """
    return (attrs.evolve(order, region=region) for order in orders)
