"""
What a buyer can show in a dispute: a closed set of kinds, and one piece of it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.values.checks import aware_or_none, check_text, instance
from tiktok_presale.values.closed import Value

__all__ = ["Evidence", "EvidenceKind"]


class EvidenceKind(StrEnum):
    """
    What a piece of evidence is.
    """

    PAYMENT_PROOF = "payment_proof"
    """The proof of payment, of the deposit and of the balance alike: the key evidence (F26)."""
    ORDER_PAGE = "order_page"
    """The page of the order, from which the help centre is reached (F27)."""
    BADGE_SHOT = "badge_shot"
    """A picture of the product page that shows the presale badge, or shows that it has none."""
    NOTICE_SHOT = "notice_shot"
    """A picture of the sentence that says when the goods are dispatched."""
    LISTING_SHOT = "listing_shot"
    """A picture of the description that was bought from."""
    CHAT_LOG = "chat_log"
    DELAY_NOTICE = "delay_notice"
    """The message by which a delay was told, with its new date."""
    TRACKING = "tracking"
    PHOTOS = "photos"
    """Photographs of what arrived."""
    UNBOXING_VIDEO = "unboxing_video"
    APPROVAL = "approval"
    """The message by which a refund or a cancellation was approved."""
    ACCOUNT_STATEMENT = "account_statement"
    """A statement of the account that the refund should have reached."""
    RETURN_TRACKING = "return_tracking"
    OTHER_BUYERS = "other_buyers"
    """The orders of other buyers who have the same complaint."""


@final
@attrs.frozen
class Evidence(Value):
    """
    One piece of evidence that is at hand.

    Args:
        kind: What it is.
        reference: Where it is found: a file, a number, a link.
        at: When it was made, where that is known.

    Raises:
        WrongTypeError: If a field has another type, or the reference is empty.
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> Evidence(EvidenceKind.PAYMENT_PROOF, "receipt-118.pdf").kind.value
        'payment_proof'
    """

    kind: EvidenceKind = attrs.field(
        validator=instance("an EvidenceKind such as EvidenceKind.PHOTOS", EvidenceKind)
    )
    reference: str
    at: datetime | None = attrs.field(default=None, validator=aware_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Refuse evidence that nobody could find.
        """
        check_text("reference", self.reference)
