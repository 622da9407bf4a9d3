"""
JSON lines: any number of them, read piece by piece, and nothing that stops the next line.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.adapters import order_lines
from tiktok_presale.adapters.open_api import read_orders
from tiktok_presale.adapters.order_lines import read_lines

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
ZONE = "Asia/Ho_Chi_Minh"
ORDERS = json.loads((SAMPLES / "order-normal-vn-list.json").read_text(encoding="utf-8"))


def read(content, **how):
    """
    Read lines to the end.
    """
    return list(read_lines(BytesIO(content), seller_zone=ZONE, **how))


def lines(entries):
    """
    Write one entry a line.
    """
    return "\n".join(json.dumps(entry) for entry in entries).encode()


class TestLines:
    """
    One order a line, or a response a line.
    """

    def test_orders(self):
        """
        What is read line by line is what is read from the list.
        """
        (piece,) = read(lines(ORDERS))

        assert read_orders(ORDERS, seller_zone=ZONE).orders == piece.orders
        assert () == piece.problems

    @pytest.mark.parametrize(
        "entry",
        [ORDERS, {"data": {"orders": ORDERS}}, {"code": 0, "data": {"orders": ORDERS}}],
        ids=["list", "data", "response"],
    )
    def test_pages(self, entry):
        """
        A page of the Open API may stand on a line as it came.
        """
        (piece,) = read(lines([entry]))

        assert len(ORDERS) == len(piece.orders)

    def test_pieces(self):
        """
        Never more orders at once than were asked for, and where they end.
        """
        content = lines(ORDERS)
        pieces = read(content, at_once=2)

        assert [2, 1] == [len(piece.orders) for piece in pieces]
        assert pieces[0].done == content.replace(b"\n", b"\0", 1).index(b"\n") + 1
        assert len(content) == pieces[-1].done

    @pytest.mark.parametrize(
        "around",
        [b"\xef\xbb\xbf%b", b"\n\n%b\n \n", b"%b\r\n"],
        ids=["mark", "blank", "windows"],
    )
    def test_around(self, around):
        """
        A byte order mark, blank lines and the line ends of Windows are no content.
        """
        (piece,) = read(around % lines(ORDERS[:1]))

        assert 1 == len(piece.orders)
        assert () == piece.problems

    def test_nothing(self):
        """
        An empty file has no piece.
        """
        assert [] == read(b"") == read(b"\n\n")

    def test_another_decoder(self):
        """
        What reads the JSON is the caller's to choose.
        """
        asked = []

        def decode(line):
            asked.append(line)
            return json.loads(line)

        assert len(ORDERS) == len(read(lines(ORDERS), decode=decode)[0].orders) == len(asked)


class TestBadLines:
    """
    A line that cannot be read is named by its number, and stops no other.
    """

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            (b"{", "input line 2: json: is not JSON"),
            (b"\xff", "input line 2: json: is not JSON"),
            (b"[" * 100_000, "input line 2: json: is not JSON"),
            (b"1" * 5_000, "input line 2: json: is not JSON"),
            (b"1", "input line 2: payload: holds no orders"),
            (b"{}", "input line 2: payload: holds no orders"),
            (b'{"id": "7"}', "order 7: status: is missing"),
            (b'{"create_time": 1}', "order line 2: id: is missing"),
        ],
        ids=["cut", "encoding", "deep", "huge", "number", "no-order", "status", "id"],
    )
    def test_named(self, line, problem):
        """
        The line, and what is wrong with it.
        """
        (piece,) = read(b"\n".join([lines(ORDERS[:1]), line, lines(ORDERS[1:])]))

        assert len(ORDERS) == len(piece.orders)
        assert 1 == len(piece.problems)
        assert str(piece.problems[0]).startswith(problem)

    def test_too_long(self, monkeypatch):
        """
        A line that is longer than anything the platform sends is read past, and never held.
        """
        longest = max(map(len, lines(ORDERS).split(b"\n"))) + 2
        monkeypatch.setattr(order_lines, "LONGEST", longest)
        content = b"\n".join([lines(ORDERS[:1]), b"x" * (5 * longest), lines(ORDERS[1:2])])
        (piece,) = read(content)

        assert 2 == len(piece.orders)
        assert ["input line 2: length: is over 0 MiB"] == list(map(str, piece.problems))
        assert len(content) == piece.done
        assert 1 == len(read(b"x" * (3 * longest))[0].problems)

    @given(content=st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
    def test_anything(self, content):
        """
        Whatever the bytes are, they are orders or problems.
        """
        for piece in read(content):
            assert not piece.orders
            assert piece.problems

    @given(
        order=st.sampled_from(ORDERS),
        key=st.sampled_from(sorted(set(ORDERS[0]))),
        value=st.none()
        | st.booleans()
        | st.integers(-(10**30), 10**30)
        | st.floats()
        | st.text(max_size=5)
        | st.lists(st.integers(), max_size=2)
        | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    )
    def test_any_field(self, order, key, value):
        """
        An order with anything in any of its fields is an order or a problem.
        """
        (piece,) = read(lines([{**order, key: value}]))

        assert 1 == len(piece.orders) + len(piece.problems)


def test_time_of_an_order():
    """
    The sample's own numbers: the first real order was placed at 08:39 in Vietnam.
    """
    (piece,) = read(lines(ORDERS[:1]))

    assert datetime(2025, 9, 4, 1, 39, 16, tzinfo=UTC) == piece.orders[0].placed_at
