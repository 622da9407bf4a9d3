"""
Uses of buyer protection that must type-check, and what the types say; never run.
"""

from datetime import date, datetime, timedelta
from typing import assert_type
from zoneinfo import ZoneInfo

import tiktok_presale as tp

at = datetime(2026, 2, 1, tzinfo=ZoneInfo("Asia/Bangkok"))
th = tp.Policy.in_force("th", on=date(2026, 2, 1))

proof = tp.Evidence(tp.EvidenceKind.PAYMENT_PROOF, "receipt.pdf")
asked = tp.Complaint(
    id="c1",
    request=tp.protection.Request.CANCELLATION,
    opened_at=at,
    ground="damaged",
    evidence=[proof],
)
assert_type(asked.ground, tp.Ground | None)
assert_type(asked.evidence, tuple[tp.Evidence, ...])
assert_type(asked.to_platform("c2", at=at), tp.Complaint)

assert_type(tp.protection.advise(th, at=at, badge=True), tp.Decision)
assert_type(tp.protection.checklist(th, at=at, told={"return_terms": True}), tp.Decision)
assert_type(tp.protection.evidence(asked).missing, tuple[tp.EvidenceKind, ...])
assert_type(tp.protection.answer_by(asked, th).difference, timedelta | None)
assert_type(tp.protection.escalation(asked, th, at=at).step, tp.protection.Step)
assert_type(tp.protection.remedies(asked, th), tuple[tp.protection.Redress, ...])

late = tp.Violation(id="v1", name="late_dispatch_rate", points=4, issued_at=at)
assert_type(tp.protection.points([late], th, at=at), tp.protection.Standing)
assert_type(tp.protection.points([late], th, at=at).next_lapse, datetime | None)
