"""
A new date: what must the buyer be told, what does silence mean, and where does the order stand?

`notice` says what a notice of delay must tell under each law, `text` writes it, `status` says where
an order stands, `lapses_at` when a law cancels it, `default_due` when it is due where no time was
stated.
"""

from __future__ import annotations

from tiktok_presale.facts.delays import Silence
from tiktok_presale.rules.delays.defaults import default_due
from tiktok_presale.rules.delays.notices import notice
from tiktok_presale.rules.delays.required import LawNotice, NoticeRequired
from tiktok_presale.rules.delays.standings import DelayStatus, DelayStep, LawStanding
from tiktok_presale.rules.delays.statuses import lapses_at, status
from tiktok_presale.rules.delays.texts import text
from tiktok_presale.rules.delays.words import Standing, Told, Untold

__all__ = [
    "DelayStatus",
    "DelayStep",
    "LawNotice",
    "LawStanding",
    "NoticeRequired",
    "Silence",
    "Standing",
    "Told",
    "Untold",
    "default_due",
    "lapses_at",
    "notice",
    "status",
    "text",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
