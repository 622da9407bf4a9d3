"""
Without Hypothesis the strategies say which extra brings it.
"""

import importlib
import sys

import pytest

from tiktok_presale.errors import MissingExtraError


def test_missing(monkeypatch):
    """
    Importing them raises the error that names the package and the extra.
    """
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    for name in [name for name in sys.modules if name.startswith("tiktok_presale.strategies")]:
        monkeypatch.delitem(sys.modules, name)

    with pytest.raises(ImportError) as raised:
        importlib.import_module("tiktok_presale.strategies")

    assert MissingExtraError("hypothesis", "testing") == raised.value
    assert "pip install 'tiktok-presale[testing]'" in str(raised.value)
