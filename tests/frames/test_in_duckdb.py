"""
Inside DuckDB the rules give the scalar answers, field by field and null by null.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest

from frames.engine_cases import (
    AMONG,
    SECOND,
    SOME_INSTANTS,
    differing,
    due_by_scalar,
    judged,
    plain,
    row_of,
    rules,
    stands_by_scalar,
    sums_by_scalar,
    table_of,
)
from rules.making import an_order, in_force, own_policy
from tiktok_presale import (
    BusinessCalendar,
    CalendarDays,
    DeadlineName,
    OrderKind,
    Policy,
    ReleaseOn,
    ShipWithin,
    Shop,
    deadlines,
)
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.frames import in_duckdb
from tiktok_presale.frames.engines import questions, scripts
from tiktok_presale.frames.engines.dialects import selected
from tiktok_presale.frames.engines.editions import Edition
from tiktok_presale.frames.engines.groups import group_of
from tiktok_presale.frames.engines.plans import plan_of
from tiktok_presale.values.calendars import MON_TO_FRI

TH = in_force("th", 2026, 1, 2)
US = in_force("us", 2026, 3, 2)
AT = SOME_INSTANTS[1]
COUNT = 150
PROMISE = ShipWithin(CalendarDays(15))
PLACED = "TIMESTAMPTZ '2026-01-01 09:00:00+07' AS placed_at"
PRE_ORDER = {"kind": "pre_order", "promise": PROMISE}
PAID = {"currency": "THB", **PRE_ORDER}


@pytest.fixture
def connection():
    """
    A connection whose zone is none that the library knows of.
    """
    with duckdb.connect() as opened:
        opened.execute("SET TimeZone = 'America/New_York'")
        yield opened


@pytest.fixture(scope="module")
def everything():
    """
    Orders of all markets, in one connection.
    """
    cases = judged(COUNT)
    with duckdb.connect() as opened:
        rows = table_of([row_of(market, order) for market, order, _ in cases])
        opened.execute("CREATE TABLE orders AS SELECT * FROM rows")
        yield opened, cases
        del rows


def rows_in(relation):
    """
    The rows of an answer, in the order in which they went in.
    """
    return relation.order("row").to_arrow_table().to_pylist()


def only(relation):
    """
    The one row of an answer.
    """
    (row,) = relation.to_arrow_table().to_pylist()
    return {name: plain(value) for name, value in row.items()}


class TestScalarAnswer:
    """
    Every answer equals the one that the scalar rule gives for that order.
    """

    def test_deadlines(self, everything):
        """
        All five deadlines, what is missing and why, the platform's own and the edition.
        """
        connection, cases = everything
        answer = in_duckdb.deadlines(connection, "orders", rules())

        assert [] == differing(rows_in(answer), [due_by_scalar(o, p) for _, o, p in cases])

    @pytest.mark.parametrize("at", AMONG, ids=str)
    def test_overdue(self, everything, at):
        """
        State, next deadline, lateness, charges, what is at stake and the fee.
        """
        connection, cases = everything
        answer = in_duckdb.overdue(connection, "orders", rules(), at=at)

        assert [] == differing(rows_in(answer), [stands_by_scalar(o, p, at) for _, o, p in cases])

    @pytest.mark.parametrize("rate", ["0.10", "0.11"])
    def test_with_a_shop(self, everything, rate):
        """
        Charges that hang on a metric are due, or not, where the shop tells it.
        """
        connection, cases = everything
        shop = Shop(id="s1", metrics={"late_dispatch_rate": Decimal(rate)})
        answer = in_duckdb.overdue(connection, "orders", rules(), at=AT, shop=shop)
        expected = [stands_by_scalar(o, p, AT, shop) for _, o, p in cases]

        assert [] == differing(rows_in(answer), expected)

    def test_at_the_edge(self, connection):
        """
        Half a second into the due second is in time, a second after it is late.
        """
        order = an_order()
        due = deadlines.of(order, TH).dispatch.due
        for late_by in (timedelta(0), SECOND / 2, SECOND - timedelta(microseconds=1), SECOND):
            row = f"SELECT {PLACED}, 89900 AS total"
            answer = only(in_duckdb.overdue(connection, row, TH, at=due + late_by, **PAID))
            expected = stands_by_scalar(order, TH, due + late_by)

            assert expected == {name: answer[name] for name in expected}

    def test_statement(self, everything):
        """
        The sums are those of the scalar answers, by edition, kind, state and currency.
        """
        connection, cases = everything
        rows = (
            in_duckdb.statement(connection, "orders", rules(), at=AT).to_arrow_table().to_pylist()
        )
        found = {
            tuple(row.values())[:8]: [int(sum_ or 0) for sum_ in tuple(row.values())[8:]]
            for row in rows
        }

        assert len(rows) == len(found)
        assert sums_by_scalar(cases, AT) == found

    def test_written_out(self, everything):
        """
        The query as text gives the same, without anything that the library keeps.
        """
        connection, cases = everything
        text = in_duckdb.sql(connection, "orders", rules())
        late = in_duckdb.sql(connection, "SELECT * FROM orders", rules(), at=AT)
        with duckdb.connect() as other:
            rows = connection.sql("FROM orders").to_arrow_table()
            other.register("orders", rows)
            due, stands = rows_in(other.sql(text)), rows_in(other.sql(late))

        assert [] == differing(due, [due_by_scalar(o, p) for _, o, p in cases])
        assert [] == differing(stands, [stands_by_scalar(o, p, AT) for _, o, p in cases])

    def test_calendar(self, connection):
        """
        A calendar of the caller's own is used instead of the market's.
        """
        calendar = BusinessCalendar(
            "own",
            MON_TO_FRI,
            holidays=[date(2026, 3, 4)],
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
        )
        order = an_order(
            kind=OrderKind.STANDARD,
            promise=None,
            placed_at=datetime(2026, 3, 3, 20, tzinfo=UTC),
            awaiting_shipment_at=None,
        )
        row = "SELECT TIMESTAMPTZ '2026-03-03 20:00:00+00' AS placed_at"
        answer = only(
            in_duckdb.deadlines(connection, row, US, calendar=calendar, kind=OrderKind.STANDARD)
        )
        expected = due_by_scalar(order, US, calendar)

        assert expected["delivery_due"] == answer["delivery_due"]
        assert expected["dispatch_due"] == answer["dispatch_due"]

    def test_one_name(self, connection):
        """
        A deadline that counts from dispatch is found where dispatch itself is not wanted.
        """
        row = "SELECT TIMESTAMPTZ '2026-03-03 20:00:00+00' AS placed_at"
        release = ReleaseOn(date(2026, 3, 31))
        names = [DeadlineName.AUTO_CANCEL]
        how = {"kind": "pre_order", "promise": release}
        answer = only(in_duckdb.deadlines(connection, row, US, names=names, **how))
        order = an_order(placed_at=datetime(2026, 3, 3, 20, tzinfo=UTC), promise=release)

        assert due_by_scalar(order, US)["auto_cancel_due"] == answer["auto_cancel_due"]
        assert "dispatch_due" not in answer

    def test_dispatch_alone(self, connection):
        """
        The one deadline that others count from can be the only one that is wanted.
        """
        row = "SELECT TIMESTAMPTZ '2026-03-03 20:00:00+00' AS placed_at"
        release = ReleaseOn(date(2026, 3, 31))
        how = {"kind": "pre_order", "promise": release, "names": [DeadlineName.DISPATCH]}
        answer = only(in_duckdb.deadlines(connection, row, US, **how))
        order = an_order(placed_at=datetime(2026, 3, 3, 20, tzinfo=UTC), promise=release)

        assert due_by_scalar(order, US)["dispatch_due"] == answer["dispatch_due"]
        assert "auto_cancel_due" not in answer


OF_MARKETS = (
    f"SELECT 1 AS row, {PLACED}, 'th' AS market"
    " UNION ALL SELECT 2, TIMESTAMPTZ '2026-03-03 20:00:00+00', 'us'"
    " UNION ALL SELECT 3, TIMESTAMPTZ '2026-03-03 20:00:00+00', 'xx'"
    " UNION ALL SELECT 4, TIMESTAMPTZ '2028-03-03 20:00:00+00', 'us'"
)
MARKETS = {"th": TH, "us": US}
STANDARD = {"kind": "standard", "names": [DeadlineName.DISPATCH, DeadlineName.AUTO_CANCEL]}
THOSE_DAYS = (date(2025, 12, 1), date(2026, 4, 1))


class TestMarkets:
    """
    Where the market alone tells which rules judge a row, editions are asked one after the other.
    """

    def answers(self, connection, **more):
        """
        What is told of the rows: deadline, edition and problem.
        """
        answer = in_duckdb.deadlines(connection, OF_MARKETS, MARKETS, **STANDARD, **more)
        names = "row, dispatch_due, auto_cancel_due, edition, problem"
        return [
            {name: plain(value) for name, value in row.items()}
            for row in rows_in(answer.select(names))
        ]

    def test_not_looked_through(self, connection, monkeypatch):
        """
        With the days told, nothing is asked of the rows, and each has its market's answer.
        """
        monkeypatch.delattr(in_duckdb._Table, "first_rows")  # noqa: SLF001 - what would ask
        thai, american, *others = self.answers(connection, days=THOSE_DAYS)
        orders = [
            an_order(
                kind=OrderKind.STANDARD, promise=None, placed_at=row, awaiting_shipment_at=None
            )
            for row in (
                datetime(2026, 1, 1, 2, tzinfo=UTC),
                datetime(2026, 3, 3, 20, tzinfo=UTC),
            )
        ]

        for row, order, policy in zip((thai, american), orders, (TH, US), strict=True):
            expected = due_by_scalar(order, policy)
            assert {name: expected[name] for name in row if name != "row"} == {
                name: value for name, value in row.items() if name != "row"
            }
        assert ["edition", "outside"] == [row["problem"] for row in others]

    def test_many_editions(self, connection, monkeypatch):
        """
        More editions are looked for in the rows and joined, with the same answers.
        """
        few = self.answers(connection, days=THOSE_DAYS)
        monkeypatch.setattr(scripts, "FEW_EDITIONS", 1)
        monkeypatch.setattr(questions, "FEW_EDITIONS", 1)

        assert few == self.answers(connection, days=THOSE_DAYS)

    def test_no_rows(self, connection):
        """
        The columns of an answer have the same types where there are no rows.
        """
        none = selected(["*"], f"({OF_MARKETS}) WHERE row > 4")
        types = [
            in_duckdb.deadlines(connection, rows, MARKETS, **STANDARD).types
            for rows in (none, OF_MARKETS)
        ]

        assert types[0] == types[1]

    def test_shared_table(self):
        """
        Groups whose deadlines are counted alike share one table.
        """
        span = {"placed_at": (1_767_225_600_000_000, 1_772_323_200_000_000)}
        keys = [
            {"kind": "standard", "promise_days": days, "promise_unit": "calendar"}
            for days in (1, 2)
        ]
        groups = [group_of(0, key, span) for key in keys]
        plan = plan_of((Edition(US),), groups, [DeadlineName.DISPATCH], None)
        first, second = (clocks["dispatch"].table for clocks in plan.clocks)

        assert (0, 0) == (first, second)
        assert 1 == len(plan.tables)

    def test_no_times(self):
        """
        Where no clock starts, tables are compiled all the same, over some days of the edition.
        """
        groups = [group_of(0, {"kind": "standard"}, {})]
        (table,) = plan_of((Edition(US),), groups, [DeadlineName.DISPATCH], None).tables

        assert 0 < len(table.since) < 10


class TestTimes:
    """
    Whatever unit and zone a column has, its instants are the same.
    """

    @pytest.mark.parametrize(
        "kind", ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMPTZ"]
    )
    def test_units(self, connection, kind):
        """
        Times without a zone are read in UTC where that is told.
        """
        zone = "+00" if kind == "TIMESTAMPTZ" else ""
        row = f"SELECT '2026-01-01 02:00:00{zone}'::{kind} AS placed_at"
        answer = only(in_duckdb.deadlines(connection, row, TH, zone="UTC", **PRE_ORDER))

        assert datetime(2026, 1, 16, 16, 59, 59, tzinfo=UTC) == answer["dispatch_due"]

    @pytest.mark.skipif(
        duckdb.__version__ < "2", reason="older releases call a column of nothing INTEGER"
    )
    def test_no_type(self, connection):
        """
        A column of nothing is absent.
        """
        connection.register("nothing", pa.table({"paid_at": pa.nulls(1)}))
        query = selected([PLACED, "paid_at"], "nothing")
        answer = only(in_duckdb.deadlines(connection, query, TH, **PRE_ORDER))

        assert datetime(2026, 1, 16, 16, 59, 59, tzinfo=UTC) == answer["dispatch_due"]

    @pytest.mark.parametrize("kind", ["TIMESTAMP", "DATE", "BIGINT", "VARCHAR"])
    def test_refused(self, connection, kind):
        """
        Times without a zone name no instant, and neither do numbers, days and texts.
        """
        row = f"SELECT NULL::{kind} AS placed_at"
        with pytest.raises(WrongTypeError, match="placed_at must be TIMESTAMP WITH TIME ZONE"):
            in_duckdb.deadlines(connection, row, TH, **PRE_ORDER)

    def test_part_of_a_microsecond(self, connection):
        """
        What is less than a microsecond is left out, so that the last instant of a day stays in it.
        """
        query = (
            "SELECT 1 AS row, '2026-01-01 16:59:59.9999999'::TIMESTAMP_NS AS placed_at"
            " UNION ALL SELECT 2, '1969-12-31 23:59:59.9999999'::TIMESTAMP_NS"
        )
        answer = in_duckdb.deadlines(connection, query, TH, zone="UTC", **PRE_ORDER)
        first, early = rows_in(answer.select("row, dispatch_due, problem"))

        assert datetime(2026, 1, 16, 16, 59, 59, tzinfo=UTC) == plain(first["dispatch_due"])
        assert "placed_at" == early["problem"]


GOOD = (
    f"SELECT {PLACED}, 89900::HUGEINT AS total, 80000::HUGEINT AS items_total, 'THB' AS currency,"
    " 'pre_order' AS kind, 15 AS promise_days, 'calendar' AS promise_unit,"
    " NULL::DATE AS release_on, NULL::VARCHAR AS release_zone,"
    " NULL::TIMESTAMPTZ AS dispatched_at, NULL::TIMESTAMPTZ AS platform_dispatch,"
    " 'placed' AS stage, NULL::VARCHAR AS cancelled_by"
)
RELEASE = "NULL AS promise_days, NULL AS promise_unit"
BAD = [
    ("NULL::TIMESTAMPTZ AS placed_at", "placed_at"),
    ("'infinity'::TIMESTAMPTZ AS placed_at", "placed_at"),
    ("'290000-01-01 00:00:00+00'::TIMESTAMPTZ AS placed_at", "placed_at"),
    ("'gift' AS kind", "kind"),
    ("NULL AS kind", "kind"),
    ("NULL AS promise_unit", "promise"),
    ("-1 AS promise_days", "promise"),
    ("5000 AS promise_days", "promise"),
    ("DATE '2026-03-31' AS release_on", "promise"),
    (f"'infinity'::DATE AS release_on, {RELEASE}", "promise"),
    (f"DATE '2026-03-31' AS release_on, 'Mars/Base' AS release_zone, {RELEASE}", "promise"),
    ("TIMESTAMPTZ '2025-12-31 00:00:00+00' AS dispatched_at", "dispatched_at"),
    ("'-infinity'::TIMESTAMPTZ AS platform_dispatch", "platform_dispatch"),
    ("'flying' AS stage", "stage"),
    ("'nobody' AS cancelled_by", "cancelled_by"),
    ("NULL AS total", "total"),
    ("-1 AS total", "total"),
    ("170141183460469231731687303715884105727::HUGEINT AS total", "total"),
    ("-5 AS items_total", "items_total"),
    ("9223372036854775807 AS items_total", "items_total"),
    ("NULL AS currency", "currency"),
    ("'thb' AS currency", "currency"),
    ("'' AS currency", "currency"),
]


class TestBadRows:
    """
    A row that cannot be judged is kept, has no answer, and its problem is named.
    """

    def test_named(self, connection):
        """
        By the field that cannot be read; the good row beside them has its answer.
        """
        rows = [GOOD, *(selected([f"* REPLACE ({bad})"], f"({GOOD})") for bad, _ in BAD)]
        query = " UNION ALL ".join(
            selected([f"{number} AS row", "*"], f"({row})") for number, row in enumerate(rows)
        )
        answer = in_duckdb.overdue(connection, query, TH, at=AT)
        fine, *wrong = rows_in(answer.select("row, problem, state, charges, dispatch_due"))

        assert (None, "cancellable") == (fine["problem"], fine["state"])
        assert [field for _, field in BAD] == [row["problem"] for row in wrong]
        assert {(None, None, None)} == {
            (row["state"], row["charges"], row["dispatch_due"]) for row in wrong
        }

    def test_any_case(self, connection):
        """
        Words of the platform's own are read as frames read them.
        """
        words = "* REPLACE ('PLACED' AS stage, 'Buyer' AS cancelled_by)"
        row = selected([words], f"({GOOD})")
        told = only(in_duckdb.overdue(connection, row, TH, at=AT))

        assert (None, "cancellable") == (told["problem"], told["state"])

    def test_market(self, connection):
        """
        No edition judges an unknown market, nor an order from before the first edition.
        """
        query = (
            f"SELECT 1 AS row, {PLACED}, 'th' AS market"
            f" UNION ALL SELECT 2, {PLACED.rpartition(' AS ')[0]}, 'xx'"
            f" UNION ALL SELECT 3, {PLACED.rpartition(' AS ')[0]}, NULL"
            " UNION ALL SELECT 4, TIMESTAMPTZ '2001-01-01 00:00:00+00', 'th'"
        )
        answer = in_duckdb.deadlines(connection, query, {"th": TH.pack}, **PRE_ORDER)
        problems = [row["problem"] for row in rows_in(answer)]

        assert [None, "edition", "edition", "edition"] == problems

    def test_region(self, connection):
        """
        Empty text names no region, where regions matter.
        """
        answer = in_duckdb.deadlines(
            connection, f"SELECT {PLACED}, '' AS region", in_force("my", 2026, 1, 2), **PRE_ORDER
        )

        assert "region" == only(answer)["problem"]

    def test_other_currency(self, connection):
        """
        Prices in another currency than a charge's limits are not compared with them.
        """
        tmall = Policy.in_force("taobao", on=date(2026, 1, 2))
        at = datetime(2026, 3, 1, tzinfo=UTC)
        due = "TIMESTAMPTZ '2026-01-10 00:00:00+00' AS platform_dispatch"
        row = f"SELECT {PLACED}, 89900 AS total, {due}"
        ours = only(in_duckdb.overdue(connection, row, tmall, at=at, currency="CNY", **PRE_ORDER))
        other = only(in_duckdb.overdue(connection, row, tmall, at=at, **PAID))

        assert (8990, "CNY", None) == tuple(
            ours[name] for name in ("charges", "charges_currency", "problem")
        )
        assert ("currency", None) == (other["problem"], other["charges"])

    def test_two_currencies(self, connection):
        """
        Charges in two currencies have no sum.
        """
        figures = {
            "deadlines.pre_order.dispatch": (
                '{ event = "dispatch", anchor = "placed", days = 1, unit = "calendar_days" }'
            ),
            "overdue.charges.one": (
                '{ trigger = "late", payee = "buyer", flat = { amount = "1.00",'
                ' currency = "USD" } }'
            ),
            "overdue.charges.two": (
                '{ trigger = "late", payee = "buyer", rate = 0.01, rounding = "half_up" }'
            ),
        }
        row = f"SELECT {PLACED}, 89900 AS total"
        policy = own_policy(figures)
        both = only(in_duckdb.overdue(connection, row, policy, at=AT, **PAID))
        one = only(in_duckdb.overdue(connection, row, policy, at=AT, **{**PAID, "currency": "USD"}))

        assert ("charges", None) == (both["problem"], both["charges"])
        assert (999, "USD") == (one["charges"], one["charges_currency"])


class TestNewRows:
    """
    An answer never guesses about rows that came after it was asked for.
    """

    def test_outside(self, connection):
        """
        A day that no table covers, and a kind that was not there, are problems.
        """
        connection.execute(f"CREATE TABLE grown AS SELECT 1 AS row, {PLACED}, 'pre_order' AS kind")
        answer = in_duckdb.deadlines(connection, "grown", TH, promise=PROMISE)
        connection.execute(
            "INSERT INTO grown VALUES (2, TIMESTAMPTZ '2026-06-01 00:00:00+00', 'pre_order'),"
            " (3, TIMESTAMPTZ '2026-01-01 00:00:00+00', 'standard'),"
            " (4, TIMESTAMPTZ '2025-06-01 00:00:00+00', 'pre_order')"
        )
        rows = rows_in(answer)

        assert [None, "outside", "group", "outside"] == [row["problem"] for row in rows]
        assert [None] * 3 == [row["dispatch_due"] for row in rows[1:]]

    def test_days_told(self, connection):
        """
        Where the days are told, the rows are not looked through, and others are marked.
        """
        query = (
            f"SELECT 1 AS row, {PLACED} UNION ALL SELECT 2, TIMESTAMPTZ '2027-01-01 00:00:00+00'"
        )
        days = (date(2026, 1, 1), date(2026, 1, 31))
        rows = rows_in(in_duckdb.deadlines(connection, query, TH, days=days, **PRE_ORDER))

        assert [None, "outside"] == [row["problem"] for row in rows]

    def test_days_and_kinds(self, connection):
        """
        Kinds are still looked for where days are told.
        """
        query = f"SELECT {PLACED}, 'pre_order' AS kind"
        days = (date(2026, 1, 1), date(2026, 1, 31))
        answer = only(in_duckdb.deadlines(connection, query, TH, days=days, promise=PROMISE))

        assert datetime(2026, 1, 16, 16, 59, 59, tzinfo=UTC) == answer["dispatch_due"]

    def test_empty(self, connection):
        """
        No rows give no rows, with and without columns that tell groups apart.
        """
        nothing = f"SELECT {PLACED}, 'pre_order' AS kind, 1 AS total WHERE FALSE"
        how = {"at": AT, "currency": "THB"}
        columns = {"columns": {"kind": None}, "kind": "pre_order"}

        assert 0 == len(in_duckdb.overdue(connection, nothing, TH, **how))
        assert 0 == len(in_duckdb.overdue(connection, nothing, TH, **how, **columns))


class TestTables:
    """
    Relations and queries go in, and what the library keeps stays out of the caller's way.
    """

    def test_relation(self, connection):
        """
        Two relations asked one after the other do not mix.
        """
        first, second = (
            connection.sql(f"SELECT TIMESTAMPTZ '2026-01-0{day} 09:00:00+07' AS placed_at")
            for day in (1, 2)
        )
        answers = [in_duckdb.deadlines(connection, one, TH, **PRE_ORDER) for one in (first, second)]

        assert [16, 17] == [only(answer)["dispatch_due"].day for answer in answers]

    def test_kept_once(self, connection):
        """
        The same tables are kept once for a connection.
        """
        for _ in range(2):
            in_duckdb.deadlines(connection, f"SELECT {PLACED}", TH, **PRE_ORDER)
        count = "SELECT count(*) FROM duckdb_tables() WHERE starts_with(table_name, '_presale_')"

        assert [(1,)] == connection.sql(count).fetchall()

    def test_words(self, connection):
        """
        Enumerations and columns of other names are read; a named absence is none.
        """
        query = (
            f"SELECT {PLACED.rpartition(' AS ')[0]} AS created,"
            " 'pre_order'::ENUM('pre_order') AS k, 'odd' AS region"
        )
        columns = {"placed_at": "created", "kind": "k", "region": None}
        answer = in_duckdb.deadlines(connection, query, TH, columns=columns, promise=PROMISE)

        assert datetime(2026, 1, 16, 16, 59, 59, tzinfo=UTC) == only(answer)["dispatch_due"]

    @pytest.mark.parametrize(
        ("columns", "error", "words"),
        [
            (f"{PLACED}, 1 AS _presale_x", OutOfRangeError, "a column '_presale_x'"),
            (f"{PLACED}, 1 AS state, 1 AS total", OutOfRangeError, "a column 'state'"),
            (f"{PLACED}, 8.99 AS total", WrongTypeError, "total must be whole minor units"),
            (f"{PLACED}", OutOfRangeError, "orders is without total"),
            (f"{PLACED}, 1 AS total, 'x' AS held", WrongTypeError, "held must be BOOLEAN"),
            ("1 AS total", OutOfRangeError, "orders is without placed_at"),
        ],
    )
    def test_refused(self, connection, columns, error, words):
        """
        With what to do instead.
        """
        with pytest.raises(error, match=words):
            in_duckdb.overdue(connection, f"SELECT {columns}", TH, at=AT, **PAID)

    def test_no_table(self, connection):
        """
        A frame must be made a relation first.
        """
        with pytest.raises(WrongTypeError, match="a relation or a query"):
            in_duckdb.deadlines(connection, [1], TH, **PRE_ORDER)

    def test_no_currency(self, connection):
        """
        Amounts without a currency are no money.
        """
        with pytest.raises(OutOfRangeError, match="without currency"):
            in_duckdb.overdue(connection, f"SELECT {PLACED}, 1 AS total", TH, at=AT, **PRE_ORDER)

    def test_naive_instant(self, connection):
        """
        The instant of asking has a zone.
        """
        row, at = f"SELECT {PLACED}, 1 AS total", AT.replace(tzinfo=None)
        with pytest.raises(NaiveTimeError):
            in_duckdb.overdue(connection, row, TH, at=at, **PAID)

    def test_missing_instant(self, connection):
        """
        Somebody must say when.
        """
        with pytest.raises(WrongTypeError, match="at must be"):
            in_duckdb.overdue(connection, f"SELECT {PLACED}, 1 AS total", TH, at=None, **PAID)

    def test_absent_fields(self, connection):
        """
        Without a kind, or a market where there are rules of several, nothing can be told.
        """
        with pytest.raises(OutOfRangeError, match="without kind"):
            in_duckdb.deadlines(connection, f"SELECT {PLACED}", TH)
        with pytest.raises(OutOfRangeError, match="without market"):
            in_duckdb.deadlines(connection, f"SELECT {PLACED}", {"th": TH}, **PRE_ORDER)

    @pytest.mark.parametrize(
        ("names", "error"),
        [("dispatch", WrongTypeError), (["dispatch"], WrongTypeError), ([], OutOfRangeError)],
        ids=str,
    )
    def test_names(self, connection, names, error):
        """
        Names are several of DeadlineName.
        """
        with pytest.raises(error, match="names"):
            in_duckdb.deadlines(connection, f"SELECT {PLACED}", TH, names=names, **PRE_ORDER)

    def test_too_many_groups(self, connection, monkeypatch):
        """
        A column of rubbish does not fill the memory with tables.
        """
        monkeypatch.setattr(questions, "MOST_GROUPS", 3)
        query = selected([PLACED, "range::VARCHAR AS kind"], "range(9)")
        with pytest.raises(OutOfRangeError, match="more than 3 kinds and promises"):
            in_duckdb.deadlines(connection, query, TH, promise=PROMISE)

    def test_huge_charge(self, connection):
        """
        A charge whose sums may not fit into 64 bits is refused, and says what to use.
        """
        figures = {
            "overdue.charges.one": (
                '{ trigger = "late", payee = "buyer", rate = 0.1234567, rounding = "half_up" }'
            )
        }
        row = f"SELECT {PLACED}, 1 AS total"
        with pytest.raises(OutOfRangeError, match=r"use overdue\.statement"):
            in_duckdb.overdue(connection, row, own_policy(figures), at=AT, **PAID)
