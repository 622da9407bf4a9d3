"""
Who is offered units that have become free: the next one in order, under the same rules as buying.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.holds import Hold
from tiktok_presale.facts.limits import Scope
from tiktok_presale.rules.capacity.counting import demand
from tiktok_presale.rules.capacity.holding import hold
from tiktok_presale.rules.capacity.judging import in_wave, sale_findings
from tiktok_presale.rules.capacity.ledger import Ledger
from tiktok_presale.rules.capacity.queueing import Waiting, WaitingList, check_waiting, relisted
from tiktok_presale.rules.capacity.turns import Answer, check_ledger
from tiktok_presale.values.checks import check_text, check_yes_no
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.findings import Decision, Finding, Outcome

if TYPE_CHECKING:
    from typing import NoReturn

    from tiktok_presale.values.queues import PersistentQueue

__all__ = ["OfferAnswer", "offer"]

Access = Callable[[Waiting], Decision]
_LIMIT = "capacity.limit"


@final
@attrs.frozen(kw_only=True)
class OfferAnswer(Value):
    """
    Who was offered units, and who was passed over and why.

    Args:
        waiting: The list to go on with.
        ledger: The ledger to go on with; store both together.
        decision: Whether somebody was offered units, and why.
        entry: Who was.
        hold: The hold for them; they pay by committing it.
        passed_over: Those who came before them and could not be offered any, with the reasons.
        repeat: Whether the offer had been made before.
        changed: Whether there is anything to store.
    """

    waiting: WaitingList
    ledger: Ledger
    decision: Decision
    entry: Waiting | None = None
    hold: Hold | None = None
    passed_over: tuple[tuple[str, Decision], ...] = ()
    repeat: bool = False
    changed: bool = False

    @property
    def allowed(self) -> bool:
        """
        Whether somebody was offered units, now or before.
        """
        return self.decision.allowed

    def __bool__(self) -> NoReturn:
        """
        Refuse to be a condition: an answer that says no would be true.
        """
        message = "an answer is not a truth value; ask answer.allowed"
        raise TypeError(message)


def offer(  # noqa: PLR0913 - the same facts as for a hold, for whoever comes next
    waiting: WaitingList,
    ledger: Ledger,
    *,
    key: str,
    at: datetime,
    expires: datetime | timedelta,
    access: Access | None = None,
    overtaking: bool = False,
) -> OfferAnswer:
    """
    Hold units for the next one on the list who may have them.

    The hold is made by `hold`, so whatever refuses a buyer refuses somebody who waits. Who is
    refused for a reason of their own stays on the list and is passed over. Where units are short
    for somebody, nobody overtakes them for units of the same scope, unless *overtaking*.

    One call makes one offer. An offer that is not paid lapses with its hold, and the next call
    offers the units to the next one.

    Args:
        waiting: The list.
        ledger: The ledger to take from.
        key: The key of this command, which names the hold.
        at: When it is asked.
        expires: From which instant on the offer lapses, or how long it lasts.
        access: What decides whether somebody may buy, where not everybody may.
        overtaking: Whether those who want less may go first.

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* or *expires* has no time zone.
    """
    check_waiting(waiting)
    check_ledger(ledger)
    check_text("key", key)
    if access is not None and not callable(access):
        raise WrongTypeError("access", "a function from Waiting to Decision", type(access).__name__)
    check_yes_no("overtaking", overtaking)

    def held(entry: Waiting) -> Answer:
        allowed = None if access is None else access(entry)
        return hold(ledger, entry.request, key=key, at=at, expires=expires, access=allowed)

    if key in waiting.offers:
        entry = waiting.entries[waiting.offers[key]]
        return _answer(waiting, entry, held(entry))
    now = ledger.now(at)
    closed = [one for one in sale_findings(ledger, now) if one.outcome is Outcome.FAIL]
    if closed and key not in ledger.keys:
        return _nobody(waiting, ledger.settled(now), ledger, now, closed, ())
    return _offered(waiting, ledger, now, held, overtaking=overtaking)


def _offered(
    waiting: WaitingList,
    ledger: Ledger,
    at: datetime,
    held: Callable[[Waiting], Answer],
    *,
    overtaking: bool,
) -> OfferAnswer:
    """
    Walk down the list to the first who may have units.
    """
    order, blocked = waiting.order, set[Scope]()
    behind = Decision("waiting", ledger.edition, at, (_nobody_finding("waiting.behind"),))
    passed: list[tuple[Waiting, Decision]] = []
    while order.first is not None and Scope() not in blocked:
        entry, order = waiting.entries[order.first[1]], order.rest()
        if entry.left:
            continue
        if blocked & _shared(ledger, entry, at):
            passed.append((entry, behind))
            continue
        answer = held(entry)
        if answer.allowed:
            for one, _ in passed:
                order = order.put((one.place, one.key))
            given = _given(waiting, entry, answer, order)
            told = tuple((one.key, decision) for one, decision in passed)
            found = _answer(given, given.entries[entry.key], answer)
            return attrs.evolve(found, passed_over=told, changed=True)
        passed.append((entry, answer.decision))
        if not overtaking:
            blocked |= _short(answer.decision)
    told = tuple((one.key, decision) for one, decision in passed)
    finding = _nobody_finding("waiting.nobody", actual=len(passed))
    return _nobody(waiting, ledger.settled(at), ledger, at, [finding], told)


def _nobody_finding(code: str, actual: int | None = None) -> Finding:
    return Finding(Outcome.FAIL, code, "capacity.waiting", actual)


def _shared(ledger: Ledger, entry: Waiting, at: datetime) -> set[Scope]:
    """
    The scopes that others take units from too.
    """
    request, _ = in_wave(ledger, entry.request, at)
    return {scope for scope in demand(ledger.forms, request) if scope.buyer is None}


def _short(decision: Decision) -> set[Scope]:
    """
    The shared scopes that are short of units, where nothing but that stands in the way.
    """
    against = (*decision.failures, *decision.unknowns)
    scopes = {one.params.get("scope") for one in against if one.code == _LIMIT}
    shared = {scope for scope in scopes if isinstance(scope, Scope) and scope.buyer is None}
    own = len(shared) < len(scopes) or any(one.code != _LIMIT for one in against)
    return set() if own else shared


def _given(
    waiting: WaitingList, entry: Waiting, answer: Answer, order: PersistentQueue[tuple[int, str]]
) -> WaitingList:
    """
    The list after an offer.
    """
    key = "" if answer.hold is None else answer.hold.key
    return relisted(
        waiting,
        entries=waiting.entries.put(entry.key, attrs.evolve(entry, offer=key)),
        offers=waiting.offers.put(key, entry.key),
        order=order,
    )


def _answer(waiting: WaitingList, entry: Waiting, answer: Answer) -> OfferAnswer:
    return OfferAnswer(
        waiting=waiting,
        ledger=answer.ledger,
        decision=answer.decision,
        entry=entry,
        hold=answer.hold,
        repeat=answer.repeat,
        changed=answer.changed,
    )


def _nobody(
    waiting: WaitingList,
    settled: Ledger,
    before: Ledger,
    at: datetime,
    findings: list[Finding],
    passed: tuple[tuple[str, Decision], ...],
) -> OfferAnswer:
    decision = Decision("waiting", before.edition, at, tuple(findings))
    moved = settled.version != before.version
    return OfferAnswer(
        waiting=waiting, ledger=settled, decision=decision, passed_over=passed, changed=moved
    )
