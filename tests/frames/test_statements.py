"""
What the orders of a frame come to, as the statement of the same orders one by one.
"""

import re
from datetime import UTC, date, datetime

import attrs
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames.test_asking import FEW, FRAMES, table_of
from tiktok_presale import CalendarDays, Policy, Rate, ShipWithin, Shop, frames, overdue
from tiktok_presale.errors import (
    MissingColumnsError,
    NaiveTimeError,
    OutOfRangeError,
    UnknownLanguageError,
    WrongTypeError,
)
from tiktok_presale.frames.statements import FrameStatement
from tiktok_presale.strategies import instants, orders, policies, shops

AT = datetime(2026, 1, 20, tzinfo=UTC)
TH = Policy.in_force("th", on=date(2026, 1, 2))
PLACED = datetime(2026, 1, 1, 2, tzinfo=UTC)
TOLD = {"kind": "pre_order", "currency": "THB", "promise": ShipWithin(CalendarDays(15))}


class TestAsTheScalarStatement:
    """
    The same sums, counts, findings and text.
    """

    @pytest.mark.parametrize("form", ["chunks", "reader", "lazy", "numpy", "lists"])
    @FEW
    @given(data=st.data())
    def test_it_is_that_of_the_same_orders(self, form, data):
        """
        In any frame, for any market, shop and instant.
        """
        policy = data.draw(policies())
        some = data.draw(st.lists(orders(policy), min_size=1, max_size=8))
        some = [attrs.evolve(order, unit_prices=()) for order in some]
        at = data.draw(instants(date(2025, 1, 1), date(2027, 12, 31)))
        shop = data.draw(st.none() | shops(policy))
        told = overdue.statement(some, policy, at=at, shop=shop)
        found = frames.statement(
            FRAMES[form](table_of(some, "us", "UTC")), policy, at=at, shop=shop
        )

        assert told.explain() == found.explain()
        assert told.explain("zh") == found.explain("zh")
        assert told.by_state == found.tally.by_state
        assert told.charges.totals == found.tally.charges.totals
        assert told.findings == found.tally.findings
        assert len(told) == len(found)

    def test_parts_add_up(self):
        """
        Half a frame and the other half are the whole.
        """
        frame = pa.table({"placed_at": [PLACED] * 3, "total": ["5", "6", "7"]})
        whole = frames.statement(frame, TH, at=AT, **TOLD)
        parts = [frames.statement(frame.slice(*cut), TH, at=AT, **TOLD) for cut in ((0, 1), (1, 2))]

        assert whole == parts[0] + parts[1]
        with pytest.raises(OutOfRangeError, match=re.escape("tally.at")):
            whole + frames.statement(frame, TH, at=PLACED, **TOLD)
        with pytest.raises(TypeError):
            whole + 1

    def test_nothing_comes_to_nothing(self):
        """
        Without rows it is the statement of no orders.
        """
        frame = pa.table(
            {"placed_at": pa.nulls(0, pa.timestamp("us", "UTC")), "total": pa.nulls(0, pa.string())}
        )
        told = overdue.statement([], TH, at=AT)

        assert told.explain() == frames.statement(frame, TH, at=AT, **TOLD).explain()


class TestText:
    """
    What a person reads.
    """

    ROWS = pl.DataFrame(
        {
            "placed_at": [PLACED.isoformat(), "soon", "later", None],
            "total": ["899.00", "899.00", "899.00", "899.00"],
        }
    )

    def test_rows_that_were_left_out_are_told(self):
        """
        How many, and why; in both languages.
        """
        found = frames.statement(self.ROWS, TH, at=AT, **TOLD)

        assert found.explain().startswith("1 order under th@2026-01-01")
        assert "- 2 rows left out: placed_at cannot be read" in str(found)
        assert "- 1 row left out: placed_at is missing" in str(found)
        assert "2行未计入：placed_at 无法读取" in found.explain("zh")
        with pytest.raises(UnknownLanguageError):
            found.explain("fr")

    def test_several_editions_are_no_edition(self):
        """
        A market's pack judges each order under the edition in force when it was placed.
        """
        found = frames.statement(self.ROWS, TH.pack, at=AT, **TOLD)

        assert "under several editions" in found.explain()
        assert "多个规则版本" in found.explain("zh")

    def test_what_hangs_on_a_metric_is_told_apart(self):
        """
        Until somebody gives the metric.
        """
        us = Policy.in_force("us", on=date(2026, 2, 2))
        asked = [term.when.metric for term in us.charges.values() if term.when is not None]
        frame = {"placed_at": [datetime(2026, 2, 2, 20, tzinfo=UTC)], "total": ["50"]}
        how = {"at": datetime(2026, 4, 1, tzinfo=UTC), "kind": "standard", "currency": "USD"}
        told = frames.statement(frame, us, **how)
        rates = dict.fromkeys(asked, Rate(1, 2))
        given = frames.statement(frame, us, shop=Shop(id="s1", metrics=rates), **how)

        assert bool(told.tally.contingent.lines) == ("metric that was not given" in str(told))
        assert not given.tally.contingent.lines

    def test_notebooks_get_a_table(self):
        """
        States, sums and what was left out, with every cell escaped.
        """
        html = frames.statement(self.ROWS, TH, at=AT, **TOLD)._repr_html_()

        assert "<td>cancellable</td><td>1</td>" in html
        assert "<td>exposure</td><td>refund</td><td>899.00 THB</td>" in html
        assert "<td>placed_at: bad</td><td>2</td>" in html


class TestArguments:
    """
    Slips give a sentence.
    """

    @pytest.mark.parametrize(
        ("more", "error"),
        [
            ({"at": datetime(2026, 1, 1)}, NaiveTimeError),
            ({"frame": [1]}, WrongTypeError),
            ({"frame": {"total": ["5"]}}, MissingColumnsError),
            ({"currency": None}, MissingColumnsError),
        ],
        ids=str,
    )
    def test_what_cannot_be_is_refused(self, more, error):
        """
        Before a row is read.
        """
        asked = {"frame": {"placed_at": [PLACED], "total": ["5"]}, "at": AT, **TOLD, **more}
        with pytest.raises(error):
            frames.statement(asked.pop("frame"), TH, **asked)

    def test_only_a_tally_can_be_stated(self):
        """
        The counts and sums come from the rules.
        """
        with pytest.raises(WrongTypeError):
            FrameStatement({})
