"""
What somebody says a change has brought, with as much of the evidence as they give.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, TypeGuard, cast, final, get_args

import attrs

from tiktok_presale.facts.measurements import Measure, Measurement
from tiktok_presale.values.checks import (
    check_day,
    check_int,
    check_text,
    member_of,
    yes_no_or_none,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import check_number

if TYPE_CHECKING:
    from typing import Any

__all__ = ["MOST_LIFT", "LiftClaim", "check_lift", "check_measurement"]


# Twenty-one times as many. What is above it is a percentage that was meant as a share: 28 for 0.28.
MOST_LIFT = 20.0


def check_lift(value: object, argument: str = "lift") -> float:
    """
    A relative change as a float: 0.35 is 35 % more, -0.15 is 15 % less.

    Raises:
        OutOfRangeError: If it is no change, takes away everything or more, or is above `MOST_LIFT`.
    """
    lift = check_number(argument, value)
    if not -1 < lift <= MOST_LIFT or lift == 0:
        allowed = f"above -1, at most {MOST_LIFT:g} and not 0; 35 % more is 0.35"
        raise OutOfRangeError(argument, str(value), allowed)
    return lift


def check_measurement(argument: str, value: object) -> TypeGuard[Measurement]:
    """
    Refuse anything but a measurement.

    Raises:
        WrongTypeError: If it is none.
    """
    if not isinstance(value, get_args(Measurement)):
        names = ", ".join(kind.__name__ for kind in get_args(Measurement))
        raise WrongTypeError(argument, f"a measurement: {names}", type(value).__name__)
    return True


def _text(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    check_text(attribute.name, value)


def _measure(value: object) -> Measure:
    return member_of("measure", value, Measure)


def _two(argument: str, value: object) -> tuple[object, object] | None:
    if value is None:
        return None
    given = list(cast("Iterable[object]", value)) if _is_sequence(value) else []
    if len(given) != len(("first", "second")):
        raise WrongTypeError(argument, "two values, as a tuple", repr(value))
    return given[0], given[1]


def _is_sequence(value: object) -> bool:
    return isinstance(value, tuple | list)


def _compared(value: object) -> tuple[str, str] | None:
    both = _two("compared", value)
    for one in both or ():
        check_text("compared", one)
    return cast("tuple[str, str] | None", both)


def _period(value: object) -> tuple[date, date] | None:
    both = _two("period", value)
    if both is None:
        return None
    first, last = check_day("period", both[0]), check_day("period", both[1])
    if last < first:
        raise OutOfRangeError("period", str(last), f"on or after its first day ({first})")
    return first, last


def _looks(_: object, __: object, value: int | None) -> None:
    if value is not None:
        check_int("looks", value, minimum=1)


@final
@attrs.frozen(kw_only=True)
class LiftClaim(Value):
    """
    A claim that something went up or down, and what it stands on; what is not told is None.

    Args:
        says: The claim in its own words.
        measure: What is claimed to have changed: a rate, a mean, a count or a cost.
        lift: The relative change that is claimed: 0.35 is 35 % more.
        compared: What was held against what: with the change, and without.
        period: The first and the last day of the data.
        control: What was measured without the change.
        treatment: What was measured with it.
        randomised: Whether chance decided who was in which group.
        looks: How many times the data were looked at before the claim was made.

    Raises:
        OutOfRangeError: If *lift* is no change, or the period ends before it starts.
        WrongTypeError: If a measurement is not of the kind that *measure* names.

    Examples:
        >>> claim = LiftClaim(says="35 % more orders on presale", measure="count", lift=0.35)
        >>> claim.measure, claim.control
        (<Measure.COUNT: 'count'>, None)
    """

    says: str = attrs.field(validator=_text)
    measure: Measure = attrs.field(converter=_measure)
    lift: float = attrs.field(converter=check_lift)
    compared: tuple[str, str] | None = attrs.field(default=None, converter=_compared)
    period: tuple[date, date] | None = attrs.field(default=None, converter=_period)
    control: Measurement | None = None
    treatment: Measurement | None = None
    randomised: bool | None = attrs.field(default=None, validator=yes_no_or_none)
    looks: int | None = attrs.field(default=None, validator=_looks)

    def __attrs_post_init__(self) -> None:
        """
        Refuse measurements of something else than what is claimed.
        """
        for name, given in (("control", self.control), ("treatment", self.treatment)):
            if given is None:
                continue
            check_measurement(name, given)
            if given.measure is not self.measure:
                raise WrongTypeError(
                    name, f"a measurement of a {self.measure}", type(given).__name__
                )
