"""
What a buyer asks for or complains of, and with what evidence.
"""

from datetime import UTC, datetime, timedelta

import pytest

from tiktok_presale import Answer, Complaint, Evidence, EvidenceKind, Ground
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.facts.complaints import Request

OPENED = datetime(2026, 1, 17, 9, tzinfo=UTC)
RECEIPT = Evidence(EvidenceKind.PAYMENT_PROOF, "receipt.pdf")


def complaint(**fields):
    """
    A cancellation request with *fields* in place of its own.
    """
    ours = {"id": "c1", "request": Request.CANCELLATION, "opened_at": OPENED}
    return Complaint(**{**ours, **fields})


class TestComplaint:
    """
    A request or complaint that can have happened.
    """

    def test_collective(self):
        """
        Two buyers make a collective complaint, one does not (F28).
        """
        assert complaint(buyers=2).collective
        assert not complaint(buyers=1).collective

    def test_words_are_read(self):
        """
        Grounds and answers may be given by their names.
        """
        found = complaint(ground="damaged", answered_at=OPENED, answer="refused")

        assert (Ground.DAMAGED, Answer.REFUSED) == (found.ground, found.answer)

    def test_evidence_is_a_tuple(self):
        """
        Evidence is kept in the order in which it is given.
        """
        assert (RECEIPT,) == complaint(evidence=[RECEIPT]).evidence

    @pytest.mark.parametrize("name", ["answered_at", "withdrawn_at", "escalated_at"])
    def test_order_of_times(self, name):
        """
        Nothing happens before the complaint; at the same instant it may.
        """
        with pytest.raises(OutOfRangeError, match=name):
            complaint(**{name: OPENED - timedelta(seconds=1)})

        assert OPENED == getattr(complaint(**{name: OPENED}), name)

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"id": ""}, "id"),
            ({"request": "cancellation"}, "request"),
            ({"opened_at": "2026-01-17"}, "opened_at"),
            ({"ground": "bored"}, "ground"),
            ({"answered_at": OPENED, "answer": "maybe"}, "answer"),
            ({"buyers": 1.0}, "buyers"),
            ({"buyers": True}, "buyers"),
            ({"evidence": RECEIPT}, "evidence"),
            ({"evidence": ["receipt.pdf"]}, "evidence"),
            ({"chatbot": "on"}, "chatbot"),
            ({"zone": 7}, "zone"),
            ({"region": ""}, "region"),
        ],
    )
    def test_types(self, fields, named):
        """
        Each field of another type is refused by its name.
        """
        with pytest.raises(WrongTypeError, match=named):
            complaint(**fields)

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"buyers": 0}, "buyers"),
            ({"zone": "Asia/Nowhere"}, "zone"),
            ({"answer": Answer.APPROVED}, "answer"),
        ],
    )
    def test_impossible(self, fields, named):
        """
        No complaint is made by nobody, in no zone, or answered at no time.
        """
        with pytest.raises(OutOfRangeError, match=named):
            complaint(**fields)

    @pytest.mark.parametrize(
        "name",
        ["opened_at", "answered_at", "withdrawn_at", "escalated_at", "delivered_deadline"],
    )
    def test_naive(self, name):
        """
        A time without a zone names no instant.
        """
        with pytest.raises(NaiveTimeError, match=name):
            complaint(**{name: datetime(2026, 1, 18)})


class TestToPlatform:
    """
    F27: complaints go through the help centre on the order page, with evidence.
    """

    def test_carried_over(self):
        """
        The complaint to the platform keeps ground, buyers and evidence, and starts anew.
        """
        first = complaint(
            ground=Ground.DAMAGED,
            buyers=3,
            evidence=[RECEIPT],
            answered_at=OPENED,
            answer=Answer.REFUSED,
            delivered_deadline=OPENED,
            zone="Asia/Shanghai",
            region="kedah",
        )
        later = OPENED + timedelta(days=1)

        assert Complaint(
            id="c2",
            request=Request.COMPLAINT,
            opened_at=later,
            ground=Ground.DAMAGED,
            buyers=3,
            evidence=[RECEIPT],
            zone="Asia/Shanghai",
            region="kedah",
        ) == first.to_platform("c2", at=later)

    def test_not_before(self):
        """
        It cannot be made before what it follows.
        """
        with pytest.raises(OutOfRangeError, match="at is"):
            complaint().to_platform("c2", at=OPENED - timedelta(seconds=1))

    def test_naive(self):
        """
        It is made at an instant.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            complaint().to_platform("c2", at=datetime(2026, 1, 18))


class TestEvidence:
    """
    One piece of evidence.
    """

    def test_dated(self):
        """
        Its time is kept.
        """
        assert OPENED == Evidence(EvidenceKind.PHOTOS, "a.jpg", OPENED).at

    @pytest.mark.parametrize(
        ("kind", "reference"), [("photos", "a.jpg"), (EvidenceKind.PHOTOS, ""), (None, "a.jpg")]
    )
    def test_types(self, kind, reference):
        """
        It has a kind, and can be found.
        """
        with pytest.raises(WrongTypeError):
            Evidence(kind, reference)

    def test_naive(self):
        """
        Its time names an instant.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            Evidence(EvidenceKind.PHOTOS, "a.jpg", datetime(2026, 1, 18))
