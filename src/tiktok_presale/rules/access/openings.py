"""
From when may this buyer buy?
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.buyers import Buyer
from tiktok_presale.facts.early_access import EarlyAccess, Opening
from tiktok_presale.rules.access.truth import combined, reasons, turns
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.instants import utc
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.rules.access.truth import Reasons

__all__ = ["FirstAccess", "fitting", "has_ended", "let_in", "opens_after", "opens_for"]


@final
@attrs.frozen
class FirstAccess(Value):
    """
    From when a buyer may buy: for certain, and perhaps.

    Args:
        certain: The first instant from which the buyer may buy, whatever the facts that are not
            known turn out to be; None where there is none.
        possible: The first instant from which the buyer may buy if they turn out well; the same
            where nothing is open.
        unknowns: The facts that decide between the two.
    """

    certain: datetime | None = None
    possible: datetime | None = None
    unknowns: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """
        PASS if the instant is known, FAIL if there is none, else UNKNOWN.
        """
        if self.unknowns:
            return Outcome.UNKNOWN
        return Outcome.FAIL if self.certain is None else Outcome.PASS

    def explain(self, language: str = "en") -> str:
        """
        The answer as a sentence.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        if self.possible is None:
            return message(language, "first_access.never")
        if not self.unknowns:
            return message(language, "first_access.certain", certain=self.certain)
        key = "first_access.perhaps_never" if self.certain is None else "first_access.perhaps"
        return message(language, key, certain=self.certain, possible=self.possible)

    def __str__(self) -> str:
        return self.explain()


def opens_for(buyer: Buyer, sale: EarlyAccess) -> FirstAccess:
    """
    The earliest instant from which a buyer may buy, for certain and perhaps.

    Levels count at each instant as the buyer's memberships tell them, so that an opening which
    comes before a membership starts does not count, and one that comes before it ends does.

    Args:
        buyer: What is known of the buyer.
        sale: The openings of the sale; the earliest that the buyer fits counts.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import Buyer, EarlyAccess, Everyone, Hours, LevelIn
        >>> start = datetime(2026, 11, 3, tzinfo=UTC)
        >>> sale = EarlyAccess.ahead(start, {LevelIn("gold"): Hours(48)})
        >>> print(opens_for(Buyer(id="b1", level="gold"), sale))
        may buy from 2026-11-01 00:00:00+00:00 on
        >>> print(opens_for(Buyer(id="b2"), sale))  # doctest: +NORMALIZE_WHITESPACE
        may buy from 2026-11-03 00:00:00+00:00 on, and perhaps from 2026-11-01 00:00:00+00:00 on;
        that depends on facts that are not known
    """
    check_kind("buyer", buyer, Buyer, "a Buyer; write Buyer(id='b1')")
    check_kind("sale", sale, EarlyAccess, "an EarlyAccess")
    return _first(buyer, sale, _candidates(buyer, sale))


def opens_after(buyer: Buyer, sale: EarlyAccess, at: datetime) -> FirstAccess:
    """
    The earliest instant after *at* from which a buyer may buy.
    """
    later = (one for one in _candidates(buyer, sale) if utc(one) > utc(at))
    return _first(buyer, sale, later)


def _first(buyer: Buyer, sale: EarlyAccess, instants: Iterable[datetime]) -> FirstAccess:
    possible: datetime | None = None
    unknowns: tuple[Finding, ...] = ()
    for instant in instants:
        judged = let_in(buyer, sale, instant)
        if judged[0].outcome is Outcome.PASS:
            return FirstAccess(instant, instant if possible is None else possible, unknowns)
        if judged[0].outcome is Outcome.UNKNOWN and possible is None:
            possible, unknowns = instant, judged
    return FirstAccess(None, possible, unknowns)


def _candidates(buyer: Buyer, sale: EarlyAccess) -> list[datetime]:
    """
    The instants at which the answer can change, while the sale is on: openings, and a buyer's own.
    """
    first = sale.openings[0].at
    found = {utc(one.at): one.at for one in sale.openings}
    for one in sale.openings:
        for turn in turns(one.audience, buyer):
            if utc(turn) > utc(first):
                found.setdefault(utc(turn), turn)
    return [found[instant] for instant in sorted(found) if not has_ended(sale, instant)]


def has_ended(sale: EarlyAccess, at: datetime) -> bool:
    """
    Whether a sale is over; the end itself is.
    """
    return sale.ends is not None and utc(sale.ends) <= utc(at)


def let_in(buyer: Buyer, sale: EarlyAccess, at: datetime) -> Reasons:
    """
    Whether any opening that has come by *at* lets a buyer in; at least one must have come.
    """
    come = (one for one in sale.openings if utc(one.at) <= utc(at))
    return combined((reasons(one.audience, buyer, at) for one in come), every=False)


def fitting(buyer: Buyer, sale: EarlyAccess, at: datetime) -> tuple[Opening, ...]:
    """
    The openings that have come by *at* and let a buyer in, the earliest first.
    """
    come = (one for one in sale.openings if utc(one.at) <= utc(at))
    return tuple(one for one in come if reasons(one.audience, buyer, at)[0].outcome is Outcome.PASS)
