"""
The claims of the founding brief, in the form in which they should be stated.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import attrs
import pytest

import tiktok_presale as tp
from tiktok_presale import Outcome, measuring, numerics
from tiktok_presale.errors import WrongTypeError

PAGE = Path(__file__).parents[2] / "docs" / "measuring.md"
ALL = ("compared", "period", "control", "treatment", "looks", "randomised")
YUAN = tp.Money("1.00", "CNY")

# The figures of the brief; the bases are ours, and only for illustration: the brief gives none.
CLAIMS = {
    "F3": ("count", 0.35, {"base": 10, "dispersion": 3}),
    "F21 order value": ("mean", 1.3, {"base": YUAN * 60, "spread": YUAN * 60}),
    "F21 repurchases": ("rate", 0.65, {"base": 0.1}),
    "F23 click-through": ("rate", 0.28, {"base": 0.03}),
    "F23 cost": ("cost", -0.15, {"base": YUAN * 20}),
    "F29 waste": ("mean", -0.37, {"base": 5, "spread": 2}),
}
EVERY = pytest.mark.parametrize("name", CLAIMS)


def judged(name, **told):
    """
    A claim of the brief, with what is told besides.
    """
    measure, lift, given = CLAIMS[name]
    return measuring.claim(tp.LiftClaim(says=name, measure=measure, lift=lift, **told), **given)


class TestBrief:
    """
    F3, F21, F23, F29: figures without samples.
    """

    @EVERY
    def test_nothing_is_shown(self, name):
        """
        Each lacks everything that would show it, and says what sample it would need.
        """
        found = judged(name)

        assert Outcome.UNKNOWN is found.decision.outcome
        assert ALL == found.missing
        assert found.lift is None
        assert found.needed.control

    @EVERY
    def test_documented(self, name):
        """
        The table of the page has the sample that comes out.
        """
        found = judged(name)
        rows = re.findall(rf"^\| {name} \|.*\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
        needed = found.needed.control
        said = str(needed) if isinstance(needed, tp.Money) else f"{needed:,}"

        assert 1 == len(rows)
        assert f" {said} " in rows[0]

    @EVERY
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_text(self, name, language):
        """
        Claim, sample and reasons as text, with no key left in it.
        """
        text = judged(name).explain(language)

        assert name in text
        assert not re.search(r"\{|claim\.\w|lift_claim|:unknown", text)


class TestEvidence:
    """
    A claim that tells what it stands on.
    """

    TOLD = tp.LiftClaim(
        says="click-through up 28 %",
        measure="rate",
        lift=0.28,
        compared=("new pictures", "old pictures"),
        period=(date(2026, 1, 1), date(2026, 1, 31)),
        control=tp.Rated(300, 10_000),
        treatment=tp.Rated(384, 10_000),
        randomised=True,
        looks=1,
    )

    def test_shown(self):
        """
        Nothing is missing, the interval excludes no change and holds the figure.
        """
        found = measuring.claim(self.TOLD, base=0.03)

        assert found.decision.allowed
        assert () == found.missing
        assert pytest.approx(0.28) == found.lift.relative.value
        assert found.grounds is found.needed.grounds

    def test_a_figure_too_great(self):
        """
        A figure outside what was measured fails.
        """
        found = measuring.claim(attrs.evolve(self.TOLD, lift=0.9), base=0.03)

        assert ["claim.figure"] == [one.code for one in found.decision.failures]

    def test_looked_at_often(self):
        """
        Looks without a plan are told, and do not undo the figure.
        """
        found = measuring.claim(attrs.evolve(self.TOLD, looks=9), base=0.03)

        assert ["claim.looks"] == [one.code for one in found.decision.advice]

    def test_groups_not_made_by_chance(self):
        """
        F3 compares sellers who chose presale with those who did not: that is advice, never silence.
        """
        found = measuring.claim(attrs.evolve(self.TOLD, randomised=False), base=0.03)

        assert ["measuring.randomised"] == [one.code for one in found.decision.advice]
        assert "whatever else differs" in found.explain()

    @pytest.mark.parametrize("name", ALL)
    def test_each_piece_is_asked_for(self, name):
        """
        One piece left out is one piece missing.
        """
        found = measuring.claim(attrs.evolve(self.TOLD, **{name: None}), base=0.03)

        assert (name,) == found.missing
        assert Outcome.UNKNOWN is found.decision.outcome

    def test_no_end(self):
        """
        A figure against a control without hits is held against the lower end alone.
        """
        claim = attrs.evolve(self.TOLD, control=tp.Rated(0, 900), lift=30.0)
        nothing = attrs.evolve(self.TOLD, control=tp.Rated(0, 0))

        assert measuring.claim(claim, base=0.03).decision.allowed
        outcomes = {
            one.code: one.outcome for one in measuring.claim(nothing, base=0.03).decision.findings
        }
        assert Outcome.UNKNOWN is outcomes["claim.figure"]

    def test_text(self):
        """
        What was compared, over which period, with which interval.
        """
        text = measuring.claim(self.TOLD, base=0.03).explain()

        assert "Claim: click-through up 28 % (rate +28 %)" in text
        assert "Compared: new pictures with old pictures" in text
        assert "Data from 2026-01-01 to 2026-01-31" in text
        assert "rate: +28 %, +10.36 % to +48.47 % (95 %)" in text
        assert text == str(measuring.claim(self.TOLD, base=0.03))
        assert "<table>" in measuring.claim(self.TOLD, base=0.03)._repr_html_()

    def test_wrong_kind(self):
        """
        A claim is a LiftClaim, not its text.
        """
        with pytest.raises(WrongTypeError):
            measuring.claim("click-through up 28 %", base=0.03)

    def test_door(self):
        """
        The door shows its public names.
        """
        assert dir(measuring) == sorted(measuring.__all__)

    def test_without_the_extra(self):
        """
        Without numpy and scipy the door opens, and each part of the mathematics says what it needs.
        """
        code = (
            "import sys; sys.modules['scipy'] = sys.modules['numpy'] = None\n"
            "import tiktok_presale as tp; from tiktok_presale import numerics\n"
            "assert tp.measuring.lift\n"
            "for name in numerics.__all__:\n"
            "    try: getattr(numerics, name)\n"
            "    except tp.errors.MissingExtraError as error: print(error.extra)\n"
        )
        command = [sys.executable, "-c", code]
        run = subprocess.run(command, capture_output=True, text=True, check=True)

        assert ["planning"] * len(numerics.__all__) == run.stdout.split()
