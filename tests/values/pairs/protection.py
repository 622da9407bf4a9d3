"""
Pairs of values about complaints, evidence, violations and what rules say of them.
"""

from datetime import UTC, date, datetime, timedelta

from tiktok_presale import (
    CalendarDays,
    Complaint,
    Evidence,
    EvidenceKind,
    Ground,
    Policy,
    ReleaseOn,
    ShipWithin,
    Violation,
    protection,
)
from tiktok_presale.facts.complaints import Request

AT = datetime(2026, 1, 20, tzinfo=UTC)
TH = Policy.in_force("th", on=date(2026, 1, 20))
RECEIPT = Evidence(EvidenceKind.PAYMENT_PROOF, "receipt.pdf", AT)
ASKED = Complaint(id="c1", request=Request.CANCELLATION, opened_at=AT, evidence=[RECEIPT])
CHAT = Complaint(id="c2", request=Request.CHAT, opened_at=AT, ground=Ground.DAMAGED)
LATE = Violation(id="v1", name="late_dispatch_rate", points=4, issued_at=AT)
APPEALED = Violation(id="v1", name="late_dispatch_rate", points=4, issued_at=AT, appealed_at=AT)
STANDING = protection.points([LATE], TH, at=AT)
APPEALING = protection.points([APPEALED], TH, at=AT)
OPEN = protection.escalation(ASKED, TH, at=AT)
REDRESS = protection.remedies(ASKED, TH)

PAIRS = (
    (RECEIPT, Evidence(EvidenceKind.PAYMENT_PROOF, "receipt.pdf")),
    (ASKED, CHAT),
    (LATE, APPEALED),
    (OPEN.answer, protection.answer_by(CHAT, TH)),
    (OPEN, protection.escalation(ASKED, TH, at=AT + timedelta(days=3))),
    (REDRESS[0], REDRESS[1]),
    (protection.evidence(ASKED), protection.evidence(CHAT)),
    (protection.evidence(ASKED).items[0], protection.evidence(CHAT).items[0]),
    (STANDING, APPEALING),
    (STANDING.violations[0], APPEALING.violations[0]),
    (
        protection.Notice(ShipWithin(CalendarDays(10))),
        protection.Notice(ReleaseOn(date(2026, 3, 31))),
    ),
)
