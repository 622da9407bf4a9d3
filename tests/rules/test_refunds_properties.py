"""
Laws of refunds: nothing is made or lost or kept without a rule, and a second reading agrees.
"""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.paying import LAWLESS, PLACED, agreed, moved, paid, under
from tiktok_presale import (
    Advance,
    CalendarDays,
    Cause,
    Component,
    Earnest,
    Fault,
    Money,
    OnDispatch,
    OrderKind,
    PaidOrder,
    Payment,
    PaymentPlan,
    Policy,
    refunds,
)
from tiktok_presale import strategies as ours
from tiktok_presale.rules.refunds import Fate
from tiktok_presale.values.instants import ends_on, local_day, utc

DAY = date(2026, 3, 2)
PLACES = {
    "tmall": under("tmall", "law-cn", on=DAY),
    "brief": under("cross-border", "law-cn", on=DAY),
    "eu": under("eu", "law-eu", on=DAY),
    "uk": under("uk", "law-uk", on=DAY),
    "us": under("us", "law-us", on=DAY),
    "jp": under("jp", "law-jp", on=DAY),
    "platform": Policy.in_force("tmall", on=DAY),
    "lawless": LAWLESS,
}
LAWS = [Policy.in_force(f"law-{name}", on=DAY) for name in ("cn", "eu", "uk", "us", "jp")]


@st.composite
def deposits_alone(draw):
    """
    An order of which the deposit alone is paid, in full or not; a cause; some time later.
    """
    price = draw(st.integers(2, 10**6))
    amount = Money.from_minor(draw(st.integers(1, price - 1)), "CNY")
    kind = draw(st.sampled_from([Earnest, Earnest, Advance]))
    terms = agreed(
        plan=PaymentPlan.with_deposit(kind(amount), OnDispatch()),
        unit_price=Money.from_minor(price, "CNY"),
        placed_at=PLACED,
    )
    given_ = Money.from_minor(draw(st.integers(1, amount.minor) | st.just(amount.minor)), "CNY")
    before = draw(st.none() | st.integers(1, given_.minor))
    back = () if before is None else (moved("deposit", Money.from_minor(before, "CNY")),)
    order = paid(terms, moved("deposit", given_), refunds=back)
    return order, draw(ours.causes()), utc(PLACED) + timedelta(hours=draw(st.integers(0, 100)))


def cases():
    """
    Any order, or one of which the deposit alone is paid: there the law speaks most.
    """
    return st.one_of(deposits_alone(), any_cases())


@st.composite
def any_cases(draw):
    """
    An order in yuan, a cause, and an instant from the last payment on, or from the placing.
    """
    order = draw(ours.paid_orders(ours.terms(currencies=["CNY"])))
    later = timedelta(hours=draw(st.integers(0, 60 * 24)))
    times = [order.terms.placed_at, *(payment.at for payment in order.payments[-1:])]
    return order, draw(ours.causes()), utc(draw(st.sampled_from(times[::-1]))) + later


def ask(case, policy):
    """
    The refund of a case under a policy.
    """
    order, cause, at = case
    return refunds.due(order, cause, policy, at=at)


class TestConservation:
    """
    Never negative, never above what was paid, and every cent has a fate.
    """

    @given(cases(), st.sampled_from(sorted(PLACES)))
    def test_nothing_is_made_or_lost(self, case, place):
        """
        For each component, what goes back, is kept or undecided is what was paid and not returned.
        """
        refund, order = ask(case, PLACES[place]), case[0]

        for component in Component:
            fates = Money.sum((refund.of(component, fate) for fate in Fate), "CNY")
            assert order.left(component) == fates
        assert all(line.amount.minor > 0 for line in refund.lines)

    @given(cases(), st.sampled_from(sorted(PLACES)))
    def test_asked_again(self, case, place):
        """
        Once what is due was paid back, nothing more is due, and the rest stands as it stood.
        """
        order, _, at = case
        first = ask(case, PLACES[place])
        back = [
            Payment("again", component, first.of(component), at)
            for component in Component
            if first.of(component)
        ]
        more = [] if first.statutory is None else [first.statutory.amount]
        settled = PaidOrder(
            terms=order.terms,
            payments=order.payments,
            refunds=(*order.refunds, *back),
            dispatched_at=order.dispatched_at,
            delivered_at=order.delivered_at,
            statutory=tuple(Payment("s", "deposit", amount, at) for amount in more),
        )
        second = ask((settled, *case[1:]), PLACES[place])

        assert Money("0", "CNY") == second.total
        assert (first.kept, first.undecided) == (second.kept, second.undecided)

    @given(cases(), st.sampled_from(sorted(PLACES)))
    def test_unpaid(self, case, place):
        """
        Where nothing was paid, nothing goes back, and the law adds nothing.
        """
        unpaid = PaidOrder(terms=case[0].terms)
        refund = ask((unpaid, *case[1:]), PLACES[place])

        assert ((), None) == (refund.lines, refund.statutory)


class TestCivilCode587:
    """
    A double return only for a deposit that binds, before the balance, under a pack that says so.
    """

    @given(cases(), st.sampled_from(sorted(PLACES)))
    def test_double_return(self, case, place):
        """
        It never passes the ceiling, nor what was paid, and asks for the seller's default.
        """
        order, cause, at = case
        refund = ask(case, PLACES[place])
        if refund.statutory is None:
            return
        price = order.terms.total - order.terms.extras

        assert place in {"tmall", "brief", "platform"}
        assert isinstance(order.terms.plan.deposit, Earnest)
        assert Fault.SELLER is cause.fault
        assert not order.covered(Component.BALANCE, by=at)
        assert refund.statutory.amount <= order.paid(Component.DEPOSIT, by=at)
        assert place == "platform" or 5 * refund.statutory.amount.minor <= price.minor


class TestKeptByARule:
    """
    What no rule decides is undecided, never silently kept.
    """

    @given(cases(), st.sampled_from(sorted(PLACES)))
    def test_figure_behind_it(self, case, place):
        """
        Every part that is kept names a figure of the policy, with its source.
        """
        policy = PLACES[place]
        for line in ask(case, policy).lines:
            if line.fate is Fate.KEPT:
                assert line.source in {figure.source for figure in policy.every(line.rule)}

    @given(cases())
    def test_lawless(self, case):
        """
        Without any figure nothing is kept at all.
        """
        assert Money("0", "CNY") == ask(case, LAWLESS).kept

    @given(cases(), st.sampled_from(sorted(PLACES)), st.sampled_from(LAWS))
    def test_another_law_gives_no_less(self, case, place, law):
        """
        Under one more law the buyer never gets less back.
        """
        policy = PLACES[place]

        assert ask(case, policy).given_back <= ask(case, policy.with_law(law)).given_back

    @given(cases(), st.sampled_from(sorted(PLACES)))
    def test_seller_at_fault_keeps_nothing(self, case, place):
        """
        Whoever is at fault as the seller keeps nothing by any rule.
        """
        order, cause, at = case
        if cause.fault is not Fault.BUYER:
            assert Money("0", "CNY") == refunds.due(order, cause, PLACES[place], at=at).kept

    @given(cases(), st.sampled_from(sorted(PLACES)))
    def test_words(self, case, place):
        """
        Every answer can be told in both languages, without a bare key.
        """
        refund = ask(case, PLACES[place])

        assert "refund.why" not in refund.explain("en")
        assert "refund.why" not in refund.explain("zh")


# The same rules read a second time, as a table of what each place knows.
KNOWS = {
    "tmall": {"forfeit", "double", "raised", "ceiling", "supply", 7},
    "brief": {"forfeit", "double", "ceiling", "supply", "complaint", 7},
    "eu": {"supply", 14, "made_to_order"},
    "uk": {"supply", 14},
    "us": {"shipment"},
    "jp": {8},
    "platform": {"forfeit", "double", "raised"},
    "lawless": set(),
}


def second_reading(case, place):
    """
    How much goes back, is kept, is undecided, and is owed on top, in minor units.
    """
    order, cause, at = case
    knows, plan = KNOWS[place], order.terms.plan
    here = order.delivered_at is not None and utc(order.delivered_at) <= at
    sent = here or (order.dispatched_at is not None and utc(order.dispatched_at) <= at)

    goods = _goods(order, cause, at, knows, place, here=here, sent=sent)
    by_withdrawal = cause is Cause.CHANGED_MIND and goods == "back"
    extras = "undecided" if by_withdrawal else goods
    open_deposit = plan.deposit is not None and not order.covered(Component.BALANCE, by=at)
    sums = {"back": 0, "kept": 0, "undecided": 0, "double": 0}
    for component in Component:
        owed = order.paid(component, by=at).minor
        if component is not Component.DEPOSIT:
            agreed = order.terms.components.get(component)
            owed = min(owed, 0 if agreed is None else agreed.minor)
        late = order.paid(component).minor - owed
        fates = {"back": late, "undecided": 0, "kept": 0}
        if component is Component.DEPOSIT and open_deposit:
            price = (order.terms.total - order.terms.extras).minor
            binding = min(owed, price // 5) if "ceiling" in knows else owed
            fate, double = _deposit(plan.deposit, cause, knows, goods)
            binding = owed if isinstance(plan.deposit, Advance) else binding
            fates[fate] += binding
            fates["back"] += owed - binding
            sums["double"] = binding if double else 0
        elif component is Component.TAX and goods != extras and order.terms.shipping and owed:
            on_shipping = order.terms.shipping_tax
            if on_shipping is None:
                fates[extras] += owed
            else:
                whole = order.terms.tax.minor
                parts = Money.from_minor(owed, "CNY").split(
                    [whole - on_shipping.minor, on_shipping.minor]
                )
                fates[goods] += parts[0].minor
                fates[extras] += parts[1].minor
        elif component in {Component.SHIPPING, Component.FEE}:
            fates[extras] += owed
        else:
            fates[goods] += owed
        before = order.refunded(component).minor
        for fate in ("back", "undecided", "kept"):
            taken = min(before, fates[fate])
            before -= taken
            sums[fate] += fates[fate] - taken
    return sums


def _deposit(deposit, cause, knows, goods):
    """
    The fate of a deposit before the balance, and whether it is owed double.
    """
    if isinstance(deposit, Advance):
        return "back", False
    if cause.fault is Fault.BUYER and "forfeit" in knows:
        return "kept", False
    if cause.fault is Fault.SELLER and "double" in knows:
        if cause is Cause.BALANCE_RAISED and "raised" not in knows:
            return goods, False
        return "back", True
    return goods, False


def _goods(order, cause, at, knows, place, *, here, sent):  # noqa: PLR0911 - a table
    """
    The fate of the price.
    """
    if cause is Cause.GOAL_MISSED:
        return "back"
    if cause in {Cause.AGREED, Cause.BALANCE_LAPSED, Cause.PAYMENT_FAILED}:
        return "undecided"
    if cause is Cause.CHANGED_MIND:
        days = [one for one in knows if isinstance(one, int)]
        shut = "made_to_order" in knows and order.terms.kind is OrderKind.MADE_TO_ORDER
        if not days or (shut and not here):
            return "undecided"
        if not here:
            return "back"
        zone = PLACES[place].zone
        last = ends_on(local_day(order.delivered_at, zone) + timedelta(days=days[0]), zone)
        return "kept" if shut or at >= utc(last) + timedelta(seconds=1) else "back"
    if here:
        return "back" if cause is Cause.NOT_AS_DESCRIBED and "complaint" in knows else "undecided"
    if "supply" in knows or ("shipment" in knows and not sent):
        return "back"
    return "back" if "complaint" in knows and cause.fault is Fault.SELLER else "undecided"


class TestSecondReading:
    """
    An independent table of causes, stages and components agrees to the cent.
    """

    @given(cases(), st.sampled_from(sorted(KNOWS)))
    def test_agrees(self, case, place):
        """
        What goes back, what is kept, what is undecided, and what the law adds.
        """
        refund = ask(case, PLACES[place])
        double = 0 if refund.statutory is None else refund.statutory.amount.minor
        expected = second_reading(case, place)

        assert expected == {
            "back": refund.given_back.minor,
            "kept": refund.kept.minor,
            "undecided": refund.undecided.minor,
            "double": double,
        }

    def test_days_are_those_of_the_packs(self):
        """
        The table knows the days that the packs know, so that it cannot drift from them.
        """
        for place, knows in KNOWS.items():
            told = {figure.value for figure in PLACES[place].every("withdrawal.days")}

            assert told == {CalendarDays(one) for one in knows if isinstance(one, int)}
