"""
Documents of generated values, and documents with faults.
"""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import tiktok_presale.strategies as own
from adapters.document_samples import golden_lines
from tiktok_presale.adapters import documents
from tiktok_presale.adapters.documents.hints import named, value_names
from tiktok_presale.errors import PayloadError
from tiktok_presale.values.closed import Value

# Strategies that ask for what they are to be about, or give no values of ours.
VALUES = st.one_of(
    own.affiliate_sales(),
    own.arrivals(),
    own.audiences(),
    own.batches(),
    own.blind_boxes(),
    own.box_sales(),
    own.buyers(),
    own.calendars(),
    own.campaigns(),
    own.claims(),
    own.complaints(),
    own.cost_sheets(),
    own.creators(),
    own.deal_terms(),
    own.delay_histories(),
    own.demand_forecasts(),
    own.draw_states(),
    own.early_accesses(),
    own.evidence(),
    own.histories(),
    own.lead_times(),
    own.ledgers(),
    own.lift_claims(),
    own.occasions(),
    own.odds_tables(),
    own.offers(),
    own.offer_lives(),
    own.order_lives(),
    own.orders(),
    own.paid_draws(),
    own.payment_plans(),
    own.product_records(),
    own.products(),
    own.promises(),
    own.purchase_terms(),
    own.ranges(),
    own.return_curves(),
    own.sale_cases(),
    own.shops(),
    own.stock_years(),
    own.supplies(),
    own.terms(),
    own.video_plans(),
    own.video_results(),
    own.violations(),
    own.waiting_costs(),
    own.waiting_lists(),
)

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([2**53, 2**64, -(10**30), 10**400, float("nan"), float("inf"), 1e308]),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(
        ["", "\x00", "\ud800", "\uff41", "1e999", "9" * 5000, "1/0", "-0", "0001-01-01"]
    ),
    # Made anew each time, since a later change may reach into them.
    st.sampled_from(["[]", "{}", "[[]]", '{"type": "Money"}', '{"": {}}']).map(json.loads),
    st.sampled_from(['{"type": "int", "value": "5"}', '{"type": "map", "value": {}}']).map(
        json.loads
    ),
    st.sampled_from(value_names()).map(lambda name: {"type": name}),
)


@cache
def reader_of(name):
    """
    Make the other reader of documents of a type.
    """
    return Draft202012Validator(documents.schema(named(name)))


@cache
def texts():
    """
    The kept lines that are short enough to be changed many times.
    """
    return [line for line in golden_lines().values() if len(line) < 3000]


def places(data):
    """
    List every place in a document that holds something: what holds it, and where.
    """
    found, waiting = [], [data]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        found += [(holder, key) for key in keys]
        waiting += [holder[key] for key in keys if isinstance(holder[key], dict | list)]
    return found


@st.composite
def faulty(draw):
    """
    A kept line with one to three changes: left out, replaced, added, wrapped or put elsewhere.
    """
    data = json.loads(draw(st.sampled_from(texts())))
    for _ in range(draw(st.integers(1, 3))):
        spots = places(data)
        if not spots:
            break
        holder, key = draw(st.sampled_from(spots))
        change = draw(st.sampled_from(["leave", "replace", "add", "wrap", "move"]))
        if change == "leave":
            del holder[key]
        elif change == "replace":
            holder[key] = draw(ODD)
        elif change == "wrap":
            holder[key] = draw(st.sampled_from([[holder[key]], {"type": holder[key]}]))
        elif change == "move":
            other, there = draw(st.sampled_from(spots))
            holder[key] = json.loads(json.dumps(other[there]))
        elif isinstance(holder, dict):
            holder[draw(st.text(max_size=5))] = draw(ODD)
        else:
            holder.append(draw(ODD))
    return data


class TestGenerated:
    """
    Facts of every kind.
    """

    @settings(max_examples=100)
    @given(VALUES)
    def test_read_as_written(self, value):
        """
        A fact comes back through JSON text, is valid, and is written the same again.
        """
        if not isinstance(value, Value):
            return
        text = documents.dumps(value)
        read = documents.loads(text)

        assert value == read
        assert text == documents.dumps(read)
        assert reader_of(type(value).__name__).is_valid(json.loads(text))


class TestFaults:
    """
    Whatever is wrong with a document, the answer is a value or the library's own error.
    """

    @settings(max_examples=150)
    @given(faulty())
    def test_no_other_error(self, data):
        """
        What the schema refuses is refused; what is read is written and read again.
        """
        name = data.get("type")
        valid = isinstance(name, str) and name in value_names() and reader_of(name).is_valid(data)
        try:
            read = documents.from_data(data)
        except PayloadError:
            return

        assert valid
        assert read == documents.loads(documents.dumps(read))

    @given(st.data())
    def test_cut_short(self, data):
        """
        Text that ends too early, or has a letter too much, is no document.
        """
        text = data.draw(st.sampled_from(texts()))
        end = data.draw(st.integers(0, len(text) - 1))
        for broken in (text[:end], text[:end] + "\x00" + text[end:]):
            with pytest.raises(PayloadError, match="of any type"):
                documents.loads(broken)

    @given(st.binary(max_size=40))
    def test_any_bytes(self, content):
        """
        Bytes that were never JSON.
        """
        with pytest.raises(PayloadError):
            documents.loads(content)
