"""
May what came back be used? It is read, made into a plan, and held against the same findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.videos import SaleRecord, VideoPlan
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.content.asking import MOST_CHARS, Writer, request
from tiktok_presale.rules.content.briefing import ContentBrief
from tiktok_presale.rules.content.checking import check, checked_record
from tiktok_presale.rules.content.form import Form
from tiktok_presale.values.checks import check_aware, check_int, check_kind, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.findings import Decision, Finding
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.policy import Policy

__all__ = ["ContentReply", "Written", "read", "written"]

MOST_DEEP = 8
"""The deepest reply that is read."""


@final
@attrs.frozen
class ContentReply(Value):
    """
    A reply as it was read: the plan it makes, and whether that may be used.

    Args:
        plan: The plan; None where the reply has not the form that was asked for.
        decision: Whether it may be used, with every reason.
    """

    plan: VideoPlan | None
    decision: Decision = attrs.field(validator=instance("a Decision", Decision))

    @property
    def accepted(self) -> bool:
        """
        Whether the plan may be used; what is unknown is no yes.
        """
        return self.plan is not None and self.decision.allowed

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """
        Every reason against it: what fails and what could not be judged.
        """
        return (*self.decision.failures, *self.decision.unknowns)

    def explain(self, language: str = "en") -> str:
        """
        The decision as text.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return self.decision.explain(language)

    def __str__(self) -> str:
        return self.explain()


def _replies(value: Iterable[ContentReply]) -> tuple[ContentReply, ...]:
    found = tuple(value)
    for one in found:
        check_kind("replies", one, ContentReply, "of ContentReply")
    return found


@final
@attrs.frozen
class Written(Value):
    """
    What a writer made of a brief: the plan that was accepted, or every refusal.

    Args:
        replies: The replies, in order; only the last can be accepted.
    """

    replies: tuple[ContentReply, ...] = attrs.field(converter=_replies)

    @property
    def plan(self) -> VideoPlan | None:
        """
        The plan that was accepted; None where none was.
        """
        return next((one.plan for one in self.replies if one.accepted), None)

    @property
    def refused(self) -> tuple[ContentReply, ...]:
        """
        The replies that were refused, each with its reasons.
        """
        return tuple(one for one in self.replies if not one.accepted)

    def explain(self, language: str = "en") -> str:
        """
        Every attempt with its reasons.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(
            message(language, "written.attempt", number=number) + reply.explain(language)
            for number, reply in enumerate(self.replies, start=1)
        )

    def __str__(self) -> str:
        return self.explain()


def read(  # noqa: PLR0913 - the limits are keywords
    reply: str,
    brief: ContentBrief,
    policy: Policy,
    *,
    at: datetime,
    record: SaleRecord | None = None,
    original: bool | None = None,
    max_chars: int = MOST_CHARS,
    max_depth: int = MOST_DEEP,
) -> ContentReply:
    """
    What a language model wrote, as a plan, with the findings of `content.check`.

    Whatever text comes back gives a value: a reply that is too long, no JSON, too deep, or not of
    the form that was asked for is refused with every fault and its place; a plan that fails the
    check is refused with every reason. Times and what is seen are those of the brief.

    Args:
        reply: The text that came back.
        brief: The brief it replies to.
        policy: The rules in force at *at*.
        at: The instant of publication.
        record: What is known of the sale besides, as `content.check` takes it.
        original: Whether all of the material is the seller's own.
        max_chars: The longest reply that is read.
        max_depth: The most brackets within one another.

    Raises:
        WrongTypeError: If an argument has another type; the reply must be text.
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If a limit is below 1.
    """
    check_kind("reply", reply, str, "text")
    check_kind("brief", brief, ContentBrief, "a ContentBrief")
    check_policy(policy)
    check_aware("at", at)
    known = checked_record(record)
    form = Form(
        brief,
        max_chars=check_int("max_chars", max_chars, minimum=1),
        max_depth=check_int("max_depth", max_depth, minimum=1),
    )
    data = form.read(reply)
    if data is None:
        return ContentReply(None, Decision("content", policy.edition, at, tuple(form.faults)))
    shots = [
        attrs.evolve(shot, said=words["said"], shown=words["shown"])
        for shot, words in zip(brief.shots, data["shots"], strict=True)
    ]
    plan = brief.plan(
        shots, caption=data["caption"], hashtags=tuple(data["hashtags"]), original=original
    )
    decision = check(plan, brief.offer, policy, at=at, record=known, hook=brief.hook)
    return ContentReply(plan, decision)


def written(  # noqa: PLR0913 - the assumptions are keywords
    writer: Writer,
    brief: ContentBrief,
    policy: Policy,
    *,
    at: datetime,
    record: SaleRecord | None = None,
    original: bool | None = None,
    attempts: int = 3,
) -> Written:
    """
    Ask a writer until a reply is accepted, each time with the reasons of the refusal before.

    Args:
        writer: Who writes: a function from a request to text.
        brief: What is to be written.
        policy: The rules in force at *at*.
        at: The instant of publication.
        record: What is known of the sale besides, as `content.check` takes it.
        original: Whether all of the material is the seller's own.
        attempts: How often it is asked at most.

    Raises:
        WrongTypeError: If an argument has another type, or the writer gives no text.
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If *attempts* is below 1.
    """
    if not callable(writer):
        raise WrongTypeError("writer", "a function from a request to text", type(writer).__name__)
    replies: list[ContentReply] = []
    for _ in range(check_int("attempts", attempts, minimum=1)):
        refused = replies[-1].refusals if replies else ()
        text = writer(request(brief, refused=refused))
        reply = read(text, brief, policy, at=at, record=record, original=original)
        replies.append(reply)
        if reply.accepted:
            break
    return Written(replies)
