"""
The made-up policies that the benchmarks ask: markets with a working week, holidays and a charge.

They are written as packs, so that ours goes the way of any policy of a user's own. Their figures
are those of no market: a number of days to dispatch, and a charge of five per cent for each late
order, at least 1.00 and at most 10.00. All amounts are in one currency, so that they add up.
"""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from holiday_dates import HOLIDAYS

if TYPE_CHECKING:
    from tiktok_presale import Policy

NEW_YORK = "America/New_York"
FIRST, LAST = date(2024, 12, 1), date(2027, 1, 31)

# The name of each market, its zone, the country of its holidays, and its business days.
MARKETS = (
    ("east", NEW_YORK, "US", 3),
    ("thailand", "Asia/Bangkok", "TH", 2),
    ("britain", "Europe/London", "GB", 3),
    ("brazil", "America/Sao_Paulo", "BR", 4),
)

HEAD = """
format = 1
market = "{market}"
title = "A market made up for measuring"
zone = "{zone}"
currency = "USD"
coverage = "policy"

[sources.made-up]
title = "Made up for measuring"
url = ""
read = 2026-01-01
"""

FIGURES = """
[[calendar.week]]
from = 2024-01-01
dated = "stated"
value = ["mon", "tue", "wed", "thu", "fri"]
source = "made-up"
confidence = "high"

[[deadlines.standard.dispatch]]
from = 2024-01-01
dated = "stated"
value = {{ event = "dispatch", anchor = "placed", days = {days}, unit = "{unit}" }}
source = "made-up"
confidence = "high"

[[overdue.charges.late_dispatch]]
from = 2024-01-01
dated = "stated"
value = {{ {charge} }}
source = "made-up"
confidence = "high"
"""

CHARGE = (
    'trigger = "late", payee = "platform", rate = 0.05, base = "order", rounding = "half_up"',
    'floor = { amount = "1.00", currency = "USD" }',
    'ceiling = { amount = "10.00", currency = "USD" }',
)

YEAR = """
[[holidays]]
year = {year}
dates = [{dates}]
source = "made-up"
"""


def holidays_of(country: str) -> list[date]:
    """
    The public holidays of a country on weekdays, 2024 to 2027.
    """
    return [
        date.fromisoformat(f"{year}-{day}")
        for year, days in HOLIDAYS[country]
        for day in days.split()
    ]


@cache
def made_up(market: str, zone: str, country: str, days: int, unit: str) -> "Policy":
    """
    A policy of a market that counts so many days.
    """
    # Only a row of ours imports the library, so that its memory is counted there.
    from tiktok_presale import Policy  # noqa: PLC0415
    from tiktok_presale.policy.reader import parse_pack  # noqa: PLC0415

    years = "".join(
        YEAR.format(year=year, dates=", ".join(f"{year}-{day}" for day in listed.split()))
        for year, listed in HOLIDAYS[country]
    )
    figures = FIGURES.format(days=days, unit=unit, charge=", ".join(CHARGE))
    text = HEAD.format(market=market, zone=zone) + figures + years
    return Policy.in_force(parse_pack(text.encode(), f"{market}.toml"), on=date(2024, 12, 1))


def days_policy(days: int, unit: str) -> "Policy":
    """
    New York, with so many days of one unit: "calendar_days" or "business_days".
    """
    return made_up("east", NEW_YORK, "US", days, unit)


def four_markets() -> "tuple[Policy, ...]":
    """
    Four markets, each with business days of its own.
    """
    return tuple(made_up(*market, "business_days") for market in MARKETS)
