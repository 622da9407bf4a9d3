"""
May this buyer buy now?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tiktok_presale.facts.audience_algebra import check_audience
from tiktok_presale.facts.audiences import Audience
from tiktok_presale.facts.buyers import Buyer
from tiktok_presale.facts.early_access import EarlyAccess
from tiktok_presale.rules.access.openings import (
    fitting,
    has_ended,
    let_in,
    opens_after,
    opens_for,
)
from tiktok_presale.rules.access.truth import reasons
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.rules.access.truth import Reasons

__all__ = ["OWN_TERMS", "AccessTerms", "check", "check_terms"]

AccessTerms: TypeAlias = Audience | EarlyAccess
"""Who may buy, with or without times."""

OWN_TERMS = ""
"""The edition of an answer that follows from the seller's own terms alone."""


def check(buyer: Buyer, terms: AccessTerms, *, at: datetime) -> Decision:
    """
    Whether a buyer may buy at an instant, with every reason and what would change it.

    A sale with openings also says from when this buyer may buy.

    Args:
        buyer: What is known of the buyer; what is not known is no silent pass.
        terms: An audience, or a sale that opens to some earlier than to others.
        at: The instant for which it is asked.

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import InRegion, LevelIn
        >>> decision = check(Buyer(id="b1", level="silver", region="HK"),
        ...                  LevelIn("gold") & InRegion("HK"), at=datetime(2026, 11, 1, tzinfo=UTC))
        >>> print(decision)  # doctest: +NORMALIZE_WHITESPACE
        Not allowed: buying now, under the seller's own terms.
        [fail] the member level is silver, and the sale is open to members at gold only;
        to change it, reach gold.
    """
    check_kind("buyer", buyer, Buyer, "a Buyer; write Buyer(id='b1')")
    check_terms(terms)
    check_aware("at", at)
    if isinstance(terms, EarlyAccess):
        found = _of_sale(buyer, terms, at)
    else:
        found = reasons(terms, buyer, at)
    return Decision("access", OWN_TERMS, at, found)


def check_terms(terms: object) -> None:
    """
    Refuse anything but an audience or a sale with openings.
    """
    if not isinstance(terms, EarlyAccess):
        check_audience("terms", terms)


def _of_sale(buyer: Buyer, sale: EarlyAccess, at: datetime) -> Reasons:
    if has_ended(sale, at):
        return (Finding(Outcome.FAIL, "access.ended", "access.ends", at, sale.ends),)
    if utc(at) < utc(sale.openings[0].at):
        return _not_yet(buyer, sale, at)
    judged = let_in(buyer, sale, at)
    outcome = judged[0].outcome
    if outcome is Outcome.PASS:
        since = fitting(buyer, sale, at)[0].at
        return (_opens(Outcome.PASS, at, since), *judged)
    later = opens_after(buyer, sale, at).certain
    if later is None:
        return judged
    # Whatever the facts that are not known turn out to be, from then on the buyer may buy.
    return (*judged, _opens(Outcome.FAIL if outcome is Outcome.FAIL else Outcome.ADVICE, at, later))


def _not_yet(buyer: Buyer, sale: EarlyAccess, at: datetime) -> Reasons:
    """
    The sale has opened to nobody: when it will to this buyer, or what stands in the way.
    """
    first = opens_for(buyer, sale)
    if first.certain is not None:
        return (_opens(Outcome.FAIL, at, first.certain), *first.unknowns)
    opens = sale.openings[0].at if first.possible is None else first.possible
    closed = Finding(Outcome.FAIL, "access.closed", "access.openings", at, opens)
    return (closed, *(first.unknowns or let_in(buyer, sale, sale.openings[-1].at)))


def _opens(outcome: Outcome, at: datetime, opens: datetime) -> Finding:
    remedies = (Remedy("buy_from", {"on": opens}),) if outcome is Outcome.FAIL else ()
    return Finding(outcome, "access.opens", "access.openings", at, opens, remedies)
