"""
What the orders of one file are read by: its words, what else is known of them, what is counted.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from tiktok_presale.adapters.seller_center import words
from tiktok_presale.adapters.seller_center.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from tiktok_presale.adapters.evidence import Verdict
    from tiktok_presale.adapters.pre_sales import PreSale
    from tiktok_presale.adapters.seller_center.cells import Cell
    from tiktok_presale.adapters.seller_center.layouts import Layout
    from tiktok_presale.facts.orders import Party
    from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["Terms", "dates_and_text"]


class Terms:
    """
    What the orders of one file are read by, and what is counted on the way.

    Args:
        layout: How the file is written.
        names: What it calls its columns.
        pre_sales: The presale terms of SKUs.
        proofs: Ids of orders that were charged the fee for pre-orders.
    """

    layout: Layout
    names: Mapping[str, str]
    pre_sales: Mapping[str, PreSale]
    proofs: frozenset[str]
    zone: ZoneInfo
    statuses: dict[str, words.Status]
    substatuses: dict[str, words.Substatus]
    kinds: dict[str, OrderKind]
    parties: dict[str, Party]
    by_seller: dict[str, bool]
    cash: dict[str, bool]

    def __init__(
        self,
        layout: Layout,
        names: Mapping[str, str],
        pre_sales: Mapping[str, PreSale],
        proofs: frozenset[str],
    ) -> None:
        self.layout, self.names, self.zone = layout, names, layout.tz
        self.pre_sales, self.proofs = pre_sales, proofs
        self.statuses = words.taught(words.STATUSES, layout.words)
        self.substatuses = words.taught(words.SUBSTATUSES, layout.words)
        self.kinds = words.taught(words.KINDS, layout.words)
        self.parties = words.taught(words.PARTIES, layout.words)
        self.by_seller = words.taught(words.BY_SELLER, layout.words)
        self.cash = words.taught(words.CASH_ON_DELIVERY, layout.words)
        self.mixed_times: bool = False
        self.assumed: int = 0
        self.disputed: list[Verdict] = []
        self.lost: Counter[tuple[str, str]] = Counter()


def dates_and_text(of_order: tuple[str, ...], orders: Iterable[tuple[Cell, ...]]) -> bool:
    """
    Whether some times are dates of a workbook and others are text.

    A spreadsheet that reads DD/MM as MM/DD makes dates of the days up to twelve, with day and month
    changed over, and leaves the others as text.
    """
    places = [place for place, name in enumerate(of_order) if name.endswith(" Time")]
    found: set[bool] = set()
    for cells in orders:
        if cells:
            found |= {isinstance(cells[n], datetime) for n in places if text_of(cells[n])}
        if len(found) > 1:
            return True
    return False
