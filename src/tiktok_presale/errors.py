"""
Every error of the library, all under `PresaleError`.

A business "no" is never an error: rules return decisions. Catch `PresaleError` for all of them, or
one class for one cause; each has plain fields and says in a sentence what to do instead.
"""

from __future__ import annotations

from tiktok_presale.facts.draws import SoldOutError
from tiktok_presale.facts.guarantees import RampOverOneError
from tiktok_presale.facts.odds import OddsSumError
from tiktok_presale.policy.errors import (
    BeforeFirstEditionError,
    NotStricterError,
    PackError,
    UnknownFigureError,
    UnknownMarketError,
)
from tiktok_presale.rules.errors import IllegalEventError
from tiktok_presale.values.column_errors import (
    FloatColumnError,
    MissingColumnsError,
    NaiveColumnError,
    TakenColumnsError,
)
from tiktok_presale.values.errors import (
    CalendarCoverageError,
    ClosedError,
    CurrencyMismatchError,
    FloatMoneyError,
    MissingExtraError,
    NaiveTimeError,
    NotMoneyError,
    NoWorkingWeekError,
    OutOfRangeError,
    PayloadError,
    PresaleError,
    TooManyDecimalsError,
    UnitMismatchError,
    UnknownCurrencyError,
    UnknownLanguageError,
    UnknownMetricError,
    WrongTypeError,
)

__all__ = [
    "BeforeFirstEditionError",
    "CalendarCoverageError",
    "ClosedError",
    "CurrencyMismatchError",
    "FloatColumnError",
    "FloatMoneyError",
    "IllegalEventError",
    "MissingColumnsError",
    "MissingExtraError",
    "NaiveColumnError",
    "NaiveTimeError",
    "NoWorkingWeekError",
    "NotMoneyError",
    "NotStricterError",
    "OddsSumError",
    "OutOfRangeError",
    "PackError",
    "PayloadError",
    "PresaleError",
    "RampOverOneError",
    "SoldOutError",
    "TakenColumnsError",
    "TooManyDecimalsError",
    "UnitMismatchError",
    "UnknownCurrencyError",
    "UnknownFigureError",
    "UnknownLanguageError",
    "UnknownMarketError",
    "UnknownMetricError",
    "WrongTypeError",
]
