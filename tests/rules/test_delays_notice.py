"""
What must a notice of delay tell the buyer?
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest

from rules.making import own_policy
from tiktok_presale import CalendarDays, DelayHistory, Outcome, Policy, delays
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.policy.buyer_terms import RefundTime
from tiktok_presale.rules.delays import Silence, Standing, Told, Untold
from tiktok_presale.values.days import BusinessDays

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
ON = date(2026, 2, 20)
US, EU, UK, CN, JP = (
    Policy.in_force(f"law-{one}", on=ON) for one in ("us", "eu", "uk", "cn", "jp")
)
DUE = datetime(2026, 3, 1, 23, 59, 59, tzinfo=NEW_YORK)
AT = datetime(2026, 2, 20, 9, tzinfo=NEW_YORK)
OPEN = DelayHistory(due=DUE)


def after(days):
    """
    The date so many days after the one on which the order is due.
    """
    return None if days is None else date(2026, 3, 1) + days * DAY


def end_of(days):
    """
    The last second of that date in New York.
    """
    return datetime.combine(after(days), datetime.max.time(), tzinfo=NEW_YORK).replace(
        microsecond=0
    )


def asked(days, law=US, history=OPEN, **given):
    """
    The part of one law about a delay of so many days.
    """
    required = delays.notice(history, after(days), law, **{"at": AT, "zone": NEW_YORK, **given})
    (part,) = required.parts
    return part


class TestOffer:
    """
    435.2(b)(1): the choice is offered before the applicable time has passed.
    """

    @pytest.mark.parametrize("days", [1, 30, 31, None])
    def test_in_time(self, days):
        """
        The notice goes out by the last second of the time that was promised.
        """
        assert asked(days).tell_by == DUE
        assert delays.notice(OPEN, after(days), US, at=DUE).decision.allowed

    def test_too_late(self):
        """
        A second later the order is cancelled, and no new date can be offered.
        """
        late = delays.notice(OPEN, after(20), US, at=DUE + timedelta(seconds=1))
        (finding,) = late.findings
        (part,) = late.parts

        assert Outcome.FAIL is late.decision.outcome
        assert ("delay.notice", DUE) == (finding.code, finding.limit)
        assert "cancel_and_refund_within" == finding.remedy.code
        assert (Told.CANCELLED, Told.REFUND) == late.told == part.told
        assert part.lapses_at == DUE + timedelta(seconds=1)

    def test_reason_and_source(self):
        """
        The answer names the figures that it rests on, each with its source.
        """
        part = asked(31)

        assert (
            "delay.first_long",
            "delay.notice_items",
            "refund.within.not_shipped",
        ) == part.rules
        assert all(figure.source.url for figure in part.figures)
        assert "law-us" == part.law
        assert part.demanded

    def test_no_notice(self):
        """
        435.2(c)(5): who gives no notice cancels and pays back.
        """
        assert Untold.CANCELLED is asked(20).untold


class TestContents:
    """
    435.2(b)(1)(i) and (b)(3): what the notice says, and that answering costs nothing.
    """

    def test_dated(self):
        """
        A new date, the right to cancel, the means for it, what silence means and the refund.
        """
        assert (
            Told.NEW_DATE,
            Told.SILENCE_CONSENTS,
            Told.RIGHT_TO_CANCEL,
            Told.MEANS,
            Told.REFUND,
        ) == asked(20).told

    def test_undated(self):
        """
        Without a date: that none can be given, why, and the right to cancel while waiting.
        """
        assert (
            Told.UNABLE,
            Told.REASON,
            Told.SILENCE_CANCELS,
            Told.RIGHT_TO_CANCEL,
            Told.OPEN_RIGHT,
            Told.MEANS,
            Told.REFUND,
        ) == asked(None).told

    def test_refund(self):
        """
        435.1(b): seven working days.
        """
        assert RefundTime(BusinessDays(7)) == asked(20).refund
        assert not asked(20).interest

    def test_unknown_word(self):
        """
        What a pack of one's own lists and nobody can tell is said to be unknown.
        """
        policy = own_policy(
            {"delay.later": '{ silence = "cancel" }', "delay.notice_items": '["poem"]'}
        )
        found = delays.notice(OPEN, after(3), policy, at=AT).findings

        assert ("delay.item", "poem") in [(one.code, one.actual) for one in found]


class TestFirstShort:
    """
    435.2(b)(1)(ii): a definite date 30 days or less later; silence is consent until that date.
    """

    @pytest.mark.parametrize("days", [1, 29, 30])
    def test_silence(self, days):
        """
        The buyer may say no until the new date ends, and has agreed otherwise.
        """
        part = asked(days)

        assert Silence.CONSENT is part.silence
        assert end_of(days) == part.answer_by
        assert end_of(days) + timedelta(seconds=1) == part.lapses_at
        assert "delay.first_short" == part.rules[0]


class TestFirstLong:
    """
    435.2(b)(1)(iii): over 30 days, or no date; cancelled after 30 days without shipping or a yes.
    """

    @pytest.mark.parametrize("days", [31, 32, 300, None])
    def test_silence(self, days):
        """
        Thirty days after the first time, whatever the new date is.
        """
        part = asked(days)

        assert Silence.CANCEL is part.silence
        assert end_of(30) == part.answer_by
        assert end_of(30) + timedelta(seconds=1) == part.lapses_at
        assert "delay.first_long" == part.rules[0]

    @pytest.mark.parametrize(
        ("zone", "silence"), [(NEW_YORK, Silence.CONSENT), (BERLIN, Silence.CONSENT)]
    )
    def test_days_in_a_zone(self, zone, silence):
        """
        Days are counted in the zone that is given: in Berlin the order is due on 2 March.
        """
        thirty = date(2026, 3, 31) + (zone is BERLIN) * DAY
        found = delays.notice(OPEN, thirty, US, at=AT, zone=zone)
        longer = delays.notice(OPEN, thirty + DAY, US, at=AT, zone=zone)

        assert silence is found.silence
        assert Silence.CANCEL is longer.silence
        assert longer.parts[0].answer_by.utcoffset() == zone.utcoffset(datetime(2026, 3, 31))


class TestLater:
    """
    435.2(b)(2): a further delay needs the buyer's express consent before the old date ends.
    """

    @pytest.mark.parametrize("days", [11, 30, 40, 41, 300, None])
    @pytest.mark.parametrize("consented", [False, True], ids=["silent", "consented"])
    def test_after_a_short_one(self, days, consented):
        """
        However short it is, silence cancels at the date told before.
        """
        history = OPEN.with_notice(AT, after(10))
        history = history.with_consent(AT + DAY) if consented else history
        part = asked(days, history=history, at=AT + 2 * DAY)

        assert Silence.CANCEL is part.silence
        assert end_of(10) == part.tell_by == part.answer_by
        assert end_of(10) + timedelta(seconds=1) == part.lapses_at
        assert "delay.later" == part.rules[0]

    def test_after_a_long_one_that_waits(self):
        """
        Where the long delay has no answer yet, the thirty days still run.
        """
        history = OPEN.with_notice(AT, after(60))

        assert end_of(30) == asked(70, history=history, at=AT + DAY).answer_by

    def test_nearer_than_the_thirty_days(self):
        """
        An answer to a date within them counts until that date, and the order stands until theirs.
        """
        part = asked(5, history=OPEN.with_notice(AT, after(60)), at=AT + DAY)

        assert end_of(5) == part.answer_by
        assert end_of(30) + timedelta(seconds=1) == part.lapses_at

    def test_after_a_long_one_that_was_agreed(self):
        """
        Where it was agreed to, its own date is the one that must be kept.
        """
        history = OPEN.with_notice(AT, after(60)).with_consent(AT + DAY)

        assert end_of(60) == asked(70, history=history, at=AT + DAY).answer_by

    def test_too_late(self):
        """
        After the old date the order is cancelled, although the buyer was silent and agreed by it.
        """
        history = OPEN.with_notice(AT, after(10))
        late = delays.notice(history, after(20), US, at=end_of(11))

        assert (Told.CANCELLED, Told.REFUND) == late.told
        assert end_of(10) + timedelta(seconds=1) == late.lapses_at


class TestWaitingWithoutDate:
    """
    435.2(b)(2)(iii): who agreed to wait without a date need not be asked again.
    """

    @pytest.mark.parametrize("days", [10, 300, None])
    def test_nothing_is_asked(self, days):
        """
        Silence means nothing, nothing lapses, and the buyer may cancel until shipping.
        """
        history = OPEN.with_notice(AT, None).with_consent(AT + DAY)
        required = delays.notice(history, after(days), US, at=AT + 90 * DAY)
        (part,) = required.parts

        assert Silence.NOTHING is part.silence
        assert Untold.NOTHING is part.untold
        assert Told.OPEN_RIGHT in part.told
        assert not part.demanded
        assert (None, None, None) == (part.tell_by, part.answer_by, part.lapses_at)
        assert ["delay.unasked"] == [finding.code for finding in required.findings]


class TestEurope:
    """
    2011/83/EU art. 18 and CRA s.28: the agreed time holds; then an added period, then the end.
    """

    @pytest.mark.parametrize("law", [EU, UK], ids=["eu", "uk"])
    @pytest.mark.parametrize("days", [1, 30, 31, 300, None])
    def test_silence_means_nothing(self, law, days):
        """
        No delay is short enough for silence to agree to it, and nothing lapses by itself.
        """
        part = asked(days, law)

        assert Silence.NOTHING is part.silence
        assert Untold.ADDED_PERIOD is part.untold
        assert not part.demanded
        assert part.until == DUE
        assert (None, None, None, None) == (
            part.tell_by,
            part.answer_by,
            part.lapses_at,
            part.ends_from,
        )
        assert {Told.OLD_DATE_HOLDS, Told.ADDED_PERIOD, Told.AT_ONCE, Told.REFUND} <= set(part.told)
        assert RefundTime(words="without_undue_delay") == part.refund
        assert ("delay.extra_period", "delay.ends_at_once") == part.rules[:2]
        assert "refund.within.not_shipped" == part.rules[-1]

    def test_part_or_all(self):
        """
        CRA s.28(10): where only some goods are late the buyer may end the contract for those alone.
        """
        assert Told.PART_OR_ALL in asked(10, UK).told
        assert Told.PART_OR_ALL not in asked(10, EU).told

    @pytest.mark.parametrize("law", [EU, UK], ids=["eu", "uk"])
    def test_essential(self, law):
        """
        Where the time was essential, the buyer may end the contract once it has passed.
        """
        part = asked(10, law, attrs.evolve(OPEN, essential=True))

        assert part.ends_from == DUE + timedelta(seconds=1)

    def test_refused(self):
        """
        Where the seller has refused, the buyer may end it from then on, whatever date is told.
        """
        assert asked(10, EU, attrs.evolve(OPEN, refused_at=AT)).ends_from == AT

    def test_refused_and_agreed_again(self):
        """
        A date that the buyer agreed to after it takes that right away until it is missed too.
        """
        refused = attrs.evolve(OPEN, refused_at=AT)
        agreed = refused.with_notice(AT + DAY, after(10)).with_consent(AT + DAY)

        assert asked(20, EU, agreed, at=AT + 2 * DAY).ends_from is None

    def test_after_the_time(self):
        """
        A notice after the agreed time changes no right, and is no failure.
        """
        late = delays.notice(OPEN, after(10), EU, at=DUE + DAY)

        assert late.decision.allowed
        assert ["delay.unasked"] == [finding.code for finding in late.findings]

    def test_ended(self):
        """
        After the buyer has ended the contract, no new date can be offered.
        """
        history = attrs.evolve(OPEN, refused_at=AT, cancelled_at=AT + DAY)
        late = delays.notice(history, after(10), EU, at=AT + 2 * DAY)

        assert (Told.CANCELLED, Told.REFUND) == late.told
        assert f"delay_{Standing.REFUSED}" == late.findings[0].params["name"]


class TestChina:
    """
    Consumer Law art. 53: perform, or refund with interest, at the consumer's choice.
    """

    @pytest.mark.parametrize("days", [1, 30, 31, None])
    def test_choice(self, days):
        """
        The choice is the buyer's as soon as the promised time has passed.
        """
        part = asked(days, CN)

        assert Silence.NOTHING is part.silence
        assert Untold.CHOICE is part.untold
        assert part.ends_from == DUE + timedelta(seconds=1)
        assert {Told.OLD_DATE_HOLDS, Told.CHOICE, Told.REFUND} <= set(part.told)
        assert part.interest
        assert part.refund is None


class TestJapan:
    """
    Act on Specified Commercial Transactions art. 13: a notice of acceptance after prepayment.
    """

    PAID = datetime(2026, 2, 19, 12, tzinfo=ZoneInfo("Asia/Tokyo"))

    def test_acceptance(self):
        """
        It tells the time of delivery, and is due a week after the payment.
        """
        required = delays.notice(OPEN, after(10), JP, at=AT, paid_at=self.PAID)
        (part,) = required.parts

        assert "2026-02-26T23:59:59+09:00" == part.tell_by.isoformat()
        assert (Told.NEW_DATE, Told.ACCEPTANCE) == part.told
        assert part.demanded
        assert ("duties.acceptance_notice",) == part.rules

    def test_what_a_delay_does_is_not_known(self):
        """
        Nothing that was read says what a delay does to the order.
        """
        required = delays.notice(OPEN, after(10), JP, at=AT, paid_at=self.PAID)

        assert ["delay.law"] == [finding.code for finding in required.decision.unknowns]

    def test_unknown_payment(self):
        """
        Without the time of the payment the week cannot be counted.
        """
        required = delays.notice(OPEN, after(10), JP, at=AT)

        assert required.parts[0].tell_by is None
        assert "delay.acceptance" in [finding.code for finding in required.decision.unknowns]

    def test_shipped(self):
        """
        No notice of acceptance is owed once the goods are shipped.
        """
        history = attrs.evolve(OPEN, shipped_at=AT)

        assert () == delays.notice(history, after(10), JP, at=AT, paid_at=self.PAID).parts

    def test_unknown_calendar(self):
        """
        Working days that cannot be counted are said to be unknown.
        """
        duty = (
            '{ who = "seller", stage = "after_payment", days = 3, unit = "business_days",'
            ' items = ["delivery_time"] }'
        )
        policy = own_policy({"duties.acceptance_notice": duty})
        required = delays.notice(OPEN, after(10), policy, at=AT, paid_at=AT)

        assert required.tell_by is None
        assert "delay.calendar" in [finding.code for finding in required.findings]

    def test_other_duties(self):
        """
        A duty that tells no time of delivery is none of a delay's.
        """
        duty = '{ who = "seller", stage = "after_payment", days = 3, unit = "calendar_days" }'
        policy = own_policy({"duties.thanks": duty})

        assert () == delays.notice(OPEN, after(10), policy, at=AT, paid_at=AT).parts

    def test_no_time(self):
        """
        A duty without a time for it sets none.
        """
        duty = '{ who = "seller", stage = "after_payment", items = ["delivery_time"] }'
        policy = own_policy({"duties.acceptance_notice": duty})

        assert () == delays.notice(OPEN, after(10), policy, at=AT, paid_at=AT).parts


class TestSeveralLaws:
    """
    Each law gives its own part, and the strictest is the summary.
    """

    def test_strictest(self):
        """
        Where one law takes silence for nothing and another for consent, it is nothing.
        """
        both = delays.notice(OPEN, after(10), US.with_law(EU), at=AT)

        assert ["law-us", "law-eu"] == [part.law for part in both.parts]
        assert "law-eu" == both.strictest.law
        assert Silence.NOTHING is both.silence
        assert {Told.OLD_DATE_HOLDS, Told.RIGHT_TO_CANCEL, Told.MEANS} <= set(both.told)
        assert Told.SILENCE_CONSENTS not in both.told
        assert both.tell_by == DUE
        assert end_of(10) + timedelta(seconds=1) == both.lapses_at

    def test_cancelling_is_stricter(self):
        """
        Where one law cancels, the whole is cancelled.
        """
        both = delays.notice(OPEN, after(31), EU.with_law(US), at=AT)

        assert "law-us" == both.strictest.law
        assert Told.SILENCE_CANCELS in both.told
        assert Told.OLD_DATE_HOLDS not in both.told

    def test_cancelled_under_one(self):
        """
        An order that one law has cancelled is told to be cancelled, and nothing else.
        """
        late = delays.notice(OPEN, after(10), EU.with_law(US), at=DUE + DAY)

        assert 2 == len(late.parts)
        assert (Told.CANCELLED, Told.REFUND) == late.told
        assert Outcome.FAIL is late.decision.outcome

    def test_earliest(self):
        """
        Of two laws that cancel, the earlier binds; the notice goes out in time for every law.
        """
        own = own_policy({"delay.first_long": '{ silence = "cancel", shipped_within_days = 9 }'})
        paid = datetime(2026, 2, 19, tzinfo=NEW_YORK)
        for laws in (US.with_law(own, JP), own.with_law(JP, US), JP.with_law(US, own)):
            found = delays.notice(OPEN, None, laws, at=AT, paid_at=paid, zone=NEW_YORK)

            assert "test" == found.strictest.law
            assert end_of(9) + timedelta(seconds=1) == found.lapses_at
            assert datetime(2026, 2, 26, 23, 59, 59, tzinfo=NEW_YORK) == found.tell_by

    def test_the_market_stands_first(self):
        """
        A market's own rules may say nothing; its law still speaks.
        """
        policy = Policy.in_force("us", on=ON).with_law(US)
        required = delays.notice(OPEN, after(10), policy, at=AT)

        assert ["law-us"] == [part.law for part in required.parts]
        assert required.decision.allowed
        assert policy.edition == required.edition == required.decision.edition

    def test_no_law(self):
        """
        Without a law nothing is known, and nothing is made up.
        """
        required = delays.notice(OPEN, after(10), Policy.in_force("th", on=ON), at=AT)

        assert Outcome.UNKNOWN is required.decision.outcome
        assert ["delay.law"] == [finding.code for finding in required.findings]
        assert (None, None, (), None, None) == (
            required.strictest,
            required.silence,
            required.told,
            required.tell_by,
            required.lapses_at,
        )


class TestOwnLaw:
    """
    A pack of one's own may say less than the law does, or more.
    """

    def test_no_term(self):
        """
        Where there is none for such a delay, silence is held to cancel, and that is said.
        """
        policy = own_policy({"delay.first_short": '{ silence = "consent", at_most_days = 5 }'})
        short = delays.notice(OPEN, after(5), policy, at=AT, zone=NEW_YORK)
        longer = delays.notice(OPEN, after(6), policy, at=AT, zone=NEW_YORK)

        assert Silence.CONSENT is short.silence
        assert Silence.CANCEL is longer.silence
        assert longer.lapses_at == DUE + timedelta(seconds=1)
        assert ["delay.term"] == [finding.code for finding in longer.decision.unknowns]
        assert Told.RIGHT_TO_CANCEL in longer.told

    def test_lenient_later_term(self):
        """
        A term for later delays is read as it stands, the longest delay included.
        """
        later = '{ silence = "consent", at_most_days = 4 }'
        policy = own_policy({"delay.first_short": later, "delay.later": later})
        history = OPEN.with_notice(AT, after(4))

        def silence(days):
            return delays.notice(history, after(days), policy, at=AT, zone=NEW_YORK).silence

        assert Silence.CONSENT is silence(8)
        assert Silence.CANCEL is silence(9)
        assert Silence.CANCEL is silence(None)

    def test_term_with_an_end(self):
        """
        A term for delays up to a length is none for a delay without end.
        """
        term = '{ silence = "cancel", at_most_days = 60, shipped_within_days = 9 }'
        policy = own_policy({"delay.first_long": term})
        dated, undated = (
            delays.notice(OPEN, new, policy, at=AT, zone=NEW_YORK) for new in (after(60), None)
        )

        assert end_of(9) + timedelta(seconds=1) == dated.lapses_at
        assert undated.lapses_at == DUE + timedelta(seconds=1)
        assert ["delay.term"] == [finding.code for finding in undated.decision.unknowns]

    def test_silence_agrees_to_a_date(self):
        """
        Silence agrees to no delay without a date, whatever the pack says.
        """
        policy = own_policy({"delay.first_long": '{ silence = "consent" }'})
        found = delays.notice(OPEN, None, policy, at=AT)

        assert Silence.CANCEL is found.silence
        assert found.lapses_at == DUE + timedelta(seconds=1)


class TestArguments:
    """
    Input that makes no sense is refused.
    """

    @pytest.mark.parametrize("law", [US, EU, CN], ids=["us", "eu", "cn"])
    @pytest.mark.parametrize("days", [0, -1])
    def test_no_delay(self, law, days):
        """
        A new date on or before the old one is no delay.
        """
        with pytest.raises(OutOfRangeError, match="new_date"):
            asked(days, law, OPEN.with_notice(AT, after(10)).with_consent(AT))

    @pytest.mark.parametrize("law", [US, EU, JP], ids=["us", "eu", "jp"])
    def test_end_of_the_calendar(self, law):
        """
        A date whose end no calendar holds is refused with an error of ours.
        """
        with pytest.raises(OutOfRangeError, match="end of the calendar"):
            delays.status(OPEN.with_notice(AT, date.max), law, at=AT)

    @pytest.mark.parametrize("law", [US, EU], ids=["us", "eu"])
    def test_done(self, law):
        """
        The order of someone who has their goods is not delayed.
        """
        history = attrs.evolve(OPEN, delivered_at=AT)

        with pytest.raises(OutOfRangeError, match="history"):
            asked(10, law, history)

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            ({"at": AT.replace(tzinfo=None)}, NaiveTimeError),
            ({"paid_at": AT.replace(tzinfo=None)}, NaiveTimeError),
            ({"zone": "America/New_York"}, WrongTypeError),
        ],
        ids=["at", "paid_at", "zone"],
    )
    def test_keywords(self, given, error):
        """
        Each keyword is checked.
        """
        with pytest.raises(error, match=next(iter(given))):
            asked(10, **given)

    @pytest.mark.parametrize(
        ("arguments", "name"),
        [
            ((DUE, after(10), US), "history"),
            ((OPEN, AT, US), "new_date"),
            ((OPEN, after(10), "law-us"), "policy"),
        ],
        ids=["history", "new_date", "policy"],
    )
    def test_places(self, arguments, name):
        """
        So is each argument.
        """
        with pytest.raises(WrongTypeError, match=name):
            delays.notice(*arguments, at=AT)

    def test_days_later_than_at(self):
        """
        What happens after the notice has not happened yet.
        """
        history = attrs.evolve(OPEN, shipped_at=AT + DAY).with_notice(AT + DAY, after(5))

        assert Silence.CONSENT is delays.notice(history, after(10), US, at=AT).silence

    def test_doors(self):
        """
        The door names what is public.
        """
        assert {"notice", "status", "text", "default_due", "lapses_at"} <= set(dir(delays))
        assert CalendarDays(30) == US.figure("delay.first_short").value.at_most
        assert AT.astimezone(UTC) == AT
