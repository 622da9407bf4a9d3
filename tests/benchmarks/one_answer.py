"""
One shop, one order whole, one sum of money: the contenders of scalar.py, as tables of the command.
"""

import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import memory
from harness import Case, Comparison, Options, Target, Work

# The module that a row needs, by what its name starts with. The other rows are ours.
PEERS = {
    "pydantic": "pydantic",
    "zen-engine": "zen",
    "rule-engine": "rule_engine",
    "py-moneyed": "moneyed",
}
BY_HAND = ("attrs, ", "bare Decimal")

Contenders = Callable[[], list[Any]]


def contenders(question: str, **how: Any) -> list[Any]:
    """
    The contenders of a question that can be had.
    """
    import scalar  # noqa: PLC0415 - it imports the library, whose memory is counted

    return getattr(scalar, question)(random.Random(1), **how)


@contextmanager
def without(modules: Sequence[str]) -> Iterator[None]:
    """
    As if these modules were not installed, where nothing has imported them yet.
    """
    hidden = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)


def module_of(name: str) -> str | None:
    """
    The module that a row needs.
    """
    return next((module for start, module in PEERS.items() if name.startswith(start)), None)


def make(name: str, build: Contenders, count: int) -> Work:  # noqa: ARG001 - scalar.py has its own
    """
    Make one row, with the memory that it takes beside the library, or ours with it.
    """
    own = module_of(name)
    if own is not None:
        with without(list(PEERS.values())):
            build()
    with memory.Peak() as peak, without([other for other in PEERS.values() if other != own]):
        found = next(one for one in build() if one.name == name)
        for case in found.cases:
            found.answer(case)
    return Work(found.answer, found.cases, answers=found.meaning, peak=lambda: peak.bytes)


def comparison(
    title: str, names: Sequence[str], build: Contenders, targets: Mapping[tuple[str, str], float]
) -> Comparison:
    """
    One table, whose reference is our rule as it stands, without anything compiled.
    """
    cases = []
    for name in names:
        needs = (module,) if (module := module_of(name)) else ()
        told = name if needs or name.startswith(BY_HAND) else f"ours: {name}"
        cases.append(Case(told, partial(make, name, build), needs))
    return Comparison(
        title=title,
        cases=cases,
        reference=next(case.name for case in reversed(cases) if case.name.startswith("ours: ")),
        size=1000,
        targets=[Target(f"ours: {row}", over, wish) for (row, over), wish in targets.items()],
    )


VERDICT = "compiled: verdict read, findings for whoever asks"
REFUSED = "compiled: findings read where refused"
EVERYTHING = "compiled: every finding read"
PYDANTIC = "pydantic, floats, errors read"
ZEN_TABLE = "zen-engine, decision table"
ZEN = "zen-engine, four compiled expressions"
RULE_ENGINE = "rule-engine, four rules"
SHOPS = (
    PYDANTIC,
    "pydantic, floats, errors read (its core alone)",
    "pydantic, Decimals, errors read",
    ZEN_TABLE,
    ZEN,
    RULE_ENGINE,
    VERDICT,
    REFUSED,
    EVERYTHING,
    "eligibility.check",
)


def eligibility(options: Options) -> Sequence[Comparison]:  # noqa: ARG001 - every group takes them
    """
    May this shop open presale?
    """
    targets = {
        (VERDICT, PYDANTIC): 6,
        (VERDICT, ZEN): 20,
        (VERDICT, RULE_ENGINE): 100,
        (EVERYTHING, PYDANTIC): 1.5,
    }
    return [comparison("May this shop open presale?", SHOPS, partial(contenders, "shops"), targets)]


STATE = "compiled: state, due, late_by, charges"
STRAIGHT = "attrs, zoneinfo, a loop, Decimal"
ORDERS = (STRAIGHT, STATE, "compiled: everything read", "overdue.assess")


def order(options: Options) -> Sequence[Comparison]:  # noqa: ARG001 - every group takes them
    """
    When is this order due, where does it stand, and what does that cost?
    """
    build = partial(contenders, "orders_whole")
    return [comparison("One order whole", ORDERS, build, {(STATE, STRAIGHT): 3})]


MONEY = ("py-moneyed", "bare Decimal, no currency", "Money")


def money(options: Options) -> Sequence[Comparison]:  # noqa: ARG001 - every group takes them
    """
    Add two sums, or multiply one and round it.
    """
    targets = {("Money", "py-moneyed"): 2}
    return [
        comparison(title, MONEY, partial(contenders, "money", adding=adding), targets)
        for title, adding in (("Money: add", True), ("Money: multiply and round", False))
    ]


GROUPS = {"eligibility": eligibility, "order": order, "money": money}
