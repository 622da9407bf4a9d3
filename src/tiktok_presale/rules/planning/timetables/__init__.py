"""
When does a sale open and close, so that the goods are there for an occasion? `planning.schedule`.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.timetables.courses import Round
from tiktok_presale.rules.planning.timetables.scheduling import schedule
from tiktok_presale.rules.planning.timetables.timelines import (
    Milestone,
    SaleStart,
    SetBy,
    Step,
    Timeline,
)

__all__ = ["Milestone", "Round", "SaleStart", "SetBy", "Step", "Timeline", "schedule"]
