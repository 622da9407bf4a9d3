"""
When will a batch be here, if it slips as batches did before?
"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import Outcome, supply
from tiktok_presale.errors import OutOfRangeError, WrongTypeError

STATED = date(2026, 2, 1)
NINE_IN_TEN = Decimal("0.9")
NINE = (0, 2, 5, 1, 0, 9, 3, 0, 4)


class TestLikely:
    """
    D6: a promise as a range of days, with the share of cases in which it is kept.
    """

    def test_days(self):
        """
        Of nine slips the fifth smallest is 2, and the largest is 9.
        """
        found = supply.likely(STATED, NINE, share=NINE_IN_TEN)

        assert (date(2026, 2, 3), date(2026, 2, 10), 9) == (found.half, found.last, found.samples)
        assert Outcome.PASS is found.finding.outcome
        assert "by 2026-02-03 in half of all cases, and by 2026-02-10 in at least 90 %" in (
            str(found.finding)
        )

    def test_early(self):
        """
        Batches that come before their day give a day before it.
        """
        assert date(2026, 1, 30) == supply.likely(STATED, [-2], share=Decimal("0.5")).half

    @pytest.mark.parametrize(
        ("share", "needed"),
        [(Decimal("0.5"), 1), (Fraction(2, 3), 2), (NINE_IN_TEN, 9), (Decimal("0.99"), 99)],
    )
    def test_too_few(self, share, needed):
        """
        Nine in ten cannot be told from eight batches; the remedy says how many it takes.
        """
        few = supply.likely(STATED, [0] * (needed - 1), share=share)
        enough = supply.likely(STATED, [0] * needed, share=share)

        assert (None, Outcome.UNKNOWN) == (few.last, few.finding.outcome)
        assert {"batches": needed} == dict(few.finding.remedy.params)
        assert (STATED, Outcome.PASS) == (enough.last, enough.finding.outcome)
        assert few.finding.explain("zh").endswith("。")

    def test_half_without_last(self):
        """
        A few batches tell the even chance before they tell more.
        """
        found = supply.likely(STATED, [1, 2, 3], share=NINE_IN_TEN)

        assert (date(2026, 2, 3), None) == (found.half, found.last)

    @given(
        st.lists(st.integers(-30, 60), min_size=1, max_size=12),
        st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(9, 10)]),
    )
    def test_coverage(self, slips, share):
        """
        Leave out each batch in turn: the others foretell it in that share of cases at least.

        If all orders of the same batches are equally likely, that is the chance of the next one.
        """
        found = [
            supply.likely(STATED, slips[:n] + slips[n + 1 :], share=share)
            for n in range(len(slips))
        ]
        kept = sum(
            one.last is None or STATED + timedelta(days=slip) <= one.last
            for one, slip in zip(found, slips, strict=True)
        )

        assert Fraction(kept, len(slips)) >= share

    @given(st.lists(st.integers(-30, 60), max_size=12), st.randoms(use_true_random=False))
    def test_order_makes_no_difference(self, slips, random):
        """
        Slips are told in any order.
        """
        other = list(slips)
        random.shuffle(other)

        assert supply.likely(STATED, slips, share=NINE_IN_TEN) == (
            supply.likely(STATED, other, share=NINE_IN_TEN)
        )


class TestArguments:
    """
    What makes no sense is refused.
    """

    @pytest.mark.parametrize(
        ("field", "value"),
        [("stated", "2026-02-01"), ("slips", [1.5]), ("slips", [True]), ("share", 0.9)],
        ids=repr,
    )
    def test_types(self, field, value):
        """
        Each argument has one type; a float is not exact.
        """
        given_to = {"stated": STATED, "slips": NINE, "share": NINE_IN_TEN, field: value}
        with pytest.raises(WrongTypeError, match=field):
            supply.likely(given_to.pop("stated"), given_to.pop("slips"), **given_to)

    @pytest.mark.parametrize("share", ["0.4999", "1", "1.5", "NaN", "Infinity", "-Infinity"])
    def test_share(self, share):
        """
        A share lies between a half and certainty, which nobody has.
        """
        with pytest.raises(OutOfRangeError, match="from a half to below one"):
            supply.likely(STATED, NINE, share=Decimal(share))

    def test_beyond_the_calendar(self):
        """
        A slip of ten thousand years is a mistake.
        """
        with pytest.raises(OutOfRangeError, match="slips"):
            supply.likely(STATED, [10**7], share=Decimal("0.5"))
