"""
Back from an occasion to the days of a sale (F11).
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.making import in_force, own_policy
from tiktok_presale import (
    CHRISTMAS,
    DOUBLE_ELEVEN,
    BusinessCalendar,
    BusinessDays,
    CalendarDays,
    Months,
    Occasion,
    OrderKind,
    Outcome,
    ReleaseOn,
    ShipWithin,
    planning,
    window,
)
from tiktok_presale.errors import (
    NaiveTimeError,
    NoWorkingWeekError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.rules.planning.timetables.timelines import SaleStart, SetBy, Step
from tiktok_presale.values.calendars import MON_TO_FRI

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)
LATE = datetime(2026, 11, 23, 9, tzinfo=UTC)
XB = in_force("cross-border", 2026, 10, 1)
US = in_force("us", 2026, 10, 1)
DOUYIN = in_force("douyin", 2026, 10, 1)
YEAR = BusinessCalendar("demo", MON_TO_FRI, first=date(2026, 1, 1), last=date(2026, 12, 31))
GIFTS = {
    "lead": Months(2),
    "production": CalendarDays(10),
    "handling": CalendarDays(2),
    "transit": CalendarDays(12),
}


def ask(occasion=CHRISTMAS, policy=XB, at=AT, **given_):
    """
    A schedule for gift boxes, told what differs.
    """
    if "opens" in given_:
        given_.setdefault("lead", None)
    return planning.schedule(occasion, policy, at=at, **{**GIFTS, **given_})


def days(found):
    """
    The day of each step, of a single round.
    """
    return {one.step: one.day for one in found.milestones}


def remedies(found):
    """
    The remedies of all failures by code, each once.
    """
    return {way.code: way.params for one in found.failures for way in one.remedies}


def finding(found, code):
    """
    The finding of that code.
    """
    return next(one for one in found.findings if one.code == code)


class TestTwoMonthsBeforeChristmas:
    """
    F11: a gift-box shop opens presale two months before Christmas and makes what is ordered.
    """

    def test_days(self):
        """
        Every step from the opening to the day itself.
        """
        found = ask(sale=CalendarDays(14))

        assert {
            Step.SALE_OPENS: date(2026, 10, 25),
            Step.SALE_CLOSES: date(2026, 11, 7),
            Step.PRODUCTION_ORDERED: date(2026, 11, 8),
            Step.GOODS_IN: date(2026, 11, 18),
            Step.DISPATCHED: date(2026, 11, 20),
            Step.DELIVERED: date(2026, 12, 2),
            Step.EVENT: date(2026, 12, 25),
        } == days(found)
        assert (CHRISTMAS, date(2026, 12, 25)) == (found.occasion, found.event)

    def test_promise_is_that_of_who_buys_first(self):
        """
        The first buyer waits 26 days and the last 13; the promise must hold for both.
        """
        found = ask(sale=CalendarDays(14))

        assert ShipWithin(CalendarDays(26)) == found.promise
        assert [(26, 13)] == [(one.longest_wait, one.shortest_wait) for one in found.rounds]
        assert found.allowed
        assert window.check(found.promise, XB, at=AT).allowed

    def test_slack(self):
        """
        The promise allows four days more, the event 23; the least binds.
        """
        found = ask(sale=CalendarDays(14))

        assert {
            Step.SALE_OPENS: 23,
            Step.SALE_CLOSES: 4,
            Step.PRODUCTION_ORDERED: 4,
            Step.GOODS_IN: 4,
            Step.DISPATCHED: 4,
            Step.DELIVERED: 23,
            Step.EVENT: None,
        } == {one.step: one.slack for one in found.milestones}
        assert found.slack == 4
        assert [
            Step.SALE_CLOSES,
            Step.PRODUCTION_ORDERED,
            Step.GOODS_IN,
            Step.DISPATCHED,
        ] == [one.step for one in found.critical]
        assert date(2026, 11, 17) == found.opens_by
        assert ["schedule.window"] == [one.code for one in found.grounds.binding]

    def test_why(self):
        """
        Each step says which input put it on its day.
        """
        found = ask(sale=CalendarDays(14))

        assert [
            (SetBy.LEAD, Months(2)),
            (SetBy.SALE, CalendarDays(14)),
            (SetBy.ROUND, CalendarDays(14)),
            (SetBy.PRODUCTION, CalendarDays(10)),
            (SetBy.HANDLING, CalendarDays(2)),
            (SetBy.TRANSIT, CalendarDays(12)),
            (SetBy.OCCASION, CHRISTMAS),
        ] == [(one.why, one.span) for one in found.milestones]

    def test_sensitivity(self):
        """
        Slower transit changes nothing; slower production would break the promise.
        """
        found = ask(sale=CalendarDays(14))

        assert {
            "production": None,
            "transit": SaleStart(
                date(2026, 10, 25), CalendarDays(14), ShipWithin(CalendarDays(26))
            ),
            "sale_days": None,
        } == {one.input: one.answer for one in found.grounds.sensitivity}

    def test_inputs(self):
        """
        The grounds carry what was given, and nothing that was not.
        """
        found = ask(sale=CalendarDays(14))

        assert {
            "lead",
            "sale_days",
            "production",
            "handling",
            "transit",
            "margin",
        } == set(found.grounds.inputs)

    def test_the_longest_sale(self):
        """
        Without a length, the sale is as long as the longest promise allows: 18 days.
        """
        found = ask()

        assert date(2026, 11, 11) == days(found)[Step.SALE_CLOSES]
        assert ShipWithin(CalendarDays(30)) == found.promise
        assert SetBy.LONGEST is found.get(Step.SALE_CLOSES)[0].why
        assert not ask(sale=CalendarDays(19)).allowed
        assert {
            "production": CalendarDays(11),
            "transit": CalendarDays(18),
        } == {one.input: one.answer.sale for one in found.grounds.sensitivity}

    def test_a_sale_that_is_too_long(self):
        """
        A month of sale cannot be kept; half of it, or two orders to the maker, can.
        """
        found = ask(sale=CalendarDays(30))

        assert ShipWithin(CalendarDays(42)) == found.promise
        assert {"window.days", "window.api"} == {one.code for one in found.failures}
        assert {
            "shorter_sale": {"days": CalendarDays(18)},
            "order_every": {"days": CalendarDays(18)},
        } == remedies(found)
        assert ask(sale=CalendarDays(30), every=CalendarDays(18)).allowed

    def test_advice_tells_a_way(self):
        """
        F10 advises 15 days at most; the way there is to order every three days.
        """
        advice = finding(ask(sale=CalendarDays(14)), "window.advice_long")

        assert [
            ("shorter_sale", CalendarDays(3)),
            ("order_every", CalendarDays(3)),
        ] == [(one.code, one.params["days"]) for one in advice.remedies]
        short = ask(sale=CalendarDays(14), every=CalendarDays(3))
        assert ShipWithin(CalendarDays(15)) == short.promise


class TestTooLate:
    """
    A sale that starts too late, and what would make it possible.
    """

    def test_today_is_after_the_day_to_open(self):
        """
        The sale opens today at the earliest, and the answer says when it should have.
        """
        found = ask(at=LATE, sale=CalendarDays(14))
        late = finding(found, "schedule.opens_late")

        assert date(2026, 11, 23) == days(found)[Step.SALE_OPENS]
        assert SetBy.TODAY is found.get(Step.SALE_OPENS)[0].why
        assert (date(2026, 11, 23), date(2026, 10, 25)) == (late.actual, late.limit)
        assert date(2026, 11, 17) == found.opens_by
        assert found.slack == -6
        assert ["schedule.event", "schedule.today"] == [one.code for one in found.grounds.binding]

    @pytest.mark.parametrize(
        "change",
        [
            {"sale": CalendarDays(8)},
            {"production": CalendarDays(4)},
            {"transit": CalendarDays(6)},
        ],
    )
    def test_each_way_alone_is_enough(self, change):
        """
        What the remedies say makes the schedule possible, and a day more does not.
        """
        given_ = {"sale": CalendarDays(14), "margin": CalendarDays(0)}
        found = ask(at=LATE, **given_)
        (name, value), *_ = change.items()
        code = {"sale": "shorter_sale"}.get(name, f"faster_{name}")
        more = {name: CalendarDays(value.count + 1)}

        assert {"days": value} == remedies(found)[code]
        assert ask(at=LATE, **{**given_, **change}).allowed
        assert not ask(at=LATE, **{**given_, **more}).allowed

    def test_an_earlier_opening_is_a_way(self):
        """
        Who wants to open too late is told the last day on which it is early enough.
        """
        found = ask(opens=date(2026, 11, 20), sale=CalendarDays(14))

        assert {"on": date(2026, 11, 17)} == remedies(found)["open_by"]
        assert ask(opens=date(2026, 11, 17), sale=CalendarDays(14)).allowed

    def test_a_smaller_margin_is_a_way(self):
        """
        Days kept in hand before the event can be given up.
        """
        found = ask(at=LATE, sale=CalendarDays(6), margin=CalendarDays(5))

        assert {"days": CalendarDays(2)} == remedies(found)["smaller_margin"]

    def test_nothing_helps(self):
        """
        On the day before, the next Christmas is what remains.
        """
        found = ask(at=datetime(2026, 12, 24, 9, tzinfo=UTC), sale=CalendarDays(14))
        day = ask(date(2026, 12, 25), at=datetime(2026, 12, 24, 9, tzinfo=UTC))

        assert {"next_occasion": {"on": date(2027, 12, 25)}} == remedies(found)
        assert {} == remedies(day)
        assert day.failures
        assert found.slack < 0

    def test_on_the_day_itself(self):
        """
        On Christmas Day, that day is still the event.
        """
        found = ask(at=datetime(2026, 12, 25, 9, tzinfo=UTC))

        assert (date(2026, 12, 25), 1) == (found.event, len(found.rounds))
        assert not found.allowed

    def test_last_christmas_there_is(self):
        """
        No later one exists, so none is offered, and nothing leaves the calendar silently.
        """
        at = datetime(9999, 12, 20, tzinfo=UTC)
        found = ask(at=at, sale=CalendarDays(1))

        assert Outcome.UNKNOWN is found.outcome
        assert ["schedule.too_far"] == [one.code for one in found.findings]
        last = ask(
            date.max,
            at=at,
            sale=CalendarDays(1),
            production=CalendarDays(0),
            handling=CalendarDays(0),
            transit=CalendarDays(0),
            lead=None,
        )
        assert last.milestones or last.findings


class TestRunningSale:
    """
    A sale that has opened already.
    """

    def test_the_order_waits_for_no_past_day(self):
        """
        What should have been ordered last week is ordered today.
        """
        found = ask(opens=date(2026, 10, 25), at=LATE, sale=CalendarDays(14))
        ordered = found.get(Step.PRODUCTION_ORDERED)[0]

        assert (date(2026, 11, 23), SetBy.TODAY) == (ordered.day, ordered.why)
        assert ShipWithin(CalendarDays(41)) == found.promise
        assert "shorter_sale" not in remedies(found)

    def test_an_order_that_was_placed_counts(self):
        """
        Told that production was ordered, the days are those of the plan.
        """
        found = ask(opens=date(2026, 10, 25), at=LATE, sale=CalendarDays(14), ordered=1)

        assert date(2026, 11, 8) == days(found)[Step.PRODUCTION_ORDERED]
        assert found.allowed

    def test_the_promise_that_was_made(self):
        """
        A promise that stands already is kept or not; no other one is offered.
        """
        made = ShipWithin(CalendarDays(20))
        found = ask(opens=date(2026, 10, 25), sale=CalendarDays(14), promise=made)
        kept = ask(opens=date(2026, 10, 25), sale=CalendarDays(8), promise=made)

        assert made == found.promise
        assert ["schedule.promise"] == [one.code for one in found.failures]
        assert {"days": CalendarDays(8)} == remedies(found)["shorter_sale"]
        assert kept.allowed
        assert ["schedule.promise"] == [one.code for one in kept.grounds.binding]
        assert () == finding(kept, "window.advice_long").remedies

    def test_it_cannot_open_later(self):
        """
        No other opening is supposed for a sale that runs.
        """
        found = ask(opens=date(2026, 10, 25), at=LATE, sale=CalendarDays(14))

        assert {None} == {one.answer for one in found.grounds.sensitivity}


class TestRounds:
    """
    Production ordered again and again while the sale runs.
    """

    def test_each_round(self):
        """
        Ten days of sale each, and the last one as long as what remains.
        """
        found = ask(sale=CalendarDays(25), every=CalendarDays(10))

        assert [
            (date(2026, 10, 25), date(2026, 11, 3), date(2026, 11, 4)),
            (date(2026, 11, 4), date(2026, 11, 13), date(2026, 11, 14)),
            (date(2026, 11, 14), date(2026, 11, 18), date(2026, 11, 19)),
        ] == [(one.sold_from, one.sold_to, one.ordered) for one in found.rounds]
        assert ShipWithin(CalendarDays(22)) == found.promise
        assert [1, 2, 3] == [one.round for one in found.get(Step.GOODS_IN)]

    def test_rounds_ordered_already(self):
        """
        Of three rounds two were ordered: only the third waits for today.
        """
        at = datetime(2026, 11, 25, 9, tzinfo=UTC)
        found = ask(
            opens=date(2026, 10, 25),
            at=at,
            sale=CalendarDays(25),
            every=CalendarDays(10),
            ordered=2,
        )

        assert [date(2026, 11, 4), date(2026, 11, 14), date(2026, 11, 25)] == [
            one.ordered for one in found.rounds
        ]


class TestReleaseDate:
    """
    United States: one date for everybody, 3 to 60 days after the listing.
    """

    def test_release_is_the_day_the_goods_are_in(self):
        """
        Handling starts on it, and two business days later the carrier has scanned.
        """
        found = ask(policy=US, sale=CalendarDays(14))

        assert ReleaseOn(date(2026, 11, 18)) == found.promise
        assert date(2026, 11, 20) == days(found)[Step.DISPATCHED]
        assert found.allowed

    def test_too_much_handling_moves_the_release(self):
        """
        Six days of handling do not fit behind the release, so that it comes later.
        """
        found = ask(policy=US, sale=CalendarDays(14), handling=CalendarDays(6))
        due = finding(found, "schedule.promise").limit

        assert date(2026, 11, 24) == days(found)[Step.DISPATCHED]
        assert found.promise.on > days(found)[Step.GOODS_IN]
        assert days(found)[Step.DISPATCHED] <= due

    def test_not_before_the_window(self):
        """
        With goods at hand the release is still three days ahead, and nothing goes before it.
        """
        found = ask(
            policy=US,
            sale=CalendarDays(1),
            production=CalendarDays(0),
            handling=CalendarDays(0),
        )

        assert ReleaseOn(date(2026, 10, 28)) == found.promise
        assert (date(2026, 10, 28), SetBy.RELEASE) == (
            found.get(Step.DISPATCHED)[0].day,
            found.get(Step.DISPATCHED)[0].why,
        )
        assert found.allowed

    def test_further_than_the_window(self):
        """
        A release after the sixtieth day cannot be published.
        """
        found = ask(
            policy=US, sale=CalendarDays(55), lead=Months(4), at=datetime(2026, 8, 1, tzinfo=UTC)
        )

        assert {"window.days", "window.api"} == {one.code for one in found.failures}
        assert {"days": CalendarDays(50)} == remedies(found)["shorter_sale"]
        assert "order_every" not in remedies(found)

    def test_a_release_that_was_published(self):
        """
        It is locked: what can change is the sale and the maker.
        """
        made = ReleaseOn(date(2026, 11, 12))
        found = ask(policy=US, opens=date(2026, 10, 25), sale=CalendarDays(14), promise=made)
        early = ask(policy=US, opens=date(2026, 10, 25), sale=CalendarDays(4), promise=made)

        assert {"schedule.promise"} == {one.code for one in found.failures}
        assert early.allowed
        assert date(2026, 11, 12) == days(early)[Step.DISPATCHED]


class TestMarkets:
    """
    What each market's figures do to a schedule.
    """

    def test_only_some_numbers_are_offered(self):
        """
        Douyin offers 5, 7, 10 and 15 days: eight become ten.
        """
        given_ = {"production": CalendarDays(3), "handling": CalendarDays(1)}
        found = ask(DOUBLE_ELEVEN, DOUYIN, sale=CalendarDays(4), transit=CalendarDays(3), **given_)

        assert ShipWithin(CalendarDays(10)) == found.promise
        assert [8] == [one.longest_wait for one in found.rounds]

    def test_no_figures(self):
        """
        Where a market says nothing, the promise is that of the goods, and the answer is unknown.
        """
        found = ask(policy=in_force("uk", 2026, 10, 1), sale=CalendarDays(14))

        assert ShipWithin(CalendarDays(26)) == found.promise
        assert Outcome.UNKNOWN is found.outcome
        assert {"window.days", "deadline.no_rule"} == {
            one.code for one in found.findings if one.outcome is Outcome.UNKNOWN
        }
        assert ["", "api.pre_order"] == [one.rule for one in found.grounds.bounds]

    def test_a_release_without_figures(self):
        """
        A release date that the market's rules say nothing about is taken by its word.
        """
        made = ReleaseOn(date(2026, 11, 20))
        given_ = {"policy": in_force("uk", 2026, 10, 1), "opens": date(2026, 10, 25)}

        assert not ask(sale=CalendarDays(14), promise=made, **given_).failures
        assert ask(at=LATE, promise=made, **given_).rounds

    def test_a_window_in_business_days(self):
        """
        A market that counts business days gets a promise in them.
        """
        figures = {
            "window.promise": '"ship_within"',
            "window.days": '{ min = 1, below = 21, unit = "business_days" }',
            "calendar.week": '["mon", "tue", "wed", "thu", "fri"]',
            "deadlines.pre_order.dispatch": '{ event = "dispatch", anchor = "placed", '
            'promise = true, days = 0, unit = "business_days" }',
        }
        found = ask(policy=own_policy(figures), sale=CalendarDays(10), calendar=YEAR)

        assert BusinessDays(16) == found.promise.days
        assert found.allowed

    def test_a_window_of_hours_fits_no_promise(self):
        """
        Such a window limits nothing here; the check of the window says what is wrong.
        """
        figures = {"window.days": '{ min = 24, max = 72, unit = "hours" }'}
        found = ask(policy=own_policy(figures), sale=CalendarDays(10))

        assert ShipWithin(CalendarDays(22)) == found.promise
        assert "window.days.unit" in {one.code for one in found.failures}

    def test_a_category_has_its_own_window(self):
        """
        The figure of the category is the limit where the pack has one.
        """
        figures = {
            "window.promise": '"ship_within"',
            "window.days": '{ min = 3, max = 15, unit = "calendar_days" }',
            "window.categories.gifts": '{ min = 3, max = 40, unit = "calendar_days" }',
            "deadlines.pre_order.dispatch": '{ event = "dispatch", anchor = "placed", '
            'promise = true, days = 0, unit = "calendar_days" }',
        }
        policy = own_policy(figures)

        assert not ask(policy=policy, sale=CalendarDays(14)).allowed
        own = ask(policy=policy, sale=CalendarDays(14), category="gifts")
        assert own.allowed
        assert own.grounds.bounds[1].rule == "window.categories.gifts"

    def test_goods_made_to_order(self):
        """
        Another kind of orders has another window.
        """
        found = ask(sale=CalendarDays(1), production=CalendarDays(1), kind=OrderKind.MADE_TO_ORDER)

        assert all(one.rule != "window.days" for one in found.grounds.bounds)


class TestBusinessDays:
    """
    Makers and shops that do not work every day.
    """

    def test_each_in_its_own_calendar(self):
        """
        Five working days of the maker, whose week has a holiday, and one of the shop.
        """
        factory = BusinessCalendar(
            "maker",
            MON_TO_FRI,
            {date(2026, 11, 11)},
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
        )
        found = ask(
            sale=CalendarDays(14),
            production=BusinessDays(5),
            handling=BusinessDays(1),
            calendar=YEAR,
            factory=factory,
        )

        assert date(2026, 11, 16) == days(found)[Step.GOODS_IN]
        assert date(2026, 11, 17) == days(found)[Step.DISPATCHED]
        assert (
            date(2026, 11, 16)
            == days(ask(sale=CalendarDays(14), production=BusinessDays(5), factory=factory))[
                Step.GOODS_IN
            ]
        )

    def test_slower_by_a_working_week(self):
        """
        A week more of business days is five of them.
        """
        found = ask(sale=CalendarDays(14), production=BusinessDays(5), calendar=YEAR)

        assert BusinessDays(10) == found.grounds.sensitivity[0].instead

    def test_a_calendar_that_ends(self):
        """
        A calendar that does not reach far enough makes the answer unknown, not wrong.
        """
        short = YEAR.with_holidays((), first=date(2026, 1, 1), last=date(2026, 12, 31))
        found = ask(
            date(2027, 1, 20),
            lead=None,
            sale=CalendarDays(14),
            transit=BusinessDays(3),
            calendar=short,
        )

        assert ["schedule.calendar"] == [one.code for one in found.findings]
        assert Outcome.UNKNOWN is found.outcome
        assert () == found.milestones
        assert found.slack is None

    def test_what_cannot_be_supposed_is_left_out(self):
        """
        A week more would lead out of the calendar: that supposition is not made.
        """
        found = ask(
            date(2026, 12, 30),
            sale=CalendarDays(14),
            lead=None,
            opens=date(2026, 12, 1),
            production=CalendarDays(5),
            transit=BusinessDays(6),
            calendar=YEAR,
        )

        assert found.allowed
        assert ["sale_days"] != [one.input for one in found.grounds.sensitivity]
        assert len(found.grounds.sensitivity) < 3

    def test_no_calendar(self):
        """
        A market whose working week nobody names cannot count business days.
        """
        with pytest.raises(NoWorkingWeekError):
            ask(policy=in_force("uk", 2026, 10, 1), production=BusinessDays(3))


class TestOccasion:
    """
    What the sale works towards.
    """

    def test_far_away(self):
        """
        A sale for a day in thousands of years is a year long at most, and is answered at once.
        """
        found = ask(
            date(9000, 1, 1), policy=in_force("uk", 2026, 10, 1), lead=None, every=CalendarDays(1)
        )

        assert len(found.rounds) <= 366

    @pytest.mark.parametrize("name", ["production", "handling", "transit", "margin"])
    def test_longer_than_the_calendar(self, name):
        """
        Spans that lead out of the calendar are no error.
        """
        found = ask(sale=CalendarDays(3), **{name: CalendarDays(10**9)})

        assert ["schedule.too_far"] == [one.code for one in found.findings]

    def test_a_plain_day(self):
        """
        A day needs no name.
        """
        found = ask(date(2026, 12, 25), sale=CalendarDays(14))

        assert found.occasion is None
        assert days(ask(sale=CalendarDays(14))) == days(found)

    def test_no_further_day(self):
        """
        An occasion whose next day nobody listed is unknown, and the remedy is to list it.
        """
        lunar = Occasion("lunar_new_year", days=[date(2026, 2, 17)])
        found = ask(lunar)

        assert (None, Outcome.UNKNOWN) == (found.event, found.outcome)
        assert ["list_days"] == [one.code for one in found.findings[0].remedies]

    def test_today_without_a_lead(self):
        """
        Neither lead nor opening: the sale opens today.
        """
        found = ask(lead=None, sale=CalendarDays(14))

        assert (date(2026, 10, 1), SetBy.TODAY) == (
            found.milestones[0].day,
            found.milestones[0].why,
        )

    def test_lead_in_days(self):
        """
        A lead may be days instead of months.
        """
        found = ask(lead=CalendarDays(61), sale=CalendarDays(14))

        assert date(2026, 10, 25) == found.milestones[0].day

    def test_the_day_is_that_of_the_market(self):
        """
        On 31 December at 20:00 UTC it is New Year in Shanghai, so that the next one is a year off.
        """
        late = datetime(2026, 12, 25, 20, tzinfo=UTC)

        assert date(2027, 12, 25) == ask(at=late).event
        assert date(2026, 12, 25) == ask(at=late, policy=US).event


class TestRefusals:
    """
    Input that makes no sense is refused, each with one error.
    """

    @pytest.mark.parametrize(
        ("given_", "error"),
        [
            ({"policy": "th"}, WrongTypeError),
            ({"at": datetime(2026, 10, 1)}, NaiveTimeError),
            ({"occasion": "christmas"}, WrongTypeError),
            ({"occasion": datetime(2026, 12, 25, tzinfo=UTC)}, WrongTypeError),
            ({"production": 10}, WrongTypeError),
            ({"handling": None}, WrongTypeError),
            ({"transit": timedelta(days=3)}, WrongTypeError),
            ({"lead": 2}, WrongTypeError),
            ({"lead": Months(30_000)}, OutOfRangeError),
            ({"lead": CalendarDays(10**7)}, OutOfRangeError),
            ({"opens": date(2026, 10, 25), "lead": Months(2)}, OutOfRangeError),
            ({"opens": "2026-10-25"}, WrongTypeError),
            ({"sale": CalendarDays(0)}, OutOfRangeError),
            ({"sale": CalendarDays(367)}, OutOfRangeError),
            ({"every": CalendarDays(367)}, OutOfRangeError),
            ({"sale": BusinessDays(5)}, WrongTypeError),
            ({"every": CalendarDays(0)}, OutOfRangeError),
            ({"every": 3}, WrongTypeError),
            ({"margin": 3}, WrongTypeError),
            ({"ordered": -1}, OutOfRangeError),
            ({"promise": 15}, WrongTypeError),
            ({"kind": "pre_order"}, WrongTypeError),
            ({"category": 7}, WrongTypeError),
            ({"calendar": MON_TO_FRI}, WrongTypeError),
            ({"factory": MON_TO_FRI}, WrongTypeError),
        ],
    )
    def test_argument(self, given_, error):
        """
        Each argument is checked.
        """
        with pytest.raises(error):
            ask(**given_)


class TestTexts:
    """
    A schedule can be told, shown and drawn.
    """

    def test_lines(self):
        """
        The first lines in English.
        """
        told = ask(sale=CalendarDays(14)).explain().splitlines()

        assert [
            "Presale for Christmas, 2026-12-25",
            "2026-10-25: the sale opens (2 months before); may slip by 23 days",
            "2026-11-07: the sale closes (14 calendar days of sale); may slip by 4 days",
        ] == told[:3]
        assert "Pre-order: ships within 26 days" in told

    def test_lines_in_chinese(self):
        """
        The same in Chinese.
        """
        told = ask(sale=CalendarDays(14)).explain("zh").splitlines()

        assert [
            "圣诞节预售（2026-12-25）",
            "2026-10-25：预售开始（提前2个月）；可推迟23天",
        ] == told[:2]
        assert "预售商品将在26天内发货" in told

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_kind_of_answer(self, language):
        """
        No answer has a gap in its text.
        """
        answers = [
            ask(),
            ask(date(2026, 12, 25)),
            ask(Occasion("lunar_new_year", days=[date(2026, 2, 17)])),
            ask(at=LATE, sale=CalendarDays(14), every=CalendarDays(5)),
            ask(policy=US),
            ask(sale=CalendarDays(40)),
            ask(at=datetime(9999, 12, 20, tzinfo=UTC), sale=CalendarDays(1)),
        ]

        assert all("{" not in one.explain(language) for one in answers)
        assert all("schedule." not in one.explain(language) for one in answers)
        assert all("{" not in one.gantt(language) for one in answers)

    def test_sooner_words(self):
        """
        One day is one day, and too late is said so.
        """
        one = ask(sale=CalendarDays(17)).get(Step.SALE_CLOSES)[0]
        late = ask(sale=CalendarDays(19)).get(Step.SALE_CLOSES)[0]

        assert one.explain().endswith("; may slip by 1 day")
        assert late.explain().endswith("; 1 day too late")

    def test_table(self):
        """
        A notebook shows the steps as a table.
        """
        shown = ask(sale=CalendarDays(14))._repr_html_()

        assert shown.count("<tr>") == 8
        assert "<td>2026-11-08</td><td>production is ordered</td>" in shown

    def test_opening(self):
        """
        A supposed opening is said with its promise.
        """
        one = SaleStart(date(2026, 10, 25), CalendarDays(14), ShipWithin(CalendarDays(26)))

        assert str(one) == (
            "opening on 2026-10-25 for 14 calendar days (“Pre-order: ships within 26 days”)"
        )

    def test_str(self):
        """
        The printed form is the English text.
        """
        found = ask(sale=CalendarDays(14))

        assert found.explain("en") == str(found)


def test_door():
    """
    The door of planning names what stands behind it.
    """
    assert {"purchases", "schedule"} <= set(dir(planning))
