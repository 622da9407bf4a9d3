"""
The capacity ledger: its commands, one by one.
"""

import pickle
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest

from rules.capacity_making import (
    BUYER,
    MINUTE,
    NOON,
    RED,
    TOTAL,
    a_ledger,
    codes,
    sold,
    take,
    taken,
)
from tiktok_presale import (
    EACH,
    Decision,
    Finding,
    Hold,
    Ledger,
    Limit,
    Outcome,
    Scope,
    Wave,
    capacity,
)
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.rules.capacity import AppliedKey, HoldState, Line, Request
from tiktok_presale.values.periods import Period

B1 = Scope(buyer="b1")
NAIVE = datetime(2026, 3, 1, 12)


def balance(ledger, scope=TOTAL, at=NOON):
    """
    Available, held, committed and withdrawn units.
    """
    found = ledger.balance(scope, at=at)
    return found.available, found.held, found.committed, found.withdrawn


class TestHold:
    """
    Units are taken out of sale for a time: all of them or none.
    """

    def test_taken(self):
        """
        What is held is not available, at every scope it counts in.
        """
        ledger = a_ledger(10, Limit(RED, 5), Limit(BUYER, 3))
        answer = take(ledger, "k", {"red": 2, "blue": 1}, buyer="b1")

        assert answer.allowed
        assert answer.changed
        assert not answer.repeat
        assert answer.hold == answer.ledger.find("k", at=NOON)
        assert (7, 3, 0, 0) == balance(answer.ledger)
        assert (3, 2, 0, 0) == balance(answer.ledger, RED)
        assert (0, 3, 0, 0) == balance(answer.ledger, B1)
        assert (3, 0, 0, 0) == balance(answer.ledger, Scope(buyer="b2"))

    def test_given_ledger_stays(self):
        """
        The ledger that was given is unchanged.
        """
        ledger = a_ledger(10)
        take(ledger, "k")

        assert a_ledger(10) == ledger
        assert (10, 0, 0, 0) == balance(ledger)

    def test_every_scope_that_is_short(self):
        """
        Every failing scope is told, with what is wanted, what is free, the lines and a remedy.
        """
        ledger = a_ledger(3, Limit(RED, 2), Limit(BUYER, 1), Limit(Scope(channel="live"), 9))
        decision = take(ledger, "k", {"red": 3, "blue": 1}, buyer="b1", channel="live").decision
        told = [
            (
                str(finding.params["scope"]),
                finding.actual,
                finding.limit.high,
                finding.remedy.params["units"],
                [str(line) for line in finding.params["lines"]],
            )
            for finding in decision.failures
        ]

        assert [
            ("the whole sale", 4, 3, 3, ["1 × blue", "3 × red"]),
            ("SKU red", 3, 2, 2, ["3 × red"]),
            ("buyer b1", 4, 1, 1, ["1 × blue", "3 × red"]),
        ] == told
        assert ["capacity.limit"] == [finding.code for finding in decision.passes]

    @pytest.mark.parametrize(("units", "allowed"), [(9, True), (10, True), (11, False)])
    def test_remedy_is_exact(self, units, allowed):
        """
        As many as the remedy says fit, and one more does not.
        """
        remedy = take(a_ledger(10), "k", {"red": 99}).decision.failures[0].remedy

        assert ("take_at_most", 10) == (remedy.code, remedy.params["units"])
        assert allowed is take(a_ledger(10), "k", {"red": units}).allowed

    def test_nothing_fits(self):
        """
        Where nothing is left, there is the waiting list.
        """
        (finding,) = take(a_ledger(0), "k").decision.failures

        assert "join_waiting_list" == finding.remedy.code

    def test_refused_changes_nothing(self):
        """
        A refusal gives the very ledger back, and leaves the key free.
        """
        ledger = a_ledger(1)
        answer = take(ledger, "k", {"red": 2})

        assert answer.ledger is ledger
        assert not answer.changed
        assert take(answer.ledger, "k", {"red": 1}).allowed

    def test_own_limit_of_a_buyer(self):
        """
        A buyer's own limit stands in place of the one for each buyer.
        """
        ledger = a_ledger(10, Limit(BUYER, 1), Limit(Scope(buyer="vip"), 4))

        assert take(ledger, "k", {"red": 4}, buyer="vip").allowed
        assert not take(ledger, "k", {"red": 2}, buyer="b1").allowed

    def test_each_buyer_of_one_sku(self):
        """
        Limits may be narrowed by several names at once.
        """
        ledger = a_ledger(10, Limit(Scope(buyer=EACH, sku="red"), 1))
        ledger = take(ledger, "k", {"red": 1, "blue": 5}, buyer="b1").ledger

        assert not take(ledger, "l", {"red": 1}, buyer="b1").allowed
        assert take(ledger, "l", {"blue": 1}, buyer="b1").allowed
        assert take(ledger, "l", {"red": 1}, buyer="b2").allowed

    def test_soft_limit(self):
        """
        A soft limit advises and does not refuse; available may go below zero.
        """
        ledger = a_ledger(None, Limit(TOTAL, 1, soft=True))
        answer = take(ledger, "k", {"red": 3})

        assert answer.allowed
        assert ["capacity.limit"] == codes(answer.decision, "advice")
        assert (-2, 3, 0, 0) == balance(answer.ledger)
        assert 0 == answer.ledger.balance(TOTAL, at=NOON).fits

    def test_no_limit_in_so_many_words(self):
        """
        That there is no limit is said, and then anything fits.
        """
        ledger = a_ledger(None, Limit(TOTAL, None))
        answer = take(ledger, "k", {"red": 10**6})

        assert answer.allowed
        assert (None, 10**6, 0, 0) == balance(answer.ledger)
        assert answer.ledger.balance(TOTAL, at=NOON).fits is None
        assert answer.ledger.available(TOTAL, at=NOON) is None

    def test_no_limit_is_no_permission(self):
        """
        A line that no limit covers is unknown, not allowed: a mistyped SKU sells nothing.
        """
        decision = take(a_ledger(None, Limit(RED, 5)), "k", {"red": 1, "rad": 1}).decision

        assert Outcome.UNKNOWN is decision.outcome
        assert (Line("rad", 1),) == decision.unknowns[0].params["lines"]
        assert not take(Ledger(limits=()), "k").allowed

    @pytest.mark.parametrize("name", ["market", "channel", "buyer"])
    def test_what_is_not_told(self, name):
        """
        What a limit looks at must be told; what none looks at need not.
        """
        names = {"market": "th", "channel": "live", "buyer": "b1"}
        limits = [Limit(Scope(**{one: names[one]}), 5) for one in names]
        ledger = a_ledger(10, *limits)
        decision = take(ledger, "k", **{**names, name: None}).decision

        assert ["capacity.untold"] == codes(decision, "unknowns")
        assert name == decision.unknowns[0].remedy.params["name"]
        assert take(ledger, "k", **names).allowed
        assert take(a_ledger(10), "k").allowed

    def test_another_name_is_not_limited(self):
        """
        A limit on one channel does not limit another, which the whole sale does.
        """
        ledger = a_ledger(10, Limit(Scope(channel="live"), 1))

        assert take(ledger, "k", {"red": 10}, channel="shop").allowed
        assert not take(ledger, "k", {"red": 11}, channel="shop").allowed

    def test_key_of_an_old_hold(self):
        """
        A hold of the shop's rows whose command was forgotten is not overwritten.
        """
        old = Hold(key="k", request=Request({"red": 1}), state=HoldState.COMMITTED)
        ledger = a_ledger(10, holds=[old])

        assert ["capacity.taken"] == codes(take(ledger, "k").decision)


class TestExpiry:
    """
    A hold stands before its expiry and is gone at it; nobody has to sweep.
    """

    @pytest.mark.parametrize(
        ("at", "available", "state"),
        [
            (NOON, 9, HoldState.HELD),
            (NOON + 15 * MINUTE - timedelta(microseconds=1), 9, HoldState.HELD),
            (NOON + 15 * MINUTE, 10, HoldState.EXPIRED),
            (NOON + 16 * MINUTE, 10, HoldState.EXPIRED),
        ],
    )
    def test_on_read(self, at, available, state):
        """
        At every instant what is available is true, without any command.
        """
        ledger = taken(a_ledger(10), "k")

        assert available == ledger.available(TOTAL, at=at)
        assert state is ledger.find("k", at=at).state

    def test_commit_at_the_expiry(self):
        """
        A hold cannot be committed at its expiry, though its units are free: hold again.
        """
        ledger = taken(a_ledger(10), "k")
        late = NOON + 15 * MINUTE
        answer = capacity.commit(ledger, "k", key="p", at=late)

        assert ["capacity.expired"] == codes(answer.decision)
        assert "hold_again" == answer.decision.failures[0].remedy.code
        assert HoldState.EXPIRED is answer.hold.state
        assert take(answer.ledger, "k2", at=late).allowed
        assert capacity.commit(ledger, "k", key="p", at=late - timedelta(microseconds=1)).allowed

    def test_settle(self):
        """
        Clearing away changes what is stored and nothing that is asked.
        """
        ledger = taken(a_ledger(10), "k", "l")
        later = NOON + 20 * MINUTE
        settled = capacity.settle(ledger, at=later)

        assert HoldState.EXPIRED is settled.holds["k"].state
        assert balance(ledger, at=later) == balance(settled, at=later)
        assert ledger.version + 1 == settled.version
        assert settled is capacity.settle(settled, at=later)
        assert ledger is capacity.settle(ledger, at=NOON)

    def test_refusal_clears_away_too(self):
        """
        After a refusal the ledger is the one given, apart from what has expired.
        """
        ledger = taken(a_ledger(1), "k")
        later = NOON + 20 * MINUTE
        answer = take(ledger, "l", {"red": 2}, at=later)

        assert not answer.allowed
        assert answer.changed
        assert capacity.settle(ledger, at=later) == answer.ledger

    def test_what_is_left_behind(self):
        """
        A hold that was committed leaves nothing behind to expire.
        """
        ledger = sold(a_ledger(10), "k")
        later = NOON + 20 * MINUTE

        assert (9, 0, 1, 0) == balance(ledger, at=later)
        assert ledger.version == capacity.settle(ledger, at=later).version
        assert not capacity.settle(ledger, at=later).expiries

    @pytest.mark.parametrize("expires", [NOON, NOON - MINUTE, timedelta(0), -MINUTE], ids=str)
    def test_over_before_it_starts(self, expires):
        """
        A hold lasts longer than no time.
        """
        assert ["capacity.expires"] == codes(take(a_ledger(10), "k", expires=expires).decision)

    def test_instant_or_length(self):
        """
        An expiry is an instant or a length, and both are kept in the caller's zone.
        """
        bangkok = NOON.astimezone(ZoneInfo("Asia/Bangkok"))
        until = take(a_ledger(10), "k", expires=NOON + 15 * MINUTE).hold.expires

        assert until == take(a_ledger(10), "k", at=bangkok).hold.expires
        assert "+07:00" in take(a_ledger(10), "k", at=bangkok).hold.expires.isoformat()

    def test_beyond_the_calendar(self):
        """
        A length that no calendar holds is refused.
        """
        with pytest.raises(OutOfRangeError, match="expires"):
            take(a_ledger(10), "k", expires=timedelta.max)


class TestExtend:
    """
    A hold may last longer.
    """

    def test_longer(self):
        """
        The new expiry counts, and the old one no more.
        """
        ledger = taken(a_ledger(10), "k")
        answer = capacity.extend(ledger, "k", key="x", at=NOON, expires=30 * MINUTE)

        assert answer.allowed
        assert NOON + 30 * MINUTE == answer.hold.expires
        assert 9 == answer.ledger.available(TOTAL, at=NOON + 20 * MINUTE)
        assert 10 == answer.ledger.available(TOTAL, at=NOON + 30 * MINUTE)

    @pytest.mark.parametrize("minutes", [-1, 5, 15])
    def test_not_shorter(self, minutes):
        """
        An extension that ends no later than the hold does is refused.
        """
        ledger = taken(a_ledger(10), "k")
        answer = capacity.extend(ledger, "k", key="x", at=NOON, expires=minutes * MINUTE)

        assert ["capacity.expires"] == codes(answer.decision)
        assert NOON + 15 * MINUTE == answer.hold.expires

    def test_late_retry_does_not_shorten(self):
        """
        A retry of the first extension after a second one leaves the second in place.
        """
        ledger = taken(a_ledger(10), "k")
        first = {"key": "x1", "at": NOON, "expires": 30 * MINUTE}
        ledger = capacity.extend(ledger, "k", **first).ledger
        ledger = capacity.extend(ledger, "k", key="x2", at=NOON, expires=60 * MINUTE).ledger
        answer = capacity.extend(ledger, "k", **first)

        assert answer.repeat
        assert NOON + 60 * MINUTE == answer.hold.expires


class TestCommit:
    """
    A hold becomes a sale.
    """

    def test_sold(self):
        """
        The units move from held to committed, and stay.
        """
        assert (9, 0, 1, 0) == balance(sold(a_ledger(10), "k"), at=NOON + timedelta(days=99))

    def test_twice_with_two_payments(self):
        """
        Another payment for the same hold is refused; a retry of the same one is not.
        """
        ledger = sold(a_ledger(10), "k")
        other = capacity.commit(ledger, "k", key="p2", at=NOON)

        assert ["capacity.sold"] == codes(other.decision)
        assert capacity.commit(ledger, "k", key="pay k", at=NOON).repeat

    @pytest.mark.parametrize("command", ["commit", "release"])
    def test_unknown(self, command):
        """
        There must be a hold.
        """
        answer = getattr(capacity, command)(a_ledger(10), "k", key="p", at=NOON)

        assert ["capacity.unknown_hold"] == codes(answer.decision)
        assert answer.hold is None


class TestRelease:
    """
    Units are given back: of a basket, and of a sale that is cancelled.
    """

    def test_basket(self):
        """
        Held units are available again.
        """
        ledger = taken(a_ledger(10), "k")
        answer = capacity.release(ledger, "k", key="r", at=NOON)

        assert (10, 0, 0, 0) == balance(answer.ledger)
        assert HoldState.RELEASED is answer.hold.state

    def test_cancelled_sale(self):
        """
        So are sold ones.
        """
        ledger = capacity.release(sold(a_ledger(10), "k"), "k", key="r", at=NOON).ledger

        assert (10, 0, 0, 0) == balance(ledger)

    @pytest.mark.parametrize("is_sold", [False, True])
    def test_in_part(self, is_sold):
        """
        Some units can be given back, and what is left of the hold goes on.
        """
        ledger = taken(a_ledger(10, Limit(RED, 5)), "k", lines={"red": 3, "blue": 2})
        if is_sold:
            ledger = capacity.commit(ledger, "k", key="p", at=NOON).ledger
        answer = capacity.release(ledger, "k", key="r", at=NOON, lines={"red": 1, "blue": 2})

        assert (Line("red", 2),) == answer.hold.request.lines
        assert answer.hold.live
        assert (4 - 1, 2 - 2 * is_sold, 2 * is_sold, 0) == balance(answer.ledger, RED)
        assert 8 == answer.ledger.available(TOTAL, at=NOON)

    def test_all_of_it_by_lines(self):
        """
        Giving back every line gives back the hold.
        """
        ledger = taken(a_ledger(10), "k", lines=[Line("red", 1), Line("red", 1)])
        answer = capacity.release(ledger, "k", key="r", at=NOON, lines=[Line("red", 2)])

        assert HoldState.RELEASED is answer.hold.state

    def test_more_than_there_is(self):
        """
        More than the hold has is refused line by line, with what it has.
        """
        ledger = taken(a_ledger(10), "k")
        answer = capacity.release(ledger, "k", key="r", at=NOON, lines={"red": 2, "blue": 1})

        assert [("red", 2, 1), ("blue", 1, 0)] == [
            (one.params["sku"], one.actual, one.remedy.params["units"])
            for one in sorted(answer.decision.failures, key=lambda one: -one.actual)
        ]
        assert ledger is answer.ledger

    def test_expired(self):
        """
        What has expired has been given back already, and cannot be twice.
        """
        ledger = taken(a_ledger(10), "k")
        answer = capacity.release(ledger, "k", key="r", at=NOON + 15 * MINUTE)

        assert ["capacity.expired"] == codes(answer.decision)
        assert () == answer.decision.failures[0].remedies
        assert (10, 0, 0, 0) == balance(answer.ledger, at=NOON + 15 * MINUTE)

    def test_twice(self):
        """
        What was given back cannot be given back again with another key.
        """
        ledger = capacity.release(taken(a_ledger(10), "k"), "k", key="r", at=NOON).ledger

        assert ["capacity.given_back"] == codes(
            capacity.release(ledger, "k", key="r2", at=NOON).decision
        )


class TestKeys:
    """
    Each command is carried out once by its key.
    """

    def commands(self):
        """
        Each command, as a function of ledger and key.
        """
        return {
            "hold": lambda ledger, key: take(ledger, key, at=NOON + MINUTE),
            "extend": lambda ledger, key: capacity.extend(
                ledger, "k", key=key, at=NOON, expires=30 * MINUTE
            ),
            "commit": lambda ledger, key: capacity.commit(ledger, "k", key=key, at=NOON),
            "release": lambda ledger, key: capacity.release(ledger, "k", key=key, at=NOON),
            "withdraw": lambda ledger, key: capacity.withdraw(ledger, TOTAL, 1, key=key, at=NOON),
            "restore": lambda ledger, key: capacity.restore(ledger, TOTAL, 1, key=key, at=NOON),
            "set_limit": lambda ledger, key: capacity.set_limit(
                ledger, Limit(TOTAL, 20), key=key, at=NOON
            ),
        }

    @pytest.mark.parametrize(
        "name", ["hold", "extend", "commit", "release", "withdraw", "restore", "set_limit"]
    )
    def test_retry(self, name):
        """
        A retry gets the same answer and changes nothing, however often it comes.
        """
        ledger = capacity.withdraw(taken(a_ledger(10), "k"), TOTAL, 2, key="w", at=NOON).ledger
        command = self.commands()[name]
        first = command(ledger, "again")
        second = command(first.ledger, "again")

        assert first.allowed
        assert second.allowed
        assert second.repeat
        assert not second.changed
        assert first.ledger is second.ledger
        assert first.hold == second.hold
        assert ["capacity.repeat"] == [one.code for one in second.decision.findings]

    @pytest.mark.parametrize(
        "name", ["hold", "extend", "commit", "release", "withdraw", "restore", "set_limit"]
    )
    def test_key_of_another_command(self, name):
        """
        A key that another command was given does nothing, and says so.
        """
        ledger = taken(a_ledger(10), "k", "other")
        other = capacity.release(ledger, "other", key="again", at=NOON).ledger
        answer = self.commands()[name](other, "again")

        assert ["capacity.key"] == codes(answer.decision)
        assert other is answer.ledger
        assert not answer.repeat

    @pytest.mark.parametrize(
        "other",
        [
            {"lines": {"red": 2}},
            {"lines": {"blue": 1}},
            {"buyer": "b2"},
            {"channel": "live"},
            {"market": "th"},
            {"expires": 16 * MINUTE},
            {"expires": NOON + 15 * MINUTE},
        ],
        ids=str,
    )
    def test_same_key_other_content(self, other):
        """
        Quantity, goods, names and expiry are what a request is.
        """
        ledger = take(a_ledger(10), "k", buyer="b1").ledger
        answer = take(ledger, "k", **{"buyer": "b1", **other})

        assert ["capacity.key"] == codes(answer.decision)
        assert ledger is answer.ledger

    def test_same_lines_in_another_order(self):
        """
        The order of lines, and how they are split, is no content.
        """
        ledger = take(a_ledger(10), "k", [Line("red", 2), Line("blue", 1)]).ledger

        assert take(ledger, "k", [Line("blue", 1), Line("red", 1), Line("red", 1)]).repeat

    def test_later_retry(self):
        """
        A retry comes at another instant, and finds the hold as it then is.
        """
        ledger = taken(a_ledger(10), "k")
        answer = take(ledger, "k", at=NOON + 20 * MINUTE)

        assert answer.repeat
        assert HoldState.EXPIRED is answer.hold.state

    def test_digest_is_the_same_everywhere(self):
        """
        The digest depends on no process and no hash seed, since shops store it.
        """
        applied = take(a_ledger(10), "k", {"red": 2}, buyer="b1").ledger.keys["k"]

        assert applied.digest.startswith("0dac9780e7b296a5")


class TestClocks:
    """
    Web servers' clocks differ: the ledger never judges before the latest change.
    """

    def test_clock_that_runs_behind(self):
        """
        What one server saw expire stays expired for one whose clock runs behind.
        """
        ledger = taken(a_ledger(1), "k")
        ledger = take(ledger, "l", at=NOON + 15 * MINUTE).ledger
        behind = capacity.commit(ledger, "k", key="p", at=NOON + 14 * MINUTE)

        assert ["capacity.expired"] == codes(behind.decision)
        assert NOON + 15 * MINUTE == behind.decision.at
        assert 0 == behind.ledger.available(TOTAL, at=NOON)

    def test_length_counts_from_then(self):
        """
        A hold that is asked for too early lasts from the latest change on.
        """
        ledger = taken(a_ledger(5), "k", at=NOON + 10 * MINUTE)
        answer = take(ledger, "l", at=NOON)

        assert NOON + 25 * MINUTE == answer.hold.expires

    def test_refusals_do_not_move_it(self):
        """
        A clock far ahead that changed nothing leaves no trace.
        """
        ledger = taken(a_ledger(1), "k", expires=timedelta(days=9))
        ledger = take(ledger, "l", {"red": 5}, at=NOON + timedelta(days=1)).ledger

        assert NOON == ledger.seen


class TestSale:
    """
    The sale period, and the end of payment.
    """

    SALE = Period(NOON, NOON + 60 * MINUTE)

    @pytest.mark.parametrize(
        ("at", "allowed"),
        [
            (NOON - timedelta(microseconds=1), False),
            (NOON, True),
            (NOON + 60 * MINUTE + timedelta(milliseconds=999), True),
            (NOON + 60 * MINUTE + timedelta(seconds=1), False),
        ],
        ids=str,
    )
    def test_period(self, at, allowed):
        """
        Units are taken within the period, of which the last second is part.
        """
        ledger = a_ledger(10, sale=self.SALE)

        assert allowed is take(ledger, "k", at=at).allowed

    def test_remedy_before_it_opens(self):
        """
        Whoever is early is told when to come back; whoever is late is not.
        """
        ledger = a_ledger(10, sale=self.SALE)
        early = take(ledger, "k", at=NOON - MINUTE).decision.failures[0]
        late = take(ledger, "k", at=NOON + 61 * MINUTE).decision.failures[0]

        assert NOON == early.remedy.params["on"]
        assert "capacity.sale" == late.code
        assert late.remedy is None

    def test_hold_that_outlasts_payment(self):
        """
        A hold that could not be paid to its end is refused, with the latest expiry that can.
        """
        ledger = a_ledger(10, pay_by=NOON + 10 * MINUTE)
        finding = take(ledger, "k").decision.failures[0]

        assert "capacity.expires_unpaid" == finding.code
        assert NOON + 10 * MINUTE == finding.remedy.params["on"]
        assert take(ledger, "k", expires=finding.remedy.params["on"]).allowed

    def test_payment_closed(self):
        """
        Nothing is committed after payment has closed.
        """
        ledger = taken(a_ledger(10, pay_by=NOON + 20 * MINUTE), "k", expires=20 * MINUTE)
        ledger = attrs.evolve(ledger, pay_by=NOON + 5 * MINUTE)

        last = NOON + 5 * MINUTE + timedelta(milliseconds=999)
        assert capacity.commit(ledger, "k", key="p", at=last).allowed
        assert ["capacity.pay_by"] == codes(
            capacity.commit(ledger, "k", key="p", at=NOON + 6 * MINUTE).decision
        )

    def test_extension_that_outlasts_payment(self):
        """
        Nor is a hold extended beyond it.
        """
        ledger = taken(a_ledger(10, pay_by=NOON + 20 * MINUTE), "k")
        answer = capacity.extend(ledger, "k", key="x", at=NOON, expires=30 * MINUTE)

        assert ["capacity.expires_unpaid"] == codes(answer.decision)


class TestAccess:
    """
    What another rule decided about the buyer counts here too.
    """

    @staticmethod
    def decision(*outcomes):
        """
        A decision of another rule.
        """
        findings = tuple(Finding(one, "capacity.repeat", "access") for one in outcomes)
        return Decision("waiting", "own limits", NOON, findings)

    @pytest.mark.parametrize(
        ("outcomes", "allowed"),
        [
            ((Outcome.PASS,), True),
            ((Outcome.PASS, Outcome.ADVICE), True),
            ((Outcome.PASS, Outcome.FAIL), False),
            ((Outcome.UNKNOWN,), False),
            ((), False),
        ],
        ids=str,
    )
    def test_outcomes(self, outcomes, allowed):
        """
        Anything but a yes is a no, and its reasons are told.
        """
        answer = take(a_ledger(10), "k", access=self.decision(*outcomes))

        assert allowed is answer.allowed
        assert len(outcomes) + 2 == len(answer.decision.findings)

    def test_with_a_shortfall(self):
        """
        Refused access does not hide that units are short.
        """
        answer = take(a_ledger(0), "k", access=self.decision(Outcome.FAIL))

        assert {"capacity.access", "capacity.repeat", "capacity.limit"} == set(
            codes(answer.decision)
        )


class TestWithdraw:
    """
    The seller takes units back, and puts them on sale again.
    """

    def test_withdrawn(self):
        """
        What is withdrawn is not available.
        """
        ledger = capacity.withdraw(taken(a_ledger(10), "k"), TOTAL, 4, key="w", at=NOON).ledger

        assert (5, 1, 0, 4) == balance(ledger)

    def test_held_and_sold_stay(self):
        """
        Units that are held or sold cannot be taken back; as many as the remedy says can.
        """
        ledger = sold(taken(a_ledger(5), "k"), "l")
        answer = capacity.withdraw(ledger, TOTAL, 4, key="w", at=NOON)
        units = answer.decision.failures[0].remedy.params["units"]

        assert 3 == units
        assert capacity.withdraw(ledger, TOTAL, units, key="w", at=NOON).allowed

    def test_from_an_expired_hold(self):
        """
        Units of a hold that has expired can be taken back.
        """
        ledger = taken(a_ledger(1), "k")

        assert not capacity.withdraw(ledger, TOTAL, 1, key="w", at=NOON).allowed
        assert capacity.withdraw(ledger, TOTAL, 1, key="w", at=NOON + 15 * MINUTE).allowed

    def test_restored(self):
        """
        No more can be put on sale again than was taken back.
        """
        ledger = capacity.withdraw(a_ledger(10), TOTAL, 4, key="w", at=NOON).ledger
        some = capacity.restore(ledger, TOTAL, 1, key="u1", at=NOON).ledger
        answer = capacity.restore(some, TOTAL, 4, key="u2", at=NOON)

        assert (7, 0, 0, 3) == balance(some)
        assert 3 == answer.decision.failures[0].remedy.params["units"]
        assert (10, 0, 0, 0) == balance(capacity.restore(some, TOTAL, 3, key="u", at=NOON).ledger)

    @pytest.mark.parametrize("limits", [(), (Limit(RED, None),)], ids=["none", "no limit"])
    def test_without_a_limit(self, limits):
        """
        Where there is no limit, there is nothing to take back from.
        """
        ledger = a_ledger(10, *limits)

        assert ["capacity.unlimited"] == codes(
            capacity.withdraw(ledger, RED, 1, key="w", at=NOON).decision
        )

    def test_of_one_buyer(self):
        """
        A buyer's own quota can be cut; that of every buyer is another limit.
        """
        ledger = a_ledger(10, Limit(BUYER, 2))
        ledger = capacity.withdraw(ledger, B1, 1, key="w", at=NOON).ledger

        assert 1 == ledger.available(B1, at=NOON)
        assert 2 == ledger.available(Scope(buyer="b2"), at=NOON)
        with pytest.raises(OutOfRangeError, match="another limit"):
            capacity.withdraw(ledger, BUYER, 1, key="w2", at=NOON)


class TestSetLimit:
    """
    A limit is raised at will, and lowered as far as units are free.
    """

    @pytest.mark.parametrize(("units", "allowed"), [(20, True), (10, True), (3, True), (2, False)])
    def test_lowered(self, units, allowed):
        """
        Never below what is held, sold or taken back; the remedy says how far.
        """
        ledger = sold(taken(a_ledger(10), "k"), "l")
        ledger = capacity.withdraw(ledger, TOTAL, 1, key="w", at=NOON).ledger
        answer = capacity.set_limit(ledger, Limit(TOTAL, units), key="s", at=NOON)

        assert allowed is answer.allowed
        if allowed:
            assert units - 3 == answer.ledger.available(TOTAL, at=NOON)
        else:
            assert 3 == answer.decision.failures[0].remedy.params["units"]

    def test_each_buyer(self):
        """
        The limit for each buyer may fall below what one has: they keep it, and get no more.
        """
        ledger = take(a_ledger(10, Limit(BUYER, 3)), "k", {"red": 3}, buyer="b1").ledger
        ledger = capacity.set_limit(ledger, Limit(BUYER, 1), key="s", at=NOON).ledger

        assert (-2, 3, 0, 0) == balance(ledger, B1)
        assert not take(ledger, "l", buyer="b1").allowed
        assert take(ledger, "l", buyer="b2").allowed
        assert capacity.commit(ledger, "k", key="p", at=NOON).allowed

    def test_new_kind(self):
        """
        A limit of a kind that nothing looked at before counts what is sold already.
        """
        ledger = sold(a_ledger(10), "k", "back", channel="live")
        ledger = capacity.release(ledger, "back", key="r", at=NOON).ledger
        ledger = taken(ledger, "l", channel="shop")
        live = Scope(channel="live")
        answer = capacity.set_limit(ledger, Limit(live, 5), key="s", at=NOON)

        assert (4, 0, 1, 0) == balance(answer.ledger, live)
        assert 1 == ledger.balance(live, at=NOON).committed

    def test_new_kind_that_is_not_told(self):
        """
        What a sale did not tell cannot be limited: that is unknown, not nothing.
        """
        ledger = sold(a_ledger(10), "k")
        answer = capacity.set_limit(ledger, Limit(BUYER, 5), key="s", at=NOON)

        assert ["capacity.untold_hold"] == codes(answer.decision, "unknowns")
        assert "buyer" == answer.decision.unknowns[0].remedy.params["name"]

    def test_soft_and_hard(self):
        """
        A soft limit is set at will; making it hard again needs the units.
        """
        ledger = taken(a_ledger(10), "k", lines={"red": 5})
        soft = capacity.set_limit(ledger, Limit(TOTAL, 2, soft=True), key="s", at=NOON)
        hard = capacity.set_limit(soft.ledger, Limit(TOTAL, 2), key="h", at=NOON)

        assert -3 == soft.ledger.available(TOTAL, at=NOON)
        assert 5 == hard.decision.failures[0].remedy.params["units"]

    def test_raised_while_too_much_is_sold(self):
        """
        Raising is allowed even where it does not yet suffice.
        """
        old = Hold(key="k", request=Request({"red": 9}), state=HoldState.COMMITTED)
        ledger = a_ledger(5, holds=[old])
        answer = capacity.set_limit(ledger, Limit(TOTAL, 7), key="s", at=NOON)

        assert -4 == ledger.available(TOTAL, at=NOON)
        assert -2 == answer.ledger.available(TOTAL, at=NOON)

    def test_lifted(self):
        """
        A limit can be lifted in so many words.
        """
        answer = capacity.set_limit(a_ledger(1), Limit(TOTAL, None), key="s", at=NOON)

        assert answer.allowed
        assert take(answer.ledger, "k", {"red": 9}).allowed

    def test_after_lifting(self):
        """
        A limit after none must cover what was sold in between.
        """
        ledger = taken(a_ledger(None, Limit(TOTAL, None)), "k", lines={"red": 4})

        assert not capacity.set_limit(ledger, Limit(TOTAL, 3), key="s", at=NOON).allowed
        assert capacity.set_limit(ledger, Limit(TOTAL, 4), key="s", at=NOON).allowed


class TestVersion:
    """
    A version grows by one with every change, to store by comparing.
    """

    def test_by_one(self):
        """
        A command that also clears away what has expired is one change.
        """
        ledger = taken(a_ledger(10), "k", "l")
        later = take(ledger, "m", at=NOON + 20 * MINUTE).ledger

        assert 2 == ledger.version
        assert 3 == later.version
        assert HoldState.EXPIRED is later.holds["k"].state

    def test_equality_leaves_it_out(self):
        """
        Commands at one instant give equal ledgers in either order, and equal hashes.
        """
        one = taken(a_ledger(10), "k", "l", lines={"red": 2})
        other = taken(a_ledger(10), "l", "k", lines={"red": 2})
        longer = attrs.evolve(other, version=17)

        assert one == other == longer
        assert hash(one) == hash(longer)
        assert one != taken(a_ledger(10), "k")

    def test_repr(self):
        """
        A ledger prints its size, not its contents.
        """
        assert "Ledger(version=1, limits=1, waves=0, holds=1, keys=1)" == repr(
            taken(a_ledger(10), "k")
        )

    def test_pickle_goes_on(self):
        """
        A ledger that was pickled goes on as if it had not been.
        """
        ledger = taken(a_ledger(10), "k")
        again = pickle.loads(pickle.dumps(ledger))  # noqa: S301 - our own bytes

        assert take(ledger, "l").ledger == take(again, "l").ledger
        assert 10 == again.available(TOTAL, at=NOON + 15 * MINUTE)


class TestBalance:
    """
    What has become of the units of a scope.
    """

    def test_kind_that_no_limit_looks_at(self):
        """
        Held and sold units are told for any scope, with or without a limit.
        """
        ledger = taken(sold(a_ledger(10), "k"), "l", lines={"red": 2, "blue": 1})

        assert (None, 2, 1, 0) == balance(ledger, RED)
        assert (None, 0, 0, 0) == balance(ledger, Scope(sku="green"))

    def test_each_has_none(self):
        """
        Every buyer has a balance of their own.
        """
        with pytest.raises(OutOfRangeError, match="one buyer"):
            a_ledger(10, Limit(BUYER, 2)).balance(BUYER, at=NOON)


class TestBirth:
    """
    A ledger that contradicts itself cannot exist.
    """

    WAVE = Wave(name="w1", units=5, opens=NOON, carries_over=False)
    KEY = AppliedKey(key="k", command="hold", digest="d", at=NOON)

    @pytest.mark.parametrize(
        ("fields", "error", "words"),
        [
            ({"limits": [Limit(TOTAL, 1), Limit(TOTAL, 2)]}, OutOfRangeError, "two of"),
            ({"limits": [5]}, WrongTypeError, "limits"),
            ({"limits": 5}, WrongTypeError, "limits"),
            ({"limits": [Limit(Scope(wave="w1"), 1)]}, OutOfRangeError, "given with the wave"),
            (
                {"limits": [Limit(Scope(wave="w9", sku="red"), 1)]},
                OutOfRangeError,
                "a wave of the ledger",
            ),
            ({"waves": 5}, WrongTypeError, "waves"),
            ({"waves": [5]}, WrongTypeError, "waves"),
            ({"sale": NOON}, WrongTypeError, "sale"),
            ({"pay_by": NAIVE}, NaiveTimeError, "pay_by"),
            ({"edition": None}, WrongTypeError, "edition"),
            ({"holds": [5]}, WrongTypeError, "holds"),
            ({"keys": [KEY, KEY]}, OutOfRangeError, "keys"),
            ({"withdrawn": 5}, WrongTypeError, "withdrawn"),
            ({"withdrawn": {"red": 5}}, WrongTypeError, "withdrawn"),
            ({"withdrawn": {TOTAL: -1}}, OutOfRangeError, "withdrawn"),
            ({"withdrawn": {RED: 1}}, OutOfRangeError, "has a limit"),
            (
                {"limits": [Limit(BUYER, 1)], "withdrawn": {BUYER: 1}},
                OutOfRangeError,
                "of its own",
            ),
            ({"version": -1}, OutOfRangeError, "version"),
            ({"seen": NAIVE}, NaiveTimeError, "seen"),
        ],
        ids=str,
    )
    def test_refused(self, fields, error, words):
        """
        Each contradiction is refused by name.
        """
        with pytest.raises(error, match=words):
            Ledger(**{"limits": [Limit(TOTAL, 1)], **fields})

    def test_hold_that_does_not_tell(self):
        """
        A sale of the shop's rows must tell what the limits look at; a cancelled one need not.
        """
        old = Hold(key="k", request=Request({"red": 1}), state=HoldState.COMMITTED)
        gone = attrs.evolve(old, state=HoldState.RELEASED)

        with pytest.raises(OutOfRangeError, match="tell its buyer"):
            a_ledger(10, Limit(BUYER, 1), holds=[old])
        assert 10 == a_ledger(10, Limit(BUYER, 1), holds=[gone]).available(TOTAL, at=NOON)

    def test_evolve_counts_again(self):
        """
        A changed copy keeps its holds and counts them.
        """
        ledger = taken(a_ledger(10), "k")
        wider = attrs.evolve(ledger, limits=[Limit(TOTAL, 20), Limit(RED, 5)])

        assert (19, 1, 0, 0) == balance(wider)
        assert (4, 1, 0, 0) == balance(wider, RED)
        assert 20 == wider.available(TOTAL, at=NOON + 15 * MINUTE)

    def test_nothing_withdrawn(self):
        """
        Nothing taken back is the same as no row for it.
        """
        assert a_ledger(10) == a_ledger(10, withdrawn={TOTAL: 0})


class TestArguments:
    """
    A slip in an argument gives a sentence.
    """

    @pytest.mark.parametrize(
        ("call", "error", "words"),
        [
            (lambda: take("ledger", "k"), WrongTypeError, "Ledger"),
            (lambda: take(a_ledger(), ""), WrongTypeError, "key"),
            (lambda: take(a_ledger(), "k", at=NAIVE), NaiveTimeError, "at"),
            (lambda: take(a_ledger(), "k", at="noon"), WrongTypeError, "at"),
            (lambda: take(a_ledger(), "k", expires=NAIVE), NaiveTimeError, "expires"),
            (lambda: take(a_ledger(), "k", expires=15), WrongTypeError, "expires"),
            (lambda: take(a_ledger(), "k", access=True), WrongTypeError, "access"),
            (
                lambda: capacity.hold(
                    a_ledger(), {"red": 1}, key="k", at=NOON, expires=15 * MINUTE
                ),
                WrongTypeError,
                "Request",
            ),
            (lambda: capacity.commit("ledger", "k", key="p", at=NOON), WrongTypeError, "Ledger"),
            (lambda: capacity.commit(a_ledger(), "", key="p", at=NOON), WrongTypeError, "hold"),
            (lambda: capacity.settle("ledger", at=NOON), WrongTypeError, "Ledger"),
            (lambda: capacity.settle(a_ledger(), at=NAIVE), NaiveTimeError, "at"),
            (
                lambda: capacity.release(a_ledger(), "k", key="r", at=NOON, lines=()),
                OutOfRangeError,
                "line",
            ),
            (
                lambda: capacity.withdraw(a_ledger(), TOTAL, 0, key="w", at=NOON),
                OutOfRangeError,
                "units",
            ),
            (
                lambda: capacity.withdraw(a_ledger(), "total", 1, key="w", at=NOON),
                WrongTypeError,
                "whole sale",
            ),
            (
                lambda: capacity.set_limit(a_ledger(), 5, key="s", at=NOON),
                WrongTypeError,
                "Limit",
            ),
            (
                lambda: capacity.set_limit(a_ledger(), Limit(Scope(wave="w"), 5), key="s", at=NOON),
                OutOfRangeError,
                "a wave of the ledger",
            ),
            (lambda: a_ledger().available("total", at=NOON), WrongTypeError, "whole sale"),
            (lambda: a_ledger().available(TOTAL, at=NAIVE), NaiveTimeError, "at"),
        ],
        ids=[f"case {number}" for number in range(19)],
    )
    def test_refused(self, call, error, words):
        """
        Each is an error of our own that names the argument.
        """
        with pytest.raises(error, match=words):
            call()

    def test_door(self):
        """
        Completion on the module shows its public names and nothing else.
        """
        assert sorted(capacity.__all__) == dir(capacity)

    def test_an_answer_is_no_condition(self):
        """
        An answer that says no cannot pass for a yes.
        """
        with pytest.raises(TypeError, match=r"answer\.allowed"):
            bool(take(a_ledger(0), "k"))

    def test_an_answer_prints_as_its_decision(self):
        """
        Printing an answer shows its reasons.
        """
        answer = take(a_ledger(0), "k")

        assert str(answer.decision) == str(answer)
        assert "Not allowed" in str(answer)

    def test_time_zone_of_instants(self):
        """
        One instant in two zones is one instant.
        """
        bangkok = NOON.astimezone(ZoneInfo("Asia/Bangkok"))

        assert a_ledger(10).available(TOTAL, at=bangkok) == 10
        assert UTC is NOON.tzinfo
