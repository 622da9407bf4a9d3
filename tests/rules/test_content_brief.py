"""
A brief has F12's three elements at their times, and the offer's own words.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from rules.filming import CLOSES, DAY, HARMLESS, OPENS, TH, US, an_offer, codes
from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    DeadlineClaim,
    DispatchClaim,
    Money,
    Period,
    PriceClaim,
    ReleaseOn,
    Seen,
    ShipWithin,
    content,
)
from tiktok_presale.errors import (
    NaiveTimeError,
    OutOfRangeError,
    UnknownLanguageError,
    WrongTypeError,
)


def a_brief(offer=None, *, policy=TH, language="en", at=OPENS, **arguments):
    """
    A brief for the good offer.
    """
    return content.brief(offer or an_offer(), policy, language=language, at=at, **arguments)


class TestTimes:
    """
    F12: the impact in the first three seconds, and the rest in order behind it.
    """

    @pytest.mark.parametrize(
        ("length", "ends"),
        [
            (15, ["3", "6", "10", "13", "15"]),
            (30, ["3", "9.7", "18.7", "25.5", "30"]),
            (60, ["3", "17.2", "36.2", "50.5", "60"]),
            (6, ["3", "3.7", "4.7", "5.5", "6"]),
            ("20.125", ["3", "7.2", "12.9", "17.2", "20.125"]),
        ],
    )
    def test_lengths(self, length, ends):
        """
        What is left after the hook is divided 1/4, 1/3, 1/4 and 1/6, on tenths of a second.
        """
        brief = a_brief(length=length)

        assert ends == [str(shot.ends) for shot in brief.shots]
        assert [Decimal(0), *map(Decimal, ends[:-1])] == [shot.starts for shot in brief.shots]

    def test_seen(self):
        """
        Each shot has its part.
        """
        seen = [shot.seen for shot in a_brief().shots]

        assert [
            (Seen.IMPACT,),
            (Seen.PAIN_SHOWN,),
            (Seen.PAIN_SOLVED, Seen.DEMO),
            (Seen.OFFER,),
            (Seen.NOTICE, Seen.CALL),
        ] == seen

    def test_hook(self):
        """
        Another hook moves every cut.
        """
        brief = a_brief(length=15, hook=5)

        assert ["5", "7.5", "10.8", "13.3", "15"] == [str(shot.ends) for shot in brief.shots]

    @pytest.mark.parametrize(("length", "hook"), [(5, 3), ("5.999", 3), (30, 16), (30, 0)])
    def test_too_short(self, length, hook):
        """
        A video shorter than twice the hook has no room for the rest.
        """
        with pytest.raises(OutOfRangeError):
            a_brief(length=length, hook=hook)


class TestWords:
    """
    Presale, price, dispatch and the end of the sale come from the offer, by the market's clocks.
    """

    def test_english(self):
        """
        In English.
        """
        brief = a_brief()

        assert (
            "Presale price 899.00 THB. The presale ends on 20 February 2026 at 19:00 (UTC+07:00)."
        ) == brief.shots[3].said
        assert "Pre-order: ships within 10 days. Tap to pre-order." == brief.shots[4].said
        assert ("presale",) == brief.hashtags

    def test_chinese(self):
        """
        In Chinese.
        """
        brief = a_brief(language="zh")

        assert "预售价899.00 THB，活动2026年2月20日19:00（时区+07:00）截止。" == brief.shots[3].said
        assert "预售商品将在10天内发货。点击下方预订。" == brief.shots[4].said
        assert ("预售",) == brief.hashtags

    def test_claims(self):
        """
        What the settled words claim is kept as values.
        """
        released = a_brief(an_offer(promise=ReleaseOn(date(2026, 3, 12))))

        assert (
            DeadlineClaim.at(CLOSES),
            PriceClaim(Money("899.00", "THB")),
            DispatchClaim(CalendarDays(10)),
        ) == a_brief().claims
        assert DispatchClaim(date(2026, 3, 12)) == released.claims[2]

    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize(
        "promise",
        [
            ShipWithin(CalendarDays(1)),
            ShipWithin(BusinessDays(7)),
            ReleaseOn(date(2026, 3, 12)),
            ReleaseOn(date(2026, 3, 12), zone="America/New_York"),
        ],
        ids=repr,
    )
    def test_filled(self, language, promise):
        """
        Filled with words that claim nothing, it passes.
        """
        offer = an_offer(promise=promise, price=Money("30", "USD"))
        plan = a_brief(offer, policy=US, language=language).fill(HARMLESS[language])

        assert content.check(plan, offer, US, at=OPENS).allowed

    def test_unfilled(self):
        """
        With its blanks it fails, at each of them.
        """
        brief = a_brief()
        plan = brief.plan(list(brief.shots), original=True)
        decision = content.check(plan, brief.offer, TH, at=OPENS)

        assert ["content.blank"] * 3 == codes(decision)
        assert [1, 2, 3] == [one.params["place"].shot for one in decision.failures]
        assert content.BLANKS == tuple(brief.blanks)

    @pytest.mark.parametrize(
        "texts", [{}, {"impact": "a"}, {**HARMLESS["en"], "more": "a"}, {1: "a"}]
    )
    def test_other_blanks(self, texts):
        """
        Every blank is filled, and nothing else.
        """
        with pytest.raises(OutOfRangeError, match="impact, pain, solution"):
            a_brief().fill(texts)

    @pytest.mark.parametrize("texts", [[], None, {**HARMLESS["en"], "pain": ""}])
    def test_no_texts(self, texts):
        """
        Texts are a mapping of texts.
        """
        with pytest.raises(WrongTypeError, match="texts"):
            a_brief().fill(texts)


class TestGrounds:
    """
    A brief carries its inputs and the limits that bind it.
    """

    def test_bounds(self):
        """
        The first seconds and the end of the sale bind.
        """
        brief = a_brief()

        assert ["content.hook", "content.end"] == [one.code for one in brief.grounds.binding]
        assert Decimal(30) == brief.grounds.inputs["length"]
        assert () == brief.grounds.findings

    def test_sale_that_is_over(self):
        """
        A brief for a sale that is over says so.
        """
        brief = a_brief(at=CLOSES + DAY)

        assert ["content.over"] == [one.code for one in brief.grounds.findings]

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_shown(self, language):
        """
        It can be read as text, as Markdown and as a table, in either language.
        """
        brief = a_brief(language=language)

        assert brief.caption in brief.explain()
        assert brief.explain(language) == str(brief)
        assert brief.to_markdown().splitlines()[-1].endswith(f"#{brief.hashtags[0]}")
        assert 5 == brief._repr_html_().count("<tr><td>")
        assert "3 seconds" in brief.explain("en")


class TestArguments:
    """
    Input that makes no sense is an error.
    """

    @pytest.mark.parametrize(
        ("field", "value"),
        [("offer", None), ("policy", "th"), ("at", "now"), ("length", 30.0), ("hook", None)],
    )
    def test_other_types(self, field, value):
        """
        Each argument is refused by name.
        """
        given = {"offer": an_offer(), "policy": TH, "language": "en", "at": OPENS, field: value}

        with pytest.raises(WrongTypeError, match=field):
            content.brief(given.pop("offer"), given.pop("policy"), **given)

    def test_language(self):
        """
        A language without texts is refused.
        """
        with pytest.raises(UnknownLanguageError):
            a_brief(language="fr")

    def test_naive(self):
        """
        An instant has a zone.
        """
        with pytest.raises(NaiveTimeError):
            a_brief(at=datetime(2026, 2, 10))

    def test_minute_of_the_end(self):
        """
        Seconds of the end are left out of the words, and the words stay true.
        """
        sale = Period(OPENS, datetime(2026, 2, 20, 16, 59, 59, 500_000, tzinfo=UTC))
        offer = an_offer(sale=sale)
        plan = a_brief(offer).fill(HARMLESS["en"], original=True)

        assert "at 23:59 (" in plan.caption
        assert content.check(plan, offer, TH, at=OPENS).allowed
        assert attrs.evolve(plan, caption="") != plan
