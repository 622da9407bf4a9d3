"""
Files of Seller Center: exports of orders and of settlements, CSV and XLSX, read into facts.

Only the standard library is needed for CSV; XLSX needs openpyxl (extra: `sheets`).
"""

from __future__ import annotations

from tiktok_presale.adapters.seller_center.layouts import LAYOUTS, Layout, TimeForm, layout_of
from tiktok_presale.adapters.seller_center.limits import Limits
from tiktok_presale.adapters.seller_center.orders import read_orders_file
from tiktok_presale.adapters.seller_center.settlements import (
    Settlement,
    SettlementReading,
    read_settlements,
)

__all__ = [
    "LAYOUTS",
    "Layout",
    "Limits",
    "Settlement",
    "SettlementReading",
    "TimeForm",
    "layout_of",
    "read_orders_file",
    "read_settlements",
]


def __dir__() -> list[str]:
    return __all__
