"""
The strategies for complaints, evidence and violations draw what they say.
"""

import pytest
from hypothesis import find, given, settings

import tiktok_presale as tp
from rules.making import in_force
from tiktok_presale import strategies as ours

SEARCH = settings(max_examples=500, derandomize=True, database=None)
TH = in_force("th", 2026, 2, 1)


def simplest(strategy, condition=lambda _: True):
    """
    The simplest value that meets a condition.
    """
    return find(strategy, condition, settings=SEARCH)


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    def test_evidence(self):
        """
        Evidence shrinks to an undated piece of the first kind.
        """
        first = tp.Evidence(tp.EvidenceKind.PAYMENT_PROOF, "1")
        photos = tp.Evidence(tp.EvidenceKind.PHOTOS, "1")

        assert first == simplest(ours.evidence())
        assert photos == simplest(ours.evidence([tp.EvidenceKind.PHOTOS]))

    def test_complaint(self):
        """
        A complaint shrinks to one to which nothing has happened.
        """
        found = simplest(ours.complaints(TH))

        assert found == tp.Complaint(id="1", request=tp.Request.CHAT, opened_at=found.opened_at)
        assert TH.since == found.opened_at.date()

    def test_violation(self):
        """
        A violation shrinks to one without points against which nobody appealed.
        """
        found = simplest(ours.violations())

        assert found == tp.Violation(id="1", name="another", points=0, issued_at=found.issued_at)


class TestVariety:
    """
    What rules tell apart is drawn.
    """

    @pytest.mark.parametrize("request_", tp.Request)
    def test_requests(self, request_):
        """
        Every request is, and only those that are asked for.
        """
        assert request_ is simplest(ours.complaints(requests=[request_])).request

    @pytest.mark.parametrize(
        "field",
        ["answered_at", "withdrawn_at", "escalated_at", "delivered_deadline", "zone", "region"],
    )
    def test_fields(self, field):
        """
        What may be left out is sometimes there.
        """
        found = simplest(ours.complaints(TH), lambda one: getattr(one, field) is not None)

        assert getattr(found, field) is not None

    @pytest.mark.parametrize("upheld", [True, False])
    def test_appeals(self, upheld):
        """
        Appeals are upheld and rejected.
        """
        assert simplest(ours.violations(TH), lambda one: one.upheld is upheld).decided_at

    def test_names(self):
        """
        Violations are named as the pack names them.
        """
        known = TH.under("enforcement.points")

        assert simplest(ours.violations(TH), lambda one: one.name in known).name in known

    @given(ours.violations(TH, most=3))
    def test_most(self, violation):
        """
        No more points are drawn than asked for.
        """
        assert violation.points <= 3
