"""
What belongs in the evidence for a complaint, and what is still missing?
"""

from datetime import UTC, datetime

import pytest

from tiktok_presale import Complaint, Evidence, EvidenceKind, Ground, Outcome, protection
from tiktok_presale.errors import WrongTypeError
from tiktok_presale.facts.complaints import Request
from tiktok_presale.rules.protection import NEEDED, Weight

AT = datetime(2026, 1, 20, tzinfo=UTC)
GROUNDS = pytest.mark.parametrize("ground", [None, *Ground], ids=str)


def bundle(ground, *kinds):
    """
    The bundle of a complaint with evidence of some kinds.
    """
    given = [Evidence(kind, f"{n}.png") for n, kind in enumerate(kinds)]
    return protection.evidence(
        Complaint(id="c1", request=Request.COMPLAINT, opened_at=AT, ground=ground, evidence=given)
    )


class TestPaymentProof:
    """
    F26: the proof of payment is the key evidence in a dispute.
    """

    @GROUNDS
    def test_always_first(self, ground):
        """
        Whatever the ground, it comes first and is the key; without it the bundle is not complete.
        """
        found = bundle(ground)

        assert (EvidenceKind.PAYMENT_PROOF, Weight.KEY) == (
            found.items[0].kind,
            found.items[0].weight,
        )
        assert EvidenceKind.PAYMENT_PROOF is found.missing[0]
        assert ("F26", Outcome.FAIL) == (found.findings[0].rule, found.findings[0].outcome)
        assert found.findings[0].source is not None

    @GROUNDS
    def test_order_page(self, ground):
        """
        F27: the complaint starts on the order page, so that comes second.
        """
        found = bundle(ground)

        assert EvidenceKind.ORDER_PAGE is found.missing[1]
        assert "F27" == found.findings[1].rule


class TestGrounds:
    """
    What each ground has to show.
    """

    @pytest.mark.parametrize("ground", Ground)
    def test_complete(self, ground):
        """
        With all that is needed the bundle is complete, whatever else would help.
        """
        required, helpful = NEEDED[ground]
        needed = (EvidenceKind.PAYMENT_PROOF, EvidenceKind.ORDER_PAGE, *required)
        found = bundle(ground, *needed)

        assert found.complete
        assert ((), helpful) == (found.missing, found.would_help)
        assert not bundle(ground, *needed[1:]).complete
        assert not bundle(ground, *needed[:-1]).complete

    @pytest.mark.parametrize("ground", Ground)
    def test_missing_in_order(self, ground):
        """
        What is missing is told by importance.
        """
        required, _ = NEEDED[ground]
        missing = (EvidenceKind.PAYMENT_PROOF, EvidenceKind.ORDER_PAGE, *required)

        assert missing == bundle(ground).missing

    def test_every_ground(self):
        """
        Each ground has its row, and asks for nothing twice.
        """
        assert set(Ground) == set(NEEDED)
        for required, helpful in NEEDED.values():
            row = (EvidenceKind.PAYMENT_PROOF, EvidenceKind.ORDER_PAGE, *required, *helpful)
            assert len(row) == len(set(row))

    def test_every_kind_serves(self):
        """
        No kind of evidence is asked for by nobody.
        """
        asked = {kind for row in NEEDED.values() for part in row for kind in part}

        assert set(EvidenceKind) - asked == {EvidenceKind.PAYMENT_PROOF, EvidenceKind.ORDER_PAGE}

    def test_not_known(self):
        """
        Without a ground nothing is complete, and the ground is asked for.
        """
        found = bundle(None, *EvidenceKind)

        assert not found.complete
        assert (Outcome.UNKNOWN, "evidence.ground") == (
            found.findings[-1].outcome,
            found.findings[-1].code,
        )


class TestWhatIsThere:
    """
    What is at hand is kept, all of it.
    """

    def test_several_pieces(self):
        """
        Two proofs of payment, of the deposit and of the balance, stand together.
        """
        found = bundle(Ground.DAMAGED, EvidenceKind.PAYMENT_PROOF, EvidenceKind.PAYMENT_PROOF)

        assert ["0.png", "1.png"] == [piece.reference for piece in found.items[0].pieces]
        assert 2 == found.findings[0].params["pieces"]

    def test_further(self):
        """
        What the ground does not ask for comes last, and is there.
        """
        found = bundle(Ground.DAMAGED, EvidenceKind.ACCOUNT_STATEMENT)

        assert (EvidenceKind.ACCOUNT_STATEMENT, Weight.FURTHER) == (
            found.items[-1].kind,
            found.items[-1].weight,
        )
        assert Outcome.PASS is found.findings[-1].outcome

    def test_outcomes(self):
        """
        There, missing, and helpful if it can be had.
        """
        found = bundle(Ground.DAMAGED, EvidenceKind.PHOTOS)
        told = {
            item.kind: one.outcome for item, one in zip(found.items, found.findings, strict=True)
        }

        assert {
            EvidenceKind.PAYMENT_PROOF: Outcome.FAIL,
            EvidenceKind.ORDER_PAGE: Outcome.FAIL,
            EvidenceKind.PHOTOS: Outcome.PASS,
            EvidenceKind.UNBOXING_VIDEO: Outcome.ADVICE,
            EvidenceKind.CHAT_LOG: Outcome.ADVICE,
        } == told

    def test_in_words(self):
        """
        What is missing is named in both languages.
        """
        finding = bundle(Ground.DAMAGED).findings[0]

        assert "proof of payment (key) is missing; to change it, obtain proof of payment." == (
            finding.explain("en")
        )
        assert "缺少付款凭证（关键）；如需改变：取得付款凭证。" == finding.explain("zh")

    def test_type(self):
        """
        Only complaints have a bundle.
        """
        with pytest.raises(WrongTypeError, match="complaint"):
            protection.evidence("c1")
