"""
Conservation: available + held + committed + withdrawn = limit, at every scope, after any commands.

A state machine drives the ledger and a second implementation (`capacity_model`) through the same
commands: duplicates, retries with another content, expiries in any order, clocks that run behind,
withdrawals, limits raised and lowered, waves. After each command the two agree about everything.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from rules.capacity_model import Model
from tiktok_presale import EACH, Ledger, Limit, Scope, Wave, capacity
from tiktok_presale.rules.capacity import HoldState, Line, Request

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

BUYERS = ["b1", "b2", "b3"]
SKUS = ["red", "blue"]
CHANNELS = ["live", "shop"]
KEYS = [f"k{number}" for number in range(40)]
LIMITS = [
    ({}, 30),
    ({"channel": "live"}, 12),
    ({"sku": "red"}, 15),
    ({"buyer": "*"}, 9),
    ({"buyer": "b3"}, 12),
    ({"sku": "red", "buyer": "*"}, 5),
    ({"channel": "live", "sku": "blue"}, 7),
]
SCOPES = [
    {},
    {"channel": "live"},
    {"channel": "shop"},
    {"sku": "red"},
    {"sku": "blue"},
    {"channel": "live", "sku": "blue"},
    {"buyer": "b1"},
    {"buyer": "b2"},
    {"buyer": "b3"},
    {"sku": "red", "buyer": "b1"},
    {"sku": "red", "buyer": "b3"},
]
WAVES = [
    ("w1", 8, 0, None, True),
    ("w2", 10, 60, 119, True),
    ("w3", 6, 180, None, False),
    ("w4", 9, 240, 300, True),
]


# What tells a row of each table from the others of it.
SCOPE = ("market", "channel", "sku", "wave", "buyer")
KEYS_OF_ROWS = {
    "ledger": (),
    "limits": SCOPE,
    "waves": ("name",),
    "withdrawn": SCOPE,
    "holds": ("key",),
    "lines": ("hold", "place"),
    "keys": ("key",),
}


class Driver:
    """
    Both ledgers, side by side, and the commands that both are given.
    """

    def __init__(self, *, waves):
        limits = [Limit(Scope(**scope), units) for scope, units in LIMITS]
        minutes = WAVES if waves else []
        self.ledger = Ledger(
            limits=limits,
            waves=[
                Wave(
                    name=name,
                    units=units,
                    opens=START + opens * MINUTE,
                    closes=None if closes is None else START + closes * MINUTE,
                    carries_over=carries,
                )
                for name, units, opens, closes, carries in minutes
            ],
        )
        self.model = Model(
            LIMITS,
            [
                {
                    "name": name,
                    "units": units,
                    "opens": (START + opens * MINUTE).timestamp(),
                    "closes": None if closes is None else (START + closes * MINUTE).timestamp(),
                    "carries_over": carries,
                }
                for name, units, opens, closes, carries in minutes
            ],
        )
        self.scopes = SCOPES + [{"wave": name} for name, *_ in minutes]
        self.known = [Scope(**names) for names in self.scopes]
        self.at = START
        self.commands = 0
        self.stored = {table: {} for table in KEYS_OF_ROWS}
        self.last = None

    def both(self, key, content, ours, theirs, at):
        """
        Give both ledgers a command, and compare what they say of it.
        """
        before, self.commands = self.ledger, self.commands + 1
        answer = ours(self.ledger)
        known = self.model.command(key, content)
        allowed = known == "repeat"
        if known == "new":
            # The model counts what has expired as gone; writing it down changes nothing.
            allowed = theirs()
            if allowed:
                self.model.done(key, content, at)

        assert allowed is answer.allowed, (content, str(answer.decision))
        assert (known == "repeat") is answer.repeat
        assert answer.changed is (answer.ledger.version != before.version)
        assert answer.ledger.version - before.version in {0, 1}
        if known != "new" or not allowed:
            # Nothing but what the clock has done: the same as settling alone.
            assert capacity.settle(before, at=at) == answer.ledger
            self.model.settle(at)
        self.ledger = answer.ledger
        self.check()

    def check(self):
        """
        Both agree about every scope and every hold, and the law holds.
        """
        for names, scope in zip(self.scopes, self.known, strict=True):
            found = self.ledger.balance(scope, at=self.at)
            mine = (
                found.limit,
                found.available,
                found.held,
                found.committed,
                found.withdrawn,
                found.closed,
            )

            assert self.model.balance(names, self.at) == mine, names
            if found.limit is not None:
                total = found.available + found.held + found.committed + found.withdrawn
                assert found.limit == total
                assert found.available >= 0 or "buyer" in names
        now = self.model.now(self.at)
        for key, hold in self.model.holds.items():
            mine = self.ledger.find(key, at=self.at)
            assert HoldState(self.model.state(hold, now)) is mine.state
            assert hold["lines"] == {line.sku: line.units for line in mine.request.by_sku}
        assert len(self.ledger.holds) == len(self.model.holds)
        if self.ledger.waves:
            limits = [
                self.ledger.balance(wave.scope, at=self.at).limit for wave in self.ledger.waves
            ]
            assert sum(wave.units for wave in self.ledger.waves) == sum(limits)

    def hold(self, key, lines, names, minutes, late):
        """
        Take units, for a buyer through a channel out of a wave.
        """
        buyer, channel, wave = names
        at = self.at - late * MINUTE
        request = Request(
            [Line(sku, units) for sku, units in lines], buyer=buyer, channel=channel, wave=wave
        )
        names = {"market": None, "channel": channel, "wave": wave, "buyer": buyer}
        summed = sorted((sku, sum(n for s, n in lines if s == sku)) for sku, _ in lines)
        content = ("hold", tuple(dict(summed).items()), tuple(names.items()), minutes)
        self.both(
            key,
            content,
            lambda ledger: capacity.hold(ledger, request, key=key, at=at, expires=minutes * MINUTE),
            lambda: self.model.hold(key, lines, names, minutes * 60, at),
            at,
        )

    def extend(self, key, hold, minutes):
        """
        Let a hold last longer.
        """
        self.both(
            key,
            ("extend", hold, minutes),
            lambda ledger: capacity.extend(
                ledger, hold, key=key, at=self.at, expires=minutes * MINUTE
            ),
            lambda: self.model.extend(hold, minutes * 60, self.at),
            self.at,
        )

    def commit(self, key, hold, late):
        """
        Turn a hold into a sale.
        """
        at = self.at - late * MINUTE
        self.both(
            key,
            ("commit", hold),
            lambda ledger: capacity.commit(ledger, hold, key=key, at=at),
            lambda: self.model.commit(hold, at),
            at,
        )

    def release(self, key, hold, lines):
        """
        Give units back.
        """
        self.both(
            key,
            ("release", hold, lines and tuple(sorted(lines.items()))),
            lambda ledger: capacity.release(ledger, hold, key=key, at=self.at, lines=lines),
            lambda: self.model.release(hold, lines, self.at),
            self.at,
        )

    def withdraw(self, key, place, units):
        """
        Take units back from sale.
        """
        scope = self.scopes[place % len(self.scopes)]
        self.both(
            key,
            ("withdraw", tuple(scope.items()), units),
            lambda ledger: capacity.withdraw(ledger, Scope(**scope), units, key=key, at=self.at),
            lambda: self.model.withdraw(scope, units, self.at),
            self.at,
        )

    def restore(self, key, place, units):
        """
        Put units on sale again.
        """
        scope = self.scopes[place % len(self.scopes)]
        self.both(
            key,
            ("restore", tuple(scope.items()), units),
            lambda ledger: capacity.restore(ledger, Scope(**scope), units, key=key, at=self.at),
            lambda: self.model.restore(scope, units),
            self.at,
        )

    def set_limit(self, key, place, units):
        """
        Set a limit: of any scope, for each buyer, of a kind that no limit had looked at.
        """
        scopes = [*self.scopes, {"buyer": EACH}, {"channel": "shop", "buyer": EACH}]
        scope = scopes[place % len(scopes)]
        self.both(
            key,
            ("set_limit", tuple(scope.items()), units),
            lambda ledger: capacity.set_limit(
                ledger, Limit(Scope(**scope), units), key=key, at=self.at
            ),
            lambda: self.model.set_limit(scope, units, self.at),
            self.at,
        )

    def tick(self, minutes):
        """
        Time passes; nothing is cleared away, and yet both agree.
        """
        self.at += minutes * MINUTE
        self.check()

    def settle(self):
        """
        What has expired is cleared away, which nobody notices.
        """
        self.ledger = capacity.settle(self.ledger, at=self.at)
        self.model.settle(self.at)
        self.check()

    def store(self):
        """
        A shop that keeps only rows, and puts those that changed in place, has the same ledger.
        """
        for table, rows in capacity.rows(self.ledger, since=self.last).items():
            for row in rows:
                self.stored[table][tuple(row[name] for name in KEYS_OF_ROWS[table])] = row
        self.last = self.ledger
        tables = {table: list(rows.values()) for table, rows in self.stored.items()}
        again = capacity.from_rows(tables)

        assert self.ledger == again
        assert again == capacity.from_rows(capacity.rows(self.ledger))
        assert self.ledger.version == again.version
        assert self.ledger.counts == again.counts
        self.ledger = self.last = again
        self.check()


def storm(driver, seed, count):
    """
    Many commands at once, drawn from a seed.
    """
    drawn = Random(seed)  # noqa: S311 - no secret, only variety
    for _ in range(count):
        which = drawn.choices(list(COMMANDS), [weight for weight, _ in COMMANDS.values()])[0]
        COMMANDS[which][1](driver, drawn)


def some_key(driver, drawn):
    """
    A key: as often as not a new one, so that much is done.
    """
    return drawn.choice([*KEYS[:20], *[f"n{driver.commands}"] * 20])


def some_hold(driver, drawn):
    """
    A hold: mostly one that stands.
    """
    live = [key for key, hold in driver.model.holds.items() if hold["state"] == "held"]
    return drawn.choice(live[-6:] if live and drawn.random() < 0.8 else KEYS)


def some_lines(drawn):
    """
    Lines, of one SKU twice among them.
    """
    return [(drawn.choice(SKUS), drawn.randint(1, 2)) for _ in range(drawn.randint(1, 3))]


def drawn_hold(driver, drawn):
    """
    Take units.
    """
    wave = drawn.choice([None, None, None, "w1", "w2"]) if driver.ledger.waves else None
    names = (drawn.choice(BUYERS), drawn.choice(CHANNELS), wave)
    key = drawn.choice([*KEYS, *[f"h{driver.commands}"] * 20])
    minutes, late = drawn.choice([1, 5, 15, 40]), drawn.choice([0, 0, 0, 10])
    driver.hold(key, some_lines(drawn), names, minutes, late)


def drawn_release(driver, drawn):
    """
    Give units back: of what is held, or of what is sold.
    """
    lines = drawn.choice([None, None, {"red": 1}, {"blue": 2, "red": 1}])
    hold = drawn.choice([some_hold(driver, drawn), *driver.model.holds])
    driver.release(some_key(driver, drawn), hold, lines)


# How often each command comes, and what draws it.
COMMANDS = {
    "hold": (9, drawn_hold),
    "extend": (
        3,
        lambda driver, drawn: driver.extend(
            some_key(driver, drawn), some_hold(driver, drawn), drawn.choice([5, 20, 60])
        ),
    ),
    "commit": (
        2,
        lambda driver, drawn: driver.commit(
            some_key(driver, drawn), some_hold(driver, drawn), drawn.choice([0, 0, 10])
        ),
    ),
    "release": (4, drawn_release),
    "withdraw": (
        1,
        lambda driver, drawn: driver.withdraw(
            some_key(driver, drawn), drawn.randrange(20), drawn.randint(1, 4)
        ),
    ),
    "restore": (
        1,
        lambda driver, drawn: driver.restore(
            some_key(driver, drawn), drawn.randrange(20), drawn.randint(1, 4)
        ),
    ),
    "set_limit": (
        1,
        lambda driver, drawn: driver.set_limit(
            some_key(driver, drawn), drawn.randrange(20), drawn.choice([0, 3, 8, 15, 30, 40])
        ),
    ),
    "tick": (4, lambda driver, drawn: driver.tick(drawn.choice([1, 3, 10, 30]))),
    "settle": (1, lambda driver, _: driver.settle()),
}


PLACES = st.integers(0, 19)
UNITS = st.integers(1, 8)
MINUTES = st.sampled_from([1, 5, 15, 40])
ANY_KEY = st.sampled_from(KEYS[:6])


class Machine(RuleBasedStateMachine):
    """
    One sale, with or without waves.
    """

    driver: Driver

    @initialize(waves=st.booleans())
    def start(self, waves):
        """
        A ledger with limits on everything, and nothing taken.
        """
        self.driver = Driver(waves=waves)

    @rule(
        key=ANY_KEY,
        lines=st.lists(st.tuples(st.sampled_from(SKUS), UNITS), min_size=1, max_size=3),
        buyer=st.sampled_from(BUYERS),
        channel=st.sampled_from(CHANNELS),
        minutes=MINUTES,
        late=st.sampled_from([0, 10]),
    )
    def hold(self, key, lines, buyer, channel, minutes, late):
        """
        Take units.
        """
        self.driver.hold(key, lines, (buyer, channel, None), minutes, late)

    @rule(key=ANY_KEY, hold=ANY_KEY, minutes=MINUTES)
    def extend(self, key, hold, minutes):
        """
        Let a hold last longer.
        """
        self.driver.extend("x" + key, hold, minutes)

    @rule(key=ANY_KEY, hold=ANY_KEY, late=st.sampled_from([0, 10]))
    def commit(self, key, hold, late):
        """
        Turn a hold into a sale.
        """
        self.driver.commit("c" + key, hold, late)

    @rule(
        key=ANY_KEY,
        hold=ANY_KEY,
        lines=st.none() | st.dictionaries(st.sampled_from(SKUS), UNITS, min_size=1),
    )
    def release(self, key, hold, lines):
        """
        Give units back.
        """
        self.driver.release("r" + key, hold, lines)

    @rule(key=ANY_KEY, place=PLACES, units=UNITS)
    def withdraw(self, key, place, units):
        """
        Take units back from sale, and put others on sale again.
        """
        self.driver.withdraw("w" + key, place, units)
        self.driver.restore("u" + key, place + 1, units)

    @rule(key=ANY_KEY, place=PLACES, units=st.integers(0, 40))
    def set_limit(self, key, place, units):
        """
        Set a limit.
        """
        self.driver.set_limit("l" + key, place, units)

    @rule(minutes=st.sampled_from([1, 5, 30, 60]))
    def tick(self, minutes):
        """
        Time passes.
        """
        self.driver.tick(minutes)

    @rule()
    def settle(self):
        """
        Clear away what has expired.
        """
        self.driver.settle()

    @rule()
    def store(self):
        """
        Through the shop's tables and back.
        """
        self.driver.store()

    @rule(seed=st.integers(0, 2**32))
    def storm(self, seed):
        """
        Many commands at once.
        """
        storm(self.driver, seed, 30)

    @invariant()
    def law(self):
        """
        Whatever happened, the two agree; each command compares them, here is the end of each.
        """
        if hasattr(self, "driver"):
            self.driver.check()


class TestConservation(Machine.TestCase):
    """
    Some hundreds of short histories, each found and shrunk by Hypothesis.
    """

    settings = settings(
        max_examples=settings.default.max_examples, stateful_step_count=25, deadline=None
    )


class TestLongHistories:
    """
    Tens of thousands of commands, drawn from seeds; as many as the profile asks for.
    """

    seeds = max(4, 36 * settings.default.max_examples // 50)

    def run(self, waves, seed):
        """
        So many commands on one ledger, which is stored and read back now and then.
        """
        driver = Driver(waves=waves)
        for number in range(3):
            storm(driver, f"{seed}-{number}", 60)
            driver.store()
        return driver.commands

    @pytest.mark.parametrize("block", range(2))
    @pytest.mark.parametrize("waves", [False, True], ids=["one sale", "waves"])
    def test_seeds(self, waves, block):
        """
        Without waves, and with waves that open, close, lapse and carry over.
        """
        seeds = range(self.seeds * block, self.seeds * (block + 1))

        assert sum(self.run(waves=waves, seed=seed) for seed in seeds) > 140 * self.seeds
