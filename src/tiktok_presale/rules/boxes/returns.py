"""
May an opened box go back, when may the seed be shown, and how long are records kept?
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.boxes import BoxSale
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.boxes.disclosing import check_box
from tiktok_presale.values.checks import check_aware, check_day, check_kind
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tiktok_presale.facts.boxes import BlindBox
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy

__all__ = ["keep_records_until", "may_return", "may_reveal"]

_WAIVER = "blind_box.return_waiver"
_RECORDS = "blind_box.record_years"


def may_return(sale: BoxSale, policy: Policy, *, at: datetime) -> Decision:
    """
    Whether the buyer keeps the return without a reason, which sellers may exclude for some boxes.

    It is lost only if the box is open, was no open set, and the buyer gave it up for that single
    purchase in a box that was not ticked before. Any one of these that is missing keeps it. How
    long it lasts is a question of the market's returns, not of blind boxes.

    Args:
        sale: The box as it was sold.
        policy: The rules in force when it was sold.
        at: The instant for which it is asked.

    Raises:
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import datetime, UTC
        >>> from tiktok_presale import BoxSale, Policy, ReturnWaiver
        >>> at = datetime(2026, 2, 2, tzinfo=UTC)
        >>> waiver = ReturnWaiver(confirmed=True, per_purchase=True, pre_ticked=True)
        >>> sale = BoxSale(opened=True, open_set=False, waiver=waiver)
        >>> may_return(sale, Policy.in_force("law-cn", on=at), at=at).allowed
        True
    """
    check_kind("sale", sale, BoxSale, "a BoxSale; write BoxSale(opened=True)")
    check_policy(policy)
    check_aware("at", at)
    found = [one for figure in policy.every(_WAIVER) for one in _waived(sale, figure)]
    none = Finding(Outcome.UNKNOWN, "boxes.return_rule", _WAIVER)
    return Decision("boxes_return", policy.edition, at, tuple(found) or (none,))


def _waived(sale: BoxSale, figure: Figure) -> Iterator[Finding]:
    """
    Every reason for which the right stands; without any, what is not known; else that it is lost.
    """
    path, limit, source = figure.path, figure.value, figure.source
    needed = _needed(sale)
    if False in needed.values():
        for name, given in needed.items():
            if given is False:
                kept = {"name": f"not_{name}"}
                yield Finding(
                    Outcome.PASS, "boxes.return_kept", path, given, limit, (), source, kept
                )
        return
    asked = tuple(Remedy("tell", {"name": name}) for name, given in needed.items() if given is None)
    if asked:
        yield Finding(Outcome.UNKNOWN, "boxes.return_waived", path, None, limit, asked, source)
        return
    yield Finding(Outcome.FAIL, "boxes.return_waived", path, True, limit, (), source)  # noqa: FBT003 - found: yes


def _needed(sale: BoxSale) -> dict[str, bool | None]:
    """
    What must all be so for the right to be lost, as far as it is known.
    """
    waiver = sale.waiver
    return {
        "opened": sale.opened,
        "sold_closed": None if sale.open_set is None else not sale.open_set,
        "waiver_confirmed": None if waiver is None else waiver.confirmed,
        "waiver_per_purchase": None if waiver is None else waiver.per_purchase,
        "waiver_ticked_by_buyer": None
        if waiver is None or waiver.pre_ticked is None
        else not waiver.pre_ticked,
    }


def may_reveal(box: BlindBox, *, at: datetime) -> Finding:
    """
    Whether the seed may be shown: only after the last draw, for whoever knows it knows them all.

    Args:
        box: The box, with the end of its sale.
        at: The instant for which it is asked.

    Raises:
        NaiveTimeError: If *at* has no time zone.
    """
    check_box(box)
    check_aware("at", at)
    code, rule, ends = "boxes.reveal", "box.sale_ends", box.sale_ends
    if ends is None:
        remedies = (Remedy("tell", {"name": "sale_ends"}),)
        return Finding(Outcome.UNKNOWN, code, rule, at, None, remedies)
    if utc(at) >= utc(ends):
        return Finding(Outcome.PASS, code, rule, at, ends)
    return Finding(Outcome.FAIL, code, rule, at, ends, (Remedy("reveal_from", {"at": ends}),))


def keep_records_until(drawn_on: date, policy: Policy) -> date:
    """
    The last day on which the odds and the result of a draw must still be kept.

    Args:
        drawn_on: The day of the draw.
        policy: The rules in force.

    Raises:
        UnknownFigureError: If the policy asks for no records.

    Examples:
        >>> from tiktok_presale import Policy
        >>> law = Policy.in_force("law-cn", on=date(2026, 2, 2))
        >>> keep_records_until(date(2026, 2, 2), law).isoformat()
        '2029-02-02'
    """
    check_day("drawn_on", drawn_on)
    check_policy(policy)
    figures = policy.every(_RECORDS) or (policy.figure(_RECORDS),)
    year = drawn_on.year + max(cast("int", figure.value) for figure in figures)
    try:
        return drawn_on.replace(year=year)
    except ValueError:  # from a leap day; a day too long is better than one too short
        return date(year, 3, 1)
