"""
Arrow, for the modules beside this one, or the error that names the extra which brings it.

Its stubs know neither numpy's buffers nor most of its functions, so that it is untyped here.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tiktok_presale.values.errors import MissingExtraError

for _package in ("numpy", "pyarrow"):
    try:
        import_module(_package)
    except ImportError:
        raise MissingExtraError(_package, "frames") from None

import numpy as np  # noqa: E402 - once it is known to be there
import pyarrow  # noqa: E402, ICN001
import pyarrow.compute  # noqa: E402

__all__ = ["np", "pa", "pc"]

pa: Any = pyarrow
pc: Any = pyarrow.compute
