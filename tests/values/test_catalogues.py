"""
The compiled catalogues are those of their sources.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_compiled_catalogues_are_up_to_date():
    """
    Compiling every `*.po` again would change no `*.mo`.
    """
    pytest.importorskip("polib")
    checked = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_catalogues.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.stdout == ""
    assert checked.returncode == 0, checked.stderr
