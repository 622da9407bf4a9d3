"""
The cost of a command does not grow with the commands before it.

Nothing is timed: calls are counted, which is the same on every machine. A ledger of a hundred
holds is compared with one of ten thousand.
"""

import sys

import pytest

from rules.capacity_making import BUYER, MINUTE, NOON, RED, TOTAL, a_ledger, take
from tiktok_presale import Hold, Limit, Scope, capacity
from tiktok_presale.rules.capacity import HoldState, Request

FEW, MANY = 100, 10_000
MORE = 1.6
"""A trie is a level or two deeper, a heap a few; a copy would be a hundred times as much."""


def calls(command):
    """
    How many calls of functions a command makes, those of C among them.
    """
    counted = 0

    def count(_frame, event, _argument):
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        command()
    finally:
        sys.setprofile(None)
    return counted


def ledger_of(size):
    """
    A ledger on which many are held, each with an expiry of its own, and many are sold.
    """
    limits = [Limit(RED, 10**6), Limit(BUYER, 5), Limit(Scope(channel="live"), 10**6)]
    holds = [
        Hold(
            key=f"k{number}",
            request=Request({"red": 1}, buyer=f"b{number}", channel="live"),
            state=HoldState.HELD if number % 2 else HoldState.COMMITTED,
            expires=NOON + (60 + number % 97) * MINUTE,
        )
        for number in range(size)
    ]
    ledger = a_ledger(10**6, *limits, holds=holds)
    for number in range(size // 10):  # keys of commands, and entries that are left behind
        ledger = capacity.extend(
            ledger, f"k{2 * number + 1}", key=f"x{number}", at=NOON, expires=300 * MINUTE
        ).ledger
    return ledger


LEDGERS = {size: ledger_of(size) for size in (FEW, MANY)}
NAMES = {"buyer": "new", "channel": "live"}
COMMANDS = {
    "hold": lambda ledger: take(ledger, "new", **NAMES),
    "hold that is refused": lambda ledger: take(ledger, "new", {"red": 6}, **NAMES),
    "hold again": lambda ledger: capacity.extend(
        ledger, "k1", key="x0", at=NOON, expires=300 * MINUTE
    ),
    "extend": lambda ledger: capacity.extend(
        ledger, "k99", key="new", at=NOON, expires=400 * MINUTE
    ),
    "commit": lambda ledger: capacity.commit(ledger, "k99", key="new", at=NOON),
    "release": lambda ledger: capacity.release(ledger, "k98", key="new", at=NOON),
    "withdraw": lambda ledger: capacity.withdraw(ledger, TOTAL, 1, key="new", at=NOON),
    "set_limit": lambda ledger: capacity.set_limit(
        ledger, Limit(TOTAL, 2 * 10**6), key="new", at=NOON
    ),
    "settle": lambda ledger: capacity.settle(ledger, at=NOON),
    "balance": lambda ledger: ledger.balance(RED, at=NOON),
    "rows since": lambda ledger: capacity.rows(take(ledger, "new", **NAMES).ledger, since=ledger),
}


class TestCost:
    """
    Ten thousand holds cost about what a hundred do.
    """

    @pytest.mark.parametrize("name", COMMANDS)
    def test_command(self, name):
        """
        A hundred times as many holds, and hardly a call more.
        """
        command = COMMANDS[name]
        few, many = (calls(lambda size=size: command(LEDGERS[size])) for size in (FEW, MANY))

        assert many <= MORE * few, (few, many)

    def test_expiry_costs_what_expires(self):
        """
        Clearing away costs by what has expired, and once.
        """
        found = {}
        for size, held in LEDGERS.items():
            due = held
            for number in range(10):
                due = take(due, f"n{number}", buyer=f"n{number}", channel="live").ledger
            found[size] = calls(lambda due=due: capacity.settle(due, at=NOON + 15 * MINUTE))

        assert found[MANY] <= MORE * found[FEW]

    def test_copying_would_be_noticed(self):
        """
        The count sees work that grows: counting all holds anew takes a hundred times the calls.
        """
        few, many = (
            calls(lambda size=size: LEDGERS[size].balance(Scope(market="th"), at=NOON))
            for size in (FEW, MANY)
        )

        assert many > 30 * few
