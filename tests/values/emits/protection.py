"""
Answers about buyer protection, with every code and outcome that its rules emit.
"""

from datetime import UTC, date, datetime, timedelta

from rules.making import own_policy
from tiktok_presale import (
    Answer,
    BusinessDays,
    CalendarDays,
    Complaint,
    Earnest,
    Evidence,
    EvidenceKind,
    Ground,
    Money,
    OnRelease,
    PaymentPlan,
    Policy,
    ReleaseOn,
    ShipWithin,
    Violation,
    protection,
)
from tiktok_presale.facts.complaints import Request

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLAN = PaymentPlan.with_deposit(Earnest(Money("50", "CNY")), OnRelease(CalendarDays(3)))
PROMISES = (
    None,
    ShipWithin(CalendarDays(10)),
    ShipWithin(CalendarDays(45)),
    ShipWithin(BusinessDays(10)),
    ReleaseOn(date(2026, 11, 1)),
)
YES_NO = (None, True, False)
OWN = {
    "enforcement.appeal": '{ days = 30, unit = "calendar_days" }',
    "enforcement.points_lapse": '{ days = 9999999, unit = "calendar_days" }',
    "complaints.cancellation": '{ days = 1, unit = "business_days" }',
}


def _policies():
    on = date(2026, 11, 23)
    names = [name for name in Policy.markets() if not name.startswith("law-")]
    markets = [Policy.in_force(name, on=on) for name in names]
    laws = [Policy.in_force(f"law-{name}", on=on) for name in ("cn", "jp", "eu")]
    # No working week is known where a market's own has none, as in this one.
    return [*markets, *(one.with_law(*laws) for one in markets[:2]), own_policy(OWN)]


def _pages(policy, at):
    told = ({}, {"return_terms": True, "odds": False, "deposit_terms": True, "badge": True})
    return [
        protection.checklist(
            policy,
            at=at,
            badge=badge,
            promise=promise,
            notice=notice,
            plan=plan,
            blind_box=plan is None,
            told=one,
        )
        for badge in YES_NO
        for promise in PROMISES[:2]
        for notice in (None, "", "Pre-order: ships within 10 days")
        for plan, one in zip((None, PLAN), told, strict=True)
    ]


def decisions():
    """
    Advice and checklists of every market, over pages that show all, nothing, or nobody knows what.
    """
    found = []
    for policy in _policies():
        found += [
            protection.advise(
                policy,
                at=SATURDAY,
                badge=badge,
                presale=presale,
                promise=promise,
                plan=PLAN,
                proof_kept=badge,
            )
            for badge in YES_NO
            for presale in YES_NO
            for promise in PROMISES
        ]
        found += _pages(policy, SATURDAY)
    return found


def _complaints():
    answered = SATURDAY + timedelta(hours=1)
    later = (
        {},
        {"answered_at": answered},
        {"answered_at": answered, "answer": Answer.REFUSED},
        {"answered_at": SATURDAY + timedelta(days=20), "answer": Answer.APPROVED},
        {"withdrawn_at": answered},
        {"escalated_at": answered},
    )
    return [
        Complaint(id="c1", request=request, opened_at=SATURDAY, **fields)
        for request in Request
        for fields in later
    ]


def _standings():
    given = [
        Violation(id="a", name="late_dispatch_rate", points=4, issued_at=SATURDAY),
        Violation(id="b", name="late_dispatch_rate", points=9, issued_at=SATURDAY),
        Violation(id="c", name="not_as_described", points=40, issued_at=SATURDAY),
        Violation(id="d", name="another", points=1, issued_at=SATURDAY - timedelta(days=60)),
    ]
    return [
        protection.points(given, policy, at=at, account_health=health)
        for policy in _policies()
        for at in (SATURDAY, SATURDAY + timedelta(days=40))
        for health in (None, 40, 900)
    ]


def findings():
    """
    Every finding about complaints, evidence, redress and points.
    """
    found = []
    for policy in _policies():
        for complaint in _complaints():
            for days in (0, 2, 30):
                at = SATURDAY + timedelta(days=days)
                found += protection.escalation(complaint, policy, at=at).findings
        for ground in (None, *Ground):
            for buyers, earnest in ((1, None), (9, True), (9, False)):
                complaint = Complaint(
                    id="c1",
                    request=Request.COMPLAINT,
                    opened_at=SATURDAY,
                    ground=ground,
                    buyers=buyers,
                    evidence=[Evidence(kind, "a") for kind in list(EvidenceKind)[: buyers * 2]],
                )
                for redress in protection.remedies(complaint, policy, earnest=earnest):
                    found += redress.findings
                found += protection.evidence(complaint).findings
    for standing in _standings():
        found += standing.findings
        found += [one for counted in standing.violations for one in counted.findings]
    return found
