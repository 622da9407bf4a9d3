"""
What is known of a buyer.
"""

from datetime import UTC, datetime, timedelta

import pytest

from tiktok_presale import Buyer, Membership
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

AT = datetime(2026, 1, 20, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TERM = Membership(level="gold", since=AT, until=AT + timedelta(days=365), paid=True)


class TestMembership:
    """
    A level has a time: the start is inside, the end outside.
    """

    @pytest.mark.parametrize(
        ("at", "held"),
        [
            (AT - SECOND, False),
            (AT, True),
            (AT + timedelta(days=365) - SECOND, True),
            (AT + timedelta(days=365), False),
        ],
    )
    def test_ends(self, at, held):
        """
        Held from the first instant on, and no longer at the last.
        """
        assert held is TERM.holds(at)

    def test_no_end(self):
        """
        Where no end is known, it goes on.
        """
        assert Membership(level="gold", since=AT).holds(AT + timedelta(days=9_999))

    def test_no_time(self):
        """
        A term that ends where it starts holds nothing.
        """
        with pytest.raises(OutOfRangeError, match="until"):
            Membership(level="gold", since=AT, until=AT)

    @pytest.mark.parametrize("field", ["since", "until"])
    def test_naive(self, field):
        """
        Times without a zone are refused.
        """
        with pytest.raises(NaiveTimeError, match=field):
            Membership(**{"level": "gold", "since": AT, field: datetime(2026, 2, 1)})

    @pytest.mark.parametrize(("field", "given"), [("level", ""), ("paid", "yes"), ("since", None)])
    def test_types(self, field, given):
        """
        Every field has its type.
        """
        with pytest.raises(WrongTypeError, match=field):
            Membership(**{"level": "gold", "since": AT, field: given})


class TestBuyer:
    """
    What is not given is unknown.
    """

    def test_nothing_known(self):
        """
        A buyer of whom only the id is known holds no known level.
        """
        assert Buyer(id="b1").levels(AT) is None

    def test_no_member(self):
        """
        No membership at all is knowledge.
        """
        assert () == Buyer(id="b1", memberships=[]).levels(AT)

    def test_level(self):
        """
        A level without times is that of the instant asked about.
        """
        assert ("gold",) == Buyer(id="b1", level="gold").levels(AT)

    def test_history(self):
        """
        Each level counts in its own time; two may run side by side.
        """
        fan = Membership(level="fan", since=AT - SECOND)
        buyer = Buyer(id="b1", memberships=[fan, TERM])

        assert () == buyer.levels(AT - 2 * SECOND)
        assert ("fan",) == buyer.levels(AT - SECOND)
        assert ("fan", "gold") == buyer.levels(AT)

    def test_codes_are_not_printed(self):
        """
        A code that opens a sale does not stand in logs.
        """
        assert "SECRET" not in repr(Buyer(id="b1", codes=("SECRET",)))

    def test_codes_are_a_set(self):
        """
        Codes are kept as given, each once; their order says nothing.
        """
        assert ("a1", "A1 ") == Buyer(id="b1", codes=["a1", "A1 ", "a1"]).codes[::-1]
        assert Buyer(id="b1", codes={"x", "y"}) == Buyer(id="b1", codes=["y", "x"])

    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("id", ""),
            ("level", 3),
            ("memberships", TERM),
            ("memberships", 3),
            ("memberships", ["gold"]),
            ("customer_since", "2026"),
            ("has_bought", 1),
            ("codes", "A1"),
            ("codes", 3),
            ("codes", ["A1", ""]),
            ("region", 86),
            ("age", 17.5),
            ("age", True),
            ("guardian_consent", "yes"),
        ],
    )
    def test_types(self, field, given):
        """
        Every field has its type, and the error names it.
        """
        with pytest.raises(WrongTypeError, match=field):
            Buyer(**{"id": "b1", field: given})

    @pytest.mark.parametrize("region", ["cn", "CHN", "US-", "US_CA", "US-CALI", "中国", "CN\n"])
    def test_no_region(self, region):
        """
        A region is a code of ISO 3166.
        """
        with pytest.raises(OutOfRangeError, match="region"):
            Buyer(id="b1", region=region)

    @pytest.mark.parametrize("region", ["CN", "US-CA", "GB-ENG", "FR-2A"])
    def test_region(self, region):
        """
        Countries and their parts are regions.
        """
        assert region == Buyer(id="b1", region=region).region

    def test_age(self):
        """
        Nobody is younger than nothing.
        """
        with pytest.raises(OutOfRangeError, match="age"):
            Buyer(id="b1", age=-1)

    def test_naive(self):
        """
        Times without a zone are refused.
        """
        with pytest.raises(NaiveTimeError, match="customer_since"):
            Buyer(id="b1", customer_since=datetime(2026, 1, 1))

    @pytest.mark.parametrize(
        "fields",
        [
            {"level": "gold", "memberships": (TERM,)},
            {"level": "gold", "memberships": ()},
            {"customer_since": AT, "has_bought": False},
        ],
    )
    def test_contradictions(self, fields):
        """
        Two fields that say different things are refused.
        """
        with pytest.raises(OutOfRangeError, match="left out"):
            Buyer(id="b1", **fields)
