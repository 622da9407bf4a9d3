"""
What must a seller have told before a presale is published?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.facts.plans import Earnest, PaymentPlan
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.policy.buyer_terms import Duty
from tiktok_presale.rules import window
from tiktok_presale.rules.arguments import check_policy, check_promise
from tiktok_presale.rules.protection.brief import BRIEF
from tiktok_presale.values.checks import check_aware, check_kind, check_yes_no, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.frozenmap import frozen_map
from tiktok_presale.values.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy

__all__ = ["Notice", "checklist"]

_BEFORE = frozenset({"before_sale", "at_sale"})
# What buyers look for although no figure of the market obliges to it: the badge (F24) and the
# sentence (F9), when the goods come, and how they go back.
_ALWAYS = ("badge", "notice", "delivery_time", "return_terms")
_DEPOSIT = ("deposit.payer_default", "deposit.taker_default")


def checklist(  # noqa: PLR0913 - each is another thing that a product page can show
    policy: Policy,
    *,
    at: datetime,
    badge: bool | None = None,
    promise: Promise | None = None,
    notice: str | None = None,
    plan: PaymentPlan | None = None,
    blind_box: bool = False,
    told: Mapping[str, bool] | None = None,
) -> Decision:
    """
    What the product page must tell before the presale is published, item by item.

    Every duty of the market and of its laws is asked on its own, so each keeps its source. What no
    rule demands comes as advice. What is not known is unknown, never passed over.

    Args:
        policy: The rules in force at *at*, with its laws: `policy.with_law(…)`.
        at: The instant of publishing.
        badge: Whether the page shows the presale badge (F2).
        promise: When the goods are dispatched.
        notice: The sentence about it on the page (F9); empty text where there is none.
        plan: How it is paid; an earnest deposit brings duties of its own.
        blind_box: Whether the goods are a blind box.
        told: What else the page tells, by name: the name of a duty such as "return_terms", one of
            its items, an item to be shown for blind boxes, or "deposit_terms".

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import CalendarDays, Policy
        >>> policy = Policy.in_force("cross-border", on=date(2025, 6, 1))
        >>> found = checklist(policy, at=datetime(2025, 6, 1, tzinfo=UTC), badge=True,
        ...                   promise=ShipWithin(CalendarDays(10)), notice="")
        >>> found.failures[0].remedy.explain("zh")
        '在页面写明“预售商品将在10天内发货”'
    """
    check_policy(policy)
    check_aware("at", at)
    check_yes_no("badge", badge)
    if notice is not None:
        check_kind("notice", notice, str, "text, empty where there is no notice")
    if plan is not None:
        check_kind("plan", plan, PaymentPlan, "a PaymentPlan")
    if promise is not None:
        check_promise(promise)
    check_kind("blind_box", blind_box, bool, "True or False")
    page = _Page(badge, promise, notice, frozen_map(told or {}))
    findings = [*_duties(page, policy), *_unasked(page, policy)]
    if plan is not None and isinstance(plan.deposit, Earnest):
        findings += _deposit(page, policy)
    if blind_box:
        findings += _box(page, policy)
    return Decision("checklist", policy.edition, at, tuple(findings))


@final
@attrs.frozen
class Notice(Value):
    """
    The sentence for the product page (F9), in whatever language it is asked for.

    Args:
        promise: What the seller promises.

    Examples:
        >>> from tiktok_presale import CalendarDays
        >>> print(Notice(ShipWithin(CalendarDays(10))))
        Pre-order: ships within 10 days
    """

    promise: Promise = attrs.field(
        validator=instance("ShipWithin(…) or ReleaseOn(…)", ShipWithin, ReleaseOn)
    )

    def in_words(self, language: str) -> str:
        """
        The sentence.
        """
        return window.notice(self.promise, language)

    def stands_in(self, text: str) -> bool:
        """
        Whether a text holds the sentence, in any of our languages.
        """
        return any(self.in_words(language) in text for language in LANGUAGES)

    def __str__(self) -> str:
        return self.in_words("en")


class _Page:
    """
    What a product page shows, asked item by item.
    """

    def __init__(
        self,
        badge: bool | None,  # noqa: FBT001 - a fact, not a switch
        promise: Promise | None,
        notice: str | None,
        told: Mapping[str, bool],
    ) -> None:
        for name, fact in told.items():
            check_kind(f"told[{name!r}]", fact, bool, "True or False")
        self.told = {**told} if badge is None else {**told, "badge": badge}
        self.promise, self.notice = promise, notice

    def item(self, name: str, figure: Figure | None, *, rule: str) -> Finding:
        """
        Whether one item is told; without a figure it is advised and not demanded.
        """
        if name == "notice" and "notice" not in self.told:
            return self._notice(figure, rule)
        given = self.told.get(name)
        remedies = () if given else (Remedy("disclose", {"name": name}),)
        return _item(given, name, figure, rule, remedies)

    def _notice(self, figure: Figure | None, rule: str) -> Finding:
        """
        The sentence of F9, in any of our languages, anywhere in the text that the page shows.
        """
        if self.promise is None:
            remedies = (Remedy("disclose", {"name": "promise"}),)
            return _item(None, "notice", figure, rule, remedies)
        sentence = Notice(self.promise)
        given = None if self.notice is None else sentence.stands_in(self.notice)
        ways = () if given else (Remedy("put_notice", {"notice": sentence}),)
        return _item(given, "notice", figure, rule, ways)


def _item(
    given: bool | None,  # noqa: FBT001 - a fact, not a switch
    name: str,
    figure: Figure | None,
    rule: str,
    remedies: tuple[Remedy, ...],
) -> Finding:
    params = {"name": name}
    if figure is None:
        outcome = Outcome.PASS if given else Outcome.ADVICE
        return Finding(outcome, "checklist.advised", rule, given, None, remedies, BRIEF, params)
    outcome = Outcome.UNKNOWN if given is None else Outcome.PASS if given else Outcome.FAIL
    return Finding(outcome, "checklist", rule, given, figure.value, remedies, figure.source, params)


def _duties(page: _Page, policy: Policy) -> Iterator[Finding]:
    """
    Each duty of a seller before the sale, item by item; later ones are told as what comes.
    """
    for name, figure in policy.everything_under("duties"):
        duty = cast("Duty", figure.value)
        if duty.who != "seller":
            continue
        if duty.stage in _BEFORE:
            for item in duty.items or (name,):
                yield page.item(item, figure, rule=figure.path)
        else:
            yield Finding(
                Outcome.ADVICE,
                "checklist.later",
                figure.path,
                None,
                duty,
                (),
                figure.source,
                {"name": name},
            )


def _unasked(page: _Page, policy: Policy) -> Iterator[Finding]:
    """
    What buyers look for and no rule of the market or its laws demands.
    """
    demanded = {name for name, _ in policy.everything_under("duties")}
    for name in _ALWAYS:
        if name not in demanded:
            yield page.item(name, None, rule=f"duties.{name}")


def _deposit(page: _Page, policy: Policy) -> Iterator[Finding]:
    """
    Who loses an earnest deposit, and who returns it double, is to be told with it.
    """
    figures = [figure for path in _DEPOSIT for figure in policy.every(path)]
    for figure in figures:
        yield page.item("deposit_terms", figure, rule=figure.path)
    if not figures:
        yield page.item("deposit_terms", None, rule=_DEPOSIT[0])


def _box(page: _Page, policy: Policy) -> Iterator[Finding]:
    """
    What must be shown before a blind box is bought.
    """
    path = "blind_box.disclose"
    figures = policy.every(path)
    for figure in figures:
        for item in cast("tuple[str, ...]", figure.value):
            yield page.item(item, figure, rule=path)
    if not figures:
        yield Finding(Outcome.UNKNOWN, "checklist.box", path)
