"""
What Hypothesis calls when it is imported: strategies for our values, registered by type.

Everything is imported inside, so that neither side pays where the other is absent.
"""

from __future__ import annotations

__all__ = ["register"]


def register() -> None:
    """
    Make `hypothesis.strategies.from_type` know the values of this library.

    `tiktok_presale.strategies` is looked up only when a value is drawn: importing it imports
    Hypothesis, which calls this function while `strategies` is still half made.
    """
    from importlib import import_module  # noqa: PLC0415 - Hypothesis calls this while it is imported

    from hypothesis import strategies as st  # noqa: PLC0415 - an extra, and absent for most

    from tiktok_presale import (  # noqa: PLC0415 - loaded only where Hypothesis is
        BusinessCalendar,
        BusinessDays,
        CalendarDays,
        Hold,
        Hours,
        Ledger,
        Limit,
        Money,
        Order,
        PastDays,
        Policy,
        Product,
        Range,
        Rate,
        ReleaseOn,
        Scope,
        ShipWithin,
        Shop,
        ShopHistory,
    )

    def later(name: str) -> st.SearchStrategy[object]:
        """
        The strategy of that name, made when it is first drawn from.
        """

        def made() -> st.SearchStrategy[object]:
            found: st.SearchStrategy[object] = getattr(
                import_module("tiktok_presale.strategies"), name
            )()
            return found

        return st.deferred(made)

    names: dict[type, str] = {
        BusinessCalendar: "calendars",
        BusinessDays: "business_days",
        CalendarDays: "calendar_days",
        Hold: "holds",
        Hours: "hours",
        Ledger: "ledgers",
        Limit: "unit_limits",
        Money: "money",
        Order: "orders",
        PastDays: "past_days",
        Policy: "policies",
        Product: "products",
        Range: "ranges",
        Rate: "rates",
        ReleaseOn: "releases",
        Scope: "scopes",
        ShipWithin: "ship_withins",
        Shop: "shops",
        ShopHistory: "histories",
    }
    for kind, name in names.items():
        st.register_type_strategy(kind, later(name))
