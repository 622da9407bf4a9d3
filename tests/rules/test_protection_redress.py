"""
What can a complaint lead to, from delivery after all to the permanent ban of the shop?
"""

from datetime import UTC, datetime

import pytest

from rules.making import in_force, own_policy
from tiktok_presale import Complaint, Ground, Outcome, Range, protection
from tiktok_presale.errors import WrongTypeError
from tiktok_presale.facts.complaints import Request
from tiktok_presale.rules.protection import RedressKind

AT = datetime(2025, 6, 1, tzinfo=UTC)
BRIEF = in_force("cross-border", 2025, 6, 1)
CN, EU = in_force("law-cn", 2025, 6, 1), in_force("law-eu", 2025, 6, 1)
TH, VN = in_force("th", 2026, 2, 1), in_force("vn", 2025, 9, 1)
TMALL = in_force("tmall", 2023, 6, 1)


def redress(ground, policy=BRIEF, *, buyers=1, **facts):
    """
    What a complaint on a ground can lead to, by kind.
    """
    given = Complaint(
        id="c1", request=Request.COMPLAINT, opened_at=AT, ground=ground, buyers=buyers
    )
    return {one.kind: one for one in protection.remedies(given, policy, **facts)}


def supported(*args, **facts):
    """
    The kinds that a source supports, mildest first.
    """
    return [kind for kind, one in redress(*args, **facts).items() if one.supported]


class TestFraud:
    """
    F28: full refund and permanent ban, after a collective complaint over a fraudulent presale.
    """

    def test_collective(self):
        """
        Several buyers together: both, with the brief as their source.
        """
        found = redress(Ground.FRAUDULENT_PRESALE, buyers=40)

        assert [RedressKind.FULL_REFUND, RedressKind.PERMANENT_BAN] == [
            kind for kind, one in found.items() if one.supported
        ]
        assert BRIEF.source("complaints.remedies") == (
            found[RedressKind.PERMANENT_BAN].findings[0].source
        )

    def test_single(self):
        """
        For one buyer no source says the same: unknown, with the way to a collective complaint.
        """
        found = redress(Ground.FRAUDULENT_PRESALE)[RedressKind.PERMANENT_BAN]

        assert not found.supported
        assert (Outcome.UNKNOWN, "join_others") == (
            found.findings[0].outcome,
            found.findings[0].remedy.code,
        )

    @pytest.mark.parametrize("ground", [g for g in Ground if g != Ground.FRAUDULENT_PRESALE])
    def test_other_grounds(self, ground):
        """
        On any other ground the case of the brief proves no ban.
        """
        assert RedressKind.PERMANENT_BAN not in supported(ground, buyers=40)


class TestNotDelivered:
    """
    Goods that do not come: refund by the platform and by the laws.
    """

    def test_platform(self):
        """
        Section 2.1: late orders are cancelled and refunded in full.
        """
        assert [RedressKind.FULL_REFUND] == supported(Ground.NOT_DISPATCHED, TH)

    def test_chinese_law(self):
        """
        Consumer Law art. 53: perform or refund with interest, at the consumer's choice.
        """
        assert [RedressKind.PERFORM, RedressKind.REFUND_WITH_INTEREST] == supported(
            Ground.NOT_RECEIVED, BRIEF.with_law(CN)
        )

    def test_each_source_is_told(self):
        """
        The interest stands in two figures of the law, and both are named.
        """
        found = redress(Ground.NOT_RECEIVED, BRIEF.with_law(CN))
        rules = [one.rule for one in found[RedressKind.REFUND_WITH_INTEREST].findings]

        assert ["delay.buyer_may", "refund.interest"] == rules

    def test_european_law(self):
        """
        Directive 2011/83 art. 18(3): all sums paid come back.
        """
        assert [RedressKind.FULL_REFUND] == supported(Ground.NOT_RECEIVED, BRIEF.with_law(EU))


class TestDeposit:
    """
    Civil Code art. 587 and Tmall 2022-04-06: a seller's default returns the deposit double.
    """

    @pytest.mark.parametrize(
        ("earnest", "outcome"),
        [(True, Outcome.PASS), (False, Outcome.FAIL), (None, Outcome.UNKNOWN)],
    )
    def test_while_the_balance_is_open(self, earnest, outcome):
        """
        Only an earnest deposit, and only until its balance is paid.
        """
        found = redress(Ground.NOT_DISPATCHED, TMALL, earnest=earnest)
        finding = found[RedressKind.RETURNED_DOUBLE].findings[0]

        assert (outcome, "deposit.taker_default") == (finding.outcome, finding.rule)

    def test_market_and_law(self):
        """
        The market's rule and the law's are both told.
        """
        found = redress(Ground.NOT_DISPATCHED, TMALL.with_law(CN), earnest=True)

        assert 2 == len(found[RedressKind.RETURNED_DOUBLE].findings)

    def test_other_ground(self):
        """
        A damaged parcel is no default before the balance.
        """
        found = redress(Ground.DAMAGED, TMALL, earnest=True)

        assert not found[RedressKind.RETURNED_DOUBLE].supported


class TestReturns:
    """
    Section 2.2: the buyer has 15 calendar days to return.
    """

    @pytest.mark.parametrize(
        ("ground", "given"),
        [
            (Ground.DAMAGED, True),
            (Ground.WRONG_ITEM, True),
            (Ground.CHANGED_MIND, True),
            (Ground.NOT_DISPATCHED, False),
        ],
    )
    def test_window(self, ground, given):
        """
        What has arrived can go back; what has not cannot.
        """
        assert given is redress(ground, VN)[RedressKind.RETURN_AND_REFUND].supported


class TestPoints:
    """
    Section 2: not as described brings 1 to 48 points, and 48 end the shop.
    """

    def test_points_and_ban(self):
        """
        At the top of the range the breach closes the shop by itself.
        """
        found = redress(Ground.NOT_AS_DESCRIBED, TH)
        closing = found[RedressKind.PERMANENT_BAN].findings[0]

        assert [RedressKind.VIOLATION_POINTS, RedressKind.PERMANENT_BAN] == [
            kind for kind, one in found.items() if one.supported
        ]
        assert ("1 to 48 points", "enforcement.steps.violation_points_48") == (
            str(closing.actual),
            closing.rule,
        )

    @pytest.mark.parametrize(
        ("given", "step", "ban"),
        [
            ("min = 1, max = 48", 'at_least = 48, effect = "shop_closed"', True),
            ("min = 1, max = 47", 'at_least = 48, effect = "shop_closed"', False),
            ("min = 1", 'at_least = 48, effect = "shop_closed"', False),
            ("min = 1, max = 48", 'at_least = 48, effect = "milestone"', False),
        ],
    )
    def test_only_where_it_reaches(self, given, step, ban):
        """
        A range that ends below, or does not end, closes nothing; nor does a bare milestone.
        """
        policy = own_policy(
            {
                "enforcement.points.not_as_described": f"{{ {given} }}",
                "enforcement.steps.a": f'{{ measure = "violation_points", {step} }}',
                "enforcement.steps.b": (
                    '{ measure = "account_health", at_most = 99, effect = "shop_closed" }'
                ),
            }
        )

        assert ban is redress(Ground.NOT_AS_DESCRIBED, policy)[RedressKind.PERMANENT_BAN].supported


class TestClosedSet:
    """
    Always the same set, mildest first; what no source says is unknown.
    """

    @pytest.mark.parametrize("ground", [None, *Ground], ids=str)
    @pytest.mark.parametrize("policy", [BRIEF, TH, VN, TMALL.with_law(CN, EU)], ids=str)
    def test_all_in_order(self, ground, policy):
        """
        Every kind once, by severity, and never without a reason.
        """
        found = redress(ground, policy)

        assert list(RedressKind) == list(found)
        assert list(range(1, len(found) + 1)) == [kind.severity for kind in found]
        assert all(one.findings for one in found.values())

    def test_passes_have_sources(self):
        """
        Nothing is supported without a source.
        """
        for ground in Ground:
            for one in redress(ground, TMALL.with_law(CN, EU), buyers=2, earnest=True).values():
                passes = [f for f in one.findings if f.outcome is Outcome.PASS]
                assert all(finding.source is not None for finding in passes)

    def test_no_ground(self):
        """
        Without a ground everything is unknown, and the ground is asked for.
        """
        for one in redress(None, TMALL.with_law(CN)).values():
            (finding,) = one.findings
            assert (Outcome.UNKNOWN, "tell") == (finding.outcome, finding.remedy.code)

    def test_words_of_another_kind(self):
        """
        A figure that says something else supports nothing.
        """
        policy = own_policy({"complaints.remedies": '{ one_of = ["full_refund"] }'})
        found = redress(Ground.FRAUDULENT_PRESALE, policy, buyers=2)

        assert [RedressKind.FULL_REFUND] == [kind for kind, one in found.items() if one.supported]


class TestArguments:
    """
    What makes no sense is an error.
    """

    def test_types(self):
        """
        A complaint, a policy, and yes or no.
        """
        given = Complaint(id="c1", request=Request.COMPLAINT, opened_at=AT)
        with pytest.raises(WrongTypeError, match="complaint"):
            protection.remedies("c1", BRIEF)
        with pytest.raises(WrongTypeError, match="policy"):
            protection.remedies(given, "th")
        with pytest.raises(WrongTypeError, match="earnest"):
            protection.remedies(given, BRIEF, earnest=1)

    def test_range(self):
        """
        The points in a reason are the range itself.
        """
        found = redress(Ground.NOT_AS_DESCRIBED, TH)[RedressKind.VIOLATION_POINTS]

        assert Range.between(1, 48, unit="points") == found.findings[0].limit
