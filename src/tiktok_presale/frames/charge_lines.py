"""
The charges and the fee that a policy makes on orders alike, prepared for columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.metrics import lies_in
from tiktok_presale.facts.shops import metric_of
from tiktok_presale.values.vocabulary import Trigger

if TYPE_CHECKING:
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import Band, ChargeTerm
    from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["ChargeLine", "charge_lines"]


@final
@attrs.frozen
class ChargeLine:
    """
    One charge that may be made on orders of one kind and currency.

    Args:
        path: The dotted path of its figure.
        term: What it says.
        contingent: Whether it hangs on a metric that nobody gave.
        holds: Whether it is made at all; False where the shop's metric rules it out.
        currency: What it is charged in.
        odd: Whether columns cannot work it out: its sums cannot be compared with the orders'
            prices, or are below zero.
    """

    path: str
    term: ChargeTerm
    contingent: bool
    holds: bool
    currency: str
    odd: bool

    @property
    def trigger(self) -> Trigger:
        """
        What makes it fall due.
        """
        return self.term.trigger

    @property
    def code(self) -> str:
        """
        What it is for.
        """
        return self.path.rpartition(".")[2]


def charge_lines(
    policy: Policy, kind: OrderKind, currency: str, shop: Shop | None
) -> tuple[ChargeLine, ...]:
    """
    The charges that a policy may make on orders of one kind and currency, in its own order.
    """
    return tuple(
        _line(path, term, currency, shop)
        for path, term in policy.charges.items()
        if not term.kinds or kind in term.kinds
    )


def _line(path: str, term: ChargeTerm, currency: str, shop: Shop | None) -> ChargeLine:
    metric = None if term.when is None else metric_of(shop, term.when.metric)
    held = metric is not None and term.when is not None and lies_in(metric, term.when.holds_in)
    charged = {_charged_in(band, currency) for band in term.bands}
    return ChargeLine(
        path=path,
        term=term,
        contingent=term.when is not None and metric is None,
        holds=term.when is None or metric is None or held,
        currency=min(charged, default=currency),
        odd=bool(term.compared_in() - {currency})
        or len(charged) > 1
        or any(_is_odd(band, currency) for band in term.bands),
    )


def _charged_in(band: Band, currency: str) -> str:
    return currency if band.flat is None else band.flat.currency


def _is_odd(band: Band, currency: str) -> bool:
    """
    Whether a band gives less than nothing, or has ends in another currency than its sum.
    """
    charged = _charged_in(band, currency)
    ends = [end for end in (band.flat, band.floor, band.ceiling) if end is not None]
    return (band.rate or 0) < 0 or any(e.minor < 0 or e.currency != charged for e in ends)
