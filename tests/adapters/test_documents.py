"""
Every public value as JSON and back.
"""

import json
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from importlib import import_module
from threading import Thread
from zoneinfo import ZoneInfo

import attrs
import pytest

import tiktok_presale as tp
from adapters.document_samples import OWN, first_of_each, golden_lines, with_own_pack
from tiktok_presale.adapters import documents
from tiktok_presale.adapters.documents.converter import Documents
from tiktok_presale.errors import MissingExtraError, OutOfRangeError, PayloadError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.grounds import Sensitivity
from values import emitted
from values.instances import PAIRS, SOURCE, TH, public_types

BANGKOK = ZoneInfo("Asia/Bangkok")
NEW_YORK = ZoneInfo("America/New_York")
NAMES = sorted(first_of_each())


def again(value):
    """
    Write a value as JSON text and read it.
    """
    return documents.loads(documents.dumps(value))


def held(value):
    """
    Carry anything in a field that may hold anything.
    """
    return again(tp.Remedy("a", {"held": value})).params["held"]


def written(value):
    """
    Show how anything is written in a field that may hold anything.
    """
    return documents.to_data(tp.Remedy("a", {"held": value}))["params"]["held"]


def fault(data, kind=None):
    """
    Read a document with a fault, and tell what it says of it.
    """
    with pytest.raises(PayloadError) as caught:
        documents.from_data(data, kind)
    return str(caught.value)


def order_data(**changes):
    """
    The document of an order, with other fields.
    """
    order = tp.Order(
        id="o1",
        kind=tp.OrderKind.PRE_ORDER,
        placed_at=datetime(2026, 1, 1, 9, tzinfo=BANGKOK),
        promise=tp.ShipWithin(tp.CalendarDays(15)),
        total=tp.Money("899.00", "THB"),
    )
    return {**documents.to_data(order), **changes}


class TestEveryValue:
    """
    What is written is read again, whatever it is.
    """

    def test_both_of_every_pair(self):
        """
        Each value reads back equal, with the same parts, and is written the same again.
        """
        for value in (value for pair in PAIRS for value in pair):
            text = documents.dumps(value)
            read = documents.loads(text, type(value))

            assert value == read
            assert repr(value) == repr(read)
            assert text == documents.dumps(read)

    def test_no_type_is_forgotten(self):
        """
        Every public value has a name of its own in documents, which is that of its class.
        """
        expected = sorted(kind.__name__ for kind in public_types())

        assert expected == sorted(documents.schemas()["properties"]["type"]["enum"])

    def test_plain_data_only(self):
        """
        Nothing but what every encoder of JSON takes, and no number that another reader would round.
        """
        waiting = [documents.to_data(value) for pair in PAIRS for value in pair]
        while waiting:
            found = waiting.pop()

            assert type(found) in {dict, list, str, int, float, bool, type(None)}
            if type(found) is dict:
                assert {str} >= {type(key) for key in found}
                waiting += found.values()
            elif type(found) is list:
                waiting += found
            elif type(found) is int:
                assert abs(found) < 2**53

    def test_answers_explain_themselves_as_before(self):
        """
        Every code with every outcome says the same in both languages after a journey through JSON.
        """
        seen = set()
        for decision in emitted.decisions():
            codes = {(finding.code, finding.outcome) for finding in decision.findings}
            if codes <= seen:
                continue
            seen |= codes
            read = again(decision)

            assert decision == read
            assert decision.explain("en") == read.explain("en")
            assert decision.explain("zh") == read.explain("zh")
        assert len(seen) > 400


class TestStability:
    """
    What was written once is read for ever, and written the same way.
    """

    @pytest.mark.parametrize("name", NAMES)
    def test_the_kept_line(self, name):
        """
        The line of a type reads as that type and is written letter by letter as it stands.
        """
        line = golden_lines()[name]
        read = documents.loads(line)

        assert name == type(read).__name__
        assert line == documents.dumps(read)

    def test_every_line_has_a_type(self):
        """
        No line is left of a type that is gone: that would be a new format.
        """
        assert sorted(golden_lines()) == NAMES

    def test_the_format(self):
        """
        Changed on purpose alone.
        """
        assert documents.FORMAT == 1

    def test_what_the_samples_hold(self):
        """
        No kept line hangs on a shipped pack, which grows.
        """
        assert with_own_pack(TH).pack is OWN
        assert with_own_pack(TH.pack) is OWN


class TestForms:
    """
    How the things are written that JSON has no form for.
    """

    def test_an_order(self):
        """
        What has its default is left out; what a type tells needs no name.
        """
        expected = {
            "type": "Order",
            "format": 1,
            "id": "o1",
            "kind": "pre_order",
            "placed_at": "2026-01-01T09:00:00+07:00[Asia/Bangkok]",
            "total": {"amount": "899.00", "currency": "THB"},
            "promise": {"type": "ShipWithin", "days": {"type": "CalendarDays", "count": 15}},
        }

        assert expected == order_data()

    @pytest.mark.parametrize(
        ("amount", "currency", "expected"),
        [
            ("899.00", "THB", "899.00"),
            ("-0.05", "USD", "-0.05"),
            ("100", "VND", "100"),
            ("1.234", "KWD", "1.234"),
            ("0", "JPY", "0"),
            ("9" * 40 + ".99", "USD", "9" * 40 + ".99"),
        ],
    )
    def test_money(self, amount, currency, expected):
        """
        Text with all decimals of the currency, whatever its size.
        """
        money = tp.Money(amount, currency)

        assert expected == documents.to_data(money)["amount"]
        assert money == again(money)

    def test_money_as_others_write_it(self):
        """
        Fewer decimals are the same amount; more are refused.
        """
        data = documents.to_data(tp.Money("5", "USD"))

        assert tp.Money("5.50", "USD") == documents.from_data({**data, "amount": "5.5"})
        assert "/amount: 5.505 has more decimals" in fault({**data, "amount": "5.505"})

    @pytest.mark.parametrize(
        ("instant", "expected"),
        [
            (datetime(2026, 1, 1, 9, tzinfo=UTC), "2026-01-01T09:00:00+00:00"),
            (
                datetime(2026, 1, 16, 23, 59, 59, tzinfo=BANGKOK),
                "2026-01-16T23:59:59+07:00[Asia/Bangkok]",
            ),
            (
                datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=1),
                "2026-11-01T01:30:00-05:00[America/New_York]",
            ),
            (
                datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK),
                "2026-11-01T01:30:00-04:00[America/New_York]",
            ),
            (
                datetime(2026, 3, 8, 2, 30, tzinfo=NEW_YORK),
                "2026-03-08T02:30:00-05:00[America/New_York]",
            ),
            (
                datetime(2026, 1, 1, 9, 0, 0, 5, tzinfo=timezone(timedelta(hours=5, minutes=30))),
                "2026-01-01T09:00:00.000005+05:30",
            ),
            (
                datetime(1800, 1, 1, tzinfo=BANGKOK),
                "1800-01-01T00:00:00+06:42:04[Asia/Bangkok]",
            ),
        ],
    )
    def test_an_instant(self, instant, expected):
        """
        Offset and zone, so that the wall clock, the hour that comes twice and the zone are kept.
        """
        read = held(instant)

        assert {"type": "datetime", "value": expected} == written(instant)
        assert instant == read
        assert (instant.tzinfo, instant.fold) == (read.tzinfo, read.fold)
        assert instant.utcoffset() == read.utcoffset()

    def test_an_instant_of_a_zone_that_changed_its_rules(self):
        """
        The offset tells the instant, and today's zone shows it.
        """
        data = order_data(placed_at="2026-01-16T23:59:59+08:00[Asia/Bangkok]")
        read = documents.from_data(data, tp.Order).placed_at

        assert datetime(2026, 1, 16, 22, 59, 59, tzinfo=BANGKOK) == read

    def test_an_instant_in_utc_as_others_write_it(self):
        """
        A Z is the offset of UTC.
        """
        read = documents.from_data(order_data(placed_at="2026-01-01T02:00:00Z"), tp.Order)

        assert datetime(2026, 1, 1, 2, tzinfo=UTC) == read.placed_at

    @pytest.mark.parametrize(
        ("value", "form", "text"),
        [
            (date(2026, 1, 16), "date", "2026-01-16"),
            (time(14), "time", "14:00:00"),
            (timedelta(days=1, microseconds=5), "duration", "PT86400.000005S"),
            (-timedelta(hours=2), "duration", "-PT7200S"),
            (Decimal("0.040"), "decimal", "0.040"),
            (Decimal("1E+3"), "decimal", "1E+3"),
            (Fraction(1, 3), "fraction", "1/3"),
            (Fraction(-3), "fraction", "-3/1"),
            (2**53, "int", "9007199254740992"),
            (-(2**70), "int", "-1180591620717411303424"),
            (tp.OrderKind.PRE_ORDER, "OrderKind", "pre_order"),
            (tp.Weekday.MON, "Weekday", "mon"),
        ],
    )
    def test_what_says_its_type(self, value, form, text):
        """
        Where a field may hold anything, each form of text has a name, and comes back as it was.
        """
        read = held(value)

        assert {"type": form, "value": text} == written(value)
        assert value == read
        assert type(value) is type(read)

    @pytest.mark.parametrize("value", [None, True, "text", 5, -(2**53) + 1, 0.1, -0.0, 1e300])
    def test_what_json_holds_itself(self, value):
        """
        No name is needed for what JSON tells apart.
        """
        assert value == written(value)
        assert repr(value) == repr(held(value))

    def test_lists_and_maps(self):
        """
        Tuples are lists; a map within anything says that it is one.
        """
        value = ((1, Decimal(2)), FrozenMap({"type": "mine", "b": SOURCE}))
        expected = [
            [1, {"type": "decimal", "value": "2"}],
            {"type": "map", "value": {"type": "mine", "b": written(SOURCE)}},
        ]

        assert expected == written(value)
        assert value == held(value)

    def test_a_range_in_every_field(self):
        """
        The ends of a range are of the field's type, or say their own.
        """
        days = tp.Range.between(tp.CalendarDays(3), tp.CalendarDays(15))
        end = {"type": "CalendarDays", "count": 3}

        assert end == documents.to_data(days)["low"]
        assert {"type": "decimal", "value": "4.5"} == written(tp.Range.at_least(Decimal("4.5")))[
            "low"
        ]

    def test_whole_numbers_where_decimals_stand(self):
        """
        Facts may hold a whole number in place of a decimal; it is read as it was written.
        """
        shop = tp.Shop(id="s1", metrics={"rating": 5, "b": Decimal("4.5"), "c": tp.Rate(1, 4)})
        data = documents.to_data(shop)

        assert {"rating": 5, "b": "4.5", "c": {"type": "Rate", "count": 1, "total": 4}} == data[
            "metrics"
        ]
        assert repr(shop) == repr(again(shop))

    def test_words_by_their_texts(self):
        """
        A field that holds the text of a word is written as the word.
        """
        notice = documents.to_data(attrs.evolve(SOURCE, confidence="high"))

        assert notice["confidence"] == "high"


class TestPolicies:
    """
    A policy of a shipped pack is named; any other is carried.
    """

    def test_a_shipped_one(self):
        """
        Market, day and a digest of what the edition says.
        """
        data = documents.to_data(TH)

        assert {"type", "format", "pack", "since"} == set(data)
        assert {"market", "digest"} == set(data["pack"])
        assert again(TH).pack is TH.pack

    def test_with_house_rules_and_laws(self):
        """
        House figures and laws go along, and the edition is the same.
        """
        limit = tp.Range.between(tp.CalendarDays(3), tp.CalendarDays(10))
        law = tp.Policy.in_force("law-us", on=date(2026, 3, 2))
        mine = TH.with_limit("window.days", limit, source=SOURCE).with_law(law)
        read = again(mine)

        assert mine == read
        assert mine.edition == read.edition

    def test_an_own_one(self):
        """
        Carried with its whole pack.
        """
        own = tp.Policy(OWN, OWN.starts[0])

        assert "figures" in documents.to_data(own)["pack"]
        assert own == again(own)

    def test_a_changed_one_of_a_shipped_name(self):
        """
        A pack that only has the name of a shipped one is carried whole.
        """
        changed = tp.Policy(attrs.evolve(TH.pack, title="mine"), TH.since)

        assert "figures" in documents.to_data(changed)["pack"]
        assert changed == again(changed)

    def test_whole_on_demand(self):
        """
        An archive carries the pack of a shipped policy too.
        """
        data = documents.to_data(TH, whole=True)

        assert "figures" in data["pack"]
        assert TH == documents.from_data(data)

    def test_another_digest(self):
        """
        What the edition said may not change behind the back of an answer.
        """
        data = documents.to_data(TH)
        other = {**data, "pack": {**data["pack"], "digest": "0" * 64}}

        assert fault(other).startswith(
            f"document Policy: /pack/digest: is not that of {TH.edition} in this release"
        )

    def test_a_market_without_a_pack(self):
        """
        The nearest name is offered.
        """
        data = {**documents.to_data(TH), "pack": {"market": "thh", "digest": "0" * 64}}

        assert "/pack/market" in fault(data)
        assert "'th'" in fault(data)

    @pytest.mark.parametrize("pack", [{"digest": "0"}, {"digest": "0", "market": "th", "x": 1}, 5])
    def test_a_pack_that_is_none(self, pack):
        """
        Neither a name nor a pack.
        """
        assert "document Policy: /pack" in fault({**documents.to_data(TH), "pack": pack})


class TestWriting:
    """
    What no document can hold is refused.
    """

    @pytest.mark.parametrize("value", [None, 5, {"a": 1}, tp.Money, object(), tp.OrderKind.CUSTOM])
    def test_no_value(self, value):
        """
        Anything but a public value.
        """
        with pytest.raises(WrongTypeError, match="a public value of this library"):
            documents.to_data(value)

    @pytest.mark.parametrize("held", [print, object(), [1], {"a": 1}, {1}, b"a", 1j])
    def test_what_a_document_cannot_hold(self, held):
        """
        A function, a list that can change, bytes.
        """
        with pytest.raises(WrongTypeError, match="what a document can hold"):
            documents.to_data(tp.Remedy("a", {"held": held}))

    def test_words_and_values_of_others(self):
        """
        A closed set of words, or a value, that is not the library's.
        """
        words = Enum("words", ["A"])
        for held in (words.A, type("Mine", (tp.Money.__mro__[1],), {})()):
            with pytest.raises(WrongTypeError, match="what a document can hold"):
                documents.to_data(tp.Remedy("a", {"held": held}))

    @pytest.mark.parametrize(
        "held",
        [
            float("nan"),
            float("inf"),
            Decimal("NaN"),
            Decimal("Infinity"),
            Decimal("1E+1000"),
            Fraction(10**5000),
            Fraction(1, 10**5000),
            datetime(2026, 1, 1),
            time(14, tzinfo=UTC),
            "\ud800",
        ],
    )
    def test_what_cannot_be_read_back(self, held):
        """
        Numbers without an end, instants without a zone, half a character.
        """
        with pytest.raises(OutOfRangeError):
            documents.to_data(tp.Remedy("a", {"held": held}))

    def test_an_instant_among_days(self):
        """
        Its hours would be lost.
        """
        source = attrs.evolve(SOURCE, read=datetime(2026, 1, 1, 9, tzinfo=UTC))

        with pytest.raises(OutOfRangeError):
            documents.to_data(source)

    @pytest.mark.parametrize(
        "value",
        [
            attrs.evolve(SOURCE, title=5),
            attrs.evolve(first_of_each()["Charge"], amount=5),
            attrs.evolve(first_of_each()["HolidayYear"], year="2026"),
            attrs.evolve(SOURCE, read="2026-01-01"),
            attrs.evolve(SOURCE, confidence=5),
            tp.Remedy(5),
            tp.Range(5, unit=5),
            tp.Range(5, low_open="no"),
            tp.Decision("a", "b", "now", ()),
            tp.Decision("a", "b", None, [1]),
            tp.Decision("a", "b", None, (SOURCE,)),
            tp.Finding("pass", "a", "b", source=5),
            tp.Figure("a", 1, date(2026, 1, 1), True, SOURCE),  # noqa: FBT003 - that is the fault
            attrs.evolve(TH, since=True),
            attrs.evolve(TH, pack=5),
            attrs.evolve(TH, house={"a": 1}),
        ],
    )
    def test_a_field_of_another_type(self, value):
        """
        Values that check nothing at birth are checked here.
        """
        with pytest.raises(WrongTypeError):
            documents.to_data(value)

    def test_a_number_of_thousands_of_digits(self):
        """
        Python itself would refuse to write it.
        """
        with pytest.raises(OutOfRangeError):
            documents.to_data(tp.Remedy("a", {"held": 10**5000}))

    def test_nested_too_deeply(self):
        """
        A map in a map in a map, ten thousand times.
        """
        value = FrozenMap({})
        for _ in range(10_000):
            value = FrozenMap({"a": value})

        with pytest.raises(OutOfRangeError, match="nested too deeply"):
            documents.to_data(tp.Remedy("a", {"held": value}))
        while value:
            value = value["a"]  # taken apart from the outside: Python would recurse otherwise


class TestReading:
    """
    Every fault is an error of the library, with its place.
    """

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"total": {"amount": 899.0, "currency": "THB"}}, "/total/amount: must be text"),
            ({"total": {"amount": "1e3", "currency": "THB"}}, "/total/amount: must be text"),
            ({"total": {"amount": "1", "currency": "XXQ"}}, "/total/currency: must be an ISO 4217"),
            ({"total": {"amount": "1", "currency": ["a"]}}, "/total/currency: must be an ISO 4217"),
            ({"total": {"amount": "1"}}, "/total: must have amount and currency alone"),
            ({"total": None}, "/total: must be an object, not None"),
            ({"total": {"type": "Rate"}}, "/total/type: must be Money, not Rate"),
            ({"total": {"type": 5}}, "/total/type: must be Money, not 5"),
            ({"id": 5}, "/id: must be text, not 5"),
            ({"id": "\ud800"}, "/id: must be text that UTF-8 can express"),
            ({"held": "yes"}, "/held: must be true or false, not 'yes'"),
            ({"held": 1}, "/held: must be true or false, not 1"),
            ({"paid": 1}, "/paid: must be bool, not 1"),
            ({"kind": "pre order"}, "/kind: must be one of standard, pre_order"),
            ({"kind": ["pre_order"]}, "/kind: must be one of standard, pre_order"),
            ({"placed_at": "2026-01-01T09:00:00"}, "/placed_at: must be text such as '2026-01-16T"),
            ({"placed_at": "2026-02-30T09:00:00Z"}, "/placed_at: '2026-02-30T09:00:00Z' does not"),
            ({"placed_at": "0001-01-01T00:00:00Z[Asia/Tokyo]"}, None),
            ({"placed_at": "0001-01-01T00:00:00+14:00[UTC]"}, "/placed_at: "),
            ({"placed_at": "2026-01-01T09:00:00Z[Mars/Base]"}, "/placed_at: "),
            ({"placed_at": 1767229200}, "/placed_at: must be text such as"),
            ({"promise": {}}, "/promise/type: must be one of ShipWithin, ReleaseOn, not None"),
            ({"promise": {"type": "Hours"}}, "/promise/type: must be one of ShipWithin"),
            ({"promise": {"type": ["Hours"]}}, "/promise/type: must be one of ShipWithin"),
            ({"promise": 5}, "/promise: must be ShipWithin or ReleaseOn, not 5"),
            ({"promise": {"type": "ShipWithin"}}, "/promise/days: is missing"),
            (
                {"promise": {"type": "ReleaseOn", "on": "2026-01-01", "format": 2}},
                "/promise/format: is 2, and this release reads 1",
            ),
            (
                {"promise": {"type": "ShipWithin", "days": {"type": "CalendarDays", "count": -1}}},
                "/promise/days: count is -1; it must be at least 0",
            ),
            ({"unit_prices": {}}, "/unit_prices: must be a list, not {}"),
            ({"unit_prices": [{"amount": 1}]}, "/unit_prices/0: must have amount"),
            ({"unit_prices": [None]}, "/unit_prices/0: must be an object, not None"),
            ({"colour": "red", "a/b~c": 1}, "/: has keys that are not known: 'a/b~c', 'colour'"),
            ({5: 1}, "/: has keys that are not known: 5"),
            ({"type": "Offer"}, "/"),
            ({"type": "Ordr"}, "/type: must be the name of a public value, not 'Ordr'"),
            ({"type": "OrderKind"}, "/type: must be the name of a public value, not 'OrderKind'"),
            ({"type": None}, "/type: must be the name of a public value, not None"),
            (
                {"format": 2},
                "/format: is 2, and this release reads 1: read it with a newer release",
            ),
            ({"format": 0}, "/format: must be 1, not 0"),
            ({"format": True}, "/format: must be 1, not True"),
            ({"format": "1"}, "/format: must be 1, not '1'"),
            ({"format": None}, "/format: must be 1, not None"),
            ({"total": {"amount": "-1", "currency": "THB"}}, "/: "),
        ],
    )
    def test_a_fault_and_its_place(self, changes, expected):
        """
        A JSON pointer, and what must stand there.
        """
        if expected is None:
            assert documents.from_data(order_data(**changes)).id == "o1"
        else:
            data = {key: item for key, item in order_data().items() if key not in changes}

            assert expected in fault({**data, **changes})

    @pytest.mark.parametrize("data", [None, 5, "text", [], b"bytes", [order_data()]])
    def test_no_object(self, data):
        """
        A document is an object.
        """
        assert "document of any type: /: must be an object" in fault(data)

    @pytest.mark.parametrize("key", ["type", "format"])
    def test_what_every_document_says(self, key):
        """
        What it is and its format, also where the type is given.
        """
        data = order_data()
        del data[key]

        assert f"/{key}: must be " in fault(data, tp.Order)

    def test_another_type_than_expected(self):
        """
        Whoever asks for an offer gets no order.
        """
        assert "document Offer: /type: must be Offer, not Order" in fault(order_data(), tp.Offer)

    @pytest.mark.parametrize("kind", [dict, "Order", tp.OrderKind, 5])
    def test_no_public_type(self, kind):
        """
        Only a public value can be asked for.
        """
        with pytest.raises(WrongTypeError, match="a public value's type"):
            documents.from_data(order_data(), kind)

    @pytest.mark.parametrize(
        ("held", "expected"),
        [
            ({}, "/params/held/type: must be the name of a type, not None"),
            ({"type": "nonsense"}, "/params/held/type: must be the name of a type"),
            ({"type": ["date"]}, "/params/held/type: must be the name of a type"),
            ({"type": "date"}, "/params/held: must have a type and a value, and nothing else"),
            ({"type": "date", "value": 5}, "/params/held/value: must be text such as '2026-01-16'"),
            ({"type": "date", "value": "2026-02-30"}, "/params/held/value: '2026-02-30' does not"),
            ({"type": "map", "value": []}, "/params/held/value: must be an object"),
            ({"type": "map", "value": {"a": {}}}, "/params/held/value/a/type: must be the name"),
            ({"type": "OrderKind", "value": "x"}, "/params/held/value: must be one of standard"),
            ({"type": "int", "value": "5"}, "/params/held/value: must be text such as"),
            ({"type": "int", "value": "1000000000000000"}, "/params/held: is small enough"),
            ({"type": "int"}, "/params/held: must be a whole number, or"),
            ({"type": "Hours"}, "/params/held/count: is missing"),
            ([1, [2, {}]], "/params/held/1/1/type: must be the name of a type, not None"),
            (2**53, "/params/held: must be text with its type, since many readers round"),
            (float("nan"), "/params/held: must be a finite number"),
            (float("inf"), "/params/held: must be a finite number"),
            (b"a", "/params/held: must be a whole number, not b'a'"),
            ("\udfff", "/params/held: must be text that UTF-8 can express"),
        ],
    )
    def test_a_fault_where_anything_may_stand(self, held, expected):
        """
        What says its type is read by that type.
        """
        data = documents.to_data(tp.Remedy("a"))

        assert expected in fault({**data, "params": {"held": held}})

    @pytest.mark.parametrize("key", [5, None, "\ud800"])
    def test_a_key_that_is_no_text(self, key):
        """
        Decoders of other formats have such keys.
        """
        data = {**documents.to_data(tp.Remedy("a")), "params": {key: 1}}

        assert "document Remedy: /params/" in fault(data)

    @pytest.mark.parametrize(
        ("points", "expected"),
        [
            ([[1]], "/points/0: must be a list of 2, not [1]"),
            ([[1, "0/1"], [2, 5]], "/points/1/1: must be text such as '1/25'"),
            ([[1, "1/0"]], "/points/0/1: must be text such as '1/25'"),
            ([["1", "1/2"]], "/points/0/0: must be a whole number"),
            ([{}], "/points/0: must be a list, not {}"),
        ],
    )
    def test_a_list_of_pairs(self, points, expected):
        """
        As many items as the type has, each of its own type.
        """
        assert expected in fault({"type": "ReturnCurve", "format": 1, "points": points})

    def test_a_set_with_one_item_twice(self):
        """
        It was meant otherwise.
        """
        data = documents.to_data(tp.BusinessCalendar("a", tp.MON_TO_FRI))

        assert "/week/5: stands in the list already" in fault(
            {**data, "week": [*data["week"], "mon"]}
        )
        assert "/holidays/0: must be text" in fault({**data, "holidays": [5]})

    def test_a_key_of_pairs_twice(self):
        """
        Limits of a ledger are pairs, and each scope has one.
        """
        data = documents.to_data(first_of_each()["Ledger"])
        data["limits"] = [*data["limits"], data["limits"][0]]

        assert "document Ledger: /limits: has a key twice" in fault(data)

    def test_nested_too_deeply(self):
        """
        Neither a parser nor its caller runs out of stack.
        """
        data = documents.to_data(tp.Remedy("a"))
        deep = []
        for _ in range(100_000):
            deep = [deep]

        assert "is nested too deeply" in fault({**data, "params": {"held": deep}})
        while deep:
            deep = deep.pop()

    def test_a_value_of_any_form_in_a_union(self):
        """
        A large number stands where a decimal or a rate may.
        """
        metrics = {"sold": 2**60}
        shop = tp.Shop(id="s1", metrics=metrics)

        assert metrics == dict(again(shop).metrics)
        data = documents.to_data(shop)
        assert "/metrics/sold/type: must be one of Rate" in fault(
            {**data, "metrics": {"sold": {"type": "x"}}}
        )
        assert "/metrics/sold: must be text such as '0.04'" in fault(
            {**data, "metrics": {"sold": "x"}}
        )

    def test_a_decimal_or_a_fraction(self):
        """
        A stroke tells one from the other.
        """
        likely = first_of_each()["Likely"]
        for share in (Decimal("0.8"), Fraction(4, 5), 1):
            read = again(attrs.evolve(likely, share=share))

            assert share == read.share
        data = documents.to_data(likely)
        assert "/share: must be text such as '1/25', not 'x'" in fault({**data, "share": "x"})

    def test_numbers_without_a_fraction(self):
        """
        A reader that writes 1.0 as 1 changes nothing.
        """
        data = documents.to_data(tp.Interval(0.5, 2.0, 0.9))

        assert tp.Interval(0.5, 2.0, 0.9) == documents.from_data({**data, "high": 2})
        assert "/high: must be a whole number, not '2'" in fault({**data, "high": "2"})
        assert "/high: must be a finite number" in fault({**data, "high": float("inf")})

    def test_answers_of_words(self):
        """
        Words that a recommendation weighs come back as words.
        """
        sensitivity = Sensitivity("a", 1, 2, tp.OrderKind.CUSTOM)

        assert again(sensitivity).answer is tp.OrderKind.CUSTOM


class TestText:
    """
    JSON text is read as strictly as the data in it.
    """

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", "is not JSON"),
            ('{"type": "Money"', "is not JSON"),
            (b"\xff\xfe", "is not UTF-8 text"),
            ('{"a": NaN}', "holds NaN, which is no JSON"),
            ('{"a": -Infinity}', "holds -Infinity, which is no JSON"),
            ('{"a": 1e999}', "holds 1e999, which is too large for any number"),
            (f'{{"a": {"9" * 5000}}}', "holds a number of 5000 digits"),
            ('{"a": 1, "a": 2}', "holds the key 'a' twice in one object"),
            ("[" * 100_000, "is nested too deeply"),
            ('{"a":' * 100_000, "is nested too deeply"),
        ],
    )
    def test_no_json(self, text, expected):
        """
        What other parsers let pass is refused.
        """
        with pytest.raises(PayloadError, match="document of any type: /: ") as caught:
            documents.loads(text)

        assert expected in str(caught.value)

    @pytest.mark.parametrize("text", [None, 5, bytearray(b"{}"), {}])
    def test_no_text(self, text):
        """
        Text or bytes.
        """
        with pytest.raises(WrongTypeError, match="JSON as text or bytes"):
            documents.loads(text)

    def test_bytes_with_a_mark(self):
        """
        Bytes are UTF-8, with or without the mark that some editors set.
        """
        shop = tp.Shop(id="店铺")

        assert shop == documents.loads(documents.dumps(shop).encode("utf-8-sig"), tp.Shop)

    def test_indented(self):
        """
        For people who look at it.
        """
        money = tp.Money("5.00", "USD")

        assert json.loads(documents.dumps(money)) == json.loads(documents.dumps(money, indent=2))
        assert '\n  "amount"' in documents.dumps(money, indent=2)


class TestExtra:
    """
    The extra `json`.
    """

    def test_missing(self, monkeypatch):
        """
        Importing the package without it names the extra.
        """
        monkeypatch.setitem(sys.modules, "cattrs", None)
        for name in [name for name in sys.modules if name.startswith(documents.__name__)]:
            monkeypatch.delitem(sys.modules, name)

        with pytest.raises(MissingExtraError) as raised:
            import_module(documents.__name__)

        assert MissingExtraError("cattrs", "json") == raised.value


class TestConverter:
    """
    Hooks are made when they are first asked for.
    """

    def test_from_several_threads(self):
        """
        Types that hold themselves are ready for everybody or for nobody.
        """
        fresh = Documents(whole=False)
        audience = tp.AllOf((tp.Everyone(), tp.Not(tp.HasCode(("a",)))))
        written = []
        threads = [
            Thread(target=lambda: written.append(fresh.write_value(audience))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert 8 * [fresh.write_value(audience)] == written
