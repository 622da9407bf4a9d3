"""
What can be asked about the orders of a frame, and in which form each answer comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from tiktok_presale.frames.fields import Form
from tiktok_presale.rules.states import State
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.vocabulary import DeadlineName

__all__ = ["AMOUNTS", "ANSWERS", "NEXT", "STATES", "TIMELESS", "check_answers"]

AMOUNTS: Final = ("charges", "contingent", "exposure", "service_fee")

# Deadlines do not hang on the instant for which is asked; everything else does.
TIMELESS: Final = (
    *(f"{name.value}_{part}" for name in DeadlineName for part in ("due", "computed", "missing")),
    "edition",
    "problem",
)

ANSWERS: Final[dict[str, Form]] = {
    **{f"{name.value}_due": Form.INSTANT for name in DeadlineName},
    **{f"{name.value}_computed": Form.INSTANT for name in DeadlineName},
    **{f"{name.value}_missing": Form.WORD for name in DeadlineName},
    "edition": Form.WORD,
    "state": Form.WORD,
    "next": Form.WORD,
    "next_due": Form.INSTANT,
    "late_by": Form.SPAN,
    "late": Form.FLAG,
    "counts": Form.FLAG,
    **dict.fromkeys(AMOUNTS, Form.AMOUNT),
    "findings": Form.WORD,
    "problem": Form.WORD,
}

# The words of `state` and of `next`, in the order of their numbers.
STATES: Final = tuple(state.value for state in State)
NEXT: Final = tuple(name.value for name in DeadlineName)


def check_answers(answers: Sequence[str]) -> tuple[str, ...]:
    """
    The names of what is asked, each once.

    Raises:
        WrongTypeError: If *answers* is a bare text or no sequence.
        OutOfRangeError: If one of them is no name of an answer, or there are none.
    """
    if isinstance(answers, str) or not isinstance(answers, Iterable):
        raise WrongTypeError("answers", "several names, as in ('state',)", type(answers).__name__)
    asked = tuple(dict.fromkeys(answers))
    for name in asked:
        if name not in ANSWERS:
            raise OutOfRangeError("answers", repr(name), f"among {', '.join(ANSWERS)}")
    if not asked:
        raise OutOfRangeError("answers", "none", "at least one name")
    return asked
