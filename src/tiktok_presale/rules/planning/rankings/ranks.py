"""
Products in the order of what they are expected to bring, and why each stands where it does.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.exposures import ExposureUnit, ProductRecord
from tiktok_presale.values.closed import Value
from tiktok_presale.values.estimates import Estimate, Interval
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from tiktok_presale.values.findings import Finding

__all__ = ["CommonRate", "Hit", "Hits", "Why"]


class Why(StrEnum):
    """
    Why one product ranks before the next.
    """

    TIED = "tied"
    """It does not: both are expected to bring the same."""
    ALONE = "alone"
    """Its own numbers are the better ones."""
    SEEN_MORE = "seen_more"
    """Its own numbers are no better, and count for more because more was seen of it."""
    SEEN_LESS = "seen_less"
    """Its own numbers are no better, and it is held nearer to the average for being seen less."""
    UNSEEN = "unseen"
    """Nothing was seen of the next one, which stands where the average puts it."""
    UNSEEN_ITSELF = "unseen_itself"
    """Nothing was seen of it, and the next one stands below the average."""
    AVERAGE = "average"
    """The products that it is drawn towards bring more."""


@final
@attrs.frozen
class CommonRate(Value):
    """
    What products have in common, towards which each of them is drawn.

    Args:
        category: The category of those products; None for all of the shop.
        products: How many of them were seen.
        rate: What they bring together, in orders per exposure.
        half: The exposure at which a product's own numbers count for half.
    """

    category: str | None
    products: int
    rate: float
    half: float


@final
@attrs.frozen(kw_only=True)
class Hit(Value):
    """
    One product in its place.

    Args:
        rank: Its place; products that are expected to bring the same share one.
        record: What was seen of it.
        orders: The orders that were counted; without returns where that was asked for.
        rate: What it is expected to bring, in orders per exposure.
        weight: How much its own numbers count for, from 0 to 1.
        common: What the products bring that it is drawn towards.
        drawn_to: The category of those products; None for all of the shop.
        lead: The chance that it really brings more than the next; None for the last one.
        forecast: The orders in the exposure ahead; None where none was told.
    """

    rank: int
    record: ProductRecord
    orders: int
    rate: Estimate
    weight: float
    common: float
    drawn_to: str | None = None
    lead: float | None = None
    forecast: Estimate | None = None

    @property
    def product(self) -> str:
        """
        The product's id.
        """
        return self.record.product

    @property
    def alone(self) -> float | None:
        """
        What its own numbers say; None where it was not seen.
        """
        exposure = self.record.exposure
        return float(self.orders / exposure) if exposure else None

    def why_before(self, other: Hit) -> Why:
        """
        Why it ranks before another product.
        """
        if self.rate.value == other.rate.value:
            return Why.TIED
        if self.drawn_to != other.drawn_to:
            # Would it still stand before the other, if both were drawn towards the same?
            alone = other.common if self.alone is None else self.alone
            same = other.common + self.weight * (alone - other.common)
            if same <= other.rate.value:
                return Why.AVERAGE
        if self.alone is None or other.alone is None:
            return Why.UNSEEN if other.alone is None else Why.UNSEEN_ITSELF
        if self.alone > other.alone:
            return Why.ALONE
        return Why.SEEN_MORE if self.weight > other.weight else Why.SEEN_LESS


@final
@attrs.frozen
class Hits(Value):
    """
    Products in the order of what they are expected to bring.

    Args:
        unit: What exposure is counted in.
        hits: The products, the best first.
        common: What they were drawn towards: all of the shop, then each category that stands for
            itself.
        grounds: Inputs, what could not be judged, and what would change the first place.
    """

    unit: ExposureUnit = attrs.field(converter=ExposureUnit)
    hits: tuple[Hit, ...] = attrs.field(converter=tuple[Hit, ...])
    common: tuple[CommonRate, ...] = attrs.field(converter=tuple[CommonRate, ...])
    grounds: Grounds

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        What could not be judged, and advice.
        """
        return self.grounds.findings

    def get(self, product: str) -> Hit | None:
        """
        The place of one product; None where it has none.
        """
        return next((hit for hit in self.hits if hit.product == product), None)

    def explain(self, language: str = "en", *, first: int = 10) -> str:
        """
        The first places, each with its reason, and what the answer stands on.

        Args:
            language: "en" or "zh".
            first: How many places to tell.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        lines = [self._line(place, language) for place in range(min(first, len(self.hits)))]
        if not self.hits:
            lines = [message(language, "hits.none")]
        return "\n".join([*lines, self.grounds.explain(language)])

    def _line(self, place: int, language: str) -> str:
        hit = self.hits[place]
        text = self._own(hit, language)
        if hit.forecast is not None:
            text += message(language, "hits.forecast", **_ends(hit.forecast.interval, language))
        if place + 1 < len(self.hits):
            text += self._before(hit, self.hits[place + 1], language)
        return text + message(language, "finding.end")

    def _own(self, hit: Hit, language: str) -> str:
        """
        What was seen of a product, what is usual, and what comes of both.
        """
        group = "hits.shop" if hit.drawn_to is None else "hits.category"
        interval = hit.rate.interval
        return message(
            language,
            "hits.unseen" if hit.alone is None else "hits.seen",
            rank=hit.rank,
            product=hit.product,
            orders=hit.orders,
            exposure=self._exposure(hit, language),
            alone=self._rate(hit.alone or 0.0, language),
            group=message(language, group, category=hit.drawn_to),
            common=self._rate(hit.common, language),
            weight=_percent(hit.weight, language),
            rate=self._rate(hit.rate.value, language),
            low=self._rate(interval.low, language),
            high=self._rate(interval.high, language),
            level=_percent(interval.level, language),
        )

    def _before(self, hit: Hit, other: Hit, language: str) -> str:
        why = hit.why_before(other)
        exposure = self._exposure(other, language)
        text = message(language, f"hits.before.{why}", other=other.product, exposure=exposure)
        if hit.lead is None or why is Why.TIED:
            return text
        return text + message(language, "hits.lead", chance=_percent(hit.lead, language))

    def _exposure(self, hit: Hit, language: str) -> str:
        number = _number(hit.record.exposure)
        return message(language, f"hits.in.{self.unit}", number=number)

    def _rate(self, rate: float, language: str) -> str:
        times = 1 if self.unit in {ExposureUnit.DAYS, ExposureUnit.WEEKS} else 100  # per cent
        return message(language, f"hits.per.{self.unit}", rate=_short(rate * times))

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The places as a table, for notebooks.
        """
        from tiktok_presale.values.html import table_html  # noqa: PLC0415 - notebooks only

        head: tuple[str, ...] = ("rank", "product", "orders", str(self.unit), "alone")
        head += ("counts for", "drawn to")
        return table_html(
            "likely hits",
            (*head, "expected", "interval", "orders ahead"),
            map(self._row, self.hits),
        )

    def _row(self, hit: Hit) -> tuple[object, ...]:
        interval = hit.rate.interval
        return (
            hit.rank,
            hit.product,
            f"{hit.orders:,}",
            _number(hit.record.exposure),
            "" if hit.alone is None else self._rate(hit.alone, "en"),
            _percent(hit.weight, "en"),
            self._rate(hit.common, "en"),
            self._rate(hit.rate.value, "en"),
            f"{self._rate(interval.low, 'en')} to {self._rate(interval.high, 'en')}",
            "" if hit.forecast is None else str(hit.forecast.interval),
        )


def _ends(interval: Interval, language: str) -> dict[str, object]:
    return {
        "low": int(interval.low),
        "high": int(interval.high),
        "level": _percent(interval.level, language),
    }


def _number(exposure: Fraction) -> str:
    return f"{float(exposure):,.6g}" if exposure.denominator > 1 else f"{exposure.numerator:,}"


def _percent(share: float, language: str) -> str:
    return f"{share * 100:.3g}{message(language, 'word.percent')}"


def _short(number: float) -> str:
    """
    A number of three digits that count, never in powers of ten.
    """
    if number >= 100:  # noqa: PLR2004 - from here on, three digits are whole
        return f"{number:,.0f}"
    return f"{Decimal(f'{number:.3g}'):f}"
