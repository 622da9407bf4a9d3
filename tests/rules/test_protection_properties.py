"""
What holds for every complaint and every set of violations, whatever the market.
"""

from datetime import UTC, datetime, timedelta

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.making import in_force
from tiktok_presale import BusinessDays, CalendarDays, Hours, Outcome, Violation, protection
from tiktok_presale.facts.complaints import Request
from tiktok_presale.rules.protection import NEXT_STEPS, ComplaintState, Step
from tiktok_presale.strategies import complaints, violations

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
TH = in_force("th", 2026, 2, 1)

shop = st.lists(violations(TH), max_size=6, unique_by=lambda one: one.id)
given_points = st.lists(violations(TH), min_size=1, max_size=6, unique_by=lambda one: one.id)
moments = st.integers(-24 * 100, 24 * 500).map(
    lambda hours: datetime(2026, 2, 1, tzinfo=UTC) + hours * HOUR
)


def recount(shop, at):
    """
    Count points by whole days: the day of issue and the ninety after it, in Bangkok.
    """
    today = at.astimezone(TH.zone).date()
    total = 0
    for one in shop:
        age = (today - one.issued_at.astimezone(TH.zone).date()).days
        if one.issued_at > at or age > 90:
            continue
        if one.upheld and one.decided_at <= at:
            continue
        total += one.points
    return total


class TestPoints:
    """
    Section 2: points lapse 90 calendar days after issue; an upheld appeal takes them away.
    """

    @given(shop, moments)
    def test_recounted(self, shop, at):
        """
        A count by whole days gives the same total.
        """
        assert recount(shop, at) == protection.points(shop, TH, at=at).total

    @given(shop, moments, st.randoms())
    def test_order_does_not_matter(self, shop, at, random):
        """
        Nor does telling some of them twice.
        """
        mixed = [*shop, *random.choices(shop, k=2)] if shop else []
        random.shuffle(mixed)

        assert protection.points(shop, TH, at=at) == protection.points(mixed, TH, at=at)

    @given(shop, moments)
    def test_bounds(self, shop, at):
        """
        The total is never negative, never above the peak, and that never above all points given.
        """
        found = protection.points(shop, TH, at=at)

        assert 0 <= found.total <= found.peak <= sum(one.points for one in shop)

    @given(shop, violations(TH), moments)
    def test_one_more(self, shop, more, at):
        """
        One more violation never lowers the total or the peak.
        """
        assume(more.id not in {one.id for one in shop})
        before = protection.points(shop, TH, at=at)
        after = protection.points([*shop, more], TH, at=at)

        assert after.total >= before.total
        assert after.peak >= before.peak
        assert len(after.reached) >= len(before.reached)

    @given(shop, moments, st.integers(0, 24 * 200))
    def test_without_new_points_it_only_falls(self, shop, at, hours):
        """
        Time alone never adds points: a later total is no higher, unless points were issued between.
        """
        later = at + hours * HOUR
        assume(not any(at < one.issued_at <= later for one in shop))

        assert (
            protection.points(shop, TH, at=later).total <= protection.points(shop, TH, at=at).total
        )

    @given(shop, moments)
    def test_all_lapse(self, shop, at):
        """
        At the last lapse the total is zero, and nothing is left to lapse.
        """
        lapses = [one.lapses_at for one in protection.points(shop, TH, at=at).violations]
        found = protection.points(shop, TH, at=max(lapses, default=at))

        assert (0, None) == (found.total, found.next_lapse)

    @given(given_points, st.integers(0, 24 * 90))
    def test_next_lapse(self, shop, hours):
        """
        Nothing changes before the next lapse, but for new points and decided appeals.
        """
        at = shop[0].issued_at + hours * HOUR
        quiet = [attrs.evolve(one, decided_at=None, upheld=None) for one in shop]
        quiet = [one for one in quiet if one.issued_at <= at]
        found = protection.points(quiet, TH, at=at)

        before = protection.points(quiet, TH, at=found.next_lapse - SECOND)
        lapsing = [one for one in found.violations if one.lapses_at == found.next_lapse]

        assert found.total == before.total
        assert found.total - protection.points(quiet, TH, at=found.next_lapse).total == sum(
            one.violation.points for one in lapsing
        )

    @given(shop, moments)
    def test_upheld_is_never_given(self, shop, at):
        """
        Where an appeal was upheld, the answer is that of a shop that never got the points.
        """
        clean = [one for one in shop if not (one.upheld and one.decided_at <= at)]
        with_them = protection.points(shop, TH, at=at)
        without = protection.points(clean, TH, at=at)

        assert (without.total, without.peak, without.reached) == (
            with_them.total,
            with_them.peak,
            with_them.reached,
        )

    @given(shop, moments)
    def test_closed_for_good(self, shop, at):
        """
        Once closed, a shop stays closed at every later instant, unless an appeal is upheld.
        """
        final = [attrs.evolve(one, decided_at=None, upheld=None) for one in shop]
        effects = [
            {finding.params["effect"] for finding in protection.points(final, TH, at=when).reached}
            for when in (at, at + timedelta(days=200))
        ]

        assert ("shop_closed" in effects[1]) >= ("shop_closed" in effects[0])

    @given(shop, moments)
    def test_distance(self, shop, at):
        """
        So many points more reach a threshold that was not reached, and one fewer does not.
        """
        found = protection.points(shop, TH, at=at)
        assume(found.to_next is not None)
        counts = [
            len(
                [
                    one
                    for one in self.more(shop, at, found.to_next + n).reached
                    if one.limit.low > found.total
                ]
            )
            for n in (-1, 0)
        ]

        assert 1 == counts[1] - counts[0]

    @staticmethod
    def more(shop, at, points):
        """
        The shop with one more violation at the instant, its peak being what counts then.
        """
        held = [one for one in shop if not one.removed_at(at)]
        extra = Violation(id="more", name="another", points=points, issued_at=at)
        counts = protection.points(held, TH, at=at).violations
        now = [one.violation for one in counts if one.counts]
        return protection.points([*now, extra], TH, at=at)


ANSWERED_IN = [
    in_force("vn", 2025, 9, 30),
    in_force("us", 2025, 12, 1),
    *(in_force(market, 2026, 6, 30) for market in ("cross-border", "us", "th", "vn", "id", "uk")),
]


@st.composite
def cases(draw, *, figured=False, silent=False):
    """
    A complaint under a policy, at an instant after it was made.

    Those that are *figured* have an answer time in their market; those that are *silent* one after
    which silence decides, and nothing else has happened to them but a late answer.
    """
    policy = draw(st.sampled_from(ANSWERED_IN))
    known = [request for request in Request if f"complaints.{request}" in policy.figures]
    known = [request for request in known if request is not Request.SECOND_RETURN]
    if silent:
        lapsing = [(one, request) for one in ANSWERED_IN for request in Request]
        lapsing = [
            (one, request)
            for one, request in lapsing
            if (term := one.find(f"complaints.{request}")) and term.value.silence
        ]
        policy, request = draw(st.sampled_from(lapsing))
        known = [request]
    requests = known if figured or silent else tuple(Request)
    complaint = draw(complaints(policy, requests=requests))
    wait = draw(st.integers(24 * 8 if silent else 0, 24 * 30)) * HOUR
    if silent:
        fields = {"withdrawn_at": None, "escalated_at": None, "delivered_deadline": None}
        answered = complaint.opened_at + draw(st.integers(24 * 8, 24 * 30)) * HOUR
        complaint = attrs.evolve(complaint, answered_at=answered, **fields)
    return complaint, policy, complaint.opened_at + wait


class TestAnswerBy:
    """
    F27 and the answer times of every market.
    """

    @given(cases())
    def test_delivered_wins(self, case):
        """
        The platform's deadline counts, and what was computed does not hang on it.
        """
        complaint, policy, _ = case
        found = protection.answer_by(complaint, policy)
        alone = protection.answer_by(attrs.evolve(complaint, delivered_deadline=None), policy)

        assert found.due == (complaint.delivered_deadline or found.computed)
        assert (alone.computed, alone.missing) == (found.computed, found.missing)

    @given(cases())
    def test_computed_or_missing(self, case):
        """
        Either a deadline is computed or it is said why not; never both, never neither.
        """
        found = protection.answer_by(case[0], case[1])

        assert (found.computed is None) is (found.missing is not None)
        assert found.missing is None or found.missing.outcome is Outcome.UNKNOWN

    @given(cases(figured=True))
    def test_counted_again(self, case):
        """
        Hours elapse from the request; days end with the local day on which they are over.
        """
        complaint, policy, _ = case
        found = protection.answer_by(attrs.evolve(complaint, region=None), policy)
        assume(found.computed is not None and found.rule != "complaints.chat_weekend")
        within = policy.figure(found.rule).value.within
        opened = complaint.opened_at.astimezone(policy.zone)
        end = found.computed

        if isinstance(within, Hours):
            elapsed = end.astimezone(UTC) - opened.astimezone(UTC)
            assert within.count * HOUR == elapsed
            return
        assert (23, 59, 59) == (end.hour, end.minute, end.second)
        passed = (end.date() - opened.date()).days
        if isinstance(within, CalendarDays):
            assert within.count == passed
        else:
            working = policy.calendar().is_working
            days = [opened.date() + timedelta(days=n) for n in range(1, passed + 1)]
            assert isinstance(within, BusinessDays)
            assert working(days[-1])
            assert within.count == sum(working(day) for day in days)

    @given(cases(figured=True), st.integers(0, 24 * 30))
    def test_a_later_request_is_due_no_earlier(self, case, hours):
        """
        Who asks later is answered no earlier, but for the weekend's own rule.
        """
        complaint, policy, _ = case
        assume(complaint.request is not Request.CHAT)
        plain = attrs.evolve(
            complaint,
            answered_at=None,
            answer=None,
            withdrawn_at=None,
            escalated_at=None,
            delivered_deadline=None,
        )
        later = attrs.evolve(plain, opened_at=plain.opened_at + hours * HOUR)
        dues = [protection.answer_by(one, policy).due for one in (plain, later)]
        assume(None not in dues)

        assert dues[0].astimezone(UTC) <= dues[1].astimezone(UTC)


class TestEscalation:
    """
    The state is computed on read, from what has happened by then.
    """

    @given(cases())
    def test_future_is_not_known(self, case):
        """
        What happens after the instant changes nothing.
        """
        complaint, policy, at = case
        names = ("answered_at", "withdrawn_at", "escalated_at")
        future = {
            name: None
            for name in names
            if (instant := getattr(complaint, name)) is not None and instant > at
        }
        if "answered_at" in future:
            future["answer"] = None
        known = attrs.evolve(complaint, **future)

        assert protection.escalation(known, policy, at=at) == (
            protection.escalation(complaint, policy, at=at)
        )

    @given(cases())
    def test_since(self, case):
        """
        A state began at or before the instant, and held from then on.
        """
        complaint, policy, at = case
        found = protection.escalation(complaint, policy, at=at)
        then = protection.escalation(complaint, policy, at=found.since)

        assert found.since <= at
        assert (found.state, found.since) == (then.state, then.since)

    @given(cases())
    def test_step_of_the_table(self, case):
        """
        The step is that of the table, but for what the market adds: to ask again, or nothing known.
        """
        complaint, policy, at = case
        found = protection.escalation(complaint, policy, at=at)
        answer = complaint.answer if found.state.startswith("answered") else None
        row = NEXT_STEPS[found.state, answer]

        assert found.step is row or (
            row is Step.HELP_CENTRE and found.step in {Step.ASK_AGAIN, Step.NOT_KNOWN}
        )

    @given(cases(silent=True), st.integers(0, 24 * 60))
    def test_silence_decides_for_good(self, case, hours):
        """
        A week after the request silence has decided it, and no later answer changes that.
        """
        complaint, policy, at = case
        found = protection.escalation(complaint, policy, at=at)
        later = protection.escalation(complaint, policy, at=at + hours * HOUR)

        assert found.state in {
            ComplaintState.APPROVED_BY_SILENCE,
            ComplaintState.CANCELLED_BY_SILENCE,
        }
        assert (found.state, found.since) == (later.state, later.since)

    @given(cases())
    def test_in_time_or_late(self, case):
        """
        The state agrees with the deadline: nobody is late before it, nor in time after it.
        """
        complaint, policy, at = case
        found = protection.escalation(complaint, policy, at=at)
        due = found.answer.due
        late = {ComplaintState.UNANSWERED, ComplaintState.ANSWERED_LATE}

        if found.state is ComplaintState.AWAITING_ANSWER:
            assert at < due + SECOND
        if found.state in late:
            assert due + SECOND <= at
        if found.state in {ComplaintState.ANSWERED, ComplaintState.UNKNOWN}:
            assert due is None


class TestRemedies:
    """
    F28: only what a source says.
    """

    @given(cases())
    def test_evidence_adds_up(self, case):
        """
        Every piece stands in the bundle once; more evidence never leaves more missing.
        """
        complaint, _, _ = case
        found = protection.evidence(complaint)
        pieces = [piece for item in found.items for piece in item.pieces]
        bare = protection.evidence(attrs.evolve(complaint, evidence=()))

        assert sorted(map(repr, complaint.evidence)) == sorted(map(repr, pieces))
        assert set(found.missing) <= set(bare.missing)
        assert len(found.items) == len({item.kind for item in found.items})

    @given(cases(), st.integers(2, 99))
    def test_more_buyers_support_no_less(self, case, buyers):
        """
        A collective complaint supports all that a single one does.
        """
        complaint, policy, _ = case
        kinds = [
            {
                one.kind
                for one in protection.remedies(attrs.evolve(complaint, buyers=count), policy)
                if one.supported
            }
            for count in (1, buyers)
        ]

        assert kinds[0] <= kinds[1]
