"""
The mathematics is loaded when it is first used, and says which extra it needs.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from tiktok_presale import numerics

BLOCKED = """
import sys
sys.modules[{package!r}] = None
import tiktok_presale as tp
from tiktok_presale import numerics
assert tp.measuring.lift and tp.planning.window and tp.creators.choose
for name in numerics.__all__:
    try:
        getattr(numerics, name)
    except tp.errors.MissingExtraError as error:
        print(error)
"""


def test_names():
    """
    Every module that is listed can be loaded, and no other name.
    """
    for name in dir(numerics):
        assert getattr(numerics, name).__name__ == f"tiktok_presale.numerics.{name}"
    with pytest.raises(AttributeError, match="has no attribute 'x'"):
        _ = numerics.x


@pytest.mark.parametrize("package", ["numpy", "scipy"])
def test_without_the_extra(package):
    """
    The doors open, and what needs a package that is missing names the extra that brings it.
    """
    command = [sys.executable, "-c", BLOCKED.format(package=package)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)

    assert {f"{package} is not installed; pip install 'tiktok-presale[planning]'"} == set(
        run.stdout.splitlines()
    )


def test_another_fault_is_not_hidden(monkeypatch):
    """
    A module that is missing for another reason says so itself.
    """
    monkeypatch.setattr(numerics, "__all__", [*numerics.__all__, "absent"])
    with pytest.raises(ModuleNotFoundError, match="absent"):
        _ = numerics.absent
