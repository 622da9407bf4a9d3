"""
Compile the text catalogues: every `*.po` under `values/locale` to the `*.mo` that is shipped.

    pip install babel && python tools/build_catalogues.py

With `--check` nothing is written, and the exit status tells whether all are up to date.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[1] / "src/tiktok_presale/values/locale"


def compiled(source: Path) -> bytes:
    """
    The content of the `*.mo` that belongs to a `*.po`.
    """
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parents[1].name)
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def main() -> int:
    """
    Compile, or check, every catalogue.
    """
    stale = 0
    for source in sorted(LOCALE.rglob("*.po")):
        target, content = source.with_suffix(".mo"), compiled(source)
        if target.is_file() and target.read_bytes() == content:
            continue
        stale += 1
        if "--check" not in sys.argv:
            target.write_bytes(content)
        print(f"{target.relative_to(LOCALE)} {'is stale' if '--check' in sys.argv else 'written'}")
    return int(bool(stale and "--check" in sys.argv))


if __name__ == "__main__":
    sys.exit(main())
