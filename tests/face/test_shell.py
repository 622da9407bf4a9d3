"""
The library from a shell.
"""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tiktok_presale.__main__ import main

DATA = Path(__file__).parents[1] / "data"
VN = str(DATA / "samples" / "order-normal-vn-list.json")
AT = "2025-09-05T12:00:00+07:00"


@pytest.fixture
def run(capsys):
    """
    Run one command, and give its status, its output and its errors.
    """

    def call(*words):
        try:
            status = main(words)
        except SystemExit as ended:
            status = ended.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


class TestAudit:
    """
    A table for people, JSON for programs, and a status that tells whether all was read.
    """

    def test_a_table(self, run):
        """
        The table names every order, its state, and the summary.
        """
        status, out, err = run("audit", VN, "--market", "vn", "--at", AT)

        assert (0, "") == (status, err)
        assert "580000000000000001  standard  late" in out
        assert "late now: 1" in out

    def test_json(self, run):
        """
        The JSON form can be read back and has every order.
        """
        status, out, _ = run("audit", VN, "--market", "vn", "--at", AT, "--json")
        data = json.loads(out)

        assert 0 == status
        assert ["vn", AT, 3] == [data["market"], data["at"], len(data["orders"])]

    def test_chinese(self, run):
        """
        The table in Chinese.
        """
        assert "已逾期" in run("audit", VN, "--market", "vn", "--at", AT, "--language", "zh")[1]

    @pytest.mark.parametrize(("name", "orders"), [("vn", 3), ("us", 4)])
    def test_the_samples_that_ship(self, run, name, orders):
        """
        The samples of the package need nothing else.
        """
        status, out, _ = run("audit", "--sample", name, "--json", "--no-extend")

        assert (0, orders) == (status, len(json.loads(out)["orders"]))

    def test_standard_input(self, run, monkeypatch):
        """
        A dash reads standard input.
        """
        monkeypatch.setattr(sys, "stdin", io.StringIO(Path(VN).read_text(encoding="utf-8")))
        status, out, _ = run("audit", "-", "--market", "vn", "--at", AT)

        assert (0, True) == (status, "3 orders" in out)

    def test_an_order_that_cannot_be_read(self, run, tmp_path):
        """
        The order and the field are named, the rest is judged, and the status is 1.
        """
        book = [*json.loads(Path(VN).read_text(encoding="utf-8")), {"id": "77"}]
        file = tmp_path / "orders.json"
        file.write_text(json.dumps(book), encoding="utf-8")
        status, out, _ = run("audit", str(file), "--market", "vn", "--at", AT, "--json")
        data = json.loads(out)

        assert (1, 3) == (status, len(data["orders"]))
        assert [("77", 1)] == [(p["order"], data["summary"]["skipped"]) for p in data["skipped"]]

    def test_a_pack_of_ones_own(self, run, tmp_path):
        """
        A market can be a file.
        """
        from tiktok_presale.policy import book  # noqa: PLC0415 - only its place is needed

        shipped = Path(book.__file__).with_name("packs") / "vn.toml"
        own = tmp_path / "own.toml"
        own.write_bytes(shipped.read_bytes().replace(b'market = "vn"', b'market = "own"'))
        status, out, _ = run("audit", VN, "--market", str(own), "--at", AT, "--json")

        assert (0, "own") == (status, json.loads(out)["market"])

    @pytest.mark.parametrize(
        ("words", "fix"),
        [
            (["audit"], "try --sample vn"),
            (["audit", VN, "--market", "vn"], "--at 2025-09-05T12:00:00+07:00"),
            (["audit", VN, "--market", "vm", "--at", AT], "did you mean 'vn'?"),
            (["audit", VN, "--market", "vn", "--at", "2025-09-05T12:00:00"], "has no time zone"),
            (
                ["audit", VN, "--market", "vn", "--at", "noon"],
                "write it as 2025-09-05T12:00:00+07:00",
            ),
            (["audit", "no.json", "--market", "vn", "--at", AT], "no.json: No such file"),
            (["audit", __file__, "--market", "vn", "--at", AT], "is not JSON"),
            (
                ["audit", VN, "--market", "vn", "--at", AT, "--seller-zone", "Mars/Base"],
                "an IANA name",
            ),
            (["policy", "th", "--on", "tomorrow"], "write it as 2026-01-02"),
            (["policy", "th", "--on", "2001-01-01"], "are known from 2022-11-23 on"),
        ],
    )
    def test_errors_name_the_fix(self, run, words, fix):
        """
        A wrong call ends with 2 and a sentence that says what to write, and prints nothing else.
        """
        status, out, err = run(*words)

        assert (2, "") == (status, out)
        assert fix in err
        assert "Traceback" not in err


class TestPolicy:
    """
    The rules in force, each with its source.
    """

    def test_a_table(self, run):
        """
        Every figure stands on a line with its page and its confidence.
        """
        status, out, _ = run("policy", "th", "--on", "2026-01-02")

        assert 0 == status
        assert out.startswith("th@2026-01-01: ")
        (line,) = (line for line in out.splitlines() if line.startswith("window.days "))
        assert "3 to 15 calendar days" in line
        assert "knowledge_id=1926670517159697" in line
        assert "high" in line

    def test_gaps_are_told(self, run):
        """
        A rule whose figure is not known is named as such.
        """
        assert (
            "figure not known: eligibility.shop_performance_score"
            in run("policy", "us", "--on", "2026-03-02")[1]
        )

    def test_chinese(self, run):
        """
        Values and heads in Chinese.
        """
        assert "3至15个自然日" in run("policy", "th", "--on", "2026-01-02", "--language", "zh")[1]

    def test_json(self, run):
        """
        Each figure with its source, as data.
        """
        data = json.loads(run("policy", "th", "--on", "2026-01-02", "--json")[1])
        figure = data["figures"]["window.days"]

        assert ("th@2026-01-01", "3 to 15 calendar days") == (data["edition"], figure["value"])
        assert {"confidence", "dated", "note", "read", "since", "source", "url", "value"} == set(
            figure
        )

    def test_what_changed(self, run):
        """
        Only the differences, with the source of the new value.
        """
        out = run("policy", "th", "--on", "2026-01-02", "--changes-since", "2025-06-30")[1]

        assert "th@2025-06-11 -> th@2026-01-01" in out
        assert re.search(r"window\.days +3 to 30 calendar days +3 to 15 calendar days ", out)
        assert "eligibility.goods" not in out


class TestCheck:
    """
    A pack of one's own is checked as a whole.
    """

    def test_a_good_one(self, run):
        """
        A pack without faults says how many figures it has.
        """
        from tiktok_presale.policy import book  # noqa: PLC0415 - only its place is needed

        file = Path(book.__file__).with_name("packs") / "th.toml"
        status, out, _ = run("check", str(file))

        assert 0 == status
        assert "th@2026-01-30 the last" in out

    def test_every_fault_is_named(self, run, tmp_path):
        """
        A pack with faults ends with 2 and names them all.
        """
        file = tmp_path / "bad.toml"
        file.write_text('format = 1\nmarket = "x"\ncolour = "red"\n', encoding="utf-8")
        status, _, err = run("check", str(file))

        assert 2 == status
        assert "colour" in err
        assert "title: is missing" in err


class TestProcess:
    """
    As a process of its own.
    """

    def test_help_of_every_command(self, run):
        """
        Each command answers for help.
        """
        for words in ([], ["audit"], ["policy"], ["check"]):
            status, out, _ = run(*words, "--help")

            assert (0, True) == (status, "usage: python -m tiktok_presale" in out)

    def test_it_runs(self):
        """
        `python -m tiktok_presale` runs in a process of its own, with warnings as errors.
        """
        words = [sys.executable, "-W", "error", "-m", "tiktok_presale", "audit", "--sample", "vn"]
        done = subprocess.run(words, capture_output=True, text=True, check=False, encoding="utf-8")

        assert (0, "") == (done.returncode, done.stderr)
        assert "3 orders" in done.stdout

    def test_a_reader_that_leaves(self):
        """
        Output into a closed pipe, as under `head`, ends without a word.
        """
        words = [sys.executable, "-m", "tiktok_presale", "policy", "us", "--on", "2026-03-02"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.close()
            err = process.stderr.read()

        assert b"" == err

    def test_progress_on_a_terminal(self, run, tmp_path, monkeypatch):
        """
        Long work shows a bar on standard error, where that is a terminal.
        """
        order = {
            "status": "AWAITING_SHIPMENT",
            "create_time": 1756949956,
            "payment": {"currency": "VND", "total_amount": "1"},
        }
        file = tmp_path / "many.json"
        book = [{"id": str(n), **order} for n in range(1000)]
        file.write_text(json.dumps(book), encoding="utf-8")
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        status, _, err = run("audit", str(file), "--market", "vn", "--at", AT)

        assert 0 == status
        assert "reading [##############################] 1,000 of 1,000" in err
        assert "judging [##############################] 1,000 of 1,000" in err
