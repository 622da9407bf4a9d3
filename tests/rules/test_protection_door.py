"""
The door of buyer protection.
"""

from importlib import import_module

import tiktok_presale as tp


def test_door():
    """
    The question is the module of that name under rules, and shows its public names alone.
    """
    assert tp.protection is import_module("tiktok_presale.rules.protection")
    assert dir(tp.protection) == sorted(tp.protection.__all__)
