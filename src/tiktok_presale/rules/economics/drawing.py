"""
Scenarios made from what is not certain: every combination, or as many draws as are asked for.

Draws follow from a seed by HMAC-SHA256, so they are the same on every platform.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate, product
from math import lcm, prod
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

import attrs

from tiktok_presale.facts.cases import SaleCase, Scenario
from tiktok_presale.rules.boxes.drawing import below
from tiktok_presale.rules.economics.inputs import Input, InputValue, checked, steps_of, with_
from tiktok_presale.rules.economics.outcomes import check_case
from tiktok_presale.values.checks import check_int, check_text, member_of
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from tiktok_presale.values.exact import Exact

    Uncertain: TypeAlias = Mapping[str, Mapping[Money | Exact, Exact]]

__all__ = ["combined", "drawn"]

_MOST = 100_000
# Numbered, so that a change of the method cannot pass for another seed.
_DRAW = "tiktok-presale scenario 1"


class _Wheel(NamedTuple):
    """
    The values that one input may have, in their order, laid out as so many equal parts.
    """

    which: Input
    values: tuple[InputValue, ...]
    weights: tuple[Fraction, ...]

    def turn(self, seed: bytes, number: int) -> InputValue:
        whole = lcm(*(weight.denominator for weight in self.weights))
        ends = tuple(accumulate(int(weight * whole) for weight in self.weights))
        chosen = below(ends[-1], seed, f"{_DRAW}\n{self.which.value}\n{number}")
        return self.values[bisect_right(ends, chosen)]


def combined(case: SaleCase, uncertain: Uncertain) -> tuple[Scenario, ...]:
    """
    Every combination of values that may come true together, with the product of their weights.

    Inputs are taken as independent of each other. No more is sold than was made: a demand beyond
    that is not met.

    Args:
        case: What is certain.
        uncertain: For each input the values that it may have, with their weights, as in
            ``{"sold": {8_000: 1, 10_000: 3}}``.

    Raises:
        OutOfRangeError: If nothing is uncertain, a weight is not above zero, or there are more
            than 100,000 combinations.
        WrongTypeError: If *case* is no sale case, or an input or a value is none.

    Examples:
        >>> from tiktok_presale import CostSheet
        >>> sheet = CostSheet(price=Money(30, "USD"), unit_cost=Money(12, "USD"))
        >>> case = SaleCase(sheet=sheet, sold=9_000, made=9_000)
        >>> [(one.name, one.case.sold, one.weight)
        ...  for one in combined(case, {"sold": {8_000: 1, 10_000: 3}})]
        [('sold=8000', 8000, Fraction(1, 1)), ('sold=10000', 9000, Fraction(3, 1))]
    """
    check_case(case)
    wheels = _wheels(case, uncertain)
    many = prod(len(wheel.values) for wheel in wheels)
    if many > _MOST:
        raise OutOfRangeError("uncertain", f"{many:,} combinations", f"{_MOST:,}; or `drawn`")
    pairs = (zip(wheel.values, wheel.weights, strict=True) for wheel in wheels)
    return tuple(
        _scenario(case, wheels, [value for value, _ in chosen], prod(w for _, w in chosen))
        for chosen in product(*pairs)
    )


def drawn(case: SaleCase, uncertain: Uncertain, *, draws: int, seed: str) -> tuple[Scenario, ...]:
    """
    Scenarios drawn from a seed, for when there are too many combinations to go through.

    The weight of each is how often it was drawn. The same seed gives the same draws everywhere,
    in whatever order inputs and values are given.

    Args:
        case: What is certain.
        uncertain: For each input the values that it may have, with their weights.
        draws: How many are drawn.
        seed: The seed.

    Raises:
        OutOfRangeError: If nothing is uncertain, a weight is not above zero, or nothing is drawn.
        WrongTypeError: If *case* is no sale case, *seed* no text, or an input or a value is none.
    """
    check_case(case)
    check_text("seed", seed)
    check_int("draws", draws, minimum=1)
    wheels = _wheels(case, uncertain)
    key = seed.encode("utf-8", "surrogatepass")
    found = Counter(
        tuple(wheel.turn(key, number) for wheel in wheels) for number in range(1, draws + 1)
    )
    return tuple(_scenario(case, wheels, values, count) for values, count in found.items())


def _wheels(case: SaleCase, uncertain: object) -> tuple[_Wheel, ...]:
    """
    What is uncertain, in the order of `Input`, and the values of each in theirs.
    """
    form = "a mapping such as {'sold': {8_000: 1, 10_000: 3}}"
    if not isinstance(uncertain, Mapping):
        raise WrongTypeError("uncertain", form, type(uncertain).__name__)
    given = cast("Mapping[object, object]", uncertain)
    if not given:
        raise OutOfRangeError("uncertain", "nothing", form)
    read = {member_of("input", which, Input): values for which, values in given.items()}
    return tuple(_wheel(case, which, read[which]) for which in Input if which in read)


def _wheel(case: SaleCase, which: Input, values: object) -> _Wheel:
    form = "values with weights, as in {8_000: 1}"
    if not isinstance(values, Mapping):
        raise WrongTypeError(which.value, form, type(values).__name__)
    weights = cast("Mapping[object, object]", values)
    if not weights:
        raise OutOfRangeError(which.value, "nothing", form)
    pairs = [(checked(case, which, one), exact("weight", many)) for one, many in weights.items()]
    pairs.sort(key=lambda pair: steps_of(pair[0]))
    if len({value for value, _ in pairs}) < len(pairs) or min(weight for _, weight in pairs) <= 0:
        raise OutOfRangeError(which.value, str(dict(weights)), "each value once, with a weight")
    return _Wheel(which, tuple(value for value, _ in pairs), tuple(weight for _, weight in pairs))


def _scenario(
    case: SaleCase, wheels: tuple[_Wheel, ...], values: Iterable[InputValue], weight: Exact
) -> Scenario:
    chosen = {wheel.which: value for wheel, value in zip(wheels, values, strict=True)}
    name = ", ".join(f"{which.value}={value}" for which, value in chosen.items())
    made = cast("int | None", chosen.pop(Input.MADE, case.made))
    sold = cast("int", chosen.pop(Input.SOLD, case.sold))
    found = attrs.evolve(case, made=made, sold=sold if made is None else min(sold, made))
    for which, value in chosen.items():
        found = with_(found, which, value)
    return Scenario(name, found, weight)
