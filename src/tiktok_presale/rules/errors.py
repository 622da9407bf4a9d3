"""
What can be wrong with a history that is played again.
"""

from __future__ import annotations

from tiktok_presale.values.errors import PresaleError

__all__ = ["IllegalMoveError"]


class IllegalMoveError(PresaleError, ValueError):
    """
    A history holds a move that cannot have been made in the state it was made in.

    Attributes:
        state: The state.
        move: The move.
        legal: The moves that are legal from there.
    """

    def __init__(self, state: str, move: str, legal: tuple[str, ...]) -> None:
        super().__init__(state, move, legal)
        self.state = state
        self.move = move
        self.legal = legal

    def __str__(self) -> str:
        legal = ", ".join(self.legal) or "nothing"
        return f"{self.move!r} cannot follow in the state {self.state!r}; legal there: {legal}"
