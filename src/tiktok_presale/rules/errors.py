"""
What can be wrong with a history that is played again.
"""

from __future__ import annotations

from tiktok_presale.values.errors import PresaleError

__all__ = ["IllegalEventError"]


class IllegalEventError(PresaleError, ValueError):
    """
    A history holds an event that cannot have happened to the order, or to the offer.

    Attributes:
        event: The kind of event.
        state: The state before it.
        reasons: The codes of what stands against it.
        legal: The kinds of events that could have happened.
    """

    def __init__(
        self, event: str, state: str, reasons: tuple[str, ...], legal: tuple[str, ...]
    ) -> None:
        super().__init__(event, state, reasons, legal)
        self.event = event
        self.state = state
        self.reasons = reasons
        self.legal = legal

    def __str__(self) -> str:
        return (
            f"{self.event!r} cannot happen in state {self.state!r} ({', '.join(self.reasons)}); "
            f"legal are {', '.join(self.legal) or 'no events'}, and what settle gives"
        )
