"""
Policies in documents: those of shipped packs by name and digest, others with their whole pack.

A pack is a book of hundreds of figures. Who has the library has the shipped ones, so a document
names the market and the day, and a digest of what that edition says. Where a later release says
something else of the same edition, reading is refused: an answer must not change behind its back.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from tiktok_presale.adapters.documents.faults import FaultError, InsideError
from tiktok_presale.adapters.documents.primitives import read_table, read_text
from tiktok_presale.policy.book import markets, shipped
from tiktok_presale.policy.pack import Pack
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.errors import PresaleError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    WriteAny = Callable[[object], object]

__all__ = ["check_digest", "digest_of", "is_shipped", "pack_named"]

_KEYS = {"market", "digest"}


def is_shipped(pack: object) -> bool:
    """
    Whether a pack is the one that comes with the library under its name.
    """
    return isinstance(pack, Pack) and pack.market in markets() and pack == shipped(pack.market)


@cache
def digest_of(market: str, since: date, write: WriteAny) -> str:
    """
    A digest of what one edition of a shipped pack says: its figures, and how its days are counted.

    Titles, sources, holidays and later editions may be added to without touching it.
    """
    pack = shipped(market)
    figures = Policy(pack, since).figures
    said = {path: write(figure.value) for path, figure in figures.items()}
    told = [pack.zone, pack.currency, pack.country, pack.orders_judged, pack.coverage, said]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def pack_named(data: object) -> Pack:
    """
    The shipped pack that a document names.
    """
    table = read_table(data)
    if set(table) != _KEYS:
        problem = "must have market and digest alone, or be a whole pack"
        raise FaultError(problem)
    try:
        return shipped(read_text(table["market"]))
    except (PresaleError, FaultError) as error:
        raise InsideError("market", error) from None


def check_digest(policy: Policy, data: object, write: WriteAny) -> Policy:
    """
    Return a policy that was read, if this release says of its edition what the writer's said.
    """
    pack = cast("dict[str, Any]", data)
    if "digest" in pack and pack["digest"] != digest_of(policy.market, policy.since, write):
        problem = (
            f"is not that of {policy.market}@{policy.since} in this release: its figures were "
            "corrected since. Read it with the release that wrote it, or write it with whole=True"
        )
        raise InsideError("pack", InsideError("digest", FaultError(problem)))
    return policy
