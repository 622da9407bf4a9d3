"""
How should a video for this offer be made? A shot list with its words, and blanks for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.offers import Offer
from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.facts.video_claims import DeadlineClaim, DispatchClaim, PriceClaim, VideoClaim
from tiktok_presale.facts.videos import (
    Seen,
    Shot,
    VideoPlan,
    check_language,
    markdown,
    milliseconds,
    seconds,
    shot_list,
)
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.content.elements import BRIEF, HOOK, closes_in
from tiktok_presale.rules.content.words import MONTHS
from tiktok_presale.rules.protection.disclosures import Notice
from tiktok_presale.values.checks import check_aware, check_kind, check_text
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Bound, Grounds
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.policy import Policy

__all__ = ["BLANKS", "ContentBrief", "brief", "told_end"]

BLANKS = ("impact", "pain", "solution")
"""What only the seller knows: what there is to see, which pain it solves, and how."""

# What is seen in each shot after the first, and at which share of what is left it ends.
_SHOTS: tuple[tuple[str, tuple[Seen, ...], Fraction], ...] = (
    ("pain", (Seen.PAIN_SHOWN,), Fraction(1, 4)),
    ("solution", (Seen.PAIN_SOLVED, Seen.DEMO), Fraction(7, 12)),
    ("offer", (Seen.OFFER,), Fraction(5, 6)),
    ("notice", (Seen.NOTICE, Seen.CALL), Fraction(1)),
)
_TENTH = 100
_LONG_ENOUGH = 2


@final
@attrs.frozen(kw_only=True)
class ContentBrief(Value):
    """
    A shot list and the skeleton of a script for an offer, with blanks in double brackets.

    Args:
        offer: The offer.
        edition: The edition of the rules under which it was written.
        language: "en" or "zh".
        length: How many seconds the video lasts.
        hook: In so many first seconds there is something to see.
        shots: The shots, with the words that are settled and the blanks.
        caption: The text beside the video.
        hashtags: The hashtags beside it.
        claims: What the settled words claim.
        grounds: What it stands on, and the limits it was held to.
    """

    offer: Offer
    edition: str
    language: str
    length: Decimal
    hook: Decimal
    shots: tuple[Shot, ...]
    caption: str
    hashtags: tuple[str, ...]
    claims: tuple[VideoClaim, ...]
    grounds: Grounds

    @property
    def blanks(self) -> Mapping[str, str]:
        """
        What is still to be written, by name, with the blank as it stands in the script.
        """
        return {name: _blank(name, self.language) for name in BLANKS}

    def fill(self, texts: Mapping[str, str], *, original: bool | None = None) -> VideoPlan:
        """
        The plan of a video, with the blanks filled.

        Args:
            texts: The words for each blank, by its name.
            original: Whether all of it is the seller's own material.

        Raises:
            OutOfRangeError: If a blank is left, or a name is none of them.
            WrongTypeError: If a text is none, or is empty.
        """
        check_kind("texts", texts, Mapping, "a mapping of blanks to texts")
        if set(texts) != set(BLANKS):
            told = ", ".join(map(str, texts)) or "nothing"
            allowed = f"a text for each blank and for nothing else: {', '.join(BLANKS)}"
            raise OutOfRangeError("texts", f"for {told}", allowed)
        for name, text in texts.items():
            check_text(f"texts[{name!r}]", text)
        return self.plan([self._filled(shot, texts) for shot in self.shots], original=original)

    def _filled(self, shot: Shot, texts: Mapping[str, str]) -> Shot:
        said = next((texts[one] for one, blank in self.blanks.items() if blank == shot.said), None)
        return shot if said is None else attrs.evolve(shot, said=said)

    def plan(
        self,
        shots: list[Shot],
        *,
        caption: str | None = None,
        hashtags: tuple[str, ...] | None = None,
        original: bool | None = None,
    ) -> VideoPlan:
        """
        The plan of a video with shots, and perhaps a caption and hashtags, of somebody's own.
        """
        return VideoPlan(
            offer=self.offer.id,
            language=self.language,
            length=self.length,
            shots=shots,
            caption=self.caption if caption is None else caption,
            hashtags=self.hashtags if hashtags is None else hashtags,
            claims=self.claims,
            original=original,
        )

    def to_markdown(self) -> str:
        """
        The shot list as a table in Markdown, with the caption below it.
        """
        return f"{markdown(self.shots, self.language)}\n\n{self._beside()}"

    def _beside(self) -> str:
        return " ".join([self.caption, *(f"#{tag}" for tag in self.hashtags)])

    def explain(self, language: str | None = None) -> str:
        """
        The shot list, line by line, and what it stands on.

        Args:
            language: The language of the explanation; that of the script where none is given.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        asked = language or self.language
        comma = message(asked, "word.comma")
        lines = [
            comma.join(part for part in row if part) for row in shot_list(self.shots, asked)[1]
        ]
        return "\n".join([*lines, self._beside(), self.grounds.explain(asked)])

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The shot list as a table, for notebooks.
        """
        from tiktok_presale.values.html import table_html  # noqa: PLC0415 - notebooks only

        return table_html(self._beside(), *shot_list(self.shots, self.language))


def brief(
    offer: Offer,
    policy: Policy,
    *,
    language: str,
    at: datetime,
    length: Decimal | int | str = 30,
    hook: Decimal | int | str = HOOK,
) -> ContentBrief:
    """
    A shot list and script skeleton for an offer, from templates.

    It has F12's three elements at their times: something to see in the first seconds, a pain point
    shown and then solved, and the offer with its end. Presale, price, dispatch and the end of the
    sale are filled in from the offer, in the zone of the market. What only the seller knows is left
    blank. Filled with words that claim nothing, it passes `content.check`.

    Args:
        offer: The offer.
        policy: The rules in force at *at*.
        language: The language of the script: "en" or "zh".
        at: The instant at which it is to be published.
        length: How many seconds the video lasts, such as 15, 30 or 60.
        hook: In so many first seconds there is something to see.

    Raises:
        UnknownLanguageError: If there are no texts in the language.
        OutOfRangeError: If the video is shorter than twice the hook.
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import (CalendarDays, Money, PaymentPlan, Period, Policy,
        ...                             ShipWithin)
        >>> opens = datetime(2026, 2, 10, 5, tzinfo=UTC)
        >>> offer = Offer(id="of1", sku="crusher", price=Money("899.00", "THB"),
        ...               plan=PaymentPlan.full(), promise=ShipWithin(CalendarDays(10)),
        ...               sale=Period(opens, datetime(2026, 2, 20, 12, tzinfo=UTC)))
        >>> th = Policy.in_force("th", on=opens)
        >>> written = brief(offer, th, language="en", at=opens, length=15)
        >>> [str(shot.ends) for shot in written.shots]
        ['3', '6', '10', '13', '15']
        >>> print(written.shots[3].said)
        Presale price 899.00 THB. The presale ends on 20 February 2026 at 19:00 (UTC+07:00).
    """
    check_kind("offer", offer, Offer, "an Offer")
    check_policy(policy)
    check_aware("at", at)
    check_language(language)
    first, lasts = seconds("hook", hook), seconds("length", length)
    if not first or lasts < _LONG_ENOUGH * first:
        raise OutOfRangeError("length", str(length), f"at least twice the hook, {hook} seconds")
    words = _words(offer, policy, language)
    return ContentBrief(
        offer=offer,
        edition=policy.edition,
        language=language,
        length=lasts,
        hook=first,
        shots=tuple(_timed(first, lasts, words)),
        caption=words["caption"],
        hashtags=(message(language, "brief.hashtag"),),
        claims=_claims(offer, policy),
        grounds=_grounds(offer, policy, at, first, lasts),
    )


def told_end(offer: Offer, policy: Policy, language: str) -> str:
    """
    The end of the sale as a script says it: the day, the minute, and whose clocks are meant.
    """
    closes = closes_in(offer, policy.zone)
    return message(
        language,
        "brief.end",
        day=str(closes.day),
        month=MONTHS[closes.month - 1] if language == "en" else str(closes.month),
        year=f"{closes.year:04}",
        clock=f"{closes:%H:%M}",
        offset=closes.isoformat(timespec="minutes")[-len("+07:00") :],
    )


def _blank(name: str, language: str) -> str:
    return f"[[{message(language, f'blank.{name}')}]]"


def _words(offer: Offer, policy: Policy, language: str) -> dict[str, str]:
    """
    What is said and shown, by shot, and the caption.
    """
    values = {
        "price": offer.price,
        "ends": told_end(offer, policy, language),
        "notice": Notice(offer.promise),
    }
    said = {f"{name}.said": _blank(name, language) for name in BLANKS}
    for name in ("offer", "notice"):
        said[f"{name}.said"] = message(language, f"brief.{name}.said", **values)
    shown = {f"{name}.shown": "" for name in BLANKS}
    for name in ("impact", "offer", "notice"):
        shown[f"{name}.shown"] = message(language, f"brief.{name}.shown", **values)
    return {**said, **shown, "caption": message(language, "brief.caption", **values)}


def _timed(hook: Decimal, length: Decimal, words: dict[str, str]) -> list[Shot]:
    """
    The shots in order, each ending on a tenth of a second at most.
    """
    shots = [_shot("impact", (Seen.IMPACT,), milliseconds(0), hook, words)]
    rest = Fraction(length) - Fraction(hook)
    for name, seen, share in _SHOTS:
        tenths = (Fraction(hook) + rest * share) * 1_000 // _TENTH * _TENTH
        ends = length if share == 1 else milliseconds(int(tenths))
        shots.append(_shot(name, seen, shots[-1].ends, ends, words))
    return shots


def _shot(
    name: str, seen: tuple[Seen, ...], starts: Decimal, ends: Decimal, words: dict[str, str]
) -> Shot:
    said, shown = words[f"{name}.said"], words[f"{name}.shown"]
    return Shot(starts=starts, ends=ends, seen=seen, said=said, shown=shown)


def _claims(offer: Offer, policy: Policy) -> tuple[VideoClaim, ...]:
    promise = offer.promise
    when = promise.on if isinstance(promise, ReleaseOn) else promise.days
    closes = closes_in(offer, policy.zone)
    return DeadlineClaim.at(closes), PriceClaim(offer.price), DispatchClaim(when)


def _grounds(offer: Offer, policy: Policy, at: datetime, hook: Decimal, length: Decimal) -> Grounds:
    """
    What the brief was made from; the first seconds and the end of the sale bind it.
    """
    closes = closes_in(offer, policy.zone)
    inputs = {
        "length": length,
        "hook": hook,
        "price": offer.price,
        "promise": Notice(offer.promise),
        "sale": closes,
    }
    bounds = (
        Bound(
            "content.hook",
            Range.below(hook, unit="seconds"),
            binds=True,
            rule="content.hook",
            source=BRIEF,
        ),
        Bound("content.end", closes, binds=True, rule="offers.sale"),
    )
    over = Finding(Outcome.FAIL, "content.over", "offers.sale", at, closes)
    return Grounds(inputs, bounds, (), (over,) if offer.sale.over(at) else ())
