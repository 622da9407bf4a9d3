"""
Hypothesis finds the strategies by type, in whatever order the two are imported.
"""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tiktok_presale as tp
from tiktok_presale import _hypothesis

REGISTERED = [
    tp.AffiliateSale,
    tp.Arrival,
    tp.Batch,
    tp.BlindBox,
    tp.BoxSale,
    tp.BusinessCalendar,
    tp.BusinessDays,
    tp.Buyer,
    tp.CalendarDays,
    tp.Campaign,
    tp.Claim,
    tp.Commitment,
    tp.Complaint,
    tp.CostSheet,
    tp.Counted,
    tp.CountedDaily,
    tp.Creator,
    tp.DealTerms,
    tp.DelayHistory,
    tp.DelayNotice,
    tp.Demand,
    tp.DemandForecast,
    tp.DemandQuantiles,
    tp.DrawLimits,
    tp.DrawState,
    tp.EarlyAccess,
    tp.EarlyCash,
    tp.Evidence,
    tp.Hold,
    tp.Hours,
    tp.LeadTimes,
    tp.Ledger,
    tp.LiftClaim,
    tp.Limit,
    tp.Membership,
    tp.Minutes,
    tp.Money,
    tp.Months,
    tp.Occasion,
    tp.OddsTable,
    tp.Offer,
    tp.Order,
    tp.OrderLife,
    tp.PaidDraws,
    tp.PaidOrder,
    tp.PastDays,
    tp.PaymentPlan,
    tp.Period,
    tp.Policy,
    tp.Product,
    tp.ProductRecord,
    tp.PurchaseTerms,
    tp.Range,
    tp.Rate,
    tp.Rated,
    tp.ReleaseOn,
    tp.ReturnCurve,
    tp.ReturnWaiver,
    tp.SaleCase,
    tp.SaleRecord,
    tp.Sampled,
    tp.Scenario,
    tp.Scope,
    tp.ShipWithin,
    tp.Shop,
    tp.ShopHistory,
    tp.SlipHistory,
    tp.Sold,
    tp.Spent,
    tp.SpentDaily,
    tp.StockYear,
    tp.Summarised,
    tp.Supply,
    tp.Terms,
    tp.Ticket,
    tp.VideoPlan,
    tp.VideoResult,
    tp.Violation,
    tp.WaitingCosts,
]


def python(code):
    """
    What a fresh interpreter prints.
    """
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


class TestEntryPoint:
    """
    Hypothesis calls the hook that the package names.
    """

    def test_named(self):
        """
        The entry point leads to the hook.
        """
        (found,) = (e for e in entry_points(group="hypothesis") if e.name == "tiktok-presale")

        assert _hypothesis.register is found.load()

    @pytest.mark.parametrize("first", ["hypothesis", "tiktok_presale", "tiktok_presale.strategies"])
    def test_import_order(self, first):
        """
        Whoever is imported first, a value is drawn by its type.
        """
        code = (
            f"import {first}; from hypothesis import find, strategies as st; "
            "import tiktok_presale as tp; print(find(st.from_type(tp.Money), lambda _: True))"
        )

        assert "0.00 USD" == python(code)

    def test_nothing_is_paid_early(self):
        """
        Importing Hypothesis loads no strategies, and reads no policy file.
        """
        code = (
            "import hypothesis, sys; "
            "print([m for m in sys.modules if m in "
            "{'tiktok_presale.strategies', 'tiktok_presale.policy.reader'} - {None}])"
        )

        assert "tiktok_presale.strategies" not in python(code)

    def test_the_library_does_not_load_it(self):
        """
        Importing the library loads no Hypothesis.
        """
        code = (
            "import tiktok_presale, sys; tiktok_presale.Policy; print('hypothesis' in sys.modules)"
        )

        assert "False" == python(code)

    def test_nothing_at_the_top(self):
        """
        The hook's module imports nothing at its top.
        """
        lines = Path(_hypothesis.__file__).read_text(encoding="utf-8").splitlines()
        at_top = [line for line in lines if line.startswith(("import ", "from "))]

        assert ["from __future__ import annotations"] == at_top


class TestTypes:
    """
    Every public value can be drawn by its type.
    """

    def setup_method(self):
        """
        Registering twice does no harm.
        """
        _hypothesis.register()

    @pytest.mark.parametrize("kind", REGISTERED, ids=lambda kind: kind.__name__)
    def test_drawn(self, kind):
        """
        A value of the type itself is drawn.
        """

        @given(st.from_type(kind))
        def drawn(value):
            assert type(value) is kind

        drawn()

    def test_union(self):
        """
        A promise is of either form.
        """
        forms = set()

        @given(st.from_type(tp.Promise))
        def drawn(promise):
            forms.add(type(promise))

        drawn()

        assert {tp.ShipWithin, tp.ReleaseOn} == forms

    def test_inferred(self):
        """
        A function is given values by its annotations.
        """

        @given(...)
        def priced(price: tp.Money, days: tp.CalendarDays):
            assert price.minor >= 0
            assert days.count >= 0

        priced()
