"""
A draw from a committed seed: the same on every platform, and open to anyone's check.

Before the sale the seller publishes `commit(seed, table)`, which binds both without showing the
seed. Each draw follows from the seed and its ticket alone. After the sale the seller shows the
seed, and whoever has the tickets can draw again. Nothing here depends on the random generator of a
language: SHA-256, HMAC and whole numbers are the same everywhere.
"""

from __future__ import annotations

import hashlib
import hmac
from bisect import bisect_right
from itertools import accumulate, count
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale.facts.draws import Draw, DrawState, Ticket
from tiktok_presale.rules.boxes.next_draw import check_table, current_odds
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.facts.odds import OddsTable

__all__ = ["commit", "draw", "draw_all", "replay", "sheet"]

# Numbered, so that a change of the method can never be taken for a false draw.
_SHEET = "tiktok-presale blind box 1"
_TICKET = "tiktok-presale draw 1"
_LEAST_SEED = 16
_BLOCK = 256


def sheet(table: OddsTable) -> str:
    """
    The odds table as the lines that a commitment binds: published before the sale.

    One line for each prize: odds, stock, value and name; then the guarantee, if there is one.

    Examples:
        >>> from tiktok_presale import OddsTable
        >>> print(sheet(OddsTable.of({"bear": "9/10", "secret": "1/10"}, stock={"secret": 5})))
        tiktok-presale blind box 1
        prize 9/10 - - bear
        prize 1/10 5 - secret
    """
    check_table(table)
    lines = [_SHEET + " lot" * table.lot]
    for prize in table.prizes:
        value = None if prize.value is None else f"{prize.value.amount:f}{prize.value.currency}"
        lines.append(f"prize {prize.odds} {_told(prize.stock)} {_told(value)} {prize.name}")
    if table.guarantee is not None:
        rule = table.guarantee
        lines.append(f"guarantee {rule.after} {_told(rule.ramp_from)} {_told(rule.step)}")
        lines += [f"guaranteed {name}" for name in rule.prizes]
    return "\n".join(lines)


def _told(value: object) -> str:
    return "-" if value is None else str(value)


def commit(seed: bytes, table: OddsTable) -> str:
    """
    The commitment to publish before the sale: SHA-256 of the sheet, a line "seed" and the seed.

    Args:
        seed: At least 16 secret bytes from a safe source, such as `secrets.token_bytes(32)`; a
            short one could be guessed from the commitment.
        table: The odds table of the sale, which cannot be changed afterwards either.

    Raises:
        WrongTypeError: If *seed* is no bytes.
        OutOfRangeError: If *seed* is shorter than 16 bytes.

    Examples:
        >>> from tiktok_presale import OddsTable
        >>> commit(bytes(range(32)), OddsTable.of({"bear": "9/10", "secret": "1/10"}))[:16]
        '5a2e2c820d603dc0'
    """
    _check_seed(seed)
    text = f"{sheet(table)}\nseed {seed.hex()}"
    return hashlib.sha256(text.encode()).hexdigest()


def _check_seed(seed: object) -> None:
    if not isinstance(seed, bytes):
        raise WrongTypeError("seed", "bytes, as of secrets.token_bytes(32)", type(seed).__name__)
    if len(seed) < _LEAST_SEED:
        raise OutOfRangeError("seed", f"{len(seed)} bytes long", f"at least {_LEAST_SEED} long")


def draw(table: OddsTable, seed: bytes, ticket: Ticket, state: DrawState | None = None) -> Draw:
    """
    One draw: the prize, and what is left after it.

    Args:
        table: The odds table of the sale.
        seed: The seed that was committed to.
        ticket: What identifies this draw.
        state: What is left, and this buyer's misses; the state before the first draw by default.

    Raises:
        SoldOutError: If nothing is left, or nothing of what is guaranteed.

    Examples:
        >>> from tiktok_presale import OddsTable
        >>> table = OddsTable.from_stock({"bear": 11, "secret": 1})
        >>> draw(table, bytes(range(32)), Ticket(1, buyer="b1", nonce="my lucky day")).prize
        'bear'
    """
    commitment = commit(seed, table)
    _check_ticket(ticket)
    given = DrawState.opening(table) if state is None else state
    return _drawn(table, given, _Wheel.of(table, given).turn(seed, commitment, ticket), ticket)


def draw_all(table: OddsTable, seed: bytes, tickets: Iterable[Ticket]) -> tuple[Draw, ...]:
    """
    The draws of a whole sale in their order; stock and each buyer's misses are kept along the way.

    Args:
        table: The odds table of the sale.
        seed: The seed that was committed to.
        tickets: The tickets by number, from 1 on without a gap.

    Raises:
        OutOfRangeError: If a number is left out or stands twice.
        SoldOutError: If nothing is left, or nothing of what is guaranteed.
    """
    found: list[Draw] = []
    for number, one in enumerate(replay(table, seed, tickets), start=1):
        if one.ticket.number != number:
            raise OutOfRangeError("number", str(one.ticket.number), f"{number}, the next one")
        found.append(one)
    return tuple(found)


def replay(table: OddsTable, seed: bytes, tickets: Iterable[Ticket]) -> Iterator[Draw]:
    """
    Draw for each ticket, whatever its number, from the state that the draws before it leave.
    """
    commitment = commit(seed, table)
    left, misses = DrawState.opening(table).left, dict[str, int]()
    wheels: dict[tuple[object, int], _Wheel] = {}
    for ticket in tickets:
        _check_ticket(ticket)
        state = DrawState(left, misses.get(ticket.buyer, 0))
        # Odds change only when something sells out, or with each piece of a lot.
        gone = left if table.lot else frozenset(name for name in left if not left[name])
        wheel = wheels.get((gone, state.misses)) or _Wheel.of(table, state)
        wheels[gone, state.misses] = wheel
        found = _drawn(table, state, wheel.turn(seed, commitment, ticket), ticket)
        left, misses[ticket.buyer] = found.after.left, found.after.misses
        yield found


def _check_ticket(ticket: object) -> None:
    check_kind("ticket", ticket, Ticket, "a Ticket; write Ticket(1, buyer='b1', nonce='…')")


def _drawn(table: OddsTable, state: DrawState, prize: str, ticket: Ticket) -> Draw:
    return Draw(ticket, prize, state, state.after(prize, table))


class _Wheel(NamedTuple):
    """
    The odds of one draw, laid out as so many equal parts in the order of the table.
    """

    names: tuple[str, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, table: OddsTable, state: DrawState) -> _Wheel:
        odds = current_odds(table, state)
        whole = lcm(*(share.denominator for share in odds.values()))
        return cls(tuple(odds), tuple(accumulate(int(share * whole) for share in odds.values())))

    def turn(self, seed: bytes, commitment: str, ticket: Ticket) -> str:
        lines = (_TICKET, commitment, ticket.buyer, ticket.nonce, str(ticket.number))
        return self.names[bisect_right(self.ends, below(self.ends[-1], seed, "\n".join(lines)))]


def below(whole: int, seed: bytes, message: str) -> int:
    """
    A number from 0 to below *whole*, each as likely as any other.

    Blocks of HMAC-SHA256 make a number of so many bits. One out of the last, incomplete run of
    *whole* is drawn again, because its remainder alone would favour the small ones.

    Args:
        whole: How many numbers there are.
        seed: The key.
        message: What the number is drawn for.
    """
    blocks = -(-whole.bit_length() // _BLOCK)
    size = 1 << (_BLOCK * blocks)
    numbers = (_bits(seed, f"{message}\n{attempt}", blocks) for attempt in count())
    return next(number for number in numbers if number < size - size % whole) % whole


def _bits(seed: bytes, message: str, blocks: int) -> int:
    parts = (hmac.digest(seed, f"{message}\n{n}".encode(), "sha256") for n in range(blocks))
    return int.from_bytes(b"".join(parts), "big")
