"""
Hypothesis, or the error that names the extra which brings it.
"""

from __future__ import annotations

from tiktok_presale.values.errors import MissingExtraError

try:
    from hypothesis import strategies as st
except ImportError:
    raise MissingExtraError("hypothesis", "testing") from None

__all__ = ["st"]
