"""
Orders as rows of a block, and the scalar rules' answers about them as columns hold them.
"""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from tiktok_presale import BusinessDays, ReleaseOn, ShipWithin
from tiktok_presale.frames.answers import ANSWERS
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS, Form
from tiktok_presale.rules.assessment import assess
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.vocabulary import DeadlineName

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DTYPES = {
    Form.INSTANT: "i8",
    Form.AMOUNT: "i8",
    Form.COUNT: "i8",
    Form.DAY: "i4",
    Form.FLAG: "?",
    Form.WORD: "i4",
}


def us(instant):
    """
    An instant as a column holds it.
    """
    return None if instant is None else (instant.astimezone(UTC) - EPOCH) // timedelta.resolution


def row_of(order, **more):
    """
    The fields of an order by the names of columns.
    """
    promise = order.promise
    within = promise if isinstance(promise, ShipWithin) else None
    release = promise if isinstance(promise, ReleaseOn) else None
    row = {
        field: getattr(order, field)
        for field in ORDER_FIELDS
        if hasattr(order, field) and ORDER_FIELDS[field] in {Form.FLAG, Form.WORD}
    }
    row |= {field: us(getattr(order, field)) for field in ORDER_FIELDS if field.endswith("_at")}
    row |= {
        "kind": order.kind.value,
        "total": order.total.minor,
        "currency": order.total.currency,
        "items_total": None if order.items_total is None else order.items_total.minor,
        "promise_days": within and within.days.count,
        "promise_unit": within and ("calendar", "business")[isinstance(within.days, BusinessDays)],
        "release_on": release and (release.on - date(1970, 1, 1)).days,
        "release_zone": release and release.zone,
        "cancelled_by": order.cancelled_by and order.cancelled_by.value,
        "stage": order.stage.name.lower(),
        **{field: us(order.delivered.get(name)) for name, field in PLATFORM_FIELDS.items()},
    }
    return row | more


def block_of(rows, *, bad=()):
    """
    A block of rows; cells named in *bad* as (row, field) cannot be read.
    """
    fields = [field for field in ORDER_FIELDS if any(row.get(field) is not None for row in rows)]
    fields += [field for _, field in bad if field not in fields]
    columns = {field: _column(field, [row.get(field) for row in rows]) for field in fields}
    for field in {field for _, field in bad}:
        column = columns[field]
        flags = np.array([(number, field) in set(bad) for number in range(len(rows))])
        present = ~flags if column.present is None else column.present & ~flags
        columns[field] = Column(column.values, present, flags, column.words)
    return Block(len(rows), FrozenMap(columns))


def _column(field, cells):
    form = ORDER_FIELDS[field]
    words = ()
    if form is Form.WORD:
        words = tuple(dict.fromkeys(cell for cell in cells if cell is not None))
        cells = [None if cell is None else words.index(cell) for cell in cells]
    present = np.array([cell is not None for cell in cells])
    # Something that would be seen if it were looked at.
    filler = True if form is Form.FLAG else len(words) - 1 if words else -7
    values = np.array([filler if cell is None else cell for cell in cells], DTYPES[form])
    return Column(values, None if present.all() else present, None, words)


def told(columns, row):
    """
    What columns of answers say of one row.
    """
    return {name: _cell(column, row) for name, column in columns.items()}


def _cell(column, row):
    if column.present is not None and not column.present[row]:
        return None
    value = column.values[row].item()
    return column.words[value] if column.words else value


def scalar(order, policy, **given):
    """
    Every answer about one order, worked out by `assess`.
    """
    found = assess(order, policy, **given)
    answers = {
        "edition": policy.edition,
        "state": found.state.value,
        "next": found.next and found.next.name.value,
        "next_due": found.next and us(found.next.due),
        "late_by": found.late_by // timedelta.resolution,
        "late": found.was_late,
        "counts": found.counts,
        "service_fee": found.service_fee and found.service_fee.minor,
        "findings": " ".join(finding.code for finding in found.findings),
        "problem": "",
    }
    if found.service_fee is not None:
        answers["service_fee"] = found.service_fee.minor
    for name in ("charges", "contingent", "exposure"):
        answers[name] = getattr(found, name).total(order.total.currency).minor
    for name in DeadlineName:
        due = found.deadlines.get(name)
        answers[f"{name.value}_due"] = us(due.due)
        answers[f"{name.value}_computed"] = us(due.computed)
        answers[f"{name.value}_missing"] = "" if due.missing is None else due.missing.code
    return {name: answers[name] for name in ANSWERS}
