"""
The strategies for offers give what they say.
"""

from datetime import timedelta

from hypothesis import Phase, find, given, settings

from tiktok_presale import Offer
from tiktok_presale.rules.offers import OfferLife, OfferState
from tiktok_presale.strategies import offer_lives, offers, sale_periods


@given(sale_periods())
def test_sale_periods(period):
    """
    Periods last an hour or more.
    """
    assert period.closes - period.opens >= timedelta(hours=1)


@given(offers())
def test_offers(offer):
    """
    Offers are sound by themselves.
    """
    assert isinstance(offer, Offer)
    assert offer.cap is None or offer.goal is None or offer.goal <= offer.cap


@given(offer_lives())
def test_lives(life):
    """
    Lives hold what their offer allows.
    """
    assert isinstance(life, OfferLife)
    assert life.offer.cap is None or life.sold <= life.offer.cap


def test_lives_go_on():
    """
    Some lives leave the draft.
    """
    reach = settings(phases=[Phase.generate], max_examples=500)
    found = find(offer_lives(), lambda life: life.state is OfferState.SELLING, settings=reach)

    assert found.offer
