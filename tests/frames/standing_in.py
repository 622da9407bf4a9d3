"""
A question that stands in for rules: each of its answers says something about its own row.
"""

import numpy as np
import pyarrow as pa

from tiktok_presale.frames.carriers import Plan, Question
from tiktok_presale.frames.columns import Column
from tiktok_presale.frames.fields import Form
from tiktok_presale.frames.sources import Reading
from tiktok_presale.frames.writing import Writing

FORMS = {
    "next_due": Form.INSTANT,
    "late_by": Form.SPAN,
    "exposure": Form.AMOUNT,
    "late": Form.FLAG,
    "state": Form.WORD,
}
WORDS = ("met", "late", "cancelled")


class StandIn(Question):
    """
    A day later, a minute for each count, twice the total, and odd or even.
    """

    def __init__(self, *, minor=False, prefix="", unit="us", zone="UTC", currency="THB"):
        how = {"amounts": "minor", "currency": currency, "zone": "UTC"}
        fields = ["placed_at", "total", "promise_days"]
        self.reading = Reading(how, [*fields, "currency"], fields)
        self.writing = Writing(
            FORMS, prefix=prefix, unit=unit, zone=zone, currency=currency, minor=minor
        )
        self.blocks = []

    def names(self, present):
        """
        What is read, by the fields' own names.
        """
        return tuple(self.reading.names(present).values())

    def plan(self, schema):
        """
        The plan for a schema.
        """
        names = self.reading.names(schema.names)
        self.reading.block(pa.RecordBatch.from_pylist([], schema=schema), names)

        def answer(batch, _):
            block = self.reading.block(batch, names)
            self.blocks.append(block.rows)
            placed, total = block.columns["placed_at"], block.columns["total"]
            count = block.columns["promise_days"].values
            answers = {
                "next_due": Column(placed.values + 86_400 * 10**6, placed.present),
                "late_by": Column(count * 60_000_000),
                "exposure": Column(total.values * 2, total.present),
                "late": Column(count % 2 == 1, count % 5 != 0),
                "state": Column((count % 3).astype(np.int32), count % 7 != 0, None, WORDS),
            }
            return self.writing.arrays(answers, block)

        return Plan(names.values(), self.writing, answer)
