"""
Strategies for blind boxes: odds tables, limits, boxes, tickets and whole sales.
"""

from __future__ import annotations

from datetime import time
from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.facts.boxes import BlindBox, BoxSale, DrawLimits, ReturnWaiver
from tiktok_presale.facts.draws import DrawState, PaidDraws, Ticket
from tiktok_presale.facts.guarantees import Guarantee
from tiktok_presale.facts.odds import OddsTable
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.simple import instants, money
from tiktok_presale.values.days import CalendarDays

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "blind_boxes",
    "box_sales",
    "draw_limits",
    "draw_states",
    "lots",
    "odds_tables",
    "paid_draws",
    "return_waivers",
    "seeds",
    "tickets",
]

_NAMES: tuple[str, ...] = ("bear", "fox", "owl", "hare", "隐藏款")
_GOODS = ("toy", "food", "cosmetics", "medicine", "live_animal")


@st.composite
def _guarantees(draw: DrawFn, names: tuple[str, ...], base: Fraction) -> Guarantee | None:
    """
    Nothing, a guarantee, or one with the steepest ramp of some that stay below one.
    """
    after = draw(st.integers(2, 12))
    if draw(st.booleans()):
        return Guarantee(names, after)
    if after == 2 or draw(st.booleans()):  # noqa: PLR2004 - no draw is left for a ramp
        return None
    start = draw(st.integers(2, after - 1))
    step = (1 - base) / (after - start + draw(st.integers(1, 5)))
    return Guarantee(names, after, ramp_from=start, step=step)


@st.composite
def odds_tables(draw: DrawFn, most: int = 5) -> OddsTable:
    """
    Tables of up to *most* prizes, some with stock, values and a guarantee; shrink to one prize.
    """
    names = _NAMES[: draw(st.integers(1, min(most, len(_NAMES))))]
    weights = {name: draw(st.integers(1, 200)) for name in names}
    whole, guarantee = sum(weights.values()), None
    if len(names) > 1:
        rare = names[draw(st.integers(1, len(names) - 1)) :]
        base = Fraction(sum(weights[name] for name in rare), whole)
        guarantee = draw(_guarantees(rare, base))
    stocked = draw(st.lists(st.sampled_from(names), unique=True))
    stock = {name: draw(st.integers(1, 20)) for name in stocked}
    values = draw(st.none() | st.fixed_dictionaries({name: money(["CNY"]) for name in names}))
    return OddsTable.from_weights(weights, guarantee=guarantee, values=values, stock=stock)


def lots(most: int = 12) -> SearchStrategy[OddsTable]:
    """
    Lots with up to *most* pieces of each prize; shrink to one piece of one prize.
    """
    stock = st.dictionaries(st.sampled_from(_NAMES), st.integers(1, most), min_size=1)
    return stock.map(OddsTable.from_stock)


def seeds() -> SearchStrategy[bytes]:
    """
    Seeds of 16 to 40 bytes; shrink to zeros.
    """
    return st.binary(min_size=16, max_size=40)


def tickets(number: int | None = None) -> SearchStrategy[Ticket]:
    """
    Tickets of a few buyers, with *number* where it is given; shrink to the first one.
    """
    numbers = st.integers(1, 10**6) if number is None else st.just(number)
    printed = st.characters(codec="utf-8", exclude_characters="\x7f", min_codepoint=0x20)
    return st.builds(
        Ticket, numbers, st.sampled_from(("b1", "b2", "b3")), st.text(printed, min_size=1)
    )


@st.composite
def draw_states(draw: DrawFn, table: OddsTable | None = None) -> DrawState:
    """
    States of *table*, of any table where none is given; shrink to everything sold out.
    """
    own = draw(odds_tables()) if table is None else table
    left = {
        one.name: draw(st.integers(0, one.stock)) for one in own.prizes if one.stock is not None
    }
    after = 1 if own.guarantee is None else own.guarantee.after
    return DrawState(left, draw(st.integers(0, after - 1)))


@st.composite
def draw_limits(draw: DrawFn, currency: str = "CNY") -> DrawLimits:
    """
    Limits of every combination, over midnight too; shrink to none at all.
    """
    clock = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))
    hours = draw(st.none() | st.lists(clock, min_size=2, max_size=2, unique=True))
    opens, closes = (None, None) if hours is None else hours
    return DrawLimits(
        draws=draw(st.none() | st.integers(1, 50)),
        spend=draw(st.none() | money([currency], least=1, most=10**6)),
        period=draw(st.builds(CalendarDays, st.integers(1, 31))),
        opens=opens,
        closes=closes,
    )


def blind_boxes(currency: str = "CNY") -> SearchStrategy[BlindBox]:
    """
    Boxes of which anything may be unknown; shrink to one prize and nothing told.
    """
    unsure = st.none() | st.booleans()
    shown = st.sampled_from(("product_name", "kind", "style", "quantity", "category"))
    return st.builds(
        BlindBox,
        id=st.just("p1"),
        odds=st.one_of(odds_tables(), lots()),
        price=money([currency], least=1, most=10**6),
        maker_sealed=unsure,
        goods=st.none() | st.sampled_from(_GOODS),
        quality_guaranteed=unsure,
        invited=unsure,
        shown=st.dictionaries(shown, st.just("见图")),
        limits=st.none() | draw_limits(currency),
        sale_ends=st.none() | instants(),
    )


def paid_draws(currency: str = "CNY") -> SearchStrategy[PaidDraws]:
    """
    Draws that a few buyers paid for; shrink to one that was free.
    """
    return st.builds(
        PaidDraws,
        buyer=st.sampled_from(("b1", "b2")),
        at=instants(),
        paid=money([currency], most=10**6),
        count=st.integers(1, 10),
    )


def return_waivers() -> SearchStrategy[ReturnWaiver]:
    """
    Waivers of which anything may be unknown; shrink to nothing known.
    """
    unsure = st.none() | st.booleans()
    return st.builds(ReturnWaiver, confirmed=unsure, per_purchase=unsure, pre_ticked=unsure)


def box_sales() -> SearchStrategy[BoxSale]:
    """
    Boxes sold of which anything may be unknown; shrink to nothing known.
    """
    unsure = st.none() | st.booleans()
    waiver = st.none() | return_waivers()
    return st.builds(BoxSale, opened=unsure, open_set=unsure, waiver=waiver)
