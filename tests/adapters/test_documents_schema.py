"""
The published schemas, asked by another reader.
"""

import json
from functools import cache
from pathlib import Path
from runpy import run_path

import attrs
import pytest
from jsonschema import Draft202012Validator

import tiktok_presale as tp
from adapters.document_samples import first_of_each, golden_lines
from tiktok_presale.adapters import documents
from tiktok_presale.adapters.documents.hints import is_union, members_of, named
from tiktok_presale.errors import PayloadError, WrongTypeError
from values.instances import PAIRS

ROOT = Path(__file__).parents[2]
SHIPPED = Path(tp.__file__).parent / "schemas" / "documents.json"


@cache
def reader_of(name):
    """
    Make the other reader of documents of a type.
    """
    return Draft202012Validator(documents.schema(named(name)))


def order(**changes):
    """
    The document of an order, with other fields.
    """
    return {**json.loads(golden_lines()["Order"]), **changes}


class TestSchemas:
    """
    One definition for each type, made from the type itself.
    """

    def test_shipped_as_made(self):
        """
        The shipped file, and the table of types, are what the tool would write now.
        """
        tool = run_path(str(ROOT / "tools" / "build_documents.py"))

        assert tool["homes_text"]() == tool["HOMES"].read_text(encoding="utf-8")
        assert tool["schemas_text"]() == SHIPPED.read_text(encoding="utf-8")

    def test_the_shipped_file_is_a_schema(self):
        """
        Draft 2020-12 itself says so, and every reference in it has its end.
        """
        shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(shipped)

        assert documents.schemas() == shipped
        assert set(shipped["properties"]["type"]["enum"]) < set(shipped["$defs"])

    def test_one_type_brings_what_it_needs(self):
        """
        The schema of an order holds promises and money, and nothing of draws.
        """
        made = documents.schema(tp.Order)

        assert {"Order", "Money", "ShipWithin", "datetime"} < set(made["$defs"])
        assert "Draw" not in made["$defs"]
        assert made["title"] == "Order"

    def test_fields_are_described(self):
        """
        By the words of the type's own documentation, with their defaults.
        """
        parts = documents.schema(tp.Offer)["$defs"]["Offer"]["properties"]

        assert parts["sku"]["description"] == "What is sold."
        assert parts["kind"]["default"] == "pre_order"
        assert parts["cap"]["default"] is None
        assert "default" not in parts["price"]

    @pytest.mark.parametrize("kind", [dict, "Order", tp.OrderKind, None])
    def test_no_public_type(self, kind):
        """
        Only public values have one.
        """
        with pytest.raises(WrongTypeError, match="a public value's type"):
            documents.schema(kind)

    def test_no_union_has_two_texts(self):
        """
        A union that allows text allows one form of it, or a decimal and a fraction: "1" and "1/1".
        """
        numbers = {"Decimal", "Fraction"}
        for name in first_of_each():
            for hint in attrs.resolve_types(named(name)).__attrs_attrs__:
                if not is_union(hint.type):
                    continue
                texts = {
                    member.__name__
                    for member in members_of(hint.type)
                    if getattr(member, "__name__", "") in {"str", "date", "datetime", *numbers}
                }

                assert len(texts) < 2 or texts == numbers, f"{name}.{hint.name}"


class TestDocuments:
    """
    What is written is valid; what is not valid is not read.
    """

    def test_every_document_is_valid(self):
        """
        Both of every pair, and the kept lines.
        """
        found = [documents.to_data(value) for pair in PAIRS for value in pair]
        found += [json.loads(line) for line in golden_lines().values()]
        for data in found:
            assert [] == list(reader_of(data["type"]).iter_errors(data))

    def test_a_whole_pack_is_valid(self):
        """
        A policy may be named, or carry its pack.
        """
        policy = first_of_each()["Policy"]

        assert reader_of("Policy").is_valid(documents.to_data(policy))
        assert reader_of("Policy").is_valid(documents.to_data(policy, whole=True))

    @pytest.mark.parametrize(
        "changes",
        [
            {"id": None},
            {"colour": "red"},
            {"type": "Offer"},
            {"format": 2},
            {"kind": "preorder"},
            {"placed_at": "2026-01-01T09:00:00"},
            {"placed_at": "yesterday"},
            {"total": {"amount": 5, "currency": "THB"}},
            {"total": {"amount": "5", "currency": "Baht"}},
            {"total": {"amount": "5", "currency": "THB", "minor": 500}},
            {"promise": {"days": {"type": "CalendarDays", "count": 15}}},
            {"promise": {"type": "ShipWithin", "days": {"count": 15}}},
            {"promise": {"type": "ShipWithin", "days": {"type": "CalendarDays", "count": 2**53}}},
            {"unit_prices": {}},
            {"stage": 1},
        ],
    )
    def test_what_is_not_valid_is_not_read(self, changes):
        """
        By neither reader.
        """
        data = order(**changes)

        assert not reader_of("Order").is_valid(data)
        with pytest.raises(PayloadError):
            documents.from_data(data)

    @pytest.mark.parametrize("name", sorted(first_of_each()))
    def test_without_what_is_asked_for(self, name):
        """
        A field without a default is asked for by both readers.
        """
        data = documents.to_data(first_of_each()[name])
        for key in documents.schema(named(name))["$defs"][name]["required"]:
            rest = {field: item for field, item in data.items() if field != key}

            assert not reader_of(name).is_valid(rest)
            with pytest.raises(PayloadError):
                documents.from_data(rest)
