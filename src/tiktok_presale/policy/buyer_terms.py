"""
The forms of figures about the buyer's money and rights: deposits, refunds, delays, answers, duties.
"""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import final

import attrs

from tiktok_presale.policy.terms import Worded
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import CalendarDays, Duration, Minutes
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.text import message, named, say
from tiktok_presale.values.vocabulary import Weekday

__all__ = [
    "AnswerTime",
    "DelayTerm",
    "DepositBand",
    "DepositSize",
    "Duty",
    "RefundTime",
]


@final
@attrs.frozen
class DepositBand(Worded, Value):
    """
    How large a deposit may be for prices in a range.

    Args:
        over: The prices.
        share: The share of the price that it may be.
        least: The least sum, where there is one.
    """

    over: Range[Money]
    share: Range[Decimal]
    least: Money | None = None

    def in_words(self, language: str) -> str:
        """
        The share and the least sum, and for which prices.
        """
        text = say(self.share, language)
        text += message(language, "term.floor", end=self.least) if self.least else ""
        if self.over == Range():
            return text
        return text + message(language, "term.over", range=self.over)


@final
@attrs.frozen
class DepositSize(Worded, Value):
    """
    How large a deposit may be, by the price.

    Args:
        bands: One for each range of prices; outside all of them no deposit is offered.
        step: The sum of which it must be a multiple, where there is one.
    """

    bands: tuple[DepositBand, ...]
    step: Money | None = None

    def in_words(self, language: str) -> str:
        """
        Every band, and the step.
        """
        separator = message(language, "term.separator")
        text = separator.join(band.in_words(language) for band in self.bands)
        return text + (message(language, "term.step_of", step=self.step) if self.step else "")


@final
@attrs.frozen
class RefundTime(Worded, Value):
    """
    How soon money is paid back.

    Args:
        within: The days, where the source counts them.
        words: What it says where it does not: "without_undue_delay", "one_billing_cycle".
    """

    within: Duration | None = None
    words: str | None = None

    def in_words(self, language: str) -> str:
        """
        The days, or the words of the source.
        """
        return say(self.within, language) if self.within else named(language, self.words or "")


@final
@attrs.frozen
class DelayTerm(Worded, Value):
    """
    What a buyer's silence means once a delay was told.

    Args:
        silence: "consent", or "cancel".
        at_most: The longest delay to which it applies; None for every other one.
        shipped_within: The days after the missed date in which shipping still saves the order.
    """

    silence: str
    at_most: CalendarDays | None = None
    shipped_within: CalendarDays | None = None

    def in_words(self, language: str) -> str:
        """
        What silence means, for which delays, and how the order is still saved.
        """
        text = message(language, "term.silence", name=named(language, f"silence_{self.silence}"))
        if self.at_most is not None:
            text += message(language, "term.delay_at_most", days=self.at_most)
        if self.shipped_within is not None:
            text += message(language, "term.shipped_within", days=self.shipped_within)
        return text


@final
@attrs.frozen
class AnswerTime(Worded, Value):
    """
    By when a request must be answered, and what happens if nobody does.

    Args:
        within: How long after the request.
        silence: What an unanswered request becomes: "cancelled", "approved", or None where no
            source says.
        weekday: The day of the week by which it is answered, where that is how it is said.
        at: The local time on that day.
    """

    within: Duration | None = None
    silence: str | None = None
    weekday: Weekday | None = None
    at: time | None = None

    def in_words(self, language: str) -> str:
        """
        How long, and what silence brings.
        """
        text = say(self.within, language) if self.within else ""
        if self.weekday is not None and self.at is not None:
            text = message(language, "term.until_weekday", day=self.weekday, at=f"{self.at:%H:%M}")
        if self.silence is None:
            return text
        return text + message(language, "term.unanswered", name=named(language, self.silence))


@final
@attrs.frozen
class Duty(Worded, Value):
    """
    What somebody must tell or do, and when.

    Args:
        who: "seller" or "platform".
        stage: "before_sale", "at_sale", "after_payment" or "on_delay".
        within: The time for it, where a source counts it.
        items: What must be told, where a source lists it.
    """

    who: str
    stage: str
    within: Duration | Minutes | None = None
    items: tuple[str, ...] = ()

    def in_words(self, language: str) -> str:
        """
        Who, when, within which time, and what.
        """
        who, stage = named(language, f"who_{self.who}"), named(language, self.stage)
        text = message(language, "term.duty", who=who, stage=stage)
        text += message(language, "term.within", days=self.within) if self.within else ""
        return text + (message(language, "term.items", items=self.items) if self.items else "")
