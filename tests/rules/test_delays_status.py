"""
Where does a late order stand, and when does that change?
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest

from rules.making import own_policy
from tiktok_presale import DelayHistory, Outcome, Period, Policy, delays
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.rules.delays import Standing

NEW_YORK = ZoneInfo("America/New_York")
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
ON = date(2026, 2, 20)
US, EU, UK, CN, JP = (
    Policy.in_force(f"law-{one}", on=ON) for one in ("us", "eu", "uk", "cn", "jp")
)
DUE = datetime(2026, 3, 1, 23, 59, 59, tzinfo=NEW_YORK)
AT = datetime(2026, 2, 20, 9, tzinfo=NEW_YORK)
OPEN = DelayHistory(due=DUE)
MISSED = DUE + SECOND


def end_of(days):
    """
    The last second of the date so many days after the one on which the order is due.
    """
    day = date(2026, 3, 1) + days * DAY
    return datetime.combine(day, datetime.max.time(), tzinfo=NEW_YORK).replace(microsecond=0)


def told(days, history=OPEN, *, at=AT):
    """
    A history with one more notice, of so many days or of none that can be named.
    """
    return history.with_notice(at, None if days is None else date(2026, 3, 1) + days * DAY)


def course(history, law=US):
    """
    Every standing from the first to the last, and from when.
    """
    (part,) = delays.status(history, law, at=end_of(400), zone=NEW_YORK).parts
    return [(step.standing, step.since) for step in part.steps]


START = (Standing.ON_TIME, None)
WAITS = (Standing.WAITING, AT)


class TestNoNotice:
    """
    435.2(c)(5): without a notice the order is cancelled once the time has passed.
    """

    def test_lapses(self):
        """
        The last second still counts; the next one cancels.
        """
        (part,) = delays.status(OPEN, US, at=MISSED).parts

        assert [START, (Standing.LAPSED, MISSED)] == course(OPEN)
        assert "delay.notice_items" == part.now.rule
        assert US.source("delay.notice_items") == part.now.source
        assert Standing.ON_TIME is delays.status(OPEN, US, at=DUE + 0.9 * SECOND).standing
        assert Standing.LAPSED is delays.status(OPEN, US, at=MISSED).standing

    def test_shipped_in_time(self):
        """
        What is shipped in the last second is in time.
        """
        history = attrs.evolve(OPEN, shipped_at=DUE + 0.9 * SECOND)

        assert [START, (Standing.DONE, history.shipped_at)] == course(history)

    def test_shipped_late(self):
        """
        What is shipped later was cancelled already.
        """
        history = attrs.evolve(OPEN, shipped_at=MISSED)

        assert Standing.LAPSED is delays.status(history, US, at=MISSED).standing

    def test_notice_too_late(self):
        """
        A notice after the time has passed revives nothing, nor does a consent.
        """
        history = told(10, at=MISSED).with_consent(MISSED)

        assert [START, (Standing.LAPSED, MISSED)] == course(history)

    def test_delivered(self):
        """
        What was delivered had been shipped.
        """
        history = attrs.evolve(OPEN, delivered_at=DUE)
        both = attrs.evolve(history, shipped_at=AT)

        assert Standing.DONE is delays.status(history, US, at=DUE).standing
        assert (Standing.DONE, AT) == course(both)[-1]

    def test_only_delivery_counts_for_sure(self):
        """
        Where a pack does not say whether shipping keeps the time, only delivery does.
        """
        silent = own_policy({"delay.later": '{ silence = "cancel" }'})
        said = own_policy({"delay.later": '{ silence = "cancel" }', "delay.event": '"dispatch"'})
        history = attrs.evolve(OPEN, shipped_at=AT)

        assert Standing.ON_TIME is delays.status(history, silent, at=AT).standing
        assert Standing.DONE is delays.status(history, said, at=AT).standing


class TestFirstShort:
    """
    435.2(b)(1)(ii): silence is consent to a definite date 30 days or less later.
    """

    @pytest.mark.parametrize("days", [1, 30])
    def test_silence(self, days):
        """
        The order waits, goes on by silence once its time has passed, and lapses with the new date.
        """
        assert [
            START,
            WAITS,
            (Standing.CONSENTED, MISSED),
            (Standing.LAPSED, end_of(days) + SECOND),
        ] == course(told(days))

    def test_silent_consent_is_not_express(self):
        """
        Until shipping or the new date the buyer may still cancel.
        """
        (part,) = delays.status(told(30), US, at=MISSED).parts

        assert not part.now.expressly
        assert part.now.may_cancel
        assert part.now.until == end_of(30)
        assert "delay.first_short" == part.now.rule

    @pytest.mark.parametrize("at", [AT, DUE, MISSED, end_of(30)])
    def test_no(self, at):
        """
        A no cancels the order as long as the new date has not passed.
        """
        history = attrs.evolve(told(30), cancelled_at=at)
        found = delays.status(history, US, at=at)
        silent = [(Standing.CONSENTED, MISSED)] * (at >= MISSED)

        assert [START, WAITS, *silent, (Standing.REFUSED, at)] == course(history)
        assert ["delay.standing"] == [one.code for one in found.findings]
        assert not found.may_cancel

    def test_no_after_shipping(self):
        """
        "Prior to shipment": in the same instant shipping counts as the earlier.
        """
        history = attrs.evolve(told(30), shipped_at=DUE, cancelled_at=DUE)

        assert (Standing.DONE, DUE) == course(history)[-1]

    def test_express_consent(self):
        """
        Who has said yes to a date has no option left under this rule until it passes.
        """
        history = told(30).with_consent(AT + DAY)
        early = attrs.evolve(history, cancelled_at=AT + 2 * DAY)

        assert [
            START,
            WAITS,
            (Standing.CONSENTED, AT + DAY),
            (Standing.LAPSED, end_of(30) + SECOND),
        ] == course(history)
        assert course(history) == course(early)
        found = delays.status(early, US, at=AT + 2 * DAY)
        assert found.parts[0].now.expressly
        assert not found.may_cancel
        assert ["delay.standing", "delay.cancelled"] == [one.code for one in found.findings]


class TestFirstLong:
    """
    435.2(b)(1)(iii): cancelled unless shipped, or agreed to, within 30 days of the first time.
    """

    @pytest.mark.parametrize("days", [31, 90, None])
    def test_silence(self, days):
        """
        Silence never agrees.
        """
        assert [START, WAITS, (Standing.LAPSED, end_of(30) + SECOND)] == course(told(days))

    @pytest.mark.parametrize("days", [31, 90, None])
    def test_shipped_in_the_thirty_days(self, days):
        """
        (A): shipped within the 30 days, and no cancellation before.
        """
        history = attrs.evolve(told(days), shipped_at=end_of(30))

        assert (Standing.DONE, end_of(30)) == course(history)[-1]

    def test_consent_in_the_thirty_days(self):
        """
        (B): the buyer's consent within the 30 days makes the new date hold.
        """
        assert [
            START,
            WAITS,
            (Standing.CONSENTED, end_of(30)),
            (Standing.LAPSED, end_of(90) + SECOND),
        ] == course(told(90).with_consent(end_of(30)))

    def test_consent_too_late(self):
        """
        A consent after them comes to a cancelled order.
        """
        history = told(90).with_consent(end_of(30) + SECOND)

        assert (Standing.LAPSED, end_of(30) + SECOND) == course(history)[-1]

    def test_without_date(self):
        """
        Who agrees to wait without a date may cancel at any time before shipping.
        """
        history = told(None).with_consent(AT + DAY)
        (part,) = delays.status(history, US, at=end_of(300)).parts
        cancelled = attrs.evolve(history, cancelled_at=end_of(300))
        shipped = attrs.evolve(history, shipped_at=end_of(299), cancelled_at=end_of(300))

        assert [START, WAITS, (Standing.CONSENTED, AT + DAY)] == course(history)
        assert part.now.may_cancel
        assert part.now.until is None
        assert part.lapses_at is None
        assert (Standing.REFUSED, end_of(300)) == course(cancelled)[-1]
        assert (Standing.DONE, end_of(299)) == course(shipped)[-1]


class TestLater:
    """
    435.2(b)(2): every later delay needs a yes before the old date ends.
    """

    def test_silence(self):
        """
        Silence agreed to the first delay, and cancels at its date.
        """
        assert [
            START,
            WAITS,
            (Standing.CONSENTED, MISSED),
            (Standing.WAITING, end_of(5)),
            (Standing.LAPSED, end_of(10) + SECOND),
        ] == course(told(15, told(10), at=end_of(5)))

    def test_told_before_the_first_time(self):
        """
        435.2(b)(1)(iv): a further delay may be told at once; silence does not agree to it.
        """
        history = told(15, told(10), at=AT + DAY)

        assert [
            START,
            WAITS,
            (Standing.WAITING, AT + DAY),
            (Standing.LAPSED, end_of(10) + SECOND),
        ] == course(history)

    def test_consent(self):
        """
        With a yes the newer date takes the place of the older one.
        """
        history = told(15, told(10), at=end_of(5)).with_consent(end_of(10))

        assert [
            (Standing.CONSENTED, end_of(10)),
            (Standing.LAPSED, end_of(15) + SECOND),
        ] == course(history)[-2:]

    def test_consent_to_a_date_that_has_passed(self):
        """
        A yes to a date that has passed agrees to nothing; the thirty days go on.
        """
        history = told(5, told(60), at=AT + DAY)
        in_time, late = history.with_consent(end_of(5)), history.with_consent(end_of(6))

        assert (Standing.LAPSED, end_of(5) + SECOND) == course(in_time)[-1]
        assert (Standing.LAPSED, end_of(30) + SECOND) == course(late)[-1]

    def test_no(self):
        """
        The renewed option lets the buyer cancel, also who had said yes to the delay before.
        """
        first = told(10).with_consent(AT + DAY)
        history = attrs.evolve(told(15, first, at=end_of(5)), cancelled_at=end_of(6))

        assert (Standing.REFUSED, end_of(6)) == course(history)[-1]

    def test_after_waiting_without_date(self):
        """
        (iii): who waits without a date need not be asked; a yes to a date makes it hold.
        """
        waits = told(None).with_consent(AT + DAY)
        dated = told(60, waits, at=AT + 2 * DAY)

        assert course(waits) == course(dated)
        assert (Standing.LAPSED, end_of(60) + SECOND) == course(dated.with_consent(AT + 3 * DAY))[
            -1
        ]


class TestRefusal:
    """
    435.2(c)(4): a seller who tells that nothing will be shipped cancels and pays back.
    """

    def test_refusal(self):
        """
        At once, whatever dates were told.
        """
        history = attrs.evolve(told(10), refused_at=AT + DAY)

        assert [START, WAITS, (Standing.LAPSED, AT + DAY)] == course(history)


class TestCancelledEarly:
    """
    The rule gives the buyer an option with a notice, and none before it.
    """

    def test_no_notice(self):
        """
        What a buyer asks for before that is the market's matter, and is said to change nothing.
        """
        found = delays.status(attrs.evolve(OPEN, cancelled_at=AT), US, at=AT)

        assert Standing.ON_TIME is found.standing
        assert "delay.cancelled" == found.findings[1].code


class TestEurope:
    """
    2011/83/EU art. 18(2), CRA s.28(6) to (8).
    """

    BOTH = pytest.mark.parametrize("law", [EU, UK], ids=["eu", "uk"])

    @BOTH
    def test_missed(self, law):
        """
        Past the agreed time the buyer may set an added period; nothing ends by itself.
        """
        assert [START, (Standing.MISSED, MISSED)] == course(OPEN, law)
        assert [START, WAITS, (Standing.MISSED, MISSED)] == course(told(10), law)
        assert delays.lapses_at(OPEN, law, at=AT) is None

    @BOTH
    def test_added_period(self, law):
        """
        When that passes too, the buyer may end the contract.
        """
        history = attrs.evolve(OPEN, added=Period(end_of(1), end_of(8)))
        ended = attrs.evolve(history, cancelled_at=end_of(9))

        assert [
            START,
            (Standing.MISSED, MISSED),
            (Standing.MAY_END, end_of(8) + SECOND),
        ] == course(history, law)
        assert (Standing.REFUSED, end_of(9)) == course(ended, law)[-1]
        assert delays.status(history, law, at=end_of(9)).may_cancel

    @BOTH
    def test_delivered_in_the_added_period(self, law):
        """
        Delivery in it keeps the contract; shipping does not.
        """
        history = attrs.evolve(OPEN, added=Period(end_of(1), end_of(8)))

        assert (Standing.DONE, end_of(8)) == course(
            attrs.evolve(history, delivered_at=end_of(8)), law
        )[-1]
        assert course(history, law) == course(attrs.evolve(history, shipped_at=AT), law)

    @BOTH
    def test_added_in_the_first_instant(self, law):
        """
        The period may be set in the first instant after the agreed time.
        """
        history = attrs.evolve(OPEN, added=Period(MISSED, end_of(8)))
        found = delays.status(history, law, at=end_of(9))

        assert Standing.MAY_END is found.standing
        assert ["delay.standing"] == [one.code for one in found.findings]

    @BOTH
    def test_added_before_a_new_date(self, law):
        """
        A period for the time agreed before says nothing of the one that is agreed after it.
        """
        told_late = told(10, at=end_of(2)).with_consent(end_of(3))
        history = attrs.evolve(told_late, added=Period(end_of(1), end_of(8)))

        assert (Standing.MISSED, end_of(10) + SECOND) == course(history, law)[-1]

    @BOTH
    def test_added_too_early(self, law):
        """
        A period that is set before the time has passed does not count, and that is said.
        """
        history = attrs.evolve(OPEN, added=Period(DUE, end_of(8)))
        found = delays.status(history, law, at=end_of(9))

        assert [START, (Standing.MISSED, MISSED)] == course(history, law)
        assert ["delay.standing", "delay.added"] == [one.code for one in found.findings]

    @BOTH
    def test_cancelled_too_early(self, law):
        """
        Before the added period has passed, a cancellation ends nothing.
        """
        history = attrs.evolve(OPEN, added=Period(end_of(1), end_of(8)), cancelled_at=end_of(8))
        found = delays.status(history, law, at=end_of(9))

        assert Standing.MAY_END is found.standing
        assert ["delay.standing", "delay.cancelled"] == [one.code for one in found.findings]

    @BOTH
    def test_essential(self, law):
        """
        Where the time was essential there is no added period.
        """
        history = attrs.evolve(OPEN, essential=True)

        silent = own_policy({"delay.extra_period": '"reasonable"'})

        assert [START, (Standing.MAY_END, MISSED)] == course(history, law)
        assert [START, (Standing.MISSED, MISSED)] == course(history, silent)

    @BOTH
    def test_refused(self, law):
        """
        Nor where the seller refused, before or after the time.
        """
        early = attrs.evolve(OPEN, refused_at=AT)
        late = attrs.evolve(OPEN, refused_at=end_of(1))
        twice = attrs.evolve(late, essential=True)

        assert [START, (Standing.MAY_END, AT)] == course(early, law)
        assert [START, (Standing.MISSED, MISSED), (Standing.MAY_END, end_of(1))] == course(
            late, law
        )
        assert [START, (Standing.MAY_END, MISSED)] == course(twice, law)
        rule = delays.status(early, law, at=AT).parts[0].now.rule
        assert "delay.ends_at_once" == rule

    @BOTH
    def test_agreed_date(self, law):
        """
        With the buyer's yes the new date is the agreed one, unless it has passed itself.
        """
        early = told(10).with_consent(AT)
        late = told(10, at=end_of(1)).with_consent(end_of(2))
        over = told(10, at=end_of(1)).with_consent(end_of(20))

        assert [
            START,
            WAITS,
            (Standing.CONSENTED, AT),
            (Standing.MISSED, end_of(10) + SECOND),
        ] == course(early, law)
        assert [
            START,
            (Standing.MISSED, MISSED),
            (Standing.CONSENTED, end_of(2)),
            (Standing.MISSED, end_of(10) + SECOND),
        ] == course(late, law)
        assert [START, (Standing.MISSED, MISSED)] == course(over, law)

    @BOTH
    def test_no_date_is_no_agreement(self, law):
        """
        A yes to no date names no time: the one agreed before still holds.
        """
        early = told(None).with_consent(AT + DAY)
        late = told(None, at=end_of(1)).with_consent(end_of(2))

        assert [
            START,
            WAITS,
            (Standing.CONSENTED, AT + DAY),
            (Standing.MISSED, MISSED),
        ] == course(early, law)
        assert [START, (Standing.MISSED, MISSED)] == course(late, law)

    def test_a_second_notice(self):
        """
        A second notice waits for its own answer; a first one that waits already is not repeated.
        """
        agreed = told(20, told(10).with_consent(AT), at=AT + DAY)
        silent = told(20, told(10), at=AT + DAY)

        assert (Standing.WAITING, AT + DAY) in course(agreed, EU)
        assert (Standing.MISSED, end_of(10) + SECOND) == course(agreed, EU)[-1]
        assert course(told(10), EU) == course(silent, EU)


class TestChina:
    """
    Consumer Law art. 53.
    """

    def test_choice(self):
        """
        Once the promised time has passed the buyer may have the money back at once.
        """
        cancelled = attrs.evolve(OPEN, cancelled_at=end_of(1))

        assert [START, (Standing.MAY_END, MISSED)] == course(OPEN, CN)
        assert (Standing.REFUSED, end_of(1)) == course(cancelled, CN)[-1]

    def test_refusal_before_the_time(self):
        """
        A refusal before it gives no right that was read, and the time still runs.
        """
        history = attrs.evolve(OPEN, refused_at=AT)

        assert course(OPEN, CN) == course(history, CN)

    def test_no_added_period(self):
        """
        No added period is asked for, so one that is set says nothing.
        """
        history = attrs.evolve(OPEN, added=Period(AT, end_of(8)))

        assert course(OPEN, CN) == course(history, CN)
        assert 1 == len(delays.status(history, CN, at=MISSED).findings)


class TestDecision:
    """
    The standing is a decision too, with a reason for each law.
    """

    @pytest.mark.parametrize(
        ("law", "history", "at", "outcome", "remedy"),
        [
            (US, OPEN, AT, Outcome.PASS, None),
            (US, told(10), AT, Outcome.PASS, "get_consent"),
            (US, told(10), MISSED, Outcome.PASS, None),
            (US, OPEN, MISSED, Outcome.FAIL, "cancel_and_refund_within"),
            (
                US,
                attrs.evolve(told(10), cancelled_at=AT),
                AT,
                Outcome.FAIL,
                "cancel_and_refund_within",
            ),
            (EU, told(10), AT, Outcome.PASS, None),
            (EU, OPEN, MISSED, Outcome.FAIL, "deliver_or_agree"),
            (CN, OPEN, MISSED, Outcome.FAIL, "deliver_or_agree"),
            (
                CN,
                attrs.evolve(OPEN, cancelled_at=MISSED),
                MISSED,
                Outcome.FAIL,
                "cancel_and_refund",
            ),
            (JP, OPEN, MISSED, Outcome.UNKNOWN, "give_law"),
        ],
        ids=[
            "on time",
            "waiting",
            "consented",
            "lapsed",
            "refused",
            "waiting in the EU",
            "missed",
            "may end",
            "chosen",
            "no law",
        ],
    )
    def test_outcomes(self, law, history, at, outcome, remedy):
        """
        It fails where the time was missed or the order is cancelled, and says what to do.
        """
        decision = delays.status(history, law, at=at).decision
        remedies = [one.remedy.code for one in decision.findings if one.remedy is not None]

        assert outcome is decision.outcome
        assert ([] if remedy is None else [remedy]) == remedies

    def test_no_law(self):
        """
        Without a law nothing is known.
        """
        found = delays.status(told(10), JP, at=MISSED)

        assert (None, None, None, None, None, False, ()) == (
            found.gravest,
            found.standing,
            found.since,
            found.lapses_at,
            found.changes_at,
            found.may_cancel,
            found.parts,
        )


class TestSeveralLaws:
    """
    The most serious standing binds.
    """

    def test_gravest(self):
        """
        Cancelled under one law is cancelled.
        """
        found = delays.status(OPEN, EU.with_law(US, CN), at=MISSED)

        assert [Standing.MISSED, Standing.LAPSED, Standing.MAY_END] == [
            part.now.standing for part in found.parts
        ]
        assert Standing.LAPSED is found.standing
        assert "law-us" == found.gravest.law
        assert found.since == MISSED

    def test_shipped_is_not_delivered(self):
        """
        What is done under one law may still be open under another.
        """
        history = attrs.evolve(OPEN, shipped_at=AT)

        assert Standing.ON_TIME is delays.status(history, US.with_law(EU), at=AT).standing

    def test_ends_first(self):
        """
        Of two that are equally serious, the one that ends first stands in front.
        """
        tokyo = own_policy({"delay.extra_period": '"reasonable"'}, zone="Asia/Tokyo")
        waits, agreed = told(None).with_consent(AT), told(10).with_consent(AT)

        assert "test" == delays.status(agreed, EU.with_law(tokyo), at=AT).gravest.law
        assert "law-eu" == delays.status(waits, US.with_law(EU), at=AT).gravest.law
        assert "law-eu" == delays.status(waits, EU.with_law(US), at=AT).gravest.law


class TestChanges:
    """
    Time-driven moves are computed on reading: when to read again is part of the answer.
    """

    def test_changes_at(self):
        """
        The next change is that of any law.
        """
        found = delays.status(told(10), US.with_law(EU), at=AT)

        assert found.changes_at == MISSED
        assert found.lapses_at == end_of(10) + SECOND
        assert found.lapses_at == delays.lapses_at(told(10), US, at=AT)
        later = delays.status(told(10), US, at=MISSED)
        assert later.changes_at == end_of(10) + SECOND
        assert delays.status(told(10), US, at=end_of(11)).changes_at is None

    def test_several_laws(self):
        """
        Of two changes and of two lapses the earlier one is told, whichever law stands first.
        """
        tokyo = own_policy({"delay.later": '{ silence = "cancel" }'}, zone="Asia/Tokyo")
        agreed = told(10).with_consent(AT)
        first = datetime(2026, 3, 12, tzinfo=ZoneInfo("Asia/Tokyo"))

        for laws in (US.with_law(tokyo), tokyo.with_law(US)):
            found = delays.status(agreed, laws, at=AT)
            assert first == found.lapses_at == found.changes_at

    def test_zone(self):
        """
        A new date ends in the buyer's zone where one is given.
        """
        tokyo = ZoneInfo("Asia/Tokyo")
        found = delays.lapses_at(told(10), US, at=AT, zone=tokyo)

        assert datetime(2026, 3, 12, tzinfo=tokyo) == found


class TestArguments:
    """
    Input that makes no sense is refused.
    """

    def test_no_delay(self):
        """
        A notice of a date that is no later is no notice of delay.
        """
        for law in (US, EU, JP):
            with pytest.raises(OutOfRangeError, match="new_date"):
                delays.status(told(0), law, at=AT)

    @pytest.mark.parametrize("function", [delays.status, delays.lapses_at])
    def test_types(self, function):
        """
        Every argument is checked.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            function(OPEN, US, at=AT.replace(tzinfo=None))
        with pytest.raises(WrongTypeError, match="history"):
            function(DUE, US, at=AT)
        with pytest.raises(WrongTypeError, match="policy"):
            function(OPEN, "law-us", at=AT)
        with pytest.raises(WrongTypeError, match="zone"):
            function(OPEN, US, at=AT, zone="UTC")
