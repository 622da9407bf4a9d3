"""
Which creators come first for these goods?
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast, final

import attrs

from tiktok_presale.rules.creators.matches import Match
from tiktok_presale.rules.creators.matching import match
from tiktok_presale.rules.creators.printing import printed
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.findings import Outcome
from tiktok_presale.values.html import table_html
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.text import finding_text, message, named, say, sorted_findings

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.facts.affinities import Affinities
    from tiktok_presale.facts.campaigns import Campaign
    from tiktok_presale.facts.creators import Creator
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.exact import Exact

__all__ = ["CreatorRanking", "rank"]

_FIRST = (Outcome.PASS, Outcome.UNKNOWN, Outcome.FAIL)
_NOTHING: Mapping[str, Range[Any]] = {}


@final
@attrs.frozen
class CreatorRanking(Value):
    """
    Creators in the order in which to ask them.

    First those whom every limit lets pass, then those of whom something is not known, then those
    whom a limit shuts out. Among them the one comes first whose video is sure to earn most; where
    that is equal, the one that may earn most; then by id.

    Args:
        matches: One for each creator, the best first.
    """

    matches: tuple[Match, ...]

    @property
    def allowed(self) -> tuple[Match, ...]:
        """
        Those whom every limit lets pass.
        """
        return tuple(one for one in self.matches if one.allowed)

    def explain(self, language: str = "en") -> str:
        """
        One line for each creator: the rank, the score, and the first reason.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(
            message(
                language,
                _key(one),
                rank=number,
                creator=one.creator.id,
                outcome=named(language, f"outcome_{one.outcome.value}"),
                orders=printed(one.orders),
                earns=one.earns,
                reason=_reason(one, language),
            )
            for number, one in enumerate(self.matches, start=1)
        )

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        One row for each creator, for notebooks.
        """
        rows = [
            (
                number,
                one.creator.id,
                one.outcome.value,
                say(printed(one.orders), "en"),
                "" if one.earns is None else say(one.earns, "en"),
                _reason(one, "en"),
            )
            for number, one in enumerate(self.matches, start=1)
        ]
        head = ("rank", "creator", "outcome", "orders", "earns", "reason")
        return table_html("creators", head, rows)


def _key(one: Match) -> str:
    if one.earns is None:
        return "creators.rank"
    return "creators.rank_unknown" if one.earns == Range() else "creators.rank_earns"


def _reason(found: Match, language: str) -> str:
    """
    The worst reason.
    """
    return finding_text(sorted_findings(found.decision)[0], language)


def rank(  # noqa: PLR0913 - what `match` asks for
    creators: Iterable[Creator],
    campaign: Campaign,
    policy: Policy,
    *,
    at: datetime,
    shop: Shop | None = None,
    affinities: Affinities | None = None,
    most_violations: int = 0,
    assumed: Mapping[str, Range[Any]] = _NOTHING,
    by_gpm: bool = True,
    step: Exact = "0.10",
) -> CreatorRanking:
    """
    Creators in the order in which to ask them, each with its `match`.

    Args:
        creators: The creators, each once.
        campaign: As for `match`.
        policy: As for `match`.
        at: As for `match`.
        shop: As for `match`.
        affinities: As for `match`.
        most_violations: As for `match`.
        assumed: As for `match`.
        by_gpm: As for `match`.
        step: As for `match`.

    Raises:
        OutOfRangeError: If a creator comes twice.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import Campaign, Creator, Policy, Product
        >>> at = datetime(2026, 7, 1, tzinfo=UTC)
        >>> policy = Policy.in_force("cross-border", on=at)
        >>> goods = Campaign(product=Product(id="p1", category="beauty"))
        >>> asked = [Creator(id="chef", categories=("food",)),
        ...          Creator(id="glow", categories=("skin_care",), age=25, followers=90_000)]
        >>> [one.creator.id for one in rank(asked, goods, policy, at=at).matches]
        ['glow', 'chef']
    """
    if isinstance(cast("object", creators), str) or not isinstance(
        cast("object", creators), Iterable
    ):
        raise WrongTypeError("creators", "several creators", type(creators).__name__)
    found = [
        match(
            creator,
            campaign,
            policy,
            at=at,
            shop=shop,
            affinities=affinities,
            most_violations=most_violations,
            assumed=assumed,
            by_gpm=by_gpm,
            step=step,
        )
        for creator in creators
    ]
    ids = [one.creator.id for one in found]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise OutOfRangeError("creators", ", ".join(twice), "each creator once")
    return CreatorRanking(tuple(sorted(found, key=_place)))


def _place(found: Match) -> tuple[int, bool, Fraction, bool, Fraction, str]:
    score = found.orders if found.earns is None else found.earns
    low, high = _worth(score.low), _worth(score.high)
    return (
        _FIRST.index(found.outcome),
        low is None,
        -(low or Fraction(0)),
        high is not None,
        -(high or Fraction(0)),
        found.creator.id,
    )


def _worth(end: Money | Fraction | None) -> Fraction | None:
    return Fraction(end.minor) if isinstance(end, Money) else end
