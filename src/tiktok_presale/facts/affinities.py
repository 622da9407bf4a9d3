"""
A seller's own table of which creators go with which goods, with its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.affinities import Affinity
from tiktok_presale.values.checks import check_kind, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.frozenmap import FrozenMap, frozen_map
from tiktok_presale.values.sources import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Affinities"]


def _table(value: Mapping[str, Affinity]) -> FrozenMap[Affinity]:
    table = frozen_map(value)
    for name, affinity in table.items():
        check_kind(name, affinity, Affinity, "an Affinity; write Affinity(fits=('skin_care',))")
    return table


@final
@attrs.frozen
class Affinities(Value):
    """
    A table of the seller's own, beside what the packs say; both speak, and a "never" binds.

    Args:
        table: What is said of each category of goods.
        source: Where it is written down.

    Examples:
        >>> from datetime import date
        >>> from tiktok_presale import Confidence, Source
        >>> page = Source("Our sales of 2025", "", date(2026, 1, 5), Confidence.MEDIUM)
        >>> ours = Affinities({"toys": Affinity(fits=("parenting",))}, page)
        >>> ours.table["toys"].says({"parenting"})
        True
    """

    table: FrozenMap[Affinity] = attrs.field(converter=_table)
    source: Source = attrs.field(validator=instance("a Source", Source))
