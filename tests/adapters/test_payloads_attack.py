"""
Whatever is done to a payload, its adapter answers or raises the library's own error.
"""

from copy import deepcopy
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.payloads import at, leaves, sample
from adapters.test_payload_samples import READERS, body, orders, products, terms
from tiktok_presale.adapters.cancellations import read_cancellations
from tiktok_presale.adapters.categories import read_category_rules
from tiktok_presale.adapters.returns import read_returns
from tiktok_presale.adapters.webhooks import read_events
from tiktok_presale.errors import PayloadError

NAMES = sorted(READERS)


def deep(levels):
    """
    A list in a list in a list.
    """
    value = []
    for _ in range(levels):
        value = [value]
    return value


# What no field expects: huge, odd, nested, of another type, and numbers Python cannot write out.
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        [
            10**5000,
            -(10**5000),
            "9" * 5000,
            "1e999999999",
            "NaN",
            "-0",
            "٣",
            "²",
            "\ud800",
            "\x00",
            "\u202e1",
            " ",
            253402300799999,
            {},
            [],
            {"": {"": [None]}},
            [[], {}, None, 1],
            {"amount": 10**5000, "currency": "USD"},
            {"amount": "1", "currency": "\ud800"},
        ]
    ),
    st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=2),
)


@st.composite
def spoilt(draw, payload):
    """
    A payload with a few places deleted, repeated or put out of shape.
    """
    payload = deepcopy(payload)
    for _ in range(draw(st.integers(1, 3))):
        places = list(leaves(payload))
        if not places:
            break
        path = draw(st.sampled_from(places))
        cut = draw(st.integers(1, len(path)))
        holder, key = at(payload, path[: cut - 1]), path[cut - 1]
        what = draw(st.sampled_from(["odd", "odd", "delete", "repeat"]))
        if what == "delete":
            del holder[key]
        elif what == "repeat" and isinstance(holder, list):
            holder.append(deepcopy(holder[key]))
        else:
            holder[key] = deepcopy(draw(ODD))
    return payload


def survives(read, payload):
    """
    Read, or be refused with a sentence; what is reported can be written out.
    """
    try:
        reading = read(payload)
    except PayloadError:
        return
    assert all(str(problem) for problem in reading.problems)
    assert len(reading.losses.explain()) > 0


@settings(max_examples=250)
@given(st.data())
def test_spoilt_samples(data):
    """
    Any sample, spoilt in a few places, is read as far as it can be.
    """
    name = data.draw(st.sampled_from(NAMES))

    survives(READERS[name], data.draw(spoilt(sample(name))))


@pytest.mark.parametrize(
    "read",
    [
        *dict.fromkeys(READERS.values()),
        read_category_rules,
        terms,
    ],
    ids=lambda read: read.__name__,
)
@pytest.mark.parametrize(
    "payload", [deep(50_000), {"data": deep(50_000)}, [deep(5_000)] * 3], ids=[0, 1, 2]
)
def test_deep_nesting(read, payload):
    """
    A payload nested fifty thousand deep costs no recursion.
    """
    survives(read, payload)


@pytest.mark.parametrize(
    ("read", "entry"),
    [
        (orders, {"id": "1", "status": "AWAITING_SHIPMENT", "create_time": 1756949956}),
        (products, {"id": "1", "skus": [{"id": "11"}]}),
        (body, {"title": "1", "skus": [{"id": "11"}]}),
        (read_cancellations, {"cancel_id": "1"}),
        (read_returns, {"return_id": "1"}),
        (read_events, {"tts_notification_id": "1", "type": 1}),
    ],
    ids=["orders", "products", "body", "cancellations", "returns", "events"],
)
def test_deep_repeats(read, entry):
    """
    Two entries of one id that are too deep to compare are told apart, or at least told.
    """
    survives(read, [{**entry, "more": deep(9_000)}, {**entry, "more": deep(9_000)}])


def test_long_words_are_not_repeated():
    """
    A currency of a million letters is refused in a few words.
    """
    payment = {"currency": "U" * 1_000_000, "total_amount": "1"}
    (problem,) = orders([{**sample("order-normal-vn-list")[0], "payment": payment}]).problems

    assert len(str(problem)) < 500


CODES = (10**5000, "x" * 100_000, [[]], 1.5, True)
TOLD = (10**5000, "x" * 100_000, None, {})


@pytest.mark.parametrize("name", NAMES)
def test_error_envelopes(name):
    """
    An error of the Open API is told in a few words, however long it is.
    """
    for code, told in product(CODES, TOLD):
        with pytest.raises(PayloadError) as caught:
            READERS[name]({"code": code, "message": told, "data": None})

        assert "is an error of the Open API" in str(caught.value)
        assert len(str(caught.value)) < 500
