"""
May this shop open presale? `check` one shop, or keep what is `compiled` for many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.shop_checks import check
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.compiled.shops import Checker

__all__ = ["check", "compiled"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__


def compiled(policy: Policy, *, kind: OrderKind = OrderKind.PRE_ORDER) -> Checker:
    """
    The criteria of a policy, compiled once for shop after shop.

    Its `check(shop, at=at)` gives what `check` gives, far sooner; a decision's findings are made
    when they are first read. Keep what this returns.

    Args:
        policy: The rules in force.
        kind: What is to be opened: pre-orders, or one of its sister features.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import Policy, Shop
        >>> policy = Policy.in_force("cross-border", on=date(2025, 6, 1))
        >>> at = datetime(2025, 6, 1, tzinfo=ZoneInfo("UTC"))
        >>> checker = compiled(policy)
        >>> [checker.check(Shop(id=id, invited=id == "s1"), at=at).outcome.value
        ...  for id in ("s1", "s2")]
        ['unknown', 'fail']
    """
    from tiktok_presale.rules.compiled.shops import Checker  # noqa: PLC0415 - as asked

    check_policy(policy)
    check_kind("kind", kind, OrderKind, "an OrderKind")
    return Checker(policy, kind)
