"""
What tests of content share: an offer, a good plan for it, and words that claim nothing.
"""

from datetime import UTC, datetime, timedelta

import attrs

from rules.making import in_force
from tiktok_presale import CalendarDays, Money, Offer, PaymentPlan, Period, ShipWithin, content

OPENS = datetime(2026, 2, 10, 5, tzinfo=UTC)  # noon in Bangkok
CLOSES = datetime(2026, 2, 20, 12, tzinfo=UTC)  # 19:00 in Bangkok
DAY = timedelta(days=1)
TH = in_force("th", 2026, 2, 10)
US = in_force("us", 2026, 2, 10)

HARMLESS = {
    "en": {
        "impact": "Hear that crunch?",
        "pain": "Warm drinks, all summer long.",
        "solution": "Press once, and watch.",
    },
    "zh": {
        "impact": "听这声音！",
        "pain": "夏天的饮料总是不够冰。",
        "solution": "轻轻一按，看好了。",
    },
}


def an_offer(**fields):
    """
    A Thai offer of 10 days, sold from 10 to 20 February 2026, with *fields* in place of its own.
    """
    ours = {
        "id": "of1",
        "sku": "ice crusher",
        "price": Money("899.00", "THB"),
        "plan": PaymentPlan.full(),
        "promise": ShipWithin(CalendarDays(10)),
        "sale": Period(OPENS, CLOSES),
    }
    return Offer(**{**ours, **fields})


def a_plan(offer=None, *, language="en", policy=TH, extra="", original=True, **fields):
    """
    A good plan for an offer, with *extra* words said in the third shot, and *fields* of its own.
    """
    brief = content.brief(offer or an_offer(), policy, language=language, at=OPENS, length=15)
    texts = dict(HARMLESS[language])
    texts["solution"] += " " + extra
    return attrs.evolve(brief.fill(texts, original=original), **fields)


def codes(decision, outcome="failures"):
    """
    The codes of the findings of one outcome.
    """
    return [finding.code for finding in getattr(decision, outcome)]


def checked(extra="", *, offer=None, policy=TH, at=OPENS, record=None, **fields):
    """
    The decision on a good plan with *extra* words.
    """
    offer = offer or an_offer()
    plan = a_plan(offer, policy=policy, extra=extra, **fields)
    return content.check(plan, offer, policy, at=at, record=record)
