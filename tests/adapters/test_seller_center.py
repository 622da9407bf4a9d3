"""
Order exports of Seller Center: one trap, one test.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from adapters.seller_files import HEADERS, ORDER, ORDERS, comma, only, problem, reading, row, table
from tiktok_presale.adapters import seller_center
from tiktok_presale.adapters.audit import audit
from tiktok_presale.adapters.losses import Loss
from tiktok_presale.adapters.open_api import Reading
from tiktok_presale.adapters.pre_sales import PreSale
from tiktok_presale.adapters.seller_center import (
    LAYOUTS,
    Layout,
    Limits,
    TimeForm,
    layout_of,
    read_orders_file,
)
from tiktok_presale.errors import OutOfRangeError, PayloadError, WrongTypeError
from tiktok_presale.facts.orders import Party, Stage
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.policy.book import shipped
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import OrderKind

PAGE = Path(__file__).parents[2] / "docs" / "seller-center.md"
SKU = "1730000000000000101"
OTHER = {"SKU ID": "1730000000000000102", "SKU Subtotal After Discount": "58"}
WITHIN = ShipWithin(CalendarDays(7))
TERMS = {SKU: PreSale(OrderKind.PRE_ORDER, WITHIN)}
MADE = {SKU: PreSale(OrderKind.MADE_TO_ORDER, ShipWithin(BusinessDays(5)))}


def read(content, market="th", **asked):
    """
    Read bytes as a file.
    """
    return read_orders_file(io.BytesIO(content), market, **asked)


def refusal(content, market="th", **asked):
    """
    Say why a file as a whole is refused.
    """
    with pytest.raises(PayloadError) as caught:
        read(content, market, **asked)
    return str(caught.value)


def test_door():
    """
    The package shows what is public, and nothing else.
    """
    assert sorted(seller_center.__all__) == dir(seller_center)


class TestSampleRows:
    """
    The rows of the reference, under the columns that they have.
    """

    CELLS = tuple(cells for label in ORDERS["rows"] for cells in label["cells"])

    def test_facts(self):
        """
        Thai rows become orders; amounts of an order that stand on two rows are counted once.
        """
        found = read(comma([ORDERS["row_columns"], *self.CELLS]))
        first, waiting, pre_order = found.orders

        assert Money("238", "THB") == first.total
        assert Money("258", "THB") == first.items_total
        assert tuple(Money(n, "THB") for n in (100, 100, 58)) == first.unit_prices
        assert (Stage.DELIVERED, True) == (first.stage, first.paid)
        assert datetime(2026, 5, 10, 15, 5, 43, tzinfo=UTC) == first.placed_at
        assert (Stage.DISPATCHED, False) == (waiting.stage, waiting.paid)
        assert (OrderKind.PRE_ORDER, None) == (pre_order.kind, pre_order.promise)
        assert 0 == found.assumed

    def test_canceled_order_without_its_time(self):
        """
        A canceled order whose time is not in the file is named, by row and column.
        """
        found = read(comma([ORDERS["row_columns"], *self.CELLS]))

        assert [
            "order 583870900000000002: row 4, Cancelled Time: is missing from a canceled order"
        ] == [str(problem) for problem in found.problems]

    def test_audit_takes_the_reading(self):
        """
        The answer is what the audit takes; an export has no deadlines of the platform.
        """
        found = reading({})
        judged = audit(found, shipped("th"), at=datetime(2026, 5, 11, tzinfo=UTC))

        assert type(found) is Reading
        assert [ORDER["Order ID"]] == [one.order_id for one in judged.assessments]


class TestHeader:
    """
    Columns are found by name, wherever they stand.
    """

    def test_order_of_columns(self):
        """
        Columns may stand in any order.
        """
        mirrored = [list(reversed(cells)) for cells in table({})]

        assert only() == read(comma(mirrored)).orders[0]

    @pytest.mark.parametrize("name", [" Order ID", "ORDER ID", "order  id\t", "Order\xa0ID"])
    def test_blanks_and_case(self, name):
        """
        Blanks around a name, doubled ones, and case do not matter.
        """
        header = [name if column == "Order ID" else column for column in HEADERS["th"]]

        assert only() == read(comma(table({}, header=header))).orders[0]

    def test_leading_blank_of_the_united_states(self):
        """
        ` Virtual Bundle Seller SKU` is known and not read, with its leading blank.
        """
        us = {**ORDER, "Created Time": "05/10/2026 01:00:00 PM", "Paid Time": ""}
        found = reading({**us, " Virtual Bundle Seller SKU": "B-1"}, market="us")

        assert Loss("Virtual Bundle Seller SKU", 1, "unread") in found.losses.losses

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_encodings(self, encoding):
        """
        UTF-8 with and without its mark, and UTF-16, are read alike.
        """
        assert only() == read(comma(table({}), encoding=encoding)).orders[0]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_separators(self, delimiter):
        """
        The separator is told by the header.
        """
        assert only() == read(comma(table({}), delimiter=delimiter)).orders[0]

    def test_rows_before_the_header(self):
        """
        A title or the separator mark of a spreadsheet may come first.
        """
        assert only() == read(comma([["sep=,"], [], *table({})])).orders[0]

    def test_description_row(self):
        """
        The row that describes the columns is no order.
        """
        described = ["Platform unique order ID.", "Current order status."]
        found = read(comma(table([*described, *[""] * (len(HEADERS["th"]) - 2)], {})))

        assert (1, ()) == (len(found.orders), found.problems)

    def test_empty_rows(self):
        """
        Blank rows, also of blanks, are passed over.
        """
        blank = ["\t" for _ in HEADERS["th"]]

        assert 1 == len(read(comma(table([], blank, {}, []))).orders)

    def test_missing_columns_are_named(self):
        """
        A file without a column that is needed names it and how to say its other name.
        """
        header = ["Bestellung" if name == "Order ID" else name for name in HEADERS["th"]]

        assert (
            "file header: -: no row among the first 2 has these columns: Order ID; "
            "if they have other names, give a Layout with columns={...}"
        ) == refusal(comma(table({}, header=header)))

    def test_empty_file(self):
        """
        An empty file is told from one without a header.
        """
        assert "file header: -: is missing: the file is empty" == refusal(b"")

    def test_only_the_first_rows_are_searched(self):
        """
        A header does not stand below ten other rows.
        """
        assert "no row among the first 10 has" in refusal(comma([["x"]] * 10 + table({})))

    def test_column_twice(self):
        """
        Two columns of one name could say two things.
        """
        header = [*HEADERS["th"], "order id"]

        assert "file header: Order ID: stands twice in the header" in refusal(
            comma([header, [*row(), "583"]])
        )

    def test_very_long_name(self):
        """
        What is longer than any name is an unknown column, cut short.
        """
        found = read(comma([[*HEADERS["th"], "x" * 300], [*row(), "1"]]))

        assert Loss("x" * 200, 1, "unknown_column") in found.losses.losses


class TestLosses:
    """
    What a file holds and no fact expresses is counted, by column.
    """

    def test_unread_unknown_and_missing(self):
        """
        Known columns, unknown ones, nameless ones and missing ones are told apart.
        """
        header = [
            "Order ID",
            "Order Status",
            "Created Time",
            "Order Amount",
            "Recipient",
            "New",
            "",
            "z",
        ]
        cells = ["583870900000000004", "To ship", "10/05/2026 13:00:00", "219", "A", "x", "y", "\t"]
        losses = read(comma([header, cells])).losses.losses

        assert {
            Loss("Recipient", 1, "unread"),
            Loss("New", 1, "unknown_column"),
            Loss("column 7", 1, "unknown_column"),
        } == {loss for loss in losses if loss.why != "missing_column"}
        assert {"Normal or Pre-order", "SKU ID", "Quantity"} < {
            loss.path for loss in losses if loss.why == "missing_column"
        }

    @pytest.mark.parametrize("market", LAYOUTS)
    def test_every_known_header_is_known(self, market):
        """
        No column of a header that a source shows is reported as unknown.
        """
        full = dict.fromkeys(HEADERS[market], "1") | (US_TIMES if market == "us" else {})
        found = reading({**full, **ORDER, **(US_TIMES if market == "us" else {})}, market=market)

        assert "unknown_column" not in {loss.why for loss in found.losses.losses}

    def test_unknown_words(self):
        """
        A word for who cancelled or who ships that no table knows is counted, not guessed.
        """
        cancelled = {"Order Status": "Canceled", "Cancelled Time": "11/05/2026 13:00:00"}
        found = reading({**cancelled, "Cancel By": "Ein Kunde", "Fulfillment Type": "selbst"})

        assert (None, True) == (found.orders[0].cancelled_by, found.orders[0].shipped_by_seller)
        assert {"Cancel By", "Fulfillment Type"} == {
            loss.path for loss in found.losses.losses if loss.why == "unknown_word"
        }

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_texts(self, language):
        """
        Every cause has words in both languages.
        """
        causes = ("unread", "unknown_column", "missing_column", "unknown_word", "many_units")
        texts = {Loss("Gift", 7, why).explain(language) for why in causes}

        assert len(causes) == len(texts)
        assert all("Gift" in text for text in texts)


US_TIMES = {"Created Time": "05/10/2026 01:00:00 PM"} | dict.fromkeys(
    ("Paid Time", "RTS Time", "Shipped Time", "Delivered Time", "Cancelled Time"),
    "05/10/2026 02:00:00 PM",
)


class TestTimes:
    """
    Day first or month first, by the market and never by the value.
    """

    def test_day_first(self):
        """
        In Thailand 10/05 is the tenth of May, in Bangkok's time.
        """
        assert datetime(2026, 5, 10, 6, tzinfo=UTC) == only().placed_at

    def test_month_first(self):
        """
        In the United States 10/05 is the fifth of October, in Pacific time.
        """
        us = {"Created Time": "10/05/2026 01:00:00 PM", "Paid Time": "10/05/2026 12:59:59 PM"}
        order = only(us, market="us")

        assert datetime(2026, 10, 5, 20, tzinfo=UTC) == order.placed_at
        assert order.placed_at == order.paid_at

    @pytest.mark.parametrize(
        ("clock", "hour"), [("12:00:00 AM", 8), ("12:00:00 PM", 20), ("11:00:00 AM", 19)]
    )
    def test_midnight_and_noon(self, clock, hour):
        """
        Twelve is the first hour of its half of the day.
        """
        placed = only(
            {"Created Time": f"01/05/2026 {clock}", "Paid Time": ""}, market="us"
        ).placed_at

        assert datetime(2026, 1, 5, hour, tzinfo=UTC) == placed

    @pytest.mark.parametrize(
        ("market", "written", "said"),
        [
            (
                "th",
                "05/13/2026 13:00:00",
                (
                    "'05/13/2026 13:00:00' is no time in this market's form "
                    "DD/MM/YYYY HH:MM:SS: no such month, day or hour; is the market right?"
                ),
            ),
            (
                "th",
                "10/05/2026 01:00:00 PM",
                "is no time in this market's form DD/MM/YYYY HH:MM:SS",
            ),
            (
                "us",
                "10/05/2026 13:00:00",
                "is no time in this market's form MM/DD/YYYY hh:mm:ss AM",
            ),
            ("us", "10/05/2026 13:00:00 PM", "has no hour from 1 to 12"),
            ("us", "13/05/2026 01:00:00 PM", "no such month, day or hour; is the market right?"),
            ("th", "2026-05-10 13:00:00", "is no time in this market's form"),
            ("th", "10/05/2026 13:00", "is no time in this market's form"),
            ("th", "10/05/0026 13:00:00", "is no time of our age"),
            ("th", "10/05/9999 13:00:00", "is no time of our age"),
            ("th", "10/05/2569 13:00:00", "years are counted as 2026, and not as 2569"),
            ("th", "30/02/2026 13:00:00", "no such month, day or hour"),
            ("th", "10/05/2026 13:00:0\u0e50", "is no time in this market's form"),
        ],
    )
    def test_contradictions(self, market, written, said):
        """
        A value that the market's form contradicts is named with row and column.
        """
        text = problem({"Created Time": written, "Paid Time": ""}, market=market)

        assert text.startswith("order 583870900000000004: row 2, Created Time: ")
        assert said in text

    def test_hour_that_comes_twice(self):
        """
        Where clocks go back the first hour is meant, unless that lies before the order.
        """
        twice = {"Created Time": "11/01/2026 01:50:00 AM", "Paid Time": "11/01/2026 01:05:00 AM"}
        order = only(twice, market="us")

        assert datetime(2026, 11, 1, 8, 50, tzinfo=UTC) == order.placed_at
        assert datetime(2026, 11, 1, 9, 5, tzinfo=UTC) == order.paid_at

    def test_hour_that_never_comes(self):
        """
        Where clocks go forward an hour is skipped, and no order was placed in it.
        """
        assert "never came in America/Los_Angeles: clocks skipped it" in problem(
            {"Created Time": "03/08/2026 02:30:00 AM", "Paid Time": ""}, market="us"
        )

    def test_clocks_that_differ_by_a_minute(self):
        """
        What comes up to a minute before the order came with it; what comes earlier is a problem.
        """
        assert only({"Paid Time": "10/05/2026 12:59:30"}).paid_at == only().placed_at
        assert "row 2, Paid Time: paid_at is 2026-05-10T05:00:00+00:00; it must be at or after" in (
            problem({"Paid Time": "10/05/2026 12:00:00"})
        )

    @pytest.mark.parametrize("written", ["2026/05/10 13:00:00", "2026-05-10 13:00:00"])
    def test_year_first(self, written):
        """
        A layout may say that the year comes first.
        """
        japan = Layout("jp", "Asia/Tokyo", "JPY", TimeForm.YEAR_FIRST)
        cells = table({"Created Time": written, "Paid Time": ""})

        assert datetime(2026, 5, 10, 4, tzinfo=UTC) == read(comma(cells), japan).orders[0].placed_at


class TestAmounts:
    """
    Plain, with a code, with a sign; a decimal comma only where the layout says so.
    """

    @pytest.mark.parametrize(
        ("market", "written", "amount"),
        [
            ("th", "219", Money("219", "THB")),
            ("th", "THB 100", Money("100", "THB")),
            ("th", "THB 1,234.50", Money("1234.50", "THB")),
            ("th", "฿219.5", Money("219.50", "THB")),
            ("th", "219 ฿", Money("219", "THB")),
            ("th", "219.00 THB", Money("219", "THB")),
            ("th", "USD 25.00", Money("25", "USD")),
            ("th", "JPY 1,234", Money("1234", "JPY")),
            ("us", "$25.00", Money("25", "USD")),
            ("us", "US$25", Money("25", "USD")),
            ("vn", "219000", Money("219000", "VND")),
            ("vn", "219,000₫", Money("219000", "VND")),
            ("id", "Rp50,000", Money("50000", "IDR")),
            ("my", "RM 12.90", Money("12.90", "MYR")),
            ("es", "12.99", Money("12.99", "EUR")),
        ],
    )
    def test_forms(self, market, written, amount):
        """
        What a market writes is read as it is meant.
        """
        times = US_TIMES if market == "us" else {}
        order = only({**times, "Order Amount": written, "SKU Subtotal After Discount": ""}, market)

        assert amount == order.total

    @pytest.mark.parametrize(
        ("market", "written", "said"),
        [
            ("id", "219.000", "IDR; if the file has a decimal comma, give a Layout with decimal="),
            ("id", "Rp1.219.000", "point; if the file has a decimal comma, give a Layout with"),
            ("vn", "219.000", "has more decimals than VND"),
            ("es", "12,99", "is no amount with a decimal point"),
            ("es", "1.234,56", "is no amount with a decimal point"),
            ("th", "1,23", "is no amount with a decimal point"),
            ("th", "$25", "is no amount with a decimal point"),
            ("th", "free", "is no amount with a decimal point"),
            ("th", "1e9", "is no amount with a decimal point"),
            ("th", "٢١٩", "is no amount with a decimal point"),
            ("th", "9" * 31, "is no amount with a decimal point"),
            ("th", "", "is missing"),
            ("th", "-5", "it must be zero or more"),
            ("th", "-THB 5", "it must be zero or more"),
            ("th", "THB", "is no amount with a decimal point"),
        ],
    )
    def test_ambiguous_and_wrong(self, market, written, said):
        """
        What could mean two amounts is refused, with row and column.
        """
        text = problem({"Order Amount": written}, market=market)

        assert "row 2, Order Amount: " in text
        assert said in text

    @pytest.mark.parametrize(
        ("written", "amount"), [("12,99", "12.99"), ("1.234,56", "1234.56"), ("1.234", "1234")]
    )
    def test_decimal_comma(self, written, amount):
        """
        With a decimal comma the point groups thousands.
        """
        spain = Layout("es", "Europe/Madrid", "EUR", TimeForm.DAY_FIRST, ",")
        cells = table({"Order Amount": written})

        assert Money(amount, "EUR") == read(comma(cells), spain).orders[0].total

    def test_point_beside_a_decimal_comma(self):
        """
        A file with a decimal point is told so where the layout has a comma.
        """
        spain = Layout("es", "Europe/Madrid", "EUR", TimeForm.DAY_FIRST, ",")
        (found,) = read(comma(table({"Order Amount": "12.99"})), spain).problems

        assert found.problem.endswith(
            "if the file has a decimal point, give a Layout with decimal='.'"
        )

    def test_two_currencies(self):
        """
        An order is in one currency.
        """
        text = problem({"SKU Subtotal After Discount": "USD 5"})

        assert "row 2, Order Amount: THB and USD are different currencies" in text

    def test_goods_of_two_currencies(self):
        """
        Its goods are, too.
        """
        text = problem({}, {**OTHER, "SKU Subtotal After Discount": "USD 5"})

        assert "THB and USD are different currencies" in text

    def test_negative_goods(self):
        """
        No goods have a price below zero.
        """
        assert "row 2, SKU Subtotal After Discount: is -5.00 THB; it must be zero or more" in (
            problem({"SKU Subtotal After Discount": "-5"})
        )

    def test_unknown_subtotal(self):
        """
        One row that does not say what its goods cost leaves the goods of the order unknown.
        """
        order = reading({}, {**OTHER, "SKU Subtotal After Discount": ""}).orders[0]

        assert (None, ()) == (order.items_total, order.unit_prices)


class TestRowsOfOneOrder:
    """
    One row for each order and SKU; what belongs to the order repeats.
    """

    def test_apart(self):
        """
        The rows of one order may stand apart; it comes where its first row stands.
        """
        between = {"Order ID": "583870900000000009"}
        found = reading({}, between, OTHER)

        assert [ORDER["Order ID"], "583870900000000009"] == [order.id for order in found.orders]
        assert Money("277", "THB") == found.orders[0].items_total
        assert Money("219", "THB") == found.orders[0].total

    def test_same_row_twice(self):
        """
        A row that stands again word for word is read once, and its order is counted.
        """
        found = reading({}, {}, {}, {"Order ID": "583870900000000009"})

        assert (2, 1, ()) == (len(found.orders), found.repeated, found.problems)
        assert Money("219", "THB") == found.orders[0].items_total

    def test_same_sku_with_another_content(self):
        """
        Two rows of one SKU that differ leave open which is right.
        """
        assert (
            "order 583870900000000004: row 3, SKU ID: stands in row 2 too, with different content"
        ) == problem({}, {"Quantity": "2"})

    def test_rows_without_a_sku(self):
        """
        Rows without the id of a SKU are told apart by all they say.
        """
        found = reading({"SKU ID": ""}, {"SKU ID": "", "SKU Subtotal After Discount": "1"})

        assert Money("220", "THB") == found.orders[0].items_total

    @pytest.mark.parametrize(
        "column", ["Order Amount", "Created Time", "Order Status", "Paid Time"]
    )
    def test_disagreement(self, column):
        """
        Two rows that say different things of one order are named, with row and column.
        """
        other = {"Order Amount": "5", "Order Status": "Shipped"}.get(column, "11/05/2026 13:00:00")
        text = problem({}, {**OTHER, column: other})

        assert f"order 583870900000000004: row 3, {column}: is '{other}' here and '" in text

    def test_blank_repeats(self):
        """
        A blank cell of a later or an earlier row says nothing against the other.
        """
        blank = {"Paid Time": "", "Normal or Pre-order": "", "Order Amount": ""}

        assert reading({}, OTHER).orders == reading({}, {**OTHER, **blank}).orders
        assert reading({}, OTHER).orders == reading(blank, OTHER).orders

    def test_order_with_an_unreadable_row(self):
        """
        An order of which a row cannot be read is not read at all, wherever that row stands.
        """
        short = row(OTHER)[:-1]
        text = "order 583870900000000004: row {}, Order ID: has 54 cells where the header has 55"

        assert text.format(3) == problem({}, short)
        assert text.format(2) == problem(short, {})
        assert text.format(2) == problem(short, short)

    def test_more_cells_than_the_header(self):
        """
        A row with more cells than there are columns has shifted; blank ones are nothing.
        """
        assert "has 56 cells where the header has 55" in problem([*row(), "x"])
        assert 1 == len(reading([*row(), "", "\t"]).orders)

    def test_row_without_an_order(self):
        """
        A row that names no order is named by its number.
        """
        assert "file row 2: Order ID: is missing" == problem({"Order ID": ""})

    @pytest.mark.parametrize("cells", [["583", "x"], ["x"]])
    def test_short_row_without_an_order(self, cells):
        """
        A row that is cut off before the order's id, or within, is named too.
        """
        assert problem(cells).endswith(
            "has 2 cells where the header has 55" if len(cells) > 1 else "up to 19 digits"
        )

    def test_problems_in_order_of_rows(self):
        """
        Problems come as their rows do.
        """
        rows = [{"Order Amount": "x"}, {"Order ID": "?"}, {"Order ID": "7", "Quantity": "x"}]
        found = reading(*rows)

        assert ["row 2", "row 3", "row 4"] == [
            f"{problem.order} {problem.field}"[f"{problem.order} {problem.field}".index("row") :][
                :5
            ]
            for problem in found.problems
        ]

    def test_many_units(self):
        """
        Prices of single units are not listed for very many; the loss is told.
        """
        found = reading({"Quantity": "9999", "SKU Subtotal After Discount": "9999"})

        assert ((), Money("9999", "THB")) == (
            found.orders[0].unit_prices,
            found.orders[0].items_total,
        )
        assert Loss("Quantity", 1, "many_units") in found.losses.losses

    def test_no_units(self):
        """
        A quantity of zero has no unit, and an unknown one leaves the prices unknown.
        """
        assert () == only({"Quantity": "0"}).unit_prices
        assert () == reading({"Quantity": ""}, OTHER).orders[0].unit_prices

    @pytest.mark.parametrize("written", ["-1", "1.5", "12345", "x"])
    def test_wrong_quantity(self, written):
        """
        A quantity is a whole number of up to four digits.
        """
        assert f"row 2, Quantity: '{written}' is no quantity" in problem({"Quantity": written})

    def test_cell_that_is_too_long(self):
        """
        What is kept of a row is bounded.
        """
        assert "row 2, Order Status: is too long: 'xxx" in problem({"Order Status": "x" * 201})


class TestIds:
    """
    Ids are text of digits; what a spreadsheet rounded is refused.
    """

    @pytest.mark.parametrize("ruined", ["5.83871E+17", "5,83871E+17", "1.15E+18", "5E+17"])
    def test_ruined_order(self, ruined):
        """
        A number in scientific form has lost its digits for good.
        """
        text = problem({"Order ID": ruined})

        assert text.startswith(f"file row 2: Order ID: '{ruined}' is what a spreadsheet left of a")

    def test_ruined_sku(self):
        """
        The same holds for SKUs, whose promises could otherwise be missed.
        """
        text = problem(
            {"SKU ID": "1.73E+18"}, pre_sales={SKU: PreSale(OrderKind.PRE_ORDER, WITHIN)}
        )

        assert "row 2, SKU ID: '1.73E+18' is what a spreadsheet left" in text

    @pytest.mark.parametrize("given", ["12345678901234567890", "A1", "12 34"])
    def test_no_id(self, given):
        """
        Ids of orders have up to 19 digits.
        """
        assert f"Order ID: '{given}' is no id of up to 19 digits" in problem({"Order ID": given})

    def test_long_sku(self):
        """
        No id of a SKU is longer than forty characters.
        """
        assert "is longer than any id" in problem({"SKU ID": "S" * 41})


class TestStatuses:
    """
    Statuses in the languages of the sources; English is valid everywhere.
    """

    @pytest.mark.parametrize(
        ("status", "substatus", "stage", "held"),
        [
            ("To ship", "", Stage.PLACED, False),
            ("To Ship", "Awaiting shipment", Stage.PLACED, False),
            ("To ship", "Awaiting release", Stage.PLACED, True),
            ("To ship", "Awaiting collection", Stage.DISPATCHED, False),
            ("Shipped", "", Stage.COLLECTED, False),
            ("Shipped", "In transit", Stage.COLLECTED, False),
            ("Shipped", "Delivered", Stage.DELIVERED, False),
            ("Completed", "whatever", Stage.DELIVERED, False),
            ("Unpaid", "Unpaid", Stage.PLACED, True),
            ("On hold", "Awaiting release", Stage.PLACED, True),
            ("ที่จะจัดส่ง", "รอเข้ารับ", Stage.DISPATCHED, False),
            ("จัดส่งแล้ว", "อยู่ระหว่างขนส่ง", Stage.COLLECTED, False),
            ("จัดส่งแล้ว", "จัดส่งสำเร็จ", Stage.DELIVERED, False),
            ("เสร็จสมบูรณ์", "", Stage.DELIVERED, False),
            ("ค้างชำระ", "", Stage.PLACED, True),
            ("Perlu dikirim", "Menunggu pengambilan", Stage.DISPATCHED, False),
            ("Perlu dikirim", "Menunggu pengiriman", Stage.PLACED, False),
            ("Dikirim", "Dalam pengiriman", Stage.COLLECTED, False),
            ("Selesai", "Selesai", Stage.DELIVERED, False),
            ("Belum dibayar", "", Stage.PLACED, True),
        ],
    )
    def test_progress(self, status, substatus, stage, held):
        """
        Each pair tells how far the order has come, and whether it may be shipped yet.
        """
        order = only({"Order Status": status, "Order Substatus": substatus})

        assert (stage, held) == (order.stage, order.held)

    def test_thai_signs_that_look_alike(self):
        """
        A vowel written as one sign or as two is the same word.
        """
        apart = "ค้างชำระ".replace("\u0e33", "\u0e4d\u0e32")

        assert only({"Order Status": apart}).held

    @pytest.mark.parametrize("status", ["Canceled", "Cancelled", "ยกเลิกแล้ว", "Dibatalkan"])
    def test_canceled(self, status):
        """
        A canceled order has its time, and who cancelled it.
        """
        times = {"Cancelled Time": "11/05/2026 13:00:00", "Cancel By": "User"}
        order = only({"Order Status": status, **times})

        assert datetime(2026, 5, 11, 6, tzinfo=UTC) == order.cancelled_at
        assert Party.BUYER == order.cancelled_by

    def test_time_of_a_cancellation_that_is_none(self):
        """
        Who cancelled, and when, counts only where the order is canceled.
        """
        order = only({"Cancelled Time": "11/05/2026 13:00:00", "Cancel By": "User"})

        assert (None, None) == (order.cancelled_at, order.cancelled_by)

    @pytest.mark.parametrize(
        ("column", "word", "known"),
        [
            (
                "Order Status",
                "Zu senden",
                "Unpaid, On hold, To ship, Shipped, Completed, Canceled, ",
            ),
            ("Order Substatus", "Unterwegs", "Awaiting release, Awaiting shipment, Awaiting coll"),
            ("Order Substatus", "In transit", "Awaiting release, Awaiting shipment, Awaiting coll"),
            (
                "Normal or Pre-order",
                "Presale",
                "Normal, Pre-order; teach others by a Layout with words={...}",
            ),
        ],
    )
    def test_unknown_words(self, column, word, known):
        """
        A word that no table knows is a problem that lists the known ones.
        """
        text = problem({column: word})

        assert f"row 2, {column}: '{word}' is none of {known}" in text

    def test_missing_status(self):
        """
        Without a status nothing can be said.
        """
        assert "row 2, Order Status: is missing" in problem({"Order Status": ""})

    def test_own_words(self):
        """
        A layout can teach the words of another language, which stand for English ones.
        """
        words = {"Cần gửi": "To ship", "Chờ lấy": "Awaiting collection", "Đặt trước": "Pre-order"}
        layout = Layout("vn", "Asia/Ho_Chi_Minh", "VND", TimeForm.DAY_FIRST, words=words)
        cells = {"Order Status": "CẦN GỬI", "Order Substatus": "Chờ lấy"}
        content = comma(table({**cells, "Normal or Pre-order": "Đặt trước"}))
        (order,) = read(content, layout).orders

        assert (Stage.DISPATCHED, OrderKind.PRE_ORDER) == (order.stage, order.kind)

    @pytest.mark.parametrize(
        ("word", "seller"),
        [
            ("", True),
            ("Fulfilled by seller", True),
            ("Dikirim oleh Penjual", True),
            ("Fulfillment by TikTok Shop", False),
        ],
    )
    def test_who_ships(self, word, seller):
        """
        What the platform ships itself is told from what the seller ships.
        """
        assert seller is only({"Fulfillment Type": word}).shipped_by_seller

    @pytest.mark.parametrize(
        ("changes", "paid"),
        [
            ({}, True),
            ({"Paid Time": ""}, None),
            ({"Paid Time": "", "Payment Method": "COD"}, False),
            ({"Paid Time": "", "Order Status": "Unpaid"}, False),
        ],
    )
    def test_paid(self, changes, paid):
        """
        Not paid while unpaid, nor yet with cash on delivery.
        """
        assert paid is only(changes).paid

    def test_events(self):
        """
        The times of events are those of the columns.
        """
        times = {
            "RTS Time": "11/05/2026 07:00:00",
            "Shipped Time": "12/05/2026 07:00:00",
            "Delivered Time": "13/05/2026 07:00:00",
        }
        order = only({"Order Status": "Completed", **times})

        assert [11, 12, 13] == [
            time.day for time in (order.dispatched_at, order.collected_at, order.delivered_at)
        ]


class TestKind:
    """
    Column 5 is certain evidence of a pre-order; what it does not say is not guessed (10).
    """

    def test_export_holds_no_promise(self):
        """
        The file says that it is a pre-order, and not when it will be dispatched.
        """
        order = only()

        assert (OrderKind.PRE_ORDER, None) == (order.kind, order.promise)

    @pytest.mark.parametrize(
        ("said", "sold", "charged", "against"),
        [
            ("Normal", None, True, ["service_fee"]),
            ("Normal", OrderKind.PRE_ORDER, True, ["snapshot", "service_fee"]),
            ("Normal", OrderKind.CUSTOM, False, None),
            ("Pre-order", OrderKind.CUSTOM, True, ["snapshot"]),
            ("Pre-order", OrderKind.PRE_ORDER, True, None),
            ("", OrderKind.CUSTOM, True, ["service_fee"]),
            ("", None, True, None),
        ],
    )
    def test_what_contradicts_is_told(self, said, sold, charged, against):
        """
        The column, the product and the fee: what speaks against the answer is not hidden.
        """
        found = reading(
            {"Normal or Pre-order": said},
            pre_sales=None if sold is None else {SKU: PreSale(sold, None)},
            proofs=[ORDER["Order ID"]] if charged else (),
        )

        assert ([] if against is None else [against]) == [
            [clue.witness.value for clue in verdict.against] for verdict in found.disputed
        ]

    def test_promise_of_the_product(self):
        """
        The product's terms say when.
        """
        assert WITHIN == only(pre_sales=TERMS).promise

    def test_first_promise_of_several(self):
        """
        Of several SKUs the one that is due first counts.
        """
        released = [ReleaseOn(date(2026, 6, day)) for day in (5, 3)]
        terms = {
            sku: PreSale(OrderKind.PRE_ORDER, promise)
            for sku, promise in zip((SKU, OTHER["SKU ID"]), released, strict=True)
        }

        assert released[1] == reading({}, OTHER, pre_sales=terms).orders[0].promise

    @pytest.mark.parametrize("said", ["", None])
    def test_blank_or_missing(self, said):
        """
        Blank or missing is unknown: read as standard, and counted as assumed.
        """
        cells = table({"Normal or Pre-order": ""})
        if said is None:
            cells = [[c for n, c in enumerate(line) if n != 4] for line in cells]
        found = read(comma(cells))

        assert (OrderKind.STANDARD, 1) == (found.orders[0].kind, found.assumed)

    def test_blank_and_the_product_knows(self):
        """
        Where the column is blank the product decides, and nothing is assumed.
        """
        found = reading({"Normal or Pre-order": ""}, pre_sales=TERMS)

        assert (OrderKind.PRE_ORDER, WITHIN, 0) == (
            found.orders[0].kind,
            found.orders[0].promise,
            found.assumed,
        )

    def test_blank_and_the_fee_knows(self):
        """
        An order that was charged the fee for pre-orders is one.
        """
        found = reading({"Normal or Pre-order": ""}, proofs=[ORDER["Order ID"]])

        assert (OrderKind.PRE_ORDER, 0) == (found.orders[0].kind, found.assumed)

    @pytest.mark.parametrize(
        "told", [{"proofs": ORDER["Order ID"]}, {"proofs": 5}, {"pre_sales": [TERMS]}]
    )
    def test_evidence_of_another_type(self, told):
        """
        One id as text would be a collection of digits, and prove nothing.
        """
        with pytest.raises(WrongTypeError, match=f"{next(iter(told))} must be"):
            reading({"Normal or Pre-order": ""}, **told)

    def test_normal_wins_over_weaker_evidence(self):
        """
        What the column calls normal is no pre-order, whatever product and fee say.
        """
        found = reading(
            {"Normal or Pre-order": "Normal"}, pre_sales=TERMS, proofs=[ORDER["Order ID"]]
        )

        assert (OrderKind.STANDARD, None, 0) == (
            found.orders[0].kind,
            found.orders[0].promise,
            found.assumed,
        )

    def test_normal_may_be_made_to_order(self):
        """
        The column has no word for what is made to order; the product has.
        """
        assert (
            OrderKind.MADE_TO_ORDER is only({"Normal or Pre-order": "Normal"}, pre_sales=MADE).kind
        )

    def test_pre_order_without_terms_of_its_kind(self):
        """
        A pre-order does not take the promise of what is made to order.
        """
        order = only(pre_sales=MADE)

        assert (OrderKind.PRE_ORDER, None) == (order.kind, order.promise)

    def test_both_kinds_in_one_order(self):
        """
        Rows of one order that call it two things are a problem.
        """
        assert "row 3, Normal or Pre-order: is 'Normal' here and 'Pre-order' in an earlier" in (
            problem({}, {**OTHER, "Normal or Pre-order": "Normal"})
        )


class TestMarkets:
    """
    The market must be given; others than the known ones are read by a layout.
    """

    def test_known(self):
        """
        The markets whose files a source shows.
        """
        assert ("us", "id", "th", "vn", "ph", "my", "es") == tuple(LAYOUTS)
        assert layout_of("th") is layout_of(layout_of("th"))

    @pytest.mark.parametrize("market", LAYOUTS)
    def test_page(self, market):
        """
        The table of the page says what the library says.
        """
        known = LAYOUTS[market]
        cells = (f"`{market}`", known.zone, known.currency, known.times.value)

        assert f"| {' | '.join(cells)} |\n" in PAGE.read_text(encoding="utf-8")

    @pytest.mark.parametrize("market", ["uk", "jp", "br", "TH", ""])
    def test_unknown(self, market):
        """
        Another market is refused by name, with the known ones and what to give instead.
        """
        with pytest.raises(OutOfRangeError) as caught:
            read_orders_file(io.BytesIO(b""), market)

        assert str(caught.value) == (
            f"market is {market!r}; it must be one of us, id, th, vn, ph, my, es, whose files are "
            "known; for another give a Layout with zone, currency and form of times, and with "
            "columns where they have other names"
        )

    def test_own_columns(self):
        """
        A caller's layout names the columns as the file does; errors name them so too.
        """
        names = {"Order ID": "Bestell-Nr", "Created Time": "Erstellt"}
        layout = Layout("de", "Europe/Berlin", "EUR", TimeForm.DAY_FIRST, ",", columns=names)
        header = [names.get(name, name) for name in HEADERS["th"]]
        found = read(
            comma(
                table(
                    {"Order Amount": "12,90"},
                    {"Order ID": "7", "Created Time": "x"},
                    header=header,
                )
            ),
            layout,
        )

        assert Money("12.90", "EUR") == found.orders[0].total
        assert "order 7: row 3, Erstellt: 'x' is no time" in str(found.problems[0])
        assert "these columns: Bestell-Nr, Erstellt;" in refusal(comma(table({})), layout)

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"zone": "Mars"}, OutOfRangeError),
            ({"decimal": "'"}, OutOfRangeError),
            ({"times": "first day"}, WrongTypeError),
            ({"market": ""}, WrongTypeError),
            ({"columns": 1}, WrongTypeError),
            ({"columns": {"Order ID": 1}}, WrongTypeError),
            ({"columns": {"Order Id": "x"}}, OutOfRangeError),
            ({"words": {"": "To ship"}}, WrongTypeError),
            ({"words": {"Offen": "Open"}}, OutOfRangeError),
        ],
    )
    def test_layout_is_checked(self, changes, error):
        """
        A layout that no file can be read by cannot be made.
        """
        fields = {
            "market": "uk",
            "zone": "Europe/London",
            "currency": "GBP",
            "times": "DD/MM/YYYY HH:MM:SS",
        }
        with pytest.raises(error):
            Layout(**{**fields, **changes})

    def test_layout_names_what_is_near(self):
        """
        A column or word that is misspelt is told with the one that is near.
        """
        uk = ("uk", "Europe/London", "GBP", TimeForm.DAY_FIRST)

        with pytest.raises(OutOfRangeError) as caught:
            Layout(*uk, columns={"Order Id": "x"})
        assert "columns is 'Order Id'; it must be known; did you mean 'Order ID'?" == str(
            caught.value
        )
        with pytest.raises(OutOfRangeError, match="known; a name as Seller Center has it in Engl"):
            Layout(*uk, words={"Offen": "xyz"})
        with pytest.raises(OutOfRangeError, match=r"did you mean 'To ship'\?"):
            Layout(*uk, words={"Offen": "To Ship"})

    def test_market_of_another_type(self):
        """
        A market is text or a layout.
        """
        with pytest.raises(
            WrongTypeError, match="market must be a market such as 'th', or a Layout"
        ):
            layout_of(66)


class TestFiles:
    """
    What a file is, is told by its first bytes and not by its name.
    """

    def test_path(self, tmp_path):
        """
        A path may be text or a Path; a CSV may be named .xlsx.
        """
        path = tmp_path / "orders.xlsx"
        path.write_bytes(comma(table({})))

        assert only() == read_orders_file(path, "th").orders[0]
        assert only() == read_orders_file(str(path), "th").orders[0]

    def test_no_such_file(self, tmp_path):
        """
        A path that leads nowhere is told as every open() tells it.
        """
        with pytest.raises(FileNotFoundError):
            read_orders_file(tmp_path / "none.csv", "th")

    def test_stream_stays_open(self):
        """
        A stream of the caller is not closed.
        """
        stream = io.BytesIO(comma(table({})))
        read_orders_file(stream, "th")

        assert not stream.closed

    def test_stream_that_cannot_be_read_twice(self):
        """
        A pipe is kept meanwhile, within the limit.
        """

        class Pipe(io.BytesIO):
            def seekable(self):
                return False

        content = comma(table({}))

        assert only() == read_orders_file(Pipe(content), "th").orders[0]
        with pytest.raises(PayloadError, match="is longer than 100 bytes"):
            read_orders_file(Pipe(content), "th", limits=Limits(unpacked=100))

    @pytest.mark.parametrize("source", [io.StringIO("Order ID"), 7, None])
    def test_no_binary_stream(self, source):
        """
        Text streams and other things are refused with what to give instead.
        """
        with pytest.raises(WrongTypeError, match="source must be a path or a binary stream, not"):
            read_orders_file(source, "th")

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "of the old format XLS; save it as"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
                "is an encrypted workbook; save it without a password",
            ),
            (b"%PDF-1.7", "is a PDF"),
            (b"\x1f\x8b\x08", "is a gzip archive; unpack it first"),
            (b"7z\xbc\xaf\x27\x1c", "is a 7z archive"),
            (b"Rar!\x1a", "is a RAR archive"),
            (b"PK\x05\x06" + bytes(18), "is an empty zip archive"),
            (b"\xef\xbb\xbf <html>", "is HTML or XML that is named like a spreadsheet"),
            (b'{"data": {}}', "is JSON; give it to open_api.read_orders"),
            (b"[]", "is JSON"),
            ("Order ID".encode("utf-32"), "is UTF-32; save it as CSV in UTF-8"),
            ("Order ID".encode("utf-16-le"), "is UTF-16 without a byte order mark, or no text"),
        ],
    )
    def test_other_formats(self, content, said):
        """
        What is no CSV or XLSX is named as what it is.
        """
        assert said in refusal(content)

    def test_wrong_encoding(self):
        """
        Text in an older encoding is named with its line.
        """
        cells = table({}, {"Order ID": "7", "Recipient": "คุณเอ"})
        text = refusal(comma(cells, encoding="cp874"))

        assert text.startswith("file line 3: content: is not UTF-8; save the file as CSV in UTF-8")

    def test_half_of_utf_16(self):
        """
        UTF-16 that ends within a character is named.
        """
        assert "is not UTF-16" in refusal(comma(table({}), encoding="utf-16")[:-1])

    def test_nul_bytes(self):
        """
        A NUL within the text is damage, wherever it stands.
        """
        assert "file line 2: content: has a NUL byte" in refusal(
            comma(table({"Recipient": "a\0b"}))
        )

    @pytest.mark.parametrize(
        "cell", [b'"To ship', b'"To "ship"'], ids=["never closed", "closed too early"]
    )
    def test_unbalanced_quotes(self, cell):
        """
        A quote that does not close swallows the rest of a file: it is refused with its line.
        """
        assert "are the quotes balanced?" in refusal(comma(table({})).replace(b"To ship", cell))

    def test_line_breaks_within_a_cell(self):
        """
        A cell in quotes may hold line breaks and separators; rows are numbered, not lines.
        """
        found = reading({"Buyer Message": 'a\r\n"b",\nc'}, {"Order ID": "7", "Quantity": "x"})

        assert "order 7: row 3, Quantity: 'x' is no quantity of up to 4 digits" == str(
            found.problems[0]
        )

    @pytest.mark.parametrize(
        ("limits", "said"),
        [
            (Limits(rows=2), "file line 3: content: is beyond the limit of 2 rows"),
            (Limits(columns=54), "file line 1: content: has more than 54 columns"),
            (Limits(row_size=100), "file line 1: content: belongs to a row of more than 100 char"),
        ],
    )
    def test_limits(self, limits, said):
        """
        The first excess ends the reading with the line.
        """
        assert said in refusal(comma(table({}, OTHER)), limits=limits)

    def test_row_of_many_lines(self):
        """
        A row in quotes over many lines is bounded as a whole, and so is one field.
        """
        lines = ("x" * 60 + "\n") * 100
        message = {"Buyer Message": lines}

        assert "belongs to a row of more than 3,000 characters" in refusal(
            comma(table(message)), limits=Limits(row_size=3000)
        )
        assert "field larger than field limit" in refusal(
            comma(table({"Buyer Message": lines * 100}))
        )
        assert csv.field_size_limit() == 131_072

    @pytest.mark.parametrize("field", ["rows", "columns", "row_size", "unpacked"])
    def test_limits_are_checked(self, field):
        """
        A limit is a whole number above zero.
        """
        with pytest.raises(OutOfRangeError):
            Limits(**{field: 0})

    def test_progress(self):
        """
        Whoever waits is told of rows and orders, every thousand rows and at the end.
        """
        told = []
        rows = [{"Order ID": str(number + 1)} for number in range(1200)]
        reading(*rows, progress=lambda *counts: told.append(counts))

        assert [(1000, 999), (1201, 1200)] == told
