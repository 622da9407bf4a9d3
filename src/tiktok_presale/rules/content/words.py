"""
The words by which claims are found in a text: the table `words.toml`, made into patterns.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from tiktok_presale.values._currencies import EXPONENTS

__all__ = ["CURRENCY_WORDS", "MONTHS", "MULTIPLES", "NUMBERS", "SHARED", "Topic", "compiled"]


class Topic(StrEnum):
    """
    What a pattern finds, which tells how its numbers are read.
    """

    ENDS_TODAY = "ends_today"
    ENDS_TOMORROW = "ends_tomorrow"
    ENDS_SOON = "ends_soon"
    ENDS_IN = "ends_in"
    ENDS_ON = "ends_on"
    LIMITED_TIME = "limited_time"
    LEFT = "left"
    FEW_LEFT = "few_left"
    IN_ALL = "in_all"
    LIMITED_UNITS = "limited_units"
    ON_HAND = "on_hand"
    PRICE = "price"
    PERCENT_OFF = "percent_off"
    TENTHS = "tenths"
    HALF = "half"
    SHIPS_WITHIN = "ships_within"
    SHIPS_TODAY = "ships_today"
    SHIPS_TOMORROW = "ships_tomorrow"
    SHIPS_ON = "ships_on"
    ARRIVES_WITHIN = "arrives_within"
    ARRIVES_TODAY = "arrives_today"
    ARRIVES_TOMORROW = "arrives_tomorrow"
    SURE_WIN = "sure_win"
    ODDS = "odds"
    ONE_IN = "one_in"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}

MULTIPLES = {"dozen": 12, "hundred": 100, "thousand": 1_000}

# Signs and words of currencies; longer ones stand before those that they end in.
CURRENCY_WORDS = {
    "us$": "USD", "s$": "SGD", "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "c$": "CAD", "r$": "BRL",
    "mx$": "MXN", "$": "$", "€": "EUR", "£": "GBP", "฿": "THB", "₫": "VND", "₱": "PHP", "¥": "¥",
    "rmb": "CNY", "rm": "MYR", "rp": "IDR", "dollars": "$", "dollar": "$", "bucks": "$",
    "euros": "EUR", "euro": "EUR", "pounds": "GBP", "baht": "THB", "dong": "VND", "yuan": "CNY",
    "yen": "JPY", "ringgit": "MYR", "rupiah": "IDR", "pesos": "PHP", "美元": "USD", "美金": "USD",
    "刀": "$", "新加坡元": "SGD", "新币": "SGD", "港元": "HKD", "港币": "HKD", "欧元": "EUR",
    "英镑": "GBP", "日元": "JPY", "泰铢": "THB", "越南盾": "VND", "印尼盾": "IDR", "令吉": "MYR",
    "马币": "MYR", "比索": "PHP", "人民币": "CNY", "元": "元", "块": "CNY",
}  # fmt: skip
# What a sign can mean that several currencies share; the first where the goods are in none of them.
SHARED: dict[str, tuple[str, ...]] = {
    "$": ("USD", "SGD", "HKD", "TWD", "AUD", "CAD", "NZD", "MXN"),
    "¥": ("CNY", "JPY"),
    "元": ("CNY", "HKD", "TWD", "SGD", "USD", "JPY"),
}
# Codes of currencies that are English words too: "TOP 10" is no price.
_ALSO_WORDS = frozenset(
    ("ALL", "AMD", "ANG", "BAM", "BOB", "COP", "CUP", "GEL", "MAD", "MOP", "PEN", "RON", "SOS")
) | {"TOP", "TRY"}

_PART = re.compile("«([a-z_]+)(?::([a-z0-9]+))?»")


def _parts(written: dict[str, str]) -> dict[str, str]:
    """
    The parts that patterns are made of: those of the table, and those that other tables give.
    """
    months = "|".join(f"{name[:3].lower()}(?:{name[3:].lower()})?" for name in MONTHS)
    words, many = "|".join(NUMBERS), "|".join(MULTIPLES)
    signs = sorted(CURRENCY_WORDS, key=len, reverse=True)
    return {
        **written,
        "n": rf"(?P<n>\d[\d,]{{0,14}}|(?:(?:a|{words}) )?(?:{many})|{words})(?![\d%])",
        "month": f"(?P<«:»>{months})",
        "signs": "|".join(map(re.escape, signs)),
        "codes": "|".join(sorted(EXPONENTS.keys() - _ALSO_WORDS)),
    }


def _filled(pattern: str, parts: dict[str, str]) -> str:
    """
    A pattern with its parts put in; what follows a colon names the groups of the part.
    """
    while found := _PART.search(pattern):
        name, group = found.groups()
        part = parts[name].replace("«:»", group or "")
        pattern = pattern[: found.start()] + part + pattern[found.end() :]
    return pattern


@cache
def compiled() -> tuple[tuple[Topic, re.Pattern[str]], ...]:
    """
    The patterns, compiled at the first use; codes of currencies are told from words by their case.
    """
    # A process that checks no content does not pay for what reads the table.
    import tomllib  # noqa: PLC0415
    from importlib.resources import files  # noqa: PLC0415

    text = files("tiktok_presale.rules.content").joinpath("words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    parts = _parts(table["parts"])
    return tuple(
        (Topic(topic), re.compile(_filled(pattern, parts), 0 if kind == "code" else re.IGNORECASE))
        for topic, kinds in table["patterns"].items()
        for kind, patterns in kinds.items()
        for pattern in patterns
    )
