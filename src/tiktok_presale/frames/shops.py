"""
Which shops of a frame may open presale?
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.facts.metrics import METRICS
from tiktok_presale.frames.arrays import empty, holds_nothing
from tiktok_presale.frames.carriers import Plan, Question, answered
from tiktok_presale.frames.columns import Block, Column, Flags
from tiktok_presale.frames.fields import Form
from tiktok_presale.frames.metrics import MOST_PLACES, Measured, measured, rates
from tiktok_presale.frames.plain_forms import flags, words
from tiktok_presale.frames.sources import Reading
from tiktok_presale.frames.writing import Writing
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.values.checks import check_aware, check_int, check_kind, check_text, is_iso
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Outcome
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.vocabulary import ApplicationStage, OrderKind

if TYPE_CHECKING:
    from tiktok_presale.frames.results import Room
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import Criterion

__all__ = ["SHOP_ANSWERS", "SHOP_FIELDS", "eligibility"]

F = TypeVar("F")

# Named as the fields of `Shop` are.
SHOP_FIELDS: dict[str, Form] = {
    "entity_region": Form.WORD,
    "seller_type": Form.WORD,
    "invited": Form.FLAG,
    "account_manager": Form.FLAG,
    "probation_over": Form.FLAG,
    "active": Form.FLAG,
    "preorder_feature": Form.FLAG,
    "stage": Form.WORD,
}

SHOP_ANSWERS: dict[str, Form] = {
    "allowed": Form.FLAG,
    "outcome": Form.WORD,
    "failures": Form.WORD,
    "unknowns": Form.WORD,
    "problem": Form.WORD,
}

_COUNT, _TOTAL = "_count", "_total"
_OUTCOMES = (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN)


class _ShopsQuestion(Question):
    """
    One policy's criteria, before the shops of a frame.
    """

    def __init__(
        self,
        policy: Policy,
        kind: OrderKind,
        columns: Mapping[str, str | None] | None,
        prefix: str,
        places: int | None,
    ) -> None:
        self.prefix, self.places = prefix, places
        governing = {path: one for path, one in policy.criteria.items() if kind in one.kinds}
        self.criteria = {path: one for path, one in governing.items() if one.subject == "shop"}
        self.of_products = [one for one in governing.values() if one.subject == "product"]
        self.gaps = [
            gap.path
            for gap in policy.gaps
            if kind is OrderKind.PRE_ORDER and gap.path.startswith("eligibility.")
        ]
        self.metrics = tuple(
            dict.fromkeys(one.fact for one in self.criteria.values() if one.is_metric)
        )
        wanted = [one.fact for one in self.criteria.values() if not one.is_metric]
        wanted += ["preorder_feature"] * bool(self.gaps)
        wanted += ["stage"] * any(one.stages for one in governing.values())
        parts = [f"{name}{part}" for name in self.metrics for part in ("", _COUNT, _TOTAL)]
        among = {**SHOP_FIELDS, **dict.fromkeys((*METRICS, *parts), Form.COUNT)}
        self.reading = Reading({"columns": columns}, [*dict.fromkeys(wanted), *parts], among=among)

    def names(self, present: Iterable[object]) -> tuple[str, ...]:
        """
        The caller's columns that are read.
        """
        return tuple(dict.fromkeys(self.reading.names(present).values()))

    def plan(self, schema: Any) -> Plan:  # noqa: ANN401 - of Arrow
        """
        The plan for frames of a schema, which has the columns that are read.
        """
        names = self.reading.names(schema.names)
        writing = Writing(SHOP_ANSWERS, prefix=self.prefix)

        def answer(batch: Any, _: Room | None = None) -> list[Any]:  # noqa: ANN401 - of Arrow
            rows = batch.num_rows
            answers = _Shops(self, *self._read(batch, names), rows).answers()
            return writing.arrays(answers, Block(rows, FrozenMap()))

        answer(empty(schema))
        return Plan(names.values(), writing, answer)

    def _read(
        self,
        batch: Any,  # noqa: ANN401 - of Arrow
        names: Mapping[str, str],
    ) -> tuple[dict[str, Column], dict[str, Measured]]:
        """
        What a batch tells: facts, and metrics as themselves or as two counts.
        """
        arrays = {
            field: batch.column(batch.schema.get_field_index(name)) for field, name in names.items()
        }
        arrays = {field: one for field, one in arrays.items() if not holds_nothing(one.type)}
        readers = {Form.WORD: words, Form.FLAG: flags}
        facts = {
            field: readers[SHOP_FIELDS[field]](array, names[field])
            for field, array in arrays.items()
            if field in SHOP_FIELDS
        }
        found: dict[str, Measured] = {}
        for field in self.metrics:
            count, total = f"{field}{_COUNT}", f"{field}{_TOTAL}"
            if field in arrays:
                found[field] = measured(arrays[field], field, names[field], self.places)
            elif (
                count in arrays and total in arrays and METRICS.get(field, ("share",))[0] == "share"
            ):
                pair = (names[count], names[total])
                found[field] = rates(arrays[count], arrays[total], pair)
        return {field: _checked(field, column) for field, column in facts.items()}, found


def _checked(field: str, column: Column) -> Column:
    """
    A fact without the words that it cannot be.
    """
    possible = _POSSIBLE.get(field)
    if possible is None or not column.words:
        return column
    known = np.array([possible(word) for word in column.words])
    bad = ~known[_safe(column)]
    bad = bad if column.present is None else bad & column.present
    present = ~bad if column.present is None else column.present & ~bad
    return Column(column.values, present, bad, column.words)


def _safe(column: Column) -> NDArray[Any]:
    return column.values if column.present is None else np.where(column.present, column.values, 0)


_POSSIBLE = {
    "entity_region": is_iso,
    "seller_type": {"local", "cross_border"}.__contains__,
    "stage": set(ApplicationStage).__contains__,
}


class _Shops:
    """
    Some shops before each criterion.
    """

    def __init__(
        self,
        asking: _ShopsQuestion,
        facts: dict[str, Column],
        metrics: dict[str, Measured],
        rows: int,
    ) -> None:
        self.asking, self.facts, self.metrics, self.rows = asking, facts, metrics, rows

    def answers(self) -> dict[str, Column]:
        """
        The answers by name; a row that cannot be read has none but what is wrong with it.
        """
        failing, unknown = self._findings()
        failed, unsure = failing[1] != 0, unknown[1] != 0
        outcome = np.where(failed, 1, np.where(unsure, 2, 0)).astype(np.int32)
        problem = self._problem()
        sound = problem.values == 0
        told = (~unsure | failed) & sound
        return {
            "allowed": Column(outcome == 0, told),
            "outcome": Column(outcome, sound, None, tuple(one.value for one in _OUTCOMES)),
            "failures": _paths(*failing, sound),
            "unknowns": _paths(*unknown, sound),
            "problem": problem,
        }

    def _findings(self) -> tuple[tuple[list[str], NDArray[Any]], tuple[list[str], NDArray[Any]]]:
        """
        Which criteria fail and which cannot be judged: their paths, and a bit for each in each row.
        """
        paths = [*self.asking.criteria, *self.asking.gaps, "eligibility"]
        failing, unknown = np.zeros(self.rows, np.int64), np.zeros(self.rows, np.int64)
        asked = np.zeros(self.rows, np.bool_)
        for place, criterion in enumerate(self.asking.criteria.values()):
            binds = self._binds(criterion)
            accepted, known = self._judged(criterion)
            failing |= (binds & known & ~accepted).astype(np.int64) << place
            unknown |= (binds & ~known).astype(np.int64) << place
            asked |= binds
        for place in range(len(self.asking.criteria), len(paths) - 1):
            # Only the platform can tell, and it has where it granted.
            unknown |= (~self._granted()).astype(np.int64) << place
            asked[:] = True
        for criterion in self.asking.of_products:
            asked |= self._binds(criterion)
        unknown |= (~asked).astype(np.int64) << (len(paths) - 1)
        return (paths, failing), (paths, unknown)

    def _binds(self, criterion: Criterion) -> Flags:
        """
        Which shops a criterion binds: all but those that say they stand at another stage.
        """
        stage = self.facts.get("stage")
        if not criterion.stages or stage is None:
            return np.ones(self.rows, np.bool_)
        known = np.ones(self.rows, np.bool_) if stage.present is None else stage.present
        return ~known | _among(stage, {one.value for one in criterion.stages}.__contains__)

    def _judged(self, criterion: Criterion) -> tuple[Flags, Flags]:
        """
        Which shops a criterion accepts, and of which that is known.
        """
        accepts, nobody = criterion.accepts, np.zeros(self.rows, np.bool_)
        if criterion.is_metric:
            metric = self.metrics.get(criterion.fact)
            if metric is None:
                return nobody, nobody
            assert isinstance(accepts, Range)  # noqa: S101 - the reader of packs sees to it
            return metric.lies_in(accepts), self._known(metric.column)
        fact = self.facts.get(criterion.fact)
        if fact is None:
            return nobody, nobody
        if isinstance(accepts, OneOf):
            return _among(fact, accepts.__contains__), self._known(fact)
        return fact.values == accepts, self._known(fact)

    def _known(self, column: Column) -> Flags:
        return np.ones(self.rows, np.bool_) if column.present is None else column.present

    def _granted(self) -> Flags:
        feature = self.facts.get("preorder_feature")
        if feature is None:
            return np.zeros(self.rows, np.bool_)
        return feature.values & self._known(feature)

    def _problem(self) -> Column:
        """
        The first field of each row that cannot be read.
        """
        found = {name: column.bad for name, column in self.facts.items()}
        found |= {name: metric.column.bad for name, metric in self.metrics.items()}
        bad = {name: marks for name, marks in found.items() if marks is not None}
        code = np.zeros(self.rows, np.int32)
        for number, marks in enumerate(bad.values(), 1):
            code[(code == 0) & marks] = number
        return Column(code, None, None, ("", *(f"{name}: bad" for name in bad)))


def _among(column: Column, accepted: Callable[[str], bool]) -> Flags:
    """
    Which rows hold a word of which something is true; where none is present, none does.
    """
    table = np.array([*(accepted(word) for word in column.words), False])
    codes = column.values
    if column.present is not None:
        codes = np.where(column.present, codes, len(column.words))
    found: Flags = table[codes]
    return found


def _paths(paths: list[str], bits: NDArray[Any], sound: Flags) -> Column:
    """
    The paths whose bits are set, joined by blanks; empty where there are none.
    """
    sets, codes = np.unique(bits, return_inverse=True)
    words = tuple(
        " ".join(path for place, path in enumerate(paths) if int(one) >> place & 1) for one in sets
    )
    return Column(codes.reshape(-1).astype(np.int32), sound, None, words)


def eligibility(  # noqa: PLR0913 - each assumption is a keyword
    frame: F,
    policy: Policy,
    *,
    at: datetime,
    kind: OrderKind = OrderKind.PRE_ORDER,
    columns: Mapping[str, str | None] | None = None,
    places: int | None = None,
    prefix: str = "",
) -> F:
    """
    The frame with whether its shops may open presale beside its own columns.

    A row is a shop. Its columns are the fields of `Shop`, and its metrics by their names: exact
    numbers, or for a share two columns of whole numbers, `<name>_count` of `<name>_total`. What is
    absent is unknown, and so never passes. Answers are `allowed` (absent where that is not known),
    `outcome`, the rules that say no in `failures`, those that cannot be judged in `unknowns` (their
    paths, joined by blanks), and `problem`, which names the field that cannot be read, if any.

    Args:
        frame: A frame of polars (eager or lazy), pandas or pyarrow, or a dict of columns: what is
            given comes back. Any other stream of Arrow batches comes back as a reader of pyarrow.
        policy: The rules in force at *at*.
        at: The instant for which it is asked.
        kind: What is to be opened: pre-orders, or one of its sister features.
        columns: The caller's column for a field or metric, by its name; None for none.
        places: To how many decimals metrics that are floats are rounded; without it floats are
            refused, since 0.02 as a float lies above 0.02.
        prefix: What the names of answers start with.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        FloatColumnError: If a metric is a column of floats and *places* is not given.
        MissingColumnsError: If a column that *columns* names does not exist.
        TakenColumnsError: If the frame has a column of an answer's name.
        WrongTypeError: If it is no frame, or a column holds what its field cannot be.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import Policy, frames
        >>> policy = Policy.in_force("cross-border", on=date(2025, 6, 1))
        >>> shops = {"invited": [True, True], "entity_region": ["CN", None],
        ...          "rating": ["4.5", "4.4"], "cancellation_rate_30d": ["0.02", "0.02"]}
        >>> found = frames.eligibility(shops, policy, at=datetime(2025, 6, 1, tzinfo=UTC))
        >>> found["allowed"], found["failures"]
        ([True, False], ['', 'eligibility.rating'])
    """
    check_policy(policy)
    check_aware("at", at)
    check_kind("kind", kind, OrderKind, "an OrderKind")
    if prefix:
        check_text("prefix", prefix)
    if places is not None:
        check_int("places", places)
        if places > MOST_PLACES:
            raise OutOfRangeError("places", str(places), f"at most {MOST_PLACES}")
    found: F = answered(frame, _ShopsQuestion(policy, kind, columns, prefix, places))
    return found
