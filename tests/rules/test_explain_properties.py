"""
Every answer can be said, in English and in Chinese.
"""

import re

from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import OrderKind, ReleaseOn, ShipWithin, caps, eligibility, overdue, window
from tiktok_presale.strategies import (
    dates,
    days,
    histories,
    instants,
    judged_orders,
    policies,
    products,
    shops,
)

LANGUAGES = st.sampled_from(["en", "zh"])
KINDS = st.sampled_from(OrderKind)
COUNTS = st.integers(0, 20_000)
# What a text looks like that no catalogue holds: its key, or a place nothing was put in.
UNTRANSLATED = re.compile(
    r"[a-z_]+(\.[a-z_]+)*:(pass|fail|unknown|advice)|\{|\b(remedy|word|unit|range)\."
)


def check(decision, language):
    """
    A decision, each of its findings and each remedy can be said; the decision as a table too.
    """
    text = decision.explain(language)

    assert not UNTRANSLATED.search(text), text
    for finding in decision.findings:
        assert finding.explain(language)
        assert all(remedy.explain(language) for remedy in finding.remedies)
    assert "<table" in decision._repr_html_()


@st.composite
def promises(draw):
    """
    Any promise at all.
    """
    zone = draw(st.none() | st.just("America/New_York"))
    return draw(st.builds(ShipWithin, days()) | st.builds(ReleaseOn, dates(), st.just(zone)))


class TestEveryDecision:
    """
    `explain` never raises, and never shows a key in place of a text.
    """

    @given(policies(), instants(), KINDS, LANGUAGES, st.data())
    def test_eligibility(self, policy, at, kind, language, data):
        """
        Whatever is known of the shop, of the product and of the past.
        """
        decision = eligibility.check(
            data.draw(shops(policy)),
            policy,
            at=at,
            product=data.draw(st.none() | products(policy)),
            history=data.draw(st.none() | histories(policy, most=2)),
            kind=kind,
        )

        check(decision, language)

    @given(policies(), promises(), instants(), KINDS, LANGUAGES)
    def test_window(self, policy, promise, at, kind, language):
        """
        Whatever is promised, for whatever kind of order.
        """
        check(window.check(promise, policy, at=at, kind=kind), language)
        assert window.notice(promise, language)

    @given(policies(), COUNTS, st.none() | COUNTS, st.none() | COUNTS, LANGUAGES, st.data())
    def test_caps(self, policy, planned, history, per_day, language, data):
        """
        Whatever is planned.
        """
        shop = data.draw(st.none() | shops(policy))
        decision = caps.check(
            planned, policy, history=history, per_day=per_day, shop=shop, best_daily=per_day
        )

        check(decision, language)

    @given(judged_orders(), instants(), LANGUAGES, st.data())
    def test_statement(self, judged, at, language, data):
        """
        Whatever became of the order.
        """
        order, policy = judged
        shop = data.draw(st.none() | shops(policy))
        found = overdue.statement([order], policy, at=at, shop=shop)

        assert not UNTRANSLATED.search(found.explain(language))
        for finding in found.assessments[0].findings:
            assert not UNTRANSLATED.search(finding.explain(language))
        assert "<table" in found._repr_html_()
