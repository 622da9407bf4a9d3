"""
Inside Spark the rules give the scalar answers, in every session time zone.
"""

import os
from datetime import UTC, date, datetime

import pytest
from pyspark.sql import SparkSession

from frames.engine_cases import (
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
from rules.making import in_force
from tiktok_presale import CalendarDays, ShipWithin
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.frames import in_spark
from tiktok_presale.frames.engines import spark_cells

TH = in_force("th", 2026, 1, 2)
AT = SOME_INSTANTS[1]
COUNT = 250
# Few books, since Spark takes seconds to compile what all of them come to.
OWN = ("flat-a-day", "share-of-a-week", "bands")
MARKETS = ("us", "taobao", *OWN)
BOOKS = {market: rules()[market] for market in MARKETS}
HOW = {"kind": "pre_order", "promise": ShipWithin(CalendarDays(15))}
PLACED = "TIMESTAMP '2026-01-01 02:00:00+00:00' AS placed_at"

# Spark's own modules warn of the pandas they find.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def spark():
    """
    One small session, whose zone is none that the library knows of.
    """
    before = dict(os.environ)
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", TZ="UTC")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.session.timeZone": "America/New_York",
        "spark.sql.shuffle.partitions": "1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def everything(spark):
    """
    Orders of all markets, with days of rest between them.
    """
    cases = [case for case in judged(COUNT) if case[0] in MARKETS]
    names = list(row_of(*cases[0][:2]))
    table = table_of([row_of(market, order) for market, order, _ in cases])
    rows = [tuple(row.values()) for row in table.to_pylist()]
    kinds = {"total": "BIGINT", "items_total": "BIGINT", "promise_days": "BIGINT", "row": "BIGINT"}
    kinds.update(dict.fromkeys(("paid", "held", "shipped_by_seller"), "BOOLEAN"))
    kinds["release_on"] = "DATE"
    times = [name for name in names if name.endswith("_at") or name.startswith("platform_")]
    kinds.update(dict.fromkeys(times, "TIMESTAMP"))
    schema = ", ".join(f"{name} {kinds.get(name, 'STRING')}" for name in table.column_names)
    return spark.createDataFrame(rows, schema).coalesce(1).cache(), cases


def answered(frame):
    """
    The rows of an answer, in the order in which they went in.
    """
    return [row.asDict() for row in sorted(frame.collect(), key=lambda row: row["row"])]


class TestScalarAnswer:
    """
    Every answer equals the one that the scalar rule gives for that order.
    """

    def test_overdue(self, everything):
        """
        Deadlines, state, lateness, charges, what is at stake and the fee.
        """
        orders, cases = everything
        rows = answered(in_spark.overdue(orders, BOOKS, at=AT))
        due = [due_by_scalar(o, p) for _, o, p in cases]
        looked_at = [{k: v for k, v in one.items() if "delivery" not in k} for one in due]

        assert [] == differing(rows, [stands_by_scalar(o, p, AT) for _, o, p in cases])
        assert [] == differing(rows, looked_at)

    def test_joined_cells(self, everything, monkeypatch):
        """
        All five deadlines, where the tables are too long to be written into the expressions.
        """
        monkeypatch.setattr(spark_cells, "MOST_WRITTEN", 0)
        orders, cases = everything
        own = [case for case in cases if case[0] in OWN]
        books = {name: BOOKS[name] for name in OWN}
        rows = answered(in_spark.deadlines(orders.where(orders.market.isin(*OWN)), books))

        assert [] == differing(rows, [due_by_scalar(o, p) for _, o, p in own])

    def test_statement(self, everything):
        """
        The sums are those of the scalar answers, of the markets that are asked for.
        """
        orders, cases = everything
        (market,) = OWN[1:2]
        own = [case for case in cases if case[0] == market]
        answer = in_spark.statement(orders.where(orders.market == market), BOOKS[market], at=AT)
        rows = answer.collect()
        found = {tuple(row)[:8]: [int(total or 0) for total in tuple(row)[8:]] for row in rows}

        assert len(rows) == len(found)
        assert sums_by_scalar(own, AT) == found


class TestTimes:
    """
    Instants do not hang on the session, and a column says what it holds.
    """

    def test_without_a_zone(self, spark):
        """
        Times without a zone are read in UTC where that is told, in summer time too.
        """
        placed = "TIMESTAMP_NTZ '2026-07-01 02:00:00' AS placed_at"
        days = (date(2026, 7, 1), date(2026, 7, 31))
        orders = spark.sql(f"SELECT {placed}")
        (row,) = in_spark.deadlines(orders, TH, zone="UTC", days=days, **HOW).collect()
        with pytest.raises(WrongTypeError, match="zone='UTC' told"):
            in_spark.deadlines(orders, TH, **HOW)

        assert datetime(2026, 7, 16, 16, 59, 59, tzinfo=UTC) == plain(row["dispatch_due"])


class TestBadRows:
    """
    A row that cannot be judged is kept, has no answer, and its problem is named.
    """

    def test_named(self, spark):
        """
        By the field that cannot be read; nothing overflows on the way.
        """
        good = (
            f"{PLACED}, 89900L AS total, 'THB' AS currency, 'pre_order' AS kind, NULL AS held,"
            " DATE '2026-03-31' AS release_on, NULL AS promise_days"
        )
        bad = {
            "placed_at": good.replace(
                "TIMESTAMP '2026-01-01 02:00:00+00:00'", "timestamp_micros(9L << 59)"
            ),
            "kind": good.replace("'pre_order'", "'it\\'s a gift'"),
            "total": good.replace("89900L", "9223372036854775807L"),
            "promise": good.replace("2026-03-31", "2400-01-01"),
        }
        queries = [
            f"SELECT {number} AS row, {row}" for number, row in enumerate([good, *bad.values()])
        ]
        orders = spark.sql(" UNION ALL ".join(queries))
        answer = in_spark.overdue(orders, in_force("us", 2026, 3, 2), at=AT)
        rows = answered(answer.select("row", "problem", "state", "charges"))

        assert [None, *bad] == [row["problem"] for row in rows]
        assert [None] * 4 == [row["state"] for row in rows[1:]]
        assert 0 == rows[0]["charges"]


class TestTables:
    """
    What is no table of orders is refused, with what to do instead.
    """

    @pytest.mark.parametrize(
        ("columns", "error", "words"),
        [
            (f"{PLACED}, 1 AS total, 2 AS total", OutOfRangeError, "two columns of one name"),
            (f"{PLACED}, 1 AS _presale_x", OutOfRangeError, "a column '_presale_x'"),
            (f"{PLACED}, 1 AS state, 1 AS total", OutOfRangeError, "a column 'state'"),
            (f"{PLACED}, 8.99 AS total", WrongTypeError, "total must be whole minor units"),
        ],
    )
    def test_refused(self, spark, columns, error, words):
        """
        Columns of other types, of our names, or twice of one.
        """
        with pytest.raises(error, match=words):
            in_spark.overdue(spark.sql(f"SELECT {columns}"), TH, at=AT, currency="THB", **HOW)

    def test_no_table(self):
        """
        Anything else is no DataFrame of Spark.
        """
        with pytest.raises(WrongTypeError, match="a DataFrame of Spark"):
            in_spark.deadlines([1], TH, **HOW)
