"""
The audit of files of any size: what it adds up and shows is what the audit of a short file does.
"""

from __future__ import annotations

import io
import json
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import attrs
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.making import HOLIDAYS, an_order, own_policy
from tiktok_presale import (
    BusinessDays,
    DeliveredDeadlines,
    Money,
    OrderKind,
    Policy,
    ShipWithin,
    Shop,
    strategies,
)
from tiktok_presale.adapters import long_auditing
from tiktok_presale.adapters.audit import audit
from tiktok_presale.adapters.long_auditing import LongAuditing
from tiktok_presale.adapters.open_api import Reading, read_orders
from tiktok_presale.adapters.order_columns import block_of
from tiktok_presale.adapters.order_tables import UnevenRows, read_csv, read_parquet
from tiktok_presale.adapters.row_problems import in_words
from tiktok_presale.errors import MissingColumnsError, NaiveTimeError, PayloadError, WrongTypeError
from tiktok_presale.frames.fields import ORDER_FIELDS, Form
from tiktok_presale.policy.book import shipped

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
ORDERS = json.loads((SAMPLES / "order-normal-vn-list.json").read_text(encoding="utf-8"))
AT = datetime(2025, 9, 5, 5, tzinfo=UTC)
VN = shipped("vn")
MARKETS = ("th", "us", "vn", "cross-border", "douyin", "tmall")
TYPES = {
    Form.INSTANT: pa.timestamp("us", "UTC"),
    Form.DAY: pa.date32(),
    Form.AMOUNT: pa.int64(),
    Form.COUNT: pa.int64(),
    Form.FLAG: pa.bool_(),
    Form.WORD: pa.string(),
}


def many(count, *, bare=False):
    """
    Make entries of the Open API from the real ones, an hour apart.
    """
    entries = []
    for number in range(count):
        entry = {**ORDERS[number % len(ORDERS)], "id": f"{580_000_000_000_000_000 + number}"}
        for key, value in entry.items():
            if key.endswith("_time") and isinstance(value, int):
                entry[key] = value - 3600 * number
        if bare:
            entry = {key: entry[key] for key in entry if not key.endswith("due_time")}
        entries.append(entry)
    return entries


def lines(entries):
    """
    Write one entry a line.
    """
    return io.BytesIO("\n".join(map(json.dumps, entries)).encode())


def table_of(orders):
    """
    Orders as an Arrow table under our names, made a second way: from rows.
    """
    block = block_of(orders)
    columns = {"id": pa.array([order.id for order in orders])}
    for field, column in block.columns.items():
        values = column.values.tolist()
        if column.words:
            values = [column.words[value] if value >= 0 else None for value in values]
        mask = None if column.present is None else ~column.present
        kind = TYPES[ORDER_FIELDS[field]]
        if kind in {pa.timestamp("us", "UTC"), pa.date32()}:
            columns[field] = pa.array(column.values, mask=mask).cast(kind)
        else:
            columns[field] = pa.array(values, kind, mask=mask)
    return pa.table(columns)


def judged(orders, pack, *, at=AT, top=50, **told):
    """
    Judge orders that were read, as columns.
    """
    auditing = LongAuditing(pack, at=at, top=top, **told)
    auditing.add_orders(orders)
    return auditing.result()


def same(short, long, top=50):
    """
    Compare what both audits say of the same orders.
    """
    one, other = short.data(), long.data()

    assert one["summary"] == other["summary"]
    assert one["orders"][:top] == other["orders"]


class TestSame:
    """
    Two audits, one answer.
    """

    @settings(max_examples=max(5, settings.default.max_examples // 2))
    @given(data=st.data())
    def test_any_orders(self, data):
        """
        Any orders of any market: the sums, the rate and the most urgent are those of the audit.
        """
        pack = shipped(data.draw(st.sampled_from(MARKETS)))
        policy = Policy.in_force(pack, on=date(2026, 8, 1))
        orders = data.draw(st.lists(strategies.orders(policy), min_size=1, max_size=5))
        orders = [attrs.evolve(o, id=f"o{number}") for number, o in enumerate(orders)]
        at = data.draw(st.sampled_from([AT, datetime(2026, 9, 1, tzinfo=UTC)]))
        shop = data.draw(st.sampled_from([None, Shop(id="s", metrics={"rating": Decimal("4.4")})]))
        short = audit(Reading(tuple(orders), ()), pack, at=at, shop=shop)
        told = judged(orders, pack, at=at, shop=shop, top=3)

        same(short, told, 3)
        assert len(short.skipped) == told.skipped

    @pytest.mark.parametrize("bare", [False, True], ids=["sent", "computed"])
    def test_lines(self, bare):
        """
        JSON lines, plain orders and those with surprises together.
        """
        entries = many(200, bare=bare)
        entries[7] = {**entries[7], "create_time": str(entries[7]["create_time"])}
        entries[9] = {"id": "9"}
        auditing = LongAuditing(VN, at=AT)
        auditing.add_lines(lines(entries), seller_zone=VN.zone)
        short = audit(read_orders(entries, seller_zone=VN.zone), VN, at=AT)

        same(short, auditing.result())
        assert [str(p) for p in short.skipped] == [str(p) for p in auditing.result().problems]
        assert [n.code for n in short.notes] == [n.code for n in auditing.result().notes]

    def test_pieces(self):
        """
        Where a file is cut into pieces makes no difference.
        """
        orders = read_orders(many(60), seller_zone=VN.zone).orders
        whole = judged(orders, VN, top=7)
        auditing = LongAuditing(VN, at=AT, top=7)
        for start in range(0, 60, 11):
            auditing.add_orders(orders[start : start + 11])

        assert whole == auditing.result()

    def test_same_urgency(self):
        """
        Orders that are due at the same instant are told apart by their ids.
        """
        orders = [an_order(id=f"o{number:03}") for number in reversed(range(40))]
        told = judged(orders, shipped("th"), at=datetime(2026, 1, 20, tzinfo=UTC), top=3)

        assert ["o000", "o001", "o002"] == [found.order_id for found in told.urgent]

    def test_metrics(self):
        """
        A charge that hangs on a metric nobody gave is noted with what it comes to.
        """
        at = datetime(2026, 9, 1, tzinfo=UTC)
        order = an_order(
            kind=OrderKind.STANDARD, placed_at=at - timedelta(days=60), total=Money(50, "USD")
        )
        told = judged([order], shipped("us"), at=at)

        assert (Money("5.00", "USD"),) == told.contingent
        assert "5.00 USD more is charged if metrics" in told.table()
        assert "还将收取 5.00 USD" in told.table(language="zh")

    def test_prices_of_units(self):
        """
        A charge by the unit asks for the price of each; in another currency it cannot be told.
        """
        pack = shipped("douyin")
        units = {"total": Money(9, "CNY"), "unit_prices": (Money(4, "CNY"), Money(5, "CNY"))}
        foreign = {"total": Money(9, "USD"), "unit_prices": (Money(9, "USD"),)}
        orders = [an_order(id="a", **units), an_order(id="b", **foreign)]
        sent = DeliveredDeadlines(collection=datetime(2026, 1, 9, tzinfo=UTC))
        orders = [attrs.evolve(order, delivered=sent) for order in orders]
        at = datetime(2026, 2, 20, tzinfo=UTC)
        short = audit(Reading(tuple(orders), ()), pack, at=at)
        told = judged(orders, pack, at=at)

        same(short, told)
        assert 1 == len(short.skipped) == told.skipped


class TestEdges:
    """
    What columns do not know, the audit does.
    """

    def test_before_the_first_edition(self):
        """
        Judged by the platform's own deadlines, with a note.
        """
        order = an_order(placed_at=datetime(2019, 1, 1, tzinfo=UTC))
        told = judged([order], shipped("th"))

        assert 1 == len(told)
        assert "" == told.urgent[0].edition
        assert "audit.before" in {found.code for found in told.notes}

    def test_past_the_calendar(self):
        """
        Business days past the pack's calendar are counted by the country's own, with a note.
        """
        pytest.importorskip("holidays")
        order = an_order(
            placed_at=datetime(2027, 12, 30, tzinfo=UTC), promise=ShipWithin(BusinessDays(3))
        )
        pack = shipped("vn")
        at = datetime(2028, 1, 2, tzinfo=UTC)
        short = audit(Reading((order,), ()), pack, at=at)
        told = judged([order], pack, at=at)

        same(short, told)
        assert set(short.notes) == set(told.notes)

    def test_huge_amounts(self):
        """
        Amounts beyond 64 bits are judged one by one; sums beyond are exact too.
        """
        most = [
            an_order(id=f"o{n}", total=Money.from_minor(2**63 - 1 - n, "THB")) for n in range(5)
        ]
        more = an_order(id="x", total=Money.from_minor(2**70, "THB"))
        at = datetime(2026, 2, 20, tzinfo=UTC)
        short = audit(Reading((*most, more), ()), shipped("th"), at=at)

        same(short, judged([*most, more], shipped("th"), at=at))

    def test_foreign_money(self):
        """
        Another currency than the market's is noted, or skipped where it cannot be compared.
        """
        orders = [an_order(id="a"), an_order(id="b", total=Money(9, "USD"))]
        at = datetime(2026, 2, 20, tzinfo=UTC)
        for market in ("th", "douyin"):
            short = audit(Reading(tuple(orders), ()), shipped(market), at=at)
            told = judged(orders, shipped(market), at=at)

            same(short, told)
            assert len(short.skipped) == told.skipped

    def test_nothing(self):
        """
        No order at all: nothing to show, and no rate.
        """
        told = judged([], VN, top=0)

        assert (0, 0, 0) == (len(told), told.late, told.late_dispatch_rate.total)
        assert 0 == len(judged([an_order()], shipped("th"), top=0).urgent)

    def test_naive(self):
        """
        The instant has a zone.
        """
        with pytest.raises(NaiveTimeError):
            LongAuditing(VN, at=datetime(2025, 9, 5))

    def test_a_market_in_place_of_its_pack(self):
        """
        A market's name is no book of rules, and the error says where to get one.
        """
        with pytest.raises(WrongTypeError, match=r"policy\.book\.shipped\('th'\)"):
            LongAuditing("vn", at=AT)

    def test_many_problems(self):
        """
        The first are told, the others counted.
        """
        auditing = LongAuditing(VN, at=AT)
        auditing.add_lines(lines([{"id": str(n)} for n in range(30)]), seller_zone=VN.zone)
        told = auditing.result()

        assert (30, 20) == (told.skipped, len(told.problems))
        assert "and 10 more were skipped" in told.table()
        assert "另有 10 个被跳过" in told.table(language="zh")

    def test_progress(self, monkeypatch):
        """
        Long work tells how far it has come.
        """
        monkeypatch.setattr(long_auditing, "_AT_ONCE", 50)
        seen = []
        auditing = LongAuditing(VN, at=AT)
        auditing.add_lines(lines(many(101)), seller_zone=VN.zone, progress=seen.append)

        assert 3 == len(seen)
        assert 101 == len(auditing.result())
        assert "Shown: 50 of 101 orders" in auditing.result().table()
        assert "显示最紧急的 50 个订单，共 101 个" in auditing.result().table(language="zh")


class TestRegions:
    """
    A state may have a working week of its own, which holds for lines as for a short file.
    """

    POLICY = own_policy(
        {
            "calendar.week": '["mon", "tue", "wed", "thu", "fri"]',
            "calendar.weeks.kedah": '["sun", "mon", "tue", "wed", "thu"]',
            "deadlines.standard.dispatch": (
                '{ event = "dispatch", anchor = "placed", days = 1, unit = "business_days" }'
            ),
        },
        holidays=HOLIDAYS,
    )

    @pytest.mark.parametrize("created", [1749114000, "1749114000"], ids=["plain", "unusual"])
    @pytest.mark.parametrize(("region", "day"), [("kedah", 8), (None, 6)], ids=str)
    def test_week(self, created, region, day):
        """
        The working day after Thursday, 5 June 2025: Sunday in Kedah, Friday elsewhere.
        """
        entry = {
            "id": "1",
            "status": "AWAITING_SHIPMENT",
            "create_time": created,
            "payment": {"currency": "USD", "total_amount": "20.00"},
        }
        auditing = LongAuditing(self.POLICY.pack, at=datetime(2025, 6, 20, tzinfo=UTC))
        auditing.add_lines(lines([entry]), seller_zone="UTC", region=region)
        (assessment,) = auditing.result().urgent

        assert date(2025, 6, day) == assessment.deadlines.dispatch.due.date()


class TestTables:
    """
    Parquet and CSV under our names, or the caller's.
    """

    ORDERS = tuple(
        attrs.evolve(order, unit_prices=())
        for order in read_orders(many(50), seller_zone=VN.zone).orders
    )

    def read(self, pieces, **told):
        """
        Judge a file.
        """
        auditing = LongAuditing(VN, at=AT, **told)
        for piece in pieces:
            auditing.skip(piece.problems)
            auditing.add_rows(piece.block, piece.ids, piece.unread)
        return auditing.result()

    def test_parquet(self, tmp_path):
        """
        What stands in Parquet is judged as what was read from the payload.
        """
        path = tmp_path / "orders.parquet"
        pq.write_table(table_of(self.ORDERS), path, row_group_size=20)
        pieces = list(read_parquet(path, {"amounts": "minor"}))
        short = audit(Reading(self.ORDERS, ()), VN, at=AT)

        same(short, self.read(pieces))
        assert (50, 50) == (pieces[-1].done, pieces[-1].total)

    def test_csv(self, tmp_path):
        """
        So is what stands in CSV, as text.
        """
        path = tmp_path / "orders.csv"
        frame = table_of(self.ORDERS).to_pylist()
        names = list(frame[0])
        rows = [[self.text(row[name]) for name in names] for row in frame]
        path.write_text(
            "\n".join(",".join(row) for row in [names, *rows]) + "\n", encoding="utf-8-sig"
        )
        short = audit(Reading(self.ORDERS, ()), VN, at=AT)

        same(short, self.read(read_csv(path, {"amounts": "minor"})))

    @staticmethod
    def text(value):
        """
        Write a cell.
        """
        if value is None:
            return ""
        return value.isoformat() if isinstance(value, datetime) else str(value)

    def test_own_names(self, tmp_path):
        """
        The caller says which column is which, and what holds for all rows.
        """
        path = tmp_path / "own.csv"
        path.write_text("no,created,price\n1,2025-09-01T10:00:00,219000\n", encoding="utf-8")
        how = {
            "id": "no",
            "columns": {"placed_at": "created", "total": "price"},
            "kind": "standard",
            "currency": "VND",
            "zone": "Asia/Ho_Chi_Minh",
        }
        told = self.read(read_csv(path, how))

        assert "1" == told.urgent[0].order_id
        assert 1 == len(told)

    def test_rows_without_an_id(self, tmp_path):
        """
        They are called by their number.
        """
        path = tmp_path / "own.csv"
        path.write_text(
            "kind,placed_at,total,currency\nstandard,2025-09-01T10:00:00Z,5,VND\n", encoding="utf-8"
        )

        assert "row 1" == self.read(read_csv(path)).urgent[0].order_id

    def test_bad_rows(self, tmp_path):
        """
        Too few cells, no number, neither yes nor no, an unknown kind: each is named, others go on.
        """
        path = tmp_path / "bad.csv"
        path.write_text(
            "id,kind,placed_at,total,currency,promise_days,promise_unit,paid\n"
            "1,pre_order,2025-09-01T10:00:00Z,5,VND,7,calendar,yes\n"
            "2,pre_order\n"
            "3,pre_order,2025-09-01T10:00:00Z,5,VND,x,calendar,\n"
            "4,pre_order,2025-09-01T10:00:00Z,5,VND,7,calendar,maybe\n"
            "5,gift,2025-09-01T10:00:00Z,5,VND,7,calendar,no\n",
            encoding="utf-8",
        )
        told = self.read(read_csv(path))

        assert (1, 4) == (len(told), told.skipped)
        assert {"row 3: cells", "4: paid", "5: kind", "3: promise_days"} == {
            f"{p.order}: {p.field}" for p in told.problems
        }

    def test_problems_in_words(self, tmp_path):
        """
        What a row lacks is told to somebody who never saw a code of `frames`.
        """
        path = tmp_path / "bad.csv"
        path.write_text(
            "id,kind,placed_at,total,currency,release_on,release_zone,paid_at,region\n"
            "1,gift,2025-09-01T10:00:00Z,5,VND,,,,\n"
            "2,standard,,5,VND,,,,\n"
            "3,standard,01/09/2025,5,VND,,,,\n"
            '4,standard,2025-09-01T10:00:00Z,"1,5",VND,,,,\n'
            "5,standard,2025-09-01T10:00:00Z,5,VND,,,2025-08-01T10:00:00Z,\n"
            "6,standard,2025-09-01T10:00:00Z,5,Dong,,,,\n",
            encoding="utf-8",
        )
        told = [(p.order, p.field, p.problem) for p in self.read(read_csv(path)).problems]

        assert [
            ("1", "kind", "is none of standard, pre_order, back_order, custom, made_to_order"),
            ("2", "placed_at", "is missing"),
            ("3", "placed_at", in_words("placed_at", "bad")),
            ("4", "total", in_words("total", "bad")),
            ("5", "paid_at", "lies before the order was placed"),
            ("6", "currency", "is no ISO 4217 currency; write a code such as THB or USD"),
        ] == told
        assert "in ISO 8601 with an offset" in told[2][2]
        assert ("cannot be read", "before_first") == (
            in_words("region", "bad"),
            in_words("edition", "before_first"),
        )

    @pytest.mark.parametrize("form", ["csv", "parquet"])
    def test_columns_that_give_no_field(self, form, tmp_path):
        """
        They are named once for the whole file: a promise in one column is no promise.
        """
        path = tmp_path / f"own.{form}"
        row = {
            "kind": "pre_order",
            "placed_at": "2025-09-01T10:00:00Z",
            "total": "5",
            "currency": "VND",
            "promise": "7 calendar days",
            **{f"note {number}": "x" for number in range(10)},
        }
        if form == "csv":
            text = "\n".join(map(",".join, [row, row.values(), row.values()]))
            path.write_text(text, encoding="utf-8")
            pieces = read_csv(path)
        else:
            pq.write_table(pa.Table.from_pylist([row, row]), path)
            pieces = read_parquet(path)
        (found,) = (one for one in self.read(pieces).notes if one.code == "audit.unread")

        assert 11 == found.params["number"]
        assert "not read: 11 ('promise', 'note 0', " in found.explain()
        assert "'note 8'); if one of them" in found.explain()

    def test_uneven_rows(self):
        """
        A row of another length than the header is passed over, and told once.
        """
        uneven = UnevenRows()

        assert "skip" == uneven(SimpleNamespace(number=3, actual_columns=2, expected_columns=8))
        assert ["row 3: cells: has 2 cells, not 8"] == [
            f"{p.order}: {p.field}: {p.problem}" for p in uneven.told()
        ]
        assert [] == uneven.told()

    def test_missing_columns(self, tmp_path):
        """
        A file without a column that is needed is refused with the columns that it has.
        """
        path = tmp_path / "short.csv"
        path.write_text("id,kind\n1,standard\n", encoding="utf-8")

        with pytest.raises(MissingColumnsError):
            list(read_csv(path))

    @pytest.mark.parametrize("read", [read_csv, read_parquet], ids=["csv", "parquet"])
    @pytest.mark.parametrize(
        "content",
        [b"", b"\n", b"\xff\xfe\x00", b"PAR1", b"PAR1" + b"\0" * 50 + b"PAR1", b"x" * 2**20],
        ids=["empty", "blank", "encoding", "head", "hollow", "line"],
    )
    def test_no_such_file(self, tmp_path, read, content):
        """
        What is no such file is said to be none.
        """
        path = tmp_path / "file"
        path.write_bytes(content)

        with pytest.raises((PayloadError, MissingColumnsError)):
            list(read(path))

    @pytest.mark.parametrize(
        "row", [b"1,standard,\xff,5,VND\n", b'1,"' + b"x" * 9 * 2**20], ids=["encoding", "line"]
    )
    def test_no_such_rows(self, tmp_path, row):
        """
        Rows that are no text, or longer than a block, end the file with our error.
        """
        path = tmp_path / "bad.csv"
        path.write_bytes(b"id,kind,placed_at,total,currency\n" + row)

        with pytest.raises(PayloadError):
            self.read(read_csv(path))

    def test_a_folder(self, tmp_path):
        """
        A disk that fails is the system's to tell.
        """
        path = tmp_path / "orders.parquet"
        pq.write_table(table_of(self.ORDERS), path)
        pieces = read_parquet(path, {"amounts": "minor"})
        next(pieces)

        with pytest.raises(OSError, match="disk"):
            pieces.throw(OSError(5, "disk"))

    @pytest.mark.parametrize("cut", [0.3, 0.7, 0.99], ids=str)
    def test_cut_off(self, tmp_path, cut):
        """
        A Parquet file that breaks off is none.
        """
        path = tmp_path / "orders.parquet"
        pq.write_table(table_of(self.ORDERS), path)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * cut)])

        with pytest.raises(PayloadError):
            list(read_parquet(path))

    def test_damaged(self, tmp_path):
        """
        A Parquet file with a damaged page gives our error, and no other.
        """
        path = tmp_path / "orders.parquet"
        pq.write_table(table_of(self.ORDERS), path)
        content = path.read_bytes()
        for place in range(8, len(content), 389):
            path.write_bytes(content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :])
            try:
                self.read(read_parquet(path, {"amounts": "minor"}))
            except (PayloadError, MissingColumnsError):
                continue

    def test_no_file(self, tmp_path):
        """
        A file that is not there is the system's to tell.
        """
        for read in (read_csv, read_parquet):
            with pytest.raises(FileNotFoundError):
                list(read(tmp_path / "none"))


def test_memory(monkeypatch):
    """
    Four times the lines take no more memory: pieces are let go.
    """
    monkeypatch.setattr(long_auditing, "_AT_ONCE", 100)
    content = lines(many(250)).getvalue() + b"\n"

    def peak(times):
        auditing, stream = LongAuditing(VN, at=AT), io.BytesIO(content * times)
        tracemalloc.start()
        auditing.add_lines(stream, seller_zone=VN.zone)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert 250 * times == len(auditing.result())
        return found

    peak(1)

    assert peak(4) < 1.3 * peak(1) + 2**17
