"""
When may data be looked at before all of it is in?
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest

import tiktok_presale as tp
from tiktok_presale import measuring, numerics
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.rules.measuring import Boundary


class TestPlans:
    """
    Looks that together raise no more false alarms than one.
    """

    @pytest.mark.parametrize("boundary", Boundary)
    def test_alarms_add_up(self, boundary):
        """
        What each look may spend is what all of them may, and less than without a boundary.
        """
        plan = measuring.looks(4, boundary=boundary)

        assert 0.05 == pytest.approx(sum(look.alarm for look in plan.looks), rel=1e-6)
        assert 0.126 == pytest.approx(plan.naive, abs=0.001)
        assert plan.inflation > 1

    @pytest.mark.parametrize("boundary", Boundary)
    def test_one_look(self, boundary):
        """
        A single look is the ordinary test.
        """
        plan = measuring.looks(1, boundary=boundary, level=0.9)

        assert 1.645 == pytest.approx(plan.looks[0].critical, abs=0.001)
        assert 0.9 == pytest.approx(plan.looks[0].level)
        assert 1 == pytest.approx(plan.inflation, rel=1e-4)

    def test_levels(self):
        """
        The level of a look is what its boundary leaves, and O'Brien and Fleming's falls.
        """
        plan = measuring.looks(5)

        assert all(first.level > then.level for first, then in pairwise(plan.looks))
        for look in plan.looks:
            away = numerics.distributions.normal_cdf(-look.critical)
            assert 1 - 2 * away == pytest.approx(look.level)

    def test_a_look_so_early_that_nothing_can_stop_it(self):
        """
        A level is never 1, however early the look.
        """
        plan = measuring.looks([0.01, 1], boundary="obrien_fleming_spending")

        assert plan.looks[0].critical > 20
        assert plan.looks[0].level < 1

    def test_shares(self):
        """
        Shares may be uneven, and exact numbers.
        """
        plan = measuring.looks([Decimal("0.25"), 0.5, 1], boundary="pocock_spending")

        assert [0.25, 0.5, 1.0] == [look.share for look in plan.looks]

    @pytest.mark.parametrize("boundary", Boundary)
    @pytest.mark.parametrize("level", [0.5, 1 - 1e-11])
    def test_levels_at_the_edge(self, boundary, level):
        """
        The least confidence and the greatest have boundaries too.
        """
        plan = measuring.looks([0.01, 0.3, 1], boundary=boundary, level=level)

        assert 1 - level == pytest.approx(sum(look.alarm for look in plan.looks), rel=1e-3)

    def test_units(self):
        """
        The sample of one look, stretched, and cut at the shares.
        """
        plan = measuring.looks(4, boundary="pocock")
        units = plan.units(3841)

        assert [round(3841 * plan.inflation * n / 4 + 0.5) for n in (1, 2, 3, 4)] == list(units)
        with pytest.raises(OutOfRangeError):
            plan.units(0)

    @pytest.mark.parametrize(
        "at", [0, 51, [], [0.5], [0.5, 0.4, 1], [0, 1], [0.5, 1.5], [-1, 1], [0.5, 0.5005, 1]]
    )
    def test_impossible(self, at):
        """
        At least one look, not too many, and shares that rise to 1.
        """
        with pytest.raises(OutOfRangeError):
            measuring.looks(at)

    @pytest.mark.parametrize("at", ["5", 2.0, None, ["0.5", 1]], ids=repr)
    def test_wrong_kind(self, at):
        """
        A number of looks, or shares.
        """
        with pytest.raises(WrongTypeError):
            measuring.looks(at)

    def test_text(self):
        """
        One line for each look, in both languages, and a table.
        """
        plan = measuring.looks(5)

        assert "Look 5 at 100 % of the sample: 2.04 standard errors" in str(plan)
        assert "14.17 %" in str(plan)
        assert 6 == len(plan.explain("zh").splitlines())
        assert 6 == plan._repr_html_().count("<tr>")


class TestWithLift:
    """
    `lift` at the level of the look: the whole way, with groups that do not differ.
    """

    def test_false_alarms(self):
        """
        Four looks raise about as many false alarms as one; judged at 95 % each, far more.
        """
        plan, rng, runs = measuring.looks(4, boundary="pocock"), np.random.default_rng(4), 400
        hits = np.cumsum(rng.binomial(500, 0.2, (2, runs, 4)), axis=2)
        alarms = np.zeros(2)
        for run in range(runs):
            found = np.array([
                _alarms(hits[:, run, at], 500 * (at + 1), look.level)
                for at, look in enumerate(plan.looks)
            ])  # fmt: skip
            alarms += found.any(axis=0)

        assert [0.05, plan.naive] == pytest.approx(list(alarms / runs), abs=0.033)


def _alarms(hits, n, level):
    """
    Whether the interval at the level of the look excludes no change, and that at 95 %.
    """
    found = []
    for asked in (level, 0.95):
        low, high = numerics.lifts.rate_ratio(int(hits[0]), n, int(hits[1]), n, asked)
        found.append(not low <= 1 <= high)
    return found


class TestAnytime:
    """
    Intervals that hold at every look, however many there are.
    """

    PLAN = {"randomised": True, "base": 0.1, "worth": 0.3}  # noqa: RUF012 - read only

    def test_false_alarms(self):
        """
        Looked at after every 20 exposures, 60 times: the share of false alarms stays under 5 %.
        """
        rng, runs, looks = np.random.default_rng(1), 60, 60
        hits = np.cumsum(rng.binomial(20, 0.1, (2, runs, looks)), axis=2)
        alarms = 0
        for run in range(runs):
            for look in range(looks):
                control, treatment = (
                    tp.Rated(int(one), 20 * (look + 1)) for one in hits[:, run, look]
                )
                found = measuring.anytime(control=control, treatment=treatment, **self.PLAN)
                if found.decision.allowed:
                    alarms += 1
                    break

        assert alarms / runs <= 0.05

    def test_uneven_groups(self):
        """
        One group ten times as large, from the first exposure on: no more false alarms than said.
        """
        rng, runs, looks = np.random.default_rng(5), 100, 40
        few, many = (np.cumsum(rng.binomial(each, 0.5, (runs, looks)), axis=1) for each in (1, 10))
        plan = {"randomised": True, "base": 0.5, "worth": 0.28}
        alarms = 0
        for run in range(runs):
            for look in range(looks):
                found = measuring.anytime(
                    control=tp.Rated(int(many[run, look]), 10 * (look + 1)),
                    treatment=tp.Rated(int(few[run, look]), look + 1),
                    **plan,
                )
                if found.decision.allowed or 0 not in found.difference.interval:
                    alarms += 1
                    break

        assert alarms / runs <= 0.05

    def test_a_change_is_found(self):
        """
        A lift that is there is found in the end, later than a single look would.
        """
        few, many = (
            measuring.anytime(
                control=tp.Rated(100 * n, 1_000 * n),
                treatment=tp.Rated(130 * n, 1_000 * n),
                **self.PLAN,
            )
            for n in (1, 5)
        )
        single = measuring.lift(
            control=tp.Rated(100, 1_000), treatment=tp.Rated(130, 1_000), randomised=True
        )

        assert (False, True, True) == (
            few.decision.allowed, many.decision.allowed, single.decision.allowed
        )  # fmt: skip
        assert {"mixture"} == {many.relative.method, many.difference.method}
        assert pytest.approx(0.3) == many.relative.value
        assert pytest.approx(0.03) == many.difference.value

    def test_difference(self):
        """
        The difference too, from the mixture around the rates with half a hit added.

        Of the variance by two rates and that by one for both, the greater counts.
        """
        found = measuring.anytime(
            control=tp.Rated(100, 1_000), treatment=tp.Rated(130, 1_000), **self.PLAN
        )
        rates = [(hits + 0.5) / 1_001 for hits in (130, 100)]
        both = 230.5 / 2_001
        variance = 2 * both * (1 - both) / 1_001
        half = numerics.sequential.mixture_half(variance, 0.03, 0.95)

        assert rates[0] - rates[1] + half == pytest.approx(found.difference.interval.high)

    def test_nothing_yet(self):
        """
        The first exposures tell nothing, and say so without an infinite figure.
        """
        none = measuring.anytime(control=tp.Rated(0, 0), treatment=tp.Rated(0, 1), **self.PLAN)
        first = measuring.anytime(control=tp.Rated(0, 1), treatment=tp.Rated(1, 1), **self.PLAN)
        early = measuring.anytime(
            control=tp.Rated(1, 2),
            treatment=tp.Rated(1, 1),
            randomised=True,
            base=0.1,
            worth=0.001,
        )

        assert "measuring.too_few" == none.decision.findings[0].code
        assert (None, None) == (first.relative, first.at_most)
        assert (None, pytest.approx(-1)) == (early.relative, early.at_least)
        assert (-1.0, 1.0) == (first.difference.interval.low, first.difference.interval.high)

    @pytest.mark.parametrize(
        "given", [{"base": 0}, {"base": 1}, {"worth": 0}, {"worth": 9}, {"level": 1}], ids=str
    )
    def test_impossible(self, given):
        """
        A base between 0 and 1, and a lift that leaves it there.
        """
        with pytest.raises(OutOfRangeError):
            measuring.anytime(control=tp.Rated(1, 2), treatment=tp.Rated(1, 2), **self.PLAN | given)

    def test_rates_alone(self):
        """
        Other measurements are refused.
        """
        with pytest.raises(WrongTypeError, match="Rated"):
            measuring.anytime(control=tp.Counted(1, 2), treatment=tp.Rated(1, 2), **self.PLAN)
