"""
The table as a picture and as text, so that neither can say anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.life import OrderState, Track
from tiktok_presale.rules.lifecycle.guards import Guard
from tiktok_presale.rules.lifecycle.table import ENDS, TABLE
from tiktok_presale.values.checks import check_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.facts.moves import Move
    from tiktok_presale.rules.lifecycle.table import Row

__all__ = ["diagram"]

_FIRST = {
    Track.ROAD: OrderState.NEW,
    Track.DELAY: OrderState.NO_DELAY,
    Track.REFUND: OrderState.NO_REFUND,
    Track.DISPUTE: OrderState.UNDISPUTED,
}


def diagram(track: Track = Track.ROAD, *, without: Iterable[Move] = ()) -> str:
    """
    One track of the table as a Mermaid state diagram; rows that change no state are left out.

    Args:
        track: Which track.
        without: Events that are left out, where the picture is about others.

    Examples:
        >>> print(diagram(Track.DISPUTE))
        stateDiagram-v2
            [*] --> undisputed
            undisputed --> disputed: dispute opened
            disputed --> undisputed: dispute closed
    """
    check_kind("track", track, Track, "a Track such as Track.ROAD")
    left_out = frozenset(without)
    rows = [
        row
        for row in TABLE
        if row.track is track and row.state is not row.to and row.move not in left_out
    ]
    lines = ["stateDiagram-v2", *_start(track), *_arrows(rows)]
    ends = {row.to for row in rows} & ENDS
    lines += [f"    {state} --> [*]" for state in OrderState if state in ends]
    return "\n".join(lines)


def _start(track: Track) -> Iterator[str]:
    if track is not Track.ROAD:
        yield f"    [*] --> {_FIRST[track]}"


def _arrows(rows: list[Row]) -> Iterator[str]:
    """
    One arrow for each pair of states, with all that leads from the one to the other.
    """
    labels: dict[tuple[OrderState, OrderState], dict[Guard, list[str]]] = {}
    for row in rows:
        by_guard = labels.setdefault((row.state, row.to), {})
        by_guard.setdefault(row.guard, []).append(row.move.value.replace("_", " "))
    for (start, end), said in labels.items():
        left = "[*]" if start is OrderState.NEW else start
        yield f"    {left} --> {end}: {', '.join(_label(*one) for one in said.items())}"


def _label(guard: Guard, moves: list[str]) -> str:
    said = ", ".join(moves)
    return said if guard is Guard.ALWAYS else f"{said} ({guard})"
