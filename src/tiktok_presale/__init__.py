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
    from tiktok_presale.facts.causes import Cause, Fault
    from tiktok_presale.facts.claims import Claim, Commitment
    from tiktok_presale.facts.complaints import Answer, Complaint, Ground
    from tiktok_presale.facts.cost_sheets import CostSheet
    from tiktok_presale.facts.delays import DelayHistory, DelayNotice
    from tiktok_presale.facts.draws import Draw, DrawState, PaidDraws, Ticket
    from tiktok_presale.facts.early_access import EarlyAccess, JudgedAt, Opening
    from tiktok_presale.facts.evidence import Evidence, EvidenceKind
    from tiktok_presale.facts.guarantees import Guarantee
    from tiktok_presale.facts.history import ShopHistory
    from tiktok_presale.facts.holds import Hold
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
    from tiktok_presale.facts.returns import ReturnCurve
    from tiktok_presale.facts.shops import Product, Shop
    from tiktok_presale.facts.supply import Batch, BatchState, Supply
    from tiktok_presale.facts.triggers import (
        AfterDelay,
        AtDate,
        AtPlacing,
        InWindow,
        OnDispatch,
        OnRelease,
    )
    from tiktok_presale.facts.violations import Violation
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
        deadlines,
        delays,
        eligibility,
        lifecycle,
        measuring,
        offers,
        overdue,
        payments,
        protection,
        refunds,
        supply,
        window,
    )
    from tiktok_presale.rules.access import FirstAccess
    from tiktok_presale.rules.capacity import Ledger
    from tiktok_presale.values.calendars import MON_TO_FRI, MON_TO_SAT, BusinessCalendar
    from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, Minutes, PastDays
    from tiktok_presale.values.errors import PresaleError
    from tiktok_presale.values.estimates import Estimate, Interval
    from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
    from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
    from tiktok_presale.values.money import Money, Rounding
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
    "EACH",
    "MON_TO_FRI",
    "MON_TO_SAT",
    "Advance",
    "AfterDelay",
    "AllOf",
    "Answer",
    "AnyOf",
    "ApplicationStage",
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
    "Cause",
    "Change",
    "Claim",
    "Commitment",
    "Complaint",
    "Component",
    "Confidence",
    "CostSheet",
    "Counted",
    "CountedDaily",
    "CustomerBefore",
    "CustomerFor",
    "DeadlineName",
    "Decision",
    "DelayHistory",
    "DelayNotice",
    "DeliveredDeadlines",
    "Draw",
    "DrawLimits",
    "DrawState",
    "EarlyAccess",
    "Earnest",
    "Estimate",
    "Event",
    "Everyone",
    "Evidence",
    "EvidenceKind",
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
    "Ledger",
    "LevelAtLeast",
    "LevelIn",
    "LiftClaim",
    "Limit",
    "Measure",
    "Membership",
    "Minutes",
    "Money",
    "Not",
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
    "Prize",
    "Product",
    "Promise",
    "Range",
    "Rate",
    "Rated",
    "ReleaseOn",
    "Remedy",
    "ReturnCurve",
    "ReturnWaiver",
    "Rounding",
    "Sampled",
    "Scope",
    "Sensitivity",
    "Share",
    "ShipWithin",
    "Shop",
    "ShopHistory",
    "Source",
    "Spent",
    "SpentDaily",
    "Stage",
    "Summarised",
    "Supply",
    "Terms",
    "Ticket",
    "Violation",
    "Wave",
    "Weekday",
    "access",
    "allocation",
    "baskets",
    "boxes",
    "capacity",
    "caps",
    "deadlines",
    "delays",
    "eligibility",
    "errors",
    "lifecycle",
    "measuring",
    "offers",
    "overdue",
    "payments",
    "protection",
    "read_pack",
    "refunds",
    "supply",
    "window",
]

# Where each name lives. What lives at the top or under rules is a module of that name.
_HOMES = {
    "": ("errors",),
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
    "facts.causes": ("Cause", "Fault"),
    "facts.claims": ("Claim", "Commitment"),
    "facts.complaints": ("Answer", "Complaint", "Ground"),
    "facts.cost_sheets": ("CostSheet",),
    "facts.delays": ("DelayHistory", "DelayNotice"),
    "facts.draws": ("Draw", "DrawState", "PaidDraws", "Ticket"),
    "facts.early_access": ("EarlyAccess", "JudgedAt", "Opening"),
    "facts.evidence": ("Evidence", "EvidenceKind"),
    "facts.guarantees": ("Guarantee",),
    "facts.history": ("ShopHistory",),
    "facts.holds": ("Hold",),
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
    "facts.returns": ("ReturnCurve",),
    "facts.shops": ("Product", "Shop"),
    "facts.supply": ("Batch", "BatchState", "Supply"),
    "facts.triggers": ("AfterDelay", "AtDate", "AtPlacing", "InWindow", "OnDispatch", "OnRelease"),
    "facts.violations": ("Violation",),
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
        "deadlines",
        "delays",
        "eligibility",
        "lifecycle",
        "measuring",
        "offers",
        "overdue",
        "payments",
        "protection",
        "refunds",
        "supply",
        "window",
    ),
    "rules.access": ("FirstAccess",),
    "rules.capacity": ("Ledger",),
    "values.calendars": ("BusinessCalendar", "MON_TO_FRI", "MON_TO_SAT"),
    "values.days": ("BusinessDays", "CalendarDays", "Hours", "Minutes", "PastDays"),
    "values.errors": ("PresaleError",),
    "values.estimates": ("Estimate", "Interval"),
    "values.findings": ("Decision", "Finding", "Outcome", "Remedy"),
    "values.grounds": ("Bound", "Grounds", "Sensitivity"),
    "values.money": ("Money", "Rounding"),
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
