"""
Does an order keep its right to be bought until the balance is paid?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.buyers import Buyer
from tiktok_presale.facts.early_access import EarlyAccess, JudgedAt
from tiktok_presale.rules.access.check import OWN_TERMS, check, check_terms
from tiktok_presale.rules.access.openings import fitting
from tiktok_presale.rules.access.truth import combined, reasons
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Decision, Finding, Outcome
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.rules.access.check import AccessTerms
    from tiktok_presale.rules.access.truth import Reasons

__all__ = ["kept"]


def kept(
    buyer: Buyer,
    terms: AccessTerms,
    *,
    placed_at: datetime,
    at: datetime,
    now: Buyer | None = None,
) -> Decision:
    """
    Whether the balance may be paid by a buyer whose level, or anything else, has changed since.

    The right is judged under the terms that are frozen on the order, when the order was placed;
    the balance keeps it, unless the terms say that it is judged again. Then the buyer must still
    belong to an audience that was let in when the order was placed.

    Args:
        buyer: What was known of the buyer when the order was placed.
        terms: The terms of that time.
        placed_at: When the order was placed and its deposit paid.
        at: When the balance is to be paid.
        now: What is known of the buyer at *at*; the same where it is left out, which tells a
            changed level only if memberships were given.

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If a time has no time zone.
        OutOfRangeError: If the balance comes before the order.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import Buyer, LevelIn
        >>> kept(Buyer(id="b1", level="gold"), LevelIn("gold"), now=Buyer(id="b1", level="silver"),
        ...      placed_at=datetime(2026, 11, 1, tzinfo=UTC),
        ...      at=datetime(2026, 12, 1, tzinfo=UTC)).allowed
        True
    """
    check_kind("buyer", buyer, Buyer, "a Buyer; write Buyer(id='b1')")
    check_terms(terms)
    check_aware("placed_at", placed_at)
    check_aware("at", at)
    if now is not None:
        check_kind("now", now, Buyer, "a Buyer; write Buyer(id='b1')")
        if now.id != buyer.id:
            raise OutOfRangeError("now", f"buyer {now.id!r}", f"buyer {buyer.id!r}, who ordered")
    if utc(at) < utc(placed_at):
        raise OutOfRangeError("at", at.isoformat(), f"at or after {placed_at}")
    placed = check(buyer, terms, at=placed_at)
    if not placed.allowed:
        # What was never let in cannot be kept; advice on later openings does not help this order.
        found = placed.failures + placed.unknowns
    elif isinstance(terms, EarlyAccess) and terms.judged_at is JudgedAt.BALANCE:
        found = _judged_again(buyer, buyer if now is None else now, terms, placed_at, at)
    else:
        found = (_finding("access.kept", Outcome.PASS, placed_at), *placed.passes)
    return Decision("access_kept", OWN_TERMS, at, found)


def _judged_again(
    buyer: Buyer, now: Buyer, sale: EarlyAccess, placed_at: datetime, at: datetime
) -> Reasons:
    openings = fitting(buyer, sale, placed_at)
    judged = combined((reasons(one.audience, now, at) for one in openings), every=False)
    return (_finding("access.judged_again", judged[0].outcome, at), *judged)


def _finding(code: str, outcome: Outcome, at: datetime) -> Finding:
    return Finding(outcome, code, "access.judged_at", None, at)
