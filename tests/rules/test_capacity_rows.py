"""
A ledger in a shop's own tables, and back.
"""

import json
import sqlite3
from datetime import datetime

import pytest

from rules.capacity_making import (
    BUYER,
    MINUTE,
    NOON,
    RED,
    TOTAL,
    a_ledger,
    sold,
    take,
    taken,
    two_waves,
)
from tiktok_presale import Ledger, Limit, Scope, capacity
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.rules.capacity import HoldState, Line
from tiktok_presale.values.periods import Period


def a_rich_ledger():
    """
    A ledger that has something in every table.
    """
    ledger = a_ledger(
        20,
        Limit(RED, 9, soft=True),
        Limit(BUYER, 5),
        Limit(Scope(channel="live"), None),
        waves=two_waves(5, 6, gap=10 * MINUTE),
        sale=Period(NOON, NOON + 300 * MINUTE),
        pay_by=NOON + 400 * MINUTE,
        edition="spring",
    )
    names = {"buyer": "b1", "channel": "live"}
    ledger = taken(ledger, "held", lines={"red": 2, "blue": 1}, **names)
    ledger = sold(ledger, "sold", **names)
    ledger = capacity.release(ledger, "sold", key="r", at=NOON).ledger
    return capacity.withdraw(ledger, Scope(wave="w2"), 2, key="w", at=NOON).ledger


class TestRoundTrip:
    """
    The rows are the ledger.
    """

    def test_through_json(self):
        """
        Rows hold nothing but text, whole numbers, True, False and None.
        """
        ledger = a_rich_ledger()
        again = capacity.from_rows(json.loads(json.dumps(capacity.rows(ledger))))

        assert ledger == again
        assert ledger.version == again.version
        assert ledger.counts == again.counts
        assert take(ledger, "n", buyer="b1", channel="live").ledger == (
            take(again, "n", buyer="b1", channel="live").ledger
        )

    def test_every_table(self):
        """
        Each table has the columns that its rows are told by.
        """
        found = {name: list(rows[0]) for name, rows in capacity.rows(a_rich_ledger()).items()}

        assert {
            "ledger": ["edition", "opens", "closes", "pay_by", "version", "seen"],
            "limits": ["market", "channel", "sku", "wave", "buyer", "units", "soft"],
            "waves": ["name", "units", "opens", "closes", "carries_over"],
            "withdrawn": ["market", "channel", "sku", "wave", "buyer", "units"],
            "holds": ["key", "market", "channel", "wave", "buyer", "state", "expires"],
            "lines": ["hold", "place", "sku", "units"],
            "keys": ["key", "command", "hold", "digest", "at"],
        } == found

    def test_order_of_rows(self):
        """
        Equal ledgers give equal rows, in an order of their own.
        """
        one = capacity.rows(taken(a_ledger(9), "k", "l"))
        other = capacity.rows(taken(a_ledger(9), "l", "k"))

        assert one == other
        assert ["k", "l"] == [row["key"] for row in one["holds"]]

    def test_least(self):
        """
        A table that is not there is empty.
        """
        assert Ledger(limits=()) == capacity.from_rows({})
        assert a_ledger(5) == capacity.from_rows({"limits": [{"units": 5}]})

    def test_misspelt_table(self):
        """
        A table of another name is refused: what it holds would pass for free.
        """
        with pytest.raises(OutOfRangeError, match="'hold'; it must be one of ledger, limits"):
            capacity.from_rows({"hold": []})

    def test_further_columns(self):
        """
        A shop's rows may have columns of their own, and instants as datetimes.
        """
        tables = capacity.rows(taken(a_ledger(5), "k"))
        for rows in tables.values():
            for row in rows:
                row |= {"id": 7, "updated": NOON}
        tables["holds"][0]["expires"] = datetime.fromisoformat(tables["holds"][0]["expires"])

        assert taken(a_ledger(5), "k") == capacity.from_rows(tables)

    def test_forgotten_keys(self):
        """
        Keys may be left out; a retry of theirs is then a new command.
        """
        tables = capacity.rows(sold(a_ledger(5), "k"))
        again = capacity.from_rows({**tables, "keys": []})

        assert 4 == again.available(TOTAL, at=NOON)
        assert not capacity.commit(again, "k", key="pay k", at=NOON).repeat

    def test_sales_from_before(self):
        """
        A shop that has sold before it had a ledger counts those sales too.
        """
        tables = {
            "limits": [{"units": 5}, {"buyer": "*", "units": 2}],
            "holds": [{"key": "order-1", "buyer": "b1", "state": "committed"}],
            "lines": [{"hold": "order-1", "sku": "red", "units": 2}],
        }
        ledger = capacity.from_rows(tables)

        assert 3 == ledger.available(TOTAL, at=NOON)
        assert not take(ledger, "k", buyer="b1").allowed


class TestSince:
    """
    Only what has changed needs to be stored.
    """

    def test_one_command(self):
        """
        One hold is one row of holds, one of lines, one key and the version.
        """
        ledger = taken(a_ledger(99, Limit(RED, 50)), *[f"k{n}" for n in range(30)])
        after = take(ledger, "new").ledger
        found = {name: len(rows) for name, rows in capacity.rows(after, since=ledger).items()}

        assert {
            "ledger": 1,
            "limits": 0,
            "waves": 0,
            "withdrawn": 0,
            "holds": 1,
            "lines": 1,
            "keys": 1,
        } == found

    def test_nothing(self):
        """
        No change is no row.
        """
        ledger = a_rich_ledger()

        assert not any(capacity.rows(ledger, since=ledger).values())

    def test_other_limits_and_waves(self):
        """
        A limit that was set, and waves where one has other units.
        """
        ledger = a_rich_ledger()
        after = capacity.set_limit(ledger, Limit(RED, 3), key="s1", at=NOON).ledger
        after = capacity.set_limit(after, Limit(Scope(wave="w2"), 9), key="s2", at=NOON).ledger
        found = capacity.rows(after, since=ledger)

        assert [("red", 3)] == [(row["sku"], row["units"]) for row in found["limits"]]
        assert [5, 9] == [row["units"] for row in found["waves"]]

    def test_restored(self):
        """
        What was put on sale again is a row of nothing, which takes the old one's place.
        """
        ledger = a_rich_ledger()
        wave = Scope(wave="w2")
        after = capacity.restore(ledger, wave, 2, key="u", at=NOON).ledger
        (row,) = capacity.rows(after, since=ledger)["withdrawn"]

        assert ("w2", 0) == (row["wave"], row["units"])
        assert 6 + 5 == capacity.from_rows({**capacity.rows(after), "withdrawn": [row]}).available(
            wave, at=NOON + 70 * MINUTE
        )

    def test_lines_that_were_given_back(self):
        """
        A line that is gone is a row of nothing, so that the shop does not keep it.
        """
        ledger = taken(a_ledger(9), "k", lines=[Line("red"), Line("blue"), Line("red")])
        after = capacity.release(ledger, "k", key="r", at=NOON, lines={"red": 2}).ledger
        stored = capacity.rows(ledger)["lines"]
        fresh = capacity.rows(after, since=ledger)["lines"]
        rows = {row["place"]: row for row in [*stored, *fresh]}

        assert [1, 0, 0] == [row["units"] for row in fresh]
        assert after == capacity.from_rows({**capacity.rows(after), "lines": rows.values()})

    def test_a_shop_with_a_database(self):
        """
        Compare and set: of two servers that read one version, the second one is told to try again.
        """
        shop = Shop(a_ledger(1))
        first, second = shop.read(), shop.read()

        assert shop.store(first, take(first, "k").ledger)
        assert not shop.store(second, take(second, "l").ledger)
        assert shop.store(shop.read(), shop.read())
        assert not take(shop.read(), "l").allowed
        assert HoldState.HELD is shop.read().find("k", at=NOON).state


class Shop:
    """
    A shop that stores rows in a database, each as one JSON text under its key.
    """

    def __init__(self, ledger):
        self.base = sqlite3.connect(":memory:")
        self.base.execute("create table rows (place text primary key, kind text, row text)")
        self.base.execute("create table version (version integer)")
        self.base.execute("insert into version values (?)", [ledger.version])
        self.put(capacity.rows(ledger))

    def __del__(self):
        self.base.close()

    def put(self, tables):
        """
        Put rows in place of those with the same key.
        """
        for kind, rows in tables.items():
            for row in rows:
                names = ("key", "name", "hold", "place", "market", "channel", "sku", "wave")
                place = json.dumps([kind, *[row.get(name) for name in (*names, "buyer")]])
                if kind in {"holds", "keys"}:
                    place = json.dumps([kind, row["key"]])
                self.base.execute(
                    "insert or replace into rows values (?, ?, ?)", [place, kind, json.dumps(row)]
                )

    def read(self):
        """
        The ledger as it is stored.
        """
        tables = {}
        for kind, row in self.base.execute("select kind, row from rows"):
            tables.setdefault(kind, []).append(json.loads(row))
        return capacity.from_rows(tables)

    def store(self, before, after):
        """
        Store what has changed, unless somebody else was faster.
        """
        done = self.base.execute(
            "update version set version = ? where version = ?", [after.version, before.version]
        )
        if done.rowcount:
            self.put(capacity.rows(after, since=before))
        return bool(done.rowcount)


class TestFaults:
    """
    Rows that cannot be read are refused by table and column.
    """

    @pytest.mark.parametrize(
        ("tables", "error", "words"),
        [
            ([], WrongTypeError, "tables"),
            ({"ledger": [{}]}, WrongTypeError, "ledger.edition"),
            ({"ledger": [{}, {}]}, OutOfRangeError, "one row"),
            ({"limits": [{"units": "5"}]}, WrongTypeError, "units"),
            ({"withdrawn": [{}]}, WrongTypeError, "withdrawn.units"),
            ({"waves": [{"name": "w"}]}, WrongTypeError, "waves.units"),
            (
                {"waves": [{"name": "w", "units": 1, "carries_over": True}]},
                WrongTypeError,
                "waves.opens",
            ),
            ({"holds": [{}]}, WrongTypeError, "holds.key"),
            ({"holds": [{"key": "k", "state": "lost"}]}, WrongTypeError, "holds.state"),
            ({"holds": [{"key": "k", "state": "released"}]}, OutOfRangeError, "lines"),
            ({"lines": [{"hold": "k", "sku": "red"}]}, WrongTypeError, "lines.units"),
            ({"keys": [{"key": "k", "command": "hold"}]}, WrongTypeError, "keys.digest"),
            (
                {"keys": [{"key": "k", "command": "hold", "digest": "d", "at": "noon"}]},
                WrongTypeError,
                "an instant such as",
            ),
            (
                {"keys": [{"key": "k", "command": "hold", "digest": "d", "at": "2026-03-01"}]},
                NaiveTimeError,
                "keys.at",
            ),
            (
                {"keys": [{"key": "k", "command": "hold", "digest": "d", "at": 5}]},
                WrongTypeError,
                "keys.at",
            ),
        ],
        ids=str,
    )
    def test_refused(self, tables, error, words):
        """
        Each fault by its place.
        """
        with pytest.raises(error, match=words):
            capacity.from_rows(tables)

    def test_no_ledger(self):
        """
        Rows are those of a ledger.
        """
        with pytest.raises(WrongTypeError, match="Ledger"):
            capacity.rows("ledger")
        with pytest.raises(WrongTypeError, match="Ledger"):
            capacity.rows(a_ledger(), since="before")
