"""
The tables of benchmarks, on few rows: that they print, and that all rows in them answer alike.

How long anything takes is not looked at. All of it needs the extra `frames`.
"""

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
FEW = ["--rows", "2000", "--rounds", "1", "--in-process"]
DIFFER = re.compile(r"(\d[\d,]*) of (\d[\d,]*)")


@pytest.fixture(scope="module")
def compare() -> ModuleType:
    """
    The command, imported as it imports its own modules: by name, from its folder.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        yield importlib.import_module("compare")


def rows_of(compare: ModuleType, group: str, folder: Path) -> list[tuple[str, bool, bool]]:
    """
    Each row of a group: its name, whether its packages are there, and whether it is checked.
    """
    options = importlib.import_module("harness").Options(folder, rows=2000, rounds=1, fresh=False)
    tables = importlib.import_module(compare.groups()[group]).GROUPS[group](options)
    return [
        (case.name, not case.absent(), case.checked) for table in tables for case in table.cases
    ]


class TestTables:
    """
    Groups that need neither Java nor processes of their own, and take no minute.
    """

    @pytest.mark.parametrize("group", ["deadline", "json", "json_values"])
    def test_every_row_is_told_and_answers_as_the_reference(
        self, compare, group, tmp_path, capsys
    ) -> None:
        """
        Each row stands in its table; one whose packages are there is timed, and differs nowhere.
        """
        rows = rows_of(compare, group, tmp_path)
        compare.main(["--only", group, *FEW])
        told = capsys.readouterr().out
        lines = told.splitlines()
        checked = [name for name, there, compared in rows if there and compared]
        differing = [found for line in lines if (found := DIFFER.search(line))]

        assert "failed" not in told
        assert len(rows) >= 4
        for name, there, _ in rows:
            (line, *_rest) = [line for line in lines if line.startswith(name)]
            assert there == ("not installed" not in line)
        assert len(checked) == len(differing)
        assert all("0" == found[1] and "0" != found[2] for found in differing)

    def test_a_table_for_the_docs_is_markdown(self, compare, capsys) -> None:
        """
        With `--markdown` each table is one of Markdown, with a row for each case.
        """
        compare.main(["--only", "json", "--markdown", *FEW])
        lines = capsys.readouterr().out.splitlines()
        table = [line for line in lines if line.startswith("|")]

        assert "### 100 orders from JSON payloads to a finished audit" in lines
        assert "| row | speed | quarters | × reference | differ |" == table[0]
        assert {table[0].count("|")} == {line.count("|") for line in table}

    def test_groups_are_found_beside_the_command(self, compare) -> None:
        """
        Whatever script names its groups is found without running it, in the order of the page.
        """
        groups = list(compare.groups())

        assert "columns" == groups[0]
        assert "startup" in groups
        assert {"deadline", "json", "json_values"} < set(groups)


class TestARowAlone:
    """
    What goes wrong in a row stays in it.
    """

    @pytest.mark.usefixtures("compare")
    def test_a_row_that_fails_or_differs_says_so(self) -> None:
        """
        One row answers as the reference, one otherwise, one raises, and one is not installed.
        """
        harness, timing = map(importlib.import_module, ("harness", "timing"))
        printing = importlib.import_module("printing")

        def row(name: str, run: object, *needs: str) -> object:
            return harness.Case(name, lambda _: harness.Work(run, [1, 2, 4]), needs)

        table = harness.Comparison(
            title="halves",
            cases=(
                row("shift", lambda given: given >> 1),
                row("true division", lambda given: given / 2),
                row("by zero", lambda given: given // 0),
                row("elsewhere", lambda given: given, "no_such_package"),
            ),
            reference="shift",
            size=3,
            targets=(harness.Target("elsewhere", "shift", 2),),
        )
        options = harness.Options(BENCHMARKS, rounds=2, fresh=False)
        rows = {r.name: r for r in timing.compare_calls(table, options, timing.Here.start)}
        printed = printing.table(table, list(rows.values()), markdown=False)

        assert (0, 3) == (rows["shift"].differs, rows["shift"].checked)
        assert (1, 3) == (rows["true division"].differs, rows["true division"].checked)
        assert "failed: ZeroDivisionError" in rows["by zero"].trouble
        assert "not installed (no_such_package)" == rows["elsewhere"].trouble
        assert "1 of 3" in printed
        assert "elsewhere: at least 2.00 times shift: not measured" in printed

    @pytest.mark.usefixtures("compare")
    def test_a_process_of_its_own_answers_as_this_one(self, tmp_path) -> None:
        """
        A row is found again by its names in a fresh process, which tells its peak of memory.
        """
        fresh, harness = map(importlib.import_module, ("fresh", "harness"))
        timing = importlib.import_module("timing")
        options = harness.Options(tmp_path, rows=2000, rounds=1)
        table, *_ = importlib.import_module("json_audit").tables(options)
        case = table.case("json.loads alone")
        runner = fresh.Fresh.starter("json_audit", "json")(table, case, options)
        here = timing.Here.start(table, case, options)
        peak, beyond, seconds = runner.peaked()

        assert here.sampled() == runner.sampled() == [100]
        assert peak >= 0
        assert peak / 100 == beyond
        assert seconds > 0
        runner.close()
