"""
The laws of `changes_to`, over every pair of editions of every market.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations, pairwise

import pytest

from tiktok_presale.errors import WrongTypeError
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.text import say

BOOKS = {
    market: [
        Policy.in_force(market, on=start)
        for start in Policy.in_force(market, on=date(2099, 1, 1)).pack.starts
    ]
    for market in Policy.markets()
}
EVERY = pytest.mark.parametrize("market", BOOKS)


def as_pairs(changes):
    """
    Give each changed path with what it was and is.
    """
    return {change.path: (change.old, change.new) for change in changes}


class TestChangesToAnEditionWithItselfIsEmpty:
    """
    `changes_to` of an edition with itself is empty.
    """

    @EVERY
    def test_identity(self, market):
        """
        Nothing changes from an edition to itself.
        """
        assert [()] * len(BOOKS[market]) == [one.changes_to(one) for one in BOOKS[market]]

    @EVERY
    def test_reversed_changes_swap_old_and_new(self, market):
        """
        What a change adds, the way back takes away.
        """
        for old, new in combinations(BOOKS[market], 2):
            there, back = as_pairs(old.changes_to(new)), as_pairs(new.changes_to(old))

            assert there == {path: (was, now) for path, (now, was) in back.items()}

    @EVERY
    def test_changes_tell_the_whole_difference(self, market):
        """
        The older figures with the changes applied are the newer figures.
        """
        for old, new in combinations(BOOKS[market], 2):
            values = {path: figure.value for path, figure in old.figures.items()}
            values |= {path: now for path, (_, now) in as_pairs(old.changes_to(new)).items()}
            expected = {path: figure.value for path, figure in new.figures.items()}

            assert expected == {path: value for path, value in values.items() if value is not None}

    @EVERY
    def test_no_change_without_a_difference(self, market):
        """
        Each path is named once, with two different sides and the source of the side that stands.
        """
        for old, new in pairwise(BOOKS[market]):
            changes = old.changes_to(new)

            assert len(changes) == len(as_pairs(changes))
            for change in changes:
                assert change.old != change.new
                assert change.source == (new.find(change.path) or old.find(change.path)).source
                old_said, new_said = say(change.old, "en"), say(change.new, "en")
                assert str(change) == f"{change.path}: {old_said} -> {new_said}"
                assert not re.search(r"\b(?:None|True|False)\b", str(change))

    @EVERY
    def test_changes_stand_in_the_order_of_the_policy(self, market):
        """
        First the paths of the older edition in its order, then those that are new, in theirs.
        """
        for old, new in combinations(BOOKS[market], 2):
            paths = [change.path for change in old.changes_to(new)]
            known, added = list(old.figures), [p for p in new.figures if p not in old.figures]

            assert paths == sorted(paths, key=[*known, *added].index)

    @EVERY
    def test_changes_compose(self, market):
        """
        Changes over one edition more lead to the same end.
        """
        for first, middle, last in zip(
            BOOKS[market], BOOKS[market][1:], BOOKS[market][2:], strict=False
        ):
            steps = as_pairs(first.changes_to(middle))
            for path, (was, now) in as_pairs(middle.changes_to(last)).items():
                steps[path] = (steps.get(path, (was, None))[0], now)

            assert as_pairs(first.changes_to(last)) == {
                path: (was, now) for path, (was, now) in steps.items() if was != now
            }


def test_thailand_from_2025_to_2026():
    """
    The programs of the design: from June 2025 to January 2026 the window shrank to 15 days.
    """
    old = Policy.in_force("th", on=date(2025, 6, 30))
    changes = {c.path: c for c in old.changes_to(Policy.in_force("th", on=date(2026, 1, 2)))}

    assert str(changes["window.days"]) == (
        "window.days: 3 to 30 calendar days -> 3 to 15 calendar days"
    )
    assert changes["eligibility.invited"].new is None
    assert str(changes["eligibility.invited"]).endswith(" -> no figure")
    assert changes["overdue.service_fee"].old is None


@pytest.mark.parametrize("other", ["th@2026-01-01", None, Policy], ids=repr)
def test_only_policies_can_be_compared(other):
    """
    The name of an edition is no policy.
    """
    with pytest.raises(WrongTypeError, match="other must be a Policy"):
        Policy.in_force("th", on=date(2026, 1, 2)).changes_to(other)


def test_markets_can_be_compared():
    """
    Two markets' editions have changes as well; the same text has none at its paths.
    """
    my, sg = (Policy.in_force(name, on=date(2026, 1, 2)) for name in ("my", "sg"))
    changed = as_pairs(sg.changes_to(my))

    assert "window.days" not in changed
    assert "calendar.week" in changed
