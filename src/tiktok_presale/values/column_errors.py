"""
What can be wrong with the columns of a frame, as against the values in its rows.

A value that cannot be read is marked in its row and no error; a column that cannot be read is one.
"""

from __future__ import annotations

from tiktok_presale.values.errors import (
    FloatMoneyError,
    NaiveTimeError,
    PresaleError,
    nearest,
)

__all__ = ["FloatColumnError", "MissingColumnsError", "NaiveColumnError", "TakenColumnsError"]

_SHOWN = 20


class MissingColumnsError(PresaleError, LookupError):
    """
    A frame lacks columns that the question needs.

    Attributes:
        missing: The fields that no column gives.
        present: The columns that the frame has.
        field: The field that was to be read from a column that does not exist, where one was named.
    """

    def __init__(
        self, missing: tuple[str, ...], present: tuple[str, ...], field: str | None = None
    ) -> None:
        super().__init__(missing, present, field)
        self.missing = missing
        self.present = present
        self.field = field

    def __str__(self) -> str:
        shown = ", ".join(self.present[:_SHOWN]) or "no columns"
        more = len(self.present) - _SHOWN
        tail = f" and {more} more" if more > 0 else ""
        first = self.missing[0]
        near = nearest(first, self.present, otherwise=" ").strip()
        hint = f" ({near})" if near else ""
        if self.field is not None:
            return (
                f"columns reads {self.field} from {first!r}, which is no column{hint}; "
                f"the frame has {shown}{tail}"
            )
        return (
            f"no column gives {', '.join(self.missing)}{hint}; the frame has {shown}{tail}; "
            f"name it, as in columns={{'{first}': …}}, or say by keyword what holds for all rows"
        )


class TakenColumnsError(PresaleError, ValueError):
    """
    A frame has columns already that bear the names of answers.

    Attributes:
        names: The names that are taken.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names

    def __str__(self) -> str:
        return (
            f"the frame has {', '.join(self.names)} already; give prefix='our_' to name the "
            "answers apart"
        )


class NaiveColumnError(NaiveTimeError):
    """
    A column of times has no zone, so they name no instants.

    Attributes:
        argument: The column.
        value: Its type.
    """

    def __str__(self) -> str:
        return (
            f"{self.argument} is {self.value}, without a time zone; say in which its times are, "
            "as in zone='Asia/Bangkok' or zone='UTC'"
        )


class FloatColumnError(FloatMoneyError):
    """
    A column of floats stands where exact numbers are needed.

    Attributes:
        value: The column.
    """

    def __str__(self) -> str:
        return (
            f"{self.value} holds floats, which are not exact; cast it to decimals, or read it as "
            "text in the first place"
        )
