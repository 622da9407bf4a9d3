"""
The waiting list: first come, first served, under the same rules as buying.
"""

from datetime import datetime

import pytest

from rules.capacity_making import BUYER, MINUTE, NOON, RED, TOTAL, a_ledger, codes, take, taken
from tiktok_presale import Decision, Finding, Limit, Outcome, Scope, capacity
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.rules.capacity import (
    Request,
    Waiting,
    WaitingList,
    WaitingState,
)
from tiktok_presale.values.periods import Period

BLUE = Scope(sku="blue")


def joined(*entries):
    """
    A list of requests in order: units of red, or lines, each with a buyer of their own.
    """
    found = WaitingList()
    for number, given in enumerate(entries):
        lines = {"red": given} if isinstance(given, int) else given
        request = Request(lines, buyer=f"b{number}")
        found = capacity.join(found, request, key=f"w{number}", at=NOON).waiting
    return found


def offer(waiting, ledger, key="o", *, at=NOON, **fields):
    """
    An offer of half an hour.
    """
    ours = {"expires": 30 * MINUTE}
    return capacity.offer(waiting, ledger, key=key, at=at, **{**ours, **fields})


def served(waiting, ledger, at=NOON, **fields):
    """
    Whom offers go to, one after the other, until nobody can be offered any.
    """
    found = []
    while True:
        answer = offer(waiting, ledger, f"o{len(found)}", at=at, **fields)
        if not answer.allowed:
            return found
        found.append(answer.entry.key)
        waiting, ledger = answer.waiting, answer.ledger


class TestJoin:
    """
    Somebody joins at the end, and once.
    """

    def test_places(self):
        """
        Places follow the order of joining, whatever the clocks say.
        """
        early = capacity.join(joined(1), Request({"red": 1}), key="e", at=NOON - MINUTE)

        assert 1 == early.entry.place
        assert early.allowed
        assert early.changed
        assert ["w0", "e"] == served(early.waiting, a_ledger(9))

    def test_twice(self):
        """
        Joining twice with one key is one entry at its first place.
        """
        waiting = joined(1, 1)
        again = capacity.join(waiting, Request({"red": 1}, buyer="b0"), key="w0", at=NOON)

        assert again.repeat
        assert again.allowed
        assert waiting is again.waiting
        assert 0 == again.entry.place

    def test_same_key_with_another_request(self):
        """
        One key is one request.
        """
        waiting = joined(1)
        again = capacity.join(waiting, Request({"red": 2}, buyer="b0"), key="w0", at=NOON)

        assert ["waiting.key"] == codes(again.decision)
        assert waiting is again.waiting
        assert not again.repeat


class TestLeave:
    """
    Somebody leaves, and is passed by.
    """

    def test_left(self):
        """
        Who has left is offered nothing.
        """
        answer = capacity.leave(joined(1, 1), "w0", at=NOON)

        assert answer.allowed
        assert answer.changed
        assert ["w1"] == served(answer.waiting, a_ledger(9))
        assert 1 == len(WaitingList(entries=answer.waiting.entries).order)

    def test_twice(self):
        """
        Leaving twice is leaving once.
        """
        waiting = capacity.leave(joined(1), "w0", at=NOON).waiting
        again = capacity.leave(waiting, "w0", at=NOON)

        assert again.repeat
        assert waiting is again.waiting

    def test_unknown(self):
        """
        Who never joined cannot leave.
        """
        assert ["waiting.unknown"] == codes(capacity.leave(joined(), "w0", at=NOON).decision)

    def test_with_an_offer(self):
        """
        Who has been offered units gives back the hold instead.
        """
        answer = offer(joined(1), a_ledger(9))
        left = capacity.leave(answer.waiting, "w0", at=NOON)

        assert ["waiting.offered"] == codes(left.decision)
        assert "o" == left.decision.failures[0].remedy.params["hold"]


class TestOffer:
    """
    Units that are free are held for the next one.
    """

    def test_when_units_become_free(self):
        """
        Nobody is offered anything while all is taken; then the first is.
        """
        waiting, ledger = joined(1, 1), taken(a_ledger(1), "k")
        nothing = offer(waiting, ledger)
        answer = offer(waiting, ledger, at=NOON + 15 * MINUTE)

        assert ["waiting.nobody"] == codes(nothing.decision)
        assert waiting is nothing.waiting
        assert not nothing.changed
        assert "w0" == answer.entry.key
        assert "o" == answer.hold.key == answer.entry.offer
        assert 0 == answer.ledger.available(TOTAL, at=NOON)
        assert answer.changed

    def test_lapses_to_the_next(self):
        """
        An offer that is not paid lapses with its hold, and the next one gets the units.
        """
        first = offer(joined(1, 1), a_ledger(1))
        early = offer(first.waiting, first.ledger, "o2", at=NOON + 29 * MINUTE)
        late = offer(first.waiting, first.ledger, "o2", at=NOON + 30 * MINUTE)

        assert not early.allowed
        assert "w1" == late.entry.key

    def test_paid(self):
        """
        An offer is paid by committing its hold, like any other.
        """
        answer = offer(joined(1), a_ledger(1))
        paid = capacity.commit(answer.ledger, "o", key="p", at=NOON)

        assert paid.allowed
        assert 1 == paid.ledger.balance(TOTAL, at=NOON).committed

    def test_retry(self):
        """
        A retry gives the same offer, and none to the next.
        """
        first = offer(joined(1, 1), a_ledger(9))
        again = offer(first.waiting, first.ledger)

        assert again.repeat
        assert again.allowed
        assert not again.changed
        assert (first.entry, first.hold) == (again.entry, again.hold)
        assert (first.waiting, first.ledger) == (again.waiting, again.ledger)

    def test_retry_with_another_length(self):
        """
        A retry asks for the same.
        """
        first = offer(joined(1), a_ledger(9))

        assert ["capacity.key"] == codes(
            offer(first.waiting, first.ledger, expires=31 * MINUTE).decision
        )

    @pytest.mark.parametrize("which", ["ledger", "waiting"])
    def test_one_of_two_was_not_stored(self, which):
        """
        If a shop stored one of the two and not the other, the retry mends it.
        """
        waiting, ledger = joined(1, 1), a_ledger(9)
        first = offer(waiting, ledger)
        lost = {"ledger": (first.waiting, ledger), "waiting": (waiting, first.ledger)}
        again = offer(*lost[which])

        assert again.changed
        assert "w0" == again.entry.key
        assert first.waiting == again.waiting
        assert first.ledger == again.ledger

    def test_retry_after_the_sale_closed(self):
        """
        A retry is a retry even if nothing could be offered any more.
        """
        period = Period(NOON, NOON + 60 * MINUTE)
        waiting, ledger = joined(1), a_ledger(9, sale=period)
        first = offer(waiting, ledger)

        assert offer(waiting, first.ledger, at=period.closes + MINUTE).repeat
        assert offer(first.waiting, first.ledger, at=period.closes + MINUTE).repeat


class TestOrder:
    """
    First come, first served.
    """

    def test_all_fit(self):
        """
        Everybody in turn.
        """
        assert ["w0", "w1", "w2"] == served(joined(1, 1, 1), a_ledger(9))

    def test_nobody_overtakes(self):
        """
        Who wants more than is free keeps their turn, and nobody goes before them.
        """
        waiting, ledger = joined(3, 1), a_ledger(2)
        answer = offer(waiting, ledger)

        assert [] == served(waiting, ledger)
        assert ["w0"] == [key for key, _ in answer.passed_over]
        assert ["w0", "w1"] == served(waiting, a_ledger(4))

    def test_overtaking_where_it_is_allowed(self):
        """
        Unless that is wanted: then what fits is offered, and who was passed over stays first.
        """
        answer = offer(joined(3, 1, 1), a_ledger(2), overtaking=True)

        assert "w1" == answer.entry.key
        assert ["w0", "w2"] == served(answer.waiting, a_ledger(4))

    def test_other_units_are_not_waited_for(self):
        """
        Who waits for red does not stand in the way of blue, and does in that of red.
        """
        ledger = a_ledger(9, Limit(RED, 2), Limit(BLUE, 1))
        waiting = joined(3, 1, {"blue": 1}, {"blue": 1, "red": 1})
        answer = offer(waiting, ledger)

        assert "w2" == answer.entry.key
        assert [("w0", ["capacity.limit"]), ("w1", ["waiting.behind"])] == [
            (key, codes(decision)) for key, decision in answer.passed_over
        ]
        assert ["w2"] == served(waiting, ledger)

    def test_reasons_of_their_own(self):
        """
        Who may not buy, or has had enough, is passed over and holds nobody up.
        """
        ledger = take(a_ledger(3, Limit(BUYER, 1)), "k", buyer="b0").ledger
        waiting = joined(2, 1, 1)

        def access(entry):
            outcome = Outcome.FAIL if entry.request.buyer == "b1" else Outcome.PASS
            finding = Finding(outcome, "capacity.repeat", "access")
            return Decision("waiting", "own limits", NOON, (finding,))

        answer = offer(waiting, ledger, access=access)

        assert "w2" == answer.entry.key
        assert ["w0", "w1"] == [key for key, _ in answer.passed_over]
        assert ["capacity.access", "capacity.repeat"] == codes(answer.passed_over[1][1])

    def test_too_much_in_every_way(self):
        """
        Who is over their own limit holds nobody up even where units are short as well.
        """
        ledger = a_ledger(2, Limit(BUYER, 2))

        assert ["w1"] == served(joined(3, 1), ledger)

    def test_empty(self):
        """
        Nobody waits, nobody is offered anything.
        """
        answer = offer(WaitingList(), a_ledger(9))

        assert ["waiting.nobody"] == codes(answer.decision)
        assert () == answer.passed_over


class TestState:
    """
    What has become of somebody is read from the ledger, at any instant.
    """

    def test_states(self):
        """
        Waiting, left, offered, bought, lapsed.
        """
        waiting = capacity.leave(joined(1, 1, 1), "w2", at=NOON).waiting
        answer = offer(waiting, a_ledger(1))
        paid = capacity.commit(answer.ledger, "o", key="p", at=NOON).ledger
        given = capacity.release(answer.ledger, "o", key="r", at=NOON).ledger
        later = NOON + 30 * MINUTE

        def state(key, ledger=answer.ledger, at=NOON):
            return answer.waiting.state(key, ledger, at=at)

        assert WaitingState.OFFERED is state("w0")
        assert WaitingState.LAPSED is state("w0", at=later)
        assert WaitingState.BOUGHT is state("w0", paid, later)
        assert WaitingState.LAPSED is state("w0", given)
        assert WaitingState.LAPSED is state("w0", a_ledger(1))
        assert WaitingState.WAITING is state("w1")
        assert WaitingState.LEFT is state("w2")
        assert state("w9") is None


class TestWaitingList:
    """
    A list is its entries.
    """

    def test_from_entries(self):
        """
        A shop that keeps only the entries has the same list, and goes on with it.
        """
        waiting = offer(joined(1, 1), a_ledger(9)).waiting
        again = WaitingList(entries=reversed(list(waiting.entries.values())))

        assert waiting == again
        assert waiting.offers == again.offers
        longer = capacity.join(again, Request({"red": 1}), key="n", at=NOON)
        assert 2 == longer.entry.place
        assert ["w1", "n"] == served(longer.waiting, a_ledger(9))

    def test_version(self):
        """
        It grows by one with every change, and is no part of equality.
        """
        waiting = joined(1, 1)

        assert 2 == waiting.version
        assert waiting == WaitingList(entries=waiting.entries)
        assert "WaitingList(version=2, entries=2)" == repr(waiting)

    @pytest.mark.parametrize(
        ("entries", "error"),
        [
            (5, WrongTypeError),
            ([5], WrongTypeError),
            ([("w0", 0), ("w0", 1)], OutOfRangeError),
            ([("w0", 0), ("w1", 0)], OutOfRangeError),
        ],
        ids=str,
    )
    def test_refused(self, entries, error):
        """
        One key and one place for each.
        """
        if isinstance(entries, list) and entries != [5]:
            entries = [
                Waiting(key=key, request=Request({"red": 1}), joined_at=NOON, place=place)
                for key, place in entries
            ]
        with pytest.raises(error):
            WaitingList(entries=entries)


class TestArguments:
    """
    A slip in an argument gives a sentence.
    """

    NAIVE = datetime(2026, 3, 1)

    @pytest.mark.parametrize(
        ("call", "error", "words"),
        [
            (
                lambda: capacity.join([], Request({"red": 1}), key="w", at=NOON),
                WrongTypeError,
                "WaitingList",
            ),
            (
                lambda: capacity.join(joined(), {"red": 1}, key="w", at=NOON),
                WrongTypeError,
                "Request",
            ),
            (
                lambda: capacity.join(joined(), Request({"red": 1}), key="", at=NOON),
                WrongTypeError,
                "key",
            ),
            (
                lambda: capacity.join(
                    joined(), Request({"red": 1}), key="w", at=TestArguments.NAIVE
                ),
                NaiveTimeError,
                "at",
            ),
            (lambda: capacity.leave([], "w", at=NOON), WrongTypeError, "WaitingList"),
            (lambda: capacity.leave(joined(), 5, at=NOON), WrongTypeError, "key"),
            (lambda: offer([], a_ledger()), WrongTypeError, "WaitingList"),
            (lambda: offer(joined(), "ledger"), WrongTypeError, "Ledger"),
            (lambda: offer(joined(), a_ledger(), ""), WrongTypeError, "key"),
            (lambda: offer(joined(), a_ledger(), access=True), WrongTypeError, "access"),
            (lambda: offer(joined(), a_ledger(), overtaking="no"), WrongTypeError, "overtaking"),
            (lambda: offer(joined(), a_ledger(), at=TestArguments.NAIVE), NaiveTimeError, "at"),
            (lambda: joined().state("w", "ledger", at=NOON), WrongTypeError, "Ledger"),
        ],
        ids=[f"case {number}" for number in range(13)],
    )
    def test_refused(self, call, error, words):
        """
        Each is an error of our own that names the argument.
        """
        with pytest.raises(error, match=words):
            call()

    @pytest.mark.parametrize(
        "answer",
        [
            lambda: offer(joined(), a_ledger()),
            lambda: capacity.leave(joined(), "w", at=NOON),
        ],
        ids=["offer", "leave"],
    )
    def test_an_answer_is_no_condition(self, answer):
        """
        An answer that says no cannot pass for a yes.
        """
        with pytest.raises(TypeError, match=r"answer\.allowed"):
            bool(answer())
