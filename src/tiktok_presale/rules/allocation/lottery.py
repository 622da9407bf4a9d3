"""
The numbers of a lottery: drawn from a seed by SHA-256, so that anyone can draw them again.

A generator of random numbers may change between versions of a language; a hash never does. The
bytes that are hashed are netstrings (`5:abcde,`): no seed and no id can be written so that two
different draws hash the same bytes.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from tiktok_presale.values.checks import check_text

if TYPE_CHECKING:
    from tiktok_presale.facts.claims import Claim

__all__ = ["number", "seal"]


def number(seed: str, claim: Claim) -> str:
    """
    The number that a claim draws: 64 hexadecimal digits, of which the smallest goes first.

    It is the SHA-256 of the netstrings of "number", the seed, "buyer" or "order", and that id, in
    UTF-8. All orders of a buyer draw the same one, so placing many does not make many chances.

    Args:
        seed: The seed of the draw.
        claim: The claim; its buyer draws, or the order itself where no buyer is known.

    Raises:
        WrongTypeError: If *seed* is no text, or empty.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import Claim
        >>> claim = Claim("o1", 1, at=datetime(2026, 1, 1, tzinfo=UTC))
        >>> number("a secret", claim) == sha256(b"6:number,8:a secret,5:order,2:o1,").hexdigest()
        True
    """
    check_text("seed", seed)
    if claim.buyer is None:
        return _hashed("number", seed, "order", claim.order_id)
    return _hashed("number", seed, "buyer", claim.buyer)


def seal(seed: str) -> str:
    """
    What to publish before orders are taken, so that the seed cannot be chosen after them.

    It is the SHA-256 of the netstrings of "seal" and the seed. A seed that can be guessed is not
    hidden by it: take one of 32 random bytes or more, such as `secrets.token_hex(32)`.

    Args:
        seed: The seed that is kept secret until the draw.

    Raises:
        WrongTypeError: If *seed* is no text, or empty.

    Examples:
        >>> seal("a secret")[:16]
        '9fc2173f8dd00cf2'
    """
    check_text("seed", seed)
    return _hashed("seal", seed)


def _hashed(*parts: str) -> str:
    # Half of a surrogate pair is no UTF-8; it is hashed all the same, and not refused at the draw.
    texts = (part.encode("utf-8", "surrogatepass") for part in parts)
    return sha256(b"".join(b"%d:%b," % (len(text), text) for text in texts)).hexdigest()
