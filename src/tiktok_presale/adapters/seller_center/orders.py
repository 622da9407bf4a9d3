"""
Order exports of Seller Center, CSV or XLSX, read into facts.

An export says less than the Open API: no release date, no days, no deadlines of the platform. What
it does not say stays unknown.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.adapters.losses import Loss, LossReport
from tiktok_presale.adapters.open_api import Reading
from tiktok_presale.adapters.pre_sales import check_pre_sales, check_proofs
from tiktok_presale.adapters.seller_center.columns import ORDERS, found_header
from tiktok_presale.adapters.seller_center.gathering import Gathering
from tiktok_presale.adapters.seller_center.layouts import Layout, layout_of
from tiktok_presale.adapters.seller_center.limits import Limits
from tiktok_presale.adapters.seller_center.one_order import OrderRows
from tiktok_presale.adapters.seller_center.sources import Source, opened, rows_of
from tiktok_presale.adapters.seller_center.terms import Terms, dates_and_text
from tiktok_presale.values.errors import PayloadError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from tiktok_presale.adapters.pre_sales import PreSale
    from tiktok_presale.facts.orders import Order

__all__ = ["read_orders_file"]

_SHEETS = ("OrderSKUList",)
_DEFAULT = Limits()


def read_orders_file(
    source: Source,
    market: str | Layout,
    *,
    pre_sales: Mapping[str, PreSale] | None = None,
    proofs: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
    limits: Limits = _DEFAULT,
) -> Reading:
    r"""
    Read an order export as Seller Center gives it, CSV or XLSX.

    Args:
        source: A path, or a binary stream.
        market: The market of the shop, such as "th"; or a layout of your own.
        pre_sales: The presale terms of SKUs, for promises, which no export holds, and for orders
            that do not say of which kind they are.
        proofs: Ids of orders that were charged the fee for pre-orders, as `read_settlements`
            finds them; for orders that do not say of which kind they are.
        progress: Called with the rows read so far and the orders among them.
        limits: How large the file may be.

    Raises:
        PayloadError: If the file as a whole cannot be read; it says where and why.
        OutOfRangeError: If no source tells how the files of *market* are written.
        WrongTypeError: If *source*, *market*, *pre_sales* or *proofs* has another type.
        MissingExtraError: If it is an XLSX and openpyxl is not installed.
        OSError: If there is no such file, or it may not be opened.

    Examples:
        >>> from io import BytesIO
        >>> file = BytesIO(
        ...     b"Order ID,Order Status,Normal or Pre-order,Order Amount,Created Time\n"
        ...     b"583870900000000004\t,To ship,Pre-order,219,10/05/2026 13:00:00\t\n")
        >>> order, = read_orders_file(file, "th").orders
        >>> order.kind.value, str(order.placed_at)
        ('pre_order', '2026-05-10 06:00:00+00:00')
    """
    layout = layout_of(market)
    check_pre_sales(pre_sales)
    check_proofs(proofs)
    names = {name: layout.columns.get(name, name) for name in ORDERS.read}
    with (
        opened(source, limits) as stream,
        closing(rows_of(stream, _SHEETS, ORDERS, layout.columns, limits)) as rows,
    ):
        header = found_header(rows, ORDERS, layout.columns)
        gathering = Gathering(header, names)
        gathering.read(rows, progress)
    terms = Terms(layout, names, pre_sales or {}, frozenset(proofs))
    reading = _reading(gathering, terms)
    return attrs.evolve(reading, losses=header.losses() + reading.losses)


def _reading(gathering: Gathering, terms: Terms) -> Reading:
    """
    The facts of all orders that were gathered; each is forgotten once it is read.
    """
    waiting, of_order = gathering.orders, gathering.of_order
    terms.mixed_times = dates_and_text(of_order, (known.cells for known in waiting.values()))
    problems = list(gathering.problems)
    orders: list[Order] = []
    repeated = 0
    for id_ in list(waiting):
        gathered = waiting.pop(id_)
        repeated += gathered.again
        try:
            if gathered.fault is not None:
                raise gathered.fault
            orders.append(OrderRows(terms, id_, gathered, of_order).order())
        except PayloadError as problem:
            problems.append((gathered.row, problem))
    problems.sort(key=lambda pair: pair[0])
    lost = LossReport.of(Loss(path, n, why) for (path, why), n in terms.lost.items())
    found = tuple(problem for _, problem in problems)
    disputed = tuple(terms.disputed)
    return Reading(tuple(orders), found, repeated, terms.assumed, lost, disputed)
