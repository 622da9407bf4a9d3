"""
How the lifecycle says no: the shape that all its reasons share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.values.findings import Finding, Outcome, Remedy

if TYPE_CHECKING:
    from tiktok_presale.facts.moves import Move

__all__ = ["refusal", "seen_before", "untold"]

_RULE = "lifecycle"


def refusal(
    code: str,
    move: Move,
    actual: object = None,
    limit: object = None,
    *remedies: Remedy,
) -> Finding:
    """
    A reason against an event.
    """
    return Finding(Outcome.FAIL, code, _RULE, actual, limit, remedies, params={"move": move})


def untold(name: str, move: Move) -> Finding:
    """
    A fact that is needed and was not told.
    """
    return Finding(
        Outcome.UNKNOWN,
        "lifecycle.untold",
        _RULE,
        remedies=(Remedy("tell", {"name": name}),),
        params={"move": move, "name": name},
    )


def seen_before(move: Move) -> Finding:
    """
    The same was told before; it counts once.
    """
    return Finding(Outcome.ADVICE, "lifecycle.repeated", _RULE, params={"move": move})
