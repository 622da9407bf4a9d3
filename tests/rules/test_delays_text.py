"""
The notice of delay as the buyer reads it.
"""

import gettext
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tiktok_presale
from tiktok_presale import DelayHistory, Policy, delays
from tiktok_presale.errors import UnknownLanguageError, WrongTypeError
from tiktok_presale.rules.delays import Standing, Told
from tiktok_presale.strategies import delays_in_days

ON = date(2026, 2, 20)
ZONE = ZoneInfo("America/New_York")
DUE = datetime(2026, 3, 1, 23, 59, 59, tzinfo=ZONE)
AT = datetime(2026, 2, 20, 9, tzinfo=ZONE)
OPEN = DelayHistory(due=DUE)
NAMES = ("law-us", "law-eu", "law-uk", "law-cn", "law-jp", "th")
US, EU, UK, CN, JP, TH = (Policy.in_force(name, on=ON) for name in NAMES)
LOCALE = Path(tiktok_presale.__file__).parent / "values" / "locale"
BOTH = pytest.mark.parametrize("language", ["en", "zh"])


def written(new_date, law, language, *, history=OPEN, at=AT, reason=None, paid_at=None):
    """
    The notice of an order, line by line.
    """
    required = delays.notice(history, new_date, law, at=at, paid_at=paid_at, zone=ZONE)
    return delays.text(required, language, order_id="o1", reason=reason).splitlines()


class TestUnitedStates:
    """
    435.2(b)(1): what the offer expressly tells.
    """

    def test_short(self):
        """
        Order, old date, new date, what to do, until when, what silence means.
        """
        assert [
            "Order o1 was due by 2026-03-01 23:59:59-05:00 and is delayed.",
            "The new date is 2026-03-20.",
            (
                "If you agree, you need not do anything. Unless you cancel by 2026-03-20 "
                "23:59:59-04:00 and before the goods are shipped, you have agreed to the new date."
            ),
            "You may cancel the order and get a full and prompt refund.",
            "It costs you nothing to agree or to cancel; we pay for your answer.",
            "If the order is cancelled, all that you paid is paid back within 7 business days.",
        ] == written(date(2026, 3, 20), US, "en")

    def test_short_in_chinese(self):
        """
        The same in Chinese.
        """
        assert [
            "订单o1原定于2026-03-01 23:59:59-05:00前，现将延迟。",
            "新日期为2026-03-20。",
            "如同意，无需答复。如您未在2026-03-20 23:59:59-04:00前且发货前取消，即视为同意新日期。",
            "您可以取消订单，并及时获得全额退款。",
            "同意或取消均不收费，答复的费用由我们承担。",
            "订单取消的，已付款项在7个工作日内全部退还。",
        ] == written(date(2026, 3, 20), US, "zh")

    def test_without_date(self):
        """
        That none can be given, why, that silence cancels, and the right that stays open.
        """
        found = written(None, US, "en", reason="the factory is closed.")

        assert "We cannot say how long the delay will last." == found[1]
        assert "The reason: the factory is closed." == found[2]
        assert found[3].startswith("If you want to wait, tell us by 2026-03-31 23:59:59-04:00.")
        assert "As long as you wait without a date, you may cancel at any time" in found[5]

    def test_reason_is_needed(self):
        """
        A notice without a date tells the reason; without one there is no notice.
        """
        with pytest.raises(WrongTypeError, match="reason"):
            written(None, US, "en")

    @BOTH
    def test_cancelled_already(self, language):
        """
        Past the time, the buyer is told that the order is cancelled and paid back.
        """
        found = written(date(2026, 3, 20), US, language, at=DUE.replace(month=4))

        assert 3 == len(found)
        assert "2026-03-02 00:00:00-05:00" in found[1]
        assert not any("2026-03-20" in line for line in found)

    def test_waiting_without_date(self):
        """
        Whoever waits without a date is told the new one, and that the right to cancel stays.
        """
        history = OPEN.with_notice(AT, None).with_consent(AT)
        found = written(date(2026, 6, 1), US, "en", history=history)

        assert found[0].startswith("Order o1 was due by 2026-03-01")
        assert 4 == len(found)


class TestOtherLaws:
    """
    Rights that the buyer has anyway.
    """

    @BOTH
    @pytest.mark.parametrize("law", [EU, UK, CN], ids=["eu", "uk", "cn"])
    def test_the_old_date_holds(self, law, language):
        """
        The old date is told twice: that it is missed, and that it holds.
        """
        found = written(date(2026, 3, 20), law, language)

        assert 2 == sum("2026-03-01 23:59:59-05:00" in line for line in found)

    def test_partial(self):
        """
        CRA s.28(10) is told in the United Kingdom alone.
        """
        line = "If only some of the goods are late, you may cancel for those alone or for all."

        assert line in written(date(2026, 3, 20), UK, "en")
        assert line not in written(date(2026, 3, 20), EU, "en")

    def test_interest(self):
        """
        Consumer Law art. 53: the refund bears interest.
        """
        assert "订单取消的，已付款项全部退还。另付利息。" == written(None, CN, "zh")[-1]
        assert written(None, CN, "en")[-1].endswith(" Interest is paid with it.")
        assert written(None, EU, "en")[-1].endswith("paid back without undue delay.")

    def test_japan(self):
        """
        The notice of acceptance has a date where the payment is known.
        """
        dated = written(date(2026, 3, 20), JP, "en", paid_at=AT)
        soon = written(date(2026, 3, 20), JP, "en")

        assert dated[-1].endswith("by 2026-02-27 23:59:59-05:00.")
        assert soon[-1].endswith("without delay.")

    @BOTH
    def test_no_law(self, language):
        """
        Without a law the dates are told all the same, and a reason where there is one.
        """
        dated = written(date(2026, 3, 20), TH, language)
        undated = written(None, TH, language, reason="。")

        assert 2 == len(dated)
        assert "2026-03-20" in dated[1]
        assert 3 == len(undated)

    def test_two_laws(self):
        """
        Of silence only the strictest is told; rights of both are.
        """
        found = "\n".join(written(date(2026, 3, 20), US.with_law(EU), "en"))

        assert "silence changes nothing" in found
        assert "you have agreed" not in found
        assert "full and prompt refund" in found
        assert "added period" in found
        assert "within 7 business days" not in found
        assert "paid back without undue delay" in found

    def test_the_date_that_holds(self):
        """
        A later notice names the date that was agreed to, not the first one.
        """
        history = OPEN.with_notice(AT, date(2026, 3, 20)).with_consent(AT)
        found = written(date(2026, 4, 20), US, "en", history=history)

        assert "Order o1 was due by 2026-03-20 23:59:59-04:00 and is delayed." == found[0]


class TestWords:
    """
    Everything that may be told has words in both languages.
    """

    @BOTH
    def test_catalogue(self, language):
        """
        No text of a notice or standing is missing, and none is left over.
        """
        path = LOCALE / language / "LC_MESSAGES" / "tiktok_presale.mo"
        with path.open("rb") as file:
            keys = set(gettext.GNUTranslations(file)._catalog)  # noqa: SLF001 - shown nowhere else
        wanted = {f"delay.text.{item}" for item in Told}
        extra = {"head", "head_cancelled", "acceptance_soon", "refund_within", "refund_words"}
        wanted |= {f"delay.text.{name}" for name in (*extra, "interest")}

        assert wanted == {key for key in keys if str(key).startswith("delay.text.")}
        assert {f"name.delay_{one}" for one in Standing} <= keys

    @BOTH
    @given(
        days=delays_in_days() | st.none(),
        law=st.sampled_from([US, EU, UK, CN, JP, TH, US.with_law(EU, CN, JP)]),
        essential=st.booleans(),
        after=st.integers(0, 40),
    )
    def test_nothing_is_left_open(self, language, days, law, essential, after):
        """
        No notice has a bare key, an unfilled value or an empty line.
        """
        new = None if days is None else date.fromordinal(date(2026, 3, 1).toordinal() + days)
        at = datetime.combine(date.fromordinal(AT.toordinal() + after), AT.timetz())
        history = attrs.evolve(OPEN, essential=essential)
        found = written(new, law, language, history=history, at=at, reason="?")

        assert all(found)
        assert not any(word in line for line in found for word in ("{", "delay.text", "None"))
        assert "o1" in found[0]


class TestArguments:
    """
    Input that makes no sense is refused.
    """

    def test_refused(self):
        """
        Each argument is checked.
        """
        required = delays.notice(OPEN, date(2026, 3, 20), US, at=AT)

        with pytest.raises(WrongTypeError, match="required"):
            delays.text("soon", "en", order_id="o1")
        with pytest.raises(WrongTypeError, match="order_id"):
            delays.text(required, "en", order_id="")
        with pytest.raises(WrongTypeError, match="reason"):
            delays.text(required, "en", order_id="o1", reason="")
        with pytest.raises(UnknownLanguageError):
            delays.text(required, "fr", order_id="o1")
