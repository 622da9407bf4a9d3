"""
Laws of the window.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given

from tiktok_presale import CalendarDays, OrderKind, Outcome, ReleaseOn, ShipWithin, window
from tiktok_presale.strategies import calendar_days, instants, policies, releases
from tiktok_presale.values.instants import utc

US = policies(["us"])
DAYS_TO_SHIP = policies(["cross-border", "th", "vn", "ph", "id", "my", "sg"])


class TestRange:
    """
    Between two allowed promises every promise is allowed.
    """

    @given(DAYS_TO_SHIP, calendar_days(), instants())
    def test_days_alone_decide(self, policy, days, at):
        """
        Whether days are allowed depends on the window of the edition and on nothing else.
        """
        decision = window.check(ShipWithin(days), policy, at=at)
        limit = policy.window.days

        if limit is None:
            assert Outcome.FAIL is not decision.findings[0].outcome
        else:
            inside = limit.low.count <= days.count <= limit.high.count
            assert inside is not any(f.rule == "window.days" for f in decision.failures)

    @given(DAYS_TO_SHIP, calendar_days(), instants())
    def test_remedy(self, policy, days, at):
        """
        Every failure's remedy, applied, passes that rule.
        """
        for failure in window.check(ShipWithin(days), policy, at=at).failures:
            applied = ShipWithin(failure.remedy.params["days"])
            again = window.check(applied, policy, at=at).failures

            assert failure.rule not in {finding.rule for finding in again}

    @given(DAYS_TO_SHIP, calendar_days(), instants())
    def test_advice(self, policy, days, at):
        """
        Advice never decides.
        """
        decision = window.check(ShipWithin(days), policy, at=at)
        spoken = {finding.outcome for finding in decision.findings} - {Outcome.ADVICE}

        assert decision.allowed is (spoken == {Outcome.PASS})


class TestReleaseDates:
    """
    The days to a release date are counted from the day of listing in the seller's zone.
    """

    @given(US, releases(), instants())
    def test_count(self, policy, release, at):
        """
        They are the difference of two calendar days there, whatever the clocks did between.
        """
        zone = ZoneInfo(release.zone) if release.zone else policy.zone
        ahead = (release.on - at.astimezone(zone).date()).days
        actual = window.check(release, policy, at=at).findings[-1].actual

        assert actual == (release.on if ahead < 0 else CalendarDays(ahead))

    @given(US, releases(), instants())
    def test_remedy_for_the_past(self, policy, release, at):
        """
        The first day that is offered in place of a past one is allowed, and the day before is not.
        """
        failures = window.check(release, policy, at=at).failures
        for failure in failures:
            if failure.code != "window.past" or policy.window.days is None:
                continue
            first = failure.remedy.params["on"]
            day_before = ReleaseOn(first - timedelta(days=1), release.zone)

            assert window.check(ReleaseOn(first, release.zone), policy, at=at).allowed
            assert not window.check(day_before, policy, at=at).allowed

    @given(policies(), releases(), instants())
    def test_same_instant_elsewhere(self, policy, release, at):
        """
        The same instant in another zone gives the same findings.
        """
        assert (
            window.check(release, policy, at=at).findings
            == window.check(release, policy, at=utc(at)).findings
        )

    @given(policies(), releases(), instants())
    def test_every_kind_answers(self, policy, release, at):
        """
        No kind of order is left without an answer.
        """
        for kind in OrderKind:
            assert window.check(release, policy, at=at, kind=kind).findings
