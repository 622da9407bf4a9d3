"""
Exports saved as XLSX: real dates and numbers in cells, and archives that are not what they claim.
"""

from __future__ import annotations

import io
import re
import struct
import sys
import tracemalloc
import zipfile
from datetime import UTC, date, datetime, time

import openpyxl
import pytest

from adapters.seller_files import HEADERS, ORDER, only, reading, row, table, workbook
from tiktok_presale.adapters.seller_center import (
    Layout,
    Limits,
    TimeForm,
    read_orders_file,
    read_settlements,
)
from tiktok_presale.errors import MissingExtraError, PayloadError
from tiktok_presale.values.money import Money

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"


def read(content, market="th", **asked):
    """
    Read bytes as a file.
    """
    return read_orders_file(io.BytesIO(content), market, **asked)


def refusal(content, **asked):
    """
    Say why a file as a whole is refused.
    """
    with pytest.raises(PayloadError) as caught:
        read(content, **asked)
    return str(caught.value)


def with_cells(changes=None, **columns):
    """
    A workbook with the order, and these cells with the types that they are given in.
    """
    cells = {**ORDER, **(changes or {}), **columns}
    return workbook([HEADERS["th"], [cells.get(name) for name in HEADERS["th"]]])


def repacked(content, changes=None, method=zipfile.ZIP_DEFLATED, leave=(), more=None):
    """
    The archive with some parts changed, left out or added.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", method) as new:
        for part in old.infolist():
            if part.filename in leave:
                continue
            data = old.read(part)
            change = (changes or {}).get(part.filename)
            new.writestr(part.filename, change(data) if change else data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def shared(content):
    """
    The same workbook with its texts in a part of their own, as spreadsheet programs write them.
    """
    found = []

    def one(text):
        found.append(text[1])
        return b't="s"><v>%d</v>' % (len(found) - 1)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = re.sub(rb't="inlineStr"><is>(<t.*?</t>)</is>', one, archive.read(SHEET))
    items = b"".join(b"<si>%s</si>" % text for text in found)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/%s" ContentType="%s"/></Types>' % (TEXTS.encode(), kind)
    return repacked(
        content,
        {SHEET: lambda _: sheet, TYPES: lambda xml: xml.replace(b"</Types>", override)},
        more={TEXTS: b'<sst xmlns="%s">%s</sst>' % (MAIN.encode(), items)},
    )


GOOD = shared(workbook(table({})))


class TestCells:
    """
    Cells hold text, numbers and dates; each is read as what it is.
    """

    def test_text(self):
        """
        The same rows as CSV and as XLSX are the same facts.
        """
        message = {"Buyer Message": "soon?"}
        inline = read(workbook(table(message)))

        assert (only(message), only()) == (inline.orders[0], read(GOOD).orders[0])
        assert reading(message).losses == inline.losses

    def test_dates(self):
        """
        A cell that is formatted as a date is the time that it shows, in the zone of the market.
        """
        times = {
            "Created Time": datetime(2026, 5, 10, 13, 0, 0),
            "Paid Time": datetime(2026, 5, 10, 13, 0, 20),
        }

        assert only() == read(with_cells(times)).orders[0]

    @pytest.mark.parametrize("number", [46152.5416667, 46152])
    def test_number_is_no_date(self, number):
        """
        A number is not taken for a day count unless its cell is formatted as a date.
        """
        (problem,) = read(with_cells({"Created Time": number, "Paid Time": None})).problems

        assert f"Created Time: {number} is no time: the cell has not the format" in str(problem)

    def test_number_with_the_format_of_a_date(self):
        """
        With that format it is one.
        """
        cells = {**ORDER, "Created Time": 46152.5416667, "Paid Time": None}
        column = openpyxl.utils.get_column_letter(HEADERS["th"].index("Created Time") + 1)
        content = workbook(
            [HEADERS["th"], [cells.get(name) for name in HEADERS["th"]]],
            formats={f"{column}2": "DD/MM/YYYY HH:MM:SS"},
        )

        assert datetime(2026, 5, 10, 6, tzinfo=UTC) == read(content).orders[0].placed_at

    @pytest.mark.parametrize("clock", [time(13), True])
    def test_no_time(self, clock):
        """
        A clock without a day is no time, and neither is yes or no.
        """
        (problem,) = read(with_cells({"Created Time": clock, "Paid Time": None})).problems

        assert "is no time: the cell has not the format of a date" in str(problem)

    def test_dates_beside_text(self):
        """
        A spreadsheet that swaps day and month makes dates of some times and leaves others as text.
        """
        swapped = {"Created Time": datetime(2026, 10, 5, 13), "Paid Time": "13/05/2026 13:00:00"}
        (problem,) = read(with_cells(swapped)).problems

        assert "row 2, Created Time: is a date of the spreadsheet while other times are text: " in (
            str(problem)
        )
        assert "day and month may be changed over; export the file again" in str(problem)

    def test_day_beyond_our_age(self):
        """
        The last day that a workbook can name is beyond every deadline.
        """
        late = {"Created Time": datetime(9999, 12, 31, 23, 59, 59), "Paid Time": None}
        (problem,) = read(with_cells(late)).problems

        assert "Created Time: datetime.datetime(9999, 12, 31" in str(problem)

    @pytest.mark.parametrize(
        ("number", "amount"),
        [(219, "219"), (219.9, "219.90"), (12345678901234.56, None), (1e20, "1E20")],
    )
    def test_numbers_as_amounts(self, number, amount):
        """
        A number is the amount that a spreadsheet shows, never one that a float made up.
        """
        found = read(with_cells({"Order Amount": number}))

        if amount is None:
            assert "has more digits than a spreadsheet keeps" in str(found.problems[0])
        else:
            assert Money(amount, "THB") == found.orders[0].total

    @pytest.mark.parametrize("cell", [True, datetime(2026, 5, 10), 219.999])
    def test_no_amounts(self, cell):
        """
        Yes, dates, and fractions of the smallest coin are no amounts.
        """
        (problem,) = read(with_cells({"Order Amount": cell})).problems

        assert "row 2, Order Amount: " in str(problem)
        assert "is no amount" in str(problem)

    def test_numbers_as_quantities(self):
        """
        A whole number is a quantity.
        """
        assert 2 == len(read(with_cells({"Quantity": 2})).orders[0].unit_prices)

    @pytest.mark.parametrize("count", [True, 2.5])
    def test_no_quantities(self, count):
        """
        Yes and halves are no quantities.
        """
        assert "is no quantity" in str(read(with_cells({"Quantity": count})).problems[0])

    @pytest.mark.parametrize("ruined", [583870900000000004, 1.15e18, 5.5, float(10**15)])
    def test_ids_that_a_spreadsheet_rounded(self, ruined):
        """
        A spreadsheet keeps fifteen digits: a longer id as a number is ruined, not guessed.
        """
        (problem,) = read(with_cells({"Order ID": ruined})).problems

        assert "file row 2: Order ID: " in str(problem)
        assert "is what a spreadsheet left of a longer number" in str(problem)

    def test_short_ids_as_numbers(self):
        """
        An id of fewer digits is whole.
        """
        assert "57123" == read(with_cells({"Order ID": 57123})).orders[0].id

    def test_whole_numbers_with_a_point(self):
        """
        Some programs write whole numbers with a point.
        """
        content = with_cells({"Order ID": 57123, "Quantity": 2})
        pointed = re.compile(rb"<v>(57123|2)</v>")
        found = read(repacked(content, {SHEET: lambda xml: pointed.sub(rb"<v>\1.0</v>", xml)}))

        assert ("57123", 2) == (found.orders[0].id, len(found.orders[0].unit_prices))

    @pytest.mark.parametrize("cell", [True, datetime(2026, 5, 10)])
    def test_no_ids(self, cell):
        """
        Yes and dates are no ids.
        """
        assert "is no id" in str(read(with_cells({"Order ID": cell})).problems[0])

    def test_empty_cells_at_the_end(self):
        """
        A workbook leaves out empty cells; a row is not shorter for it.
        """
        cells = table({})
        cells[1] = [cell or None for cell in cells[1]]

        assert only() == read(workbook(cells)).orders[0]

    def test_cells_beyond_the_header(self):
        """
        A cell beyond the header has shifted.
        """
        (problem,) = read(workbook(table([*row(), "x"]))).problems

        assert "has 56 cells where the header has 55" in str(problem)

    def test_rows_that_are_left_out(self):
        """
        Empty rows are left out of the XML and still count, as a spreadsheet shows them.
        """
        found = read(workbook(table([], [], {"Quantity": "x"})))

        assert "row 4, Quantity" in str(found.problems[0])


class TestExtra:
    """
    Only XLSX needs openpyxl.
    """

    def test_missing(self, monkeypatch):
        """
        Without it an XLSX says which extra brings it, and a CSV is read.
        """
        home = "tiktok_presale.adapters.seller_center"
        monkeypatch.setitem(sys.modules, "openpyxl", None)
        monkeypatch.delitem(sys.modules, f"{home}.workbooks")

        with pytest.raises(MissingExtraError) as raised:
            read(GOOD)

        assert MissingExtraError("openpyxl", "sheets") == raised.value
        assert 1 == len(reading({}).orders)


class TestSheets:
    """
    The sheet is `OrderSKUList`, or the only one.
    """

    @pytest.mark.parametrize("title", ["OrderSKUList", "orderskulist", "Sheet1"])
    def test_only_sheet(self, title):
        """
        The only sheet may have any name.
        """
        assert only() == read(workbook(table({}), title=title)).orders[0]

    def test_named_sheet(self):
        """
        Of several the named one is read.
        """
        assert only() == read(workbook(table({}), more=["Notes"])).orders[0]

    def test_no_such_sheet(self):
        """
        Several others, and none of that name, are listed.
        """
        content = workbook(table({}), title="Data", more=["Notes"])

        assert (
            "file sheet: OrderSKUList: is missing: the workbook has 'Data', 'Notes'"
        ) == refusal(content)

    def test_stale_dimension(self):
        """
        Some exports claim one cell, A1, and hold all the same.
        """
        content = repacked(
            GOOD,
            {SHEET: lambda xml: xml.replace(b'ref="A1:BC2"', b'ref="A1"')},
        )

        assert content != GOOD
        assert only() == read(content).orders[0]


class TestDamage:
    """
    A damaged archive is named as such, whatever the library below it says.
    """

    @pytest.mark.parametrize("end", [30, 200, None, -30, -1], ids=str)
    def test_cut_off(self, end):
        """
        A download that stopped is named.
        """
        assert "cut off" in refusal(GOOD[: len(GOOD) // 2 if end is None else end])

    def test_no_workbook(self):
        """
        Another zip archive is no workbook.
        """
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("orders.csv", "Order ID")

        assert "is a zip archive and no XLSX workbook" in refusal(out.getvalue())

    def test_broken_directory(self):
        """
        A directory that leads nowhere is damage.
        """
        assert "is damaged: " in refusal(GOOD.replace(b"PK\x01\x02", b"PK\x01\x03"))

    def test_broken_part(self):
        """
        A part whose bytes do not add up is damage.
        """
        at = GOOD.index(b"xl/worksheets/sheet1.xml") + 60
        broken = GOOD[:at] + bytes(8) + GOOD[at + 8 :]

        assert "is damaged: " in refusal(broken) or "is no XML: " in refusal(broken)

    def test_no_xml(self):
        """
        A part that is no XML is named.
        """
        content = repacked(GOOD, {SHEET: lambda _: b"<worksheet><sheetData>"})

        assert f"file {SHEET}: content: is no XML: " in refusal(content)

    @pytest.mark.parametrize(
        ("known", "other"),
        [
            (b"<v>0</v>", b"<v>99999</v>"),
            (b"<v>0</v>", b"<v>x</v>"),
            (b'r="1"', b'r="x"'),
            (b'r="A1"', b'r="???"'),
        ],
    )
    def test_what_openpyxl_stumbles_over(self, known, other):
        """
        A workbook that is XML and makes no sense is told as damaged, not with errors of others.
        """
        text = refusal(repacked(GOOD, {SHEET: lambda xml: xml.replace(known, other)}))

        assert "is a damaged workbook (" in text or "no row among the first" in text

    def test_without_its_parts(self):
        """
        A workbook without the parts that it names is damaged.
        """
        assert "is a damaged workbook (" in refusal(repacked(GOOD, leave=[TEXTS]))
        assert "has no sheets" in refusal(repacked(GOOD, leave=[SHEET]))

    def test_encrypted_part(self):
        """
        A part that is encrypted by the archive itself is named.
        """
        at = GOOD.index(b"PK\x01\x02") + 8
        flagged = GOOD[:at] + b"\x01" + GOOD[at + 1 :]

        assert "is encrypted; save the workbook without a password" in refusal(flagged)

    def test_strange_packing(self):
        """
        LZMA may ask for gigabytes to unpack; no spreadsheet program uses it.
        """
        assert "is packed in a way that no spreadsheet program uses" in refusal(
            repacked(GOOD, method=zipfile.ZIP_LZMA)
        )

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_parts_of_one_name(self):
        """
        Of two parts of one name each reader may take another.
        """
        assert "holds two parts of one name" in refusal(
            repacked(GOOD, more={SHEET: b"<worksheet/>"})
        )

    def test_swapped_parts(self):
        """
        A sheet that is called the shared texts would be kept in memory as a whole.
        """
        content = repacked(
            GOOD,
            {
                TYPES: lambda xml: xml.replace(
                    b"/xl/sharedStrings.xml", b"/xl/worksheets/sheet1.xml"
                )
            },
        )

        assert "is not the part that the workbook says it is" in refusal(content)


def bomb(part, head, middle, tail, times):
    """
    A workbook of which one part is a few bytes, many times.
    """
    with io.BytesIO() as packed:
        with (
            zipfile.ZipFile(io.BytesIO(GOOD)) as old,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for known in old.infolist():
                if known.filename != part:
                    new.writestr(known.filename, old.read(known))
            with new.open(part, "w", force_zip64=False) as file:
                file.write(head)
                piece = middle * (1 + 65536 // len(middle))
                for _ in range(times * len(middle) // len(piece) + 1):
                    file.write(piece)
                file.write(tail)
        return packed.getvalue()


def sheet_bomb(middle, times):
    """
    The same, of a sheet.
    """
    head = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">'.encode()
    return bomb(SHEET, head, middle, b"</row></sheetData></worksheet>", times)


LONG = b"<c><v>" + b"x" * 9000 + b"</v></c>"
BESIDES = b"</row>" + b"<x><y/></x>" * 9000 + b"<row>"


class TestBombs:
    """
    A few kilobytes do not become gigabytes: refused before they unpack, or while they are counted.
    """

    def test_claimed_size(self):
        """
        A directory that claims gigabytes is believed, and refused.
        """
        at = GOOD.index(b"PK\x01\x02")
        claimed = GOOD[: at + 24] + struct.pack("<I", 2**31) + GOOD[at + 28 :]

        assert len(claimed) < 8000
        assert "unpacks to more than a hundred times its size" in refusal(claimed)

    def test_lying_size(self):
        """
        A directory that claims less than a part unpacks to is found out: no more is unpacked.
        """
        content = sheet_bomb(b"<c/>", 1 << 20)
        at = content.rindex(b"PK\x01\x02", 0, content.rindex(SHEET.encode()))
        lying = content[: at + 24] + struct.pack("<I", 1000) + content[at + 28 :]

        assert "is damaged: " in refusal(lying) or "is no XML" in refusal(lying)

    def test_much_that_shrank_much(self):
        """
        Megabytes of the same cell shrink to less than a hundredth.
        """
        content = sheet_bomb(b"<c/>", 5 << 20)

        assert len(content) < 100_000
        assert "unpacks to more than a hundred times its size" in refusal(content)

    def test_sum_of_all_parts(self):
        """
        What the parts unpack to in all is bounded.
        """
        assert "unpacks to more than 2,000 bytes" in refusal(GOOD, limits=Limits(unpacked=2000))

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (sheet_bomb(b"<c/>", 100_000), "has too much in one row, after 0 rows"),
            (sheet_bomb(LONG, 300), "has too much in one row, after 0 rows"),
            (sheet_bomb(b"x" * 1000, 3000), "has too much in one row, after 0 rows"),
            (sheet_bomb(b"<c>", 100), "is nested more than 64 levels deep"),
            (sheet_bomb(b"</row><row>", 20_000), "has more than 1,000 rows"),
            (sheet_bomb(BESIDES, 40), "holds too much besides its rows"),
            (sheet_bomb(b"</row></sheetData><sheetData><row>", 80_000), "has more than 1,000 rows"),
            (
                bomb(TEXTS, f'<sst xmlns="{MAIN}"><si>'.encode(), b"<t/>", b"</si></sst>", 100_000),
                "has too much in one row",
            ),
            (
                bomb("xl/styles.xml", b"<styleSheet>", b"<x/>", b"</styleSheet>", 300_000),
                "is larger than such a part of a workbook is",
            ),
            (
                bomb("xl/theme/theme1.xml", b"<theme>", b"x" * 500, b"</theme>", 10_000),
                "is larger than such a part of a workbook is",
            ),
        ],
        ids=[
            "cells", "texts", "text", "depth", "rows", "besides", "sheets",
            "runs", "styles", "theme",
        ],
    )  # fmt: skip
    def test_counted(self, content, said):
        """
        What fits into the sizes is counted part by part, and refused at the first excess.
        """
        limits = Limits(rows=1000, unpacked=1 << 24)

        assert said in refusal(content, limits=limits)

    def test_other_parts(self):
        """
        A part that is no XML by its name is small, since its name may lie.
        """
        large = {"xl/media/image1.png": bytes(5 << 20)}

        assert "file xl/media/image1.png: content: is larger than such a part" in refusal(
            repacked(GOOD, more=large)
        )
        small = repacked(GOOD, more={"xl/media/image1.png": bytes(5 << 10)})
        assert only() == read(small).orders[0]

    def test_shared_texts(self):
        """
        Shared texts are kept in memory, so they get a part of the whole limit and no more.
        """
        texts = bomb(TEXTS, f'<sst xmlns="{MAIN}">'.encode(), b"<si/>", b"</sst>", 100_000)

        assert "holds more text than fits into the limit" in refusal(
            texts, limits=Limits(unpacked=1 << 20)
        )

    def test_depth(self):
        """
        A part is not nested deeper than any spreadsheet program nests.
        """
        deep = b"<a>" * 100 + b"</a>" * 100

        assert "is nested more than 64 levels deep" in refusal(
            repacked(GOOD, {"docProps/app.xml": lambda _: b" " * 3 + b"<a>" * 65600})
        )
        assert only() == read(repacked(GOOD, {"docProps/app.xml": lambda _: deep})).orders[0]

    def test_entities(self):
        """
        A document type may define text that grows without end.
        """
        laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        content = repacked(
            GOOD, {SHEET: lambda xml: xml.replace(b"<worksheet", laughs + b"<worksheet", 1)}
        )

        assert "defines a document type, which no spreadsheet program does" in refusal(content)

    def test_directory(self):
        """
        A directory of many thousand names is refused before it is read.
        """
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for number in range(20):
                archive.writestr(f"{number:060000d}", "")

        assert "with a directory too large for a workbook" in refusal(out.getvalue())

    @pytest.mark.parametrize("reference", [b"ZZZ1", b"XFD1"])
    def test_far_column(self, reference):
        """
        One cell far to the right makes a row of thousands of empty ones.
        """
        content = repacked(
            GOOD, {SHEET: lambda xml: xml.replace(b'r="BC1"', b'r="%s"' % reference)}
        )

        assert "file row 1: content: has more than 512 columns" in refusal(content)

    @pytest.mark.parametrize("number", [b"5000", b"99999999999"])
    def test_far_row(self, number):
        """
        One row far below makes thousands of empty ones.
        """
        content = repacked(
            GOOD, {SHEET: lambda xml: xml.replace(b'<row r="2"', b'<row r="%s"' % number)}
        )

        assert "file row 1001: content: is beyond the limit of 1,000 rows" in refusal(
            content, limits=Limits(rows=1000)
        )

    def test_memory(self):
        """
        Refusing a bomb takes no more memory than a small file does.
        """
        content = sheet_bomb(b"<c/>", 1 << 20)
        limits = Limits(unpacked=1 << 24)
        tracemalloc.start()
        refusal(content, limits=limits)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert peak < 4 << 20


class TestOwnLayout:
    """
    Dates of a workbook need no form, and text in it does.
    """

    def test_month_first(self):
        """
        A date is the same day in every market; only its zone differs.
        """
        times = {"Created Time": datetime(2026, 5, 10, 13), "Paid Time": None}
        layout = Layout("uk", "Europe/London", "GBP", TimeForm.MONTH_FIRST)

        assert (
            datetime(2026, 5, 10, 12, tzinfo=UTC)
            == read(with_cells(times), layout).orders[0].placed_at
        )


class TestSettlements:
    """
    Settlements come as XLSX too.
    """

    CELLS = (
        ["Order/adjustment ID", "Total settlement amount", "Order created time", "Type", "Extra"],
        ["583870900000000004", 200.5, datetime(2026, 5, 10, 0, 0), "Order"],
    )

    @pytest.mark.parametrize("title", ["Order details", "Detail pesanan", "Anything"])
    def test_sheets(self, title):
        """
        The sheet has its name, also in Indonesian, or is the only one.
        """
        content = workbook(self.CELLS, title=title, more=["Reports"][: title != "Anything"])
        (row,) = read_settlements(io.BytesIO(content), "ph").settlements

        assert (Money("200.50", "PHP"), date(2026, 5, 10)) == (row.amount, row.created)

    def test_number_is_no_day(self):
        """
        A number is no day unless its cell is formatted as one.
        """
        head, row = self.CELLS
        content = workbook([head, [*row[:2], 46152, "Order"]])
        (problem,) = read_settlements(io.BytesIO(content), "ph").problems

        assert "Order created time: 46152 is no day: the cell has not the format" in str(problem)
