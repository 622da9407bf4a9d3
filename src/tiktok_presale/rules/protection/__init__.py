"""
How is a buyer protected, and what does a broken promise lead to?

`advise` the buyer before the payment, go through the `checklist` before publishing, put together
the `evidence`, ask by when an answer is due (`answer_by`), where a complaint stands and what comes
next (`escalation`), what it can lead to (`remedies`), and how many violation `points` count.
"""

from __future__ import annotations

from tiktok_presale.facts.complaints import Request
from tiktok_presale.rules.protection.advice import advise
from tiktok_presale.rules.protection.answers import AnswerBy, answer_by
from tiktok_presale.rules.protection.bundle import NEEDED, Bundle, BundleItem, Weight, evidence
from tiktok_presale.rules.protection.cases import NEXT_STEPS, ComplaintState, Escalation, Step
from tiktok_presale.rules.protection.disclosures import Notice, checklist
from tiktok_presale.rules.protection.escalating import escalation
from tiktok_presale.rules.protection.redress import Redress, RedressKind, remedies
from tiktok_presale.rules.protection.standing import CountedViolation, Standing
from tiktok_presale.rules.protection.violation_points import points

__all__ = [
    "NEEDED",
    "NEXT_STEPS",
    "AnswerBy",
    "Bundle",
    "BundleItem",
    "ComplaintState",
    "CountedViolation",
    "Escalation",
    "Notice",
    "Redress",
    "RedressKind",
    "Request",
    "Standing",
    "Step",
    "Weight",
    "advise",
    "answer_by",
    "checklist",
    "escalation",
    "evidence",
    "points",
    "remedies",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
