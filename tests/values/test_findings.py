"""
Findings, remedies and decisions: what the outcome of several reasons is.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from tiktok_presale.errors import PresaleError
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy

AT = datetime(2026, 1, 20, tzinfo=UTC)
NAMED = {"name": "invited", "subject": "shop"}


def finding(outcome, rule="eligibility.invited"):
    """
    Make a reason of some outcome.
    """
    return Finding(outcome, "fact", rule, actual=False, limit=True, params=NAMED)


def decision(*outcomes):
    """
    Make a decision with a reason for each outcome.
    """
    return Decision("eligibility", "th@2026-01-01", AT, tuple(finding(one) for one in outcomes))


class TestOutcome:
    """
    FAIL if any reason fails, else UNKNOWN if any is unknown, else PASS.
    """

    @pytest.mark.parametrize(
        ("outcomes", "expected"),
        [
            ((), Outcome.UNKNOWN),
            ((Outcome.PASS,), Outcome.PASS),
            ((Outcome.ADVICE,), Outcome.PASS),
            ((Outcome.UNKNOWN,), Outcome.UNKNOWN),
            ((Outcome.FAIL,), Outcome.FAIL),
            ((Outcome.PASS, Outcome.ADVICE), Outcome.PASS),
            ((Outcome.PASS, Outcome.UNKNOWN), Outcome.UNKNOWN),
            ((Outcome.UNKNOWN, Outcome.FAIL), Outcome.FAIL),
        ],
    )
    def test_table(self, outcomes, expected):
        """
        The worst reason decides, and no reason at all allows nothing.
        """
        assert expected is decision(*outcomes).outcome

    @pytest.mark.parametrize("length", range(1, 5))
    def test_every_combination(self, length):
        """
        The order and number of reasons make no difference, only which outcomes occur.
        """
        for outcomes in product(Outcome, repeat=length):
            made = decision(*outcomes)
            expected = next(
                (o for o in (Outcome.FAIL, Outcome.UNKNOWN) if o in outcomes), Outcome.PASS
            )

            assert expected is made.outcome
            assert made.allowed is (expected is Outcome.PASS)

    def test_reasons_by_outcome(self):
        """
        Each outcome has its own list, in the order of the policy.
        """
        first, second = finding(Outcome.FAIL, "a"), finding(Outcome.FAIL, "b")
        middle = finding(Outcome.ADVICE)
        made = Decision("eligibility", "x", None, (first, middle, second, finding(Outcome.PASS)))

        assert (first, second) == made.failures
        assert (middle,) == made.advice
        assert () == made.unknowns
        assert len(made.passes) == 1

    def test_text_as_outcome_never_hides_a_failure(self):
        """
        An outcome written as text is refused or counts as what it says.
        """
        try:
            made = Decision("eligibility", "x", None, (finding("fail"),))
        except (PresaleError, ValueError):
            return

        assert not made.allowed
        assert len(made.failures) == 1


class TestTruth:
    """
    A decision is no truth value: "unknown" would count as one of the two.
    """

    @pytest.mark.parametrize("outcome", Outcome)
    def test_condition_is_refused(self, outcome):
        """
        The message says what to ask instead, whatever the outcome.
        """
        with pytest.raises(TypeError, match=r"decision\.allowed or decision\.outcome"):
            bool(decision(outcome))


class TestRemedies:
    """
    The smallest change that turns a "no" into a "yes".
    """

    def test_nearest_remedy(self):
        """
        The first of several remedies is the nearest; there may be none.
        """
        near, far = Remedy("tell", {"name": "a"}), Remedy("tell", {"name": "b"})
        made = Finding(Outcome.UNKNOWN, "fact", "a", remedies=(near, far), params=NAMED)

        assert near is made.remedy
        assert finding(Outcome.FAIL).remedy is None

    def test_params_are_frozen(self):
        """
        The numbers of a remedy do not change with the dictionary they came from.
        """
        params = {"orders": 250}
        remedy = Remedy("more_clean_orders", params)
        params["orders"] = 1

        assert remedy.params["orders"] == 250
        assert "250" in remedy.explain()
        with pytest.raises(TypeError):
            remedy.params["orders"] = 1


def test_notebook_table_of_a_decision():
    """
    In a notebook a decision is a table with a row for each reason.
    """
    html = decision(Outcome.FAIL, Outcome.PASS)._repr_html_()

    assert html.count("<tr>") == 3
    assert (
        "<caption>Not allowed: opening presale, under th@2026-01-01.</caption>"
        "<thead><tr><th>outcome</th><th>rule</th><th>actual</th><th>limit</th><th>reason</th>"
        "<th>source</th></tr></thead>"
    ) in html
    assert html.index("<td>fail</td>") < html.index("<td>pass</td>")


def test_decision_prints_as_its_explanation():
    """
    What is printed is the explanation in English, remedies and reasons too.
    """
    made = decision(Outcome.FAIL)

    assert str(made) == made.explain() == made.explain("en")
    assert str(made).startswith("Not allowed: opening presale, under th@2026-01-01.\n[fail] ")
    assert str(made.findings[0]) == made.findings[0].explain("en")
    assert "take 250 more orders" in str(Remedy("more_clean_orders", {"orders": 250}))
