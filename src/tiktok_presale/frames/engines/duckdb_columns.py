"""
Columns of DuckDB as fields of an order: which types hold what, and what is no field at all.
"""

from __future__ import annotations

from tiktok_presale.frames.engines.dialects import DUCKDB, case
from tiktok_presale.frames.engines.groups import NEVER
from tiktok_presale.frames.engines.plans import HIGHEST, LOWEST, NOWHERE
from tiktok_presale.frames.engines.rows import ANY_CASE
from tiktok_presale.frames.fields import ORDER_FIELDS, Form
from tiktok_presale.values.errors import WrongTypeError

__all__ = ["read_field", "typed"]

_INTEGERS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
)
_WIDE_INTEGERS = frozenset({"UBIGINT", "HUGEINT", "UHUGEINT"})
_ZONED = "TIMESTAMP WITH TIME ZONE"
_NAIVE = frozenset({"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})
_TYPES = {
    Form.INSTANT: "BIGINT",
    Form.AMOUNT: "BIGINT",
    Form.COUNT: "BIGINT",
    Form.DAY: "DATE",
    Form.FLAG: "BOOLEAN",
    Form.WORD: "VARCHAR",
}
_EXPECTED = {
    Form.INSTANT: "TIMESTAMP WITH TIME ZONE, or zone='UTC' told",
    Form.AMOUNT: "whole minor units, as BIGINT",
    Form.COUNT: "whole numbers",
    Form.DAY: "DATE",
    Form.FLAG: "BOOLEAN",
    Form.WORD: "VARCHAR",
}


def typed(value: object, form: Form) -> str:
    """
    What every row has.
    """
    return f"CAST({DUCKDB.literal(value)} AS {_TYPES[form]})"


def read_field(name: str, column: str, kind: str, *, utc: bool) -> str:
    """
    A field from a column of some type.

    Raises:
        WrongTypeError: If the column cannot be read as the field; times without a zone can where
            they are told to be in UTC.
    """
    form, quoted = ORDER_FIELDS[name], DUCKDB.column(column)
    if kind.strip('"') == "NULL":
        return f"CAST(NULL AS {_TYPES[form]})"
    if form is Form.INSTANT and (kind == _ZONED or (kind in _NAIVE and utc)):
        # To nanoseconds, epoch_us rounds, and the last instant of a day would be the next one's.
        nanos = f"epoch_ns({quoted})"
        known = f"epoch_us({quoted})"
        if kind == "TIMESTAMP_NS":
            known = case({f"{nanos} >= 0": f"{nanos} // 1000"}, str(NOWHERE))
        absent = {f"{quoted} IS NULL": "CAST(NULL AS BIGINT)"}
        # Infinity has no microseconds, so it is in no range either.
        return case({**absent, f"{known} BETWEEN {LOWEST} AND {HIGHEST}": known}, str(NOWHERE))
    if form in {Form.AMOUNT, Form.COUNT} and kind in _INTEGERS | _WIDE_INTEGERS:
        return _whole(quoted, wide=kind in _WIDE_INTEGERS)
    if (form, kind) == (Form.DAY, "DATE"):
        early = f"{quoted} < {DUCKDB.literal(NEVER)}"
        late = f"{quoted} > DATE '2199-12-31'"
        return case({f"{early} OR {late}": DUCKDB.literal(NEVER)}, quoted)
    plain = form in {Form.FLAG, Form.WORD} and kind == _TYPES[form]
    if plain or (form is Form.WORD and kind.startswith("ENUM")):
        read = f"CAST({quoted} AS {_TYPES[form]})"
        return f"lower({read})" if name in ANY_CASE else read
    raise WrongTypeError(column, _EXPECTED[form], kind)


def _whole(column: str, *, wide: bool) -> str:
    """
    Whole numbers in 64 bits; what does not fit is out of every range, and stays so.
    """
    bounds = {f"{column} < 0": "-1", f"{column} > {HIGHEST}": str(HIGHEST)} if wide else {}
    return case(bounds, f"CAST({column} AS BIGINT)")
