"""
What does the product page of a blind box tell, and what is still missing from it?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.boxes import BlindBox
from tiktok_presale.rules.boxes.chances import effective_odds
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.text import message, named, say_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from tiktok_presale.facts.boxes import DrawLimits
    from tiktok_presale.facts.guarantees import Guarantee
    from tiktok_presale.facts.odds import OddsTable

__all__ = ["check_box", "disclosure", "told"]

# What `disclosure` writes from the odds table itself, whatever the seller adds.
_FROM_TABLE = ("odds", "possible_contents", "limited_quantity", "draw_rules")
_FROM_VALUES = ("value_range", "estimated_value")


def check_box(box: object) -> None:
    """
    Refuse anything but a blind box.
    """
    check_kind("box", box, BlindBox, "a BlindBox; write BlindBox(id='p1', odds=…, price=…)")


def told(box: BlindBox) -> tuple[str, ...]:
    """
    What the disclosure of a box tells, by the names that policies use.

    Examples:
        >>> from tiktok_presale import Money, OddsTable
        >>> told(BlindBox(id="p1", odds=OddsTable.of({"bear": 1}), price=Money(9, "USD")))
        ('odds', 'possible_contents', 'limited_quantity', 'draw_rules')
    """
    valued = () if box.odds.value_range is None else _FROM_VALUES
    return tuple(dict.fromkeys((*_FROM_TABLE, *valued, *box.shown)))


def disclosure(box: BlindBox, language: str, *, commitment: str | None = None) -> str:
    """
    The text for the product page: contents, odds, guarantee, values, numbers and rules.

    Odds stand as exact fractions and as percentages; with a guarantee, those over many draws stand
    beside them. What the seller shows besides follows in the seller's own words.

    Args:
        box: The box on offer.
        language: "en" or "zh".
        commitment: What the seed of the sale was committed to, where it is drawn from one.

    Raises:
        UnknownLanguageError: If *language* has no catalogue.

    Examples:
        >>> from tiktok_presale import Money, OddsTable
        >>> odds = OddsTable.from_weights({"小熊": 143, "隐藏款": 1}, stock={"隐藏款": 10})
        >>> print(disclosure(BlindBox(id="p1", odds=odds, price=Money("59.00", "CNY")), "zh"))
        PLACEHOLDER
    """
    check_box(box)
    lines = [
        *_head(box, language),
        *_prizes(box.odds, language),
        *_rules(box.odds, language),
        *([] if box.limits is None else _limits(box.limits, language)),
        *([] if commitment is None else [message(language, "box.commitment", code=commitment)]),
        *_besides(box.shown, language),
    ]
    return "\n".join(lines)


def _head(box: BlindBox, language: str) -> Iterator[str]:
    yield message(language, "box.title", title=box.shown.get("product_name", box.id))
    yield message(language, "box.price", price=box.price)
    if box.odds.value_range is not None:
        yield message(language, "box.value_range", values=box.odds.value_range)


def _prizes(table: OddsTable, language: str) -> Iterator[str]:
    yield message(language, "box.contents")
    effective = effective_odds(table)
    for prize in table.prizes:
        parts = [message(language, "box.odds", odds=_share(prize.odds, language))]
        if table.guarantee is not None:
            share = _share(effective[prize.name], language)
            parts.append(message(language, "box.effective", odds=share))
        if prize.value is not None:
            parts.append(message(language, "box.value", value=prize.value))
        limited = "box.unlimited" if prize.stock is None else "box.stock"
        parts.append(message(language, limited, pieces=prize.stock))
        told_of = message(language, "word.comma").join(parts)
        yield message(language, "box.prize", prize=prize.name, told=told_of)


def _share(share: Fraction, language: str) -> str:
    """
    Odds exactly and as a percentage; an exact form too long to read stands as a percentage alone.
    """
    percentage = say_share(share, language)
    if share == 1 or len(str(share)) > _READABLE:
        return percentage
    return message(language, "box.share", exact=str(share), percentage=percentage)


_READABLE = 24


def _rules(table: OddsTable, language: str) -> Iterator[str]:
    """
    How it is drawn; the rule of the odds table in words.
    """
    yield message(language, "box.lot" if table.lot else "box.drawn")
    guarantee = table.guarantee
    if guarantee is None:
        return
    yield message(
        language, "box.guarantee", draws=guarantee.after, prizes=_names(guarantee, language)
    )
    if guarantee.ramp_from is not None and guarantee.step is not None:
        step = _share(guarantee.step, language)
        yield message(language, "box.ramp", draw=guarantee.ramp_from, step=step)


def _names(guarantee: Guarantee, language: str) -> str:
    # Names of prizes are the seller's own words, and no names of ours.
    return message(language, "word.comma").join(guarantee.prizes)


def _limits(limits: DrawLimits, language: str) -> Iterator[str]:
    if limits.draws is not None:
        yield message(language, "box.limit_draws", draws=limits.draws, days=limits.period.count)
    if limits.spend is not None:
        yield message(language, "box.limit_spend", money=limits.spend, days=limits.period.count)
    if limits.opens is not None and limits.closes is not None:
        opens, closes = f"{limits.opens:%H:%M}", f"{limits.closes:%H:%M}"
        yield message(language, "box.hours", opens=opens, closes=closes)


def _besides(shown: Mapping[str, str], language: str) -> Iterator[str]:
    for name, text in shown.items():
        if name != "product_name":
            yield message(language, "box.shown", name=named(language, name), text=text)
