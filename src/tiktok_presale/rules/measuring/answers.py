"""
The answers of measuring: a lift with its intervals, and the sample that it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.measurements import Measure
from tiktok_presale.values.closed import Value
from tiktok_presale.values.estimates import Estimate, as_share
from tiktok_presale.values.findings import Decision
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.html import table_html
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import message, named, say, say_share

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["Lift", "SampleSize", "said_share", "signed"]


def said_share(number: float, language: str) -> str:
    """
    A share as a percentage of two decimals.
    """
    return say_share(as_share(number), language)


def signed(number: float, language: str) -> str:
    """
    A relative change as a percentage that says whether it is up or down.
    """
    return "+" * (as_share(number) > 0) + said_share(number, language)


@final
@attrs.frozen(kw_only=True)
class SampleSize(Value):
    """
    How much must be seen to find a lift of a given size.

    Args:
        measure: What is compared.
        lift: The relative change that is to be found.
        control: What is needed without the change: exposures, values, units of exposure, or the
            budget of a cost.
        treatment: What is needed with it.
        level: The confidence of the interval that must not hold "no change".
        power: The chance of finding the lift, if it is there.
        grounds: What it stands on.
    """

    measure: Measure
    lift: float
    control: int | Money
    treatment: int | Money
    level: float
    power: float
    grounds: Grounds

    def in_words(self, language: str) -> str:
        """
        What is needed, as a sentence.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(
            language,
            f"sample_size.{self.measure}",
            control=self.control,
            treatment=self.treatment,
            lift=signed(self.lift, language),
            level=said_share(self.level, language),
            power=said_share(self.power, language),
        )

    def explain(self, language: str = "en") -> str:
        """
        What is needed, and what that stands on, as lines of text.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return f"{self.in_words(language)}\n{self.grounds.explain(language)}"

    def __str__(self) -> str:
        return self.in_words("en")

    def _repr_html_(self) -> str:
        """
        What is needed, and what would be if an input were another, as a table for notebooks.
        """
        others = self.grounds.sensitivity
        rows = [
            (named("en", one.input), say(one.instead, "en"), say(one.answer, "en"))
            for one in others
        ]
        head = ("if", "were", "needed without the change")
        return table_html(str(self), head, [("as asked", "", say(self.control, "en")), *rows])


@final
@attrs.frozen(kw_only=True)
class Lift(Value):
    """
    By how much one group lies above another.

    Args:
        measure: What was compared.
        relative: Treatment over control, minus one; None where it has no estimate with two ends.
        difference: Treatment minus control; in money for amounts and costs. None where there is
            none.
        at_least: The lower end of the relative change; None where nothing at all is known.
        level: The confidence of the intervals.
        currency: The currency of the difference; empty where it has none.
        needed: What it would take to tell, where it cannot be told yet and that is known.
        decision: Whether there is a change, with every reason.
        grounds: What was given.
    """

    measure: Measure
    relative: Estimate | None
    difference: Estimate | None
    at_least: float | None
    level: float
    currency: str
    needed: SampleSize | None
    decision: Decision
    grounds: Grounds

    @property
    def at_most(self) -> float | None:
        """
        The upper end of the relative change; None where there is no upper end.
        """
        return None if self.relative is None else self.relative.interval.high

    def in_words(self, language: str) -> str:
        """
        The relative change with its interval, as a sentence.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        key = "lift.known" if self.relative else "lift.one_end"
        if self.at_least is None:
            key = "lift.nothing"
        return message(
            language,
            key,
            measure=self.measure,
            level=said_share(self.level, language),
            value=signed(self.relative.value, language) if self.relative else "",
            low="" if self.at_least is None else signed(self.at_least, language),
            high="" if self.at_most is None else signed(self.at_most, language),
        )

    def explain(self, language: str = "en") -> str:
        """
        Change, decision and grounds as lines of text.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        parts = (self.in_words(language), self.decision.explain(language))
        return "\n".join((*parts, self.grounds.explain(language)))

    def __str__(self) -> str:
        return self.in_words("en")

    def _rows(self) -> Iterator[tuple[object, ...]]:
        if self.relative:
            found = self.relative
            ends = (found.value, found.interval.low, found.interval.high)
            shares = (signed(one, "en") for one in ends)
            yield "relative", *shares, found.samples, _method(found)
        if self.difference:
            found = self.difference
            ends = (found.value, found.interval.low, found.interval.high)
            said = (f"{say(one, 'en')} {self.currency}".rstrip() for one in ends)
            yield "difference", *said, found.samples, _method(found)

    def _repr_html_(self) -> str:
        """
        Relative change and difference as a table, for notebooks.
        """
        head = ("", "estimate", "low", "high", "observations", "method")
        return table_html(str(self), head, self._rows())


def _method(estimate: Estimate) -> str:
    return named("en", f"method.{estimate.method}")
