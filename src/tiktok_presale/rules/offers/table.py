"""
The life of an offer as a table: one row for each state and move.

The machine, the refusals and the diagram in the docs are all drawn from it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["BY_ITSELF", "TABLE", "Move", "OfferState", "diagram", "moves_from"]


class OfferState(StrEnum):
    """
    Where an offer stands, from its draft to the last settled order.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    """Shown to buyers; the sale has not opened."""
    SELLING = "selling"
    SOLD_OUT = "sold_out"
    PAUSED = "paused"
    CLOSED = "closed"
    """The sale is over, its goal met or none set."""
    GOAL_MISSED = "goal_missed"
    """The sale is over below its goal: all or nothing, so every order is paid back."""
    RELEASED = "released"
    """The goods are there; orders are dispatched."""
    SETTLED = "settled"
    """Every order is done, or paid back."""


class Move(StrEnum):
    """
    What moves an offer on.
    """

    PUBLISH = "publish"
    OPEN = "open"
    SELL = "sell"
    FILL = "fill"
    """The cap is reached."""
    GIVE_BACK = "give_back"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    MISS_GOAL = "miss_goal"
    RELEASE = "release"
    SETTLE = "settle"


S, M = OfferState, Move

TABLE: Final[dict[tuple[OfferState, Move], OfferState]] = {
    (S.DRAFT, M.PUBLISH): S.PUBLISHED,
    (S.PUBLISHED, M.OPEN): S.SELLING,
    (S.PUBLISHED, M.PAUSE): S.PAUSED,
    (S.PUBLISHED, M.CLOSE): S.CLOSED,
    (S.PUBLISHED, M.MISS_GOAL): S.GOAL_MISSED,
    (S.SELLING, M.SELL): S.SELLING,
    (S.SELLING, M.FILL): S.SOLD_OUT,
    (S.SELLING, M.GIVE_BACK): S.SELLING,
    (S.SELLING, M.PAUSE): S.PAUSED,
    (S.SELLING, M.CLOSE): S.CLOSED,
    (S.SELLING, M.MISS_GOAL): S.GOAL_MISSED,
    (S.SOLD_OUT, M.GIVE_BACK): S.SELLING,
    (S.SOLD_OUT, M.PAUSE): S.PAUSED,
    (S.SOLD_OUT, M.CLOSE): S.CLOSED,
    (S.PAUSED, M.GIVE_BACK): S.PAUSED,
    (S.PAUSED, M.RESUME): S.PUBLISHED,  # and from there on whatever has become true
    (S.PAUSED, M.CLOSE): S.CLOSED,
    (S.PAUSED, M.MISS_GOAL): S.GOAL_MISSED,
    (S.CLOSED, M.GIVE_BACK): S.CLOSED,
    (S.CLOSED, M.RELEASE): S.RELEASED,
    (S.GOAL_MISSED, M.GIVE_BACK): S.GOAL_MISSED,
    (S.GOAL_MISSED, M.SETTLE): S.SETTLED,
    (S.RELEASED, M.GIVE_BACK): S.RELEASED,
    (S.RELEASED, M.SETTLE): S.SETTLED,
}
"""Where each move leads; a move that has no row is not legal from there."""

BY_ITSELF: Final = frozenset({M.OPEN, M.FILL, M.CLOSE, M.MISS_GOAL, M.RELEASE})
"""Moves that happen by themselves, when their time has come or the cap is reached."""


def moves_from(state: OfferState) -> tuple[Move, ...]:
    """
    The moves that are legal from a state.

    Examples:
        >>> [str(move) for move in moves_from(OfferState.DRAFT)]
        ['publish']
    """
    return tuple(move for at, move in TABLE if at is state)


def diagram() -> str:
    """
    The table as a state diagram in Mermaid's language.
    """
    lines = ["stateDiagram-v2", f"    [*] --> {S.DRAFT}"]
    lines += [f"    {start} --> {end}: {move}" for (start, move), end in TABLE.items()]
    return "\n".join([*lines, f"    {S.SETTLED} --> [*]"])
