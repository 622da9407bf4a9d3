"""
Was every draw of a sale made as was promised? Anyone can tell from what is published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.draws import Draw, SoldOutError
from tiktok_presale.rules.boxes.drawing import commit, replay
from tiktok_presale.values.checks import check_kind, check_text
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.facts.odds import OddsTable

__all__ = ["Verification", "verify"]

_RULE = "draw"


@final
@attrs.frozen
class Verification(Value):
    """
    What drawing again has shown.

    Args:
        draws: How many draws were looked at.
        findings: Every reason; one that passes where nothing is wrong.
    """

    draws: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """
        Whether the commitment fits and every draw came out as published.
        """
        return all(finding.outcome is Outcome.PASS for finding in self.findings)

    def explain(self, language: str = "en") -> str:
        """
        The reasons as text, one on a line.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(finding.explain(language) for finding in self.findings)

    def __str__(self) -> str:
        return self.explain()


def verify(table: OddsTable, seed: bytes, commitment: str, draws: Iterable[Draw]) -> Verification:
    """
    Draw again from the shown seed, and compare with what was published.

    Args:
        table: The odds table as it was published.
        seed: The seed, shown after the sale.
        commitment: What was published before the sale.
        draws: Every draw of the sale, in the order of their numbers.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If *seed* is shorter than 16 bytes.

    Examples:
        >>> from tiktok_presale import OddsTable, Ticket
        >>> from tiktok_presale.rules.boxes.drawing import draw_all
        >>> table, seed = OddsTable.from_stock({"bear": 11, "secret": 1}), bytes(range(32))
        >>> promised = commit(seed, table)
        >>> draws = draw_all(table, seed, [Ticket(1, "b1", "spring"), Ticket(2, "b2", "rain")])
        >>> verify(table, seed, promised, draws).holds
        True
        >>> verify(table, seed, promised, draws[1:]).holds
        False
    """
    check_text("commitment", commitment)
    promised, given = commit(seed, table), tuple(draws)
    for one in given:
        check_kind("draws", one, Draw, "the draws as they were recorded")
    if commitment.lower() != promised:
        # Seed or table are others than those of the sale, so no draw can be judged by them.
        wrong = Finding(Outcome.FAIL, "boxes.commitment", _RULE, commitment, promised)
        return Verification(len(given), (wrong,))
    found = (*_numbers(given), *_prizes(table, seed, given))
    count = {"draws": len(given)}
    good = Finding(Outcome.PASS, "boxes.verified", _RULE, commitment, promised, params=count)
    return Verification(len(given), found or (good,))


def _numbers(draws: tuple[Draw, ...]) -> Iterator[Finding]:
    """
    Numbers that are not the next ones: a draw that was left out, given twice or moved.
    """
    for number, one in enumerate(draws, start=1):
        if one.ticket.number != number:
            yield Finding(Outcome.FAIL, "boxes.number", _RULE, one.ticket.number, number)


def _prizes(table: OddsTable, seed: bytes, draws: tuple[Draw, ...]) -> Iterator[Finding]:
    """
    Draws that come out otherwise than was published.
    """
    again = replay(table, seed, (one.ticket for one in draws))
    for one in draws:
        which = {"number": one.ticket.number}
        try:
            right = next(again)
        except SoldOutError as error:
            yield Finding(
                Outcome.FAIL, "boxes.nothing_left", _RULE, one.prize, error.prizes, params=which
            )
            return
        if one.prize != right.prize:
            yield Finding(Outcome.FAIL, "boxes.draw", _RULE, one.prize, right.prize, params=which)
        elif one != right:
            yield Finding(
                Outcome.FAIL, "boxes.state", _RULE, one.before, right.before, params=which
            )
