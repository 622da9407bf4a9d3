"""
Does the video say what it must, in its own language, and in plain text that speaks to buyers?
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tiktok_presale.rules.content.elements import BRIEF
from tiktok_presale.rules.content.normalising import normalise
from tiktok_presale.rules.content.places import Place, texts_of
from tiktok_presale.rules.protection.disclosures import Notice
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.offers import Offer
    from tiktok_presale.facts.videos import VideoPlan
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.content.judging import Truth
    from tiktok_presale.values.sources import Source

__all__ = ["duties", "language", "plain"]

_PRESALE = {
    "en": re.compile(r"\bpre[- ]?(?:sale|order)(?:s|ed)?\b", re.IGNORECASE),
    "zh": re.compile("预[售购定订]"),
}
_HAN = re.compile(r"[㐀-䶿一-鿿]")
_WORD = re.compile(r"[A-Za-z]{2,40}")
_BLANK = re.compile(r"\[\[[^\[\]]{0,80}\]\]|\{\{?[^{}]{0,80}\}\}?|_{3,}|\bT[O]DO\b|\bX{3,}\b")
_MARKUP = re.compile(r"<[A-Za-z/!?][^<>]{0,300}>|&(?:#x?[0-9A-Fa-f]{1,8}|[A-Za-z]{2,10});")
_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|prompts?|rules?)\b"
    r"|\b(?:system|developer) (?:prompt|message)\b|\bas an? (?:ai|language model)\b"
    r"|\byou are (?:now )?(?:an? )?(?:ai|assistant|chatgpt|language model)\b|<\|[a-z_]{1,30}\|>"
    r"|(?:忽略|无视|忘记|忘掉).{0,12}(?:指令|提示词?|规则|要求)|系统提示|作为(?:一个|一名)?(?:AI|人工智能|语言模型)",
    re.IGNORECASE,
)
# Letters that are not seen and turn or hide others; joiners that emoji are made of stay.
_HIDDEN = frozenset(
    {
        *"\u200b\u2060\ufeff\u00ad",
        *map(chr, range(0x202A, 0x202F)),
        *map(chr, range(0x2066, 0x206A)),
    }
)
_FORBIDDEN = {"Cc", "Cs", "Co", "Cn"}
_TAGS = range(0xE0000, 0xE0080)


def duties(plan: VideoPlan, truth: Truth, policy: Policy) -> Iterator[Finding]:
    """
    That it is presale (F2) and when it is dispatched (F9), in the language of the plan.

    The video of goods that are there is asked for neither.
    """
    offer = truth.offer
    if offer.kind is not OrderKind.PRE_ORDER:
        return
    told = [text for place, text in texts_of(plan) if place.shot is not None]
    whole = normalise("\n".join(told))
    sources = {name: figure.source for name, figure in policy.everything_under("duties")}
    yield _presale(plan, whole, sources.get("badge", BRIEF))
    yield _notice(plan, offer, whole, sources.get("notice", BRIEF))


def _presale(plan: VideoPlan, whole: str, source: Source) -> Finding:
    found = _PRESALE[plan.language].search(whole) is not None
    outcome = Outcome.PASS if found else Outcome.FAIL
    ways = () if found else (Remedy("say_presale"),)
    return Finding(outcome, "content.presale", "duties.badge", found, None, ways, source)


def _notice(plan: VideoPlan, offer: Offer, whole: str, source: Source) -> Finding:
    """
    The sentence itself, as the product page has it, so that nobody hears another date.
    """
    sentence = Notice(offer.promise)
    found = normalise(sentence.in_words(plan.language)).lower() in whole.lower()
    outcome = Outcome.PASS if found else Outcome.FAIL
    ways = () if found else (Remedy("say_notice", {"notice": sentence}),)
    return Finding(outcome, "content.notice", "duties.notice", found, sentence, ways, source)


def language(plan: VideoPlan) -> Finding:
    """
    Whether the texts are in the language of the plan, told by their letters.
    """
    whole = normalise("\n".join(text for place, text in texts_of(plan) if place.part != "hashtags"))
    han, words = len(_HAN.findall(whole)), len(_WORD.findall(whole))
    right = han >= words if plan.language == "zh" else words >= han
    outcome = Outcome.PASS if right else Outcome.FAIL
    wanted = f"language.{plan.language}"
    ways = () if right else (Remedy("write_in", {"name": wanted}),)
    return Finding(outcome, "content.language", "content.language", right, wanted, ways)


def plain(plan: VideoPlan) -> Iterator[Finding]:
    """
    Texts that are no plain words to a buyer: blanks, markup, hidden letters, words to a machine.
    """
    for place, text in texts_of(plan):
        yield from _unplain(place, text)


def _unplain(place: Place, text: str) -> Iterator[Finding]:
    blank, markup = _BLANK.search(text), _MARKUP.search(text)
    machine = _TO_A_MACHINE.search(normalise(text))
    hidden = next((one for one in text if _is_hidden(one)), None)
    if blank:
        yield _odd("content.blank", place, blank.group(), Remedy("fill_blank"))
    if markup:
        yield _odd("content.markup", place, markup.group(), Remedy("plain_text"))
    if machine:
        yield _odd("content.machine", place, machine.group(), Remedy("plain_text"))
    if hidden is not None:
        letter = f"U+{ord(hidden):04X}"
        yield _odd("content.hidden", place, letter, Remedy("plain_text"))


def _odd(code: str, place: Place, found: str, way: Remedy) -> Finding:
    where = Place(place.part, place.shot, found)
    return Finding(Outcome.FAIL, code, code, None, None, (way,), params={"place": where})


def _is_hidden(letter: str) -> bool:
    if letter in "\n\t\r":
        return False
    odd = unicodedata.category(letter) in _FORBIDDEN or letter in _HIDDEN
    return odd or ord(letter) in _TAGS
