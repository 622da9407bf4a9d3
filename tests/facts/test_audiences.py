"""
Audiences are plain values: simple ones, and any, all and not of them.
"""

import copy
import pickle
from datetime import UTC, datetime

import pytest

from tiktok_presale import (
    AllOf,
    AnyOf,
    CalendarDays,
    CustomerBefore,
    CustomerFor,
    Everyone,
    HasCode,
    Hours,
    InRegion,
    Ladder,
    LevelAtLeast,
    LevelIn,
    Not,
)
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.facts.audience_algebra import MOST_DEEP, MOST_PARTS

AT = datetime(2026, 1, 20, tzinfo=UTC)
LADDER = Ladder(("silver", "gold", "diamond"))
A, B, C = LevelIn("a"), LevelIn("b"), LevelIn("c")


class TestSimple:
    """
    Each simple audience is checked at birth.
    """

    @pytest.mark.parametrize(
        ("make", "field"),
        [
            (lambda: LevelIn(3), "names"),
            (lambda: LevelIn(("gold", "")), "names"),
            (lambda: LevelAtLeast("gold", "silver < gold"), "ladder"),
            (lambda: LevelAtLeast(3, LADDER), "level"),
            (lambda: Ladder("gold"), "levels"),
            (lambda: Ladder(3), "levels"),
            (lambda: Ladder((1, 2)), "levels"),
            (lambda: CustomerBefore("2026"), "before"),
            (lambda: CustomerFor(Hours(3), "UTC"), "days"),
            (lambda: CustomerFor(CalendarDays(3), 8), "zone"),
            (lambda: HasCode(3), "codes"),
            (lambda: HasCode("A", any_case="yes"), "any_case"),
            (lambda: InRegion(86), "regions"),
        ],
        ids=range(13),
    )
    def test_types(self, make, field):
        """
        Every field has its type, and the error names it.
        """
        with pytest.raises(WrongTypeError, match=field):
            make()

    @pytest.mark.parametrize(
        "make",
        [
            lambda: LevelIn(()),
            lambda: HasCode([]),
            lambda: InRegion([]),
            lambda: Ladder(()),
            lambda: AllOf(()),
            lambda: AnyOf([]),
        ],
        ids=range(6),
    )
    def test_empty(self, make):
        """
        A set of nothing would shut everybody out, or let everybody in, by a slip.
        """
        with pytest.raises(OutOfRangeError, match="at least one"):
            make()

    @pytest.mark.parametrize(
        "make",
        [
            lambda: LADDER.at_least("bronze"),
            lambda: Ladder(("gold", "gold")),
            lambda: CustomerFor(CalendarDays(3), "Asia/Atlantis"),
            lambda: InRegion("China"),
        ],
        ids=range(4),
    )
    def test_impossible(self, make):
        """
        Levels that cannot be ranked, zones and regions that do not exist.
        """
        with pytest.raises(OutOfRangeError):
            make()

    def test_naive(self):
        """
        An instant has a zone.
        """
        with pytest.raises(NaiveTimeError, match="before"):
            CustomerBefore(datetime(2026, 1, 1))

    @pytest.mark.parametrize(
        ("audience", "english", "chinese"),
        [
            (Everyone(), "everyone", "所有人"),
            (LevelIn("金卡"), "members at 金卡", "金卡会员"),
            (LADDER.at_least("gold"), "members at gold or above", "gold及以上会员"),
            (
                CustomerBefore(AT),
                "customers since before 2026-01-20 00:00:00+00:00",
                "2026-01-20 00:00:00+00:00之前的老客户",
            ),
            (
                CustomerFor(CalendarDays(90), "UTC"),
                "customers for 90 calendar days or longer",
                "首购已满90个自然日的老客户",
            ),
            (InRegion("HK"), "buyers in Hong Kong", "中国香港的买家"),
        ],
        ids=["everyone", "level", "ladder", "before", "for", "region"],
    )
    def test_words(self, audience, english, chinese):
        """
        Each says in both languages who is meant.
        """
        assert english == str(audience)
        assert chinese == audience.in_words("zh")

    def test_order_says_nothing(self):
        """
        Sets of names are equal whatever their order.
        """
        assert LevelIn(["a", "b"]) == LevelIn({"b", "a"})

    def test_codes_are_not_printed(self):
        """
        No printed form and no words tell a code.
        """
        audience = HasCode(("SECRET", "OTHER"))

        assert "HasCode(codes=<2>, any_case=False)" == repr(audience)
        assert "buyers with an access code" == str(audience)


class TestOperators:
    """
    `&`, `|` and `~` are other words for the same values.
    """

    def test_all(self):
        """
        `&` makes one flat list.
        """
        assert AllOf((A, B, C)) == A & B & C == A & (B & C)

    def test_any(self):
        """
        `|` makes one flat list.
        """
        assert AnyOf((A, B, C)) == A | B | C == A | (B | C)

    def test_not(self):
        """
        `~` twice is where it started.
        """
        assert Not(A) == ~A
        assert ~~A == A

    def test_twice_is_once(self):
        """
        The same audience again adds nothing.
        """
        assert AllOf((A, B)) == A & B & A

    @pytest.mark.parametrize("stranger", ["gold", None, 1, True])
    def test_stranger(self, stranger):
        """
        Anything else is refused.
        """
        with pytest.raises(TypeError):
            A & stranger
        with pytest.raises(TypeError):
            A | stranger

    @pytest.mark.parametrize("make", [Not, lambda one: AllOf((A, one)), AllOf], ids=range(3))
    def test_no_audience(self, make):
        """
        So is what the values themselves are given.
        """
        with pytest.raises(WrongTypeError, match="of must be"):
            make("gold")

    def test_one_alone(self):
        """
        One audience is not several.
        """
        with pytest.raises(WrongTypeError, match="several"):
            AllOf(A)

    def test_words(self):
        """
        What is put together reads with brackets where they matter.
        """
        members = LADDER.at_least("gold")
        terms = (members | HasCode("X")) & ~(InRegion("US") & Everyone())

        assert (
            "(members at gold or above or buyers with an access code)"
            " and all but (buyers in US and everyone)"
        ) == str(terms)


class TestSize:
    """
    Deep and doubling audiences are refused at birth: none overflows, none explodes.
    """

    def test_deepest(self):
        """
        The deepest audience there may be can be printed, compared, copied and pickled.
        """
        audience = A
        for _ in range(MOST_DEEP - 1):
            audience = Not(audience)

        assert MOST_DEEP == audience.deep == audience.parts
        assert audience == pickle.loads(pickle.dumps(audience))  # noqa: S301 - our own bytes
        assert audience == copy.deepcopy(audience)
        assert repr(audience).startswith("Not(of=Not(")
        with pytest.raises(OutOfRangeError, match="deep"):
            Not(audience)

    def test_doubling(self):
        """
        An audience that is put into the next one twice grows to the limit and no further.
        """

        def doubled():
            audience = A
            for _ in range(40):
                audience = AnyOf((AllOf((audience, B)), Not(AllOf((audience, C)))))

        with pytest.raises(OutOfRangeError, match="parts"):
            doubled()

    def test_wide(self):
        """
        Many names belong in one simple audience; many parts are refused.
        """
        names = [f"c{number}" for number in range(5_000)]

        assert 1 == HasCode(names).parts
        assert MOST_PARTS == AnyOf([HasCode(name) for name in names[: MOST_PARTS - 1]]).parts
        with pytest.raises(OutOfRangeError, match="1001 parts"):
            AnyOf([HasCode(name) for name in names[:MOST_PARTS]])
