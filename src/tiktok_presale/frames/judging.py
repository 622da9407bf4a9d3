"""
The rules over columns: what is asked of every row of a block, answered as the scalar rules would.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import attrs

from tiktok_presale.frames.adding import Adding
from tiktok_presale.frames.answering import Answering
from tiktok_presale.frames.answers import AMOUNTS, ANSWERS, NEXT, STATES, TIMELESS, check_answers
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.due_tables import DueTables
from tiktok_presale.frames.editions import Editions
from tiktok_presale.frames.fields import Form
from tiktok_presale.frames.groups import Roster, Wants
from tiktok_presale.frames.odd_rows import LARGEST, Asker, order_of
from tiktok_presale.frames.parts import Scene
from tiktok_presale.frames.readings import Refusal
from tiktok_presale.frames.results import Results, Room
from tiktok_presale.frames.rulebooks import Rules, microseconds, rulebooks
from tiktok_presale.frames.tallies import Tally
from tiktok_presale.frames.truths import Truth, inverse
from tiktok_presale.frames.windows import Window, Windows
from tiktok_presale.frames.words import Words
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.arguments import check_calendar, check_shop
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.vocabulary import DeadlineName

if TYPE_CHECKING:
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Judge"]

_DAY = timedelta(hours=24)
_MICROSECOND = timedelta(microseconds=1)

# Rows that are worked on at once: few enough that what is made of them stays in the cache, many
# enough that what Python does for each block is not felt. Measured: twice as fast as 2**14.
ROWS = 65_536

_MIXED = "currency: mixed"
_NOT_CANCELS = tuple(
    name for name in DeadlineName if name is not DeadlineName.AUTO_CANCEL_UNCOLLECTED
)


class Judge:
    """
    Answers the same questions about the rows of any number of blocks.

    What it prepares for one block, tables and groups, serves the next; so that threads which share
    a judge take turns.

    Args:
        rules: One edition for all rows; a market's book, of which the edition in force when each
            was placed counts; or either for each word of the column `market`.
        answers: What is asked, by names of `answers.ANSWERS`.
        at: The instant for which it is asked; not needed for deadlines alone.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the markets' own.
        soon: How long before its deadline an order counts as due soon.

    Raises:
        WrongTypeError: If an argument has another type, or *at* is not given and needed.
        OutOfRangeError: If an answer has no such name.
        NaiveTimeError: If *at* has no time zone.
    """

    asked: tuple[str, ...]

    def __init__(
        self,
        rules: Rules,
        *,
        answers: Sequence[str],
        at: datetime | None = None,
        shop: Shop | None = None,
        calendar: BusinessCalendar | None = None,
        soon: timedelta = _DAY,
    ) -> None:
        self.asked = check_answers(answers)
        check_shop(shop)
        check_calendar(calendar)
        check_kind("soon", soon, timedelta, "a timedelta")
        if at is not None:
            check_aware("at", at)
        self._timeless = set(self.asked) <= set(TIMELESS)
        if at is None and not self._timeless:
            raise WrongTypeError("at", "an instant, since states and charges are asked", "None")
        self._books = rulebooks(rules, at)
        self._editions = Editions(tuple(self._books.values()))
        self._problems, self._findings = Words(""), Words("")
        self._asker = Asker(at, shop, calendar, soon)
        self._tables = DueTables(calendar)
        self._at, self._shop, self._soon = at, shop, soon
        self._policy = rules if isinstance(rules, Policy) else None
        given = rules.values() if isinstance(rules, Mapping) else (rules,)
        self._wants = attrs.evolve(
            _wants(self.asked, timeless=self._timeless),
            # An edition out of a book is the one that was in force.
            edges=any(isinstance(one, Policy) for one in given),
        )
        self._roster = Roster(self._tables, self._wants, shop)
        self._turn = Lock()

    def _windows(self, block: Block, roster: Roster) -> Windows:
        scene = Scene(
            at=0 if self._at is None else microseconds(self._at),
            soon=self._soon // _MICROSECOND,
            tables=self._tables,
            roster=roster,
            size=max(1, min(ROWS, block.rows)),
        )
        priced = not {*AMOUNTS}.isdisjoint(self.asked)
        return Windows(block, scene, self._books, self._editions, self._problems, priced=priced)

    def judge(self, block: Block, room: Room | None = None) -> dict[str, Column]:
        """
        The answers about every row of a block.

        A row of which no order can be made has no answers but `problem`, which says why.

        Args:
            block: The rows.
            room: Where answers are written; in arrays of their own, if nothing is said.
        """
        with self._turn:
            return self._judge(block, room)

    def _judge(self, block: Block, room: Room | None) -> dict[str, Column]:
        results = Results(self.asked, block.rows, room)
        windows = self._windows(block, self._roster)
        for window in windows.over(results.views):
            mixed = self._answer(window, results)
            self._refuse(window, mixed, results)
            for row in window.aside():
                self._ask(row, windows, results)
        return results.columns(self._words())

    @cached_property
    def _kinds(self) -> Roster:
        """
        Groups whose programs tell kinds apart.
        """
        return Roster(self._tables, attrs.evolve(self._wants, kinds=True), self._shop)

    def tally(self, block: Block) -> Tally:
        """
        What the rows of a block come to, in those of `tallies.ADDED_UP` that are asked.

        Raises:
            WrongTypeError: If nothing but deadlines is asked.
        """
        if self._at is None or self._timeless:
            raise WrongTypeError("answers", "states or charges to add up", ", ".join(self.asked))
        with self._turn:
            return self._tally(block, self._at)

    def _tally(self, block: Block, at: datetime) -> Tally:
        adding, windows = Adding(self.asked), self._windows(block, self._kinds)
        for window in windows.over(lambda _: {}):
            for part, rows in window.parts():
                adding.add(Answering(part, self._findings), window.added(part, rows))
            for row in window.aside():
                self._add(row, windows, adding, at)
            adding.problems.update(window.problems.counts())
        return Tally(
            at=at, policy=self._policy, shop=self._shop, rows=block.rows, **adding.fields()
        )

    def _add(self, row: int, windows: Windows, adding: Adding, at: datetime) -> None:
        try:
            told, group = windows.row(row)
            adding.add_one(self._asker.assessment(order_of(told, group), group, at))
        except Refusal as refusal:
            adding.problems[str(refusal)] += 1

    def _answer(self, window: Window, results: Results) -> list[tuple[Any, Truth]]:
        """
        Have every part answered by the kernels; gives the rows whose amounts have two currencies.
        """
        mixed: list[tuple[Any, Truth]] = []
        for part, rows in window.parts():
            answering = Answering(part, self._findings)
            if not self._timeless:
                answering.costs.compare()
            for name in self.asked:
                if name != "problem":
                    results.put(name, rows, *answering.answer(name))
            mixed += [(rows, where) for where in answering.mixed.values() if where is not False]
        return mixed

    def _refuse(self, window: Window, mixed: list[tuple[Any, Truth]], results: Results) -> None:
        """
        Take the answers of rows back that are no orders, and say what is wrong with each.
        """
        problems = window.problems
        bad = inverse(problems.good)
        if bad is not False:
            for name in self.asked:
                if name != "problem":
                    results.hide(name, window.rows, bad)
        if "problem" not in self.asked:
            return
        if problems.numbers is not None:
            results.put("problem", window.rows, problems.numbers, known=True)
        for rows, where in mixed:
            results.mark("problem", rows, where, self._problems.number(_MIXED))

    def _ask(self, row: int, windows: Windows, results: Results) -> None:
        """
        Ask the scalar rule about one row.
        """
        try:
            told, group = windows.row(row)
            found = self._asker.answers(order_of(told, group), group, timeless=self._timeless)
        except Refusal as refusal:
            found = {"problem": str(refusal)}
        for name in self.asked:
            if name in AMOUNTS:
                problem = _unfit(name, found.get(name))
                if problem:
                    found |= {name: None, "problem": found["problem"] or problem}
        for name in self.asked:
            results.tell(name, row, self._numbered(name, found.get(name)))

    def _numbered(self, name: str, value: Any) -> Any:  # noqa: ANN401 - as the answer's form is
        """
        A word as its number.
        """
        if value is None or ANSWERS[name] is not Form.WORD:
            return value
        if name.endswith("_missing"):
            return self._tables.why(value)
        if name in {"state", "next"}:
            return (STATES if name == "state" else NEXT).index(value)
        words = {
            "edition": self._roster.words,
            "findings": self._findings,
            "problem": self._problems,
        }
        return words[name].number(value)

    def _words(self) -> dict[str, tuple[str, ...]]:
        """
        What the numbers of words stand for, by answer.
        """
        missing = dict.fromkeys(
            (f"{name.value}_missing" for name in DeadlineName), tuple(self._tables.whys)
        )
        return {
            **missing,
            "edition": self._roster.words.all(),
            "state": STATES,
            "next": NEXT,
            "findings": self._findings.all(),
            "problem": self._problems.all(),
        }


def _unfit(name: str, value: int | str | None) -> str | None:
    """
    Why a column cannot hold an amount.
    """
    if isinstance(value, str):
        return _MIXED
    return f"{name}: too_large" if value is not None and value > LARGEST else None


def _wants(asked: tuple[str, ...], *, timeless: bool) -> Wants:
    """
    What has to be known of each group.
    """
    own = {
        DeadlineName(name.rpartition("_")[0])
        for name in asked
        if name.endswith(("_due", "_computed", "_missing")) and name != "next_due"
    }
    if not timeless:
        own |= set(_NOT_CANCELS) - {DeadlineName.DELIVERY}
    if {"state", "next", "next_due", "exposure"} & {*asked}:
        own.add(DeadlineName.AUTO_CANCEL_UNCOLLECTED)
    if "findings" in asked:
        own.add(DeadlineName.DELIVERY)
    own.add(DeadlineName.DISPATCH)
    return Wants(
        names=tuple(name for name in DeadlineName if name in own),
        states=not timeless,
        charges=bool({"charges", "contingent", "exposure", "findings"} & {*asked}),
        fee="service_fee" in asked,
        findings="findings" in asked,
    )
