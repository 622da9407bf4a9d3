"""
The strategies for videos give what they say.
"""

from itertools import pairwise

from hypothesis import given

from tiktok_presale import SaleRecord, VideoClaim, VideoPlan
from tiktok_presale.strategies import sale_records, shots, video_claims, video_plans


@given(video_claims())
def test_claims(claim):
    """
    Claims are of one of the kinds, and can be said.
    """
    assert isinstance(claim, VideoClaim)
    assert str(claim)


@given(shots(3))
def test_shots(made):
    """
    Shots are in order, none over another, and no more than asked for.
    """
    assert len(made) <= 3
    assert all(one.ends <= following.starts for one, following in pairwise(made))


@given(video_plans("ice"))
def test_plans(plan):
    """
    Plans are for the offer that was named.
    """
    assert isinstance(plan, VideoPlan)
    assert plan.offer == "ice"


@given(sale_records("THB"))
def test_records(record):
    """
    The price before is in the currency that was named.
    """
    assert isinstance(record, SaleRecord)
    assert record.was is None or record.was.currency == "THB"
