"""
How large a file may be before it is refused.
"""

from __future__ import annotations

from typing import Any, final

import attrs

from tiktok_presale.values.checks import check_int
from tiktok_presale.values.closed import Value

__all__ = ["Limits"]


def _positive(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    check_int(attribute.name, value, minimum=1)


@final
@attrs.frozen(kw_only=True)
class Limits(Value):
    """
    What a file may hold at most; the first excess ends the reading with an error.

    The older guide of Seller Center says 15 000 rows an export. A file within these limits is read
    in memory that grows with its orders and not with its size.

    Args:
        rows: Rows, the header among them.
        columns: Columns.
        row_size: Characters (CSV) or bytes of XML (XLSX) of one row.
        unpacked: Bytes of an XLSX once it is unpacked.

    Raises:
        WrongTypeError: If one is no whole number.
        OutOfRangeError: If one is below 1.
    """

    rows: int = attrs.field(default=1_000_000, validator=_positive)
    columns: int = attrs.field(default=512, validator=_positive)
    row_size: int = attrs.field(default=1 << 20, validator=_positive)
    unpacked: int = attrs.field(default=1 << 30, validator=_positive)
