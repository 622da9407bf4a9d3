"""
What tests of facts and rules share: orders in one line, and packs of the tests' own.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tiktok_presale import CalendarDays, Money, Order, OrderKind, Policy, ShipWithin
from tiktok_presale.policy.reader import parse_pack

BANGKOK = ZoneInfo("Asia/Bangkok")
PACIFIC = ZoneInfo("America/Los_Angeles")
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
SHANGHAI = ZoneInfo("Asia/Shanghai")

HEAD = """
format = 1
market = "test"
title = "A market of the tests' own"
zone = "{zone}"
currency = "{currency}"
coverage = "policy"

[sources.page]
title = "A page"
url = "https://example.org"
read = 2025-01-01
"""

FIGURE = """
[[{path}]]
from = 2025-01-01
dated = "stated"
value = {value}
source = "page"
confidence = "high"
"""

HOLIDAYS = """
[[holidays]]
year = 2025
dates = [2025-01-01, 2025-05-01]
source = "page"
"""


def own_policy(
    figures: dict[str, str], *, zone: str = "UTC", currency: str = "USD", holidays: str = ""
) -> Policy:
    """
    A policy of the test's own, from figures written as in a pack.
    """
    text = HEAD.format(zone=zone, currency=currency)
    text += "".join(FIGURE.format(path=path, value=value) for path, value in figures.items())
    pack = parse_pack((text + holidays).encode(), "test.toml")
    return Policy.in_force(pack, on=date(2025, 6, 1))


def in_force(market: str, year: int, month: int, day: int) -> Policy:
    """
    The rules of a market on a day.
    """
    return Policy.in_force(market, on=date(year, month, day))


def an_order(**fields: object) -> Order:
    """
    A pre-order of 15 days, placed in Bangkok on 1 January 2026, with *fields* in place of its own.
    """
    ours: dict[str, object] = {
        "id": "o1",
        "kind": OrderKind.PRE_ORDER,
        "placed_at": datetime(2026, 1, 1, 9, tzinfo=BANGKOK),
        "promise": ShipWithin(CalendarDays(15)),
        "total": Money("899.00", "THB"),
    }
    return Order(**{**ours, **fields})


def utc_noon(day: date, *, days: int = 0) -> datetime:
    """
    Noon in UTC, so many days after *day*.
    """
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=days)
