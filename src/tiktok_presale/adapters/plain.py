"""
Answers as plain data for JSON: money as text with its currency, times in ISO 8601 with offset.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tiktok_presale.rules.states import State
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.text import finding_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tiktok_presale.rules.charges import Bill
    from tiktok_presale.rules.deadlines import Deadline
    from tiktok_presale.rules.states import Assessment
    from tiktok_presale.values.findings import Finding
    from tiktok_presale.values.money import Money
    from tiktok_presale.values.rates import Rate

__all__ = ["amount_text", "assessment_data", "bill_data", "money_data", "rate_data", "time_text"]


def time_text(instant: datetime | None) -> str | None:
    """
    An instant in ISO 8601 with its offset.
    """
    return None if instant is None else instant.isoformat(timespec="seconds")


def money_data(money: Money) -> dict[str, str]:
    """
    Money as `{"amount": "899.00", "currency": "THB"}`.

    Examples:
        >>> from tiktok_presale import Money
        >>> money_data(Money("899.00", "THB"))
        {'amount': '899.00', 'currency': 'THB'}
    """
    return {"amount": amount_text(money), "currency": money.currency}


def amount_text(money: Money) -> str:
    """
    The amount with all decimals of its currency, and without its name.

    Examples:
        >>> from tiktok_presale import Money
        >>> amount_text(Money("-0.05", "THB")), amount_text(Money("899", "VND"))
        ('-0.05', '899')
    """
    # From whole minor units: a Decimal on the way would cost ten times as much.
    exponent = EXPONENTS[money.currency]
    digits = str(abs(money.minor)).rjust(exponent + 1, "0")
    text = f"{digits[:-exponent]}.{digits[-exponent:]}" if exponent else digits
    return f"-{text}" if money.minor < 0 else text


def bill_data(bill: Bill) -> dict[str, Any]:
    """
    A bill as its sums, one for each currency, and its lines.
    """
    return {
        "total": [money_data(total) for total in bill.totals],
        "lines": [
            {
                "code": line.code,
                "rule": line.rule,
                "payee": line.payee.value,
                "amount": money_data(line.amount),
            }
            for line in bill.lines
        ],
    }


def rate_data(rate: Rate) -> dict[str, Any]:
    """
    A rate as its counts, and its share as text.
    """
    return {"count": rate.count, "total": rate.total, "text": str(rate)}


def _deadline_data(deadline: Deadline) -> dict[str, str | None]:
    return {
        "computed": time_text(deadline.computed),
        "delivered": time_text(deadline.delivered),
        "used": time_text(deadline.due),
    }


def _finding_data(finding: Finding, language: str) -> dict[str, str]:
    return {
        "code": finding.code,
        "outcome": finding.outcome.value,
        "rule": finding.rule,
        "text": finding_text(finding, language),
    }


def assessment_data(assessment: Assessment, *, language: str = "en") -> dict[str, Any]:
    """
    One judged order as plain data.

    Args:
        assessment: What was found.
        language: The language of the texts in it.
    """
    dues = assessment.deadlines
    open_order = assessment.state not in {State.CANCELLED, State.MET}
    cancels = [
        due.due for due in (dues.auto_cancel, dues.auto_cancel_uncollected) if due.due is not None
    ]
    missing = (due.missing for due in dues.all() if due.missing is not None and due.due is None)
    left = assessment.time_left
    return {
        "id": assessment.order_id,
        "kind": assessment.kind.value,
        "state": assessment.state.value,
        "edition": assessment.edition or None,
        "dispatch_by": time_text(dues.dispatch.due),
        "collect_by": time_text(dues.collection.due),
        "auto_cancel_at": time_text(min(cancels, default=None)) if open_order else None,
        "next": assessment.next.name.value if assessment.next else None,
        "seconds_left": None if left is None else int(left.total_seconds()),
        "seconds_late": int(assessment.late_by.total_seconds()),
        "deadlines": {due.name.value: _deadline_data(due) for due in dues.all()},
        "charges": bill_data(assessment.charges),
        "contingent": bill_data(assessment.contingent),
        "exposure": bill_data(assessment.exposure),
        "service_fee": money_data(assessment.service_fee) if assessment.service_fee else None,
        "notes": _notes((*assessment.findings, *missing), language),
    }


def _notes(findings: Iterable[Finding], language: str) -> list[dict[str, str]]:
    return [_finding_data(finding, language) for finding in findings]
