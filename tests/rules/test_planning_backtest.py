"""
The back-test on real sales: its scores, and the tables of `docs/backtest.md`.
"""

from __future__ import annotations

import gzip
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tests" / "benchmarks" / "backtest.py"
PAGE = (ROOT / "docs" / "backtest.md").read_text(encoding="utf-8")
QUICK = "python tests/benchmarks/backtest.py --every 26 --products 10"
HEAD = "invoice,sku,description,quantity,invoiced_at,unit_price_gbp,customer,country"

if not SCRIPT.exists():
    pytest.skip("the benchmarks are not here", allow_module_level=True)


@pytest.fixture(name="backtest", scope="module")
def _backtest():
    """
    The script as a module.
    """
    spec = spec_from_file_location("backtest", SCRIPT)
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def printed(backtest, monkeypatch, capsys, *options):
    """
    What the command prints.
    """
    monkeypatch.setattr(sys, "argv", ["backtest.py", *options])
    backtest.main()
    return capsys.readouterr().out


def block_after(command):
    """
    The block of the page that stands below the one with a command.
    """
    _, _, rest = PAGE.partition(f"```text\n{command}\n```\n\n```text\n")
    return rest.partition("```")[0]


class TestPage:
    """
    The numbers on the page are those that the command prints.
    """

    def test_small_part(self, backtest, monkeypatch, capsys):
        """
        The small part, character by character.
        """
        if not backtest.DATA.exists():
            pytest.skip(f"the sales are not at {backtest.DATA}")
        _, *options = QUICK.split()[1:]

        assert block_after(QUICK) == printed(backtest, monkeypatch, capsys, *options)

    @pytest.mark.parametrize(
        "command", ["python tests/benchmarks/backtest.py", QUICK], ids=["whole", "small"]
    )
    def test_rows(self, backtest, command):
        """
        Each table has a row for every way of planning, with the costs assumed above it.
        """
        block = block_after(command)

        for setting in backtest.SETTINGS:
            assert f"unit cost {float(setting.cost):.0%} of the price" in block
        assert 3 == block.count("what was asked for     ") == block.count("cap, no limit")
        assert 'D. Chen, "Online Retail", UCI Machine Learning Repository, 2015, CC BY 4.0' in PAGE

    def test_no_data(self, backtest, monkeypatch, capsys, tmp_path):
        """
        Without the data the command says so.
        """
        missing = tmp_path / "nothing.csv.gz"
        text = printed(backtest, monkeypatch, capsys, "--data", str(missing))

        assert f"no data at {missing}: nothing was tested\n" == text


class TestReading:
    """
    Sales, returns, and what is neither.
    """

    LINES = (
        "1,22423,STAND,6,2010-12-01 08:26:00,12.75,1,United Kingdom",
        "2,22423,STAND,2,2010-12-08 08:26:00,10.95,1,United Kingdom",
        "3,22423,STAND,1,2010-12-08 09:26:00,12.75,2,United Kingdom",
        "C4,22423,STAND,-6,2010-12-09 08:26:00,12.75,1,United Kingdom",
        "5,22423,damaged,-9,2010-12-09 08:26:00,0.0,,United Kingdom",
        "6,POST,POSTAGE,1,2010-12-09 08:26:00,18.00,1,France",
        "7,85123A,HOLDER,3,2011-12-07 08:26:00,2.95,1,United Kingdom",
    )

    def test_weeks(self, backtest, tmp_path):
        """
        Units, lines, returns and prices by week; no postage, no stock counts, no broken week.
        """
        path = tmp_path / "sales.csv.gz"
        path.write_bytes(gzip.compress("\n".join([HEAD, *self.LINES]).encode()))
        sales = backtest.read(path)

        assert ["22423"] == list(sales.units)
        assert [6, 3, 0] == sales.units["22423"][:3]
        assert [1, 2, 0] == sales.orders["22423"][:3]
        assert [0, 1, 0] == sales.returned[:3]
        assert (backtest.Fraction("12.75"), backtest.Fraction("12.75")) == (
            sales.price("22423", 1),
            sales.price("22423", 2),
        )
        assert backtest.Fraction(1, 3) == sales.return_rate(2)


class TestScores:
    """
    Ranks are scored as others score them.
    """

    def test_spearman(self, backtest):
        """
        The correlation of ranks is that of scipy, ties and all.
        """
        random = np.random.default_rng(5)
        values, sold = random.integers(0, 9, 60).tolist(), random.integers(0, 5, 60).tolist()
        expected = stats.spearmanr(values, sold).statistic

        assert backtest.scored(values, sold, 10).spearman == pytest.approx(expected)

    def test_first_places(self, backtest):
        """
        Two of the best three found, in the wrong order.
        """
        found = backtest.scored([9, 8, 7, 1, 0], [2, 4, 0, 3, 0], 3)
        best = 4 + 3 / np.log2(3) + 2 / 2

        assert found.captured == pytest.approx(6 / 9)
        assert found.gain == pytest.approx((2 + 4 / np.log2(3)) / best)

    def test_perfect(self, backtest):
        """
        Whoever knows what is going to be sold scores one.
        """
        found = backtest.scored([5, 4, 3, 2], [50, 40, 30, 20], 2)

        assert (1, 1, 1) == pytest.approx((found.spearman, found.gain, found.captured))
