"""
Was an arrival shared as the rule says, and a lottery drawn with the seed that was fixed before?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules.allocation.answers import Allocation, Allotment, Sharing
from tiktok_presale.rules.allocation.lottery import seal as sealed
from tiktok_presale.rules.allocation.sharing import share
from tiktok_presale.values.checks import check_kind, check_text
from tiktok_presale.values.findings import Finding, Outcome, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["verify"]

_SEAL = "allocation.seal"


def verify(
    allocation: Allocation, *, seed: str | None = None, seal: str | None = None
) -> tuple[Finding, ...]:
    """
    Share again what was shared, and name everything that differs.

    A third party needs the published allocation, the seed once it is told, and the seal that was
    published before orders were taken. It shows that the rule was kept. It cannot show that nobody
    added orders of their own while the seed was secret.

    Args:
        allocation: What was published.
        seed: The seed of a lottery.
        seal: The hash of the seed that was published beforehand.

    Raises:
        WrongTypeError: If an argument has another type.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import Claim
        >>> claims = [Claim(f"o{n}", 1, at=datetime(2026, 1, n, tzinfo=UTC)) for n in (1, 2, 3)]
        >>> drawn = share(1, claims, by=Sharing.LOTTERY, seed="a secret")
        >>> [one.outcome.value for one in verify(drawn, seed="a secret", seal=sealed("a secret"))]
        ['pass', 'pass']
    """
    check_kind("allocation", allocation, Allocation, "an Allocation")
    check_text("seed", seed, optional=True)
    check_text("seal", seal, optional=True)
    if allocation.by is not Sharing.LOTTERY:
        return tuple(_again(allocation, None))
    if seed is None:
        tell = (Remedy("tell", {"name": "seed"}),)
        return (Finding(Outcome.UNKNOWN, "allocation.seed", _SEAL, remedies=tell),)
    return (_sealed(seed, seal), *_again(allocation, seed))


def _sealed(seed: str, seal: str | None) -> Finding:
    """
    Whether the seed is the one whose hash was published.
    """
    found, code = sealed(seed), "allocation.seal"
    if seal is None:
        tell = (Remedy("tell", {"name": "seal"}),)
        return Finding(Outcome.UNKNOWN, code, _SEAL, found, remedies=tell)
    outcome = Outcome.PASS if found == seal else Outcome.FAIL
    return Finding(outcome, code, _SEAL, found, seal)


def _again(allocation: Allocation, seed: str | None) -> Iterator[Finding]:
    claims = [one.claim for one in allocation.allotments]
    right = share(allocation.arrived, claims, by=allocation.by, fill=allocation.fill, seed=seed)
    rule, params = f"allocation.{allocation.by}", dict[str, object]()
    if right == allocation:
        params = {"name": allocation.by.value}
        yield Finding(Outcome.PASS, "allocation.kept", rule, len(claims), params=params)
        return
    if right.seal != allocation.seal:
        yield Finding(Outcome.FAIL, "allocation.own_seal", _SEAL, right.seal, allocation.seal)
    for was, is_right in zip(_by_id(allocation), _by_id(right), strict=True):
        if was == is_right:
            continue
        # The units can be right although the place, the reason or the number is not.
        code = "allocation.units" if was.granted != is_right.granted else "allocation.place"
        params = {"order": was.claim.order_id, "place": was.place, "right": is_right.place}
        yield Finding(Outcome.FAIL, code, rule, was.granted, is_right.granted, params=params)


def _by_id(allocation: Allocation) -> list[Allotment]:
    return sorted(allocation.allotments, key=lambda one: one.claim.order_id)
