"""
May this buyer draw: age, a guardian's consent, limits on time, money and draws, stock.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.making import SHANGHAI, in_force
from tiktok_presale import (
    BlindBox,
    Buyer,
    CalendarDays,
    DrawLimits,
    DrawState,
    Guarantee,
    Money,
    OddsTable,
    Outcome,
    PaidDraws,
    boxes,
)
from tiktok_presale.errors import (
    CurrencyMismatchError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.strategies import draw_limits, instants, paid_draws

LAW = in_force("law-cn", 2026, 2, 2)
US = in_force("us", 2026, 2, 2)
AT = datetime(2026, 2, 2, 12, tzinfo=SHANGHAI)
ADULT = Buyer(id="b1", age=18)
PRICE = Money("59.00", "CNY")
BOX = BlindBox(id="p1", odds=OddsTable.of({"bear": "9/10", "secret": "1/10"}), price=PRICE)


def limited(**limits):
    """
    A box with limits.
    """
    return attrs.evolve(BOX, limits=DrawLimits(**limits))


def paid(count, at=AT, buyer="b1"):
    """
    So many draws at 59 CNY each.
    """
    return PaidDraws(buyer=buyer, at=at, paid=PRICE * count, count=count)


def outcomes(decision):
    """
    The outcome of each code.
    """
    return {f.code.removeprefix("boxes."): f.outcome for f in decision.findings}


class TestAge:
    """
    SAMR guideline no. 39 of 2023: none under 8, a guardian's confirmed consent from 8 to 17.
    """

    @pytest.mark.parametrize(
        ("age", "consent", "expected"),
        [
            (7, True, {"age": Outcome.FAIL}),
            (8, True, {"age": Outcome.PASS, "guardian_consent": Outcome.PASS}),
            (8, False, {"age": Outcome.PASS, "guardian_consent": Outcome.FAIL}),
            (8, None, {"age": Outcome.PASS, "guardian_consent": Outcome.UNKNOWN}),
            (17, False, {"age": Outcome.PASS, "guardian_consent": Outcome.FAIL}),
            (17, True, {"age": Outcome.PASS, "guardian_consent": Outcome.PASS}),
            (18, False, {"age": Outcome.PASS}),
            (18, None, {"age": Outcome.PASS}),
            (None, None, {"age": Outcome.UNKNOWN, "guardian_consent": Outcome.UNKNOWN}),
            (None, False, {"age": Outcome.UNKNOWN, "guardian_consent": Outcome.UNKNOWN}),
            (None, True, {"age": Outcome.UNKNOWN, "guardian_consent": Outcome.PASS}),
        ],
    )
    def test_edges(self, age, consent, expected):
        """
        Whatever is not known is asked for, and passes nowhere.
        """
        buyer = Buyer(id="b1", age=age, guardian_consent=consent)

        assert expected == outcomes(boxes.may_draw(buyer, BOX, LAW, at=AT))

    def test_what_is_asked_for(self):
        """
        The way out is to tell the age, and to have the consent confirmed.
        """
        silent = boxes.may_draw(Buyer(id="b1"), BOX, LAW, at=AT)
        refused = boxes.may_draw(Buyer(id="b1", age=9, guardian_consent=False), BOX, LAW, at=AT)

        assert ["box_age", "box_consent"] == [f.remedy.params["name"] for f in silent.unknowns]
        assert ["confirm_consent"] == [f.remedy.code for f in refused.failures]

    def test_under_a_market(self):
        """
        A market that was combined with the law asks for the same.
        """
        decision = boxes.may_draw(Buyer(id="b1", age=7), BOX, US.with_law(LAW), at=AT)

        assert {"age": Outcome.FAIL} == outcomes(decision)
        assert 8 == decision.failures[0].limit.low

    def test_no_rule(self):
        """
        Where nothing is known nothing is allowed.
        """
        decision = boxes.may_draw(ADULT, BOX, US, at=AT)

        assert {"no_rule": Outcome.UNKNOWN} == outcomes(decision)


class TestDraws:
    """
    A limit on the number of draws.
    """

    @pytest.mark.parametrize(
        ("before", "draws", "outcome"),
        [(0, 10, Outcome.PASS), (9, 1, Outcome.PASS), (9, 2, Outcome.FAIL), (10, 1, Outcome.FAIL)],
    )
    def test_edges(self, before, draws, outcome):
        """
        The tenth is allowed, the eleventh is not.
        """
        past = [paid(before)] if before else []
        decision = boxes.may_draw(ADULT, limited(draws=10), LAW, at=AT, past=past, draws=draws)

        assert outcome is outcomes(decision)["draws"]

    def test_others_and_later_draws(self):
        """
        Draws of other buyers and later ones do not count; those of this instant do.
        """
        past = [paid(5, buyer="b2"), paid(5, at=AT + timedelta(seconds=1)), paid(9)]
        found = boxes.may_draw(ADULT, limited(draws=10), LAW, at=AT, past=past)

        assert found.allowed
        assert 10 == next(f.actual for f in found.passes if f.code == "boxes.draws")

    def test_days_are_the_markets(self):
        """
        The day begins at midnight in the market's zone, wherever the instant is told.
        """
        late = datetime(2026, 2, 1, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Shanghai
        early = datetime(2026, 2, 1, 16, tzinfo=UTC)
        box = limited(draws=1)

        assert not boxes.may_draw(ADULT, box, LAW, at=late, past=[paid(1, late)]).allowed
        assert boxes.may_draw(ADULT, box, LAW, at=early, past=[paid(1, late)]).allowed

    def test_period(self):
        """
        Seven days are today and the six before it.
        """
        box = limited(draws=1, period=CalendarDays(7))

        for days, allowed in ((6, False), (7, True)):
            past = [paid(1, AT - timedelta(days=days))]
            assert allowed is boxes.may_draw(ADULT, box, LAW, at=AT, past=past).allowed

    def test_remedies(self):
        """
        Fewer now, or all of them from the day on which there is room.
        """
        box = limited(draws=5, period=CalendarDays(3))
        past = [paid(2, AT - timedelta(days=2)), paid(1)]
        decision = boxes.may_draw(ADULT, box, LAW, at=AT, past=past, draws=3)
        now, later = decision.failures[0].remedies

        assert ("draw_at_most", 2) == (now.code, now.params["draws"])
        assert ("draw_from", 3, date(2026, 2, 3)) == (
            later.code,
            later.params["draws"],
            later.params["on"],
        )

    def test_more_than_ever(self):
        """
        More than the limit ever allows: as many as it does, and from when.
        """
        full = boxes.may_draw(ADULT, limited(draws=5), LAW, at=AT, past=[paid(5)], draws=9)
        free = boxes.may_draw(ADULT, limited(draws=5), LAW, at=AT, draws=9)

        assert ["make 5 of these draws from 2026-02-03 on"] == [
            str(r) for r in full.failures[0].remedies
        ]
        assert ["keep to 5 of these draws now"] == [str(r) for r in free.failures[0].remedies]


class TestSpend:
    """
    A limit on money.
    """

    @pytest.mark.parametrize(
        ("cap", "outcome"), [("177.00", Outcome.PASS), ("176.99", Outcome.FAIL)]
    )
    def test_edges(self, cap, outcome):
        """
        What was spent and what is about to be, to the cent.
        """
        box = limited(spend=Money(cap, "CNY"))
        decision = boxes.may_draw(ADULT, box, LAW, at=AT, past=[paid(2)])
        (found,) = [f for f in decision.findings if f.code == "boxes.spend"]

        assert (outcome, Money("177.00", "CNY")) == (found.outcome, found.actual)

    def test_a_box_beyond_the_limit(self):
        """
        A box that costs more than the limit can never be drawn, and no way out is made up.
        """
        decision = boxes.may_draw(ADULT, limited(spend=Money(58, "CNY")), LAW, at=AT)

        assert [()] == [f.remedies for f in decision.failures]

    def test_other_currency(self):
        """
        Draws paid in another currency cannot be counted.
        """
        past = [PaidDraws(buyer="b1", at=AT, paid=Money(5, "USD"))]
        with pytest.raises(CurrencyMismatchError, match="CNY and USD"):
            boxes.may_draw(ADULT, limited(draws=5), LAW, at=AT, past=past)


class TestHours:
    """
    A limit on the hours of the day.
    """

    @pytest.mark.parametrize(
        ("hour", "outcome"),
        [(7, Outcome.FAIL), (8, Outcome.PASS), (21, Outcome.PASS), (22, Outcome.FAIL)],
    )
    def test_in_the_markets_zone(self, hour, outcome):
        """
        The clock is the market's, wherever the instant is told.
        """
        box = limited(opens=time(8), closes=time(22))
        at = datetime(2026, 2, 2, hour, tzinfo=SHANGHAI).astimezone(ZoneInfo("America/New_York"))
        (found,) = [
            f for f in boxes.may_draw(ADULT, box, LAW, at=at).findings if f.code == "boxes.hours"
        ]

        assert (outcome, f"{hour:02d}:00") == (found.outcome, found.actual)
        assert [] == [r for r in found.remedies if r.params["clock"] != "08:00"]
        assert bool(found.remedies) is (outcome is Outcome.FAIL)


class TestStock:
    """
    What is left.
    """

    LOT = attrs.evolve(BOX, odds=OddsTable.from_stock({"bear": 2, "secret": 1}))

    @pytest.mark.parametrize(
        ("draws", "expected"),
        [
            (3, {"age": Outcome.PASS, "stock": Outcome.PASS}),
            (4, {"age": Outcome.PASS, "stock": Outcome.FAIL}),
        ],
    )
    def test_lot(self, draws, expected):
        """
        No more draws than pieces.
        """
        state = DrawState.opening(self.LOT.odds)
        decision = boxes.may_draw(ADULT, self.LOT, LAW, at=AT, draws=draws, state=state)

        assert expected == outcomes(decision)
        assert [3] == [f.remedy.params["draws"] for f in decision.failures] or draws == 3

    def test_unlimited(self):
        """
        Where something is not limited there is always enough.
        """
        decision = boxes.may_draw(ADULT, BOX, LAW, at=AT, draws=99, state=DrawState())

        assert Outcome.PASS is outcomes(decision)["stock"]

    def test_sold_out(self):
        """
        Nothing is left.
        """
        state = DrawState({"bear": 0, "secret": 0})
        decision = boxes.may_draw(ADULT, self.LOT, LAW, at=AT, state=state)

        assert Outcome.FAIL is outcomes(decision)["sold_out"]
        assert "bear / secret" in str(decision.failures[0])

    def test_guarantee_that_cannot_be_kept(self):
        """
        A box whose guaranteed prize is sold out is sold no more, long before the guarantee is due.
        """
        odds = OddsTable.of(
            {"bear": "9/10", "secret": "1/10"},
            guarantee=Guarantee("secret", after=10),
            stock={"secret": 1},
        )
        box = attrs.evolve(BOX, odds=odds)
        decision = boxes.may_draw(ADULT, box, LAW, at=AT, state=DrawState({"secret": 0}))

        assert Outcome.FAIL is outcomes(decision)["sold_out"]


class TestEveryReason:
    """
    All reasons at once.
    """

    def test_all(self):
        """
        Too young, too often, too dear, too early.
        """
        box = limited(draws=1, spend=PRICE, opens=time(13), closes=time(14))
        decision = boxes.may_draw(Buyer(id="b1", age=7), box, LAW, at=AT, draws=2)

        assert ["age", "draws", "spend", "hours"] == [
            f.code.removeprefix("boxes.") for f in decision.failures
        ]


class TestLaws:
    """
    Laws of the limits.
    """

    @given(draw_limits(), st.lists(paid_draws(), max_size=6), st.integers(1, 20), instants())
    def test_remedies_are_true(self, limits, past, draws, at):
        """
        What a remedy offers is allowed by the limit that offers it.
        """
        box = attrs.evolve(BOX, limits=limits)
        decision = boxes.may_draw(ADULT, box, LAW, at=at, past=past, draws=draws)
        for failure in decision.failures:
            for remedy in failure.remedies:
                then, count = at, remedy.params.get("draws", draws)
                if remedy.code == "draw_from":
                    then = datetime.combine(remedy.params["on"], time(12), tzinfo=SHANGHAI)
                if remedy.code == "draw_at":
                    clock = time.fromisoformat(remedy.params["clock"])
                    day = at.astimezone(SHANGHAI).date() + timedelta(days=1)
                    then = datetime.combine(day, clock, tzinfo=SHANGHAI)
                made = [one for one in past if one.at <= at]
                again = boxes.may_draw(ADULT, box, LAW, at=then, past=made, draws=count)

                assert failure.code not in {one.code for one in again.failures}

    @given(draw_limits(), st.lists(paid_draws(), max_size=6), st.integers(1, 20), instants())
    def test_one_more_never_helps(self, limits, past, draws, at):
        """
        Whoever may not draw so often may not draw once more either.
        """
        box = attrs.evolve(BOX, limits=limits)
        fewer, more = (
            {f.code for f in boxes.may_draw(ADULT, box, LAW, at=at, past=past, draws=n).failures}
            for n in (draws, draws + 1)
        )

        assert fewer <= more

    @given(draw_limits(), st.lists(paid_draws(), max_size=6), st.integers(1, 20), instants())
    def test_counted_another_way(self, limits, past, draws, at):
        """
        A plain count over the days of the period comes to the same.
        """
        box = attrs.evolve(BOX, limits=limits)
        today = at.astimezone(SHANGHAI).date()
        period = {today - timedelta(days=n) for n in range(limits.period.count)}
        mine = [
            one
            for one in past
            if one.buyer == "b1" and one.at <= at and one.at.astimezone(SHANGHAI).date() in period
        ]
        count = sum(one.count for one in mine) + draws
        spent = Money.sum((one.paid for one in mine), "CNY") + PRICE * draws
        expected = set()
        if limits.draws is not None and count > limits.draws:
            expected.add("boxes.draws")
        if limits.spend is not None and spent > limits.spend:
            expected.add("boxes.spend")
        decision = boxes.may_draw(ADULT, box, LAW, at=at, past=past, draws=draws)

        assert expected == {f.code for f in decision.failures} - {"boxes.hours"}


class TestArguments:
    """
    A slip gives a sentence.
    """

    @pytest.mark.parametrize(
        ("given", "error", "words"),
        [
            ({"buyer": "b1"}, WrongTypeError, "buyer must be a Buyer"),
            ({"box": "p1"}, WrongTypeError, "box must be a BlindBox"),
            ({"policy": "us"}, WrongTypeError, "policy must be a Policy"),
            ({"at": datetime(2026, 1, 1)}, NaiveTimeError, "at"),
            ({"draws": 0}, OutOfRangeError, "draws"),
            ({"past": [AT]}, WrongTypeError, "past"),
            ({"state": 5}, WrongTypeError, "state"),
        ],
    )
    def test_faults(self, given, error, words):
        """
        Each argument is checked.
        """
        all_given = {"buyer": ADULT, "box": BOX, "policy": LAW, "at": AT, **given}
        places = [all_given.pop(name) for name in ("buyer", "box", "policy")]
        all_given.setdefault("past", ())
        box = attrs.evolve(places[1], limits=DrawLimits(draws=1)) if places[1] is BOX else places[1]
        with pytest.raises(error, match=words):
            boxes.may_draw(places[0], box, places[2], **all_given)
