"""
The readers of figures about the buyer's money and rights, which `SCHEMA` names.
"""

from __future__ import annotations

from decimal import Decimal

from tiktok_presale.policy.buyer_terms import (
    AnswerTime,
    DelayTerm,
    DepositBand,
    DepositSize,
    Duty,
    RefundTime,
)
from tiktok_presale.policy.forms import Fields
from tiktok_presale.policy.readings import inner_tables
from tiktok_presale.values.days import CalendarDays, Duration, Minutes
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.untyped import list_of
from tiktok_presale.values.vocabulary import Weekday

__all__ = [
    "answer_time",
    "delay_term",
    "deposit_size",
    "duration",
    "duty",
    "flag",
    "money_range",
    "names",
    "refund_time",
    "words",
    "years",
]

SILENCES = ("consent", "cancel")
UNANSWERED = ("cancelled", "approved")
REFUND_WORDS = ("without_undue_delay", "one_billing_cycle")
STAGES = ("before_sale", "at_sale", "after_payment", "on_delay")
_WEEKDAYS = {day.name.lower(): day for day in Weekday}


def flag(value: object, path: str, faults: list[str]) -> bool | None:
    """
    Yes or no.
    """
    if not isinstance(value, bool):
        faults.append(f"{path}: must be true or false, not {value!r}")
        return None
    return value


def words(value: object, path: str, faults: list[str]) -> tuple[str, ...] | None:
    """
    A list of words, none of them twice.
    """
    given = list_of(value) or []
    read = tuple(word for word in given if isinstance(word, str) and word)
    if not read or len(set(read)) != len(given):
        faults.append(f"{path}: must be a list of words, none of them twice, not {value!r}")
        return None
    return read


def names(fields: Fields) -> OneOf | None:
    """
    A set of names that are meant, or all but some.
    """
    excluded = fields.has("none_of")
    given = fields.texts("none_of" if excluded else "one_of", required=True)
    return OneOf(given, excluded) if given else None


def money_range(fields: Fields) -> Range[Money] | None:
    """
    A range of prices.
    """
    return fields.range_of({key: fields.money(key) for key in ("at_least", "at_most")})


def years(fields: Fields) -> Range[Decimal] | None:
    """
    A range of years of age.
    """
    return fields.number_range("years")


def duration(fields: Fields) -> Duration | Minutes | None:
    """
    A number of days, hours or minutes.
    """
    if fields.has("minutes"):
        minutes = fields.whole("minutes")
        return None if minutes is None else Minutes(minutes)
    unit, days = fields.unit(), fields.whole("days", required=True)
    return None if unit is None or days is None else unit(days)


def _within(fields: Fields) -> Duration | None:
    if not fields.has("days"):
        return None
    found = duration(fields)
    return None if isinstance(found, Minutes) else found


def deposit_size(fields: Fields) -> DepositSize | None:
    """
    How large a deposit may be, by the price.
    """
    currency = fields.text("currency", required=True)
    step = _money(fields, "step", currency)
    bands: list[DepositBand] = []
    for inner in inner_tables(fields, "bands"):
        over = _prices(inner, currency)
        share, least = inner.number_range("share"), _money(inner, "least", currency)
        inner.close()
        if over is not None and share is not None:
            bands.append(DepositBand(over, share, least))
    if not bands:
        fields.fault("bands", "must be a list of tables with a share each")
        return None
    return DepositSize(tuple(bands), step)


def _prices(inner: Fields, currency: str | None) -> Range[Money] | None:
    keys = {"at_least": "price_from", "below": "price_below"}
    ends = {end: _money(inner, key, currency) for end, key in keys.items()}
    return inner.range_of(ends) if any(ends.values()) else Range()


def _money(fields: Fields, key: str, currency: str | None) -> Money | None:
    amount = fields.text(key)
    if amount is None or currency is None:
        return None
    return fields.made(Money, amount, currency, key=key)


def refund_time(fields: Fields) -> RefundTime | None:
    """
    How soon money is paid back, in days or in the words of the source.
    """
    within, said = _within(fields), fields.choice("words", REFUND_WORDS)
    if (within is None) is (said is None):
        fields.fault("", "must give either days with a unit, or words")
        return None
    return RefundTime(within, said)


def delay_term(fields: Fields) -> DelayTerm | None:
    """
    What a buyer's silence means once a delay was told.
    """
    silence = fields.choice("silence", SILENCES, required=True)
    at_most, shipped = fields.whole("at_most_days"), fields.whole("shipped_within_days")
    if silence is None:
        return None
    return DelayTerm(silence, _days(at_most), _days(shipped))


def _days(count: int | None) -> CalendarDays | None:
    return None if count is None else CalendarDays(count)


def answer_time(fields: Fields) -> AnswerTime | None:
    """
    By when a request must be answered.
    """
    within, silence = _within(fields), fields.choice("silence", UNANSWERED)
    weekday, at = fields.choice("weekday", _WEEKDAYS), fields.clock("at")
    if (within is None) is (weekday is None or at is None):
        fields.fault("", "must give either days with a unit, or a weekday with a time")
        return None
    return AnswerTime(within, silence, None if weekday is None else _WEEKDAYS[weekday], at)


def duty(fields: Fields) -> Duty | None:
    """
    What somebody must tell or do, and when.
    """
    who = fields.choice("who", ("seller", "platform"), required=True)
    stage = fields.choice("stage", STAGES, required=True)
    within, items = _within(fields), fields.texts("items")
    return None if who is None or stage is None else Duty(who, stage, within, items)
