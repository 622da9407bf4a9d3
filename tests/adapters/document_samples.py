"""
One document of every type, kept in a file of one line each, and how a missing line is made.

Run this to add the lines of new types; a line that is there is never written again:

    PYTHONPATH=src:tests:tests/rules python tests/adapters/document_samples.py
"""

from __future__ import annotations

from pathlib import Path

import attrs

from tiktok_presale.adapters import documents
from tiktok_presale.policy.book import read_pack
from tiktok_presale.policy.pack import Pack
from tiktok_presale.policy.policy import Policy
from values.instances import PAIRS

DATA = Path(__file__).parents[1] / "data"
GOLDEN = DATA / "json" / "documents.jsonl"

# A shipped pack grows with what is learnt; this one stays as it is.
OWN = read_pack(DATA / "packs" / "own.toml")


def first_of_each():
    """
    Give one value of each type, by the name of the type.
    """
    found = {}
    for one, _ in PAIRS:
        found.setdefault(type(one).__name__, one)
    return found


def with_own_pack(value):
    """
    Put the pack of the tests in place of a shipped one, as deep as fields of values go.
    """
    if isinstance(value, Pack):
        return OWN
    if isinstance(value, Policy):
        return Policy(OWN, OWN.starts[0])
    if not attrs.has(type(value)):
        return value
    given = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
    changed = {name: with_own_pack(held) for name, held in given.items() if held is not value}
    new = {name: held for name, held in changed.items() if held is not given[name]}
    return attrs.evolve(value, **new) if new else value


def golden_lines():
    """
    Give the lines of the file, by the name of the type.
    """
    lines = GOLDEN.read_text(encoding="utf-8").splitlines() if GOLDEN.exists() else []
    return {line.split('"', 4)[3]: line for line in lines}


def main():
    """
    Add what is missing.
    """
    lines = golden_lines()
    for name, value in first_of_each().items():
        if name not in lines:
            lines[name] = documents.dumps(with_own_pack(value))
    GOLDEN.write_text("".join(f"{lines[name]}\n" for name in sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
