"""
Which special product types a shop may list in a category: Get Category Rules.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar, final

import attrs

from tiktok_presale.adapters.envelopes import Found, Shape, read_each
from tiktok_presale.adapters.payload import PayloadFields, short
from tiktok_presale.adapters.pre_sales import TYPES
from tiktok_presale.values.closed import Value
from tiktok_presale.values.untyped import list_of

if TYPE_CHECKING:
    from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["CategoryRules", "read_category_rules"]

_FIELD = "allowed_special_product_types"
# Other rules of a category, by which one without special types is still told.
_MARKS = ("product_certifications", "size_chart", "cod", "package_dimension", "epr")
_RULES = Shape(many=("category_rules",), one="category rule", keys=(), marks=(_FIELD, *_MARKS))


@final
@attrs.frozen
class CategoryRules(Value):
    """
    What a shop may list in a category.

    Args:
        allowed: The kinds that it may list there; none where the payload omits them.
    """

    allowed: frozenset[OrderKind] = frozenset()


def read_category_rules(payload: object) -> Found[CategoryRules]:
    """
    Read the rules of a category: a list of types, a quoted text, or none at all.

    Raises:
        PayloadError: If there are no category rules in *payload*.

    Examples:
        >>> reading = read_category_rules({"allowed_special_product_types": ["PRE_ORDER"]})
        >>> [kind.value for kind in reading.found[0].allowed]
        ['pre_order']
    """
    return read_each(payload, _RULES, _rules)


class _RuleFields(PayloadFields):
    """
    The rules of one category, which names no category.
    """

    what: ClassVar[str] = "category rule"

    def __init__(self, table: dict[str, object], place: str) -> None:
        self.table = table
        self.id = place

    def names(self) -> list[object]:
        """
        The types, out of a list, or of text that holds one or a list of them in quotes.
        """
        given = self.table.get(_FIELD)
        if isinstance(given, str) and given.strip():
            given = _unquoted(given)
        given = [given] if isinstance(given, str) and given else given
        names = list_of([] if given in (None, "") else given)
        if names is None:
            raise self.problem(_FIELD, f"must be a list of types, not {short(given)}")
        return names

    def kinds(self) -> frozenset[OrderKind]:
        """
        The kinds of orders that those types stand for.
        """
        names = self.names()
        for name in names:
            if not isinstance(name, str) or name not in TYPES:
                raise self.problem(_FIELD, f"{short(name)} is none of {', '.join(TYPES)}")
        return frozenset(TYPES[str(name)][0] for name in names)


def _unquoted(text: str) -> object:
    """
    What quoted text says; text without quotes says itself.
    """
    if text.strip()[0] not in '"[':
        return text.strip()
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _rules(table: dict[str, object], place: str) -> CategoryRules:
    fields = _RuleFields(table, place)
    if "skus" in table:  # it has the package's dimensions, too, and would allow nothing
        raise fields.problem("skus", "are those of a product; give it to products.read_products")
    return CategoryRules(fields.kinds())
