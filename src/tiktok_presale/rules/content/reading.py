"""
What the words of a claim say: numbers, days, times and amounts as values.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.facts.video_claims import (
    DeadlineClaim,
    DiscountClaim,
    DispatchClaim,
    OddsClaim,
    PriceClaim,
    StockClaim,
    StockForm,
    VideoClaim,
)
from tiktok_presale.rules.content.words import (
    CURRENCY_WORDS,
    MONTHS,
    MULTIPLES,
    NUMBERS,
    SHARED,
    Topic,
)
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import PresaleError
from tiktok_presale.values.instants import local_day, starts_on, utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

__all__ = ["Clock", "read"]

_DAY = timedelta(days=1)
_HAN_DIGITS = {
    **{one: number for number, one in enumerate("零一二三四五六七八九")},
    "\u3007": 0,
    "两": 2,
}
_HAN_TENS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_LENGTHS = {
    "minute": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "分钟": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "hr": timedelta(hours=1),
    "h": timedelta(hours=1),
    "小时": timedelta(hours=1),
    "day": _DAY,
    "天": _DAY,
    "日": _DAY,
    "week": 7 * _DAY,
    "周": 7 * _DAY,
    "星期": 7 * _DAY,
}
_WORKING = "工作日"
# More days than any promise has; a claim of more is not worth a date.
_MOST_DAYS = 3_650
_HALF_A_YEAR = 183
_NOON = 12
_AT_NIGHT = {"晚上", "晚", "夜里"}
_PAST_NOON = {"中午", "下午", *_AT_NIGHT}
# The days of a week by the letters that tell them apart, Monday first.
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_HAN_WEEKDAYS = "一二三四五六日"
_LAST_HOUR = 24
_SURE_AT = 100


class Clock:
    """
    When and where a text is said, and in which currency its goods are sold.
    """

    at: datetime
    zone: ZoneInfo
    currency: str | None
    today: date

    def __init__(self, at: datetime, zone: ZoneInfo, currency: str | None = None) -> None:
        self.at = at
        self.zone = zone
        self.currency = currency
        self.today = local_day(at, zone)

    def day(self, ahead: int = 0) -> Period:
        """
        The whole day that lies so many days ahead.
        """
        return self.whole(self.today + ahead * _DAY)

    def whole(self, day: date) -> Period:
        """
        The whole of a day, with the midnight that ends it.
        """
        return Period(starts_on(day, self.zone), starts_on(day + _DAY, self.zone))

    def minute(self, day: date, clock: time) -> Period:
        """
        The whole of a minute of a day, twice where the clocks go back over it.
        """
        wall = datetime.combine(day, clock, tzinfo=self.zone)
        first, last = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        opens, closes = min(first, last), max(first, last) + timedelta(seconds=59)
        return Period(opens.astimezone(self.zone), closes.astimezone(self.zone))


def read(topic: Topic, match: re.Match[str], clock: Clock) -> VideoClaim | None:
    """
    The claim that a match makes; None where its numbers make no sense.
    """
    try:
        return _READERS[topic](match, clock)
    except (PresaleError, ArithmeticError, ValueError):
        return None


def _group(match: re.Match[str], *names: str) -> str | None:
    """
    What the first of these groups took; None where the pattern has none, or none took anything.
    """
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def number(text: str | None) -> int:
    """
    A whole number in digits, English words up to twelve and their hundreds, or Chinese characters.
    """
    word = (text or "").lower().replace(",", "")
    count, _, many = word.rpartition(" ")
    if many in MULTIPLES:
        return NUMBERS.get(count, 1) * MULTIPLES[many]
    if word in NUMBERS:
        return NUMBERS[word]
    return int(word) if word.isdecimal() else _han(word)


def _han(word: str) -> int:
    """
    A number in Chinese characters: "一百二十" is 120, "两万" 20,000.
    """
    total, part, digit = 0, 0, 0
    for one in word:
        if one in _HAN_DIGITS:
            digit = digit * 10 + _HAN_DIGITS[one]  # "一二三" is read digit by digit
        elif one == "万":
            total, part, digit = (total + part + digit) * _HAN_TENS[one], 0, 0
        else:
            part, digit = part + (digit or 1) * _HAN_TENS[one], 0
    return total + part + digit


def _n(match: re.Match[str]) -> int:
    return number(_group(match, "n"))


def _most(match: re.Match[str]) -> int:
    """
    The larger number of a range such as "7 to 10".
    """
    more = _group(match, "more")
    return max(_n(match), number(more) if more else 0)


def _unit(match: re.Match[str]) -> timedelta:
    word = match["u"].lower()
    return _LENGTHS[word if word in _LENGTHS else word.rstrip("s")]


def _ends_in(match: re.Match[str], clock: Clock) -> DeadlineClaim:
    """
    "Ends in 3 hours": anything that rounds to 3, up or down.
    """
    unit, count = _unit(match), _n(match)
    if count * unit > _MOST_DAYS * _DAY:
        raise ValueError(match.group())
    opens = utc(clock.at) + max(count - 1, 0) * unit
    closes = utc(clock.at) + (count + 1) * unit - timedelta(seconds=1)
    if unit >= _DAY:  # days are counted by the calendar too
        closes = max(closes, utc(clock.day((unit // _DAY) * count).closes))
    return DeadlineClaim(Period(opens.astimezone(clock.zone), closes.astimezone(clock.zone)))


def _ends_soon(_: re.Match[str], clock: Clock) -> DeadlineClaim:
    """
    "Last chance": today, or within a day and a night.
    """
    today = clock.day()
    night = (utc(clock.at) + _DAY).astimezone(clock.zone)
    return DeadlineClaim(Period(today.opens, max(today.closes, night, key=utc)))


def _date(match: re.Match[str], clock: Clock) -> date:
    """
    The day that is named; without a year the one that is nearest ahead, or just behind.
    """
    weekday = _group(match, "w1")
    if weekday is not None:
        return clock.today + (_weekday(weekday) - clock.today.weekday()) % 7 * _DAY
    month, day = _group(match, "m1", "m2", "m3"), _group(match, "d1", "d2", "d3")
    if _group(match, "p1") is not None:
        month, day = _in_order(match)
    if month is None:
        return clock.today + (_group(match, "rel") == "明") * _DAY
    of_year, of_month = _month(month), number(day)
    year = _group(match, "y1", "y2", "y3", "y4")
    if year is not None:
        return date(int(year), of_year, of_month)
    found = date(clock.today.year, of_year, of_month)
    long_ago = (clock.today - found).days >= _HALF_A_YEAR
    return found.replace(year=found.year + 1) if long_ago else found


def _weekday(word: str) -> int:
    """
    The number of a day of the week; the one that is meant is the next, today counted in.
    """
    name = word.lower().replace("天", "日")
    return _WEEKDAYS.index(name) if name in _WEEKDAYS else _HAN_WEEKDAYS.index(name)


def _in_order(match: re.Match[str]) -> tuple[str, str]:
    """
    Month and day of "20/02" or "02/20"; which of "03/04" is the month nobody can tell.
    """
    first, second = match["p1"], _group(match, "p2", "p3") or ""
    if int(first) != int(second) and max(int(first), int(second)) <= len(MONTHS):
        raise ValueError(match.group())
    return (second, first) if int(first) > len(MONTHS) else (first, second)


def _month(word: str) -> int:
    """
    The number of a month in digits, Chinese characters, or its English name.
    """
    if not word.isascii() or word.isdecimal():
        return number(word)
    return next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower()[:3]))


def _ends_on(match: re.Match[str], clock: Clock) -> DeadlineClaim:
    """
    A day, or a minute of it; midnight is the end of the day and the start of the next.
    """
    day, hour = _date(match, clock), _group(match, "tH", "sH")
    if hour is None:
        return DeadlineClaim(clock.whole(day))
    minute = int(_group(match, "tM", "sM", "tm") or 0)
    half = (_group(match, "ta", "tb", "sa", "sb", "part", "night") or "").lower().replace(".", "")
    told = number(hour)
    if half in _AT_NIGHT and told % _NOON == 0:
        told = _LAST_HOUR  # "tonight at 12" is the midnight that ends the day
    if half in {"pm", *_PAST_NOON} and told < _NOON:
        told += _NOON
    if half in {"am", "凌晨"} and told == _NOON:
        told = 0
    if (told, minute) == (_LAST_HOUR, 0):
        last = clock.minute(day, time(23, 59))
        return DeadlineClaim(Period(last.opens, clock.minute(day + _DAY, time()).closes))
    return DeadlineClaim(clock.minute(day, time(told, minute)))


def _units(match: re.Match[str], form: StockForm) -> StockClaim:
    return StockClaim(form, _n(match))


def _amount(match: re.Match[str], clock: Clock) -> PriceClaim:
    """
    An amount with its currency; "$", "¥" and "元" mean that of the goods where they can.
    """
    word = match["w"]
    code = CURRENCY_WORDS.get(word.lower(), word)
    if code in SHARED:
        meant, own = SHARED[code], clock.currency
        code = own if own is not None and own in meant else meant[0]
    return PriceClaim(Money(_decimal(match["v"], EXPONENTS[code]), code))


def _decimal(text: str, decimals: int) -> Decimal:
    """
    A number whose signs for thousands and decimals may be either way round.
    """
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return Decimal(text)
    whole, rest = re.sub("[.,]", "", text[:last]), text[last + 1 :]
    signs = re.findall("[.,]", text)
    thousands = len(rest) == len("000") and (len(set(signs)) == 1) and decimals != len(rest)
    if thousands or (len(signs) > 1 and len(set(signs)) == 1):
        return Decimal(whole + rest)
    return Decimal(f"{whole}.{rest}")


def _percent(match: re.Match[str]) -> Fraction:
    return Fraction(match["n"]) / _SURE_AT


def _tenths(match: re.Match[str], _: Clock) -> DiscountClaim:
    """
    "八折" leaves 80 %, "85折" leaves 85 %.
    """
    text = "".join(str(_HAN_DIGITS.get(one, one)) for one in match["n"])
    left = Fraction(text) / (100 if len(text.partition(".")[0]) > 1 else 10)
    return DiscountClaim(1 - left)


def _within(match: re.Match[str], *, arrives: bool = False) -> DispatchClaim:
    """
    So many days; hours are days begun.
    """
    count, word = _most(match), match["u"].lower()
    if word == _WORKING or _group(match, "b"):
        weeks = 5 if word.startswith("week") else 1
        return DispatchClaim(BusinessDays(min(count, _MOST_DAYS) * weeks), arrives)
    days = -(-min(count, _MOST_DAYS * _LAST_HOUR * 60) * _unit(match) // _DAY)
    return DispatchClaim(CalendarDays(days), arrives)


def _in_days(
    days: int, *, arrives: bool = False
) -> Callable[[re.Match[str], Clock], DispatchClaim]:
    return lambda _match, _clock: DispatchClaim(CalendarDays(days), arrives)


def _ends_ahead(days: int) -> Callable[[re.Match[str], Clock], DeadlineClaim]:
    return lambda _match, clock: DeadlineClaim(clock.day(days))


_READERS: dict[Topic, Callable[[re.Match[str], Clock], VideoClaim]] = {
    Topic.ENDS_TODAY: _ends_ahead(0),
    Topic.ENDS_TOMORROW: _ends_ahead(1),
    Topic.ENDS_SOON: _ends_soon,
    Topic.ENDS_IN: _ends_in,
    Topic.ENDS_ON: _ends_on,
    Topic.LIMITED_TIME: lambda _match, _clock: DeadlineClaim(),
    Topic.LEFT: lambda match, _: _units(match, StockForm.LEFT),
    Topic.FEW_LEFT: lambda _match, _clock: StockClaim(StockForm.LEFT),
    Topic.IN_ALL: lambda match, _: _units(match, StockForm.IN_ALL),
    Topic.LIMITED_UNITS: lambda _match, _clock: StockClaim(StockForm.IN_ALL),
    Topic.ON_HAND: lambda _match, _clock: StockClaim(StockForm.ON_HAND),
    Topic.PRICE: _amount,
    Topic.PERCENT_OFF: lambda match, _: DiscountClaim(_percent(match)),
    Topic.TENTHS: _tenths,
    Topic.HALF: lambda _match, _clock: DiscountClaim(Fraction(1, 2)),
    Topic.SHIPS_WITHIN: lambda match, _: _within(match),
    Topic.SHIPS_TODAY: _in_days(0),
    Topic.SHIPS_TOMORROW: _in_days(1),
    Topic.SHIPS_ON: lambda match, clock: DispatchClaim(_date(match, clock)),
    Topic.ARRIVES_WITHIN: lambda match, _: _within(match, arrives=True),
    Topic.ARRIVES_TODAY: _in_days(0, arrives=True),
    Topic.ARRIVES_TOMORROW: _in_days(1, arrives=True),
    Topic.SURE_WIN: lambda _match, _clock: OddsClaim(),
    Topic.ODDS: lambda match, _: OddsClaim(_percent(match)),
    Topic.ONE_IN: lambda match, _: OddsClaim(Fraction(1, number(_group(match, "n", "m")))),
}
