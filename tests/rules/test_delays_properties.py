"""
Laws of delays: silence, time, and what is told.
"""

from datetime import date, timedelta

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from tiktok_presale import DelayHistory, Policy, delays
from tiktok_presale.rules.delays import Silence, Standing, Told
from tiktok_presale.strategies import delay_histories, delays_in_days, instants, new_dates, zones
from tiktok_presale.values.instants import local_day, utc

ON = date(2026, 2, 20)
NAMES = ("law-us", "law-eu", "law-uk", "law-cn")
LAWS = tuple(Policy.in_force(name, on=ON) for name in NAMES)
US = LAWS[0]
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
STRICTER = tuple(Silence)
# How far an order has come: it never goes back by itself.
RANK = {
    Standing.ON_TIME: 0,
    Standing.WAITING: 1,
    Standing.CONSENTED: 2,
    Standing.MISSED: 3,
    Standing.MAY_END: 4,
    Standing.DONE: 5,
    Standing.REFUSED: 5,
    Standing.LAPSED: 5,
}
WAYS_OUT = {Told.RIGHT_TO_CANCEL, Told.OPEN_RIGHT, Told.ADDED_PERIOD, Told.CHOICE, Told.CANCELLED}

laws = st.sampled_from(LAWS)
hours = st.integers(-40 * 24, 110 * 24).map(lambda count: count * HOUR)


@st.composite
def noticed(draw, law=laws):
    """
    A history that is still open, an instant and a new date, with what must be told then.
    """
    history = draw(delay_histories(ended=False, most=2))
    at = utc(history.due) + draw(hours)
    new = draw(new_dates(history.due))
    chosen = draw(law)
    return history, at, new, chosen, delays.notice(history, new, chosen, at=at)


class TestSilence:
    """
    435.2(b): what silence may mean.
    """

    @given(instants(), delays_in_days(), delays_in_days() | st.none(), laws, zones())
    def test_longer_is_never_easier(self, due, days, more, law, zone):
        """
        A longer delay never gives the seller a more lenient rule.
        """
        day = local_day(due, zone)
        dates = [day + timedelta(days=days)]
        dates.append(None if more is None else dates[0] + timedelta(days=more))
        history = DelayHistory(due=due)
        short, longer = (
            delays.notice(history, new, law, at=due, zone=zone).silence for new in dates
        )

        assert STRICTER.index(short) <= STRICTER.index(longer)

    @given(noticed(st.just(US)))
    def test_never_consents_to_more_than_the_rule_lets_it(self, case):
        """
        Not to a second delay, not to one of more than 30 days, not to one without a date.
        """
        history, at, new, law, required = case
        due = local_day(history.due, law.zone)
        first = not history.seen(at).notices
        short = new is not None and (new - due).days <= 30

        assert (required.silence is Silence.CONSENT) <= (first and short)

    @given(delay_histories(ended=False), hours, laws)
    def test_consent_without_a_word(self, history, after, law):
        """
        An order that goes on by silence has had one notice, of 30 days at most, and no answer.
        """
        at = utc(history.due) + after
        (part,) = delays.status(history, law, at=at).parts
        notices = history.seen(at).notices
        silent = part.now.standing is Standing.CONSENTED and not part.now.expressly
        day = local_day(history.due, law.zone)

        assert silent <= ("law-us" == part.law and len(notices) == 1)
        assert not silent or (notices[0].new_date - day).days <= 30
        assert not silent or notices[0].consented_at is None


class TestTold:
    """
    435.2(b)(1)(i), art. 18(2), s.28, art. 53: what every notice tells.
    """

    @given(noticed())
    def test_a_way_out(self, case):
        """
        Every notice tells the buyer of a way out.
        """
        assert WAYS_OUT & set(case[-1].told)

    @given(noticed())
    def test_the_date_or_that_there_is_none(self, case):
        """
        Exactly one of the two, unless the order is cancelled already.
        """
        _, _, new, _, required = case
        told = set(required.told) & {Told.NEW_DATE, Told.UNABLE, Told.CANCELLED}

        assert told in ({Told.CANCELLED}, {Told.UNABLE if new is None else Told.NEW_DATE})

    @given(noticed(st.just(US)))
    def test_what_silence_means_is_told(self, case):
        """
        The words on silence are those of the answer.
        """
        required = case[-1]
        told = set(required.told)

        assert (required.silence is Silence.CONSENT) is (Told.SILENCE_CONSENTS in told)
        cancels = bool(told & {Told.SILENCE_CANCELS, Told.CANCELLED})
        assert (required.silence is Silence.CANCEL) is cancels

    @given(noticed())
    def test_told_is_what_is_found_later(self, case):
        """
        If nobody says or does anything more, the order lapses when the notice says that it will.
        """
        history, at, new, law, required = case
        assume(Told.CANCELLED not in required.told)
        seen = attrs.evolve(history.seen(at), added=None).with_notice(at, new)
        lapses = required.lapses_at

        assert delays.lapses_at(seen, law, at=at) == lapses
        if lapses is not None:
            found = [delays.status(seen, law, at=when) for when in (lapses - SECOND, lapses)]
            assert Standing.LAPSED is not found[0].standing
            assert Standing.LAPSED is found[1].standing

    @given(noticed())
    def test_answers_come_in_time(self, case):
        """
        An answer in the last second counts: a yes keeps the order.
        """
        history, at, new, law, required = case
        part = required.strictest
        # Told after its time was over, a notice asks for an answer that cannot come any more.
        assume(part.answer_by is not None and utc(part.answer_by) >= utc(at))
        told = attrs.evolve(history.seen(at), added=None).with_notice(at, new)
        agreed = told.with_consent(part.answer_by)

        assert Standing.CONSENTED is delays.status(agreed, law, at=part.answer_by).standing
        assert utc(at) <= utc(part.tell_by) < utc(part.lapses_at)


class TestTime:
    """
    The standing is computed on reading, so nothing needs to run when a date passes.
    """

    @given(delay_histories(), hours, hours, laws)
    def test_never_goes_back(self, history, first, second, law):
        """
        With nothing new said or done, the standing only goes forward.
        """
        early, late = sorted((utc(history.due) + first, utc(history.due) + second))
        seen = history.seen(early)
        before, after = (delays.status(seen, law, at=at) for at in (early, late))

        assert RANK[before.standing] <= RANK[after.standing]

    @given(delay_histories(), hours, hours, laws)
    def test_the_end_is_the_end(self, history, first, second, law):
        """
        What is done, refused or lapsed stays so, whatever else is said or done.
        """
        early, late = sorted((utc(history.due) + first, utc(history.due) + second))
        before = delays.status(history, law, at=early)
        assume(before.standing.over)

        assert before.standing is delays.status(history, law, at=late).standing

    @given(delay_histories(), hours, laws)
    def test_changes_when_it_says(self, history, after, law):
        """
        Until the next change nothing changes, and then it does.
        """
        seen = history.seen(utc(history.due) + after)
        found = delays.status(seen, law, at=utc(history.due) + after)
        assume(found.changes_at is not None)
        just_before = delays.status(seen, law, at=utc(found.changes_at) - timedelta(microseconds=1))
        then = delays.status(seen, law, at=found.changes_at)

        assert found.standing is just_before.standing
        assert then.standing is not found.standing
        assert then.since == found.changes_at

    @given(delay_histories(), laws)
    def test_steps_follow_on_one_another(self, history, law):
        """
        The course of an order is in order, and its last step is the only one that may end it.
        """
        (part,) = delays.status(history, law, at=history.due).parts
        sinces = [utc(step.since) for step in part.steps[1:]]

        assert sorted(sinces) == sinces
        assert [False] * (len(part.steps) - 1) == [step.standing.over for step in part.steps[:-1]]

    @given(delay_histories(), hours)
    def test_several_laws(self, history, after):
        """
        Under several laws each says what it says alone, and the gravest binds.
        """
        at = utc(history.due) + after
        together = delays.status(history, US.with_law(*LAWS[1:]), at=at)
        alone = [delays.status(history, law, at=at) for law in LAWS]
        order = tuple(Standing)

        assert together.parts == tuple(one.parts[0] for one in alone)
        assert together.standing is max((one.standing for one in alone), key=order.index)
        assert [one.lapses_at for one in alone if one.lapses_at] == [together.lapses_at] * (
            together.lapses_at is not None
        )


class TestConsent:
    """
    A yes is for the date that was told.
    """

    @given(instants(), delays_in_days(), laws, zones())
    def test_until_the_date(self, due, days, law, zone):
        """
        After a yes in time the order stands until its new date has passed.
        """
        new = local_day(due, zone) + timedelta(days=days)
        history = DelayHistory(due=due).with_notice(due, new).with_consent(due)
        (part,) = delays.status(history, law, at=due, zone=zone).parts

        assert new == local_day(part.now.until, zone)
        assert part.now.expressly
        assert new + timedelta(days=1) == local_day(part.ahead[0].since, zone)
