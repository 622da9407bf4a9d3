"""
May a benefit that members paid for be changed?
"""

from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given

from rules.making import in_force
from tiktok_presale import (
    BenefitChange,
    BenefitEffect,
    Membership,
    Outcome,
    access,
)
from tiktok_presale.errors import NaiveTimeError, WrongTypeError
from tiktok_presale.strategies import benefit_changes, memberships
from tiktok_presale.values.instants import utc

SHANGHAI = ZoneInfo("Asia/Shanghai")
LAW = in_force("law-cn", 2026, 3, 1)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
SINCE = datetime(2026, 2, 15, tzinfo=SHANGHAI)
UNTIL = datetime(2027, 2, 15, tzinfo=SHANGHAI)
TERM = Membership(level="gold", since=SINCE, until=UNTIL, paid=True)
CUT = BenefitChange(
    effect=BenefitEffect.CUT, starts_at=SINCE + 30 * DAY, announced_at=SINCE, agreed=False
)
PASS, FAIL, UNKNOWN = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN


def asked(term=TERM, policy=LAW, **change):
    """
    What is answered to the cut, with some of it changed.
    """
    return access.benefit_change(term, attrs.evolve(CUT, **change), policy, at=SINCE)


class TestDuringTerm:
    """
    China, measures on platform rules of 2026-02-01, art. 32: no one-sided cut during the term.
    """

    @pytest.mark.parametrize("effect", [BenefitEffect.CUT, BenefitEffect.CHARGE])
    def test_cut(self, effect):
        """
        Neither a cut nor a new charge; the remedies are the next term, and the member's consent.
        """
        decision = asked(effect=effect)
        (finding,) = decision.failures

        assert ("access.benefit", "members.benefits_kept") == (finding.code, finding.rule)
        assert ["benefit_from", "agree_with_member"] == [one.code for one in finding.remedies]
        assert UNTIL == finding.remedy.params["on"]
        assert LAW.edition == decision.edition
        assert finding.source is not None

    @pytest.mark.parametrize(
        ("change", "term", "code"),
        [
            ({"effect": BenefitEffect.GAIN}, {}, "access.benefit.gain"),
            ({"agreed": True}, {}, "access.benefit.agreed"),
            ({}, {"paid": False}, "access.benefit.unpaid"),
            ({"starts_at": SINCE - SECOND}, {}, "access.benefit.before"),
            ({"starts_at": UNTIL}, {}, "access.benefit.next_term"),
            (
                {"starts_at": UNTIL, "announced_at": UNTIL - SECOND},
                {},
                "access.benefit.next_term",
            ),
        ],
    )
    def test_allowed(self, change, term, code):
        """
        What is no cut, not one-sided, not paid for or not in the term is allowed.
        """
        decision = asked(attrs.evolve(TERM, **term), **change)

        assert decision.allowed
        assert [code] == [one.code for one in decision.passes]

    def test_late_notice(self):
        """
        A change for the next term is announced before the renewal; at the renewal is too late.
        """
        (finding,) = asked(starts_at=UNTIL, announced_at=UNTIL).failures

        assert "access.benefit.late_notice" == finding.code
        assert ["agree_with_member"] == [one.code for one in finding.remedies]

    @pytest.mark.parametrize(
        ("change", "term", "names"),
        [
            ({"agreed": None}, {}, ["member_agreed"]),
            ({}, {"paid": None}, ["membership_paid"]),
            ({"agreed": None}, {"paid": None}, ["membership_paid", "member_agreed"]),
            ({}, {"until": None}, ["membership_until"]),
            ({"starts_at": UNTIL, "announced_at": None}, {}, ["announced_at"]),
            ({"starts_at": UNTIL, "announced_at": UNTIL, "agreed": None}, {}, ["member_agreed"]),
        ],
    )
    def test_unknown(self, change, term, names):
        """
        Each fact that is missing is named, and none passes silently.
        """
        decision = asked(attrs.evolve(TERM, **term), **change)

        assert UNKNOWN is decision.outcome
        assert names == [one.params["name"] for one in decision.unknowns]


class TestBeforeTheRule:
    """
    No rule is known before 2026-02-01.
    """

    @pytest.mark.parametrize(
        "policy", [in_force("law-cn", 2026, 1, 31), in_force("th", 2026, 3, 1)]
    )
    def test_no_figure(self, policy):
        """
        An edition without the figure cannot tell.
        """
        (finding,) = asked(policy=policy).findings

        assert (UNKNOWN, "access.benefit.no_rule") == (finding.outcome, finding.code)

    @pytest.mark.parametrize(
        ("starts_at", "outcome"),
        [
            (datetime(2026, 1, 31, 23, 59, 59, tzinfo=SHANGHAI), UNKNOWN),
            (datetime(2026, 2, 1, tzinfo=SHANGHAI), FAIL),
        ],
    )
    def test_change_of_earlier_days(self, starts_at, outcome):
        """
        A later edition does not judge a change of earlier days; the day is that of China.
        """
        term = attrs.evolve(TERM, since=SINCE - 90 * DAY)

        assert outcome is asked(term, starts_at=starts_at).outcome


class TestCompletions:
    """
    A definite answer holds whatever the facts that are not known turn out to be.
    """

    @staticmethod
    def allowed(term, change):
        """
        The rule in one expression, where every fact is known.
        """
        starts, until = utc(change.starts_at), utc(term.until)
        bound = change.effect != "gain" and term.paid and not change.agreed
        in_term = utc(term.since) <= starts < until
        late = starts >= until and utc(change.announced_at) >= until
        return not (bound and (in_term or late))

    @given(memberships(), benefit_changes())
    def test_brute_force(self, term, change):
        """
        Every completion agrees with a definite answer.
        """
        decision = access.benefit_change(term, change, LAW, at=SINCE)
        start = utc(change.starts_at)
        ends = [term.until] if term.until else [max(start, utc(term.since)) + DAY]
        if not term.until and start > utc(term.since):
            ends.append(start)
        told = [change.announced_at] if change.announced_at else [start - 999 * DAY, start + DAY]
        paid = [True, False] if term.paid is None else [term.paid]
        agreed = [True, False] if change.agreed is None else [change.agreed]
        answers = {
            self.allowed(
                attrs.evolve(term, until=until, paid=is_paid),
                attrs.evolve(change, announced_at=at, agreed=has_agreed),
            )
            for until, is_paid, at, has_agreed in product(ends, paid, told, agreed)
        }

        assert decision.outcome in {PASS, FAIL, UNKNOWN}
        if decision.outcome is not UNKNOWN:
            assert {decision.allowed} == answers


class TestArguments:
    """
    A slip gives a sentence, and no attribute error.
    """

    @pytest.mark.parametrize(
        ("given_", "argument"),
        [
            (("gold", CUT, LAW), "membership"),
            ((TERM, "cut", LAW), "change"),
            ((TERM, CUT, "law-cn"), "policy"),
        ],
        ids=["membership", "change", "policy"],
    )
    def test_types(self, given_, argument):
        """
        The error names the argument.
        """
        with pytest.raises(WrongTypeError, match=argument):
            access.benefit_change(*given_, at=SINCE)

    def test_naive(self):
        """
        An instant has a zone.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            access.benefit_change(TERM, CUT, LAW, at=datetime(2026, 3, 1))
