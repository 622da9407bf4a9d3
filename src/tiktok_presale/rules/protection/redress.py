"""
What can a complaint lead to, from delivery after all to the permanent ban of the shop?
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.facts.complaints import Complaint, Ground
from tiktok_presale.policy.terms import StepTerm
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.values.checks import check_kind, check_yes_no
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.ranges import OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.ranges import Range

__all__ = ["Redress", "RedressKind", "remedies"]


class RedressKind(StrEnum):
    """
    What a complaint can lead to, mildest first.
    """

    PERFORM = "perform"
    """The goods are delivered after all."""
    RETURN_AND_REFUND = "return_and_refund"
    FULL_REFUND = "full_refund"
    REFUND_WITH_INTEREST = "refund_with_interest"
    RETURNED_DOUBLE = "returned_double"
    """An earnest deposit comes back together with the same sum again."""
    VIOLATION_POINTS = "violation_points"
    PERMANENT_BAN = "permanent_ban"

    @property
    def severity(self) -> int:
        """
        Its place, from 1 for the mildest.
        """
        return list(RedressKind).index(self) + 1


@final
@attrs.frozen
class Redress(Value):
    """
    One thing that a complaint can lead to, and what the sources say of it.

    Args:
        kind: What it is.
        findings: A pass for each source that provides for it, or why none does.
    """

    kind: RedressKind
    findings: tuple[Finding, ...]

    @property
    def supported(self) -> bool:
        """
        Whether a source provides for it on this complaint's ground.
        """
        return any(finding.outcome is Outcome.PASS for finding in self.findings)


_NOT_DELIVERED = frozenset({Ground.NOT_DISPATCHED, Ground.NOT_RECEIVED})
_FRAUD = frozenset({Ground.FRAUDULENT_PRESALE})
_RETURNED = frozenset(
    {Ground.NOT_AS_DESCRIBED, Ground.DAMAGED, Ground.WRONG_ITEM, Ground.CHANGED_MIND}
)
_BROKEN = frozenset({Ground.NOT_DISPATCHED, *_FRAUD})
_UNLIKE = frozenset({Ground.NOT_AS_DESCRIBED})

_CASE, _EARNEST = "complaints.remedies", "deposit.taker_default"
_POINTS = "enforcement.points.not_as_described"

# Where a source may stand for each: the path, the word that must stand there (None for any), and
# the grounds that the source speaks of. What no row names is unknown, whatever the complaint.
_ROWS: tuple[tuple[RedressKind, str, object, frozenset[Ground]], ...] = (
    (RedressKind.PERFORM, "delay.buyer_may", "perform", _NOT_DELIVERED),  # CN Consumer Law 53
    (RedressKind.RETURN_AND_REFUND, "returns.window", None, _RETURNED),
    (RedressKind.FULL_REFUND, "overdue.refund", "full", frozenset({Ground.NOT_DISPATCHED})),
    (RedressKind.FULL_REFUND, "refund.scope", "all_sums", _NOT_DELIVERED),  # EU 2011/83, 18(3)
    (RedressKind.FULL_REFUND, _CASE, "full_refund", _FRAUD),  # F28
    (RedressKind.REFUND_WITH_INTEREST, "delay.buyer_may", "refund_with_interest", _NOT_DELIVERED),
    (RedressKind.REFUND_WITH_INTEREST, "refund.interest", True, _NOT_DELIVERED),
    (RedressKind.RETURNED_DOUBLE, _EARNEST, "returned_double", _BROKEN),  # CN Civil Code 587
    (RedressKind.VIOLATION_POINTS, _POINTS, None, _UNLIKE),
    (RedressKind.PERMANENT_BAN, _CASE, "permanent_ban", _FRAUD),  # F28
)


def remedies(
    complaint: Complaint, policy: Policy, *, earnest: bool | None = None
) -> tuple[Redress, ...]:
    """
    Everything that a complaint can lead to, mildest first, each with its source or as unknown.

    Only what a source says of this ground is supported. A full refund and a permanent ban were
    seen after a collective complaint over a fraudulent presale (F28); for a single buyer no source
    says the same.

    Args:
        complaint: The complaint.
        policy: The rules in force, with its laws where they are to be looked at.
        earnest: Whether an earnest deposit (定金) was paid whose balance is not paid yet.

    Raises:
        WrongTypeError: If an argument has another type.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import Policy
        >>> from tiktok_presale.facts.complaints import Request
        >>> together = Complaint(id="c1", request=Request.COMPLAINT, buyers=40,
        ...                      ground=Ground.FRAUDULENT_PRESALE,
        ...                      opened_at=datetime(2025, 6, 1, tzinfo=UTC))
        >>> found = remedies(together, Policy.in_force("cross-border", on=date(2025, 6, 1)))
        >>> [one.kind.value for one in found if one.supported]
        ['full_refund', 'permanent_ban']
    """
    check_kind("complaint", complaint, Complaint, "a Complaint")
    check_policy(policy)
    check_yes_no("earnest", earnest)
    return tuple(
        Redress(kind, tuple(_findings(kind, complaint, policy, earnest=earnest)))
        for kind in RedressKind
    )


def _findings(
    kind: RedressKind, complaint: Complaint, policy: Policy, *, earnest: bool | None
) -> Iterable[Finding]:
    ground = complaint.ground
    if ground is None:
        remedies = (Remedy("tell", {"name": "ground"}),)
        params = {"name": kind.value}
        return (
            Finding(Outcome.UNKNOWN, "redress.ground", _CASE, None, None, remedies, None, params),
        )
    given = [
        (path, figure)
        for row, path, word, grounds in _ROWS
        if row is kind and ground in grounds
        for figure in policy.every(path)
        if _says(figure.value, word)
    ]
    found = [_judged(kind, path, figure, complaint, earnest=earnest) for path, figure in given]
    if kind is RedressKind.PERMANENT_BAN and ground in _UNLIKE:
        found += _closing(policy)
    return found or (
        Finding(Outcome.UNKNOWN, "redress", _CASE, ground, params={"name": kind.value}),
    )


def _says(value: object, word: object) -> bool:
    return word is None or value == word or (isinstance(value, OneOf) and word in value)


def _judged(
    kind: RedressKind, path: str, figure: Figure, complaint: Complaint, *, earnest: bool | None
) -> Finding:
    params = {"name": kind.value}
    if path == _EARNEST:
        return _double(figure, earnest=earnest)
    if path == _CASE and not complaint.collective:
        remedies = (Remedy("join_others"),)
        return Finding(
            Outcome.UNKNOWN, "redress.collective", path, 1, None, remedies, figure.source, params
        )
    return Finding(
        Outcome.PASS, "redress", path, complaint.ground, figure.value, (), figure.source, params
    )


def _double(figure: Figure, *, earnest: bool | None) -> Finding:
    """
    The deposit twice over: only an earnest deposit, and only until its balance is paid.
    """
    remedies: tuple[Remedy, ...] = ()
    outcome = Outcome.PASS if earnest else Outcome.FAIL
    if earnest is None:
        outcome, remedies = Outcome.UNKNOWN, (Remedy("tell", {"name": "earnest"}),)
    return Finding(
        outcome,
        "redress.deposit",
        figure.path,
        earnest,
        figure.value,
        remedies,
        figure.source,
    )


def _closing(policy: Policy) -> list[Finding]:
    """
    A ban by points: the worst of the range for such a breach closes a shop at once.
    """
    ranges = [cast("Range[Decimal]", figure.value) for figure in policy.every(_POINTS)]
    closing = [
        (figure, figure.value)
        for _, figure in policy.everything_under("enforcement.steps")
        if isinstance(figure.value, StepTerm)
        and figure.value.measure == "violation_points"
        and figure.value.effect == "shop_closed"
    ]
    return [
        Finding(
            Outcome.PASS,
            "redress.closing",
            step.path,
            given,
            term.reached_in,
            (),
            step.source,
        )
        for given in ranges
        for step, term in closing
        if given.high is not None and given.high in term.reached_in
    ]
