"""
The values in which it is said what a notice of delay must tell, law by law.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import final

import attrs

from tiktok_presale.facts.delays import Silence
from tiktok_presale.policy.buyer_terms import RefundTime
from tiktok_presale.policy.figures import Figure
from tiktok_presale.rules.delays.words import Told, Untold
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision, Finding
from tiktok_presale.values.instants import utc

__all__ = ["LawNotice", "NoticeRequired"]

_STRICTER = tuple(Silence)
# A yes by silence is told only where no other law asks for more.
_ON_SILENCE = (Told.SILENCE_CONSENTS, Told.SILENCE_CANCELS, Told.OLD_DATE_HOLDS)


@final
@attrs.frozen(kw_only=True)
class LawNotice(Value):
    """
    What one law says about a delay.

    Args:
        law: The name of the law's pack.
        figures: The figures that it rests on, each with its path and source; the first decides.
        told: What the notice tells the buyer.
        demanded: Whether the law itself demands the notice. Where it does not, the notice tells the
            buyer of rights that they have anyway.
        silence: What it means that the buyer does not answer.
        untold: What follows where no notice is given at all.
        tell_by: The last second in which the notice may go out; None where the law sets none.
        until: The last second of the date that holds now; None where there is none.
        answer_by: The last second in which an answer counts; None where the law sets none.
        lapses_at: The first instant at which the order is cancelled if nobody says or ships
            anything; None where the law cancels nothing by itself.
        ends_from: From when the buyer may end the contract if the goods have not come; None where
            that hangs on an added period which the buyer has not set yet.
        refund: How soon everything is paid back; None where no source says.
        interest: Whether interest is paid with it.
        partial: Whether the buyer may end the contract for the late goods alone.
    """

    law: str
    figures: tuple[Figure, ...]
    told: tuple[Told, ...]
    demanded: bool
    silence: Silence
    untold: Untold
    tell_by: datetime | None = None
    until: datetime | None = None
    answer_by: datetime | None = None
    lapses_at: datetime | None = None
    ends_from: datetime | None = None
    refund: RefundTime | None = None
    interest: bool = False
    partial: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """
        The dotted paths of the figures that it rests on.
        """
        return tuple(figure.path for figure in self.figures)


@final
@attrs.frozen(kw_only=True)
class NoticeRequired(Value):
    """
    What a notice of delay must tell, under every law that was given.

    Args:
        edition: The edition that answered.
        at: The instant at which the notice is to go out.
        due: The last second of the time that was promised first.
        new_date: The new date that it tells; None where the seller cannot say.
        parts: What each law says, in the order of the laws.
        findings: The reasons: whether the notice still goes out in time, and what is not known.
    """

    edition: str
    at: datetime
    due: datetime
    new_date: date | None
    parts: tuple[LawNotice, ...]
    findings: tuple[Finding, ...]

    @property
    def strictest(self) -> LawNotice | None:
        """
        The law that asks most of the seller; None where none says anything.

        Of two that say the same of silence, the one that cancels first.
        """
        return min(self.parts, key=_strictness, default=None)

    @property
    def silence(self) -> Silence | None:
        """
        What it means that the buyer does not answer, under the strictest law.
        """
        strictest = self.strictest
        return None if strictest is None else strictest.silence

    @property
    def told(self) -> tuple[Told, ...]:
        """
        What the notice tells, under all laws together; of silence, what the strictest says.
        """
        strictest = self.strictest
        if strictest is None:
            return ()
        items = {item for part in self.parts for item in part.told if item not in _ON_SILENCE}
        items |= set(strictest.told)
        if Told.CANCELLED in items:
            items &= {Told.CANCELLED, Told.REFUND}
        return tuple(item for item in Told if item in items)

    @property
    def tell_by(self) -> datetime | None:
        """
        The last second in which the notice may go out under every law.
        """
        return min((p.tell_by for p in self.parts if p.tell_by is not None), key=utc, default=None)

    @property
    def lapses_at(self) -> datetime | None:
        """
        The first instant at which a law cancels the order if nobody says or ships anything.
        """
        lapses = (part.lapses_at for part in self.parts if part.lapses_at is not None)
        return min(lapses, key=utc, default=None)

    @property
    def decision(self) -> Decision:
        """
        The same as a decision: it fails where the notice comes too late.
        """
        return Decision("delay_notice", self.edition, self.at, self.findings)


def _strictness(part: LawNotice) -> tuple[int, float]:
    # Where silence means nothing, no law cancels by itself; otherwise each says when.
    lapses = 0.0 if part.lapses_at is None else utc(part.lapses_at).timestamp()
    return -_STRICTER.index(part.silence), lapses
