"""
How many violation points count, what do they lead to, and when do they lapse?
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.making import BANGKOK, in_force, own_policy
from tiktok_presale import Outcome, Violation, protection
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

TH, US = in_force("th", 2026, 2, 1), in_force("us", 2026, 2, 1)
ISSUED = datetime(2026, 1, 5, 10, tzinfo=BANGKOK)
AT = datetime(2026, 2, 1, tzinfo=BANGKOK)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
LAPSE = "enforcement.points_lapse"


def given(points, *, issued=ISSUED, name="not_as_described", id="v1", **fields):  # noqa: A002
    """
    A violation with so many points.
    """
    return Violation(id=id, name=name, points=points, issued_at=issued, **fields)


def several(*points):
    """
    Violations with so many points each, a day apart.
    """
    return [given(one, issued=ISSUED + n * DAY, id=f"v{n}") for n, one in enumerate(points)]


def effects(standing):
    """
    What the thresholds that are reached lead to.
    """
    return [(finding.params["effect"], int(finding.limit.low)) for finding in standing.reached]


class TestThresholds:
    """
    Section 2: 48 points end the shop; a third party's ladder is 12, 24, 36, 48.
    """

    @pytest.mark.parametrize(
        ("points", "reached", "left"),
        [
            ((), [], 12),
            ((11,), [], 1),
            ((12,), [12], 12),
            ((8, 4), [12], 12),
            ((23,), [12], 1),
            ((24,), [12, 24], 12),
            ((40, 7), [12, 24, 36], 1),
            ((48,), [12, 24, 36, 48], None),
            ((48, 9), [12, 24, 36, 48], None),
        ],
    )
    def test_ladder(self, points, reached, left):
        """
        A threshold is reached at its very number; the distance is to the next one ahead.
        """
        found = protection.points(several(*points), TH, at=AT)

        assert reached == [low for _, low in effects(found)]
        assert (sum(points), left) == (found.total, found.to_next)

    def test_closed(self):
        """
        48 points close the shop; 47 do not. The source is the official page.
        """
        for points, closed in ((47, False), (48, True)):
            found = protection.points([given(points)], TH, at=AT)
            assert closed is ("shop_closed" in {effect for effect, _ in effects(found)})

        assert TH.source("enforcement.steps.violation_points_48") == found.reached[-1].source
        assert "48" in found.reached[-1].explain("zh")

    def test_closed_stays_closed(self):
        """
        A shop that reached 48 is not opened again when points lapse.
        """
        shop = several(24, 24)
        found = protection.points(shop, TH, at=ISSUED + 400 * DAY)

        assert (0, 48) == (found.total, found.peak)
        assert [("shop_closed", 48)] == effects(found)
        assert () == found.reached[0].remedies

    def test_never_at_once(self):
        """
        48 points of which 24 had lapsed before the others came never closed it.
        """
        shop = [given(24), given(24, issued=ISSUED + 91 * DAY, id="v2")]
        found = protection.points(shop, TH, at=ISSUED + 92 * DAY)

        assert (24, 24) == (found.total, found.peak)
        assert [("milestone", 12), ("milestone", 24)] == effects(found)

    def test_way_out(self):
        """
        A milestone is left once enough points lapse: of 10 and 4, the older ten.
        """
        found = protection.points(several(10, 4), TH, at=AT)
        (finding,) = found.reached

        assert ["await_lapse", "appeal"] == [way.code for way in finding.remedies]
        assert datetime(2026, 4, 6, tzinfo=BANGKOK) == finding.remedy.params["at"]

    @pytest.mark.parametrize(("last", "day"), [(10, 7), (16, 8)])
    def test_way_out_step_by_step(self, last, day):
        """
        Under 12 again: of 4, 4 and 10 once both fours have lapsed, of 4, 4 and 16 once all have.
        """
        twelve = protection.points(several(4, 4, last), TH, at=AT).reached[0]

        assert 12 == twelve.limit.low
        assert datetime(2026, 4, day, tzinfo=BANGKOK) == twelve.remedy.params["at"]

    def test_above_and_fractions(self):
        """
        A pack of one's own may set thresholds above a number, or between whole ones.
        """
        policy = own_policy(
            {
                "enforcement.steps.a": (
                    '{ measure = "violation_points", above = 12, effect = "milestone" }'
                ),
                "enforcement.steps.b": (
                    '{ measure = "violation_points", at_least = 12.5, effect = "listing_ban" }'
                ),
            }
        )
        found = protection.points(several(12), policy, at=AT)

        assert (1, ()) == (found.to_next, found.reached)
        assert 2 == len(protection.points(several(13), policy, at=AT).reached)


class TestLapse:
    """
    Section 2: points lapse 90 calendar days after issue.
    """

    def test_ninety_days(self):
        """
        Points of 5 January count through 5 April, and no longer on 6 April.
        """
        last = datetime(2026, 4, 5, 23, 59, 59, 999_999, tzinfo=BANGKOK)
        first = datetime(2026, 4, 6, tzinfo=BANGKOK)

        assert date(2026, 4, 5) == ISSUED.date() + 90 * DAY
        assert 4 == protection.points([given(4)], TH, at=last).total
        assert 0 == protection.points([given(4)], TH, at=first).total
        assert first == protection.points([given(4)], TH, at=AT).next_lapse

    def test_markets_zone(self):
        """
        The day of issue is read in the market's zone: 18:00 in London is the next day in Bangkok.
        """
        issued = datetime(2026, 1, 4, 18, tzinfo=UTC)
        found = protection.points([given(4, issued=issued)], TH, at=AT)

        assert datetime(2026, 4, 6, tzinfo=BANGKOK) == found.next_lapse

    def test_next(self):
        """
        The next lapse is that of points that count: not of lapsed ones, nor of those to come.
        """
        shop = [
            given(2, issued=ISSUED - 200 * DAY, id="lapsed"),
            given(2, issued=ISSUED + DAY, id="counts"),
            given(2, issued=AT + DAY, id="to come"),
        ]
        found = protection.points(shop, TH, at=AT)

        assert (2, datetime(2026, 4, 7, tzinfo=BANGKOK)) == (found.total, found.next_lapse)
        assert ["lapsed", "counts", "to come"] == [one.violation.id for one in found.violations]
        assert [False, True, False] == [one.counts for one in found.violations]

    def test_issued_at_the_instant(self):
        """
        Points count from the instant of their issue.
        """
        assert 4 == protection.points([given(4)], TH, at=ISSUED).total
        assert 0 == protection.points([given(4)], TH, at=ISSUED - SECOND).total

    @pytest.mark.parametrize(
        ("figures", "code"),
        [
            ({}, "points.lapse"),
            (
                {"enforcement.points_lapse": '{ days = 9, unit = "business_days" }'},
                "deadline.calendar",
            ),
            (
                {"enforcement.points_lapse": '{ days = 9999999, unit = "calendar_days" }'},
                "deadline.too_far",
            ),
        ],
    )
    def test_not_known(self, figures, code):
        """
        Where the lapse is not known, points stay, and that is said.
        """
        policy = own_policy({"caps.daily_orders.a": "1", **figures})
        found = protection.points([given(4)], policy, at=ISSUED + 999 * DAY)

        assert (4, None) == (found.total, found.next_lapse)
        assert code in {finding.code for finding in found.violations[0].findings}

    def test_way_out_without_lapse(self):
        """
        Where points never lapse, only an appeal is left.
        """
        step = '{ measure = "violation_points", at_least = 4, effect = "milestone" }'
        policy = own_policy({"enforcement.steps.four": step})
        (finding,) = protection.points([given(4)], policy, at=AT).reached

        assert ["appeal"] == [way.code for way in finding.remedies]


class TestAppeal:
    """
    An upheld appeal takes the points away; the time for one is in no source.
    """

    @pytest.mark.parametrize(("upheld", "total"), [(True, 0), (False, 40)])
    def test_decided(self, upheld, total):
        """
        From the decision on, upheld points count no more; a rejected appeal changes nothing.
        """
        decided = ISSUED + 3 * DAY
        one = given(40, appealed_at=ISSUED + DAY, decided_at=decided, upheld=upheld)

        assert total == protection.points([one], TH, at=decided).total
        assert 40 == protection.points([one], TH, at=decided - SECOND).total

    def test_opens_the_shop(self):
        """
        A closure that rested on points which were taken away is gone.
        """
        decided = ISSUED + 3 * DAY
        one = given(48, appealed_at=ISSUED, decided_at=decided, upheld=True)
        found = protection.points([one], TH, at=decided)

        assert (0, ()) == (found.peak, found.reached)

    def test_time_not_known(self):
        """
        That points can be appealed is known, the time for it is not: the pack says so as a gap.
        """
        (found,) = protection.points([given(4)], TH, at=AT).violations
        told = next(one for one in found.findings if one.code == "points.appeal")

        assert (Outcome.UNKNOWN, None) == (told.outcome, found.appeal_by)
        assert told.source is not None

    @pytest.mark.parametrize(("days", "outcome"), [(30, Outcome.ADVICE), (31, Outcome.FAIL)])
    def test_pack_of_ones_own(self, days, outcome):
        """
        A pack that gives 30 days lets the appeal be made through the thirtieth.
        """
        policy = own_policy({"enforcement.appeal": '{ days = 30, unit = "calendar_days" }'})
        noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
        one = given(4, issued=noon)
        (found,) = protection.points([one], policy, at=noon + days * DAY).violations
        told = next(one for one in found.findings if one.code == "points.appeal")

        assert datetime(2026, 2, 4, 23, 59, 59, tzinfo=UTC) == found.appeal_by
        assert (outcome, found.appeal_by) == (told.outcome, told.limit)

    def test_in_minutes(self):
        """
        Nor is it wrong to give it in hours or in minutes.
        """
        for unit, value in (
            (timedelta(hours=48), '{ days = 48, unit = "hours" }'),
            (timedelta(minutes=90), "{ minutes = 90 }"),
        ):
            policy = own_policy({"enforcement.appeal": value})
            (found,) = protection.points([given(4)], policy, at=AT).violations
            assert ISSUED + unit == found.appeal_by

    @pytest.mark.parametrize(
        "fields",
        [
            {"appealed_at": ISSUED},
            {"appealed_at": ISSUED, "decided_at": ISSUED, "upheld": False},
        ],
    )
    def test_appealed_already(self, fields):
        """
        Who has appealed is not told to.
        """
        (found,) = protection.points([given(4, **fields)], TH, at=AT).violations

        assert "points.appeal" not in {finding.code for finding in found.findings}


class TestRange:
    """
    Section 2: high LDR 2-4, high SFCR 2-4, high return rate 2, not as described 1-48.
    """

    @pytest.mark.parametrize(
        ("name", "low", "high"),
        [
            ("late_dispatch_rate", 2, 4),
            ("seller_fault_cancellation_rate", 2, 4),
            ("seller_fault_return_refund_rate", 2, 2),
            ("not_as_described", 1, 48),
            ("customer_communication", 1, 12),
        ],
    )
    def test_edges(self, name, low, high):
        """
        Points outside the platform's own range are worth an appeal.
        """
        told = {
            points: protection.points([given(points, name=name)], TH, at=AT)
            .violations[0]
            .findings[0]
            for points in (low - 1, low, high, high + 1)
        }

        assert [Outcome.ADVICE, *[Outcome.PASS] * len({low, high}), Outcome.ADVICE] == [
            finding.outcome for finding in told.values()
        ]
        assert "appeal" == told[high + 1].remedy.code

    def test_not_known(self):
        """
        A violation that the pack does not name has no range.
        """
        (found,) = protection.points([given(4, name="another")], TH, at=AT).violations

        assert (Outcome.UNKNOWN, None) == (found.findings[0].outcome, found.findings[0].limit)


class TestAccountHealth:
    """
    Section 1.4: account health 0-1000, starts 200; steps at 150, 100, 50 and 0.
    """

    @pytest.mark.parametrize(
        ("health", "effects"),
        [
            (1000, set()),
            (200, set()),
            (151, set()),
            (150, {150}),
            (100, {150, 100}),
            (50, {150, 100, 50}),
            (0, {150, 100, 50, 0}),
        ],
    )
    def test_steps(self, health, effects):
        """
        A step holds at its number and below.
        """
        found = protection.points([], US, at=AT, account_health=health)

        assert effects == {int(finding.limit.high) for finding in found.reached}
        assert all(finding.remedies == () for finding in found.reached)

    def test_not_given(self):
        """
        Without it every step is unknown, and so is what each breach costs.
        """
        found = protection.points([], US, at=AT)

        assert [Outcome.UNKNOWN] * 5 == [finding.outcome for finding in found.findings]
        assert "points.health" == found.findings[-1].code
        assert found.findings[-1].source is not None
        assert {"account_health"} == {one.remedy.params["name"] for one in found.findings[:-1]}

    def test_none_known(self):
        """
        A market without any threshold says so.
        """
        found = protection.points([], in_force("jp", 2026, 2, 1), at=AT)

        assert ("points.none", None) == (found.findings[0].code, found.to_next)


class TestArguments:
    """
    What makes no sense is an error.
    """

    def test_told_twice(self):
        """
        The same violation told twice counts once; two with one id are refused.
        """
        assert 4 == protection.points([given(4), given(4)], TH, at=AT).total
        with pytest.raises(OutOfRangeError, match="'v1'"):
            protection.points([given(4), given(5)], TH, at=AT)

    @pytest.mark.parametrize("health", [-1, 1001])
    def test_scale(self, health):
        """
        Account health goes from 0 to 1,000.
        """
        with pytest.raises(OutOfRangeError, match="account_health"):
            protection.points([], US, at=AT, account_health=health)

    def test_types(self):
        """
        Whole numbers, violations, a policy, an instant.
        """
        with pytest.raises(WrongTypeError, match="account_health"):
            protection.points([], US, at=AT, account_health=1.5)
        with pytest.raises(WrongTypeError, match="violations"):
            protection.points([4], TH, at=AT)
        with pytest.raises(WrongTypeError, match="policy"):
            protection.points([], "th", at=AT)
        with pytest.raises(NaiveTimeError, match="at"):
            protection.points([], TH, at=datetime(2026, 2, 1))
