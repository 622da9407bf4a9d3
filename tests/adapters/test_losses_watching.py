"""
Only what is asked for is watched, in tables of any kind and at any depth.
"""

from collections import OrderedDict

from tiktok_presale.adapters.losses import left_over, unread, watched


class TestWatchingOnRequest:
    """
    What is asked for is read, and what is not is left over.
    """

    def test_every_way_of_asking(self):
        """
        By key, with a default, all pairs, all values.
        """
        payload = watched({"a": {"b": 1, "c": 2}, "d": [{"e": 3}, 4], "f": {"g": 5}, "h": {"i": 6}})

        assert 1 == payload["a"]["b"]
        assert 3 == payload.get("d")[0].get("e", 0)
        assert [("g", 5)] == list(payload["f"].items())
        assert [6] == list(payload.get("h").values())
        assert {"nothing": 1} == payload.get("z", {"nothing": 1})
        assert payload["a"] is payload["a"]
        assert ("a.c",) == left_over(payload).paths

    def test_lists_in_lists(self):
        """
        Tables are watched however deep they stand in lists.
        """
        payload = watched([[{"a": 1, "b": 2}], [[{"a": 1}]], "c"])

        assert 1 == payload[0][0]["a"]
        assert {"[][].b": 1, "[][][].a": 1} == {
            loss.path: loss.times for loss in left_over(payload).losses
        }

    def test_what_was_never_asked_for(self):
        """
        A subtree is told leaf by leaf, without what is not set.
        """
        payload = watched({"a": {"b": [1, None, "", [2]], "c": {}}, "d": 0})

        assert {"a.b[]": 1, "a.b[][]": 1, "d": 1} == {
            loss.path: loss.times for loss in left_over(payload).losses
        }

    def test_a_field_without_a_name(self):
        """
        Its path is quotes, since a loss names a field.
        """
        assert ('""',) == left_over(watched({"": 1})).paths

    def test_other_kinds_of_tables(self):
        """
        A table of a kind of its own is one too.
        """
        payload = watched(OrderedDict(a=OrderedDict(b=1, c=2)))

        assert 1 == payload["a"]["b"]
        assert ("a.c",) == left_over(payload).paths

    def test_what_is_no_table(self):
        """
        A single value is itself.
        """
        assert 3 == watched(3)
        assert not left_over(3)

    def test_deep_nesting_is_cut(self):
        """
        A path longer than a page is told by its start.
        """
        deep = 1
        for _ in range(100_000):
            deep = [deep]
        (path,) = unread(watched({"a": deep}))

        assert path.endswith("[...")
        assert len(path) < 600
