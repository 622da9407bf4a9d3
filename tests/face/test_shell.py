"""
The library from a shell.
"""

import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from errno import ENOSPC
from pathlib import Path
from types import SimpleNamespace

import pytest

import tiktok_presale
from rules.making import FIGURE, HEAD, HOLIDAYS
from tiktok_presale.__main__ import main
from tiktok_presale.policy.policy import Policy

DATA = Path(__file__).parents[1] / "data"
VN = str(DATA / "samples" / "order-normal-vn-list.json")
AT = "2025-09-05T12:00:00+07:00"


SHIPS_IN_SEVEN_DAYS = {"type": "PRE_ORDER", "fulfillment_type": {"handling_duration_days": 7}}
FULL = Path("/dev/full")


def typed(monkeypatch, content):
    """
    Put bytes on standard input.
    """
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))


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
        typed(monkeypatch, Path(VN).read_bytes())
        status, out, _ = run("audit", "-", "--market", "vn", "--at", AT)

        assert (0, True) == (status, "3 orders" in out)

    def test_byte_order_mark(self, run, tmp_path):
        """
        A file that an editor saved with a mark in front is read like any other.
        """
        file = tmp_path / "orders.json"
        file.write_bytes(b"\xef\xbb\xbf" + Path(VN).read_bytes())
        plain, marked = (run("audit", str(one), "--market", "vn", "--at", AT) for one in (VN, file))

        assert plain == marked
        assert "3 orders" in marked[1]

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b'{"id": "\xff"}', "is not UTF-8 text; save it as UTF-8"),
            (b"", "is empty; save the response of the Open API as it is"),
            (b" \n\t", "is empty"),
            (b"[" * 100_000, "is not JSON"),
            (b"{'id': 1}", "is not JSON: Expecting property name"),
        ],
        ids=["no text", "nothing", "blanks", "too deep", "no JSON"],
    )
    def test_input_that_cannot_be_read(self, run, monkeypatch, tmp_path, content, problem):
        """
        What is wrong with a file is told with its name, and so is standard input.
        """
        file = tmp_path / "orders.json"
        file.write_bytes(content)
        typed(monkeypatch, content)
        rest = ("--market", "vn", "--at", AT)

        for word, name in ((str(file), str(file)), ("-", "standard input")):
            status, out, err = run("audit", word, *rest)

            assert (2, "") == (status, out)
            assert err.startswith(f"tiktok_presale: {name} {problem}")

    def test_interrupted(self, run, monkeypatch):
        """
        Whoever stops the command sees no traceback, and a shell sees the status of a stopped one.
        """

        class Waiting:
            def read(self):
                raise KeyboardInterrupt

        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Waiting()))

        assert (130, "", "") == run("audit", "-", "--market", "vn", "--at", AT)

    def test_metric(self, run):
        """
        A late order costs 5 USD once the shop's late dispatch rate is stated to be above 10 %.
        """
        words = ("audit", "--sample", "us", "--json", "--metric")
        charges = {
            rate: [
                line["amount"]
                for order in json.loads(run(*words, f"late_dispatch_rate={rate}")[1])["orders"]
                for line in order["charges"]["lines"]
            ]
            for rate in ("0.10", "0.101")
        }

        assert {"0.10": [], "0.101": [{"amount": "5.00", "currency": "USD"}] * 3} == charges

    @pytest.mark.parametrize(
        ("word", "problem"),
        [
            ("late_dispatch_rate", "'late_dispatch_rate' gives no number; write it as --metric"),
            ("late_dispatch_rate=", "gives no number"),
            ("late_dispatch_rate=5 %", "gives no number"),
            ("=0.05", "no rule knows a metric ''"),
            ("late_dispach_rate=0.05", "did you mean 'late_dispatch_rate'?"),
            ("late_dispatch_rate=5", "as a share 2.5 % is Decimal('0.025')"),
            ("late_dispatch_rate=NaN", "a finite number, zero or more"),
            ("violation_points=2.5", "a whole number"),
        ],
    )
    def test_metric_that_cannot_be_read(self, run, word, problem):
        """
        A metric is a name that rules know and a number that it can be.
        """
        status, out, err = run("audit", VN, "--market", "vn", "--at", AT, "--metric", word)

        assert (2, "") == (status, out)
        assert problem in err

    def test_products(self, run, tmp_path):
        """
        Products tell which orders are pre-orders, and what was promised for them.
        """
        orders = json.loads(Path(VN).read_text(encoding="utf-8"))
        sku = orders[0]["line_items"][0]["sku_id"]
        product = {"id": "1", "skus": [{"id": sku, "pre_sale": SHIPS_IN_SEVEN_DAYS}]}
        file = tmp_path / "products.json"
        file.write_text(json.dumps({"products": [product]}), encoding="utf-8")
        words = ("audit", VN, "--market", "vn", "--at", AT, "--json", "--products", str(file))
        status, out, _ = run(*words)
        found = {order["id"]: order["kind"] for order in json.loads(out)["orders"]}

        assert (0, "pre_order") == (status, found["580000000000000001"])

    def test_products_that_cannot_be_read(self, run, tmp_path):
        """
        A product that cannot be read is named like an order that cannot, and the status is 1.
        """
        file = tmp_path / "products.json"
        file.write_text('{"products": [{"id": "77", "skus": 3}]}', encoding="utf-8")
        words = ("audit", VN, "--market", "vn", "--at", AT, "--json", "--products", str(file))
        status, out, _ = run(*words)

        assert (1, ["77"]) == (status, [one["order"] for one in json.loads(out)["skipped"]])

    def test_region(self, run, tmp_path):
        """
        In a north that works on Sundays, the business day after Thursday is Sunday, not Friday.
        """
        order = {
            "id": "1",
            "status": "AWAITING_SHIPMENT",
            "create_time": 1736388000,  # Thursday 9 January 2025, 02:00 in UTC
            "payment": {"currency": "USD", "total_amount": "1"},
        }
        file, pack = tmp_path / "orders.json", tmp_path / "own.toml"
        file.write_text(json.dumps([order]), encoding="utf-8")
        figures = {
            "calendar.week": '["mon", "tue", "wed", "thu", "fri"]',
            "calendar.weeks.north": '["sun", "mon", "tue", "wed", "thu"]',
            "deadlines.standard.dispatch": (
                '{ event = "dispatch", anchor = "placed", days = 1, unit = "business_days" }'
            ),
        }
        text = HEAD.format(zone="UTC", currency="USD") + HOLIDAYS
        text += "".join(FIGURE.format(path=path, value=value) for path, value in figures.items())
        pack.write_text(text.replace("from = 2025-01-01", "from = 2024-01-01"), encoding="utf-8")
        words = ("audit", str(file), "--market", str(pack), "--at", "2025-01-09T12:00:00+00:00")
        due = [
            json.loads(run(*words, "--json", *more)[1])["orders"][0]["dispatch_by"]
            for more in ((), ("--region", "South"), ("--region", "North"))
        ]

        friday, sunday = "2025-01-10T23:59:59+00:00", "2025-01-12T23:59:59+00:00"
        assert [friday, friday, sunday] == due

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

    def test_notes(self, run):
        """
        The notes of the figures are printed where they are asked for, each behind its path.
        """
        words = ("policy", "us", "--on", "2026-03-02")
        plain, noted = run(*words)[1], run(*words, "--notes")[1]
        figures = Policy.in_force("us", on=date(2026, 3, 2)).figures
        notes = [f"{path}: {f.source.note}" for path, f in sorted(figures.items()) if f.source.note]

        assert notes
        assert noted == plain + "\n" + "\n".join(notes) + "\n"

    @pytest.mark.parametrize("since", ["2026-01-30", "2099-01-01"])
    def test_changes_since_a_later_day(self, run, since):
        """
        Changes run from the earlier day to the later one; the other way is a slip.
        """
        status, out, err = run("policy", "th", "--on", "2026-01-02", "--changes-since", since)

        assert (2, "") == (status, out)
        assert f"--changes-since {since} is after --on; give the earlier day" in err

    def test_what_changed(self, run):
        """
        Only the differences, with the source of the new value.
        """
        out = run("policy", "th", "--on", "2026-01-02", "--changes-since", "2025-06-30")[1]

        assert "th@2025-06-11 -> th@2026-01-01" in out
        assert re.search(r"window\.days +3 to 30 calendar days +3 to 15 calendar days ", out)
        assert "eligibility.goods" not in out

    def test_changes_as_json(self, run):
        """
        As data too: a figure that is new has no old value.
        """
        line = ("policy", "th", "--on", "2026-01-02", "--changes-since", "2025-06-30", "--json")
        found = json.loads(run(*line)[1])
        changes = {change["path"]: (change["old"], change["new"]) for change in found["changes"]}

        assert ("th@2025-06-11", "th@2026-01-01") == (found["from"], found["to"])
        assert ("3 to 30 calendar days", "3 to 15 calendar days") == changes["window.days"]
        assert (None, "full") == changes["overdue.refund"]
        assert ("yes", None) == changes["eligibility.invited"]


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


class TestSchema:
    """
    The schema of documents of one type, or of all.
    """

    def test_one_type(self, run):
        """
        A schema with all that it refers to.
        """
        pytest.importorskip("cattrs")
        status, out, _ = run("schema", "Order")
        made = json.loads(out)

        assert 0 == status
        assert ("Order", "https://json-schema.org/draft/2020-12/schema") == (
            made["title"],
            made["$schema"],
        )
        assert {"Order", "Money"} < set(made["$defs"])

    def test_all_types(self, run):
        """
        The one that is shipped.
        """
        pytest.importorskip("cattrs")
        status, out, _ = run("schema")
        shipped = Path(tiktok_presale.__file__).parent / "schemas" / "documents.json"

        assert 0 == status
        assert json.loads(shipped.read_text(encoding="utf-8")) == json.loads(out)

    @pytest.mark.parametrize(
        ("name", "fix"),
        [("Ordr", "did you mean 'Order'?"), ("x", "name one such as Order")],
    )
    def test_no_type(self, run, name, fix):
        """
        A name that is near is offered, else an example.
        """
        pytest.importorskip("cattrs")
        status, _, err = run("schema", name)

        assert (2, f"tiktok_presale: {name!r} is no public type; {fix}\n") == (status, err)

    def test_without_the_extra(self, run, monkeypatch):
        """
        The error names it.
        """
        monkeypatch.setitem(sys.modules, "cattrs", None)
        package = "tiktok_presale.adapters.documents"
        for name in [name for name in sys.modules if name.startswith(package)]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.delattr("tiktok_presale.adapters.documents", raising=False)
        status, _, err = run("schema", "Order")

        assert 2 == status
        assert "pip install 'tiktok-presale[json]'" in err


class TestProcess:
    """
    As a process of its own.
    """

    def test_help_of_every_command(self, run):
        """
        Each command answers for help.
        """
        for words in ([], ["audit"], ["policy"], ["check"], ["schema"]):
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

    @pytest.mark.parametrize("words", [["policy", "us"], ["policy", "my"]], ids=["long", "short"])
    def test_output_that_cannot_be_written(self, words):
        """
        A full disk is told in a sentence, for a long output as for one that fits a buffer.
        """
        if not FULL.exists():
            pytest.skip("this machine has no device that is always full")
        call = [sys.executable, "-m", "tiktok_presale", *words, "--on", "2026-03-02"]
        with FULL.open("wb") as full:
            done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, check=False)

        assert 2 == done.returncode
        assert b"tiktok_presale: the output cannot be written: No space left on device" == (
            done.stderr.strip()
        )

    def test_output_that_cannot_be_written_by_a_caller(self, run, monkeypatch):
        """
        So it is where the command is called from Python, and output is something else than a file.
        """

        class Full(io.StringIO):
            def write(self, _):
                raise OSError(ENOSPC, "No space left on device")

        monkeypatch.setattr(sys, "stdout", Full())
        status, _, err = run("policy", "my", "--on", "2026-03-02")

        assert (2, "tiktok_presale: the output cannot be written: No space left on device\n") == (
            status,
            err,
        )

    def test_characters_that_a_terminal_cannot_show(self):
        """
        They are shown as numbers instead of a traceback.
        """
        call = [sys.executable, "-m", "tiktok_presale", "policy", "th", "--on", "2026-01-02"]
        done = subprocess.run(
            [*call, "--language", "zh"],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )

        assert (0, b"") == (done.returncode, done.stderr)
        assert b"3\\u81f315" in done.stdout

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
