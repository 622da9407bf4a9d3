"""
Compare a built wheel with the source tree: every file of the package is in it, and no other.
"""

import sys
from pathlib import Path
from zipfile import ZipFile

SOURCE = Path(__file__).parent.parent / "src"

# Without one of each of these the library works in the tree and not where it is installed.
EXPECTED = (
    "tiktok_presale/py.typed",
    "tiktok_presale/**/packs/*.toml",
    "tiktok_presale/**/locale/*/LC_MESSAGES/*.mo",
    "tiktok_presale/samples/*.json",
    "tiktok_presale/schemas/documents.json",
)


def main(wheel: Path) -> int:
    """
    Print what is amiss, one line each, and return how many there are.
    """
    tree = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "tiktok_presale").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    faults = [
        *(f"not in the wheel: {name}" for name in sorted(tree - shipped)),
        *(f"not in the tree: {name}" for name in sorted(shipped - tree)),
        *(f"nothing matches {pattern}" for pattern in EXPECTED if not any(SOURCE.glob(pattern))),
    ]
    for fault in faults:
        print(fault)
    print(f"{wheel.name}: {len(shipped)} files, {len(faults)} faults")
    return len(faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
