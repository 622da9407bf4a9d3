"""
Settlement exports of Seller Center: fees by order, and headers that vary from month to month.
"""

from __future__ import annotations

import io
from datetime import date

import pytest

from adapters.seller_files import SETTLEMENTS, comma, reading
from tiktok_presale.adapters.losses import Loss
from tiktok_presale.adapters.seller_center import (
    Limits,
    Settlement,
    SettlementReading,
    read_settlements,
)
from tiktok_presale.errors import OutOfRangeError, PayloadError
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import OrderKind

HEADER = SETTLEMENTS["columns"]
ORDER = {
    "Order/adjustment ID": "583870900000000004",
    "Type": "Order",
    "Order created time": "2026/05/10",
    "Order settled time": "2026/05/20",
    "Currency": "PHP",
    "Total settlement amount": "200.50",
    "Pre-order service fee": "-4.69",
    "Related order ID": "/",
}
FACTS = Settlement(
    id="583870900000000004",
    order_id="583870900000000004",
    kind="Order",
    amount=Money("200.50", "PHP"),
    pre_order_fee=Money("-4.69", "PHP"),
    created=date(2026, 5, 10),
    settled=date(2026, 5, 20),
)


def cells(*rows, header=None):
    """
    Rows under the header of the sample, or another one.
    """
    names = HEADER if header is None else header
    return [names, *([{**ORDER, **row}.get(name, "") for name in names] for row in rows)]


def read(table, market="ph", **asked):
    """
    Read a table as a file.
    """
    return read_settlements(io.BytesIO(comma(table)), market, **asked)


def problem(**changes):
    """
    The only problem of a file with one row.
    """
    (found,) = read(cells(changes)).problems
    return str(found)


class TestRelatedOrders:
    """
    An adjustment names the order that it belongs to; an order names none.
    """

    @pytest.mark.parametrize("none", ["", "/", "-", "--", "N/A", "\t"], ids=ascii)
    def test_none(self, none):
        """
        Whatever stands for no order, the fee proves the row's own.
        """
        found = read(cells({"Related order ID": none}))

        assert ("583870900000000004",) == found.pre_orders

    def test_another(self):
        """
        A related order is the one that was charged.
        """
        found = read(cells({"Related order ID": "583870900000000009\t"}))

        assert ("583870900000000009",) == found.pre_orders

    def test_no_id(self):
        """
        What has digits and is no id names no order that anybody could find.
        """
        text = problem(**{"Related order ID": "see 42"})

        assert "row 2, Related order ID: 'see 42' is no id of up to 19 digits" in text


class TestSample:
    """
    The header of the Philippines, with its misspelling.
    """

    def test_row(self):
        """
        A row says what was paid out, when, and what the pre-order cost.
        """
        assert (FACTS,) == read(cells({})).settlements

    def test_known_columns(self):
        """
        `Ajustment amount` and all others of the sample are known, and not read.
        """
        found = read(cells(dict.fromkeys(HEADER, "1") | ORDER))

        assert Loss("Ajustment amount", 1, "unread") in found.losses.losses
        assert {"unread"} == {loss.why for loss in found.losses.losses}


class TestHeaders:
    """
    Case, blanks and spelling of names vary by month.
    """

    @pytest.mark.parametrize(
        "name",
        [
            "Order/Adjustment ID  ",
            "order/adjustment id",
            "Order\\adjustment ID",
            " ORDER/Adjustment ID",
        ],
    )
    def test_first_header(self, name):
        """
        The spellings that importers of these files have met are one column.
        """
        table = cells({})
        table[0] = [name, *HEADER[1:]]

        assert (FACTS,) == read(table).settlements

    def test_newer_names(self):
        """
        "Transaction type" and times that name their zone are the same columns.
        """
        newer = {"Type": "Transaction type", "Order created time": "Order created time(UTC)"}
        table = cells({})
        table[0] = [newer.get(name, name) for name in HEADER]

        assert (FACTS,) == read(table).settlements

    def test_indonesian(self):
        """
        Indonesian names are known as far as a source gives them; the fee's is not among them.
        """
        names = {
            "ID Pesanan/Penyesuaian": ORDER["Order/adjustment ID"],
            "Jenis transaksi": "Pesanan",
            "Waktu pemesanan": "2026/05/10",
            "Waktu pembayaran pesanan": "2026-05-20",
            "Jumlah penyelesaian pembayaran": "44885",
            "ID pesanan terkait": "/",
            "Total Biaya": "-1",
        }
        found = read([list(names), list(names.values())], "id")
        (row,) = found.settlements

        assert (Money("44885", "IDR"), None, "Pesanan") == (row.amount, row.pre_order_fee, row.kind)
        assert (FACTS.created, FACTS.settled) == (row.created, row.settled)
        assert Loss("Pre-order service fee", 1, "missing_column") in found.losses.losses
        assert Loss("Total Biaya", 1, "unread") in found.losses.losses

    def test_missing_columns(self):
        """
        An order export is no settlement export.
        """
        with pytest.raises(PayloadError, match="Order/adjustment ID, Total settlement amount;"):
            read([["Order ID"], ["1"]])


class TestEvidence:
    """
    A fee for pre-orders is strong evidence of one, after settlement (10).
    """

    def test_pre_orders(self):
        """
        Orders with a fee, once each; zero and an empty cell are none.
        """
        rows = [
            {},
            {"Order/adjustment ID": "5", "Pre-order service fee": "0"},
            {"Order/adjustment ID": "6", "Pre-order service fee": ""},
            {"Order/adjustment ID": "7", "Related order ID": ORDER["Order/adjustment ID"]},
        ]
        found = read(cells(*rows))

        assert (ORDER["Order/adjustment ID"],) == found.pre_orders
        assert ["583870900000000004", "5", "6"] == list(found.by_order())
        assert ["583870900000000004", "7"] == [
            row.id for row in found.by_order()[ORDER["Order/adjustment ID"]]
        ]

    def test_with_an_order_export(self):
        """
        What an order export leaves open, the settlement tells.
        """
        settled = read(cells({}))
        blank = {"Normal or Pre-order": ""}
        (order,) = reading(blank, proofs=settled.pre_orders).orders

        assert OrderKind.PRE_ORDER is order.kind


class TestProblems:
    """
    What cannot be read is named by order, row and column; the rest is read.
    """

    def test_place(self):
        """
        A problem names the order, and the row where there is none.
        """
        found = read(cells({}, {"Order settled time": "x"}, {"Order/adjustment ID": ""}))

        assert (FACTS,) == found.settlements
        assert [
            f"order {FACTS.id}: row 3, Order settled time: 'x' is no day in the form YYYY/MM/DD",
            "file row 4: Order/adjustment ID: is missing",
        ] == [str(problem) for problem in found.problems]

    @pytest.mark.parametrize(
        ("column", "written", "said"),
        [
            ("Total settlement amount", "", "is missing"),
            ("Total settlement amount", "(5,000)", "is no amount with a decimal point"),
            ("Total settlement amount", "1.999", "has more decimals than PHP"),
            ("Order settled time", "2569/05/20", "years are counted as 2026, and not as 2569"),
            ("Pre-order service fee", "x", "is no amount with a decimal point"),
            ("Currency", "XXZ", "is no amount: 'XXZ' is no ISO 4217 currency"),
            ("Currency", "x" * 201, "is too long"),
            ("Order created time", "2026/02/30", "is no day of the calendar"),
            ("Order created time", "10/05/2026", "is no day in the form YYYY/MM/DD"),
            ("Related order ID", "5.8E+17", "is what a spreadsheet left of a longer number"),
        ],
    )
    def test_cells(self, column, written, said):
        """
        A cell that means nothing, or two things, is refused.
        """
        text = problem(**{column: written})

        assert said in text
        assert "row 2" in text

    def test_short_and_long_rows(self):
        """
        A row that has lost or won cells has shifted; blank rows are nothing.
        """
        table = cells({})
        found = read([table[0], table[1][:-1], [*table[1], "x"], [""] * len(HEADER), []])

        assert ["has 54 cells", "has 56 cells"] == [
            problem.problem[:12] for problem in found.problems
        ]

    def test_unknown_market(self):
        """
        The market is needed for the decimal mark, and must be known.
        """
        with pytest.raises(OutOfRangeError, match="market is 'uk'; it must be one of us, id, th"):
            read(cells({}), "uk")

    def test_limits(self):
        """
        The same limits hold as for orders.
        """
        with pytest.raises(PayloadError, match="is beyond the limit of 1 rows"):
            read(cells({}), limits=Limits(rows=1))

    def test_progress(self):
        """
        Whoever waits is told of rows and settlements.
        """
        told = []
        read(cells(*[{}] * 1100), progress=lambda *counts: told.append(counts))

        assert [(1000, 999), (1101, 1100)] == told

    def test_empty(self):
        """
        A header alone is a file without settlements.
        """
        assert SettlementReading((), ()) == read(cells())
