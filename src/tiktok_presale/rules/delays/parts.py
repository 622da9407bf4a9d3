"""
What one law makes of a notice of delay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import attrs

from tiktok_presale.facts.delays import Silence
from tiktok_presale.policy.buyer_terms import Duty
from tiktok_presale.rules.delays.counting import counted
from tiktok_presale.rules.delays.courses import REFUND, cancel_and_refund, source_of
from tiktok_presale.rules.delays.events import days_between, last_second
from tiktok_presale.rules.delays.options import term_for
from tiktok_presale.rules.delays.required import LawNotice
from tiktok_presale.rules.delays.words import Standing, Told, Untold
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.delays import DelayHistory
    from tiktok_presale.policy.buyer_terms import RefundTime
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.delays.standings import LawStanding

__all__ = ["Asked", "Delayed", "acceptance", "choice", "of_rights", "too_late"]

_ITEMS = "delay.notice_items"

# What each word of `delay.notice_items` makes a notice tell: with a new date, and without one.
_WORDS: dict[str, tuple[tuple[Told, ...], tuple[Told, ...]]] = {
    "revised_date_or_unable": ((Told.NEW_DATE,), (Told.UNABLE,)),
    "right_to_cancel_full_prompt_refund": ((Told.RIGHT_TO_CANCEL,), (Told.RIGHT_TO_CANCEL,)),
    "cancel_means_at_seller_cost": ((Told.MEANS,), (Told.MEANS,)),
    "reason_if_indefinite": ((), (Told.REASON,)),
}
_ON_SILENCE = {
    Silence.CONSENT: Told.SILENCE_CONSENTS,
    Silence.CANCEL: Told.SILENCE_CANCELS,
}
# What each right of a law makes a notice tell.
_RIGHTS = {
    "delay.extra_period": Told.ADDED_PERIOD,
    "delay.ends_at_once": Told.AT_ONCE,
    "delay.buyer_may": Told.CHOICE,
    "delay.partial": Told.PART_OR_ALL,
}


class Asked(NamedTuple):
    """
    What is asked of every law alike.
    """

    history: DelayHistory
    new_date: date | None
    at: datetime
    paid_at: datetime | None


class Delayed(NamedTuple):
    """
    One law, and the course under it before and after the notice.
    """

    law: Policy
    zone: ZoneInfo
    before: LawStanding
    after: LawStanding


def too_late(law: Policy, before: LawStanding) -> tuple[LawNotice, list[Finding]]:
    """
    What is told where the order is cancelled already: that it is, and when money comes back.
    """
    now = before.now
    part = _part(
        law,
        (now.rule, REFUND),
        {Told.CANCELLED},
        demanded=True,
        silence=Silence.CANCEL,
        untold=Untold.CANCELLED,
    )
    part = attrs.evolve(part, until=now.until, lapses_at=now.since)
    params = {"name": f"delay_{now.standing}"}
    remedies = cancel_and_refund(law)
    finding = Finding(
        Outcome.FAIL, "delay.notice", now.rule, now.since, now.until, remedies, now.source, params
    )
    return part, [finding]


def choice(asked: Asked, found: Delayed) -> tuple[LawNotice, list[Finding]]:
    """
    What is told under a law that makes the seller offer a choice.
    """
    law, until = found.law, found.before.now.until
    if until is None:
        return _waiting_without_date(asked, found)
    days = days_between(until, asked.new_date, found.zone)
    rule, term = term_for(law, days, first=not asked.history.notices)
    silence = Silence.CANCEL if term is None else Silence(term.silence)
    listed, findings = _listed(law, undated=asked.new_date is None)
    told = {*listed, _ON_SILENCE[silence], _date_told(asked), Told.RIGHT_TO_CANCEL}
    part = _part(
        law,
        (rule, _ITEMS, REFUND),
        told | ({Told.OPEN_RIGHT} if asked.new_date is None else set()),
        demanded=True,
        silence=silence,
        untold=Untold.CANCELLED,
    )
    part = attrs.evolve(
        part,
        tell_by=until,
        until=until,
        answer_by=_answer_by(asked, found),
        lapses_at=found.after.lapses_at,
    )
    source = source_of(law, rule)
    if term is None:
        findings.append(Finding(Outcome.UNKNOWN, "delay.term", rule, days))
    findings.append(Finding(Outcome.PASS, "delay.notice", rule, asked.at, until, (), source))
    return part, findings


def _answer_by(asked: Asked, found: Delayed) -> datetime | None:
    """
    Until when an answer counts: until the order lapses, and not after the new date itself.
    """
    until = found.after.now.until
    if until is None or asked.new_date is None:
        return until
    return min(until, last_second(asked.history, asked.new_date, found.zone), key=utc)


def acceptance(
    asked: Asked, law: Policy, zone: ZoneInfo
) -> tuple[tuple[LawNotice, ...], list[Finding]]:
    """
    What is told under a law by which who was paid in advance accepts in writing (Japan art. 13).

    That notice tells the time of delivery, so a delay that is known by then stands in it. It falls
    away once the goods are shipped.
    """
    parts: list[LawNotice] = []
    findings: list[Finding] = []
    for figure in law.under("duties").values():
        duty = figure.value
        if not isinstance(duty, Duty) or "delivery_time" not in duty.items:
            continue
        if duty.within is None or asked.history.shipped_at is not None:
            continue
        due, found = counted(asked.paid_at, figure, duty.within, law, zone)
        part = _part(
            law,
            (figure.path,),
            {_date_told(asked), Told.ACCEPTANCE},
            demanded=True,
            silence=Silence.NOTHING,
            untold=Untold.NOTHING,
        )
        parts.append(attrs.evolve(part, tell_by=due))
        findings.append(found or _accepts_by(figure, due))
    return tuple(parts), findings


def _accepts_by(figure: Figure, due: datetime | None) -> Finding:
    """
    By when an order is accepted in writing; unknown where nobody said when it was paid.
    """
    outcome = Outcome.UNKNOWN if due is None else Outcome.ADVICE
    return Finding(outcome, "delay.acceptance", figure.path, None, due, (), figure.source)


def _waiting_without_date(asked: Asked, found: Delayed) -> tuple[LawNotice, list[Finding]]:
    """
    What is told to who agreed to wait without a date, and need not be asked again.
    """
    law, now = found.law, found.before.now
    part = _part(
        law,
        (now.rule, _ITEMS, REFUND),
        {_date_told(asked), Told.OPEN_RIGHT},
        demanded=False,
        silence=Silence.NOTHING,
        untold=Untold.NOTHING,
    )
    return part, [_unasked(law, now.rule)]


def of_rights(asked: Asked, found: Delayed) -> tuple[LawNotice, list[Finding]]:
    """
    What is told under a law that gives the buyer rights once the time has passed.
    """
    law = found.law
    rules = tuple(path for path in _RIGHTS if law.find(path) is not None)
    period = "delay.extra_period" in rules
    steps = (found.after.now, *found.after.ahead)
    ends = (step.since for step in steps if step.standing is Standing.MAY_END)
    part = _part(
        law,
        (*rules, REFUND),
        {_date_told(asked), Told.OLD_DATE_HOLDS, *(_RIGHTS[path] for path in rules)},
        demanded=False,
        silence=Silence.NOTHING,
        untold=Untold.ADDED_PERIOD if period else Untold.CHOICE,
    )
    until = found.before.now.until
    return attrs.evolve(part, until=until, ends_from=next(ends, None)), [_unasked(law, rules[0])]


def _part(
    law: Policy,
    rules: tuple[str, ...],
    told: set[Told],
    *,
    demanded: bool,
    silence: Silence,
    untold: Untold,
) -> LawNotice:
    """
    One law's part without its instants: the figures that it rests on, and how money comes back.
    """
    refund, interest = law.find(REFUND), law.find("refund.interest")
    pays = {Told.REFUND} if refund is not None or interest is not None else set[Told]()
    return LawNotice(
        law=law.market,
        figures=tuple(figure for path in rules if (figure := law.find(path)) is not None),
        told=tuple(item for item in Told if item in told | pays),
        demanded=demanded,
        silence=silence,
        untold=untold,
        refund=None if refund is None else cast("RefundTime", refund.value),
        interest=interest is not None and interest.value is True,
    )


def _listed(law: Policy, *, undated: bool) -> tuple[set[Told], list[Finding]]:
    """
    What a law lists as the contents of a notice; a word that nobody knows is not told silently.
    """
    figure = law.find(_ITEMS)
    words = () if figure is None else cast("tuple[str, ...]", figure.value)
    told = {item for word in words for item in _WORDS.get(word, ((), ()))[undated]}
    source = source_of(law, _ITEMS)
    strange = [word for word in words if word not in _WORDS]
    found = [
        Finding(Outcome.UNKNOWN, "delay.item", _ITEMS, word, None, (), source) for word in strange
    ]
    return told, found


def _date_told(asked: Asked) -> Told:
    return Told.UNABLE if asked.new_date is None else Told.NEW_DATE


def _unasked(law: Policy, rule: str) -> Finding:
    """
    That the law itself asks for no notice.
    """
    return Finding(Outcome.ADVICE, "delay.unasked", rule, None, None, (), source_of(law, rule))
