"""
A deadline that the platform may have delivered: it wins, and the difference to ours is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tiktok_presale.values.instants import utc

__all__ = ["DeliveredFirst"]


class DeliveredFirst:
    """
    What answers with a computed and a delivered deadline have in common.
    """

    __slots__ = ()

    computed: datetime | None
    delivered: datetime | None

    @property
    def due(self) -> datetime | None:
        """
        The deadline that counts: the delivered one, or else the computed one.
        """
        return self.computed if self.delivered is None else self.delivered

    @property
    def difference(self) -> timedelta | None:
        """
        How much later the platform's deadline is than ours; None unless both are known.
        """
        if self.computed is None or self.delivered is None:
            return None
        return utc(self.delivered) - utc(self.computed)
