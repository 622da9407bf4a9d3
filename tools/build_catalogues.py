"""
Compile the text catalogues: every topic's `*.po` of a language into the one `*.mo` that is shipped.

    pip install polib && python tools/build_catalogues.py

With `--check` nothing is written, and the exit status tells whether all are up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).parents[1] / "src/tiktok_presale/values/locale"
SHIPPED = "tiktok_presale.mo"


def compiled(folder: Path) -> bytes:
    """
    Compile the topics of one language, each of which names its texts alone.
    """
    whole = polib.POFile(check_for_duplicates=True)
    for source in sorted(folder.glob("*.po")):
        topic = polib.pofile(str(source), check_for_duplicates=True)
        whole.metadata = whole.metadata or topic.metadata
        for entry in topic:
            try:
                whole.append(entry)
            except ValueError:
                sys.exit(f"{source}: {entry.msgid!r} stands in another topic too")
    content: bytes = whole.to_binary()
    return content


def main() -> int:
    """
    Compile, or check, the catalogue of every language.
    """
    check = "--check" in sys.argv
    stale = 0
    for folder in sorted({source.parent for source in LOCALE.rglob("*.po")}):
        target, content = folder / SHIPPED, compiled(folder)
        if target.is_file() and target.read_bytes() == content:
            continue
        stale += 1
        if not check:
            target.write_bytes(content)
        print(f"{target.relative_to(LOCALE)} {'is stale' if check else 'written'}")
    return int(bool(stale and check))


if __name__ == "__main__":
    sys.exit(main())
