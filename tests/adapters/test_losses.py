"""
What a payload held and no fact expresses: every leaf that nobody asked for, and no other.
"""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.adapters.losses import Loss, LossReport, left_over, watched
from tiktok_presale.errors import OutOfRangeError, WrongTypeError

LEAVES = st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["", "a"])
PAYLOADS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=12,
)


def leaves(value, path=""):
    """
    Walk a payload a second way: every leaf that is set, by path.
    """
    if isinstance(value, dict):
        for key, found in value.items():
            yield from leaves(found, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for found in value:
            yield from leaves(found, f"{path}[]")
    elif value not in (None, "") and path.strip("[]"):
        yield path


class TestWatching:
    """
    Reading through `watched` changes nothing but what is remembered.
    """

    @given(payload=PAYLOADS)
    def test_equal(self, payload):
        """
        A watched payload equals the one it was made from, which stays as it was.
        """
        before = repr(payload)

        assert payload == watched(payload)
        assert before == repr(payload)

    @given(payload=st.dictionaries(st.sampled_from("abc"), PAYLOADS, max_size=3))
    def test_nothing_asked(self, payload):
        """
        Where nothing is asked for, every leaf that is set is left over.
        """
        found = left_over(watched(payload))

        assert sorted(leaves(payload)) == sorted(
            loss.path for loss in found.losses for _ in range(loss.times)
        )

    @given(payload=PAYLOADS)
    def test_all_asked(self, payload):
        """
        Where everything is asked for, nothing is left over.
        """

        def ask(value):
            if isinstance(value, dict):
                for found in value.values():
                    ask(found)
            elif isinstance(value, list):
                for found in value:
                    ask(found)

        seen = watched(payload)
        ask(seen)

        assert not left_over(seen)

    @pytest.mark.parametrize(
        "ask",
        [lambda t: t.get("a"), lambda t: t["a"], lambda t: t.items(), lambda t: t.values()],
        ids=["get", "index", "items", "values"],
    )
    def test_ways_of_asking(self, ask):
        """
        However a key is asked for, it is remembered.
        """
        seen = watched({"a": 1})
        ask(seen)

        assert not left_over(seen)

    def test_a_list_of_plain_values(self):
        """
        A list that was asked for is read as a whole; one that was not is left over by the item.
        """
        seen = watched({"read": [1, 2], "left": ["a", "b", ""]})
        seen.get("read")

        assert (Loss("left[]", 2),) == left_over(seen).losses

    def test_depth(self):
        """
        A payload of any depth is watched without a recursion.
        """
        deep: object = 1
        for _ in range(50_000):
            deep = {"a": deep}
        seen = watched({"b": deep})

        assert 1 == len(left_over(seen))
        while isinstance(
            seen, dict
        ):  # taken apart by hand: so deep a table cannot be freed at once
            seen = seen.popitem()[1]
        while isinstance(deep, dict):
            deep = deep.popitem()[1]


class TestReport:
    """
    Reports add up, and say themselves in both languages.
    """

    def test_sum(self):
        """
        The same path of two payloads is one loss of both.
        """
        one, two = LossReport((Loss("a"),)), LossReport((Loss("b"), Loss("a", 2)))

        assert LossReport((Loss("a", 3), Loss("b"))) == one + two
        assert ("a", "b") == (one + two).paths
        with pytest.raises(TypeError):
            one + 1

    def test_texts(self):
        """
        A loss in English and in Chinese.
        """
        report = LossReport((Loss("cpf", 2),))

        assert "cpf: set 2 times, and read by nothing here" == str(report) == str(report.losses[0])
        assert "cpf：出现 2 次，此处未读取" == report.explain("zh")
        assert ("nothing was lost", "无任何内容丢失") == (
            str(LossReport()),
            LossReport().explain("zh"),
        )

    def test_plain_data(self):
        """
        A report can be compared, hashed and sent to another process.
        """
        report = LossReport((Loss("a"),))

        assert report == pickle.loads(pickle.dumps(report))  # noqa: S301 - our own bytes
        assert hash(report) == hash(LossReport((Loss("a"),)))

    @pytest.mark.parametrize(
        ("fields", "error"),
        [(("",), WrongTypeError), (("a", 0), OutOfRangeError), (("a", 1, 2), WrongTypeError)],
        ids=["path", "times", "why"],
    )
    def test_refused(self, fields, error):
        """
        A loss that names nothing is refused.
        """
        with pytest.raises(error):
            Loss(*fields)
