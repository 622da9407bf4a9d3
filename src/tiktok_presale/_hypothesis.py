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
        AffiliateSale,
        Batch,
        BlindBox,
        BoxSale,
        BusinessCalendar,
        BusinessDays,
        Buyer,
        CalendarDays,
        Campaign,
        Claim,
        Commitment,
        Complaint,
        Creator,
        DealTerms,
        DelayHistory,
        DelayNotice,
        DrawLimits,
        DrawState,
        EarlyAccess,
        Evidence,
        Hold,
        Hours,
        Ledger,
        Limit,
        Membership,
        Minutes,
        Money,
        OddsTable,
        Offer,
        Order,
        OrderLife,
        PaidDraws,
        PaidOrder,
        PastDays,
        PaymentPlan,
        Period,
        Policy,
        Product,
        Range,
        Rate,
        ReleaseOn,
        ReturnWaiver,
        Scope,
        ShipWithin,
        Shop,
        ShopHistory,
        Supply,
        Terms,
        Ticket,
        VideoResult,
        Violation,
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
        AffiliateSale: "affiliate_sales",
        Batch: "batches",
        BlindBox: "blind_boxes",
        BoxSale: "box_sales",
        BusinessCalendar: "calendars",
        BusinessDays: "business_days",
        Buyer: "buyers",
        CalendarDays: "calendar_days",
        Campaign: "campaigns",
        Claim: "claims",
        Commitment: "commitments",
        Complaint: "complaints",
        Creator: "creators",
        DealTerms: "deal_terms",
        DelayHistory: "delay_histories",
        DelayNotice: "delay_notices",
        DrawLimits: "draw_limits",
        DrawState: "draw_states",
        EarlyAccess: "early_accesses",
        Evidence: "evidence",
        Hold: "holds",
        Hours: "hours",
        Ledger: "ledgers",
        Limit: "unit_limits",
        Membership: "memberships",
        Minutes: "minutes",
        Money: "money",
        OddsTable: "odds_tables",
        Offer: "offers",
        Order: "orders",
        OrderLife: "order_lives",
        PaidDraws: "paid_draws",
        PaidOrder: "paid_orders",
        PastDays: "past_days",
        PaymentPlan: "payment_plans",
        Period: "periods",
        Policy: "policies",
        Product: "products",
        Range: "ranges",
        Rate: "rates",
        ReleaseOn: "releases",
        ReturnWaiver: "return_waivers",
        Scope: "scopes",
        ShipWithin: "ship_withins",
        Shop: "shops",
        ShopHistory: "histories",
        Supply: "supplies",
        Terms: "terms",
        Ticket: "tickets",
        VideoResult: "video_results",
        Violation: "violations",
    }
    for kind, name in names.items():
        st.register_type_strategy(kind, later(name))
