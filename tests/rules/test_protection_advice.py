"""
What should a buyer look at before paying for a presale?
"""

from datetime import UTC, date, datetime

import pytest

from rules.making import in_force, own_policy
from tiktok_presale import (
    Advance,
    BusinessDays,
    CalendarDays,
    Earnest,
    Money,
    OnRelease,
    Outcome,
    PaymentPlan,
    ReleaseOn,
    ShipWithin,
    protection,
)
from tiktok_presale.errors import NaiveTimeError, WrongTypeError

BRIEF = in_force("cross-border", 2025, 6, 1)
AT = datetime(2025, 6, 1, 4, tzinfo=UTC)  # noon in Shanghai
FIFTY = Money("50", "CNY")


def advised(policy=BRIEF, *, at=AT, **facts):
    """
    The advice by its first word: badge, wait, proof, deposit.
    """
    return protection.advise(policy, at=at, **facts)


def of(decision, start):
    """
    The one finding whose code starts so.
    """
    (found,) = (one for one in decision.findings if one.code.startswith(start))
    return found


class TestBadge:
    """
    F24: check for the badge, so as not to take ordinary goods for presale or the reverse.
    """

    @pytest.mark.parametrize(
        ("badge", "presale", "outcome", "code"),
        [
            (True, True, Outcome.PASS, "advise.badge"),
            (False, False, Outcome.PASS, "advise.badge"),
            (True, False, Outcome.FAIL, "advise.badge_on_ordinary"),
            (False, True, Outcome.FAIL, "advise.badge_missing"),
            (True, None, Outcome.ADVICE, "advise.is_presale"),
            (False, None, Outcome.ADVICE, "advise.is_ordinary"),
            (None, True, Outcome.UNKNOWN, "advise.badge"),
            (None, False, Outcome.UNKNOWN, "advise.badge"),
            (None, None, Outcome.UNKNOWN, "advise.badge"),
        ],
    )
    def test_every_case(self, badge, presale, outcome, code):
        """
        Badge and goods agree, contradict each other, or one of them is not known.
        """
        found = advised(badge=badge, presale=presale).findings[0]

        assert (outcome, code, "F24") == (found.outcome, found.code, found.rule)
        assert "F24 to F28" in found.source.title

    def test_in_words(self):
        """
        Both languages name the badge, and say what to do.
        """
        decision = advised(badge=False, presale=True)

        assert "no presale badge" in decision.explain("en")
        assert "ask the seller before paying" in decision.explain("en")
        assert "没有预售标识" in decision.explain("zh")


class TestWait:
    """
    F25: be careful with dispatch periods over 30 days.
    """

    @pytest.mark.parametrize(
        ("promise", "outcome"),
        [
            (ShipWithin(CalendarDays(30)), Outcome.PASS),
            (ShipWithin(CalendarDays(31)), Outcome.ADVICE),
            (ShipWithin(CalendarDays(10**7)), Outcome.ADVICE),
            (ReleaseOn(date(2025, 7, 1)), Outcome.PASS),
            (ReleaseOn(date(2025, 7, 2)), Outcome.ADVICE),
            (ReleaseOn(date(2025, 6, 1)), Outcome.PASS),
            (ReleaseOn(date(2025, 5, 31)), Outcome.FAIL),
            (None, Outcome.UNKNOWN),
        ],
    )
    def test_thirty_days(self, promise, outcome):
        """
        Thirty days are no more than thirty; a release date is seen from the day of asking.
        """
        decision = advised(promise=promise)

        assert outcome is decision.findings[1].outcome
        assert "window.caution" == decision.findings[1].rule

    def test_release_in_the_sellers_zone(self):
        """
        On 1 June in Shanghai it is still 31 May in New York.
        """
        at = datetime(2025, 5, 31, 20, tzinfo=UTC)
        outcomes = [
            advised(at=at, promise=ReleaseOn(date(2025, 5, 31), zone=zone)).findings[1].outcome
            for zone in (None, "America/New_York")
        ]

        assert [Outcome.FAIL, Outcome.PASS] == outcomes

    @pytest.mark.parametrize(("days", "outcome"), [(20, Outcome.PASS), (21, Outcome.ADVICE)])
    def test_business_days(self, days, outcome):
        """
        From 31 January 2026, 20 American business days take 30 days: 16 February is a holiday.
        """
        at = datetime(2026, 1, 31, 20, tzinfo=UTC)
        found = advised(in_force("us", 2026, 1, 31), at=at, promise=ShipWithin(BusinessDays(days)))

        assert outcome is found.findings[1].outcome

    @pytest.mark.parametrize(("days", "outcome"), [(30, Outcome.UNKNOWN), (31, Outcome.ADVICE)])
    def test_business_days_not_known(self, days, outcome):
        """
        Without working days, 31 business days are too long all the same; 30 cannot be told.
        """
        found = advised(promise=ShipWithin(BusinessDays(days)))

        assert outcome is found.findings[1].outcome

    def test_no_figure(self):
        """
        A market that cautions at no number says nothing.
        """
        found = advised(
            own_policy({"caps.daily_orders.a": "1"}), promise=ShipWithin(CalendarDays(90))
        )

        assert (Outcome.UNKNOWN, None) == (found.findings[1].outcome, found.findings[1].limit)


class TestProof:
    """
    F26: keep the proof of payment; it is the key evidence in a dispute.
    """

    @pytest.mark.parametrize(
        ("kept", "outcome", "ways"),
        [
            (True, Outcome.PASS, []),
            (False, Outcome.ADVICE, ["keep_proof"]),
            (None, Outcome.ADVICE, ["keep_proof"]),
        ],
    )
    def test_kept(self, kept, outcome, ways):
        """
        Who keeps it is told so; everybody else is told to.
        """
        found = of(advised(proof_kept=kept), "advise.proof")

        assert (outcome, "F26", ways) == (
            found.outcome,
            found.rule,
            [way.code for way in found.remedies],
        )


class TestDeposit:
    """
    F1 and section 8: an earnest deposit binds the buyer.
    """

    PLAN = PaymentPlan.with_deposit(Earnest(FIFTY), OnRelease(CalendarDays(3)))

    def test_under_law(self):
        """
        Civil Code art. 587: it is forfeited where the balance is not paid.
        """
        law = in_force("law-cn", 2025, 6, 1)
        found = of(advised(BRIEF.with_law(law), plan=self.PLAN), "advise.deposit")

        assert (Outcome.ADVICE, "forfeited") == (found.outcome, found.limit)
        assert law.source("deposit.payer_default") == found.source

    def test_market_and_law(self):
        """
        Both the market and the law are told.
        """
        policy = in_force("tmall", 2023, 6, 1).with_law(in_force("law-cn", 2023, 6, 1))
        decision = advised(policy, plan=self.PLAN)

        assert 2 == sum(one.code == "advise.deposit" for one in decision.findings)

    def test_no_rule(self):
        """
        Where no rule is known, that is said.
        """
        assert Outcome.UNKNOWN is of(advised(plan=self.PLAN), "advise.deposit").outcome

    @pytest.mark.parametrize(
        "plan",
        [
            None,
            PaymentPlan.full(),
            PaymentPlan.with_deposit(Advance(FIFTY), OnRelease(CalendarDays(3))),
        ],
    )
    def test_does_not_bind(self, plan):
        """
        A full payment and a refundable advance need no such warning.
        """
        assert "advise.deposit" not in {one.code for one in advised(plan=plan).findings}


class TestArguments:
    """
    What makes no sense is an error.
    """

    def test_naive(self):
        """
        The instant has a zone.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            advised(at=datetime(2025, 6, 1))

    @pytest.mark.parametrize(
        "facts",
        [{"badge": 1}, {"presale": "yes"}, {"proof_kept": 0}, {"promise": 10}, {"plan": "full"}],
    )
    def test_types(self, facts):
        """
        Each argument is named.
        """
        with pytest.raises(WrongTypeError, match=next(iter(facts))):
            advised(**facts)

    def test_policy(self):
        """
        A market's name is no policy.
        """
        with pytest.raises(WrongTypeError, match="policy"):
            protection.advise("th", at=AT)
