"""
Is a claim true of the offer: its end, its stock, its price, its dispatch, its odds?
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import singledispatchmethod
from typing import TYPE_CHECKING, TypeAlias

from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.facts.video_claims import (
    DeadlineClaim,
    DiscountClaim,
    DispatchClaim,
    OddsClaim,
    PriceClaim,
    StockClaim,
    StockForm,
)
from tiktok_presale.rules.content.elements import closes_in
from tiktok_presale.rules.content.places import Place
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import local_day
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.offers import Offer
    from tiktok_presale.facts.videos import SaleRecord
    from tiktok_presale.values.money import Money

__all__ = ["Truth"]

# When goods are dispatched, or are said to be.
_When: TypeAlias = CalendarDays | BusinessDays | date
_PASS, _FAIL = Outcome.PASS, Outcome.FAIL


class Truth:
    """
    An offer as it stands at an instant, against which claims are held one by one.
    """

    offer: Offer
    record: SaleRecord
    at: datetime
    zone: ZoneInfo
    closes: datetime
    sold: int | None

    def __init__(self, offer: Offer, record: SaleRecord, at: datetime, zone: ZoneInfo) -> None:
        if record.was is not None and record.was.currency != offer.price.currency:
            raise CurrencyMismatchError(offer.price.currency, record.was.currency)
        self.offer, self.record, self.at, self.zone = offer, record, at, zone
        self.closes = closes_in(offer, zone)
        # Before the sale opens nothing can have been sold.
        self.sold = 0 if record.sold is None and offer.sale.ahead(at) else record.sold

    @singledispatchmethod
    def judge(self, claim: object, place: Place) -> Finding:
        """
        Whether a claim is true.
        """
        raise NotImplementedError(claim, place)  # pragma: no cover - claims are a closed set

    @judge.register
    def _deadline(self, claim: DeadlineClaim, place: Place) -> Finding:
        """
        The end that is told is the end of the sale; every sale has one, so "limited" is true.
        """
        if claim.ends is None:
            return _claimed(_PASS, "content.limited", claim, self.closes, place)
        real = DeadlineClaim.at(self.closes)
        true = claim.ends.holds(self.closes)
        return _beside("content.deadline", claim, real, place, true=true)

    @judge.register
    def _stock(self, claim: StockClaim, place: Place) -> Finding:
        if claim.form is StockForm.ON_HAND:
            return self._on_hand(claim, place)
        cap = self.offer.cap
        if cap is None:
            remedies = (Remedy("leave_out_claim"), Remedy("set_cap"))
            return _claimed(_FAIL, "content.stock_unlimited", claim, None, place, remedies)
        if claim.form is StockForm.IN_ALL:
            real = StockClaim(StockForm.IN_ALL, cap)
            return _beside("content.stock", claim, real, place, true=claim.units in {None, cap})
        return self._left(claim, cap, place)

    def _on_hand(self, claim: StockClaim, place: Place) -> Finding:
        """
        What is sold before it is there is not in stock.
        """
        true = self.offer.kind is OrderKind.STANDARD
        remedies = () if true else (Remedy("leave_out_claim"),)
        outcome = _PASS if true else _FAIL
        return _claimed(outcome, "content.on_hand", claim, self.offer.kind, place, remedies)

    def _left(self, claim: StockClaim, cap: int, place: Place) -> Finding:
        if self.sold is None:
            if claim.units is not None and claim.units > cap:
                real = StockClaim(StockForm.IN_ALL, cap)
                return _beside("content.stock", claim, real, place, true=False)
            ways = (Remedy("tell_sold"),)
            return _claimed(Outcome.UNKNOWN, "content.stock_left", claim, cap, place, ways)
        real = StockClaim(StockForm.LEFT, max(0, cap - self.sold))
        if claim.units is None:
            # Where more are left than were sold, nothing is "almost gone".
            if cap - self.sold > self.sold:
                return _beside("content.stock", claim, real, place, true=False)
            ways = (Remedy("say_instead", {"claim": real}),)
            return _claimed(Outcome.ADVICE, "content.stock_vague", claim, real, place, ways)
        return _beside("content.stock", claim, real, place, true=claim == real)

    def _amounts(self) -> tuple[Money, ...]:
        """
        The sums that may be named: the price, what is paid when, the price before, what is saved.
        """
        price, was = self.offer.price, self.record.was
        try:
            parts = self.offer.plan.split(price)
        except OutOfRangeError:  # a deposit above the price; `offers.check` tells of it
            parts = ()
        saved = () if was is None else (was, was - price)
        return (price, *parts, *saved)

    @judge.register
    def _price(self, claim: PriceClaim, place: Place) -> Finding:
        real = PriceClaim(self.offer.price)
        true = claim.price in self._amounts()
        return _beside("content.price", claim, real, place, true=true)

    @judge.register
    def _discount(self, claim: DiscountClaim, place: Place) -> Finding:
        """
        No more is said to be taken off than is taken off.
        """
        was = self.record.was
        if was is None:
            ways = (Remedy("give_was"),)
            return _claimed(Outcome.UNKNOWN, "content.discount_from", claim, None, place, ways)
        off = 1 - Fraction(self.offer.price.minor, was.minor)
        if off <= 0:
            ways = (Remedy("leave_out_claim"),)
            return _claimed(_FAIL, "content.discount_none", claim, was, place, ways)
        return _beside("content.discount", claim, DiscountClaim(off), place, true=claim.off <= off)

    @judge.register
    def _dispatch(self, claim: DispatchClaim, place: Place) -> Finding:
        """
        What is told of dispatch is what is promised; what is told of arrival is not sooner.
        """
        promise = self.offer.promise
        real = DispatchClaim(promise.on if isinstance(promise, ReleaseOn) else promise.days)
        if not claim.arrives and claim.when == real.when:
            return _beside("content.dispatch", claim, real, place, true=True)
        ahead = self._promised(real.when, claim.when) - self._ahead(claim.when)
        if isinstance(promise, ReleaseOn) and not ahead and not claim.arrives:
            return _beside("content.dispatch", claim, real, place, true=True)
        # Days that are not the promise's own contradict it; a day that is later only blurs it.
        blurs = ahead <= timedelta() and (claim.arrives or isinstance(claim.when, date))
        if not blurs:
            return _beside("content.dispatch", claim, real, place, true=False)
        ways = (Remedy("say_instead", {"claim": real}),)
        return _claimed(Outcome.ADVICE, "content.dispatch", claim, real, place, ways)

    def _promised(self, when: _When, said: _When) -> timedelta:
        """
        How far ahead the promise is; business days may have two days of rest in every five of them.
        """
        ahead = self._ahead(when)
        if not isinstance(when, BusinessDays) or isinstance(said, BusinessDays):
            return ahead
        return ahead + timedelta(days=2 * -(-when.count // 5))

    def _ahead(self, when: _When) -> timedelta:
        """
        How far ahead of today; a day that is named must hold for the last buyer's order too.
        """
        today = local_day(self.at, self.zone)
        if isinstance(when, CalendarDays | BusinessDays):
            return timedelta(days=when.count)
        if isinstance(self.offer.promise, ReleaseOn):
            return when - today
        return when - self.closes.date()

    @judge.register
    def _odds(self, claim: OddsClaim, place: Place) -> Finding:
        """
        Odds are those of the box; a guarantee is told with the draw at which it comes.
        """
        ways = (Remedy("leave_out_claim"),)
        if self.offer.box is None:
            return _claimed(_FAIL, "content.odds_none", claim, None, place, ways)
        table = self.offer.box.odds
        known = sorted({prize.odds for prize in table.prizes})
        real = tuple(OddsClaim(odds) for odds in known if odds)
        if claim.odds is None and table.guarantee is not None:
            after = table.guarantee.after
            return _claimed(Outcome.ADVICE, "content.odds_guarantee", claim, after, place)
        true = (Fraction(1) if claim.odds is None else claim.odds) in known
        outcome = _PASS if true else _FAIL
        return _claimed(outcome, "content.odds", claim, real, place, () if true else ways)


def _beside(code: str, claim: object, real: object, place: Place, *, true: bool) -> Finding:
    """
    A claim beside what is the case; where they differ, the remedy is to say the latter.
    """
    ways = () if true else (Remedy("say_instead", {"claim": real}),)
    return _claimed(_PASS if true else _FAIL, code, claim, real, place, ways)


def _claimed(
    outcome: Outcome,
    code: str,
    actual: object,
    limit: object,
    place: Place,
    remedies: tuple[Remedy, ...] = (),
) -> Finding:
    return Finding(outcome, code, code, actual, limit, remedies, params={"place": place})
