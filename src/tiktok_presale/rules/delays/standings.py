"""
The values in which it is said where a late order stands, law by law.
"""

from __future__ import annotations

from datetime import datetime
from typing import final

import attrs

from tiktok_presale.rules.delays.words import Standing
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision, Finding
from tiktok_presale.values.instants import utc
from tiktok_presale.values.sources import Source

__all__ = ["DelayStatus", "DelayStep", "LawStanding"]

_GRAVITY = tuple(Standing)


@final
@attrs.frozen(kw_only=True)
class DelayStep(Value):
    """
    One standing of an order, and the instant from which it holds.

    Args:
        since: The first instant; None for the standing that the order starts with.
        standing: Where the order stands from then on.
        until: The last second in which the seller can still do what is due; None where no date is
            left, as after a consent to wait without one.
        expressly: Whether a consent was given in so many words and not by silence.
        may_cancel: Whether the buyer may cancel under this law.
        rule: The dotted path of the figure that brought it about.
        source: Where that figure comes from.
    """

    since: datetime | None
    standing: Standing
    until: datetime | None
    expressly: bool = False
    may_cancel: bool = False
    rule: str
    source: Source | None = None


@final
@attrs.frozen(kw_only=True)
class LawStanding(Value):
    """
    Where an order stands under one law: every step so far, and those to come if nothing happens.

    Args:
        law: The name of the law's pack.
        at: The instant for which it was asked.
        steps: All standings, oldest first.
    """

    law: str
    at: datetime
    steps: tuple[DelayStep, ...]

    @property
    def now(self) -> DelayStep:
        """
        The standing at the instant that was asked for.
        """
        return [step for step in self.steps if self._begun(step)][-1]

    @property
    def ahead(self) -> tuple[DelayStep, ...]:
        """
        The standings to come if nobody says or does anything more.
        """
        return tuple(step for step in self.steps if not self._begun(step))

    @property
    def lapses_at(self) -> datetime | None:
        """
        The first instant at which the order is cancelled by the rule itself, come or to come.
        """
        lapses = (step.since for step in self.steps if step.standing is Standing.LAPSED)
        return next(lapses, None)

    def _begun(self, step: DelayStep) -> bool:
        return step.since is None or utc(step.since) <= utc(self.at)


@final
@attrs.frozen(kw_only=True)
class DelayStatus(Value):
    """
    Where an order stands that is or may become late, under every law that was given.

    Args:
        edition: The edition that answered.
        at: The instant for which it was asked.
        parts: The standing under each law, in the order of the laws.
        findings: The reasons, one for each law and one for each fact that changes nothing.
    """

    edition: str
    at: datetime
    parts: tuple[LawStanding, ...]
    findings: tuple[Finding, ...]

    @property
    def gravest(self) -> LawStanding | None:
        """
        The most serious standing, which binds; None where no law was given.

        Of several that are equally serious, the one that ends first.
        """
        return min(self.parts, key=_gravity, default=None)

    @property
    def standing(self) -> Standing | None:
        """
        Where the order stands; None where no law was given.
        """
        gravest = self.gravest
        return None if gravest is None else gravest.now.standing

    @property
    def since(self) -> datetime | None:
        """
        From when it has stood there.
        """
        gravest = self.gravest
        return None if gravest is None else gravest.now.since

    @property
    def lapses_at(self) -> datetime | None:
        """
        The first instant at which a law cancels the order if nothing more happens.
        """
        lapses = [part.lapses_at for part in self.parts if part.lapses_at is not None]
        return min(lapses, key=utc, default=None)

    @property
    def changes_at(self) -> datetime | None:
        """
        When the standing changes next under any law if nothing more happens.
        """
        following = [step.since for part in self.parts for step in part.ahead[:1] if step.since]
        return min(following, key=utc, default=None)

    @property
    def may_cancel(self) -> bool:
        """
        Whether the buyer may cancel under any law.
        """
        return any(part.now.may_cancel for part in self.parts)

    @property
    def decision(self) -> Decision:
        """
        The same as a decision: it fails where the time was missed or the order is cancelled.
        """
        return Decision("delay_status", self.edition, self.at, self.findings)


def _gravity(part: LawStanding) -> tuple[int, bool, float]:
    until = part.now.until
    when = 0.0 if until is None else utc(until).timestamp()
    return -_GRAVITY.index(part.now.standing), until is None, when
