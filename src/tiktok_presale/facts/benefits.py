"""
A change of what members get, announced while some of them have paid for a term.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.values.checks import aware, aware_or_none, instance, yes_no_or_none
from tiktok_presale.values.closed import Value

__all__ = ["BenefitChange", "BenefitEffect"]


class BenefitEffect(StrEnum):
    """
    What a change does to a member.
    """

    CUT = "cut"
    """A benefit is taken away or made smaller, such as early access by 24 hours instead of 48."""
    CHARGE = "charge"
    """What was part of the fee costs extra."""
    GAIN = "gain"
    """Members get more than before."""


@final
@attrs.frozen(kw_only=True)
class BenefitChange(Value):
    """
    One change of a member benefit, as it meets one member.

    Args:
        effect: What it does to the member.
        starts_at: The first instant at which the benefit is the new one.
        announced_at: When members were told; None where it is not known.
        agreed: Whether this member has agreed; None where it is not known.

    Raises:
        NaiveTimeError: If a time has no time zone.
        WrongTypeError: If a field has another type.
    """

    effect: BenefitEffect = attrs.field(validator=instance("a BenefitEffect", BenefitEffect))
    starts_at: datetime = attrs.field(validator=aware)
    announced_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    agreed: bool | None = attrs.field(default=None, validator=yes_no_or_none)
