"""
Presale (pre-order) rules as code, TikTok Shop first.

May this shop open presale, is this promise allowed, when is this order due, what does lateness
cost, how many units may be sold? Every answer carries its reasons, the rule and the source behind
each, and what would change it. Rules are dated data; functions are pure; the clock is an argument.

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
    from tiktok_presale.facts.causes import Cause, Fault
    from tiktok_presale.facts.history import ShopHistory
    from tiktok_presale.facts.life import OrderLife, OrderState
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
    from tiktok_presale.facts.shops import Product, Shop
    from tiktok_presale.facts.triggers import (
        AfterDelay,
        AtDate,
        AtPlacing,
        InWindow,
        OnDispatch,
        OnRelease,
    )
    from tiktok_presale.policy.book import read_pack
    from tiktok_presale.policy.figures import Change, Figure
    from tiktok_presale.policy.pack import Pack
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules import (
        baskets,
        caps,
        deadlines,
        eligibility,
        lifecycle,
        overdue,
        payments,
        refunds,
        window,
    )
    from tiktok_presale.values.calendars import MON_TO_FRI, MON_TO_SAT, BusinessCalendar
    from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, Minutes, PastDays
    from tiktok_presale.values.errors import PresaleError
    from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
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
    "MON_TO_FRI",
    "MON_TO_SAT",
    "Advance",
    "AfterDelay",
    "ApplicationStage",
    "AtDate",
    "AtPlacing",
    "Authorisation",
    "BusinessCalendar",
    "BusinessDays",
    "CalendarDays",
    "Cause",
    "Change",
    "Component",
    "Confidence",
    "DeadlineName",
    "Decision",
    "DeliveredDeadlines",
    "Earnest",
    "Event",
    "Fault",
    "Figure",
    "Finding",
    "Hours",
    "InWindow",
    "Minutes",
    "Money",
    "OnDispatch",
    "OnRelease",
    "OneOf",
    "Order",
    "OrderKind",
    "OrderLife",
    "OrderState",
    "Outcome",
    "Pack",
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
    "Product",
    "Promise",
    "Range",
    "Rate",
    "ReleaseOn",
    "Remedy",
    "Rounding",
    "Share",
    "ShipWithin",
    "Shop",
    "ShopHistory",
    "Source",
    "Stage",
    "Terms",
    "Weekday",
    "baskets",
    "caps",
    "deadlines",
    "eligibility",
    "errors",
    "lifecycle",
    "overdue",
    "payments",
    "read_pack",
    "refunds",
    "window",
]

# Where each name lives. What lives at the top or under rules is a module of that name.
_HOMES = {
    "": ("errors",),
    "facts.causes": ("Cause", "Fault"),
    "facts.history": ("ShopHistory",),
    "facts.life": ("OrderLife", "OrderState"),
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
    "facts.shops": ("Product", "Shop"),
    "facts.triggers": ("AfterDelay", "AtDate", "AtPlacing", "InWindow", "OnDispatch", "OnRelease"),
    "policy.book": ("read_pack",),
    "policy.figures": ("Change", "Figure"),
    "policy.pack": ("Pack",),
    "policy.policy": ("Policy",),
    "rules": (
        "baskets",
        "caps",
        "deadlines",
        "eligibility",
        "lifecycle",
        "overdue",
        "payments",
        "refunds",
        "window",
    ),
    "values.calendars": ("MON_TO_FRI", "MON_TO_SAT", "BusinessCalendar"),
    "values.days": ("BusinessDays", "CalendarDays", "Hours", "Minutes", "PastDays"),
    "values.errors": ("PresaleError",),
    "values.findings": ("Decision", "Finding", "Outcome", "Remedy"),
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
