"""
Orders made up for the large tables: the same columns as numpy arrays and as an Arrow file.

Both lie in files that are mapped into memory, so that the processes of all rows share them.
"""

# ruff: noqa: PLC0415 - only the rows that use a package import it

from pathlib import Path
from typing import Any

import attrs
import numpy as np
from harness import Options
from policies import MARKETS

MICRO = 1_000_000
DAY = 86_400 * MICRO
AS_OF = 1_796_083_200 * MICRO  # 2026-12-01 00:00 UTC; nothing was dispatched after it was asked
FIRST = 1_735_776_000  # 2025-01-02
LAST = 1_795_132_800  # 2026-11-20
NAT = np.iinfo(np.int64).min
BATCH = 1 << 20  # rows of one Arrow batch

COLUMNS = ("placed", "dispatched", "total", "market")


@attrs.frozen
class Orders:
    """
    Where the orders lie.
    """

    folder: Path

    @classmethod
    def made(cls, options: Options) -> "Orders":
        """
        The orders of this call of the command; made when first asked for.
        """
        orders = cls(options.folder / f"orders-{options.rows}-{options.seed}")
        if not orders.folder.exists():
            orders.folder.mkdir()
            orders.write(options.rows, options.seed)
        return orders

    def write(self, count: int, seed: int) -> None:
        """
        Draw them: dispatched after some days, one in twenty not yet.
        """
        draw = np.random.default_rng(seed)
        placed = draw.integers(FIRST, LAST, count) * MICRO
        taken = (draw.gamma(2.0, 1.3, count) * 86_400).astype(np.int64) * MICRO
        dispatched = placed + taken
        dispatched[(draw.random(count) < 0.05) | (dispatched >= AS_OF)] = NAT
        drawn = (
            placed,
            dispatched,
            draw.integers(100, 60_000, count),
            draw.integers(0, len(MARKETS), count).astype(np.int8),
        )
        for name, values in zip(COLUMNS, drawn, strict=True):
            np.save(self.folder / f"{name}.npy", values)

    def arrays(self, count: int | None) -> list[Any]:
        """
        The first orders as arrays: microseconds in UTC twice, minor units, number of the market.
        """
        found = []
        for name in COLUMNS:
            values = np.asarray(np.load(self.folder / f"{name}.npy", mmap_mode="r")[:count])
            values.max()  # touches every page, so that reading the file is not timed
            found.append(values)
        return found

    def arrow(self, count: int) -> Any:
        """
        The first orders as an Arrow table, its market a word of a dictionary.
        """
        import pyarrow as pa

        file = self.folder / "orders.arrow"
        if not file.exists():
            self._write_arrow(file)
        table = pa.ipc.open_file(pa.memory_map(str(file))).read_all().slice(0, count)
        for column in table.columns:
            for chunk in column.chunks:
                for buffer in filter(None, chunk.buffers()):
                    np.frombuffer(buffer, np.uint8)[::4096].max(initial=0)
        return table

    def _write_arrow(self, file: Path) -> None:
        import pyarrow as pa

        placed, dispatched, total, market = self.arrays(None)
        stamp = pa.timestamp("us", "UTC")
        names = pa.array([market[0] for market in MARKETS])
        columns = {
            "placed_at": pa.array(placed).view(stamp),
            "dispatched_at": pa.array(dispatched, mask=dispatched == NAT).view(stamp),
            "total": pa.array(total),
            "market": pa.DictionaryArray.from_arrays(pa.array(market), names),
        }
        table = pa.table(columns)
        part = file.with_suffix(".part")
        with pa.ipc.new_file(str(part), table.schema) as writer:
            writer.write_table(table, max_chunksize=BATCH)
        part.rename(file)

    def pandas(self, count: int) -> Any:
        """
        The first orders as a data frame of pandas.
        """
        import pandas as pd

        placed, dispatched, total, market = self.arrays(count)
        return pd.DataFrame(
            {
                "placed_at": pd.Series(placed.view("M8[us]")).dt.tz_localize("UTC"),
                "dispatched_at": pd.Series(dispatched.view("M8[us]")).dt.tz_localize("UTC"),
                "total": total.copy(),
                "market": pd.Categorical.from_codes(market, [market[0] for market in MARKETS]),
            }
        )

    def polars(self, count: int) -> Any:
        """
        The first orders as a data frame of polars, in one piece.
        """
        import polars as pl

        return pl.from_arrow(self.arrow(count)).rechunk()
