"""
What a language model is asked: plain data, and a text that says what to do with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol, final

import attrs

from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.rules.content.briefing import ContentBrief
from tiktok_presale.rules.content.form import MOST_HASHTAGS, MOST_TEXT
from tiktok_presale.rules.protection.disclosures import Notice
from tiktok_presale.values.checks import check_kind, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from tiktok_presale.facts.offers import Offer

__all__ = ["MOST_CHARS", "ContentRequest", "Writer", "request"]

MOST_CHARS = 20_000
"""The longest reply that is read."""

_MAY_NOT = ("deadline", "stock", "price", "dispatch", "odds", "invent", "form")


def _refused(value: Iterable[Finding]) -> tuple[Finding, ...]:
    found = tuple(value)
    for one in found:
        check_kind("refused", one, Finding, "of Finding")
    return found


@final
@attrs.frozen
class ContentRequest(Value):
    """
    One request to whoever writes the words of a video.

    Args:
        brief: What is to be written.
        refused: Why the reply before was refused; empty at the first request.
    """

    brief: ContentBrief = attrs.field(validator=instance("a ContentBrief", ContentBrief))
    refused: tuple[Finding, ...] = attrs.field(default=(), converter=_refused)

    @property
    def data(self) -> dict[str, Any]:
        """
        All of it as plain data, fit for JSON.
        """
        brief = self.brief
        return {
            "language": brief.language,
            "length": str(brief.length),
            "shots": [
                {
                    "number": number,
                    "starts": str(shot.starts),
                    "ends": str(shot.ends),
                    "seen": [one.value for one in shot.seen],
                    "said": shot.said,
                    "shown": shot.shown,
                }
                for number, shot in enumerate(brief.shots, start=1)
            ],
            "caption": brief.caption,
            "hashtags": list(brief.hashtags),
            "facts": _facts(brief.offer, brief),
            "may_not": [message(brief.language, f"may_not.{one}") for one in _MAY_NOT],
            "refused": [one.explain(brief.language) for one in self.refused],
            "reply": _schema(brief),
        }

    @property
    def prompt(self) -> str:
        """
        The request as text: what to do, what may not be claimed, and the data as JSON.
        """
        language, data = self.brief.language, self.data
        parts = [message(language, "prompt.task")]
        parts += [f"- {one}" for one in data["may_not"]]
        if self.refused:
            parts += [message(language, "prompt.refused"), *(f"- {one}" for one in data["refused"])]
        shown = {key: data[key] for key in data if key not in {"may_not", "refused", "reply"}}
        for name, value in (("prompt.facts", shown), ("prompt.reply", data["reply"])):
            parts += [message(language, name), json.dumps(value, ensure_ascii=False, indent=2)]
        return "\n".join(parts)

    def __str__(self) -> str:
        return self.prompt


class Writer(Protocol):
    """
    Who writes the words: a language model behind a function of the caller's own, or a person.
    """

    def __call__(self, request: ContentRequest, /) -> str:
        """
        The reply to a request, as text.
        """
        ...


def request(brief: ContentBrief, *, refused: Iterable[Finding] = ()) -> ContentRequest:
    """
    The request that a brief makes of a language model; nothing is sent anywhere.

    Args:
        brief: What is to be written, from `content.brief`.
        refused: The reasons for which a reply was refused before.

    Raises:
        WrongTypeError: If an argument has another type.
    """
    return ContentRequest(brief, refused)


def _facts(offer: Offer, brief: ContentBrief) -> dict[str, Any]:
    """
    What may be said of the offer, and nothing besides.
    """
    promise = offer.promise
    if isinstance(promise, ReleaseOn):
        dispatch: dict[str, Any] = {"on": promise.on.isoformat()}
    else:
        unit = "business_days" if isinstance(promise.days, BusinessDays) else "calendar_days"
        dispatch = {"within": promise.days.count, "unit": unit}
    return {
        "sku": offer.sku,
        "price": {"amount": str(offer.price.amount), "currency": offer.price.currency},
        "opens": offer.sale.opens.isoformat(),
        "ends": offer.sale.closes.isoformat(),
        "dispatch": dispatch,
        "notice": Notice(promise).in_words(brief.language),
        "units_in_all": offer.cap,
    }


def _schema(brief: ContentBrief) -> dict[str, Any]:
    """
    The JSON schema of the reply.
    """
    text = {"type": "string", "maxLength": MOST_TEXT}
    many = len(brief.shots)
    shot = _object(number={"type": "integer", "minimum": 1, "maximum": many}, said=text, shown=text)
    return _object(
        language={"const": brief.language},
        shots={"type": "array", "minItems": many, "maxItems": many, "items": shot},
        caption=text,
        hashtags={"type": "array", "maxItems": MOST_HASHTAGS, "items": text},
    )


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
