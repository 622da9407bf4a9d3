"""
Text for people, made at the edge from findings and values: English and Chinese.

The words stand in gettext catalogues (`locale/*/LC_MESSAGES`), keyed by stable codes. This module
fills in the values, each in the form of its language.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, Minutes, PastDays
from tiktok_presale.values.errors import UnknownLanguageError
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate, percent
from tiktok_presale.values.vocabulary import OrderKind, Weekday

if TYPE_CHECKING:
    from collections.abc import Callable
    from gettext import NullTranslations

__all__ = [
    "LANGUAGES",
    "decision_text",
    "finding_text",
    "message",
    "named",
    "remedy_text",
    "say",
    "say_share",
    "sorted_findings",
]

LANGUAGES = ("en", "zh")

_DOMAIN = "tiktok_presale"
_DAYS = {
    CalendarDays: "calendar_days",
    BusinessDays: "business_days",
    Hours: "hours",
    Minutes: "minutes",
}

# Failures first: whoever reads only the first line must read the worst.
_ORDER = ("fail", "unknown", "advice", "pass")


@cache
def _catalogue(language: str) -> NullTranslations:
    # A process that asks for no text does not pay for what reads the catalogues.
    import gettext  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    if language not in LANGUAGES:
        raise UnknownLanguageError(language, LANGUAGES)
    return gettext.translation(_DOMAIN, Path(__file__).with_name("locale"), [language])


def message(language: str, key: str, **values: object) -> str:
    """
    The text at *key*, with *values* filled in as the language writes them.

    Raises:
        UnknownLanguageError: If *language* has no catalogue.
    """
    catalogue = _catalogue(language)
    count = values.get("count")
    if isinstance(count, int):
        template = catalogue.ngettext(key, f"{key}s", count)
    else:
        template = catalogue.gettext(key)
    return template.format(**{name: say(value, language) for name, value in values.items()})


def named(language: str, name: str) -> str:
    """
    What a fact, metric or field is called; its own name where it has none.
    """
    key = f"name.{name}"
    found = _catalogue(language).gettext(key)
    return name.replace("_", " ") if found == key else found


def say(value: object, language: str) -> str:
    """
    A value as a person of that language would write it.
    """
    writers = _WRITERS if language == "en" else {**_WRITERS, **_TRANSLATED}
    for kind, writer in writers.items():
        if isinstance(value, kind):
            return writer(value, language)
    # What a figure says knows its own words; it stands above this module.
    in_words = getattr(value, "in_words", None)
    return str(value) if in_words is None else in_words(language)


def _say_bool(value: Any, language: str) -> str:  # noqa: ANN401 - one type for each writer
    return message(language, "word.yes" if value else "word.no")


def _say_many(value: Any, language: str) -> str:  # noqa: ANN401
    if not value:
        return message(language, "word.nothing")
    said = (named(language, one) if type(one) is str else say(one, language) for one in value)
    return message(language, "word.comma").join(said)


def _say_days(value: Any, language: str) -> str:  # noqa: ANN401
    return message(language, f"unit.{_DAYS[type(value)]}", number=value.count)


def _say_names(value: Any, language: str) -> str:  # noqa: ANN401
    names = tuple(named(language, name) for name in value.names)
    if len(names) == 1 and not value.excluded:
        return names[0]
    return message(language, "range.none_of" if value.excluded else "range.one_of", names=names)


def say_share(value: Any, language: str) -> str:  # noqa: ANN401 - an end of a range is any number
    """
    A share as a percentage.
    """
    about, share = message(language, "word.about"), percent(Fraction(value))
    return share.replace("about ", about).replace(" %", message(language, "word.percent"))


def _say_rate(value: Any, language: str) -> str:  # noqa: ANN401
    if not value.total:
        return message(language, "rate.nothing")
    share = say_share(value.value, language)
    return message(language, "rate", share=share, bad=value.count, total=value.total)


def _say_range(value: Any, language: str) -> str:  # noqa: ANN401
    low, high = value.low, value.high
    if low is None and high is None:
        return message(language, "range.any")
    if low is None or high is None or low == high:
        end = high if low is None else low
        said = _say_end(value, end, language)
        if low == high:
            return said
        upper = "below" if value.high_open else "at_most"
        lower = "above" if value.low_open else "at_least"
        return message(language, f"range.{upper if low is None else lower}", end=said)
    # The unit is said once, at the end: "3 to 15 days".
    start = low.count if type(low) in _DAYS else _say_end(value, low, language, bare=True)
    key = "range.between_open" if value.low_open or value.high_open else "range.between"
    return message(language, key, low=start, high=_say_end(value, high, language))


def _say_end(value: Any, end: object, language: str, *, bare: bool = False) -> str:  # noqa: ANN401
    if value.unit == "share":
        return say_share(end, language)
    text = say(end, language)
    if bare or not value.unit:
        return text
    told = message(language, f"unit.{value.unit}", number=text)
    return told if text in told else f"{text} {value.unit}"  # a unit of a pack of one's own


def _say_word(value: Any, language: str) -> str:  # noqa: ANN401
    """
    A word of a closed set; one that other sets have too may have a name in its own.
    """
    own = f"name.{type(value).__name__}.{value.value}"
    found = _catalogue(language).gettext(own)
    return named(language, value.value) if found == own else found


# How each type is written; the first that fits counts, so bool stands before int.
_WRITERS: dict[type, Callable[[Any, str], str]] = {
    type(None): lambda _, language: message(language, "word.none"),
    bool: _say_bool,
    Weekday: lambda value, language: message(language, f"day.{value.name.lower()}"),
    datetime: lambda value, _: value.isoformat(sep=" ", timespec="seconds"),
    int: lambda value, _: f"{value:,}",
    float: lambda value, _: f"{value:,.6g}",
    Decimal: lambda value, _: f"{value:,}",
    OrderKind: lambda value, language: message(language, f"kind.{value}"),
    StrEnum: _say_word,
    OneOf: _say_names,
    tuple: _say_many,
}
# Types whose English form is their own `str`.
_TRANSLATED: dict[type, Callable[[Any, str], str]] = {
    CalendarDays: _say_days,
    BusinessDays: _say_days,
    Hours: _say_days,
    Minutes: _say_days,
    PastDays: lambda value, language: message(
        language, "unit.past_days", first=value.first, last=value.last
    ),
    Rate: _say_rate,
    Range: _say_range,
}


def remedy_text(remedy: Any, language: str) -> str:  # noqa: ANN401 - a Remedy, which knows texts
    """
    A remedy as a sentence without its full stop.
    """
    text = message(language, f"remedy.{remedy.code}", **_names(dict(remedy.params), language))
    if "counts_from" in remedy.params:
        text += message(language, "remedy.counts_from", on=remedy.params["counts_from"])
    return text


def _names(values: dict[str, object], language: str) -> dict[str, object]:
    """
    Put the words of the language for fields that hold the name of something.
    """
    for field in ("name", "subject", "effect", "form", "unit", "anchor"):
        if type(values.get(field)) is str:
            values[field] = named(language, str(values[field]))
    return values


def _as_share(actual: object, language: str) -> object:
    """
    A bare number that is measured against shares, written as a percentage too.
    """
    return say_share(actual, language) if isinstance(actual, Decimal | int) else actual


def finding_text(finding: Any, language: str) -> str:  # noqa: ANN401 - a Finding, which knows texts
    """
    A finding as a sentence, with its remedies and its source.
    """
    values: dict[str, object] = {
        "rule": finding.rule,
        "actual": finding.actual,
        "limit": finding.limit,
    }
    limit = finding.limit
    if isinstance(limit, Range) and cast("Range[object]", limit).unit == "share":
        values["actual"] = _as_share(finding.actual, language)
    for field in ("actual", "limit"):
        if type(values[field]) is str:
            values[field] = named(language, str(values[field]))
    values |= _names(dict(finding.params), language)
    text = message(language, f"{finding.code}:{finding.outcome.value}", **values)
    if "platform" in finding.params:
        text += message(language, "finding.platform", limit=finding.params["platform"])
    for number, remedy in enumerate(finding.remedies):
        lead = "finding.remedy" if number == 0 else "finding.or"
        text += message(language, lead, remedy=remedy_text(remedy, language))
    return text + message(language, "finding.end")


def sorted_findings(decision: Any) -> list[Any]:  # noqa: ANN401 - a Decision, which knows texts
    """
    The reasons of a decision, failures first.
    """
    return sorted(decision.findings, key=lambda finding: _ORDER.index(finding.outcome.value))


def decision_text(decision: Any, language: str) -> str:  # noqa: ANN401 - a Decision, which knows texts
    """
    A decision and its reasons as lines of text, failures first.
    """
    # An answer from the seller's own terms has no edition.
    own = "" if decision.edition else ".own"
    key = f"decision.{decision.outcome.value}"
    # A question that asks for no permission has words of its own for its answers.
    told = f"{key}.{decision.question}"
    head = message(
        language,
        f"{key}{own}" if _catalogue(language).gettext(told) == told else told,
        question=message(language, f"question.{decision.question}"),
        edition=decision.edition,
    )
    lines = [head]
    for finding in sorted_findings(decision):
        mark = message(language, f"mark.{finding.outcome.value}")
        lines.append(f"{mark}{finding_text(finding, language)}")
        if finding.source is not None:
            lines.append(
                "    "
                + message(
                    language,
                    "finding.source",
                    rule=finding.rule,
                    title=finding.source.title,
                    url=finding.source.url,
                    confidence=named(language, finding.source.confidence.value),
                )
            )
    return "\n".join(lines)
