"""
Strategies for complaints, the evidence in them, and violations.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tiktok_presale.facts.complaints import Answer, Complaint, Ground, Request
from tiktok_presale.facts.evidence import Evidence, EvidenceKind
from tiktok_presale.facts.violations import Violation
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.simple import instants
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from tiktok_presale.policy.policy import Policy

__all__ = ["complaints", "evidence", "violations"]

_HOURS = 24 * 21


def _after(instant: datetime, *, most: int = _HOURS) -> SearchStrategy[datetime]:
    """
    Instants at or after another one, to the second.
    """
    gaps = st.integers(0, most * 3600) | st.integers(0, most).map(lambda hours: hours * 3600)
    return gaps.map(lambda seconds: utc(instant) + timedelta(seconds=seconds))


def _drawn_at(draw: DrawFn, policy: Policy | None) -> datetime:
    """
    An instant while *policy* is in force, at most a year after it starts; or any.
    """
    if policy is None:
        return draw(instants())
    first, last = policy.span
    last = min(last, first + timedelta(days=365))
    return draw(instants(first, last, zone=policy.zone))


def evidence(kinds: Sequence[EvidenceKind] = tuple(EvidenceKind)) -> SearchStrategy[Evidence]:
    """
    Pieces of evidence; shrink to an undated one of the first kind.
    """
    reference = st.text("abc123", min_size=1, max_size=6)
    return st.builds(Evidence, st.sampled_from(kinds), reference, st.none() | instants())


@st.composite
def complaints(
    draw: DrawFn,
    policy: Policy | None = None,
    *,
    requests: Sequence[Request] = tuple(Request),
) -> Complaint:
    """
    Complaints that could have been made while *policy* is in force, or at any time.

    What became of one came after it: answered, withdrawn, taken to the platform. They shrink to
    the first of *requests*, of one buyer, to which nothing has happened.
    """
    opened = _drawn_at(draw, policy)
    answered, withdrawn, escalated, deadline = (draw(st.none() | _after(opened)) for _ in range(4))
    return Complaint(
        id=draw(st.text("abc123", min_size=1, max_size=6)),
        request=draw(st.sampled_from(requests)),
        opened_at=opened,
        ground=draw(st.none() | st.sampled_from(Ground)),
        buyers=draw(st.integers(1, 50)),
        evidence=draw(st.lists(evidence(), max_size=4)),
        answered_at=answered,
        answer=draw(st.none() | st.sampled_from(Answer)) if answered else None,
        withdrawn_at=withdrawn,
        escalated_at=escalated,
        delivered_deadline=deadline,
        chatbot=draw(st.none() | st.booleans()),
        zone=draw(st.sampled_from([None, "America/New_York", "Asia/Shanghai"])),
        region=draw(st.sampled_from([None, "kedah", "selangor"])),
    )


@st.composite
def violations(draw: DrawFn, policy: Policy | None = None, *, most: int = 48) -> Violation:
    """
    Violations with up to *most* points, named as *policy* names them, appealed or not.

    They shrink to one without points against which nobody appealed.
    """
    known = [] if policy is None else list(policy.under("enforcement.points"))
    issued = _drawn_at(draw, policy)
    appealed = draw(st.none() | _after(issued))
    decided = None if appealed is None else draw(st.none() | _after(appealed))
    return Violation(
        id=draw(st.text("abc123", min_size=1, max_size=6)),
        name=draw(st.sampled_from([*known, "another"])),
        points=draw(st.integers(0, most)),
        issued_at=issued,
        appealed_at=appealed,
        decided_at=decided,
        upheld=None if decided is None else draw(st.booleans()),
    )
