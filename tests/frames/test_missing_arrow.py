"""
Without its extra, a door into Arrow says what to install.
"""

import importlib
import sys

import pytest

from tiktok_presale.errors import MissingExtraError


@pytest.mark.parametrize("name", ["table_export", "engines.duckdb_tables"])
def test_named(monkeypatch, name):
    """
    The error names the package and the extra that brings it.
    """
    module = f"tiktok_presale.frames.{name}"
    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(MissingExtraError) as raised:
        importlib.import_module(module)

    assert MissingExtraError("pyarrow", "frames") == raised.value
