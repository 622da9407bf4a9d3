"""
The clauses read once more, as a table and as plain logic, and compared with the library.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiktok_presale import DelayHistory, Policy, delays
from tiktok_presale.errors import OutOfRangeError
from tiktok_presale.strategies import delay_histories, instants
from tiktok_presale.values.instants import utc

ZONE = ZoneInfo("America/New_York")
ON = date(2026, 2, 20)
FIRST = date(2026, 3, 1)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DUE = datetime(2026, 3, 1, 23, 59, 59, tzinfo=ZONE)
AT = datetime(2026, 2, 20, 9, tzinfo=ZONE)
DELAYS = (*range(71), None)
LAWS = {name: Policy.in_force(name, on=ON) for name in ("law-us", "law-eu", "law-uk", "law-cn")}


def midnight_after(day):
    """
    The first instant after a day in New York.
    """
    return datetime.combine(day + DAY, datetime.min.time(), tzinfo=ZONE)


# What each law says of a first delay and of a later one: by how many days at most, what silence
# means, and on which day (counted from the old date, or the new date itself) the order is lost.
TABLE = {
    ("law-us", "first"): [(30, "consent", "new date"), (None, "cancel", 30)],
    ("law-us", "later"): [(None, "cancel", 0)],
    ("law-eu", "first"): [(None, "nothing", None)],
    ("law-eu", "later"): [(None, "nothing", None)],
    ("law-uk", "first"): [(None, "nothing", None)],
    ("law-uk", "later"): [(None, "nothing", None)],
    ("law-cn", "first"): [(None, "nothing", None)],
    ("law-cn", "later"): [(None, "nothing", None)],
}
UNTOLD = {
    "law-us": "cancelled",
    "law-eu": "added_period",
    "law-uk": "added_period",
    "law-cn": "choice",
}


def row(law, days, order):
    """
    The row of the table for a delay of so many days.
    """
    for most, silence, lost in TABLE[law, order]:
        if most is None or (days is not None and days <= most):
            return silence, lost
    raise AssertionError(law)


class TestTable:
    """
    Every delay of 0 to 70 days or without end, after 0 to 3 notices, under every law.
    """

    @pytest.mark.parametrize("law", LAWS)
    @pytest.mark.parametrize("notices", range(4))
    def test_grid(self, law, notices):
        """
        The table and the library say the same.
        """
        history, old = DelayHistory(due=DUE), FIRST
        for number in range(notices):  # each was agreed to, a day later than the one before
            old = FIRST + (number + 1) * DAY
            history = history.with_notice(AT + number * DAY, old).with_consent(AT + number * DAY)
        at = AT + 5 * DAY
        for days in DELAYS:
            new = None if days is None else old + days * DAY
            if new == FIRST:
                with pytest.raises(OutOfRangeError):
                    delays.notice(history, new, LAWS[law], at=at, zone=ZONE)
                continue
            (part,) = delays.notice(history, new, LAWS[law], at=at, zone=ZONE).parts
            silence, lost = row(law, days, "later" if notices else "first")
            day = new if lost == "new date" else lost is not None and old + lost * DAY
            lapses = midnight_after(day) if day else None

            assert (silence, lapses, UNTOLD[law]) == (part.silence, part.lapses_at, part.untold)
            assert part.until == midnight_after(old) - SECOND


def end_of(day):
    """
    The first instant at which a day is over, in UTC.
    """
    return utc(midnight_after(day))


def stretches(history):
    """
    The stretches of an order's life between one word and the next: from, until, notice, consent.
    """
    words = [(None, None, False)]
    for notice in history.notices:
        words.append((utc(notice.told_at), notice, False))
        if notice.consented_at:
            words.append((utc(notice.consented_at), notice, True))
    until = [start for start, _, _ in words[1:]] + [None]
    return [(*word, stop) for word, stop in zip(words, until, strict=True)]


def first_end(history, start, stop, lost, *, option):
    """
    What ends the order within a stretch: shipped, called off by the seller, or by the buyer.
    """
    shipped = min(
        (t for t in (history.shipped_at, history.delivered_at) if t), default=None, key=utc
    )
    ends = [("done", shipped), ("lapsed", history.refused_at)]
    ends += [("refused", history.cancelled_at)] * option
    within = [
        (utc(when), place, name)
        for place, (name, when) in enumerate(ends)
        if when is not None
        and (start is None or utc(when) >= start)
        and (stop is None or utc(when) < stop)
        and (lost is None or utc(when) < lost)
    ]
    return min(within)[2] if within else None


class Order435:
    """
    What the clauses of 435.2(b) make of each word: when the order is lost, and where it stands.
    """

    def __init__(self, history):
        """
        At first it is lost with the time that was promised.
        """
        self.lost, self.day = utc(history.due) + SECOND, history.due.astimezone(ZONE).date()
        self.standing, self.option, self.silent = "on_time", False, None

    def told(self, new, *, first):
        """
        A notice: (b)(1)(ii), (b)(1)(iii) or (b)(2).
        """
        if self.lost is None:
            return
        self.option, self.standing, self.silent = True, "waiting", None
        if first and new is not None and (new - self.day).days <= 30:
            self.silent, self.lost, self.day = self.lost, end_of(new), new
        elif first:
            self.day += 30 * DAY
            self.lost = end_of(self.day)

    def agreed(self, when, new):
        """
        A yes, unless its date has passed.
        """
        if new is None or when < end_of(new):
            self.standing, self.silent, self.option = "consented", None, new is None
            self.lost, self.day = new and end_of(new), new


def us_reading(history, at):
    """
    435.2(b) and (c), word by word: what each of them did, and what ended the order first.
    """
    order, seen = Order435(history), history.seen(at)
    for start, notice, yes, stop in stretches(seen):
        if start is not None and order.lost is not None and start >= order.lost:
            break
        if yes:
            order.agreed(start, notice.new_date)
        elif notice is not None:
            order.told(notice.new_date, first=notice is seen.notices[0])
        ended = first_end(seen, start, stop, order.lost, option=order.option)
        if ended is not None:
            return ended
    if order.lost is not None and utc(at) >= order.lost:
        return "lapsed"
    silent = order.silent is not None and utc(at) >= order.silent
    return "consented" if silent else order.standing


class TestUnitedStates:
    """
    435.2 as plain logic over whole histories.
    """

    @settings(max_examples=6 * settings.default.max_examples)
    @given(delay_histories(), st.integers(-40 * 24, 110 * 24))
    def test_reading(self, history, hours):
        """
        Both readings find the same standing at any instant.
        """
        at = utc(history.due) + timedelta(hours=hours)
        found = delays.status(history, LAWS["law-us"], at=at, zone=ZONE).standing

        assert us_reading(history, at) == found

    @given(delay_histories(most=2), instants())
    def test_reading_at_any_time(self, history, at):
        """
        Far from the order's own time as well.
        """
        found = delays.status(history, LAWS["law-us"], at=at, zone=ZONE).standing

        assert us_reading(history, at) == found


def agreed_times(history):
    """
    Art. 18(1): from when which time was the agreed one, until when, and when it was missed.
    """
    found = [(None, utc(history.due) + SECOND)]
    found += [
        (utc(notice.consented_at), end_of(notice.new_date))
        for notice in history.notices
        if notice.consented_at and notice.new_date
        if utc(notice.consented_at) < end_of(notice.new_date)
    ]
    until = [start for start, _ in found[1:]] + [None]
    return [(start, missed, stop) for (start, missed), stop in zip(found, until, strict=True)]


def free_from(history):
    """
    Art. 18(2): from when until when the buyer may end the contract, under each agreed time.
    """
    for start, missed, stop in agreed_times(history):
        begins = missed if start is None else max(start, missed)
        if history.essential:
            yield begins, stop
        added, refused = history.added, history.refused_at
        if added and begins <= utc(added.opens) and (stop is None or utc(added.opens) < stop):
            yield utc(added.closes) + SECOND, stop
        if refused and (start is None or utc(refused) >= start):
            yield utc(refused), stop


class TestEurope:
    """
    Art. 18 as plain logic over whole histories.
    """

    @settings(max_examples=6 * settings.default.max_examples)
    @given(delay_histories(), st.integers(-40 * 24, 110 * 24))
    def test_may_end(self, history, hours):
        """
        Both readings let the buyer end the contract at the same instants.
        """
        history = attrs.evolve(history, delivered_at=None, cancelled_at=None)
        at = utc(history.due) + timedelta(hours=hours)
        seen = history.seen(at)
        found = delays.status(history, LAWS["law-eu"], at=at, zone=ZONE).standing
        may = any(start <= at and (stop is None or at < stop) for start, stop in free_from(seen))
        missed = agreed_times(seen)[-1][1] <= at

        assert may is (found == "may_end")
        assert (missed and not may) is (found == "missed")
