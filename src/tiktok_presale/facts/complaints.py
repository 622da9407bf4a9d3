"""
What a buyer asks for or complains of, and what has become of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.facts.evidence import Evidence
from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_aware,
    check_int,
    check_kind,
    check_text,
    instance,
    member_or_none,
    yes_no_or_none,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import utc, zone_of

__all__ = ["Answer", "Complaint", "Ground", "Request"]


class Request(StrEnum):
    """
    What is asked, which decides by when it must be answered.
    """

    CHAT = "chat"
    CANCELLATION = "cancellation"
    PREORDER_CANCELLATION = "preorder_cancellation"
    RETURN = "return"
    SECOND_RETURN = "second_return"
    """A return that is asked for again, after the first request was refused."""
    COMPLAINT = "complaint"
    """A complaint to the platform, by the help centre on the order page (F27)."""


class Ground(StrEnum):
    """
    Why somebody complains.
    """

    NOT_DISPATCHED = "not_dispatched"
    DISPATCHED_LATE = "dispatched_late"
    NOT_RECEIVED = "not_received"
    NOT_AS_DESCRIBED = "not_as_described"
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong_item"
    WRONG_BADGE = "wrong_badge"
    """Ordinary goods under a presale badge, or presale goods without one (F24)."""
    MISLEADING_PROMISE = "misleading_promise"
    FRAUDULENT_PRESALE = "fraudulent_presale"
    """Goods that were never to be delivered, as in the case of F28."""
    REFUND_MISSING = "refund_missing"
    CHANGED_MIND = "changed_mind"


class Answer(StrEnum):
    """
    What a request was answered with.
    """

    APPROVED = "approved"
    REFUSED = "refused"


# Nothing of these can come before the complaint.
_TIMES = ("answered_at", "withdrawn_at", "escalated_at")


def _ground(value: object) -> Ground | None:
    return member_or_none("ground", value, Ground)


def _answer(value: object) -> Answer | None:
    return member_or_none("answer", value, Answer)


def _evidence(value: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """
    Read the pieces of evidence.
    """
    if not isinstance(value, Iterable):
        raise WrongTypeError("evidence", "pieces of Evidence", type(value).__name__)
    given = tuple(value)
    for piece in given:
        check_kind("evidence", piece, Evidence, "Evidence(EvidenceKind.…, 'where it is')")
    return given


@final
@attrs.frozen(kw_only=True)
class Complaint(Value):
    """
    One request or complaint of a buyer, or of several together.

    Args:
        id: Its id.
        request: What is asked.
        opened_at: When it was made.
        ground: Why; None where it is not known.
        buyers: How many buyers make it together; more than one is a collective complaint.
        evidence: What can be shown.
        answered_at: When it was answered.
        answer: What it was answered with, where that is known.
        withdrawn_at: When the buyer withdrew it.
        escalated_at: When it was taken to the platform; `to_platform` makes what follows.
        delivered_deadline: The deadline for the answer that the platform itself sent; it wins.
        chatbot: Whether the shop's chatbot was on, on which weekend answer times may hang.
        zone: The zone of the seller's profile, in which "Monday at noon, local time" is read; the
            market's own if None.
        region: The region or state of the seller, where the working week depends on it.

    Raises:
        WrongTypeError: If a field has another type.
        NaiveTimeError: If a time has no time zone.
        OutOfRangeError: If something happened before the complaint was made, or an answer has no
            time.

    Examples:
        >>> from zoneinfo import ZoneInfo
        >>> asked = Complaint(id="c1", request=Request.CANCELLATION, ground=Ground.NOT_DISPATCHED,
        ...                   opened_at=datetime(2026, 1, 17, 9, tzinfo=ZoneInfo("Asia/Bangkok")))
        >>> asked.collective
        False
    """

    id: str
    request: Request = attrs.field(validator=instance("a Request such as Request.CHAT", Request))
    opened_at: datetime = attrs.field(validator=aware)
    ground: Ground | None = attrs.field(default=None, converter=_ground)
    buyers: int = 1
    evidence: tuple[Evidence, ...] = attrs.field(default=(), converter=_evidence)
    answered_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    answer: Answer | None = attrs.field(default=None, converter=_answer)
    withdrawn_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    escalated_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    delivered_deadline: datetime | None = attrs.field(default=None, validator=aware_or_none)
    chatbot: bool | None = attrs.field(default=None, validator=yes_no_or_none)
    zone: str | None = None
    region: str | None = None

    def __attrs_post_init__(self) -> None:
        """
        Refuse complaints that cannot have happened.
        """
        check_text("id", self.id)
        check_text("region", self.region, optional=True)
        check_int("buyers", self.buyers, minimum=1)
        if self.zone is not None:
            zone_of(self.zone)
        for name in _TIMES:
            instant = getattr(self, name)
            if instant is not None and utc(instant) < utc(self.opened_at):
                raise OutOfRangeError(name, instant.isoformat(), f"at or after {self.opened_at}")
        if self.answer is not None and self.answered_at is None:
            raise OutOfRangeError("answer", self.answer.value, "given together with answered_at")

    @property
    def collective(self) -> bool:
        """
        Whether several buyers make it together (F28).
        """
        return self.buyers > 1

    def to_platform(self, id: str, *, at: datetime) -> Complaint:  # noqa: A002 - a field's own name
        """
        The complaint to the platform that follows this one, with its ground and its evidence (F27).

        Args:
            id: The new complaint's id.
            at: When it is made.

        Raises:
            OutOfRangeError: If that is before this one was made.
        """
        if utc(check_aware("at", at)) < utc(self.opened_at):
            raise OutOfRangeError("at", at.isoformat(), f"at or after {self.opened_at}")
        return Complaint(
            id=id,
            request=Request.COMPLAINT,
            opened_at=at,
            ground=self.ground,
            buyers=self.buyers,
            evidence=self.evidence,
            zone=self.zone,
            region=self.region,
        )
