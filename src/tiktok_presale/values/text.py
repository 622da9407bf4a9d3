"""
Text for people, made at the edge from findings and values: English and Chinese.

The words stand in gettext catalogues (`locale/*/LC_MESSAGES`), keyed by stable codes. This module
fills in the values, each in the form of its language.
"""

from __future__ import annotations

import gettext
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, PastDays
from tiktok_presale.values.errors import UnknownLanguageError
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate, percent

if TYPE_CHECKING:
    from tiktok_presale.values.findings import Decision, Finding, Remedy

__all__ = ["LANGUAGES", "decision_text", "finding_text", "message", "remedy_text", "say"]

LANGUAGES = ("en", "zh")

_DOMAIN = "tiktok_presale"
_LOCALE = Path(__file__).with_name("locale")
_DAYS = {CalendarDays: "calendar_days", BusinessDays: "business_days", Hours: "hours"}

# Failures first: whoever reads only the first line must read the worst.
_ORDER = ("fail", "unknown", "advice", "pass")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language not in LANGUAGES:
        raise UnknownLanguageError(language, LANGUAGES)
    return gettext.translation(_DOMAIN, _LOCALE, [language])


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


def _named(language: str, name: str) -> str:
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
    if value is None:
        return message(language, "word.none")
    if isinstance(value, bool):
        return message(language, "word.yes" if value else "word.no")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, StrEnum):
        return _named(language, value.value)
    if isinstance(value, tuple):
        return message(language, "word.comma").join(say(one, language) for one in value)
    if language == "en" or isinstance(value, str | date | Decimal | Fraction):
        return str(value)
    return _said(value, language)


def _said(value: object, language: str) -> str:
    """
    Values whose English form is their own `str`, in another language.
    """
    if isinstance(value, Range):
        return _range(value, language)
    if isinstance(value, CalendarDays | BusinessDays | Hours):
        return message(language, f"unit.{_DAYS[type(value)]}", number=value.count)
    if isinstance(value, PastDays):
        return message(language, "unit.past_days", first=value.first, last=value.last)
    if isinstance(value, OneOf):
        names = tuple(_named(language, name) for name in value.names)
        return message(language, "range.none_of" if value.excluded else "range.one_of", names=names)
    if isinstance(value, Rate):
        if not value.total:
            return message(language, "rate.nothing")
        share = percent(value.value).replace("about ", message(language, "word.about"))
        return message(language, "rate", share=share, bad=value.count, total=value.total)
    return str(value)


def _range(value: Range[object], language: str) -> str:
    low, high = value.low, value.high
    if low is not None and high is not None and low == high:
        return _end(value, high, language)
    if low is None or high is None:
        key = ("above" if value.low_open else "at_least") if high is None else (
            "below" if value.high_open else "at_most"
        )
        end = high if low is None else low
        return message(language, f"range.{key}", end=_end(value, end, language))
    key = "range.between_open" if value.low_open or value.high_open else "range.between"
    return message(language, key, low=_end(value, low, language), high=_end(value, high, language))


def _end(value: Range[object], end: object, language: str) -> str:
    if value.unit == "share" and isinstance(end, Decimal | int):
        return percent(Fraction(end)).replace("about ", message(language, "word.about"))
    text = say(end, language)
    return message(language, f"unit.{value.unit}", number=text) if value.unit else text


def remedy_text(remedy: Remedy, language: str) -> str:
    """
    A remedy as a sentence without its full stop.
    """
    return message(language, f"remedy.{remedy.code}", **_names(dict(remedy.params), language))


def _names(values: dict[str, object], language: str) -> dict[str, object]:
    """
    Put the words of the language for fields that hold the name of something.
    """
    for field in ("name", "subject", "effect", "form", "unit", "anchor"):
        if isinstance(values.get(field), str):
            values[field] = _named(language, str(values[field]))
    return values


def finding_text(finding: Finding, language: str) -> str:
    """
    A finding as a sentence, with its remedies and its source.
    """
    values: dict[str, object] = {"rule": finding.rule, "actual": finding.actual, "limit": finding.limit}
    for field in ("actual", "limit"):
        if isinstance(values[field], str):
            values[field] = _named(language, str(values[field]))
    values |= _names(dict(finding.params), language)
    text = message(language, f"{finding.code}:{finding.outcome.value}", **values)
    if "platform" in finding.params:
        text += message(language, "finding.platform", limit=finding.params["platform"])
    for number, remedy in enumerate(finding.remedies):
        lead = "finding.remedy" if number == 0 else "finding.or"
        text += message(language, lead, remedy=remedy_text(remedy, language))
    return text + message(language, "finding.end")


def decision_text(decision: Decision, language: str) -> str:
    """
    A decision and its reasons as lines of text, failures first.
    """
    head = message(
        language,
        f"decision.{decision.outcome.value}",
        question=message(language, f"question.{decision.question}"),
        edition=decision.edition,
    )
    ordered = sorted(decision.findings, key=lambda finding: _ORDER.index(finding.outcome.value))
    lines = [head]
    for finding in ordered:
        mark = message(language, f"mark.{finding.outcome.value}")
        lines.append(f"{mark} {finding_text(finding, language)}")
        if finding.source is not None:
            lines.append(
                "    "
                + message(
                    language,
                    "finding.source",
                    rule=finding.rule,
                    title=finding.source.title,
                    url=finding.source.url,
                    confidence=_named(language, finding.source.confidence.value),
                )
            )
    return "\n".join(lines)
