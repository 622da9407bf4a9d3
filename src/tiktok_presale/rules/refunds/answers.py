"""
The answer about a refund: a line for each part of what was paid, with the rule behind it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.causes import Cause, Fault
from tiktok_presale.facts.payments import Component
from tiktok_presale.rules.charges import Charge
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.money import Money
from tiktok_presale.values.sources import Source
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Fate", "Refund", "RefundLine"]


class Fate(StrEnum):
    """
    What becomes of money that was paid.
    """

    GIVEN_BACK = "given_back"
    KEPT = "kept"
    UNDECIDED = "undecided"
    """No rule that is known decides it; nobody may count on keeping it."""


@final
@attrs.frozen(kw_only=True)
class RefundLine(Value):
    """
    One part of what was paid and not yet given back, and what becomes of it.

    Args:
        component: What it was paid for.
        amount: How much.
        fate: What becomes of it.
        reason: Why; stable, and the key of its text.
        rule: The dotted path of the figure, or "terms" where the agreement itself decides.
        source: Where the figure comes from.
    """

    component: Component
    amount: Money
    fate: Fate
    reason: str
    rule: str
    source: Source | None = None

    def explain(self, language: str = "en") -> str:
        """
        The line as a sentence.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(
            language,
            f"refund.{self.fate}",
            what=message(language, f"name.component_{self.component}"),
            amount=self.amount,
            reason=message(language, f"refund.why.{self.reason}"),
            rule=self.rule,
        )

    def __str__(self) -> str:
        return self.explain()


@final
@attrs.frozen(kw_only=True)
class Refund(Value):
    """
    What is given back on one order line, to the minor unit, with every reason.

    Given back, kept and undecided add up to what was paid less what was given back before. What
    the seller owes on top by law stands apart and is no part of that sum.

    Args:
        order_id: The id of the order line.
        cause: Why the order came to an end.
        fault: Who is answerable for it.
        at: When it came to an end.
        edition: The edition that answered, with its laws.
        currency: The currency of the order.
        lines: What becomes of each part of what was paid.
        statutory: What the seller pays on top by law, as where a deposit is returned double.
        pay_by: The last second in which the money goes back in time; None where no day is known.
        charges_returned: What the platform gives back to the seller, or does not charge.
        findings: What is not known, and what is told beside it.
    """

    order_id: str
    cause: Cause
    fault: Fault
    at: datetime
    edition: str
    currency: str
    lines: tuple[RefundLine, ...] = ()
    statutory: Charge | None = None
    pay_by: datetime | None = None
    charges_returned: tuple[Charge, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def given_back(self) -> Money:
        """
        What goes back to the buyer of what was paid.
        """
        return self._sum(self.lines, Fate.GIVEN_BACK)

    @property
    def kept(self) -> Money:
        """
        What the seller keeps by a rule that says so.
        """
        return self._sum(self.lines, Fate.KEPT)

    @property
    def undecided(self) -> Money:
        """
        What no known rule decides.
        """
        return self._sum(self.lines, Fate.UNDECIDED)

    @property
    def total(self) -> Money:
        """
        All that the buyer receives: what is given back, and what the law adds.
        """
        return (
            self.given_back if self.statutory is None else self.given_back + self.statutory.amount
        )

    @property
    def outcome(self) -> Outcome:
        """
        UNKNOWN while anything is undecided or not known, else PASS.
        """
        open_ = any(finding.outcome is Outcome.UNKNOWN for finding in self.findings)
        return Outcome.UNKNOWN if open_ or self.undecided else Outcome.PASS

    def of(self, component: Component, fate: Fate = Fate.GIVEN_BACK) -> Money:
        """
        How much of what was paid for a component has a fate.
        """
        return self._sum((one for one in self.lines if one.component is Component(component)), fate)

    def _sum(self, lines: Iterable[RefundLine], fate: Fate) -> Money:
        return Money.sum((line.amount for line in lines if line.fate is fate), self.currency)

    def explain(self, language: str = "en") -> str:
        """
        The answer as lines of text, each with its rule.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        head = message(
            language,
            "refund.head",
            line=self.order_id,
            cause=message(language, f"refund.cause.{self.cause}"),
            fault=message(language, f"refund.fault.{self.fault}"),
            amount=self.given_back,
            edition=self.edition,
        )
        lines = [head, *(line.explain(language) for line in self.lines)]
        charges = (self.statutory, *self.charges_returned)
        lines += [
            message(language, f"refund.charge.{one.code}", amount=one.amount, rule=one.rule)
            for one in charges
            if one is not None
        ]
        if self.pay_by is not None:
            lines.append(message(language, "refund.pay_by", at=self.pay_by))
        lines += [
            message(language, f"mark.{one.outcome}") + one.explain(language)
            for one in self.findings
        ]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.explain()
