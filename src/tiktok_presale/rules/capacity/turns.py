"""
One command on a ledger: whether it is a retry, and the answer it gets.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.holds import AppliedKey, Hold, Line, Request
from tiktok_presale.rules.capacity.ledger import Ledger, changed
from tiktok_presale.values.checks import check_aware, check_kind, check_text
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Decision, Finding, Outcome
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NoReturn

__all__ = ["Answer", "Turn", "begin", "check_ledger", "content_of", "instant_of", "words_of"]


@final
@attrs.frozen(kw_only=True)
class Answer(Value):
    """
    What a command did: the next ledger, and every reason.

    Args:
        ledger: The ledger to go on with. After a refusal and after a retry it is the one that was
            given, apart from holds that have expired meanwhile.
        decision: Whether it was done, and why.
        hold: The hold that the command was about, as it stands now.
        repeat: Whether the command had been carried out before and this was a retry.
        changed: Whether there is anything to store.
    """

    ledger: Ledger
    decision: Decision
    hold: Hold | None = None
    repeat: bool = False
    changed: bool = False

    @property
    def allowed(self) -> bool:
        """
        Whether the command was carried out, now or before.
        """
        return self.decision.allowed

    def __bool__(self) -> NoReturn:
        """
        Refuse to be a condition: an answer that says no would be true.
        """
        message = "an answer is not a truth value; ask answer.allowed"
        raise TypeError(message)

    def __str__(self) -> str:
        return str(self.decision)


@attrs.frozen
class Turn:
    """
    A command under way: the ledger as it stands, and what is to be remembered.
    """

    before: Ledger
    ledger: Ledger
    at: datetime
    applied: AppliedKey

    def decision(self, findings: Iterable[Finding]) -> Decision:
        """
        The reasons as a decision.
        """
        return Decision("capacity", self.ledger.edition, self.at, tuple(findings))

    def no(self, findings: Iterable[Finding], hold: Hold | None = None) -> Answer:
        """
        Refuse, or repeat: nothing changes but what the clock has changed.
        """
        moved = self.ledger.version != self.before.version
        found = self.decision(findings)
        return Answer(ledger=self.ledger, decision=found, hold=hold, changed=moved)

    def yes(
        self,
        findings: Iterable[Finding],
        hold: Hold | None = None,
        **changes: Any,  # noqa: ANN401 - a type for each field of the ledger
    ) -> Answer:
        """
        Carry out, and remember the key.
        """
        ledger = changed(
            self.ledger,
            keys=self.ledger.keys.put(self.applied.key, self.applied),
            seen=self.at,
            version=self.before.version + 1,
            **changes,
        )
        decision = self.decision(findings)
        return Answer(ledger=ledger, decision=decision, hold=hold, changed=True)


def begin(
    ledger: Ledger,
    command: str,
    key: str,
    at: datetime,
    content: Iterable[object],
    *,
    hold: str | None = None,
) -> Turn | Answer:
    """
    Start a command, or answer at once where its key was used before.
    """
    check_ledger(ledger)
    check_text("key", key)
    now = ledger.now(at)
    asked = AppliedKey(
        key=key, command=command, hold=hold, digest=_digest(command, hold, *content), at=now
    )
    turn = Turn(ledger, ledger.settled(now), now, asked)
    before = ledger.keys.get(key)
    if before is None:
        return turn
    found = None if before.hold is None else turn.ledger.find(before.hold, at=now)
    params = {"used": key, "command": before.command, "on": before.at}
    if before.digest != asked.digest:
        return turn.no(
            [Finding(Outcome.FAIL, "capacity.key", "capacity.keys", params=params)], found
        )
    repeat = Finding(Outcome.PASS, "capacity.repeat", "capacity.keys", params=params)
    return attrs.evolve(turn.no([repeat], found), repeat=True)


def check_ledger(ledger: object) -> None:
    """
    Refuse anything but a ledger.

    Raises:
        WrongTypeError: If it is none.
    """
    check_kind("ledger", ledger, Ledger, "a Ledger; write Ledger(limits=[…])")


def _digest(*content: object) -> str:
    """
    A digest that is the same in every process; the instant of asking is no part of it.
    """
    return sha256(repr(content).encode()).hexdigest()


def content_of(request: Request) -> tuple[object, ...]:
    """
    What makes two requests the same: names, and units by SKU in whatever lines they came.
    """
    names = (request.market, request.channel, request.wave, request.buyer)
    return (*names, *words_of(request.by_sku))


def words_of(lines: Iterable[Line]) -> tuple[tuple[str, int], ...]:
    """
    Lines as plain pairs.
    """
    return tuple((line.sku, line.units) for line in lines)


def instant_of(argument: str, value: datetime | timedelta, at: datetime) -> tuple[datetime, str]:
    """
    An instant, or one so long after *at*; and how it was told, for the digest.

    Raises:
        WrongTypeError: If *value* is neither.
        NaiveTimeError: If it is an instant without a time zone.
        OutOfRangeError: If no calendar reaches that far.
    """
    if not isinstance(value, timedelta):
        return check_aware(argument, value), utc(value).isoformat()
    try:
        return (utc(at) + value).astimezone(at.tzinfo), repr(value)
    except OverflowError:
        raise OutOfRangeError(argument, str(value), "within the calendar") from None
