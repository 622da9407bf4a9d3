"""
Compile the text catalogues: every `*.po` under `values/locale` to the `*.mo` that is shipped.

    pip install polib && python tools/build_catalogues.py

With `--check` nothing is written, and the exit status tells whether all are up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).parents[1] / "src/tiktok_presale/values/locale"


def main() -> int:
    """
    Compile, or check, every catalogue.
    """
    check = "--check" in sys.argv
    stale = 0
    for source in sorted(LOCALE.rglob("*.po")):
        target, content = source.with_suffix(".mo"), polib.pofile(str(source)).to_binary()
        if target.is_file() and target.read_bytes() == content:
            continue
        stale += 1
        if not check:
            target.write_bytes(content)
        print(f"{target.relative_to(LOCALE)} {'is stale' if check else 'written'}")
    return int(bool(stale and check))


if __name__ == "__main__":
    sys.exit(main())
