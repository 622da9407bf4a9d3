"""
What the caller tells of a table is checked before an engine is asked.
"""

from datetime import UTC, date, datetime

import attrs
import pytest

from rules.making import FIGURE, HEAD, in_force
from tiktok_presale import BusinessDays, CalendarDays, Policy, ReleaseOn, ShipWithin
from tiktok_presale.errors import OutOfRangeError, UnknownCurrencyError, WrongTypeError
from tiktok_presale.frames.engines.dialects import DUCKDB, SPARK
from tiktok_presale.frames.engines.editions import editions_of
from tiktok_presale.frames.engines.rows import promised, rows_of
from tiktok_presale.frames.fields import ORDER_FIELDS
from tiktok_presale.frames.rulebooks import BEGINNING, rulebooks
from tiktok_presale.policy.errors import BeforeFirstEditionError
from tiktok_presale.policy.reader import parse_pack
from tiktok_presale.values.vocabulary import OrderKind

TH = in_force("th", 2026, 1, 2)
AT = datetime(2026, 1, 2, tzinfo=UTC)


def read(present=("placed_at", "kind"), **how):
    """
    What is known of a table with these columns.
    """
    return rows_of(present, how, ORDER_FIELDS)


class TestRows:
    """
    Columns are found by field, and what holds for all rows stands beside them.
    """

    def test_columns(self):
        """
        By name, by another name, or not at all.
        """
        rows = read(("a", "kind", "region", "x"), columns={"placed_at": "a", "region": None})

        assert {"placed_at": "a", "kind": "kind"} == dict(rows.columns)

    def test_given(self):
        """
        In the form that a column would have.
        """
        rows = read(
            ("placed_at",),
            kind=OrderKind.STANDARD,
            currency="THB",
            held=True,
            paid=None,
            promise=ShipWithin(BusinessDays(3)),
        )
        told = {"kind": "standard", "currency": "THB", "held": True}

        assert {**told, **promised(ShipWithin(BusinessDays(3)))} == dict(rows.given)
        assert "placed_at" in rows.fields

    @pytest.mark.parametrize(
        ("promise", "apart"),
        [
            (None, (None, None, None, None)),
            (ShipWithin(CalendarDays(9)), (9, "calendar", None, None)),
            (
                ReleaseOn(date(2026, 3, 31), "America/New_York"),
                (None, None, date(2026, 3, 31), "America/New_York"),
            ),
        ],
        ids=str,
    )
    def test_promise(self, promise, apart):
        """
        A promise is four fields.
        """
        assert apart == tuple(promised(promise).values())

    @pytest.mark.parametrize(
        ("how", "error", "words"),
        [
            ({"knd": "standard"}, OutOfRangeError, "did you mean 'kind'"),
            ({"kind": "gift"}, WrongTypeError, "kind"),
            ({"region": ""}, WrongTypeError, "region"),
            ({"currency": "thb"}, UnknownCurrencyError, "did you mean 'THB'"),
            ({"held": "yes"}, WrongTypeError, "held must be True or False"),
            ({"promise": 15}, WrongTypeError, "promise"),
            ({"zone": "Asia/Bangkok"}, OutOfRangeError, "convert other zones before"),
            ({"kind": "standard"}, OutOfRangeError, "given for all rows and by column 'kind'"),
            ({"columns": ["placed_at"]}, WrongTypeError, "columns must be a mapping"),
            ({"columns": {"plced_at": "a"}}, OutOfRangeError, "did you mean 'placed_at'"),
            ({"columns": {"placed_at": 1}}, WrongTypeError, "columns"),
            ({"columns": {"placed_at": "knd"}}, OutOfRangeError, "did you mean 'kind'"),
            ({"days": date(2026, 1, 1)}, WrongTypeError, "days must be"),
            ({"days": (1, date(2026, 1, 1))}, WrongTypeError, "days must be a date"),
            ({"days": (date(2026, 1, 2), date(2026, 1, 1))}, OutOfRangeError, "first day first"),
        ],
        ids=str,
    )
    def test_refused(self, how, error, words):
        """
        With what to write instead.
        """
        with pytest.raises(error, match=words):
            read(**how)


class TestEditions:
    """
    A policy judges all rows; a market's editions judge those that were placed under them.
    """

    def test_one(self):
        """
        One policy, whatever was placed when.
        """
        (edition,) = editions_of(TH, None)

        assert (TH, None, None) == (edition.policy, edition.market, edition.since)

    def test_pack(self):
        """
        Editions of one pack, in order, from the start of their first day.
        """
        found = editions_of({"th": TH.pack, "vn": in_force("vn", 2026, 1, 2)}, None)
        starts = [edition.since for edition in found[:-1]]

        assert sorted(starts) == starts
        assert [*TH.pack.editions, "vn@2025-12-03"] == [one.policy.edition for one in found]
        assert len(TH.pack.starts) == len(editions_of(TH.pack, None))

    def test_judged_at(self):
        """
        Where a market judges by the day of asking, that day is needed.
        """
        pack = attrs.evolve(TH.pack, orders_judged="at")
        (edition,) = editions_of(pack, AT)
        with pytest.raises(WrongTypeError, match="decides th's edition"):
            editions_of(pack, None)

        assert Policy.in_force(pack, on=AT) == edition.policy

    def test_before_the_first(self):
        """
        An instant before a market's first edition has none.
        """
        pack = attrs.evolve(TH.pack, orders_judged="at")
        for rules in (pack, {"th": pack}):
            with pytest.raises(BeforeFirstEditionError):
                editions_of(rules, datetime(1999, 1, 1, tzinfo=UTC))

    def test_a_day_that_begins_twice(self):
        """
        Where clocks go back across midnight, the old edition holds once more for a while.
        """
        text = "".join(
            FIGURE.format(
                path=f"deadlines.standard.{name}",
                value=f'{{ event = "{name}", anchor = "placed", days = 70, unit = "hours" }}',
            ).replace("2025-01-01", day)
            for name, day in (("dispatch", "2009-01-01"), ("collection", "2009-11-01"))
        )
        # Until 2011 its clocks went back at one minute past midnight.
        head = HEAD.format(zone="America/St_Johns", currency="USD")
        pack = parse_pack((head + text).encode(), "test.toml")
        book = rulebooks(pack, None)[None]
        found = editions_of(pack, None)

        assert [*pack.editions, *pack.editions] == [one.policy.edition for one in found]
        assert [edge for edge in book.since if edge != BEGINNING] == [one.since for one in found]

    @pytest.mark.parametrize("rules", ["th", ["th"], {1: TH}, {"th": "th"}], ids=str)
    def test_refused(self, rules):
        """
        Names are no rules.
        """
        with pytest.raises(WrongTypeError, match="a Policy, a Pack, or one of them"):
            editions_of(rules, None)

    def test_none(self):
        """
        Rules of no market judge nothing.
        """
        with pytest.raises(OutOfRangeError, match="at least one"):
            editions_of({}, None)


class TestDialects:
    """
    Texts and names are quoted so that no letter of theirs is read as SQL.
    """

    @pytest.mark.parametrize(
        ("dialect", "text", "name"),
        [(DUCKDB, "'it''s \\'", '"a""b`c"'), (SPARK, "'it\\'s \\\\'", '`a"b``c`')],
        ids=["duckdb", "spark"],
    )
    def test_quotes(self, dialect, text, name):
        """
        Each in the engine's own way.
        """
        assert text == dialect.text("it's \\")
        assert name == dialect.column('a"b`c')

    def test_literals(self):
        """
        Values of every form.
        """
        values = [None, True, False, 7, AT, date(2026, 1, 2), "x"]

        assert [
            "NULL",
            "TRUE",
            "FALSE",
            "CAST(7 AS BIGINT)",
            "CAST(1767312000000000 AS BIGINT)",
            "DATE '2026-01-02'",
            "'x'",
        ] == [DUCKDB.literal(value) for value in values]
