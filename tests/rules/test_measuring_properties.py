"""
Laws of measuring, over whatever can be measured.
"""

from __future__ import annotations

import re

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import tiktok_presale as tp
from tiktok_presale import measuring
from tiktok_presale.strategies import counts, groups, hit_rates, lift_claims, summaries

LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.999])
RANDOMISED = st.none() | st.booleans()
UNTRANSLATED = re.compile(
    r"[a-z_]+(\.[a-z_]+)*:(pass|fail|unknown|advice)|\{|\b(measured|lift)\.\w"
)


def lift(control, treatment, **told):
    """
    The lift of two groups that chance made.
    """
    return measuring.lift(control=control, treatment=treatment, **{"randomised": True} | told)


class TestEveryAnswer:
    """
    Whatever is measured, there is an answer, and it can be said.
    """

    @given(groups(), RANDOMISED, LEVELS, st.none() | st.sampled_from([-0.5, 0.01, 0.3, 4.0]))
    def test_explained(self, both, randomised, level, worth):
        """
        An estimate lies in its interval, ends are in order, and no text is missing.
        """
        found = lift(*both, randomised=randomised, level=level, worth=worth)

        for estimate in (found.relative, found.difference):
            if estimate is not None:
                assert estimate.value in estimate.interval
        for language in ("en", "zh"):
            assert not UNTRANSLATED.search(found.explain(language)), found.explain(language)
        assert "<table>" in found._repr_html_()
        assert (found.at_least is None) <= (found.relative is None)

    @given(groups(), LEVELS)
    def test_a_change_is_never_both_shown_and_not(self, both, level):
        """
        A relative change is shown only where its interval leaves out zero.
        """
        found = lift(*both, level=level)
        shown = [one for one in found.decision.passes if one.code == "measuring.change"]
        if found.relative is not None:
            assert bool(shown) == (0 not in found.relative.interval)
        assert not (shown and found.needed)

    @given(hit_rates(), hit_rates(), st.sampled_from([0.001, 0.05, 0.4]), LEVELS)
    def test_anytime_is_wider(self, control, treatment, base, level):
        """
        What holds at every look is never surer than what holds at one.
        """
        always = measuring.anytime(
            control=control, treatment=treatment, randomised=True, base=base, worth=0.3, level=level
        )

        if always.decision.allowed and min(control.hits, treatment.hits) > 20:
            assert lift(control, treatment, level=level).decision.allowed

    @given(lift_claims(), st.sampled_from(["en", "zh"]))
    def test_claims(self, claim, language):
        """
        A claim lacks exactly what it does not tell.
        """
        found = measuring.claim(claim, base=0.03)
        told = ("compared", "period", "control", "treatment", "looks", "randomised")

        assert {name for name in told if getattr(claim, name) is None} == set(found.missing)
        assert not UNTRANSLATED.search(found.explain(language))
        assert found.decision.allowed <= (found.missing == ())


class TestLaws:
    """
    Swap, scale, level.
    """

    @given(groups(), LEVELS)
    def test_swapped_arms_turn_the_lift_over(self, both, level):
        """
        Who was treatment becomes control: the ratio is turned over, the difference changes sign.
        """
        there, back = lift(*both, level=level), lift(*reversed(both), level=level)
        if there.relative and back.relative and back.relative.value > -1:
            turned = 1 / (1 + back.relative.value) - 1
            assert turned == pytest.approx(there.relative.value, rel=1e-9, abs=1e-9)
            assert 1 / (1 + there.at_most) - 1 == pytest.approx(back.at_least, rel=1e-6, abs=1e-9)
        if there.difference:
            ends = there.difference.interval
            assert (-ends.high, -ends.low) == pytest.approx(
                (back.difference.interval.low, back.difference.interval.high), rel=1e-9, abs=1e-9
            )

    @given(groups())
    def test_a_higher_level_is_wider(self, both):
        """
        The interval of a higher confidence holds that of a lower one.
        """
        sure, surer = lift(*both, level=0.9), lift(*both, level=0.99)
        if sure.at_least is not None:
            assert surer.at_least <= sure.at_least
        if surer.relative:
            assert surer.at_most >= sure.at_most

    @given(summaries(), summaries(), st.sampled_from([0.01, 100.0]))
    def test_the_unit_makes_no_difference(self, control, treatment, scale):
        """
        Cents or dollars: the same lift.
        """

        def scaled(one):
            return tp.Summarised(one.n, one.mean * scale, one.variance * scale * scale)

        here, there = lift(control, treatment), lift(scaled(control), scaled(treatment))
        assert (here.relative is None) == (there.relative is None)
        if here.relative:
            assert here.relative.value == pytest.approx(there.relative.value, rel=1e-9)
            assert here.at_least == pytest.approx(there.at_least, rel=1e-6, abs=1e-9)

    @given(counts(), counts(), st.sampled_from([0.5, 7.0]))
    def test_the_unit_of_exposure_makes_no_difference(self, control, treatment, scale):
        """
        Days or weeks: the same lift.
        """

        def scaled(one):
            return attrs.evolve(one, exposure=one.exposure * scale)

        here, there = lift(control, treatment), lift(scaled(control), scaled(treatment))
        assert here.at_least == pytest.approx(there.at_least, rel=1e-9, abs=1e-12)

    @given(st.integers(1, 50), st.integers(1, 50), st.integers(50, 400))
    def test_more_of_the_same_is_surer(self, hits, others, n):
        """
        Ten times as much of the same rates gives an interval inside the first.
        """
        few = lift(tp.Rated(hits, n), tp.Rated(others, n))
        many = lift(tp.Rated(10 * hits, 10 * n), tp.Rated(10 * others, 10 * n))

        assert few.at_least < many.at_least
        assert many.at_most < few.at_most

    @given(st.integers(0, 15), st.integers(0, 15), LEVELS)
    def test_counts_decide_as_the_exact_test(self, count, other, level):
        """
        A change is shown where the exact test of either tail rejects.
        """
        found = lift(tp.Counted(other, 1), tp.Counted(count, 1), level=level)
        shown = any(one.code == "measuring.change" for one in found.decision.passes)
        n = count + other
        tails = (stats.binom.cdf(count, n, 0.5), stats.binom.sf(count - 1, n, 0.5))
        if abs(min(tails) - (1 - level) / 2) > 1e-9:
            assert shown == (min(tails) < (1 - level) / 2)
