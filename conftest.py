"""
What the whole suite shares: executed examples, extras that may be absent, and profiles.
"""

import os
import re
from collections.abc import Iterator
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sybil import Document, Region, Sybil
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection

ROOT = Path(__file__).parent
FLAGS = ELLIPSIS | NORMALIZE_WHITESPACE


# Examples. Each file is a namespace of its own: a page must stand alone.


def pycon(document: Document) -> Iterator[Region]:
    """
    Find the sessions in blocks fenced as ``pycon``; those fenced as ``python`` Sybil finds itself.
    """
    sessions = DocTestStringParser(DocTestEvaluator(FLAGS))
    for block in CodeBlockParser("pycon", sessions.evaluator)(document):
        for session in sessions(block.parsed, document.path):
            session.adjust(block, block.parsed)
            yield session


pages = Sybil(
    name="page",
    parsers=[PythonCodeBlockParser(doctest_optionflags=FLAGS), pycon, SkipParser()],
    patterns=["*.md"],
)
docstrings = Sybil(
    name="docstring",
    parsers=[DocTestParser(optionflags=FLAGS)],
    path="src",
    patterns=["*.py"],
)
pytest_collect_file = SybilCollection([pages, docstrings]).pytest()


# Extras. A file that imports an absent extra, itself or through our modules for it, is left out. So
# is what says that it needs the extra `planning`: pages and tests that import only the library.

EXTRAS = (
    "cattrs",
    "duckdb",
    "holidays",
    "hypothesis",
    "icalendar",
    "openpyxl",
    "pandas",
    "polars",
    "pyarrow",
    "pyspark",
    "scipy",
)
NEEDS = re.compile(r"needs the extra `(\w+)`")
PULLS = {
    "calendars": "holidays",
    "feeds": "icalendar",
    "frames": "pyarrow",
    "json": "cattrs",
    "planning": "scipy",
    "sheets": "openpyxl",
    "testing": "hypothesis",
}
IMPORT = re.compile(
    r"^(?P<indent>[ \t]*(?:>>> )?)"
    r"(?:from (?P<package>[\w.]+) import \(?(?P<names>[\w, ]*)|import (?P<module>[\w.]+))",
    re.MULTILINE,
)


def imported(path: Path, *, at_top: bool = False) -> set[str]:
    """
    Name the modules that a source file or the examples of a page import.
    """
    found = set[str]()
    text = path.read_text(encoding="utf-8")
    if not at_top:
        found.update(PULLS[extra] for extra in NEEDS.findall(text))
    for match in IMPORT.finditer(text):
        if at_top and match["indent"]:
            continue
        package, module = match["package"], match["module"]
        if module:
            found.add(module)
        else:
            found.add(package)
            names = (name.split() for name in match["names"].split(","))
            found.update(f"{package}.{name[0]}" for name in names if name)
    return found | {parent for name in found for parent in parents_of(name)}


def parents_of(name: str) -> set[str]:
    """
    Name the packages that are imported before a module is.
    """
    parts = name.split(".")
    return {".".join(parts[:depth]) for depth in range(1, len(parts))}


@cache
def out_of_reach() -> frozenset[str]:
    """
    Name the extras that are absent, and those of our modules that cannot be imported without.
    """
    absent = frozenset(name for name in EXTRAS if find_spec(name) is None)
    package = find_spec("tiktok_presale")
    if not absent or package is None or package.origin is None:
        return absent
    home = Path(package.origin).parent
    modules: dict[str, set[str]] = {}
    for path in home.rglob("*.py"):
        name = module_of(path, home)
        modules[name] = imported(path, at_top=True) | parents_of(name)
    # The package loads its modules when they are used: whoever imports it means to use them.
    modules["tiktok_presale.numerics"] = {"scipy"}
    reach = absent
    while more := {name for name, needs in modules.items() if reach & needs} - reach:
        reach |= more
    return reach


def module_of(path: Path, home: Path) -> str:
    """
    Name the module in a file of the package.
    """
    parts = path.relative_to(home).with_suffix("").parts
    return ".".join(("tiktok_presale", *parts)).removesuffix(".__init__")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """
    Leave out what is only type-checked, and what an absent extra puts out of reach.
    """
    if collection_path.is_relative_to(ROOT / "tests" / "typing"):
        return True
    if collection_path.suffix not in {".md", ".py"} or not collection_path.is_file():
        return None
    return True if out_of_reach() & imported(collection_path) else None


def pytest_report_header() -> list[str]:
    """
    Say in the head of the report what ran and what could not.
    """
    absent = ", ".join(name for name in EXTRAS if find_spec(name) is None)
    return [f"extras: {f'without {absent}; their tests are not collected' if absent else 'all'}"]


# Properties. HYPOTHESIS_PROFILE=deep looks further, and quick not as far, for runs that prove other
# things; the everyday suite finds the same each time. Machines scale with the profile.

if find_spec("hypothesis"):
    from hypothesis import HealthCheck, settings
    from hypothesis.database import DirectoryBasedExampleDatabase

    settings.register_profile(
        "default",
        max_examples=50,
        derandomize=True,
        database=None,
        deadline=None,
    )
    settings.register_profile(
        "quick",
        settings.get_profile("default"),
        max_examples=10,
        suppress_health_check=[HealthCheck.filter_too_much],
    )
    settings.register_profile(
        "deep",
        max_examples=2000,
        derandomize=False,
        database=None if "CI" in os.environ else DirectoryBasedExampleDatabase(".hypothesis"),
        deadline=None,
        print_blob=True,
    )
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
