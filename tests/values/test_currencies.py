"""
The table of currencies, against packages that carry the lists of others.
"""

from __future__ import annotations

import pytest

from tiktok_presale.values._currencies import EXPONENTS

# The currencies of the markets whose rules come with the library, and three to compare with.
MARKETS = {"USD": 2, "THB": 2, "VND": 0, "PHP": 2, "MYR": 2, "SGD": 2, "CNY": 2, "GBP": 2, "EUR": 2}
OTHERS = {"JPY": 0, "KRW": 0, "KWD": 3}


def test_decimals_of_the_markets():
    """
    Dong and yen have no decimals, baht two, dinar three.
    """
    assert MARKETS | OTHERS == {code: EXPONENTS[code] for code in MARKETS | OTHERS}


def test_codes_have_three_capital_letters():
    """
    The table holds codes of the form of ISO 4217, each once.
    """
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in EXPONENTS)


def test_table_is_the_maintenance_agency_list():
    """
    The whole table equals List One as the `iso4217` package carries it.
    """
    iso4217 = pytest.importorskip("iso4217")
    listed = {entry.code: entry.exponent for entry in iso4217.Currency}

    assert {code: places for code, places in listed.items() if places is not None} == EXPONENTS


@pytest.mark.parametrize("code", [*MARKETS, *OTHERS])
def test_cldr_agrees(code):
    """
    The decimals of the markets' currencies are those of the Unicode tables too.
    """
    numbers = pytest.importorskip("babel.numbers")

    assert numbers.get_currency_precision(code) == EXPONENTS[code]
