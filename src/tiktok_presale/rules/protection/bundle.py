"""
What belongs in the evidence for a complaint, what is there, and what is still missing?
"""

from __future__ import annotations

from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.facts.complaints import Complaint, Ground
from tiktok_presale.facts.evidence import Evidence, EvidenceKind
from tiktok_presale.rules.protection.brief import BRIEF
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome, Remedy

__all__ = ["NEEDED", "Bundle", "BundleItem", "Weight", "evidence"]


class Weight(StrEnum):
    """
    How much hangs on a piece of evidence.
    """

    KEY = "key"
    """Without it a dispute can hardly be won: the proof of payment (F26)."""
    REQUIRED = "required"
    HELPFUL = "helpful"
    FURTHER = "further"
    """At hand, and not asked for on this ground."""


_KIND = EvidenceKind
# What each ground needs and what helps, most important first. That the proof of payment is the key
# evidence and that complaints are made on the order page are facts of the brief (F26, F27); the
# rest is this library's own reading of what each ground has to show.
NEEDED: dict[Ground, tuple[tuple[EvidenceKind, ...], tuple[EvidenceKind, ...]]] = {
    Ground.NOT_DISPATCHED: (
        (_KIND.NOTICE_SHOT,),
        (_KIND.DELAY_NOTICE, _KIND.CHAT_LOG, _KIND.BADGE_SHOT),
    ),
    Ground.DISPATCHED_LATE: (
        (_KIND.NOTICE_SHOT, _KIND.TRACKING),
        (_KIND.DELAY_NOTICE, _KIND.CHAT_LOG),
    ),
    Ground.NOT_RECEIVED: ((_KIND.TRACKING,), (_KIND.CHAT_LOG,)),
    Ground.NOT_AS_DESCRIBED: (
        (_KIND.LISTING_SHOT, _KIND.PHOTOS),
        (_KIND.UNBOXING_VIDEO, _KIND.CHAT_LOG),
    ),
    Ground.DAMAGED: ((_KIND.PHOTOS,), (_KIND.UNBOXING_VIDEO, _KIND.CHAT_LOG)),
    Ground.WRONG_ITEM: (
        (_KIND.LISTING_SHOT, _KIND.PHOTOS),
        (_KIND.UNBOXING_VIDEO, _KIND.CHAT_LOG),
    ),
    Ground.WRONG_BADGE: ((_KIND.BADGE_SHOT, _KIND.LISTING_SHOT), (_KIND.CHAT_LOG,)),
    Ground.MISLEADING_PROMISE: (
        (_KIND.NOTICE_SHOT, _KIND.LISTING_SHOT),
        (_KIND.DELAY_NOTICE, _KIND.CHAT_LOG),
    ),
    Ground.FRAUDULENT_PRESALE: (
        (_KIND.LISTING_SHOT, _KIND.BADGE_SHOT, _KIND.NOTICE_SHOT),
        (_KIND.OTHER_BUYERS, _KIND.CHAT_LOG),
    ),
    Ground.REFUND_MISSING: ((_KIND.APPROVAL, _KIND.ACCOUNT_STATEMENT), (_KIND.CHAT_LOG,)),
    Ground.CHANGED_MIND: ((), (_KIND.RETURN_TRACKING,)),
}


@final
@attrs.frozen
class BundleItem(Value):
    """
    One kind of evidence in a bundle.

    Args:
        kind: What it is.
        weight: How much hangs on it.
        pieces: What of it is at hand.
    """

    kind: EvidenceKind
    weight: Weight
    pieces: tuple[Evidence, ...] = ()


@final
@attrs.frozen(kw_only=True)
class Bundle(Value):
    """
    The evidence for a complaint, the most important first.

    Args:
        complaint_id: The complaint.
        ground: Why it is made; None where it is not known.
        items: Every kind that the ground asks for, and what else is at hand.
        findings: A reason for each: there, missing, or helpful if it can be had.
    """

    complaint_id: str
    ground: Ground | None
    items: tuple[BundleItem, ...]
    findings: tuple[Finding, ...]

    def _missing(self, *weights: Weight) -> tuple[EvidenceKind, ...]:
        return tuple(item.kind for item in self.items if item.weight in weights and not item.pieces)

    @property
    def missing(self) -> tuple[EvidenceKind, ...]:
        """
        What is needed and not there yet, the most important first.
        """
        return self._missing(Weight.KEY, Weight.REQUIRED)

    @property
    def would_help(self) -> tuple[EvidenceKind, ...]:
        """
        What is not needed, not there, and would help.
        """
        return self._missing(Weight.HELPFUL)

    @property
    def complete(self) -> bool:
        """
        Whether all that is needed is there; never where the ground is not known.
        """
        return self.ground is not None and not self.missing


def evidence(complaint: Complaint) -> Bundle:
    """
    The evidence that a complaint needs, what of it is there, and what is still missing.

    Args:
        complaint: The complaint, with the evidence that is at hand.

    Raises:
        WrongTypeError: If *complaint* is no complaint.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale.facts.complaints import Request
        >>> late = Complaint(id="c1", request=Request.COMPLAINT, ground=Ground.NOT_DISPATCHED,
        ...                  opened_at=datetime(2026, 1, 20, tzinfo=UTC),
        ...                  evidence=[Evidence(EvidenceKind.ORDER_PAGE, "order-118.png")])
        >>> [kind.value for kind in evidence(late).missing]
        ['payment_proof', 'notice_shot']
    """
    check_kind("complaint", complaint, Complaint, "a Complaint")
    asked = _asked(complaint.ground)
    further = [piece.kind for piece in complaint.evidence if piece.kind not in asked]
    weights = asked | dict.fromkeys(further, Weight.FURTHER)
    items = tuple(
        BundleItem(kind, weight, tuple(one for one in complaint.evidence if one.kind is kind))
        for kind, weight in weights.items()
    )
    findings = [_finding(item) for item in items]
    if complaint.ground is None:
        remedies = (Remedy("tell", {"name": "ground"}),)
        findings.append(Finding(Outcome.UNKNOWN, "evidence.ground", "F27", remedies=remedies))
    return Bundle(
        complaint_id=complaint.id,
        ground=complaint.ground,
        items=items,
        findings=tuple(findings),
    )


def _asked(ground: Ground | None) -> dict[EvidenceKind, Weight]:
    required, helpful = ((), ()) if ground is None else NEEDED[ground]
    return {
        EvidenceKind.PAYMENT_PROOF: Weight.KEY,
        EvidenceKind.ORDER_PAGE: Weight.REQUIRED,
        **dict.fromkeys(required, Weight.REQUIRED),
        **dict.fromkeys(helpful, Weight.HELPFUL),
    }


def _finding(item: BundleItem) -> Finding:
    """
    One kind as a reason; only what the brief says has a source.
    """
    rule = {EvidenceKind.PAYMENT_PROOF: "F26", EvidenceKind.ORDER_PAGE: "F27"}.get(item.kind, "")
    remedies: tuple[Remedy, ...] = ()
    outcome = Outcome.PASS if item.pieces else Outcome.ADVICE
    if not item.pieces and item.weight is not Weight.HELPFUL:
        outcome, remedies = Outcome.FAIL, (Remedy("get_evidence", {"name": item.kind.value}),)
    params = {"name": item.kind.value, "pieces": len(item.pieces)}
    source = BRIEF if rule else None
    return Finding(
        outcome, "evidence", rule or "evidence", item.kind, item.weight, remedies, source, params
    )
