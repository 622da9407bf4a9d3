"""
What the endpoints on creators have in common, read field by field: counts, amounts and rates.
"""

from __future__ import annotations

from fractions import Fraction

from tiktok_presale.adapters.payload import PayloadFields, peek, short
from tiktok_presale.values.errors import PresaleError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.money import Money

__all__ = ["AffiliateFields"]

_BASIS_POINTS = 10_000
# Longer than any amount or count; soon read, and no machine stumbles over it.
_LENGTH = 40


class AffiliateFields(PayloadFields):
    """
    What the endpoints on creators have in common: counts, amounts and rates.
    """

    def first_count(self, *fields: str) -> int | None:
        """
        The first of several numbers that is set.
        """
        counts = (self.count(field) for field in fields)
        return next((count for count in counts if count is not None), None)

    def money(self, field: str, table: dict[str, object] | None = None) -> Money | None:
        """
        An amount with its currency; None where it is not set.
        """
        inner = self.inner(field, table)
        if peek(inner, "amount") in (None, ""):
            return None
        currency = self.text("currency", inner, f"{field}.")
        return self.amount("amount", currency, inner, f"{field}.")

    def rate(self, field: str, table: dict[str, object] | None = None) -> Fraction | None:
        """
        A rate in basis points, or with a point as a share of one; None where it is not set.
        """
        value = (self.table if table is None else table).get(field)
        if value in (None, ""):
            return None
        if isinstance(value, str) and "." in value:
            return self.share(field, value)
        points = self.count(field, table)
        return self._at_most_one(field, Fraction(points or 0, _BASIS_POINTS), value)

    def share(self, field: str, value: object) -> Fraction:
        """
        A share of one as a decimal in text.
        """
        if not isinstance(value, str) or len(value) > _LENGTH:
            raise self.problem(field, f"must be a share as text, not {short(value)}")
        try:
            share = exact(field, value.strip())
        except PresaleError:
            raise self.problem(field, f"must be a share as text, not {short(value)}") from None
        return self._at_most_one(field, share, value)

    def _at_most_one(self, field: str, share: Fraction, value: object) -> Fraction:
        if share > 1:
            raise self.problem(field, f"is more than the whole: {short(value)}")
        return share
