"""
Which scopes a request takes units from, and how many from each.

Lines are summed by scope before anything is checked: two lines of one SKU are one demand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.holds import Hold, HoldState, Line, Request
from tiktok_presale.facts.limits import DIMENSIONS, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tiktok_presale.values.persistent import PersistentMap

__all__ = ["Counts", "Form", "counted", "demand", "moved", "sorted_forms", "untold"]

Form = tuple[str, ...]
"""What narrows a scope, such as ("sku", "buyer"): units are counted for every scope of a form."""

Counts = tuple[int, int]
"""Units held, and units committed."""


def sorted_forms(forms: Iterable[Form]) -> tuple[Form, ...]:
    """
    Each form once, the widest first.
    """
    places = {name: place for place, name in enumerate(DIMENSIONS)}
    return tuple(sorted(set(forms), key=lambda form: (len(form), [places[one] for one in form])))


def untold(forms: Iterable[Form], request: Request) -> tuple[str, ...]:
    """
    What limits look at and a request does not tell.
    """
    asked = {name for form in forms for name in form if name != "sku"}
    return tuple(name for name in DIMENSIONS if name in asked and getattr(request, name) is None)


def demand(forms: Iterable[Form], request: Request) -> dict[Scope, tuple[Line, ...]]:
    """
    The lines that take from each scope, one for each SKU.
    """
    found: dict[Scope, tuple[Line, ...]] = {}
    lines = request.by_sku
    for form in forms:
        names = {name: getattr(request, name) for name in form if name != "sku"}
        if None in names.values():
            continue
        if "sku" not in form:
            found[Scope(**names)] = lines
            continue
        for line in lines:
            found[Scope(**names, sku=line.sku)] = (line,)
    return found


def units_of(lines: Iterable[Line]) -> int:
    """
    How many units in all.
    """
    return sum(line.units for line in lines)


def moved(
    counts: PersistentMap[Scope, Counts],
    changes: Mapping[Scope, tuple[Line, ...]],
    *,
    held: int = 0,
    committed: int = 0,
) -> PersistentMap[Scope, Counts]:
    """
    The counts with the units of *changes* added (1) or taken away (-1).
    """
    for scope, lines in changes.items():
        units = units_of(lines)
        old = counts.get(scope, (0, 0))
        new = (old[0] + held * units, old[1] + committed * units)
        # Equal ledgers have equal counts, so nothing is kept of what is nothing.
        counts = counts.put(scope, new) if any(new) else counts.without(scope)
    return counts


def counted(
    counts: PersistentMap[Scope, Counts], forms: Iterable[Form], holds: Iterable[Hold]
) -> PersistentMap[Scope, Counts]:
    """
    The counts with every hold that takes units counted in.
    """
    forms = tuple(forms)
    sums: dict[Scope, list[int]] = {}
    for hold in holds:
        if not hold.live:
            continue
        place = 0 if hold.state is HoldState.HELD else 1
        for scope, lines in demand(forms, hold.request).items():
            sums.setdefault(scope, [0, 0])[place] += units_of(lines)
    for scope, (held, committed) in sums.items():
        counts = counts.put(scope, (held, committed))
    return counts
