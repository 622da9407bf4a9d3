"""
No damage to an XLSX leads to anything but our own errors.
"""

from __future__ import annotations

import io
import zipfile

import openpyxl  # noqa: F401 - without it these tests are left out
from hypothesis import given
from hypothesis import strategies as st

from adapters.seller_files import HEADERS, row, table, workbook
from adapters.test_seller_center_properties import by_id, damaged, files, only_ours
from tiktok_presale.adapters.open_api import Reading
from tiktok_presale.adapters.seller_center import read_orders_file

GOOD = workbook(table({}))
with zipfile.ZipFile(io.BytesIO(GOOD)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}


@st.composite
def archives(draw):
    """
    Sound archives of which one part is damaged.
    """
    name = draw(st.sampled_from(sorted(PARTS)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in PARTS.items():
            archive.writestr(part, draw(damaged(content)) if part == name else content)
    return out.getvalue()


class TestRoundTrip:
    """
    An XLSX says the same as a CSV.
    """

    @given(files())
    def test_written_orders_are_read_again(self, file):
        """
        Orders written as rows of any market come back with the same facts.
        """
        market, orders, rows = file
        cells = [HEADERS[market], *(row({"Order Substatus": "", **one}, market) for one in rows)]
        found = read_orders_file(io.BytesIO(workbook(cells)), market)

        assert () == found.problems
        assert by_id(orders) == by_id(found.orders)


class TestAttack:
    """
    Whatever is in a workbook, the answer is a reading or one of our own errors.
    """

    @given(damaged(GOOD))
    def test_damaged_bytes(self, content):
        """
        Bytes of the archive, damaged.
        """
        only_ours(read_orders_file, content, "th", Reading)

    @given(archives())
    def test_damaged_parts(self, content):
        """
        A sound archive with damage within a part.
        """
        only_ours(read_orders_file, content, "th", Reading)
