"""
Laws of exports: what is written is read again, and damage leads to nothing but our errors.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
from hypothesis import given
from hypothesis import strategies as st

from adapters.seller_files import HEADERS, ORDER, comma, row, table
from tiktok_presale.adapters.open_api import Reading
from tiktok_presale.adapters.seller_center import (
    LAYOUTS,
    SettlementReading,
    TimeForm,
    read_orders_file,
    read_settlements,
)
from tiktok_presale.errors import PresaleError
from tiktok_presale.facts.orders import Order, Party, Stage
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import OrderKind

# Written here once more, so that the tables of the library are not their own proof.
STRFTIME = {
    TimeForm.DAY_FIRST: "%d/%m/%Y %H:%M:%S",
    TimeForm.MONTH_FIRST: "%m/%d/%Y %I:%M:%S %p",
}
STATES = {
    ("Unpaid", ""): (Stage.PLACED, True),
    ("To ship", "Awaiting shipment"): (Stage.PLACED, False),
    ("ที่จะจัดส่ง", "รอเข้ารับ"): (Stage.DISPATCHED, False),
    ("Dikirim", "Dalam pengiriman"): (Stage.COLLECTED, False),
    ("Completed", ""): (Stage.DELIVERED, False),
    ("Canceled", ""): (Stage.PLACED, False),
}
COLUMNS = {
    "paid_at": "Paid Time",
    "dispatched_at": "RTS Time",
    "collected_at": "Shipped Time",
    "delivered_at": "Delivered Time",
    "cancelled_at": "Cancelled Time",
}


@st.composite
def instants(draw, zone):
    """
    Instants whose wall clock names them alone.
    """
    epoch = datetime(2024, 1, 1, tzinfo=UTC)
    made = epoch + timedelta(seconds=draw(st.integers(0, 3 * 365 * 86400)))
    wall = made.astimezone(ZoneInfo(zone))
    twice = wall.utcoffset() != wall.replace(fold=1 - wall.fold).utcoffset()
    return made + timedelta(hours=2) if twice else made


@st.composite
def written_orders(draw, market):
    """
    An order, and the rows that an export of the market has for it.
    """
    layout = LAYOUTS[market]
    zone = ZoneInfo(layout.zone)
    (status, substatus), (stage, held) = draw(st.sampled_from(list(STATES.items())))
    placed = draw(instants(layout.zone))
    times = {
        name: draw(st.none() | instants(layout.zone).map(lambda time: max(time, placed)))
        for name in COLUMNS
        if name != "cancelled_at"
    }
    times["cancelled_at"] = placed + timedelta(hours=5) if status == "Canceled" else None
    if times["cancelled_at"] and market in {"us", "es"}:
        times["cancelled_at"] = placed
    coins = 100 if Money(1, layout.currency).minor == 100 else 1
    lines = draw(
        st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 5)), min_size=1, max_size=3)
    )
    total = draw(st.integers(0, 10**8))
    word = draw(st.sampled_from(["Normal", "Pre-order"]))
    id_ = str(draw(st.integers(1, 10**19 - 1)))

    def clock(instant):
        return instant.astimezone(zone).strftime(STRFTIME[layout.times]) if instant else ""

    def amount(minor, currency=layout.currency):
        text = f"{minor // coins:,}.{minor % coins:02d}" if coins > 1 else f"{minor:,}"
        return draw(st.sampled_from([text, f"{currency} {text}", text.replace(",", "")]))

    shared = {
        "Order ID": id_,
        "Order Status": status,
        "Order Substatus": substatus,
        "Normal or Pre-order": word,
        "Order Amount": amount(total),
        "Created Time": clock(placed),
        "Cancel By": "User",
        **{column: clock(times[name]) for name, column in COLUMNS.items()},
    }
    rows = [
        {
            **shared,
            "SKU ID": str(17300 + number),
            "Quantity": str(count),
            "SKU Subtotal After Discount": amount(minor),
        }
        for number, (minor, count) in enumerate(lines)
    ]
    prices = tuple(
        Money.from_minor(minor // count + (unit < minor % count), layout.currency)
        for minor, count in lines
        for unit in range(count)
    )
    order = Order(
        id=id_,
        kind=OrderKind.PRE_ORDER if word == "Pre-order" else OrderKind.STANDARD,
        placed_at=placed,
        total=Money.from_minor(total, layout.currency),
        items_total=Money.from_minor(sum(minor for minor, _ in lines), layout.currency),
        unit_prices=prices,
        paid=True if times["paid_at"] else (False if status == "Unpaid" else None),
        held=held,
        cancelled_by=Party.BUYER if status == "Canceled" else None,
        stage=stage,
        **times,
    )
    return order, rows


@st.composite
def files(draw):
    """
    A market, orders, and their rows, mixed.
    """
    market = draw(st.sampled_from(list(LAYOUTS)))
    written = draw(
        st.lists(written_orders(market), min_size=1, max_size=4, unique_by=lambda one: one[0].id)
    )
    rows = draw(st.permutations([line for _, lines in written for line in lines]))
    return market, [order for order, _ in written], rows


def by_id(orders):
    """
    Orders by their ids; the prices of units come as the rows do, so they are put in order.
    """
    return {
        order.id: attrs.evolve(
            order, unit_prices=sorted(order.unit_prices, key=lambda price: price.minor)
        )
        for order in orders
    }


class TestRoundTrip:
    """
    What an export of a market says is what was written into it.
    """

    @given(files(), st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8-sig", "utf-16"]))
    def test_written_orders_are_read_again(self, file, delimiter, encoding):
        """
        Orders written as rows of any market, in any order of rows, come back with the same facts.
        """
        market, orders, rows = file
        cells = [HEADERS[market], *(row({"Order Substatus": "", **one}, market) for one in rows)]
        found = read_orders_file(
            io.BytesIO(comma(cells, delimiter=delimiter, encoding=encoding)), market
        )

        assert () == found.problems
        assert by_id(orders) == by_id(found.orders)
        assert 0 == found.assumed == found.repeated

    @given(files())
    def test_repeated_rows_change_nothing(self, file):
        """
        Rows that stand again word for word change no fact.
        """
        market, _, rows = file
        made = [row(one, market) for one in rows]
        once = read_orders_file(io.BytesIO(comma([HEADERS[market], *made])), market)
        twice = read_orders_file(io.BytesIO(comma([HEADERS[market], *made, *made])), market)

        assert once.orders == twice.orders
        assert len(once.orders) == twice.repeated


NASTY = st.sampled_from(
    [
        "\ufeff", "\u202e", "\ud800", "\x00", '"', "'", ",", ";", "\t", "\r", "\n", "=1+1", "-0",
        "9" * 400, "1e999", "NaN", "١٢", "\u0e33" * 50, "\ufdfa" * 50, "31/02/2026 25:61:61",
        "01/01/0001 00:00:00", "31/12/9999 23:59:59", "5.8E+17", "x" * 5000,
    ]
)  # fmt: skip
CELLS = NASTY | st.text(max_size=20) | st.integers().map(str) | st.floats().map(str)
GOOD = comma(table({}, {"Order ID": "7"}, {"SKU ID": "8"}))


@st.composite
def damaged(draw, content=GOOD):
    """
    Bytes of a file with some of them cut, changed, repeated or moved.
    """
    made = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(made)))
        to = draw(st.integers(at, min(len(made), at + 200)))
        what = draw(st.integers(0, 3))
        piece = draw(st.binary(max_size=20))
        made[at:to] = [piece, b"", bytes(made[at:to]) * 3, made[: to - at]][what]
        if draw(st.booleans()):
            del made[draw(st.integers(0, len(made))) :]
    return bytes(made)


def only_ours(read, content, market, kind):
    """
    Read damaged bytes: an answer whose problems are ours, or one of our errors.
    """
    try:
        found = read(io.BytesIO(content), market)
    except PresaleError:
        return
    assert isinstance(found, kind)
    assert all(isinstance(problem, PresaleError) for problem in found.problems)


class TestAttack:
    """
    Whatever is in a file, the answer is a reading or one of our own errors.
    """

    @given(damaged(), st.sampled_from(["th", "us"]))
    def test_damaged_bytes(self, content, market):
        """
        Bytes of an order export, damaged.
        """
        only_ours(read_orders_file, content, market, Reading)

    @given(st.binary(max_size=300))
    def test_any_bytes(self, content):
        """
        Bytes that were never a file, read as either kind of file.
        """
        only_ours(read_orders_file, content, "th", Reading)
        only_ours(read_settlements, content, "ph", SettlementReading)

    @given(st.lists(st.dictionaries(st.sampled_from(list(ORDER)), CELLS, max_size=4), max_size=4))
    def test_nasty_cells(self, changes):
        """
        Cells of every kind in columns that are read.
        """
        only_ours(read_orders_file, comma(table(*changes, {})), "th", Reading)

    @given(st.dictionaries(st.integers(0, 7), CELLS))
    def test_nasty_settlements(self, changes):
        """
        Cells of every kind in a settlement export.
        """
        header = [
            "Order/adjustment ID", "Type", "Order created time", "Order settled time", "Currency",
            "Total settlement amount", "Pre-order service fee", "Related order ID",
        ]  # fmt: skip
        cells = ["58", "Order", "2026/05/10", "2026/05/20", "PHP", "200.50", "-4.69", "/"]
        cells = [changes.get(place, cell) for place, cell in enumerate(cells)]
        text = "\t".join(cell.replace("\t", "") for cell in cells).encode("utf-8", "surrogatepass")

        only_ours(
            read_settlements, "\t".join(header).encode() + b"\n" + text, "ph", SettlementReading
        )
