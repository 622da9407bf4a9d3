"""
The text for the product page, in English and Chinese.
"""

from datetime import time

import attrs
import pytest
from hypothesis import given

from tiktok_presale import BlindBox, DrawLimits, Guarantee, Money, OddsTable, boxes
from tiktok_presale.errors import UnknownLanguageError, WrongTypeError
from tiktok_presale.strategies import blind_boxes

WORTH = Money("59.00", "CNY")
ODDS = OddsTable.of(
    {"小熊": "143/144", "隐藏款": "1/144"},
    guarantee=Guarantee("隐藏款", after=3),
    values={"小熊": WORTH, "隐藏款": Money("590.00", "CNY")},
    stock={"隐藏款": 10},
)
BOX = BlindBox(
    id="p1",
    odds=ODDS,
    price=WORTH,
    shown={"product_name": "Star Animals", "kind": "vinyl toys"},
    limits=DrawLimits(draws=5, spend=Money(300, "CNY"), opens=time(8), closes=time(22)),
)
ENGLISH_PAGE = """\
Star Animals
Price of one box: 59.00 CNY
Value of what may be inside: 59.00 CNY to 590.00 CNY
What may be inside:
- 小熊: odds 143/144 (about 99.31 %), over many draws with the guarantee 41041/61777 (about \
66.43 %), value 59.00 CNY, not limited in number
- 隐藏款: odds 1/144 (about 0.69 %), over many draws with the guarantee 20736/61777 (about \
33.57 %), value 590.00 CNY, limited to 10
How it is drawn: each draw at these odds. What is sold out is no longer drawn, and its \
odds go to the rest in proportion.
Guarantee: one of these comes after 3 draws of one buyer at the latest, counted anew \
after each: 隐藏款.
Draws of one buyer: at most 5 (period in days: 1).
Spending of one buyer: at most 300.00 CNY (period in days: 1).
Draws are made from 08:00 to 22:00.
The draws follow from a seed that was committed to before the sale: ab12
kinds: vinyl toys"""
CHINESE_PAGE = """\
Star Animals
单盒售价：59.00 CNY
盒内商品价值：59.00 CNY至590.00 CNY
盒内可能的商品：
- 小熊：抽中概率143/144（约99.31%），计入保底后的综合概率\
41041/61777（约66.43%），价值59.00 CNY，不限量
- 隐藏款：抽中概率1/144（约0.69%），计入保底后的综合概率\
20736/61777（约33.57%），价值590.00 CNY，限量10件
抽取规则：每次按上述概率抽取；售罄的商品不再抽出，其概率按比例分配给其余商品。
保底规则：同一买家至多抽取3次必得以下之一，每次抽中后重新计数：隐藏款。
同一买家1天内至多抽取5次。
同一买家1天内至多消费300.00 CNY。
抽取时间为08:00至22:00。
抽取由销售前已承诺的种子决定，承诺值：ab12
商品种类：vinyl toys"""


class TestText:
    """
    What the page tells.
    """

    def test_english(self):
        """
        The whole page.
        """
        assert ENGLISH_PAGE == boxes.disclosure(BOX, "en", commitment="ab12")

    def test_chinese(self):
        """
        The same in Chinese.
        """
        assert CHINESE_PAGE == boxes.disclosure(BOX, "zh", commitment="ab12")

    def test_short(self):
        """
        A box of which nothing is told still tells its odds and how it is drawn.
        """
        box = BlindBox(id="p1", odds=OddsTable.of({"bear": 1}), price=WORTH)
        lines = boxes.disclosure(box, "en").splitlines()

        assert ["p1", "Price of one box: 59.00 CNY", "What may be inside:"] == lines[:3]
        assert "- bear: odds 100 %, not limited in number" == lines[3]
        assert 5 == len(lines)

    def test_lot(self):
        """
        A lot is drawn otherwise, and says so.
        """
        box = attrs.evolve(BOX, odds=OddsTable.from_stock({"bear": 11, "secret": 1}))

        assert "piece by piece from one lot" in boxes.disclosure(box, "en")
        assert "不放回" in boxes.disclosure(box, "zh")

    def test_ramp(self):
        """
        Rising odds are told with their first draw and their step.
        """
        rule = Guarantee("secret", after=10, ramp_from=8, step="1/20")
        odds = OddsTable.of({"bear": "9/10", "secret": "1/10"}, guarantee=rule)
        box = attrs.evolve(BOX, odds=odds)

        assert "From draw 8 of that count on, their odds rise by 1/20 (5 %)" in (
            boxes.disclosure(box, "en")
        )

    def test_unreadable_fractions(self):
        """
        A fraction that nobody can read is told as a percentage alone.
        """
        odds = attrs.evolve(ODDS, guarantee=Guarantee("隐藏款", after=72))
        lines = boxes.disclosure(attrs.evolve(BOX, odds=odds), "en").splitlines()

        assert "over many draws with the guarantee about 1.76 %, value" in lines[5]


class TestTold:
    """
    What is told counts as disclosed.
    """

    @given(blind_boxes())
    def test_all_of_it_is_in_the_text(self, box):
        """
        Every prize and everything the seller shows stands in both languages.
        """
        for language in ("en", "zh"):
            text = boxes.disclosure(box, language)

            assert all(f"- {prize.name}" in text for prize in box.odds.prizes)
            assert all(told in text for told in box.shown.values())
            assert not any(mark in text for mark in ("{", "}", "None", "box."))

    def test_faults(self):
        """
        A slip gives a sentence.
        """
        with pytest.raises(WrongTypeError, match="box must be a BlindBox"):
            boxes.disclosure(ODDS, "en")
        with pytest.raises(UnknownLanguageError, match="fr"):
            boxes.disclosure(BOX, "fr")
