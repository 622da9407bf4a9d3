"""
Videos and what they claim: sound from birth, exact in time, readable in both languages.
"""

from datetime import UTC, date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    DeadlineClaim,
    DiscountClaim,
    DispatchClaim,
    Money,
    OddsClaim,
    Period,
    PriceClaim,
    SaleRecord,
    Seen,
    Shot,
    StockClaim,
    StockForm,
    VideoPlan,
)
from tiktok_presale.errors import (
    NaiveTimeError,
    OutOfRangeError,
    UnknownLanguageError,
    WrongTypeError,
)
from tiktok_presale.facts.videos import milliseconds, seconds

AT = datetime(2026, 2, 20, 12, tzinfo=UTC)


def a_shot(**fields):
    """
    A shot of the first three seconds, with *fields* in place of its own.
    """
    return Shot(**{"starts": 0, "ends": 3, "seen": Seen.IMPACT, **fields})


def a_plan(**fields):
    """
    A plan of one shot, with *fields* in place of its own.
    """
    ours = {"offer": "of1", "language": "en", "length": 15, "shots": [a_shot()]}
    return VideoPlan(**{**ours, **fields})


class TestSeconds:
    """
    Times are exact seconds, to the millisecond.
    """

    @pytest.mark.parametrize(
        ("given_", "expected"),
        [(3, "3"), ("2.5", "2.5"), (Decimal("0.001"), "0.001"), ("3.000", "3"), ("1e1", "10")],
    )
    def test_read(self, given_, expected):
        """
        Numbers and text are read, and written as short as they can be.
        """
        assert expected == str(seconds("starts", given_))

    @pytest.mark.parametrize("given_", [1.5, True, None, b"1"])
    def test_other_types(self, given_):
        """
        Floats and what is no number are refused.
        """
        with pytest.raises(WrongTypeError, match="exact seconds"):
            seconds("starts", given_)

    @pytest.mark.parametrize(
        "given_", ["soon", "-1", "NaN", "Infinity", "86401", "0.0001", "1e-999999", "1e999999"]
    )
    def test_impossible(self, given_):
        """
        What is no time of a video is refused.
        """
        with pytest.raises(OutOfRangeError):
            seconds("starts", given_)

    @given(st.integers(0, 86_400_000), st.integers(1, 6))
    def test_no_context_rounds(self, count, precision):
        """
        Seconds are exact whatever the precision of the caller's decimals is.
        """
        with localcontext() as context:
            context.prec = precision
            found = milliseconds(count)

        assert Fraction(count, 1_000) == Fraction(found)
        assert found == seconds("starts", str(found))


class TestShot:
    """
    A shot takes time and shows something.
    """

    def test_lasts(self):
        """
        The length is the difference, exactly.
        """
        assert Decimal("0.7") == a_shot(starts="0.1", ends="0.8").lasts

    @pytest.mark.parametrize("ends", [0, "0.0"])
    def test_no_time(self, ends):
        """
        A shot that takes no time is refused.
        """
        with pytest.raises(OutOfRangeError, match="after the start"):
            a_shot(ends=ends)

    def test_seen(self):
        """
        What is seen is kept once, in the order of the words; one may be given alone.
        """
        several = a_shot(seen=["offer", Seen.IMPACT, "offer"])

        assert (Seen.IMPACT, Seen.OFFER) == several.seen
        assert (Seen.DEMO,) == a_shot(seen="demo").seen
        assert several.shows(Seen.CALL, Seen.OFFER)
        assert not several.shows(Seen.CALL)

    @pytest.mark.parametrize("seen", ["explosion", 3, [3]])
    def test_unknown_words(self, seen):
        """
        A word that is none of them is refused with the list.
        """
        with pytest.raises(WrongTypeError, match="pain_shown"):
            a_shot(seen=seen)

    def test_nothing_seen(self):
        """
        A shot shows something.
        """
        with pytest.raises(OutOfRangeError, match=r"Seen\.OTHER"):
            a_shot(seen=[])

    @pytest.mark.parametrize("field", ["said", "shown"])
    def test_texts(self, field):
        """
        Words are text.
        """
        with pytest.raises(WrongTypeError, match=field):
            a_shot(**{field: None})


class TestVideoPlan:
    """
    The shots of a plan fit together.
    """

    def test_first(self):
        """
        The first shot of a kind is found; None where there is none.
        """
        plan = a_plan()

        assert plan.shots[0] == plan.first(Seen.OFFER, Seen.IMPACT)
        assert plan.first(Seen.OFFER) is None

    def test_gaps(self):
        """
        Shots need not follow at once, and a plan needs none.
        """
        assert 2 == len(a_plan(shots=[a_shot(), a_shot(starts=9, ends=15)]).shots)
        assert () == a_plan(shots=[]).shots

    @pytest.mark.parametrize(
        "shots",
        [
            [a_shot(), a_shot(starts=2, ends=4)],
            [a_shot(starts=5, ends=6), a_shot()],
            [a_shot(ends="15.001")],
        ],
        ids=["over one another", "out of order", "over the end"],
    )
    def test_shots_that_do_not_fit(self, shots):
        """
        Shots that overlap, are out of order or run over the length are refused.
        """
        with pytest.raises(OutOfRangeError):
            a_plan(shots=shots)

    @pytest.mark.parametrize("language", ["fr", "", None, ["en"]])
    def test_language(self, language):
        """
        A language without texts is refused.
        """
        with pytest.raises(UnknownLanguageError):
            a_plan(language=language)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("offer", ""),
            ("shots", "shots"),
            ("shots", 3),
            ("shots", ["shot"]),
            ("caption", None),
            ("hashtags", "presale"),
            ("hashtags", [""]),
            ("claims", "all"),
            ("claims", 3),
            ("claims", ["today only"]),
            ("original", "yes"),
        ],
    )
    def test_other_types(self, field, value):
        """
        A field of another type is refused by name.
        """
        with pytest.raises(WrongTypeError, match=field):
            a_plan(**{field: value})

    def test_table(self):
        """
        The shot list is a table, whose cells no text can break.
        """
        plan = a_plan(shots=[a_shot(said="a|b\nc\\", shown="<b>")], language="zh")
        lines = plan.to_markdown().splitlines()

        assert "| 时间 | 画面 | 口播 | 字幕 |" == lines[0]
        assert r"| 0至3秒 | 视觉冲击 | a\|b c\\ | <b> |" == lines[2]
        assert "| Seconds |" in plan.to_markdown("en")
        assert "&lt;b&gt;" in plan._repr_html_()
        assert "of1" in plan._repr_html_()

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_word_has_a_name(self, language):
        """
        Whatever is seen has a name in both languages.
        """
        shown = a_plan(shots=[a_shot(seen=list(Seen))]).to_markdown(language)

        assert not [one for one in Seen if "_" in one and one in shown]
        assert (language == "zh") == ("优惠信息" in shown)


class TestSaleRecord:
    """
    What is known of a sale besides its offer.
    """

    def test_nothing(self):
        """
        Nothing need be known.
        """
        assert (None, None, ()) == (SaleRecord().sold, SaleRecord().was, SaleRecord().ends_told)

    @pytest.mark.parametrize(
        ("field", "value", "error"),
        [
            ("sold", -1, OutOfRangeError),
            ("sold", "5", WrongTypeError),
            ("was", Money(0, "USD"), OutOfRangeError),
            ("was", 5, WrongTypeError),
            ("ends_told", [date(2026, 1, 1)], WrongTypeError),
            ("ends_told", [datetime(2026, 1, 1)], NaiveTimeError),
        ],
    )
    def test_impossible(self, field, value, error):
        """
        What cannot be is refused.
        """
        with pytest.raises(error):
            SaleRecord(**{field: value})


CLAIMS = [
    (DeadlineClaim(), "the offer is limited in time", "优惠限时"),
    (DeadlineClaim.at(AT), "the sale ends at 2026-02-20 12:00:00+00:00", None),
    (DeadlineClaim(Period(AT.replace(hour=0), AT)), "the sale ends between", "之间结束"),
    (StockClaim(StockForm.LEFT), "few units are left", "所剩不多"),
    (StockClaim("left", 1_000), "1,000 units are left", "剩余1,000件"),
    (StockClaim(StockForm.IN_ALL), "the units are limited", "数量有限"),
    (StockClaim(StockForm.IN_ALL, 5), "there are 5 units in all", "总共5件"),
    (StockClaim(StockForm.ON_HAND), "it is in stock", "有现货"),
    (PriceClaim(Money("9.90", "USD")), "it costs 9.90 USD", "售价9.90 USD"),
    (DiscountClaim("0.3"), "30 % off", "优惠30%"),
    (DispatchClaim(BusinessDays(2)), "it ships within 2 business days", "2个工作日内发货"),
    (DispatchClaim(date(2026, 3, 1)), "it ships on 2026-03-01", "2026-03-01发货"),
    (DispatchClaim(CalendarDays(1), arrives=True), "it arrives within 1 calendar day", "送达"),
    (DispatchClaim(date(2026, 3, 1), arrives=True), "it arrives on 2026-03-01", "送达"),
    (OddsClaim(), "it is a sure win", "必中"),
    (OddsClaim("1/100"), "it is won with odds of 1 %", "中奖概率1%"),
]


class TestClaims:
    """
    A claim is a value that reads as a clause.
    """

    @pytest.mark.parametrize(("claim", "english", "chinese"), CLAIMS)
    def test_words(self, claim, english, chinese):
        """
        Each can be said in both languages.
        """
        assert str(claim).startswith(english)
        assert (chinese or "结束") in claim.in_words("zh")

    @pytest.mark.parametrize(
        "make",
        [
            lambda: DeadlineClaim(AT),
            lambda: StockClaim("some"),
            lambda: StockClaim("left", "5"),
            lambda: PriceClaim(5),
            lambda: DiscountClaim(None),
            lambda: DispatchClaim(3),
            lambda: DispatchClaim(AT),
            lambda: DispatchClaim(CalendarDays(1), arrives=None),
        ],
        ids=map(str, range(9)),
    )
    def test_other_types(self, make):
        """
        A field of another type is refused.
        """
        with pytest.raises(WrongTypeError):
            make()

    @pytest.mark.parametrize(
        "make",
        [
            lambda: StockClaim("left", -1),
            lambda: DiscountClaim(0),
            lambda: DiscountClaim("1.01"),
            lambda: OddsClaim(0),
            lambda: OddsClaim(2),
        ],
        ids=map(str, range(9)),
    )
    def test_impossible(self, make):
        """
        What cannot be is refused.
        """
        with pytest.raises(OutOfRangeError):
            make()
