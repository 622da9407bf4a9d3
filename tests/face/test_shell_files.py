"""
The audit from a shell, of files of any size.
"""

import io
import json
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tiktok_presale.__main__ import main
from tiktok_presale.adapters import long_auditing
from tiktok_presale.commands import speaking

DATA = Path(__file__).parents[1] / "data" / "samples"
ORDERS = json.loads((DATA / "order-normal-vn-list.json").read_text(encoding="utf-8"))
AT = ("--at", "2025-09-05T12:00:00+07:00")
VN = ("--market", "vn", *AT)
LINES = "\n".join(map(json.dumps, ORDERS))
CSV = "id,kind,placed_at,total,currency\n1,pre_order,2025-08-01T10:00:00+07:00,219000,VND\n"


@pytest.fixture
def run(capsys):
    """
    Run one command, and give its status, its output and its errors.
    """

    def call(*words):
        try:
            status = main(tuple(map(str, words)))
        except SystemExit as ended:
            status = ended.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def saved(tmp_path):
    """
    Save a file of some name.
    """

    def save(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save


class TestLines:
    """
    JSON lines.
    """

    @pytest.mark.parametrize("name", ["orders.jsonl", "orders.NDJSON"], ids=["short", "long"])
    def test_same(self, run, saved, name):
        """
        The table of a short file is the one that its JSON gives.
        """
        status, out, err = run("audit", saved(name, LINES), *VN)
        whole = run("audit", DATA / "order-normal-vn-list.json", *VN)

        assert (0, "") == (status, err)
        assert whole[1] == out

    def test_json(self, run, saved):
        """
        So is the JSON.
        """
        _, out, _ = run("audit", saved("a.jsonl", LINES), *VN, "--json")
        _, whole, _ = run("audit", DATA / "order-normal-vn-list.json", *VN, "--json")

        assert json.loads(whole) == json.loads(out)

    def test_standard_input(self, run, monkeypatch):
        """
        Lines from a pipe.
        """
        stdin = SimpleNamespace(buffer=io.BytesIO(LINES.encode()))
        monkeypatch.setattr(sys, "stdin", stdin)
        status, out, _ = run("audit", "-", "--form", "json-lines", *VN)

        assert 0 == status
        assert "late now: 1" in out

    def test_skipped(self, run, saved):
        """
        A line that cannot be read is named, and the status tells.
        """
        status, out, _ = run("audit", saved("a.jsonl", f"{LINES}\n{{"), *VN)

        assert 1 == status
        assert "input line 4: json: is not JSON" in out

    def test_products(self, run, saved):
        """
        Products tell pre-orders here too.
        """
        days = {"type": "PRE_ORDER", "fulfillment_type": {"handling_duration_days": 7}}
        sku = ORDERS[0]["line_items"][0]["sku_id"]
        product = {"id": "1", "skus": [{"id": sku, "pre_sale": days}]}
        products = saved("products.json", json.dumps([product, {"id": "2", "skus": 5}]))
        status, out, _ = run("audit", saved("a.jsonl", LINES), *VN, "--products", products)

        assert 1 == status
        assert "pre-order" in out
        assert "product 2: skus: must be a list of objects" in out

    def test_region(self, run, saved, monkeypatch):
        """
        The state that the orders ship from holds for lines too.
        """
        told = []
        add = long_auditing.LongAuditing.add_lines

        def noted(auditing, stream, **how):
            told.append(how["region"])
            add(auditing, stream, **how)

        monkeypatch.setattr(long_auditing.LongAuditing, "add_lines", noted)

        assert 0 == run("audit", saved("a.jsonl", LINES), *VN, "--region", "kedah")[0]
        assert ["kedah"] == told

    def test_top(self, run, saved):
        """
        As many orders as are asked for.
        """
        _, out, _ = run("audit", saved("a.jsonl", LINES), *VN, "--top", "1")

        assert "Shown: 1 of 3 orders, the most urgent." in out

    def test_bar(self, run, saved, monkeypatch):
        """
        A bar shows how far long work has come, on a terminal.
        """
        monkeypatch.setattr(long_auditing, "_AT_ONCE", 2)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        _, _, err = run("audit", saved("a.jsonl", LINES), *VN)

        assert "judging [####" in err
        assert err.endswith("\n")

    def test_a_number(self, run, monkeypatch):
        """
        Of a pipe nobody knows how long it is: the bar is a number.
        """
        stdin = SimpleNamespace(buffer=io.BytesIO(LINES.encode()))
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        _, _, err = run("audit", "-", "--form", "json-lines", *VN)

        assert f"judging {len(LINES.encode()):,}" in err

    def test_short_work_has_no_bar(self, capsys):
        """
        What takes no time shows none.
        """
        speaking.progress_on(shown=True)("reading")(5, 10)

        assert "" == capsys.readouterr().err


EXPORT = (
    "Order ID,Order Status,Normal or Pre-order,Order Amount,Created Time\n"
    "583870900000000004\t,To ship,Pre-order,219,10/05/2026 13:00:00\t\n"
)


class TestSellerCenter:
    """
    Order exports of Seller Center, known by their header.
    """

    TH = ("--market", "th", "--at", "2026-06-01T00:00:00+07:00")

    def test_csv(self, run, saved):
        """
        The header tells an export from a table under our names.
        """
        status, out, _ = run("audit", saved("export.csv", EXPORT), *self.TH)

        assert 0 == status
        assert "583870900000000004  pre-order" in out

    def test_region(self, run, saved):
        """
        What the call says holds for exports too.
        """
        assert 0 == run("audit", saved("e.csv", EXPORT), *self.TH, "--region", "kedah")[0]

    def test_xlsx(self, run, saved):
        """
        A file that is no workbook is named as what it is.
        """
        old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        status, _, err = run("audit", saved("export.xlsx", old), *self.TH)

        assert 2 == status
        assert "export.xlsx" in err

    def test_unknown_market(self, run, saved):
        """
        A market whose files no source shows is refused with those that are known.
        """
        words = ("--market", "tmall", "--at", "2026-06-01T00:00:00+07:00")
        status, _, err = run("audit", saved("export.csv", EXPORT), *words)

        assert 2 == status
        assert "vn" in err

    def test_bar(self, run, saved, monkeypatch):
        """
        Nobody knows beforehand how many rows there are.
        """
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

        assert "reading 2" in run("audit", saved("e.csv", EXPORT), *self.TH)[2]


class TestTables:
    """
    Parquet and CSV.
    """

    def test_csv(self, run, saved):
        """
        Our names of columns need no words.
        """
        status, out, _ = run("audit", saved("a.csv", CSV), *VN)

        assert 0 == status
        assert "1      pre-order" in out

    def test_parquet(self, run, tmp_path):
        """
        The caller's columns, and what holds for all rows.
        """
        path = tmp_path / "a.parquet"
        created = [datetime(2025, 8, 1, 10)]
        pq.write_table(pa.table({"no": [7], "created": created, "cents": [21900]}), path)
        words = ("--column", "id=no", "--column", "placed_at=created", "--column", "total=cents")
        words += ("--set", "kind=pre_order", "--set", "currency=USD", "--amounts", "minor")
        words += ("--zone", "America/New_York", "--set", "promise=5 calendar days")
        words += ("--set", "held=no", "--region", "ny")
        status, out, _ = run("audit", path, "--market", "us", *AT, *words)

        assert 0 == status
        assert "7      pre-order" in out

    @pytest.mark.parametrize(
        ("promise", "told"),
        [("2 business days", 0), ("2026-03-31", 0), ("soon", 2)],
        ids=["days", "release", "soon"],
    )
    def test_promise(self, run, saved, promise, told):
        """
        A promise for all rows, in words.
        """
        status, _, err = run("audit", saved("a.csv", CSV), *VN, "--set", f"promise={promise}")

        assert told == status
        assert ("2026-03-31" in err) is bool(told)

    @pytest.mark.parametrize(
        ("words", "fix"),
        [
            (("--column", "placed_at"), "placed_at=created"),
            (("--set", "kind"), "kind=pre_order"),
            (("--set", "paid=perhaps"), "write yes or no"),
            (("--column", "total=price"), "price"),
            (("--set", "kind=gift"), "kind"),
            (("--zone", "Mars"), "IANA"),
            (("--top", "-1"), "top"),
        ],
        ids=["column", "set", "flag", "absent", "kind", "zone", "top"],
    )
    def test_wrong_words(self, run, saved, words, fix):
        """
        A word that means nothing is named, with what to write instead.
        """
        status, _, err = run("audit", saved("a.csv", CSV), *VN, *words)

        assert 2 == status
        assert fix in err

    @pytest.mark.parametrize(
        ("column", "value", "fix"),
        [
            ("created", ["2025-08-01T10:00:00+07:00"], "--column placed_at=NAME"),
            ("placed_at", [datetime(2025, 8, 1)], "--zone Asia/Bangkok"),
            ("placed_at", [1_754_000_000], "--epochs s"),
            ("total", [8], "--amounts minor"),
            ("type", ["pre_order"], "--set kind=pre_order"),
            ("code", ["VND"], "--set currency=VALUE"),
            ("id", [[1]], "id must be ids: text or whole numbers"),
            ("id", [b"\xff"], "id must be ids: text or whole numbers"),
        ],
        ids=["placed", "zone", "epochs", "amounts", "kind", "currency", "nested-id", "binary-id"],
    )
    def test_columns(self, run, tmp_path, column, value, fix):
        """
        What a column lacks is told with the option that says it, and not with a keyword.
        """
        columns = {
            "placed_at": ["2025-08-01T10:00:00+07:00"],
            "kind": ["pre_order"],
            "total": ["219000"],
            "currency": ["VND"],
        }
        replaced = {"created": "placed_at", "type": "kind", "code": "currency"}
        columns.pop(replaced.get(column, ""), None)
        path = tmp_path / "a.parquet"
        pq.write_table(pa.table({**columns, column: value}), path)
        status, out, err = run("audit", path, *VN)

        assert (2, "") == (status, out)
        assert fix in err
        assert "a.parquet" in err
        assert "columns={" not in err
        assert "='" not in err

    @pytest.mark.parametrize("field", ["prefix", "columns", "placed_at", "market", "zone"])
    def test_not_for_all(self, run, saved, field):
        """
        Only what may hold for all rows can be set.
        """
        status, _, err = run("audit", saved("a.csv", CSV), *VN, "--set", f"{field}=x")

        assert 2 == status
        assert "it may be one of kind, promise" in err

    def test_a_column_that_is_not_there(self, run, saved):
        """
        The column that was named is named, with the field that it was for.
        """
        words = ("--column", "placed_at=placed")
        status, _, err = run("audit", saved("a.csv", CSV), *VN, *words)

        assert 2 == status
        assert "none is 'placed' for placed_at; name a column that it has" in err

    def test_columns_that_are_not_read(self, run, saved):
        """
        Two of one name do no harm, unless it is one that is read.
        """
        head, row, _ = CSV.split("\n")
        status, out, _ = run("audit", saved("a.csv", f"{head},x,x\n{row},1,2\n"), *VN)
        told, _, err = run("audit", saved("b.csv", f"{head},id\n{row},2\n"), *VN)

        assert 0 == status
        assert "1      pre-order" in out
        assert 2 == told
        assert "the name of one column, not several" in err

    @pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
    def test_encoding(self, run, saved, encoding):
        """
        A file in another encoding is told to be saved as UTF-8.
        """
        content = CSV.replace("\n1,", "\nä,").encode(encoding)
        status, _, err = run("audit", saved("a.csv", content), *VN)

        assert 2 == status
        assert "is not UTF-8 text; save it as UTF-8" in err

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.json", "[]", ("--set", "kind=pre_order")),
            ("a.json", "[]", ("--amounts", "minor")),
            ("a.jsonl", LINES, ("--column", "placed_at=created")),
            ("a.jsonl", LINES, ("--zone", "Asia/Bangkok")),
            ("a.csv", CSV, ("--products", "products.json")),
            ("a.csv", CSV, ("--seller-zone", "Asia/Bangkok")),
        ],
        ids=["set", "amounts", "column", "zone", "products", "seller-zone"],
    )
    def test_words_of_another_form(self, run, saved, name, content, words):
        """
        An option that says nothing of this file is refused, and not passed over.
        """
        status, _, err = run("audit", saved(name, content), *VN, *words)

        assert 2 == status
        assert f"{words[0]} is for" in err
        assert "or say what the file is with --form" in err

    def test_form(self, run, saved):
        """
        A file whose name does not say what it is.
        """
        status, out, _ = run("audit", saved("orders.txt", CSV), *VN, "--form", "csv")

        assert 0 == status
        assert "pre-order" in out

    def test_no_file(self, run, tmp_path):
        """
        A file that is not there.
        """
        for name in ("a.csv", "a.parquet", "a.jsonl"):
            status, _, err = run("audit", tmp_path / name, *VN)

            assert 2 == status
            assert name in err
