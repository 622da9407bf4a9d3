"""
Only what is asked for is watched, in tables of any kind and at any depth.
"""

from collections import OrderedDict

from tiktok_presale.adapters.losses import Leftovers, left_over, unread, watched


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


class TestLeftovers:
    """
    Many payloads of one kind are counted together.
    """

    def test_payload_after_payload(self):
        """
        The same path of several payloads is counted once for each, below where they stand.
        """
        left = Leftovers("data.orders[]")
        for number in range(3):
            payload = watched({"id": number, "buyer": {"name": "A"}, "tags": ["x", "y"], "no": 0})
            payload.get("id")
            left.add(payload)

        assert {
            "data.orders[].buyer.name": 3,
            "data.orders[].tags[]": 6,
            "data.orders[].no": 3,
        } == left.count()

    def test_what_was_not_asked_for(self):
        """
        A payload that could not be read is lost as a whole, and need not be watched for that.
        """
        left = Leftovers()
        left.add({"id": 1, "lines": [{"sku": "a", "price": None}, "loose", ""]}, asked=False)

        assert {"id": 1, "lines[].sku": 1, "lines[]": 1} == left.count()

    def test_fields_whose_paths_are_the_same(self):
        """
        A name with a dot and a table with the same path are one loss.
        """
        assert {"a.b": 2} == unread(watched({"a.b": 1, "a": {"b": 1}}))

    def test_too_deep_more_than_once(self):
        """
        Whatever is cut at the same place is counted there.
        """
        left = Leftovers("x" * 501)
        left.add(watched({"a": 1}))
        left.add(watched(["b"]))

        assert {"x" * 500 + "...": 2} == left.count()
