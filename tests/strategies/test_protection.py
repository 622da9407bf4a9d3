"""
The strategies for complaints, evidence and violations draw what they say.
"""

from hypothesis import Phase, find, given, settings

import tiktok_presale as tp
from rules.making import in_force
from tiktok_presale import strategies as ours

SEARCH = settings(
    max_examples=200,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)
TH = in_force("th", 2026, 2, 1)
MAY_BE_LEFT_OUT = (
    "ground",
    "answered_at",
    "withdrawn_at",
    "escalated_at",
    "delivered_deadline",
    "chatbot",
    "zone",
    "region",
)


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

        assert found == tp.Complaint(
            id="1", request=tp.protection.Request.CHAT, opened_at=found.opened_at
        )
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

    @given(ours.complaints(TH, requests=[tp.protection.Request.RETURN, tp.protection.Request.CHAT]))
    def test_requests(self, complaint):
        """
        Only those requests are drawn that are asked for.
        """
        assert complaint.request in {tp.protection.Request.RETURN, tp.protection.Request.CHAT}

    def test_fields(self):
        """
        What may be left out is sometimes there, and sometimes not.
        """
        seen = {name: set() for name in MAY_BE_LEFT_OUT}

        @settings(max_examples=100)
        @given(ours.complaints(TH))
        def drawn(complaint):
            for name in MAY_BE_LEFT_OUT:
                seen[name].add(getattr(complaint, name) is None)

        drawn()

        assert {name: {True, False} for name in MAY_BE_LEFT_OUT} == seen

    def test_appeals(self):
        """
        Appeals are upheld, rejected and not decided; names are those of the pack and another.
        """
        upheld, names = set(), set()

        @settings(max_examples=100)
        @given(ours.violations(TH))
        def drawn(violation):
            upheld.add(violation.upheld)
            names.add(violation.name)

        drawn()

        assert {None, True, False} == upheld
        assert {*TH.under("enforcement.points"), "another"} == names

    @given(ours.violations(TH, most=3))
    def test_most(self, violation):
        """
        No more points are drawn than asked for.
        """
        assert violation.points <= 3
