"""
How engines write the few things that they write differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.rules.deadline_tables.boundaries import micros

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DUCKDB", "SPARK", "Dialect", "all_of", "any_of", "case", "selected"]


@final
@attrs.frozen(kw_only=True)
class Dialect:
    """
    One engine's SQL.

    Args:
        name: The engine.
        quote: What stands on both sides of a name.
        whole: The division that leaves the rest out.
        instant: An instant from microseconds.
        span: A length of time from microseconds.
        escapes: Whether a backslash in a text escapes what follows.
        wide: The types of two factors whose product may have more than 64 bits.
        words: The type of texts.
    """

    name: str
    quote: str
    whole: str
    instant: str
    span: str
    escapes: bool
    wide: tuple[str, str]
    words: str

    def column(self, name: str) -> str:
        """
        A name, in quotes.
        """
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def text(self, value: str) -> str:
        """
        A text, in quotes.
        """
        if self.escapes:
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return "'" + value.replace("'", "''") + "'"

    def literal(self, value: object) -> str:
        """
        A value, as it stands in a column: instants as microseconds.
        """
        if value is None:
            return "NULL"
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, int):
            return f"CAST({value} AS BIGINT)"
        if isinstance(value, datetime):
            return self.literal(micros(value))
        if isinstance(value, date):
            return f"DATE '{value.isoformat()}'"
        return self.text(str(value))

    def plain(self, value: object) -> str:
        """
        A value in a list of values, where its column says its type.
        """
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.literal(value)

    def moment(self, microseconds: str) -> str:
        """
        An instant from microseconds.
        """
        return self.instant.format(microseconds)

    def length(self, microseconds: str) -> str:
        """
        A length of time from microseconds.
        """
        return self.span.format(microseconds)

    def divided(self, amount: str, by: int | str) -> str:
        """
        How many times *by* goes into *amount*, without the rest.
        """
        return f"(({amount}) {self.whole} ({by}))"


DUCKDB = Dialect(
    name="DuckDB",
    quote='"',
    whole="//",
    instant="make_timestamptz({})",
    span="to_microseconds({})",
    escapes=False,
    wide=("HUGEINT", "HUGEINT"),
    words="VARCHAR",
)
SPARK = Dialect(
    name="Spark",
    quote="`",
    whole="DIV",
    instant="timestamp_micros({})",
    # A difference of two instants would be that of their wall clocks in the session's zone.
    span="(INTERVAL '0 00:00:00.000001' DAY TO SECOND * {})",
    escapes=True,
    wide=("DECIMAL(19, 0)", "DECIMAL(18, 0)"),
    words="STRING",
)


def case(branches: Mapping[str, str] | Iterable[tuple[str, str]], otherwise: str = "NULL") -> str:
    """
    The value behind the first condition that holds.

    Examples:
        >>> case({"a > 1": "b"})
        'CASE WHEN a > 1 THEN b ELSE NULL END'
        >>> case({}, "c")
        'c'
    """
    if isinstance(branches, Mapping):
        branches = cast("Mapping[str, str]", branches).items()
    pairs = list(branches)
    if not pairs:
        return otherwise
    whens = " ".join(f"WHEN {condition} THEN {value}" for condition, value in pairs)
    return f"CASE {whens} ELSE {otherwise} END"


def selected(columns: Iterable[str], source: str) -> str:
    """
    A query for some columns of a source.
    """
    return " ".join(("SELECT", ", ".join(columns), "FROM", source))


def any_of(conditions: Iterable[str]) -> str:
    """
    Whether one of the conditions holds; none of nothing.
    """
    return " OR ".join(f"({one})" for one in conditions) or "FALSE"


def all_of(conditions: Iterable[str]) -> str:
    """
    Whether all of the conditions hold; all of nothing.
    """
    return " AND ".join(f"({one})" for one in conditions) or "TRUE"
