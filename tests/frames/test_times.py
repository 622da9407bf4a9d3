"""
Instants and days from columns of any unit, zone and text.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames.plain_rows import plain
from tiktok_presale.errors import NaiveColumnError, OutOfRangeError, WrongTypeError
from tiktok_presale.frames.clocks import FIRST, LAST, to_utc
from tiktok_presale.frames.fields import Form
from tiktok_presale.frames.times import days, instants
from tiktok_presale.strategies.pool import AWKWARD_DAYS, AWKWARD_TIMES, ZONES

NAIVE = st.datetimes(datetime(1960, 1, 1), datetime(2040, 1, 1)) | st.builds(
    datetime.combine, st.sampled_from(AWKWARD_DAYS), st.sampled_from(AWKWARD_TIMES)
)
EPOCH = datetime(1970, 1, 1)


def read(array, zone=None, epochs=None):
    """
    A column of instants, as plain values.
    """
    return plain(instants(array, "created", zone=zone, epochs=epochs), Form.INSTANT)


def read_days(array):
    """
    A column of days, as plain values.
    """
    return plain(days(array, "release"), Form.DAY)


class TestTimestamps:
    """
    Instants of each of Arrow's units, with a zone of their own.
    """

    @pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
    @settings(max_examples=15)
    @given(data=st.data())
    def test_every_unit_gives_the_same_instants(self, unit, data):
        """
        Whole seconds come out alike whatever unit holds them, with gaps, slices and offsets.
        """
        seconds = st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
        rows = data.draw(st.lists(st.none() | seconds.map(lambda at: at.replace(microsecond=0))))
        start = data.draw(st.integers(0, len(rows)))
        array = pa.array(rows, pa.timestamp(unit, "Asia/Bangkok")).slice(start)

        assert rows[start:] == read(array)

    def test_nanoseconds_are_cut_to_microseconds(self):
        """
        What no rule can tell apart is rounded down, before 1970 too.
        """
        array = pa.array([1999, -1], pa.int64()).cast(pa.timestamp("ns", "UTC"))

        assert [1, -1] == instants(array, "created", zone=None, epochs=None).values.tolist()

    @pytest.mark.parametrize("unit", ["s", "ms", "us"])
    def test_what_no_datetime_can_hold_is_bad(self, unit):
        """
        Instants beyond the years 1 to 9999 are marked and nothing else is.
        """
        most = 2**63 - 1
        array = pa.array([most, 0, None, -most], pa.int64()).cast(pa.timestamp(unit, "UTC"))

        assert ["bad", datetime(1970, 1, 1, tzinfo=UTC), None, "bad"] == read(array)

    def test_nothing_is_copied_where_microseconds_are_given(self):
        """
        The column stands on Arrow's own memory.
        """
        array = pa.array([1, 2, 3], pa.timestamp("us", "UTC"))
        values = instants(array, "created", zone=None, epochs=None).values

        assert array.buffers()[1].address == values.__array_interface__["data"][0]

    @pytest.mark.parametrize("under", [np.iinfo(np.int64).min, -1, np.iinfo(np.int64).max])
    def test_what_stands_where_nothing_is_does_not_matter(self, under):
        """
        Whatever lies under a gap, the others are instants, before 1970 too.
        """
        held = pa.array(np.array([under, -5, 7]), mask=np.array([True, False, False]))
        found = read(held.view(pa.timestamp("us", "UTC")))
        epoch = datetime(1970, 1, 1, tzinfo=UTC)

        assert [None, *(epoch + timedelta(microseconds=n) for n in (-5, 7))] == found

    def test_times_without_a_zone_are_refused(self):
        """
        The sentence says which column it is and what to write.
        """
        array = pa.array([datetime(2026, 1, 1)])

        with pytest.raises(NaiveColumnError, match=r"created is timestamp.* zone='Asia/Bangkok'"):
            read(array)

    @pytest.mark.parametrize(
        "array",
        [
            pa.array([date(2026, 1, 1)]),
            pa.array([1]),
            pa.array([1.5]),
            pa.array([True]),
            pa.array([1]).dictionary_encode(),
        ],
        ids=str,
    )
    def test_what_is_no_instant_is_refused(self, array):
        """
        A day names no instant, and a number names one only where its unit is told.
        """
        with pytest.raises(WrongTypeError, match="created must be timestamps"):
            read(array)


class TestLocalTimes:
    """
    Times without a zone, where the caller says in which they are.
    """

    @given(st.lists(st.none() | NAIVE), st.sampled_from(ZONES), st.sampled_from(["ms", "us", "ns"]))
    def test_they_are_converted_as_zoneinfo_does(self, rows, zone, unit):
        """
        Hours that come twice are the first of the two; hours that never come count from before.
        """
        step = timedelta(milliseconds=1) if unit == "ms" else timedelta(microseconds=1)
        rows = [row and EPOCH + (row - EPOCH) // step * step for row in rows]
        array = pa.array(rows, pa.timestamp(unit))
        expected = [row and row.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for row in rows]

        assert expected == read(array, zone=zone)

    @pytest.mark.parametrize(
        ("zone", "first", "last"),
        [
            ("Europe/Paris", "1910-06-01", "1912-01-01"),
            ("Europe/Paris", "1944-01-01", "1946-01-01"),
            ("Pacific/Apia", "2011-01-01", "2013-01-01"),
            ("Africa/Casablanca", "2024-01-01", "2025-06-01"),
        ],
    )
    def test_every_hour_of_odd_years(self, zone, first, last):
        """
        Odd offsets of old, days that never were and clocks changed for a month hold too.
        """
        hours = np.arange(first, last, np.timedelta64(1, "h"), "M8[h]")
        local = hours.astype("M8[us]")
        there = ZoneInfo(zone)
        expected = [
            (at.replace(tzinfo=there).astimezone(UTC).replace(tzinfo=None) - EPOCH)
            // timedelta(microseconds=1)
            for at in local.tolist()
        ]

        assert expected == to_utc(local.astype(np.int64), zone).tolist()

    @pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
    @pytest.mark.parametrize("years", [(1969, 2026, 1971), (2025, 2026, 2026), (1, 9998, 2026)])
    def test_years_near_and_far(self, zone, years):
        """
        A few years in a row, and some that lie far apart; a gap in between counts for none.
        """
        local = [datetime(year, 7, 4, 12) for year in years]
        found = read(pa.array([local[0], None, *local[1:]], pa.timestamp("us")), zone=zone)
        first, *others = (at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for at in local)

        assert [first, None, *others] == found

    def test_nothing_but_gaps(self):
        """
        A zone is asked about no year at all.
        """
        found = read(pa.array([None, None], pa.timestamp("us")), zone="Asia/Bangkok")

        assert [None, None] == found

    def test_the_second_of_a_change_is_exact(self):
        """
        One microsecond apart, an offset is another.
        """
        before = datetime(2026, 3, 8, 2, 59, 59, 999_999)
        rows = [before, before + timedelta(microseconds=1)]
        there = ZoneInfo("America/New_York")
        expected = [row.replace(tzinfo=there).astimezone(UTC) for row in rows]

        assert expected == read(pa.array(rows), zone="America/New_York")

    def test_instants_beyond_the_end_of_time_are_bad(self):
        """
        A local time that can be held may be an instant that cannot.
        """
        rows = [datetime.max, datetime.min, datetime(2026, 1, 1)]
        kept = [datetime(2026, 1, 1, 10, tzinfo=UTC)]
        later = [datetime(2025, 12, 31, 10, tzinfo=UTC)]
        array = pa.array(rows, pa.timestamp("us"))

        assert ["bad", datetime.min.replace(tzinfo=UTC) + timedelta(hours=10)] == read(
            pa.array([datetime.max, datetime.min]), zone="Etc/GMT+10"
        )
        assert ["bad", *kept] == read(array, zone="Etc/GMT+10")[::2]
        assert ["bad", *later] == read(array, zone="Etc/GMT-14")[1:]

    def test_an_unknown_zone_is_named(self):
        """
        The zone is looked up even where there are no rows.
        """
        with pytest.raises(OutOfRangeError, match="Asia/Bangkog"):
            to_utc(np.empty(0, np.int64), "Asia/Bangkog")


class TestEpochs:
    """
    Whole numbers, where the caller says their unit.
    """

    @pytest.mark.parametrize("epochs", ["s", "ms", "us"])
    @pytest.mark.parametrize("kind", [pa.int64(), pa.uint64(), pa.int32()])
    def test_the_unit_is_what_was_told(self, epochs, kind):
        """
        The same number is another instant in another unit.
        """
        step = {"s": timedelta(seconds=1), "ms": timedelta(milliseconds=1)}
        expected = datetime(1970, 1, 1, tzinfo=UTC) + 1_767_232_800 * step.get(
            epochs, timedelta(microseconds=1)
        )

        assert [expected, None] == read(pa.array([1_767_232_800, None], kind), epochs=epochs)

    def test_numbers_beyond_64_bits_are_bad(self):
        """
        They are not taken for negative ones.
        """
        assert ["bad"] == read(pa.array([2**64 - 1], pa.uint64()), epochs="s")


class TestText:
    """
    Instants as text in ISO 8601.
    """

    @settings(max_examples=25)
    @given(st.lists(st.none() | st.datetimes(timezones=st.timezones())), st.booleans())
    def test_it_is_read_as_python_reads_it(self, rows, encoded):
        """
        With any offset of whole minutes, and any number of digits, as text or as categories.
        """
        texts = [
            row.isoformat() if row and not row.utcoffset() % timedelta(minutes=1) else None
            for row in rows
        ]
        array = pa.array(texts, pa.string())
        array = array.dictionary_encode() if encoded else array
        expected = []
        for text in texts:
            try:
                expected.append(text and datetime.fromisoformat(text).astimezone(UTC))
            except OverflowError:
                expected.append("bad")

        assert expected == read(array)

    @pytest.mark.parametrize(
        "text",
        [
            "2026-01-01T09:00:00Z",
            "2026-01-01t09:00z",
            "2026-01-01 09:00:00.5+07:00",
            "2026-01-01T09:00:00,123456789-0330",
            "2026-01-01T09:00:00 +07:00",
        ],
    )
    def test_its_usual_forms_are_read(self, text):
        """
        A blank or a small letter changes nothing; digits beyond microseconds are cut off.
        """
        expected = datetime.fromisoformat(text.upper().replace(" +", "+")).astimezone(UTC)

        assert [expected] == read(pa.array([text]))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "soon",
            "2026-02-29T09:00Z",
            "2026-13-01T09:00Z",
            "2026-00-01T09:00Z",
            "2026-01-00T09:00Z",
            "0000-01-01T09:00Z",
            "2026-01-01T24:00Z",
            "2026-01-01T09:60Z",
            "2026-01-01T09:00:60Z",
            "2026-01-01T09:00+24:00",
            "2026-01-01T09:00+07:60",
            "2026-01-01T09:00Z+07:00",
            "2026-01-01",
            "2026-01-01T09:00:00Z trailing",
            "٢٠٢٦-01-01T09:00Z",
            "2026-01-01T09:00",
            "0001-01-01T00:00+07:00",
        ],
    )
    def test_what_is_none_is_bad_in_its_row(self, text):
        """
        A day that never was, a time without a zone and any other text mark the row alone.
        """
        good = "2026-01-01T09:00+07:00"

        assert ["bad", datetime(2026, 1, 1, 2, tzinfo=UTC)] == read(pa.array([text, good]))

    def test_local_text_is_read_where_the_zone_is_told(self):
        """
        Rows with an offset of their own keep it.
        """
        rows = pa.array(["2026-01-01 09:00", "2026-01-01T09:00Z"], pa.large_string())
        expected = [datetime(2026, 1, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, 9, tzinfo=UTC)]

        assert expected == read(rows, zone="Asia/Bangkok")

    def test_views_of_text_are_read(self):
        """
        The layout that newer engines hand out.
        """
        if not hasattr(pa, "string_view"):
            pytest.skip("this pyarrow has no views of text")
        array = pa.array(["2026-01-01T09:00Z", None]).cast(pa.string_view())

        assert [datetime(2026, 1, 1, 9, tzinfo=UTC), None] == read(array)

    def test_categories_may_be_bad_absent_or_none_at_all(self):
        """
        A row is as its category is.
        """
        words = pa.array(["2026-01-01T09:00Z", "soon", None])
        array = pa.DictionaryArray.from_arrays(pa.array([1, 0, 2, None], pa.int8()), words)
        empty = pa.DictionaryArray.from_arrays(pa.nulls(2, pa.int8()), pa.array([], pa.string()))

        assert ["bad", datetime(2026, 1, 1, 9, tzinfo=UTC), None, None] == read(array)
        assert [None, None] == read(empty)


class TestDays:
    """
    Days as dates, as midnights and as text.
    """

    @given(st.lists(st.none() | st.dates()), st.sampled_from(["date32", "date64", "text"]))
    def test_every_form_gives_the_same_days(self, rows, form):
        """
        Dates of 32 and 64 bits and ISO text are the same days.
        """
        kinds = {"date32": pa.date32(), "date64": pa.date64(), "text": pa.string()}
        values = [row and row.isoformat() for row in rows] if form == "text" else rows

        assert rows == read_days(pa.array(values, kinds[form]))

    def test_a_time_of_day_is_no_day(self):
        """
        Pandas keeps days as midnights; what is none is marked.
        """
        rows = [datetime(2026, 1, 1), datetime(2026, 1, 1, 9), None]

        assert [date(2026, 1, 1), "bad", None] == read_days(pa.array(rows, pa.timestamp("ns")))

    def test_text_and_categories_that_are_no_day_are_bad(self):
        """
        So are days that never were, and days beyond what can be held.
        """
        texts = pa.array(["2026-02-30", "soon", "2026-01-01"]).dictionary_encode()
        far = pa.array([10**8, 0], pa.int32()).cast(pa.date32())

        both = pa.array([2**62, 5, 0]).cast(pa.timestamp("s"))

        assert ["bad", "bad", date(1970, 1, 1)] == read_days(both)
        assert ["bad", "bad", date(2026, 1, 1)] == read_days(texts)
        assert ["bad", date(1970, 1, 1)] == read_days(far)

    @pytest.mark.parametrize("array", [pa.array([1]), pa.array([datetime(2026, 1, 1, tzinfo=UTC)])])
    def test_what_is_no_day_is_refused(self, array):
        """
        An instant is another day elsewhere.
        """
        with pytest.raises(WrongTypeError, match="release must be days"):
            read_days(array)


def test_the_ends_are_those_of_datetime():
    """
    What the first and the last number stand for is what Python can hold.
    """
    assert (datetime.min, datetime.max) == (
        EPOCH + timedelta(microseconds=FIRST),
        EPOCH + timedelta(microseconds=LAST),
    )
