"""
Presale (pre-order) rules as code, TikTok Shop first.

May this shop open presale, is this promise allowed, when is this order due, what does lateness
cost, how many units may be sold, what is refunded now? Every answer carries its reasons, the rule
and the source behind each, and what would change it. Rules are dated data; functions are pure; the
clock is an argument.

>>> from datetime import date
>>> import tiktok_presale as tp
>>> th = tp.Policy.in_force("th", on=date(2026, 1, 2))
>>> print(th.window.days)
3 to 15 calendar days

Names are loaded when they are first used, so importing the package costs next to nothing.
"""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tiktok_presale import errors
    from tiktok_presale.facts.affinities import Affinities
    from tiktok_presale.facts.arrivals import Arrival, LognormalSlip, NormalSlip, SlipHistory
    from tiktok_presale.facts.audience_algebra import AllOf, AnyOf, Not
    from tiktok_presale.facts.audiences import (
        Audience,
        CustomerBefore,
        CustomerFor,
        Everyone,
        HasCode,
        InRegion,
        Ladder,
        LevelAtLeast,
        LevelIn,
    )
    from tiktok_presale.facts.benefits import BenefitChange, BenefitEffect
    from tiktok_presale.facts.boxes import BlindBox, BoxSale, DrawLimits, ReturnWaiver
    from tiktok_presale.facts.buyers import Buyer, Membership
    from tiktok_presale.facts.campaigns import (
        Campaign,
        Collaboration,
        Content,
        DealTerms,
        TargetCollaboration,
    )
    from tiktok_presale.facts.cases import EarlyCash, SaleCase, Scenario
    from tiktok_presale.facts.causes import Cause, Fault
    from tiktok_presale.facts.claims import Claim, Commitment
    from tiktok_presale.facts.complaints import Answer, Complaint, Ground
    from tiktok_presale.facts.cost_sheets import CostSheet
    from tiktok_presale.facts.creators import Creator
    from tiktok_presale.facts.delays import DelayHistory, DelayNotice
    from tiktok_presale.facts.demand import AnyDemand, Demand, DemandForecast, DemandQuantiles, Sold
    from tiktok_presale.facts.draws import Draw, DrawState, PaidDraws, Ticket
    from tiktok_presale.facts.early_access import EarlyAccess, JudgedAt, Opening
    from tiktok_presale.facts.evidence import Evidence, EvidenceKind
    from tiktok_presale.facts.exposures import ExposureUnit, ProductRecord
    from tiktok_presale.facts.guarantees import Guarantee
    from tiktok_presale.facts.history import ShopHistory
    from tiktok_presale.facts.holds import Hold
    from tiktok_presale.facts.lead_times import LeadTimes
    from tiktok_presale.facts.life import OrderLife, OrderState
    from tiktok_presale.facts.lift_claims import LiftClaim
    from tiktok_presale.facts.limits import EACH, Limit, Scope, Wave
    from tiktok_presale.facts.measurements import (
        Counted,
        CountedDaily,
        Measure,
        Rated,
        Sampled,
        Spent,
        SpentDaily,
        Summarised,
    )
    from tiktok_presale.facts.occasions import (
        BLACK_FRIDAY,
        CHRISTMAS,
        CYBER_MONDAY,
        DOUBLE_ELEVEN,
        DOUBLE_TWELVE,
        EASTER,
        FATHERS_DAY,
        HALLOWEEN,
        MID_YEAR,
        MOTHERS_DAY,
        THANKSGIVING,
        VALENTINES_DAY,
        Occasion,
    )
    from tiktok_presale.facts.odds import OddsTable, Prize
    from tiktok_presale.facts.offers import Offer
    from tiktok_presale.facts.orders import DeliveredDeadlines, Order, Party, Stage
    from tiktok_presale.facts.payments import Component, PaidOrder, Payment, Terms
    from tiktok_presale.facts.plans import (
        Advance,
        Authorisation,
        Earnest,
        Part,
        PaymentPlan,
        PlanKind,
        Share,
    )
    from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
    from tiktok_presale.facts.promoted import AffiliateSale, VideoResult
    from tiktok_presale.facts.purchase_terms import PurchaseTerms
    from tiktok_presale.facts.returns import ReturnCurve
    from tiktok_presale.facts.shops import Product, Shop
    from tiktok_presale.facts.stock_years import StockYear
    from tiktok_presale.facts.supply import Batch, BatchState, Supply
    from tiktok_presale.facts.triggers import (
        AfterDelay,
        AtDate,
        AtPlacing,
        InWindow,
        OnDispatch,
        OnRelease,
    )
    from tiktok_presale.facts.video_claims import (
        DeadlineClaim,
        DiscountClaim,
        DispatchClaim,
        OddsClaim,
        PriceClaim,
        StockClaim,
        StockForm,
        VideoClaim,
    )
    from tiktok_presale.facts.videos import SaleRecord, Seen, Shot, VideoPlan
    from tiktok_presale.facts.violations import Violation
    from tiktok_presale.facts.waiting import WaitingCosts
    from tiktok_presale.policy.book import read_pack
    from tiktok_presale.policy.figures import Change, Figure
    from tiktok_presale.policy.pack import Pack
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules import (
        access,
        allocation,
        baskets,
        boxes,
        capacity,
        caps,
        content,
        creators,
        deadlines,
        delays,
        economics,
        eligibility,
        lifecycle,
        measuring,
        offers,
        overdue,
        payments,
        planning,
        protection,
        refunds,
        supply,
        window,
    )
    from tiktok_presale.rules.access import FirstAccess
    from tiktok_presale.rules.capacity import Ledger
    from tiktok_presale.rules.deadline_tables import DeadlineTable
    from tiktok_presale.values.affinities import Affinity
    from tiktok_presale.values.calendars import MON_TO_FRI, MON_TO_SAT, BusinessCalendar
    from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, Minutes, PastDays
    from tiktok_presale.values.errors import PresaleError
    from tiktok_presale.values.estimates import Estimate, Interval
    from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
    from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
    from tiktok_presale.values.money import Money, Rounding
    from tiktok_presale.values.months import Months
    from tiktok_presale.values.periods import Period
    from tiktok_presale.values.ranges import OneOf, Range
    from tiktok_presale.values.rates import Rate
    from tiktok_presale.values.sources import Confidence, Source
    from tiktok_presale.values.vocabulary import (
        ApplicationStage,
        DeadlineName,
        Event,
        OrderKind,
        Weekday,
    )

__all__ = [
    "BLACK_FRIDAY",
    "CHRISTMAS",
    "CYBER_MONDAY",
    "DOUBLE_ELEVEN",
    "DOUBLE_TWELVE",
    "EACH",
    "EASTER",
    "FATHERS_DAY",
    "HALLOWEEN",
    "MID_YEAR",
    "MON_TO_FRI",
    "MON_TO_SAT",
    "MOTHERS_DAY",
    "THANKSGIVING",
    "VALENTINES_DAY",
    "Advance",
    "AffiliateSale",
    "Affinities",
    "Affinity",
    "AfterDelay",
    "AllOf",
    "Answer",
    "AnyDemand",
    "AnyOf",
    "ApplicationStage",
    "Arrival",
    "AtDate",
    "AtPlacing",
    "Audience",
    "Authorisation",
    "Batch",
    "BatchState",
    "BenefitChange",
    "BenefitEffect",
    "BlindBox",
    "Bound",
    "BoxSale",
    "BusinessCalendar",
    "BusinessDays",
    "Buyer",
    "CalendarDays",
    "Campaign",
    "Cause",
    "Change",
    "Claim",
    "Collaboration",
    "Commitment",
    "Complaint",
    "Component",
    "Confidence",
    "Content",
    "CostSheet",
    "Counted",
    "CountedDaily",
    "Creator",
    "CustomerBefore",
    "CustomerFor",
    "DeadlineClaim",
    "DeadlineName",
    "DeadlineTable",
    "DealTerms",
    "Decision",
    "DelayHistory",
    "DelayNotice",
    "DeliveredDeadlines",
    "Demand",
    "DemandForecast",
    "DemandQuantiles",
    "DiscountClaim",
    "DispatchClaim",
    "Draw",
    "DrawLimits",
    "DrawState",
    "EarlyAccess",
    "EarlyCash",
    "Earnest",
    "Estimate",
    "Event",
    "Everyone",
    "Evidence",
    "EvidenceKind",
    "ExposureUnit",
    "Fault",
    "Figure",
    "Finding",
    "FirstAccess",
    "Ground",
    "Grounds",
    "Guarantee",
    "HasCode",
    "Hold",
    "Hours",
    "InRegion",
    "InWindow",
    "Interval",
    "JudgedAt",
    "Ladder",
    "LeadTimes",
    "Ledger",
    "LevelAtLeast",
    "LevelIn",
    "LiftClaim",
    "Limit",
    "LognormalSlip",
    "Measure",
    "Membership",
    "Minutes",
    "Money",
    "Months",
    "NormalSlip",
    "Not",
    "Occasion",
    "OddsClaim",
    "OddsTable",
    "Offer",
    "OnDispatch",
    "OnRelease",
    "OneOf",
    "Opening",
    "Order",
    "OrderKind",
    "OrderLife",
    "OrderState",
    "Outcome",
    "Pack",
    "PaidDraws",
    "PaidOrder",
    "Part",
    "Party",
    "PastDays",
    "Payment",
    "PaymentPlan",
    "Period",
    "PlanKind",
    "Policy",
    "PresaleError",
    "PriceClaim",
    "Prize",
    "Product",
    "ProductRecord",
    "Promise",
    "PurchaseTerms",
    "Range",
    "Rate",
    "Rated",
    "ReleaseOn",
    "Remedy",
    "ReturnCurve",
    "ReturnWaiver",
    "Rounding",
    "SaleCase",
    "SaleRecord",
    "Sampled",
    "Scenario",
    "Scope",
    "Seen",
    "Sensitivity",
    "Share",
    "ShipWithin",
    "Shop",
    "ShopHistory",
    "Shot",
    "SlipHistory",
    "Sold",
    "Source",
    "Spent",
    "SpentDaily",
    "Stage",
    "StockClaim",
    "StockForm",
    "StockYear",
    "Summarised",
    "Supply",
    "TargetCollaboration",
    "Terms",
    "Ticket",
    "VideoClaim",
    "VideoPlan",
    "VideoResult",
    "Violation",
    "WaitingCosts",
    "Wave",
    "Weekday",
    "access",
    "allocation",
    "baskets",
    "boxes",
    "capacity",
    "caps",
    "content",
    "creators",
    "deadlines",
    "delays",
    "economics",
    "eligibility",
    "errors",
    "lifecycle",
    "measuring",
    "offers",
    "overdue",
    "payments",
    "planning",
    "protection",
    "read_pack",
    "refunds",
    "supply",
    "window",
]

# Where each name lives. What lives at the top or under rules is a module of that name.
_HOMES = {
    "": ("errors",),
    "facts.affinities": ("Affinities",),
    "facts.arrivals": ("Arrival", "LognormalSlip", "NormalSlip", "SlipHistory"),
    "facts.audience_algebra": ("AllOf", "AnyOf", "Not"),
    "facts.audiences": (
        "Audience",
        "CustomerBefore",
        "CustomerFor",
        "Everyone",
        "HasCode",
        "InRegion",
        "Ladder",
        "LevelAtLeast",
        "LevelIn",
    ),
    "facts.benefits": ("BenefitChange", "BenefitEffect"),
    "facts.boxes": ("BlindBox", "BoxSale", "DrawLimits", "ReturnWaiver"),
    "facts.buyers": ("Buyer", "Membership"),
    "facts.campaigns": ("Campaign", "Collaboration", "Content", "DealTerms", "TargetCollaboration"),
    "facts.cases": ("EarlyCash", "SaleCase", "Scenario"),
    "facts.causes": ("Cause", "Fault"),
    "facts.claims": ("Claim", "Commitment"),
    "facts.complaints": ("Answer", "Complaint", "Ground"),
    "facts.cost_sheets": ("CostSheet",),
    "facts.creators": ("Creator",),
    "facts.delays": ("DelayHistory", "DelayNotice"),
    "facts.demand": ("AnyDemand", "Demand", "DemandForecast", "DemandQuantiles", "Sold"),
    "facts.draws": ("Draw", "DrawState", "PaidDraws", "Ticket"),
    "facts.early_access": ("EarlyAccess", "JudgedAt", "Opening"),
    "facts.evidence": ("Evidence", "EvidenceKind"),
    "facts.exposures": ("ExposureUnit", "ProductRecord"),
    "facts.guarantees": ("Guarantee",),
    "facts.history": ("ShopHistory",),
    "facts.holds": ("Hold",),
    "facts.lead_times": ("LeadTimes",),
    "facts.life": ("OrderLife", "OrderState"),
    "facts.lift_claims": ("LiftClaim",),
    "facts.limits": ("EACH", "Limit", "Scope", "Wave"),
    "facts.measurements": (
        "Counted",
        "CountedDaily",
        "Measure",
        "Rated",
        "Sampled",
        "Spent",
        "SpentDaily",
        "Summarised",
    ),
    "facts.occasions": (
        "BLACK_FRIDAY",
        "CHRISTMAS",
        "CYBER_MONDAY",
        "DOUBLE_ELEVEN",
        "DOUBLE_TWELVE",
        "EASTER",
        "FATHERS_DAY",
        "HALLOWEEN",
        "MID_YEAR",
        "MOTHERS_DAY",
        "Occasion",
        "THANKSGIVING",
        "VALENTINES_DAY",
    ),
    "facts.odds": ("OddsTable", "Prize"),
    "facts.offers": ("Offer",),
    "facts.orders": ("DeliveredDeadlines", "Order", "Party", "Stage"),
    "facts.payments": ("Component", "PaidOrder", "Payment", "Terms"),
    "facts.plans": (
        "Advance",
        "Authorisation",
        "Earnest",
        "Part",
        "PaymentPlan",
        "PlanKind",
        "Share",
    ),
    "facts.promises": ("Promise", "ReleaseOn", "ShipWithin"),
    "facts.promoted": ("AffiliateSale", "VideoResult"),
    "facts.purchase_terms": ("PurchaseTerms",),
    "facts.returns": ("ReturnCurve",),
    "facts.shops": ("Product", "Shop"),
    "facts.stock_years": ("StockYear",),
    "facts.supply": ("Batch", "BatchState", "Supply"),
    "facts.triggers": ("AfterDelay", "AtDate", "AtPlacing", "InWindow", "OnDispatch", "OnRelease"),
    "facts.video_claims": (
        "DeadlineClaim",
        "DiscountClaim",
        "DispatchClaim",
        "OddsClaim",
        "PriceClaim",
        "StockClaim",
        "StockForm",
        "VideoClaim",
    ),
    "facts.videos": ("SaleRecord", "Seen", "Shot", "VideoPlan"),
    "facts.violations": ("Violation",),
    "facts.waiting": ("WaitingCosts",),
    "policy.book": ("read_pack",),
    "policy.figures": ("Change", "Figure"),
    "policy.pack": ("Pack",),
    "policy.policy": ("Policy",),
    "rules": (
        "access",
        "allocation",
        "baskets",
        "boxes",
        "capacity",
        "caps",
        "content",
        "creators",
        "deadlines",
        "delays",
        "economics",
        "eligibility",
        "lifecycle",
        "measuring",
        "offers",
        "overdue",
        "payments",
        "planning",
        "protection",
        "refunds",
        "supply",
        "window",
    ),
    "rules.access": ("FirstAccess",),
    "rules.capacity": ("Ledger",),
    "rules.deadline_tables": ("DeadlineTable",),
    "values.affinities": ("Affinity",),
    "values.calendars": ("BusinessCalendar", "MON_TO_FRI", "MON_TO_SAT"),
    "values.days": ("BusinessDays", "CalendarDays", "Hours", "Minutes", "PastDays"),
    "values.errors": ("PresaleError",),
    "values.estimates": ("Estimate", "Interval"),
    "values.findings": ("Decision", "Finding", "Outcome", "Remedy"),
    "values.grounds": ("Bound", "Grounds", "Sensitivity"),
    "values.money": ("Money", "Rounding"),
    "values.months": ("Months",),
    "values.periods": ("Period",),
    "values.ranges": ("OneOf", "Range"),
    "values.rates": ("Rate",),
    "values.sources": ("Confidence", "Source"),
    "values.vocabulary": ("ApplicationStage", "DeadlineName", "Event", "OrderKind", "Weekday"),
}


def __getattr__(name: str) -> object:
    """
    Load a public name on first use.
    """
    for home, names in _HOMES.items():
        if name in names:
            found = _load(home, name)
            globals()[name] = found
            return found
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def _load(home: str, name: str) -> object:
    """
    Import a name from its home, or the module of that name in it.
    """
    from importlib import import_module  # noqa: PLC0415 - nothing is paid for before a name is used

    if home in {"", "rules"}:
        return import_module(".".join(filter(None, (__name__, home, name))))
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
