"""
Who may buy, and from when?
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tiktok_presale import (
    Buyer,
    CalendarDays,
    CustomerBefore,
    CustomerFor,
    EarlyAccess,
    Everyone,
    FirstAccess,
    HasCode,
    Hours,
    InRegion,
    JudgedAt,
    Ladder,
    LevelIn,
    Membership,
    Outcome,
    access,
)
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 3, 20, tzinfo=SHANGHAI)
HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
LADDER = Ladder(("silver", "gold", "diamond"))
GOLD = LADDER.at_least("gold")
# Gold and above 48 hours ahead, all members 24 hours ahead, then everyone; for ten days.
SALE = EarlyAccess.ahead(
    START, {GOLD: Hours(48), LADDER.at_least("silver"): Hours(24)}, ends=START + 10 * DAY
)
PASS, FAIL, UNKNOWN, ADVICE = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.ADVICE


def codes(decision):
    """
    The reasons of a decision, in short.
    """
    return [(one.code, one.outcome) for one in decision.findings]


class TestSimple:
    """
    H1: member level, custom, code and region, each known, not known and turned round.
    """

    @pytest.mark.parametrize(
        ("fields", "audience", "outcome"),
        [
            ({}, Everyone(), PASS),
            ({"level": "gold"}, LevelIn("gold"), PASS),
            ({"level": "diamond"}, LevelIn("gold"), FAIL),
            ({"level": "diamond"}, GOLD, PASS),
            ({"level": "silver"}, GOLD, FAIL),
            ({"level": "friend"}, GOLD, UNKNOWN),
            ({"level": "friend"}, LevelIn("gold"), FAIL),
            ({"memberships": ()}, GOLD, FAIL),
            ({}, GOLD, UNKNOWN),
            ({"customer_since": START - SECOND}, CustomerBefore(START), PASS),
            ({"customer_since": START}, CustomerBefore(START), FAIL),
            ({"has_bought": False}, CustomerBefore(START), FAIL),
            ({"has_bought": True}, CustomerBefore(START), UNKNOWN),
            ({}, CustomerBefore(START), UNKNOWN),
            ({"codes": ("A", "B")}, HasCode("B"), PASS),
            ({"codes": ("b",)}, HasCode("B"), FAIL),
            ({"codes": ("b",)}, HasCode("B", any_case=True), PASS),
            ({"codes": ("STRASSE",)}, HasCode("straße", any_case=True), PASS),
            ({"codes": ("B ",)}, HasCode("B"), FAIL),
            ({"codes": ("\ud800",)}, HasCode("预售"), FAIL),
            ({"codes": ("预售",)}, HasCode("预售"), PASS),
            ({"codes": ()}, HasCode("B"), FAIL),
            ({}, HasCode("B"), UNKNOWN),
            ({"region": "US-CA"}, InRegion("US"), PASS),
            ({"region": "US"}, InRegion("US-CA"), UNKNOWN),
            ({"region": "US-NY"}, InRegion("US-CA"), FAIL),
            ({"region": "CN"}, InRegion(("HK", "CN")), PASS),
            ({}, InRegion("CN"), UNKNOWN),
        ],
    )
    def test_belongs(self, fields, audience, outcome):
        """
        What is not known is no silent pass, and no pass by being shut out either.
        """
        turned = {PASS: FAIL, FAIL: PASS, UNKNOWN: UNKNOWN}
        buyer = Buyer(id="b1", **fields)

        assert outcome is access.check(buyer, audience, at=START).outcome
        assert turned[outcome] is access.check(buyer, ~audience, at=START).outcome

    @pytest.mark.parametrize(
        ("fields", "audience", "remedy"),
        [
            ({"level": "silver"}, GOLD, ("reach_level", {"levels": ("gold", "diamond")})),
            ({"level": "gold"}, ~GOLD, None),
            ({}, GOLD, ("tell", {"name": "member_level"})),
            ({}, ~GOLD, ("tell", {"name": "member_level"})),
            ({"codes": ()}, HasCode("B"), ("give_code", {})),
            ({}, HasCode("B"), ("give_code", {})),
            ({}, ~HasCode("B"), ("tell", {"name": "access_codes"})),
            ({"codes": ("B",)}, ~HasCode("B"), ("drop_code", {})),
            ({"region": "CN"}, InRegion("CN-GD"), ("tell", {"name": "part_of_country"})),
            ({"region": "JP"}, InRegion("CN"), None),
            ({}, CustomerBefore(START), ("tell", {"name": "customer_since"})),
            ({"has_bought": False}, CustomerBefore(START), None),
        ],
    )
    def test_remedies(self, fields, audience, remedy):
        """
        Each reason says what would change it, where anything would.
        """
        (finding,) = access.check(Buyer(id="b1", **fields), audience, at=START).findings
        found = finding.remedy and (finding.remedy.code, dict(finding.remedy.params))

        assert remedy == found

    def test_codes_are_not_told(self):
        """
        No reason tells a code that would open the sale.
        """
        decision = access.check(Buyer(id="b1", codes=("NO",)), HasCode("SECRET"), at=START)

        assert "SECRET" not in decision.explain("en") + decision.explain("zh") + repr(decision)

    def test_long_enough(self):
        """
        Days of custom are counted in the shop's zone: the day of the first purchase is day 0.
        """
        since = datetime(2026, 8, 5, 23, tzinfo=SHANGHAI)
        buyer, audience = (
            Buyer(id="b1", customer_since=since),
            CustomerFor(CalendarDays(90), "Asia/Shanghai"),
        )
        enough = datetime(2026, 11, 3, tzinfo=SHANGHAI)
        decision = access.check(buyer, audience, at=enough - SECOND)

        assert not decision.allowed
        assert enough == decision.failures[0].remedy.params["on"]
        assert access.check(buyer, audience, at=enough).allowed

    def test_never_long_enough(self):
        """
        Where the calendar ends before, nobody belongs, and nothing overflows.
        """
        buyer = Buyer(id="b1", customer_since=START)
        decision = access.check(buyer, CustomerFor(CalendarDays(10**9), "UTC"), at=START)

        assert FAIL is decision.outcome
        assert decision.failures[0].remedy is None

    def test_customer_later(self):
        """
        Who first bought after the instant was a new customer then.
        """
        decision = access.check(
            Buyer(id="b1", customer_since=START), CustomerBefore(START + DAY), at=START - SECOND
        )

        assert [("access.customer.new", FAIL)] == codes(decision)


class TestAlgebra:
    """
    H1: any, all and not, with every reason that decides.
    """

    def test_every_failing_reason(self):
        """
        All failing parts of "all" are told, and no unknown one beside them.
        """
        terms = GOLD & InRegion("CN") & HasCode("A")
        decision = access.check(Buyer(id="b1", level="silver", region="JP"), terms, at=START)

        assert [("access.level", FAIL), ("access.region", FAIL)] == codes(decision)

    def test_any(self):
        """
        One part that fits lets in, whatever is unknown of the others.
        """
        decision = access.check(Buyer(id="b1", codes=("A",)), GOLD | HasCode("A"), at=START)

        assert [("access.code", PASS)] == codes(decision)

    def test_unknown(self):
        """
        Only the unknown parts are told, where they decide.
        """
        decision = access.check(Buyer(id="b1", codes=()), GOLD | HasCode("A"), at=START)

        assert [("access.level", UNKNOWN)] == codes(decision)

    def test_each_reason_once(self):
        """
        A part that stands in several places is told once.
        """
        terms = (GOLD & InRegion("CN")) | (GOLD & HasCode("A"))
        decision = access.check(Buyer(id="b1", level="silver"), terms, at=START)

        assert [("access.level", FAIL)] == codes(decision)

    def test_not_of_all(self):
        """
        "Not all" is "any that does not": the parts are told turned round.
        """
        decision = access.check(
            Buyer(id="b1", level="gold", region="CN"), ~(GOLD & InRegion("CN")), at=START
        )

        assert [("access.level", FAIL), ("access.region", FAIL)] == codes(decision)
        assert "all but members at gold or above" == str(decision.failures[0].limit)

    def test_nobody(self):
        """
        A sale that is open to nobody says so.
        """
        decision = access.check(Buyer(id="b1"), ~Everyone(), at=START)

        assert [("access.everyone", FAIL)] == codes(decision)


class TestEarlyAccess:
    """
    F20: members may buy early; the decision tells from when this buyer may.
    """

    @pytest.mark.parametrize(
        ("fields", "ahead"),
        [
            ({"level": "diamond"}, 48),
            ({"level": "gold"}, 48),
            ({"level": "silver"}, 24),
            ({"memberships": ()}, 0),
        ],
    )
    def test_opens(self, fields, ahead):
        """
        The earliest opening that the buyer fits counts, to the second.
        """
        buyer, opens = Buyer(id="b1", **fields), START - ahead * HOUR
        before = access.check(buyer, SALE, at=opens - SECOND)

        assert FirstAccess(opens, opens) == access.opens_for(buyer, SALE)
        assert access.check(buyer, SALE, at=opens).allowed
        assert not before.allowed
        assert opens == before.failures[-1].remedy.params["on"]

    def test_reasons(self):
        """
        Before their own opening, buyers are told why others may, and until when they wait.
        """
        decision = access.check(Buyer(id="b1", level="silver"), SALE, at=START - 30 * HOUR)
        ways = [one.remedy.code for one in decision.failures]

        assert [("access.level", FAIL), ("access.opens", FAIL)] == codes(decision)
        assert ["reach_level", "buy_from"] == ways

    def test_open_to_nobody_yet(self):
        """
        Before the first opening there is one reason: it is too early.
        """
        decision = access.check(Buyer(id="b1", level="silver"), SALE, at=START - 99 * HOUR)

        assert [("access.opens", FAIL)] == codes(decision)
        assert START - 24 * HOUR == decision.failures[0].limit

    def test_since(self):
        """
        A yes tells since when, and by which audience.
        """
        decision = access.check(Buyer(id="b1", level="silver"), SALE, at=START + HOUR)

        assert [("access.opens", PASS), ("access.level", PASS), ("access.everyone", PASS)] == (
            codes(decision)
        )
        assert START - 24 * HOUR == decision.passes[0].limit

    def test_unknown_level(self):
        """
        A level that is not known opens nothing early; from the start on it does not matter.
        """
        buyer = Buyer(id="b1")
        decision = access.check(buyer, SALE, at=START - 30 * HOUR)
        first = access.opens_for(buyer, SALE)

        assert [("access.level", UNKNOWN), ("access.opens", ADVICE)] == codes(decision)
        assert UNKNOWN is decision.outcome
        assert (START, START - 48 * HOUR) == (first.certain, first.possible)
        assert UNKNOWN is first.outcome
        assert access.check(buyer, SALE, at=START).allowed

    def test_unknown_before_it_opens(self):
        """
        Before the first opening the answer is no, and what is not known is told beside it.
        """
        decision = access.check(Buyer(id="b1"), SALE, at=START - 49 * HOUR)

        assert [("access.opens", FAIL), ("access.level", UNKNOWN)] == codes(decision)

    def test_never(self):
        """
        Who fits no opening may never buy, and is told why already before it opens.
        """
        buyer, sale = Buyer(id="b1", level="silver"), EarlyAccess({GOLD: START})
        decision = access.check(buyer, sale, at=START - HOUR)

        assert FirstAccess() == access.opens_for(buyer, sale)
        assert FAIL is access.opens_for(buyer, sale).outcome
        assert [("access.closed", FAIL), ("access.level", FAIL)] == codes(decision)
        assert [("access.level", FAIL)] == codes(access.check(buyer, sale, at=START))

    def test_perhaps_never(self):
        """
        Where all hangs on a fact that is not known, no instant is certain.
        """
        buyer, sale = Buyer(id="b1"), EarlyAccess({GOLD: START})
        first = access.opens_for(buyer, sale)
        decision = access.check(buyer, sale, at=START - HOUR)

        assert (None, START, UNKNOWN) == (first.certain, first.possible, first.outcome)
        assert [("access.closed", FAIL), ("access.level", UNKNOWN)] == codes(decision)
        assert [("access.level", UNKNOWN)] == codes(access.check(buyer, sale, at=START))

    def test_ends(self):
        """
        The end is outside: a second before it is open, at it no more.
        """
        buyer, ends = Buyer(id="b1", level="gold"), START + 10 * DAY

        assert access.check(buyer, SALE, at=ends - SECOND).allowed
        assert [("access.ended", FAIL)] == codes(access.check(buyer, SALE, at=ends))

    def test_membership_starts_later(self):
        """
        An opening counts from the instant at which the buyer belongs to its audience.
        """
        joins = START - 40 * HOUR
        buyer = Buyer(id="b1", memberships=[Membership(level="gold", since=joins)])

        assert FirstAccess(joins, joins) == access.opens_for(buyer, SALE)
        assert joins == access.check(buyer, SALE, at=joins - SECOND).failures[-1].limit

    def test_membership_ends_between(self):
        """
        Who stops being a member waits for everyone's opening, although it was open before.
        """
        term = Membership(level="gold", since=START - 90 * DAY, until=START - 40 * HOUR)
        buyer = Buyer(id="b1", memberships=[term])
        decision = access.check(buyer, SALE, at=START - 30 * HOUR)

        assert START - 48 * HOUR == access.opens_for(buyer, SALE).certain
        assert FAIL is decision.outcome
        assert START == decision.failures[-1].remedy.params["on"]

    def test_membership_after_the_end(self):
        """
        A membership that starts when the sale is over opens nothing.
        """
        term = Membership(level="gold", since=START + 11 * DAY)
        sale = EarlyAccess({GOLD: START}, ends=START + 10 * DAY)

        assert FirstAccess() == access.opens_for(Buyer(id="b1", memberships=[term]), sale)

    def test_new_customers_only(self):
        """
        A sale for new customers closes to a buyer with the first purchase.
        """
        buyer = Buyer(id="b1", customer_since=START + DAY)
        sale = EarlyAccess({~CustomerBefore(START + 99 * DAY): START})

        assert access.check(buyer, sale, at=START).allowed
        assert not access.check(buyer, sale, at=START + DAY).allowed

    def test_long_custom(self):
        """
        The day on which custom is long enough is an opening of its own.
        """
        sale = EarlyAccess({CustomerFor(CalendarDays(90), "UTC"): START})
        buyer = Buyer(id="b1", customer_since=datetime(2026, 9, 1, 5, tzinfo=UTC))

        assert datetime(2026, 11, 30, tzinfo=UTC) == access.opens_for(buyer, sale).certain

    @pytest.mark.parametrize(
        ("buyer", "sale", "english", "chinese"),
        [
            (Buyer(id="b", level="gold"), EarlyAccess({GOLD: START}), "may buy from", "起可以购买"),
            (Buyer(id="b", level="silver"), EarlyAccess({GOLD: START}), "may not", "不能购买"),
            (Buyer(id="b"), SALE, "and perhaps from", "也可能自"),
            (Buyer(id="b"), EarlyAccess({GOLD: START}), "may perhaps buy", "可能自"),
        ],
        ids=["certain", "never", "perhaps earlier", "perhaps never"],
    )
    def test_words(self, buyer, sale, english, chinese):
        """
        The answer reads in both languages.
        """
        first = access.opens_for(buyer, sale)

        assert english in str(first)
        assert chinese in first.explain("zh")


class TestKept:
    """
    Acceptance vector: member level lost between deposit and balance.
    """

    PLACED = START - 40 * HOUR
    BALANCE = START + 9 * DAY
    TERM = Membership(level="gold", since=START - 90 * DAY, until=START)

    def asked(self, buyer, terms=SALE, **more):
        """
        Whether the balance may be paid.
        """
        return access.kept(buyer, terms, placed_at=self.PLACED, at=self.BALANCE, **more)

    def test_level_lost_between_deposit_and_balance(self):
        """
        The right was judged when the order was placed: the balance keeps it.
        """
        decision = self.asked(Buyer(id="b1", memberships=[self.TERM]))

        assert decision.allowed
        assert ("access.kept", PASS) == codes(decision)[0]
        assert self.PLACED == decision.passes[0].limit

    def test_terms_ask_again(self):
        """
        Terms may say that the right is judged again; then the lost level is told with its remedy.
        """
        sale = EarlyAccess(SALE.openings, ends=SALE.ends, judged_at=JudgedAt.BALANCE)
        decision = self.asked(Buyer(id="b1", memberships=[self.TERM]), sale)

        assert [("access.judged_again", FAIL), ("access.level", FAIL)] == codes(decision)
        assert "reach_level" == decision.failures[1].remedy.code

    @pytest.mark.parametrize(
        ("now", "outcome"),
        [
            ({"level": "diamond"}, PASS),
            ({"level": "silver"}, FAIL),
            ({"memberships": ()}, FAIL),
            ({}, UNKNOWN),
        ],
    )
    def test_asked_again_of_now(self, now, outcome):
        """
        What is known now decides then, and what is not known is no pass.
        """
        sale = EarlyAccess(SALE.openings, judged_at=JudgedAt.BALANCE)
        decision = self.asked(Buyer(id="b1", level="gold"), sale, now=Buyer(id="b1", **now))

        assert outcome is decision.outcome

    def test_plain_audience(self):
        """
        Terms without times are kept in the same way.
        """
        decision = self.asked(
            Buyer(id="b1", level="gold"), GOLD, now=Buyer(id="b1", level="silver")
        )

        assert decision.allowed

    def test_never_had(self):
        """
        A right that was never there cannot be kept: the reasons of that time are told.
        """
        decision = self.asked(Buyer(id="b1", level="silver"), now=Buyer(id="b1", level="gold"))

        assert [("access.level", FAIL), ("access.opens", FAIL)] == codes(decision)

    def test_never_known(self):
        """
        Nor one that nobody knows of; that it opened to all later is no help to this order.
        """
        decision = self.asked(Buyer(id="b1"))

        assert [("access.level", UNKNOWN)] == codes(decision)

    def test_sale_over(self):
        """
        That the sale has ended by the time of the balance does not matter.
        """
        decision = access.kept(
            Buyer(id="b1", level="gold"), SALE, placed_at=START, at=START + 99 * DAY
        )

        assert decision.allowed

    def test_balance_before_order(self):
        """
        No balance is paid before its order.
        """
        with pytest.raises(OutOfRangeError, match="at"):
            access.kept(Buyer(id="b1"), SALE, placed_at=START, at=START - SECOND)

    def test_someone_else(self):
        """
        The buyer of now is the one of then.
        """
        with pytest.raises(OutOfRangeError, match="who ordered"):
            self.asked(Buyer(id="b1"), now=Buyer(id="b2"))


class TestArguments:
    """
    A slip gives a sentence, and no attribute error.
    """

    @pytest.mark.parametrize(
        ("make", "argument"),
        [
            (lambda: access.check("b1", SALE, at=START), "buyer"),
            (lambda: access.check(Buyer(id="b1"), "gold", at=START), "terms"),
            (lambda: access.check(Buyer(id="b1"), SALE, at="now"), "at"),
            (lambda: access.opens_for("b1", SALE), "buyer"),
            (lambda: access.opens_for(Buyer(id="b1"), GOLD), "sale"),
            (lambda: access.kept("b1", SALE, placed_at=START, at=START), "buyer"),
            (lambda: access.kept(Buyer(id="b1"), 3, placed_at=START, at=START), "terms"),
            (lambda: access.kept(Buyer(id="b1"), SALE, placed_at=3, at=START), "placed_at"),
            (lambda: access.kept(Buyer(id="b"), GOLD, placed_at=START, at=START, now=3), "now"),
        ],
        ids=range(9),
    )
    def test_types(self, make, argument):
        """
        The error names the argument.
        """
        with pytest.raises(WrongTypeError, match=argument):
            make()

    def test_naive(self):
        """
        An instant has a zone.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            access.check(Buyer(id="b1"), SALE, at=datetime(2026, 1, 1))

    def test_question(self):
        """
        The answer follows from the seller's own terms, and says so in both languages.
        """
        decision = access.check(Buyer(id="b1"), Everyone(), at=START)

        assert ("access", "", START) == (decision.question, decision.edition, decision.at)
        assert "under the seller's own terms" in decision.explain("en")
        assert "卖家自定条款" in decision.explain("zh")

    def test_door(self):
        """
        The door shows the public names alone.
        """
        assert ["FirstAccess", "benefit_change", "check", "kept", "opens_for"] == dir(access)
