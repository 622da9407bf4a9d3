"""
What does a claim of "35 % more" lack, and what would it take to show it?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.lift_claims import LiftClaim
from tiktok_presale.rules.measuring import judging
from tiktok_presale.rules.measuring.answers import Lift, SampleSize, signed
from tiktok_presale.rules.measuring.lifting import lift
from tiktok_presale.rules.measuring.sizing import sample_size
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision
from tiktok_presale.values.html import table_html
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from tiktok_presale.facts.measurements import Spent
    from tiktok_presale.values.grounds import Grounds
    from tiktok_presale.values.money import Money

__all__ = ["JudgedClaim", "claim"]


@final
@attrs.frozen(kw_only=True)
class JudgedClaim(Value):
    """
    A claim in the form in which it should be stated, with what it lacks.

    Args:
        claim: What is claimed.
        lift: What its figures show; None where it gives none.
        needed: What it would take to show a lift of that size.
        decision: Whether the claim stands, with every reason.
    """

    claim: LiftClaim
    lift: Lift | None
    needed: SampleSize
    decision: Decision

    @property
    def missing(self) -> tuple[str, ...]:
        """
        The names of what the claim does not tell.
        """
        return tuple(
            str(remedy.params["name"])
            for finding in self.decision.unknowns
            for remedy in finding.remedies
            if remedy.code == "tell"
        )

    @property
    def grounds(self) -> Grounds:
        """
        What the sample that is needed stands on.
        """
        return self.needed.grounds

    def explain(self, language: str = "en") -> str:
        """
        The claim, what it lacks and what it would take, as lines of text.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(self._lines(language))

    def _lines(self, language: str) -> Iterator[str]:
        told = self.claim
        yield message(
            language,
            "lift_claim",
            says=told.says,
            measure=told.measure,
            lift=signed(told.lift, language),
        )
        if told.compared:
            first, second = told.compared
            yield message(language, "lift_claim.compared", first=first, second=second)
        if told.period:
            first_day, last_day = told.period
            yield message(language, "lift_claim.period", first=first_day, last=last_day)
        if self.lift is not None:
            yield self.lift.in_words(language)
        yield self.needed.in_words(language)
        yield self.decision.explain(language)
        yield self.grounds.explain(language)

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The reasons as a table, for notebooks.
        """
        rows = ((one.outcome.value, one.explain()) for one in self.decision.findings)
        return table_html(self.claim.says, ("outcome", "reason"), rows)


def claim(
    claim: LiftClaim,
    *,
    base: float | Decimal | Money | Spent,
    spread: float | Decimal | Money | None = None,
    dispersion: float | Decimal = 1,
    level: float | Decimal = 0.95,
    power: float | Decimal = 0.8,
) -> JudgedClaim:
    """
    A claim in the form in which it should be stated, with everything that it lacks.

    Args:
        claim: What is claimed, with as much as is told.
        base: What was measured without the change, or is assumed; for the sample it would need.
        spread: As in `sample_size`.
        dispersion: As there.
        level: The confidence.
        power: The chance with which the sample would show the lift.

    Raises:
        OutOfRangeError: If an assumption is impossible.

    Examples:
        >>> told = LiftClaim(says="click-through up 28 %", measure="rate", lift=0.28)
        >>> judged = claim(told, base=0.03)
        >>> judged.missing
        ('compared', 'period', 'control', 'treatment', 'looks', 'randomised')
        >>> judged.needed.control
        7348
    """
    check_kind("claim", claim, LiftClaim, "a LiftClaim")
    needed = sample_size(
        claim.measure,
        base,
        claim.lift,
        spread=spread,
        dispersion=dispersion,
        level=level,
        power=power,
    )
    found = _measured(claim, level, power)
    findings = [judging.missing(name) for name in judging.TOLD if getattr(claim, name) is None]
    if claim.looks is not None:
        findings.append(judging.looked(claim.looks))
    if found is None:
        findings.append(judging.assigned(claim.randomised))
    else:
        findings += [
            *found.decision.findings,
            judging.figure(claim.lift, found.at_least, found.at_most),
        ]
    return JudgedClaim(
        claim=claim,
        lift=found,
        needed=needed,
        decision=Decision("lift_claim", "", None, tuple(findings)),
    )


def _measured(told: LiftClaim, level: float | Decimal, power: float | Decimal) -> Lift | None:
    if told.control is None or told.treatment is None:
        return None
    return lift(
        control=told.control,
        treatment=told.treatment,
        randomised=told.randomised,
        worth=told.lift,
        level=level,
        power=power,
    )
