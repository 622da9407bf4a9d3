"""
Columns of Spark as fields of an order: which types hold what, and what is no field at all.
"""

from __future__ import annotations

from tiktok_presale.frames.engines.dialects import SPARK, case
from tiktok_presale.frames.engines.groups import NEVER
from tiktok_presale.frames.engines.plans import HIGHEST, LOWEST, NOWHERE
from tiktok_presale.frames.engines.rows import ANY_CASE
from tiktok_presale.frames.fields import ORDER_FIELDS, Form
from tiktok_presale.values.errors import WrongTypeError

__all__ = ["group_kind", "read_field", "typed"]

_WHOLE = frozenset({"tinyint", "smallint", "int", "bigint"})
_TYPES = {
    Form.INSTANT: "BIGINT",
    Form.AMOUNT: "BIGINT",
    Form.COUNT: "BIGINT",
    Form.DAY: "DATE",
    Form.FLAG: "BOOLEAN",
    Form.WORD: "STRING",
}
_EXPECTED = {
    Form.INSTANT: "timestamp, or timestamp_ntz with zone='UTC' told",
    Form.AMOUNT: "whole minor units, as bigint",
    Form.COUNT: "whole numbers",
    Form.DAY: "date",
    Form.FLAG: "boolean",
    Form.WORD: "string",
}
# Exact in every session time zone, and before 1970.
_NAIVE = "(({} - TIMESTAMP_NTZ '1970-01-01 00:00:00') DIV INTERVAL '0.000001' SECOND)"


def typed(value: object, form: Form) -> str:
    """
    What every row has.
    """
    return f"CAST({SPARK.literal(value)} AS {_TYPES[form]})"


def read_field(name: str, column: str, kind: str, *, utc: bool) -> str:
    """
    A field from a column of some type.

    Raises:
        WrongTypeError: If the column cannot be read as the field; times without a zone can where
            they are told to be in UTC.
    """
    form, quoted = ORDER_FIELDS[name], SPARK.column(column)
    if kind == "void":
        return f"CAST(NULL AS {_TYPES[form]})"
    if form is Form.INSTANT and (kind == "timestamp" or (kind == "timestamp_ntz" and utc)):
        known = f"unix_micros({quoted})" if kind == "timestamp" else _NAIVE.format(quoted)
        absent = {f"{quoted} IS NULL": "CAST(NULL AS BIGINT)"}
        return case({**absent, f"{known} BETWEEN {LOWEST} AND {HIGHEST}": known}, str(NOWHERE))
    if form in {Form.AMOUNT, Form.COUNT} and kind in _WHOLE:
        return f"CAST({quoted} AS BIGINT)"
    if (form, kind) == (Form.DAY, "date"):
        early = f"{quoted} < {SPARK.literal(NEVER)}"
        late = f"{quoted} > DATE '2199-12-31'"
        return case({f"{early} OR {late}": SPARK.literal(NEVER)}, quoted)
    if (form, kind) in {(Form.FLAG, "boolean"), (Form.WORD, "string")}:
        return f"lower({quoted})" if name in ANY_CASE else quoted
    raise WrongTypeError(column, _EXPECTED[form], kind)


def group_kind(name: str) -> str:
    """
    What a column of groups holds.
    """
    if name.endswith("_release_on"):
        return "DATE"
    words = ("kind", "unit", "zone", "region", "problem", "event", "anchor", "why", "named")
    return "STRING" if name.endswith(words) else "BIGINT"
