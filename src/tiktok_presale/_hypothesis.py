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
        Arrival,
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
        CostSheet,
        Counted,
        CountedDaily,
        Creator,
        DealTerms,
        DelayHistory,
        DelayNotice,
        Demand,
        DemandForecast,
        DemandQuantiles,
        DrawLimits,
        DrawState,
        EarlyAccess,
        EarlyCash,
        Evidence,
        Hold,
        Hours,
        LeadTimes,
        Ledger,
        LiftClaim,
        Limit,
        Membership,
        Minutes,
        Money,
        Months,
        Occasion,
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
        ProductRecord,
        PurchaseTerms,
        Range,
        Rate,
        Rated,
        ReleaseOn,
        ReturnCurve,
        ReturnWaiver,
        SaleCase,
        SaleRecord,
        Sampled,
        Scenario,
        Scope,
        ShipWithin,
        Shop,
        ShopHistory,
        SlipHistory,
        Sold,
        Spent,
        SpentDaily,
        StockYear,
        Summarised,
        Supply,
        Terms,
        Ticket,
        VideoPlan,
        VideoResult,
        Violation,
        WaitingCosts,
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
        Arrival: "arrivals",
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
        CostSheet: "cost_sheets",
        Counted: "counts",
        CountedDaily: "daily_counts",
        Creator: "creators",
        DealTerms: "deal_terms",
        DelayHistory: "delay_histories",
        DelayNotice: "delay_notices",
        Demand: "demands",
        DemandForecast: "demand_forecasts",
        DemandQuantiles: "demand_quantiles",
        DrawLimits: "draw_limits",
        DrawState: "draw_states",
        EarlyAccess: "early_accesses",
        EarlyCash: "early_cash",
        Evidence: "evidence",
        Hold: "holds",
        Hours: "hours",
        LeadTimes: "lead_times",
        Ledger: "ledgers",
        LiftClaim: "lift_claims",
        Limit: "unit_limits",
        Membership: "memberships",
        Minutes: "minutes",
        Money: "money",
        Months: "months",
        Occasion: "occasions",
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
        ProductRecord: "product_records",
        PurchaseTerms: "purchase_terms",
        Range: "ranges",
        Rate: "rates",
        Rated: "hit_rates",
        ReleaseOn: "releases",
        ReturnCurve: "return_curves",
        ReturnWaiver: "return_waivers",
        SaleCase: "sale_cases",
        SaleRecord: "sale_records",
        Sampled: "samples",
        Scenario: "scenarios",
        Scope: "scopes",
        ShipWithin: "ship_withins",
        Shop: "shops",
        ShopHistory: "histories",
        SlipHistory: "slip_histories",
        Sold: "sold_periods",
        Spent: "spendings",
        SpentDaily: "daily_costs",
        StockYear: "stock_years",
        Summarised: "summaries",
        Supply: "supplies",
        Terms: "terms",
        Ticket: "tickets",
        VideoPlan: "video_plans",
        VideoResult: "video_results",
        Violation: "violations",
        WaitingCosts: "waiting_costs",
    }
    for kind, name in names.items():
        st.register_type_strategy(kind, later(name))
