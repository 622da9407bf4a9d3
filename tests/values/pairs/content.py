"""
Pairs of videos, their claims, and answers on them.
"""

from datetime import UTC, datetime

import attrs

from rules.filming import OPENS, TH, a_plan, an_offer
from tiktok_presale import (
    CalendarDays,
    DeadlineClaim,
    DiscountClaim,
    DispatchClaim,
    Money,
    OddsClaim,
    PriceClaim,
    SaleRecord,
    StockClaim,
    StockForm,
    content,
)
from tiktok_presale.rules.content import ContentRequest, FoundClaim, Place, Topic, Written

PLAN = a_plan()
BRIEF = content.brief(an_offer(), TH, language="en", at=OPENS, length=15)
REPLY = content.read("{}", BRIEF, TH, at=OPENS)

PAIRS = (
    (DeadlineClaim.at(datetime(2026, 1, 1, tzinfo=UTC)), DeadlineClaim()),
    (StockClaim(StockForm.LEFT, 3), StockClaim(StockForm.IN_ALL, 3)),
    (PriceClaim(Money(1, "THB")), PriceClaim(Money(1, "USD"))),
    (DiscountClaim("0.3"), DiscountClaim("0.4")),
    (DispatchClaim(CalendarDays(3)), DispatchClaim(CalendarDays(3), arrives=True)),
    (OddsClaim("1/100"), OddsClaim()),
    (PLAN.shots[0], PLAN.shots[1]),
    (PLAN, attrs.evolve(PLAN, original=None)),
    (SaleRecord(sold=3), SaleRecord()),
    (Place("said", 2, "only 3 left"), Place("caption")),
    (
        FoundClaim(Topic.LEFT, "only 3 left", StockClaim(StockForm.LEFT, 3)),
        FoundClaim(Topic.LEFT, "only 3 left", None),
    ),
    (BRIEF, attrs.evolve(BRIEF, caption="")),
    (ContentRequest(BRIEF), ContentRequest(BRIEF, REPLY.refusals)),
    (REPLY, content.read("[]", BRIEF, TH, at=OPENS)),
    (Written((REPLY,)), Written(())),
)
