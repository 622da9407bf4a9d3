"""
Deadlines as tables: exact by construction, over every zone, and never a guess outside.
"""

from __future__ import annotations

import pickle
import random
import sqlite3
import zoneinfo
from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from threading import Thread

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.making import HOLIDAYS, an_order, in_force, own_policy
from tiktok_presale import (
    BusinessCalendar,
    BusinessDays,
    CalendarDays,
    DeadlineTable,
    DeliveredDeadlines,
    OrderKind,
    Policy,
    ReleaseOn,
    ShipWithin,
    deadlines,
)
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.rules import deadline_tables
from tiktok_presale.rules.deadline_tables import boundaries, grids, provenance, tables
from tiktok_presale.rules.deadline_tables.boundaries import micros
from tiktok_presale.values.calendars import MON_TO_FRI
from tiktok_presale.values.vocabulary import Anchor, DeadlineName, Event

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
TH = in_force("th", 2026, 1, 2)
US = in_force("us", 2026, 2, 2)
VALUE = '{ event = "dispatch", anchor = "paid", days = 48, unit = "hours" }'
WEEK = '["mon", "tue", "wed", "thu", "fri"]'
PROMISES = (
    None,
    ShipWithin(CalendarDays(5)),
    ShipWithin(BusinessDays(3)),
    ReleaseOn(date(2026, 3, 31)),
)


def table_of(policy, name=DeadlineName.DISPATCH, kind=OrderKind.PRE_ORDER, promise=None, **more):
    """
    Compile the year 2026, or the days that are named.
    """
    days = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    return DeadlineTable.of(policy, kind=kind, name=name, promise=promise, **{**days, **more})


def asked(table, instant):
    """
    Ask the scalar rule for an order all of whose clocks started at one instant.
    """
    order = an_order(
        kind=table.kind,
        placed_at=instant,
        paid_at=instant,
        balance_paid_at=instant,
        awaiting_shipment_at=instant,
        promise=table.promise,
        region=table.region,
        delivered=DeliveredDeadlines(dispatch=instant),
    )
    return deadlines.of(order, table.policy, calendar=table.calendar).get(table.name)


def looked_up(table, instant, grid=None):
    """
    Look an instant up in the grid, as columns and joins do.
    """
    grid, us = grid or table.grid(), micros(instant)
    cell = (us - grid.base) >> grid.shift
    return grid.before[cell] if us < grid.bounds[cell] else grid.after[cell]


def of_day(ends="", days=2, unit="calendar_days", cut_off="", zone="UTC"):
    """
    Make a policy with one deadline.
    """
    more = f', cut_off = "{cut_off}"' * bool(cut_off) + f', ends = "{ends}"' * bool(ends)
    value = f'{{ event = "dispatch", anchor = "placed", days = {days}, unit = "{unit}"{more} }}'
    figures = {"calendar.week": WEEK, "deadlines.pre_order.dispatch": value}
    return own_policy(figures, zone=zone, holidays=HOLIDAYS)


class TestExact:
    """
    Rule 12: a table and the scalar rule cannot disagree.
    """

    @given(data=st.data())
    def test_every_market(self, data):
        """
        Any market, edition, kind, name and promise: the table gives what `deadlines.of` gives.
        """
        market = data.draw(st.sampled_from(Policy.markets()))
        start = data.draw(st.sampled_from(Policy.in_force(market, on=date(2026, 9, 1)).pack.starts))
        table = table_of(
            Policy.in_force(market, on=start),
            data.draw(st.sampled_from(DeadlineName)),
            data.draw(st.sampled_from(OrderKind)),
            data.draw(st.sampled_from(PROMISES)),
            first=date(2026, 2, 1),
            last=date(2026, 4, 30),
        )
        edges = [EPOCH + timedelta(microseconds=since) for since in table.since] or [EPOCH]
        near = st.builds(
            lambda edge, off: edge + timedelta(microseconds=off),
            st.sampled_from(edges),
            st.integers(-1, 1),
        )
        anywhere = st.datetimes(
            datetime(2026, 1, 20), datetime(2026, 5, 10), timezones=st.just(UTC)
        )
        for instant in data.draw(st.lists(near | anywhere, min_size=4, max_size=8)):
            told = asked(table, instant)

            assert told.computed == table.due(instant)
            assert ("" if told.missing is None else told.missing.code) == table.why_missing(instant)
            if table.since and table.since[0] <= micros(instant) < table.until:
                due = looked_up(table, instant)

                assert (None if told.computed is None else micros(told.computed)) == due

    @pytest.mark.parametrize("anchor", [a for a in Anchor if a is not Anchor.RELEASE], ids=str)
    def test_every_anchor(self, anchor):
        """
        Whichever clock a deadline runs from, the table is asked for that clock's start.
        """
        value = f'{{ event = "dispatch", anchor = "{anchor}", days = 2, unit = "calendar_days" }}'
        table = table_of(
            own_policy({"deadlines.pre_order.auto_cancel": value}), DeadlineName.AUTO_CANCEL
        )
        instant = datetime(2026, 3, 4, 5, tzinfo=UTC)

        assert anchor is table.anchor
        assert "2026-03-06 23:59:59+00:00" == str(table.due(instant))
        assert asked(table, instant).computed == table.due(instant)

    def test_calendar(self):
        """
        A calendar of the caller's own counts in place of the market's.
        """
        calendar = BusinessCalendar(
            "own",
            MON_TO_FRI,
            [date(2029, 3, 5)],
            first=date(2029, 1, 1),
            last=date(2029, 12, 31),
        )
        table = table_of(
            TH,
            promise=PROMISES[2],
            calendar=calendar,
            first=date(2029, 3, 1),
            last=date(2029, 3, 9),
        )
        instant = datetime(2029, 3, 2, 5, tzinfo=UTC)

        assert asked(table, instant).computed == table.due(instant) is not None

    @pytest.mark.parametrize("zone", sorted(zoneinfo.available_timezones())[::7], ids=str)
    @pytest.mark.parametrize("cut_off", ["", "00:30", "16:00"], ids=["midnight", "early", "late"])
    def test_every_zone(self, zone, cut_off):
        """
        A year around the clocks of a zone, against a count made with zoneinfo alone.
        """
        table = table_of(of_day(cut_off=cut_off, zone=zone), first=date(2026, 1, 1))
        rnd = random.Random(f"{zone}{cut_off}")  # noqa: S311 - a sample, and always the same
        place, grid = zoneinfo.ZoneInfo(zone), table.grid()
        near = [since + off for since in rnd.sample(table.since, 20) for off in (-1, 0, 1)]
        for us in near + [rnd.randrange(table.since[0], table.until) for _ in range(20)]:
            instant = EPOCH + timedelta(microseconds=us)
            if not table.since[0] <= us < table.until:
                continue
            local = instant.astimezone(place)
            late = bool(cut_off) and local.time() >= time.fromisoformat(cut_off)
            day = local.date() + (3 + late) * DAY
            midnight = datetime(day.year, day.month, day.day, tzinfo=place).astimezone(UTC)

            assert midnight - timedelta(seconds=1) == table.due(instant)
            assert micros(midnight) - 10**6 == looked_up(table, instant, grid)

    def test_hour_that_comes_twice(self):
        """
        A cut-off in the hour that comes twice: late, in time again, and late again.
        """
        table = table_of(of_day(cut_off="01:30", zone="America/New_York"))
        first = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
        seen = [
            str(table.due(first + timedelta(minutes=minutes)).date())
            for minutes in (-1, 0, 29, 30, 59, 60)
        ]

        assert ["3", "4", "4", "3", "3", "4"] == [day[-1] for day in seen]
        assert table.grid().shift < 36
        grid = table.grid()
        for minutes in range(-90, 120):
            instant = first + timedelta(minutes=minutes)

            assert asked(table, instant).computed == table.due(instant)
            assert micros(table.due(instant)) == looked_up(table, instant, grid)

    def test_hour_at_which_the_day_ends(self):
        """
        Due the same day by 16:00: from the second after it on, it is the next day's turn.
        """
        table = table_of(of_day(ends="16:00:00", days=0))
        last = datetime(2026, 3, 4, 16, 0, 0, 999_999, tzinfo=UTC)

        assert "2026-03-04 16:00:00+00:00" == str(table.due(last))
        assert "2026-03-05 16:00:00+00:00" == str(table.due(last + timedelta(microseconds=1)))


class TestSpan:
    """
    Out of range means another question, never a clamp.
    """

    TABLE = table_of(TH, promise=PROMISES[1], first=date(2026, 3, 1), last=date(2026, 3, 31))

    @pytest.mark.parametrize(
        "instant",
        [
            datetime(1999, 1, 1, tzinfo=UTC),
            datetime(2026, 2, 28, 16, 59, 59, tzinfo=UTC),
            datetime(2026, 3, 31, 17, tzinfo=UTC),
            datetime(2026, 12, 31, tzinfo=UTC),
            datetime(2150, 1, 1, tzinfo=UTC),
        ],
        ids=str,
    )
    def test_outside(self, instant):
        """
        Before and after its days it gives what the scalar rule gives.
        """
        assert asked(self.TABLE, instant).computed == self.TABLE.due(instant)

    def test_covering(self):
        """
        More days, and the old answers among them.
        """
        more = self.TABLE.covering(date(2026, 2, 1), date(2026, 4, 30))

        assert set(self.TABLE.since) < set(more.since)
        assert set(self.TABLE.dues) < set(more.dues)
        assert more.until > self.TABLE.until

    @pytest.mark.parametrize(
        ("first", "last", "name"),
        [
            (date(2026, 3, 2), date(2026, 3, 1), "last"),
            (date(1899, 12, 31), date(2026, 3, 1), "first"),
            (date(2026, 3, 1), date(2300, 1, 1), "last"),
        ],
        ids=["order", "early", "late"],
    )
    def test_no_span(self, first, last, name):
        """
        Days that nothing can be sold on are a slip.
        """
        with pytest.raises(OutOfRangeError) as caught:
            self.TABLE.covering(first, last)

        assert name == caught.value.argument

    def test_naive(self):
        """
        An instant without a zone is refused, and so is what is no instant.
        """
        with pytest.raises(NaiveTimeError):
            self.TABLE.due(datetime(2026, 3, 4))
        with pytest.raises(WrongTypeError):
            self.TABLE.due(date(2026, 3, 4))

    def test_threads(self):
        """
        A table can be asked from several threads.
        """
        instants = [datetime(2027, 1, 1, tzinfo=UTC) + n * DAY for n in range(60)]
        wanted = [asked(self.TABLE, instant).computed for instant in instants]
        found: list[bool] = []

        def ask():
            found.extend([self.TABLE.due(x) for x in instants] == wanted for _ in range(5))

        threads = [Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [True] * 20 == found


class TestForms:
    """
    What a table is where there are no days to count.
    """

    def test_release(self):
        """
        From a release date every order has the same deadline, and looks at no clock.
        """
        table = table_of(US, promise=PROMISES[3])
        instant = datetime(2026, 3, 1, tzinfo=UTC)

        assert table.anchor is None
        assert 1 == len(table.since)
        assert asked(table, instant).computed == table.due(instant) is not None
        assert micros(table.due(instant)) == looked_up(table, instant)

    def test_no_rule(self):
        """
        A deadline that the market does not have is missing, and says why.
        """
        table = table_of(TH, DeadlineName.DELIVERY)

        assert (None, ("deadline.no_rule",), "") == (
            table.anchor,
            table.missing,
            table.why_missing(EPOCH)[:0],
        )
        assert table.event is None
        assert table.due(datetime(2026, 3, 4, tzinfo=UTC)) is None

    def test_hours(self):
        """
        Hours are added to every instant: there is nothing to look up.
        """
        table = table_of(own_policy({"deadlines.pre_order.dispatch": VALUE}))
        instant = datetime(2026, 3, 4, 5, 6, 7, 8, tzinfo=UTC)

        assert (Anchor.PAID, timedelta(hours=48), ()) == (table.anchor, table.add, table.since)
        assert instant + timedelta(hours=48) == table.due(instant)
        assert "INSERT" not in table.sql("dues")
        with pytest.raises(OutOfRangeError):
            table.grid()

    def test_hold(self):
        """
        Where the platform holds every order, the clock of an order that tells no time is known.
        """
        held = in_force("us", 2026, 2, 2)

        assert held.figure("deadlines.pending_hold").value.count == 1
        assert timedelta(hours=1) == table_of(held).hold
        assert table_of(TH).hold is None

    def test_provenance(self):
        """
        A table says what it was compiled from.
        """
        table = table_of(US, kind=OrderKind.MADE_TO_ORDER, promise=PROMISES[2])

        assert ("us@2026-01-26", "deadlines.made_to_order.dispatch", "America/Los_Angeles") == (
            table.edition,
            table.rule,
            table.zone,
        )
        assert table.event in Event
        assert table.calendar_name.endswith("2021-01-01 to 2035-12-31")
        assert table.tzdata == provenance.zone_version()
        assert "us@2026-01-26" in repr(table)
        assert "" == table_of(own_policy({"deadlines.pre_order.dispatch": VALUE})).calendar_name

    def test_add(self):
        """
        Days are no hours.
        """
        assert table_of(TH, promise=PROMISES[1]).add is None


class TestColumns:
    """
    Plain columns and SQL: the same integers everywhere.
    """

    TABLE = table_of(TH, promise=PROMISES[1])

    def test_rows(self):
        """
        Each step ends where the next one starts.
        """
        rows = self.TABLE.rows()

        assert rows["since"][1:] == rows["until"][:-1]
        assert self.TABLE.until == rows["until"][-1]

    def test_sql(self, request):
        """
        The SQL makes a table in another database, in which an interval finds the same deadline.
        """
        database = sqlite3.connect(":memory:")
        request.addfinalizer(database.close)
        database.executescript(self.TABLE.sql("dues"))
        for instant in (
            datetime(2026, 3, 4, 16, 59, 59, tzinfo=UTC),
            datetime(2026, 7, 1, tzinfo=UTC),
        ):
            us = micros(instant)
            query = "SELECT due_us FROM dues WHERE since_us <= ? AND ? < until_us"

            assert [(micros(self.TABLE.due(instant)),)] == database.execute(
                query, (us, us)
            ).fetchall()

    @pytest.mark.parametrize("name", ["a b", "x;drop", "é"], ids=["blank", "two", "accent"])
    def test_name(self, name):
        """
        A name that is more than a name is refused.
        """
        with pytest.raises(OutOfRangeError):
            self.TABLE.sql(name)

    def test_missing_in_sql(self):
        """
        What cannot be computed is NULL with its reason.
        """
        assert "NULL, 'deadline.no_rule'" in table_of(TH, DeadlineName.DELIVERY).sql("dues")

    def test_pickle(self):
        """
        A table goes to another process as it is.
        """
        assert self.TABLE == pickle.loads(pickle.dumps(self.TABLE))  # noqa: S301 - our own bytes


class TestGrid:
    """
    No cell holds two changes, whatever the steps are.
    """

    @given(
        gaps=st.lists(st.integers(1_800 * 10**6, 80 * 3_600 * 10**6), min_size=1, max_size=40),
        start=st.integers(-(10**17), 10**17),
        tail=st.integers(1, 10**12),
        narrower=st.integers(0, 6),
    )
    def test_lookup(self, gaps, start, tail, narrower):
        """
        Looking up in cells gives what looking up by bisection gives, at every edge and between.
        """
        since = [start]
        for gap in gaps:
            since.append(since[-1] + gap)
        until, dues = since[-1] + tail, list(range(len(since)))
        shift = max(grids.widest_shift(since) - narrower, 29)
        grid = grids.Grid.over(since, dues, until, shift)
        points = [p + off for p in since for off in (-1, 0, 1)] + [until - 1, (start + until) // 2]
        for us in points:
            if start <= us < until:
                cell = (us - grid.base) >> grid.shift
                found = grid.before[cell] if us < grid.bounds[cell] else grid.after[cell]

                assert bisect_right(since, us) - 1 == found
                assert grid.steps[cell] + (us >= grid.bounds[cell]) == found

    def test_too_wide(self):
        """
        Cells that would hold two changes are refused.
        """
        with pytest.raises(OutOfRangeError):
            table_of(TH, promise=PROMISES[1]).grid(37)
        with pytest.raises(OutOfRangeError):
            table_of(TH, promise=PROMISES[1]).grid(3)

    def test_changes_side_by_side(self):
        """
        Cells are never narrower than half a second.
        """
        assert 19 == grids.widest_shift((0, 1, 2))

    @pytest.mark.parametrize("zone", sorted(zoneinfo.available_timezones()), ids=str)
    def test_widest_cells(self, zone):
        """
        In every zone 19.1 hours hold one change at most, for ten years and a cut-off of midnight.
        """
        place = zoneinfo.ZoneInfo(zone)
        starts = []
        for year in (2021, 2026):
            for day in range(366):
                on = date(year, 1, 1) + day * DAY
                starts.append(micros(datetime(on.year, on.month, on.day, tzinfo=place)))

        assert 36 == grids.widest_shift(starts)


class TestZoneDatabase:
    """
    Which release the days were read from.
    """

    def test_of_the_system(self, tmp_path, monkeypatch):
        """
        The first line of the system's file says it.
        """
        (tmp_path / "tzdata.zi").write_text("# version 2031b\n# more\n", encoding="ascii")
        monkeypatch.setattr(provenance.zoneinfo, "TZPATH", (str(tmp_path / "no"), str(tmp_path)))

        assert "2031b" == provenance.zone_version.__wrapped__()

    def test_unknown(self, tmp_path, monkeypatch):
        """
        Neither a file nor the package: nothing is said.
        """
        (tmp_path / "tzdata.zi").write_text("R Algeria 1916\n", encoding="ascii")
        monkeypatch.setattr(provenance.zoneinfo, "TZPATH", (str(tmp_path),))

        def absent(name):
            raise ModuleNotFoundError(name)

        monkeypatch.setattr(provenance, "import_module", absent)

        assert "" == provenance.zone_version.__wrapped__()

    def test_of_the_package(self, monkeypatch):
        """
        Else the package tzdata says it.
        """
        package = type("Package", (), {"IANA_VERSION": "2031c"})
        monkeypatch.setattr(provenance.zoneinfo, "TZPATH", ())
        monkeypatch.setattr(provenance, "import_module", lambda _: package)

        assert "2031c" == provenance.zone_version.__wrapped__()


def test_door():
    """
    The door names what is public.
    """
    assert ["DeadlineTable", "Grid"] == dir(deadline_tables)


def test_modules_speak_one_language():
    """
    The parts of the package are what they are named for.
    """
    assert tables.DeadlineTable is DeadlineTable
    assert attrs.has(grids.Grid)
    assert 86_400 * 10**6 == micros(EPOCH + DAY)
    assert EPOCH == boundaries.EPOCH
