"""
Who may buy, and from when: members, existing customers, codes, regions, early access (F20).
"""

from __future__ import annotations

from tiktok_presale.rules.access.benefits import benefit_change
from tiktok_presale.rules.access.check import check
from tiktok_presale.rules.access.kept import kept
from tiktok_presale.rules.access.openings import FirstAccess, opens_for

__all__ = ["FirstAccess", "benefit_change", "check", "kept", "opens_for"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
