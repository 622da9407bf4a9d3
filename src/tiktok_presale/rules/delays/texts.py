"""
The notice of delay as the buyer reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules.delays.required import NoticeRequired
from tiktok_presale.rules.delays.words import Told
from tiktok_presale.values.checks import check_kind, check_text
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.rules.delays.required import LawNotice

__all__ = ["text"]


def text(
    required: NoticeRequired, language: str, *, order_id: str, reason: str | None = None
) -> str:
    """
    The notice for the buyer, one sentence a line: what changes, what to do, until when, what then.

    Args:
        required: What the notice must tell, from `notice`.
        language: "en" or "zh".
        order_id: The order that it is about.
        reason: Why the goods are late, in words of that language; needed where a law has it told.

    Raises:
        UnknownLanguageError: If *language* has no catalogue.
        WrongTypeError: If a reason must be told and none is given.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import DelayHistory, Policy, delays
        >>> zone = ZoneInfo("Asia/Shanghai")
        >>> history = DelayHistory(due=datetime(2026, 3, 1, 23, 59, 59, tzinfo=zone))
        >>> law = Policy.in_force("law-cn", on=date(2026, 2, 20))
        >>> required = delays.notice(history, date(2026, 3, 20), law,
        ...                          at=datetime(2026, 2, 20, tzinfo=zone))
        >>> print(text(required, "en", order_id="o1").splitlines()[0])
        Order o1 was due by 2026-03-01 23:59:59+08:00 and is delayed.
    """
    check_kind("required", required, NoticeRequired, "what delays.notice(…) returns")
    check_text("order_id", order_id)
    told = required.told
    check_text("reason", reason, optional=Told.REASON not in told)
    head = "delay.text.head_cancelled" if Told.CANCELLED in told else "delay.text.head"
    lines = [message(language, head, order=order_id, until=_held(required))]
    if Told.CANCELLED not in told:
        # Without any law the date is told all the same, and the reason wherever it is known.
        date_told = Told.UNABLE if required.new_date is None else Told.NEW_DATE
        known = {*told, date_told, *((Told.REASON,) if reason is not None else ())}
        told = tuple(item for item in Told if item in known)
    values: dict[str, object] = {"reason": reason, "new_date": required.new_date}
    return "\n".join([*lines, *(_line(item, required, language, values) for item in told)])


def _held(required: NoticeRequired) -> datetime:
    """
    The date that holds now; the first one where the buyer waits without a date.
    """
    strictest = required.strictest
    return required.due if strictest is None else strictest.until or required.due


def _line(item: Told, required: NoticeRequired, language: str, values: dict[str, object]) -> str:
    """
    One sentence of the notice, with the instants and terms of the law that asks for it.
    """
    part = _asking(item, required)
    if part is None:
        return message(language, f"delay.text.{item}", **values)
    if item is Told.REFUND:
        return _refund(part, language)
    key = f"delay.text.{item}"
    if item is Told.ACCEPTANCE and part.tell_by is None:
        key = "delay.text.acceptance_soon"
    instants = {
        "until": part.until,
        "answer_by": part.answer_by,
        "lapses_at": part.lapses_at,
        "tell_by": part.tell_by,
    }
    return message(language, key, **values, **instants)


def _asking(item: Told, required: NoticeRequired) -> LawNotice | None:
    """
    The law by which something is told: the strictest where it asks for it, else the first.
    """
    parts = (required.strictest, *required.parts)
    return next((part for part in parts if part is not None and item in part.told), None)


def _refund(part: LawNotice, language: str) -> str:
    """
    How soon money is paid back, and whether with interest.
    """
    key = "delay.text.refund"
    if part.refund is not None:
        key += "_within" if part.refund.within is not None else "_words"
    told = message(language, key, within=part.refund)
    return told + (message(language, "delay.text.interest") if part.interest else "")
