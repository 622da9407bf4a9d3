"""
What a buyer is sure of: a prize after so many draws at the latest, and odds that rise before.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import cast, final

import attrs

from tiktok_presale.values.checks import check_int
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, PresaleError, WrongTypeError
from tiktok_presale.values.exact import check_line, exact

__all__ = ["Guarantee", "RampOverOneError"]


class RampOverOneError(PresaleError, ValueError):
    """
    The rising odds of a guarantee reach one before the draw that the guarantee names.

    Attributes:
        chance: The chance that the ramp would give.
        draw: The first draw on which it reaches one or more.
        after: The draw that the guarantee names.
    """

    def __init__(self, chance: Fraction, draw: int, after: int) -> None:
        super().__init__(chance, draw, after)
        self.chance = chance
        self.draw = draw
        self.after = after

    def __str__(self) -> str:
        return (
            f"the ramp comes to {self.chance} on draw {self.draw}, and the guarantee holds after "
            f"{self.after}; write after={self.draw}, a smaller step or a later ramp_from"
        )


def _several(value: object) -> tuple[str, ...]:
    """
    Read the names of prizes; one name alone is taken as such.
    """
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, Iterable):
        raise WrongTypeError("prizes", "the names of prizes", type(value).__name__)
    return tuple(cast("Iterable[str]", value))


def _step(value: object) -> Fraction | None:
    return None if value is None else exact("step", value)


@final
@attrs.frozen
class Guarantee(Value):
    """
    One of some prizes comes after so many draws of one buyer, at the latest.

    "After ten" says: nine draws without one of them make the tenth certain. The count starts anew
    after each of these prizes, however it came. With a ramp, the odds rise before that: on draw
    *ramp_from* by one *step*, on the next by two.

    Args:
        prizes: The name, or the names, of what is guaranteed.
        after: The draw that is certain, counted from the last of these prizes.
        ramp_from: The first draw with better odds; None for none.
        step: By how much the odds of these prizes together rise with each draw of the ramp.

    Raises:
        OutOfRangeError: If *after* is below 2, or the ramp does not lie between draw 2 and that.

    Examples:
        >>> Guarantee("secret", after=10).chance(Fraction(1, 144), misses=9)
        Fraction(1, 1)
        >>> ramp = Guarantee("secret", after=10, ramp_from=8, step="1/8")
        >>> [str(ramp.chance(Fraction(1, 8), misses=n)) for n in range(6, 10)]
        ['1/8', '1/4', '3/8', '1']
    """

    prizes: tuple[str, ...] = attrs.field(converter=_several)
    after: int
    ramp_from: int | None = None
    step: Fraction | None = attrs.field(default=None, converter=_step)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a guarantee of nothing, and half a ramp.
        """
        for name in self.prizes:
            check_line("prizes", name)
        if not self.prizes or len(set(self.prizes)) < len(self.prizes):
            raise OutOfRangeError("prizes", str(list(self.prizes)), "one name or more, each once")
        check_int("after", self.after, minimum=2)
        if (self.ramp_from is None) is not (self.step is None):
            raise OutOfRangeError("ramp_from", str(self.ramp_from), "given together with step")
        if self.ramp_from is not None and self.step is not None:
            check_int("ramp_from", self.ramp_from, minimum=2)
            if self.ramp_from >= self.after:
                raise OutOfRangeError("ramp_from", str(self.ramp_from), f"below {self.after}")
            if self.step <= 0:
                raise OutOfRangeError("step", str(self.step), "above 0")

    def chance(self, base: Fraction, *, misses: int) -> Fraction:
        """
        The chance of one of the prizes on the draw that follows so many without any.

        Args:
            base: Their chance together without the guarantee.
            misses: How many draws went without one of them.
        """
        draw = misses + 1
        if draw >= self.after:
            return Fraction(1)
        if self.ramp_from is None or self.step is None or draw < self.ramp_from:
            return base
        return base + (draw - self.ramp_from + 1) * self.step

    def check_ramp(self, base: Fraction) -> None:
        """
        Refuse a ramp that reaches one before the draw that is certain anyway.

        Raises:
            RampOverOneError: If it does.
        """
        if self.ramp_from is None or self.step is None:
            return
        last = self.after - 1
        if self.chance(base, misses=last - 1) < 1:
            return
        first = self.ramp_from - 1 - int((base - 1) // self.step)
        draw = max(first, self.ramp_from)
        raise RampOverOneError(self.chance(base, misses=draw - 1), draw, self.after)
