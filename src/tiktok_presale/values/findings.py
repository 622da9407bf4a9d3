"""
Answers with their reasons: findings, remedies and decisions.

A finding is data. Text in English and Chinese is made from it when somebody asks, by
`tiktok_presale.values.text`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from types import FunctionType
from typing import TYPE_CHECKING, Any, final

import attrs

from tiktok_presale.values.closed import Value
from tiktok_presale.values.frozenmap import FrozenMap, frozen_map
from tiktok_presale.values.sources import Source
from tiktok_presale.values.text import decision_text, finding_text, remedy_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

__all__ = ["Decision", "Finding", "Outcome", "Remedy"]


def _params(value: Mapping[str, object]) -> FrozenMap[object]:
    """
    Read the further facts of a text; `frozen_map` for any kind of value.
    """
    return frozen_map(value)


class Outcome(StrEnum):
    """
    What one reason says: yes, no, cannot tell, or "allowed, but".
    """

    PASS = "pass"  # noqa: S105 - an outcome, no password
    FAIL = "fail"
    UNKNOWN = "unknown"
    ADVICE = "advice"


@final
@attrs.frozen
class Remedy(Value):
    """
    The smallest change that turns a "no" into a "yes".

    Args:
        code: What kind of change; stable, and the key of its text.
        params: The numbers and dates of it.

    Examples:
        >>> Remedy("more_clean_orders", {"orders": 250}).explain("en")
        'take 250 more orders, none of which counts against the shop'
    """

    code: str
    params: FrozenMap[object] = attrs.field(factory=FrozenMap[object], converter=_params)

    def explain(self, language: str = "en") -> str:
        """
        The change as a sentence.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return remedy_text(self, language)

    def __str__(self) -> str:
        return self.explain()


class _FindingParts:
    """
    The slots of a finding, apart from the class that freezes them: see `OpenFinding`.
    """

    __slots__ = (
        "__weakref__",
        "actual",
        "code",
        "limit",
        "outcome",
        "params",
        "remedies",
        "rule",
        "source",
    )
    actual: object
    code: str
    limit: object
    outcome: Outcome
    params: FrozenMap[object]
    remedies: tuple[Remedy, ...]
    rule: str
    source: Source | None


@final
@attrs.frozen
class Finding(_FindingParts, Value):
    """
    One reason: which rule, what it found, what it asks for, and what would change it.

    Args:
        outcome: What the reason says.
        code: What was looked at; stable, and together with *outcome* the key of its text.
        rule: The dotted path of the figure in the policy, such as "window.days".
        actual: What was found; None where it is not known.
        limit: What the rule asks for; None where there is no figure.
        remedies: What would turn it into a pass, nearest first.
        source: Where the figure comes from.
        params: Further facts that the text needs.
    """

    outcome: Outcome = attrs.field(converter=Outcome)
    code: str
    rule: str
    actual: object = None
    limit: object = None
    remedies: tuple[Remedy, ...] = ()
    source: Source | None = None
    params: FrozenMap[object] = attrs.field(factory=FrozenMap[object], converter=_params)

    @property
    def remedy(self) -> Remedy | None:
        """
        The nearest remedy, if there is one.
        """
        return self.remedies[0] if self.remedies else None

    def explain(self, language: str = "en") -> str:
        """
        The reason as a sentence, with its remedy.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return finding_text(self, language)

    def __str__(self) -> str:
        return self.explain()


class _DecisionParts:
    """
    The slots of a decision, apart from the class that freezes them: see `OpenDecision`.
    """

    __slots__ = (
        "__weakref__",
        "allowed",
        "at",
        "edition",
        "findings",
        "outcome",
        "question",
        "subject",
    )
    outcome: Outcome
    allowed: bool
    subject: Any
    made: Any


# What lies in the slot of the findings, apart from the property that reads it: a second name of a
# slot is read as quickly as the first.
_DecisionParts.made = _DecisionParts.findings  # type: ignore[attr-defined]
_SET_FINDINGS = _DecisionParts.made.__set__
_SET_OUTCOME = _DecisionParts.outcome.__set__  # type: ignore[attr-defined,misc]
_SET_ALLOWED = _DecisionParts.allowed.__set__  # type: ignore[attr-defined,misc]


@final
@attrs.frozen
class Decision(_DecisionParts, Value):
    """
    The answer to one question under one edition, with every reason.

    Args:
        question: What was asked, such as "eligibility".
        edition: The edition that answered, such as "th@2026-01-01"; empty where the seller's own
            terms did.
        at: The instant for which it was asked; None where the question has none.
        findings: Every reason, in the order of the policy.

    Attributes:
        outcome: FAIL if any reason fails, else UNKNOWN if any is unknown, else PASS. A decision
            without any reason is UNKNOWN: no rule spoke, so nothing was allowed.
        allowed: Whether every rule passed; a missing fact is not a pass.
    """

    question: str
    edition: str
    at: datetime | None
    findings: tuple[Finding, ...]

    def __attrs_post_init__(self) -> None:
        """
        Draw the verdict once.
        """
        # Whatever is among the findings by mistake is told of by who reads them.
        outcomes = {getattr(finding, "outcome", None) for finding in self.findings}
        if Outcome.FAIL in outcomes:
            outcome = Outcome.FAIL
        elif Outcome.UNKNOWN in outcomes or not outcomes:
            outcome = Outcome.UNKNOWN
        else:
            outcome = Outcome.PASS
        _SET_OUTCOME(self, outcome)
        _SET_ALLOWED(self, outcome is Outcome.PASS)

    def __reduce__(self) -> tuple[type[Decision], tuple[object, ...]]:
        return Decision, (self.question, self.edition, self.at, self.findings)

    def _with(self, outcome: Outcome) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.outcome is outcome)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """
        Every reason that says no.
        """
        return self._with(Outcome.FAIL)

    @property
    def unknowns(self) -> tuple[Finding, ...]:
        """
        Every reason that could not be judged, because a fact or a figure is missing.
        """
        return self._with(Outcome.UNKNOWN)

    @property
    def advice(self) -> tuple[Finding, ...]:
        """
        What is allowed, but not advised.
        """
        return self._with(Outcome.ADVICE)

    @property
    def passes(self) -> tuple[Finding, ...]:
        """
        Every reason that says yes.
        """
        return self._with(Outcome.PASS)

    def __bool__(self) -> NoReturn:
        """
        Refuse to be a condition: "unknown" would silently count as one of the two.
        """
        message = "a decision is not a truth value; ask decision.allowed or decision.outcome"
        raise TypeError(message)

    def explain(self, language: str = "en") -> str:
        """
        The answer and its reasons as text, failures first.

        Args:
            language: "en" or "zh".

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return decision_text(self, language)

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The reasons as a table, for notebooks.
        """
        from tiktok_presale.values.html import decision_html  # noqa: PLC0415 - notebooks only

        return decision_html(self)


class OpenFinding(_FindingParts):
    """
    A finding before it is frozen; it never leaves the function that fills it.
    """

    __slots__ = ()


class OpenDecision(_DecisionParts):
    """
    A decision before it is frozen; it never leaves the function that fills it.

    Compiled rules know the outcome before any reason is put into words. They set all parts, and
    the class last; a frozen class would take each part through `object.__setattr__`, at ten times
    the price. Instead of findings they set the function that makes those of `subject` at an
    instant.
    """

    __slots__ = ()


def _findings(decision: Decision) -> tuple[Finding, ...]:
    """
    The findings of a decision; those of one that compiled rules gave are made when first read.
    """
    found: Any = decision.made
    if type(found) is FunctionType:
        found = found(decision.subject, decision.at)
        _SET_FINDINGS(decision, found)
    findings: tuple[Finding, ...] = found
    return findings


# Apart from the class, where it would be the field's default. Everything else is read straight from
# its slot, which a `__getattr__` would slow down for all parts.
Decision.findings = property(_findings, _SET_FINDINGS)  # type: ignore[assignment]
