"""
Text for people: every code has words in both languages, and values are written as each asks.
"""

from __future__ import annotations

import gettext
import re
import string
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import tiktok_presale
from tiktok_presale.errors import UnknownLanguageError
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.policy.policy import Policy
from tiktok_presale.policy.terms import ChargeTerm, Criterion, StepTerm
from tiktok_presale.rules import window
from tiktok_presale.rules.assessment import State
from tiktok_presale.values import vocabulary
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, PastDays
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.sources import Confidence
from tiktok_presale.values.text import LANGUAGES, finding_text, message, say
from values import emitted

LOCALE = Path(tiktok_presale.__file__).parent / "values" / "locale"
BOTH = pytest.mark.parametrize("language", LANGUAGES)
NAMED = {"name": "invited", "subject": "shop"}
KEY = re.compile(r"\b(?:name|word|unit|range|remedy|finding|question|mark|decision)\.\w+")
OPTION = re.compile(r"(?<![A-Za-z-])--[a-z]+(?:-[a-z]+)*")
LATIN = re.compile(r"[A-Za-z]{3,}")


def catalogue(language):
    """
    Read the compiled catalogue of a language as it is shipped.
    """
    compiled = LOCALE / language / "LC_MESSAGES" / "tiktok_presale.mo"
    with compiled.open("rb") as file:
        found = gettext.GNUTranslations(file)
    return found._catalog  # noqa: SLF001 - the standard library shows its keys nowhere else


def keys(language):
    """
    Name the texts of a catalogue, without its head and without plural forms.
    """
    return {key[0] if isinstance(key, tuple) else key for key in catalogue(language)} - {""}


def fields(template):
    """
    Name the values that a text asks for.
    """
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def english_left_in(text):
    """
    Find English words in a Chinese text: no code of a currency, no name of what is to be typed.
    """
    text = OPTION.sub("", text)
    return set(LATIN.findall(text)) - EXPONENTS.keys() - {"Open", "API", "holidays"}


class TestCatalogues:
    """
    Both catalogues hold the same texts, which ask for the same values.
    """

    def test_same_keys(self):
        """
        No text exists in one language alone.
        """
        assert keys("en") == keys("zh")

    def test_same_values(self):
        """
        A text and its translation are filled with the same values.
        """
        english, chinese = catalogue("en"), catalogue("zh")
        shared = english.keys() & chinese.keys()

        assert {key: fields(english[key]) for key in shared} == {
            key: fields(chinese[key]) for key in shared
        }

    @BOTH
    def test_no_text_is_empty(self, language):
        """
        Every key has words.
        """
        assert [] == [key for key, text in catalogue(language).items() if key and not text.strip()]

    def test_chinese_texts_are_chinese(self):
        """
        No Chinese text holds English words of its own.
        """
        literal = {
            key: "".join(part for part, _, _, _ in string.Formatter().parse(text))
            for key, text in catalogue("zh").items()
            if key
        }

        assert {} == {key: text for key, text in literal.items() if english_left_in(text)}


class TestEveryCodeHasWords:
    """
    A reason is data: stable code, and text in English and Chinese made from it.
    """

    def test_scan_finds_codes(self):
        """
        The scan of the rules' source sees the codes that are known to be there.
        """
        found = emitted.codes_in_source()

        assert {
            "metric",
            "fact",
            "gap",
            "window.days",
            "window.days.unit",
            "deadline.calendar",
            "audit.foreign",
            "audit.no_week",
        } <= (found["finding"])
        assert {"more_clean_orders", "more_good_orders", "wait_until", "promise"} <= found["remedy"]
        assert {"eligibility", "window", "caps"} <= found["question"]

    @BOTH
    def test_codes_in_source(self, language):
        """
        Each code that the rules' source names has a text.
        """
        known, codes = keys(language), emitted.codes_in_source()
        with_text = {key.rpartition(":")[0] for key in known if ":" in key}

        assert set() == codes["finding"] - with_text
        assert set() == {f"remedy.{code}" for code in codes["remedy"]} - known
        assert set() == {f"question.{code}" for code in codes["question"]} - known

    @BOTH
    def test_no_text_for_codes_that_nothing_emits(self, language):
        """
        No text of a finding or remedy is left over from a rule that is gone.
        """
        known, codes = keys(language), emitted.codes_in_source()
        told = codes["finding"] | {finding.code for finding in emitted.findings()}

        assert set() == {key.rpartition(":")[0] for key in known if ":" in key} - told
        assert (
            set()
            == {key.removeprefix("remedy.") for key in known if key.startswith("remedy.")}
            - codes["remedy"]
            - emitted.tails_in_source()
        )

    @BOTH
    def test_codes_and_outcomes_in_answers(self, language):
        """
        Each code has a text for each outcome with which the rules emit it.
        """
        known = keys(language)
        found = emitted.findings()

        assert set() == {f"{one.code}:{one.outcome.value}" for one in found} - known
        assert set() == {f"remedy.{way.code}" for one in found for way in one.remedies} - known

    @BOTH
    @pytest.mark.parametrize(
        "words",
        [
            vocabulary.DeadlineName,
            vocabulary.Payee,
            State,
            Confidence,
            [word for word in vocabulary.Anchor if word.value not in {"placed", "release"}],
        ],
        ids=["deadlines", "payees", "states", "confidence", "anchors"],
    )
    def test_closed_sets_of_words(self, language, words):
        """
        Each word that an answer may name has a name in both languages.
        """
        assert set() == {f"name.{word.value}" for word in words} - keys(language)

    @BOTH
    def test_kinds_of_orders(self, language):
        """
        Kinds of orders have words of their own: a standard order is no standard tier.
        """
        assert {f"kind.{kind.value}" for kind in vocabulary.OrderKind} <= keys(language)

    @BOTH
    @pytest.mark.parametrize("market", Policy.markets())
    def test_names_in_packs(self, language, market):
        """
        Facts, metrics, names and effects that a pack's criteria and steps look at have names.
        """
        names = set()
        for policy in emitted.newest_policies():
            if policy.market != market:
                continue
            for figure in policy.figures.values():
                value = figure.value
                if isinstance(value, Criterion):
                    names.add(value.fact)
                    names.update(value.accepts.names if isinstance(value.accepts, OneOf) else ())
                if isinstance(value, StepTerm):
                    names |= {value.measure, value.effect}
                if isinstance(value, ChargeTerm) and value.when:
                    names.add(value.when.metric)

        assert set() == {f"name.{name}" for name in names} - keys(language)


class TestAnswersAsText:
    """
    `explain("en")` and `explain("zh")`.
    """

    @BOTH
    def test_every_decision_can_be_explained(self, language):
        """
        No answer leaves a bare key or an unfilled value in its text.
        """
        texts = [decision.explain(language) for decision in emitted.decisions()]
        texts += [statement.explain(language) for statement in emitted.statements()]

        assert [] == [text for text in texts if KEY.search(text)]
        assert [] == [text for text in texts if re.search(r"[{}]|\bNone\b", text)]

    @BOTH
    def test_every_finding_can_be_explained(self, language):
        """
        So can each reason alone, and its remedies.
        """
        for finding in emitted.findings():
            text = finding.explain(language)

            assert not KEY.search(text)
            assert text.endswith("。" if language == "zh" else ".")
            assert all(remedy.explain(language) in text for remedy in finding.remedies)

    def test_chinese_reasons_hold_no_english(self):
        """
        In Chinese, a decision's own words are Chinese; sources keep their titles and addresses.
        """
        left = set()
        for decision in emitted.decisions():
            text = decision.explain("zh").replace(decision.edition, "")
            for path in sorted({finding.rule for finding in decision.findings}, key=len)[::-1]:
                text = text.replace(path, "")
            for line in text.splitlines():
                if not line.startswith("    "):
                    left |= english_left_in(line)

        assert set() == left

    def test_decision_text_of_the_brief(self):
        """
        A rating of 4.4 under the brief's 4.5 is told in both languages, the worst first.
        """
        decision = next(d for d in emitted.decisions() if d.failures and d.edition[:5] == "cross")
        english, chinese = decision.explain("en"), decision.explain("zh")

        assert english.splitlines()[0].startswith("Not allowed: ")
        assert english.splitlines()[1].startswith("[fail] ")
        assert decision.edition in english
        assert decision.edition in chinese
        assert len(english.splitlines()) == len(chinese.splitlines())
        assert "https://" in english

    def test_answers_print_as_their_explanation(self):
        """
        Printing a decision, a reason, a remedy or a statement shows its text in English.
        """
        answers = [*emitted.decisions()[::50], *emitted.statements(), *emitted.findings()[::50]]
        answers += [way for one in emitted.findings() for way in one.remedies][::50]

        assert [one.explain("en") for one in answers] == [str(one) for one in answers]

    @BOTH
    def test_worst_reasons_come_first(self, language):
        """
        Failures stand before what is unknown, then advice, then what passed.
        """
        order = [message(language, f"mark.{o}") for o in ("fail", "unknown", "advice", "pass")]
        for decision in emitted.decisions():
            marks = [
                next(n for n, mark in enumerate(order) if line.startswith(mark))
                for line in decision.explain(language).splitlines()[1:]
                if not line.startswith("    ")
            ]

            assert marks == sorted(marks)
            assert len(decision.findings) == len(marks)

    def test_tier_is_no_kind_of_order(self):
        """
        The tier named "standard" is not told with the Chinese word for goods in stock.
        """
        told = [one.explain("zh") for one in emitted.findings() if one.code == "caps.daily_orders"]
        kind = say(vocabulary.OrderKind.STANDARD, "zh")

        assert told
        assert [] == [text for text in told if kind in text]

    @pytest.mark.parametrize("language", ["fr", "", "EN", None])
    def test_unknown_language_is_refused(self, language):
        """
        A language without a catalogue is an error that names those that exist.
        """
        finding = Finding(Outcome.PASS, "fact", "a", actual=True, limit=True, params=NAMED)

        for asked in (
            lambda: finding.explain(language),
            lambda: Remedy("tell", {"name": "history"}).explain(language),
            lambda: emitted.decisions()[0].explain(language),
            lambda: message(language, "word.yes"),
        ):
            with pytest.raises(UnknownLanguageError, match="known are en, zh"):
                asked()

    def test_remedies_are_joined(self):
        """
        The nearest remedy comes first, the others as alternatives.
        """
        finding = Finding(
            Outcome.FAIL,
            "metric",
            "eligibility.cancellation_rate_30d",
            Rate(25, 1000),
            Range.at_most(Decimal("0.02"), unit="share"),
            (
                Remedy("more_clean_orders", {"orders": 250}),
                Remedy("wait_until", {"on": date(2025, 6, 30)}),
            ),
            params={"name": "cancellation_rate_30d", "subject": "shop"},
        )
        english, chinese = finding.explain("en"), finding.explain("zh")

        assert "250 more orders" in english
        assert ", or wait until 2025-06-30" in english
        assert "2.5 % (25 of 1,000)" in english
        assert "at most 2 %" in english
        assert "近30天订单取消率" in chinese
        assert "250" in chinese
        assert "2025-06-30" in chinese

    def test_platform_limit_is_named(self):
        """
        Under a house rule the text tells the platform's own limit too.
        """
        finding = Finding(
            Outcome.FAIL,
            "window.days",
            "window.days",
            CalendarDays(12),
            Range.at_most(CalendarDays(10)),
            params={"platform": Range.between(CalendarDays(3), CalendarDays(15))},
        )

        assert "3 to 15 calendar days" in finding.explain("en")
        assert "3至15个自然日" in finding.explain("zh")

    def test_bare_number_against_a_share_prints_as_a_percentage(self):
        """
        0.025 against at most 2 % is told as 2.5 %.
        """
        limit = Range.at_most(Decimal("0.02"), unit="share")
        params = {"name": "cancellation_rate_30d", "subject": "shop"}
        finding = Finding(Outcome.FAIL, "metric", "a", Decimal("0.025"), limit, params=params)

        assert "2.5 %" in finding_text(finding, "en")
        assert "为2.5%；要求不高于2%" in finding_text(finding, "zh")


class TestNotice:
    """
    F9: the sentence on the product page.
    """

    @pytest.mark.parametrize(
        ("promise", "language", "text"),
        [
            (ShipWithin(CalendarDays(10)), "zh", "预售商品将在10天内发货"),
            (ShipWithin(CalendarDays(10)), "en", "Pre-order: ships within 10 days"),
            (ShipWithin(CalendarDays(1)), "en", "Pre-order: ships within 1 day"),
            (ShipWithin(CalendarDays(1)), "zh", "预售商品将在1天内发货"),
            (ShipWithin(BusinessDays(2)), "en", "Pre-order: ships within 2 business days"),
            (ShipWithin(BusinessDays(1)), "en", "Pre-order: ships within 1 business day"),
            (ReleaseOn(date(2026, 3, 31)), "en", "Pre-order: released on 2026-03-31"),
        ],
    )
    def test_notice(self, promise, language, text):
        """
        The days stand in the sentence, in the singular where there is one.
        """
        assert text == window.notice(promise, language)


class TestSay:
    """
    Values as a person of the language would write them.
    """

    @pytest.mark.parametrize(
        ("value", "english", "chinese"),
        [
            (None, "no figure", "无数值"),
            (True, "yes", "是"),
            (False, "no", "否"),
            (1234, "1,234", "1,234"),
            ("text", "text", "text"),
            (date(2026, 1, 2), "2026-01-02", "2026-01-02"),
            (
                datetime(2026, 1, 2, 9, 0, 0, 5, tzinfo=UTC),
                "2026-01-02 09:00:00+00:00",
                "2026-01-02 09:00:00+00:00",
            ),
            (Decimal("4.50"), "4.50", "4.50"),
            (Money("899.00", "THB"), "899.00 THB", "899.00 THB"),
            (vocabulary.OrderKind.PRE_ORDER, "pre-order", "预售"),
            (vocabulary.Weekday.MON, "Mon", "周一"),
            ((vocabulary.Weekday.SAT, vocabulary.Weekday.SUN), "Sat, Sun", "周六、周日"),
            ((), "nothing", "无"),
            (vocabulary.DeadlineName.COLLECTION, "collection", "揽收"),
            ((CalendarDays(5), CalendarDays(7)), "5 calendar days, 7 calendar days", None),
            (CalendarDays(1), "1 calendar day", "1个自然日"),
            (BusinessDays(2), "2 business days", "2个工作日"),
            (Hours(48), "48 hours", "48小时"),
            (PastDays(8, 37), "8 to 37 days before", "此前第8至第37天"),
            (OneOf(("CN", "HK")), "one of mainland China, Hong Kong", "中国大陆、中国香港之一"),
            (OneOf(("CN",)), "mainland China", "中国大陆"),
            (OneOf(("local",), excluded=True), "none of local", "非本土"),
            (Rate(25, 1000), "2.5 % (25 of 1,000)", "2.5%（1,000单中25单）"),
            (Rate(1, 3), "about 33.33 % (1 of 3)", "约33.33%（3单中1单）"),
            (Rate(0, 0), "nothing to count", "无可计订单"),
        ],
    )
    def test_plain_values(self, value, english, chinese):
        """
        Dates, numbers and money are the same in both; units and words are translated.
        """
        assert english in {None, say(value, "en")}
        assert chinese in {None, say(value, "zh")}

    @pytest.mark.parametrize(
        ("limit", "chinese"),
        [
            (Range.between(CalendarDays(3), CalendarDays(15)), "3至15个自然日"),
            (Range.between(CalendarDays(3), CalendarDays(3)), "3个自然日"),
            (Range.at_least(Decimal("4.5")), "不低于4.5"),
            (Range.above(CalendarDays(30)), "高于30个自然日"),
            (Range.at_most(Decimal("0.02"), unit="share"), "不高于2%"),
            (Range.at_most(Fraction(1, 50), unit="share"), "不高于2%"),
            (Range.at_most(Fraction(1, 3), unit="share"), "不高于约33.33%"),
            (Range.below(15), "低于15"),
            (Range.between(5000, 7000, unit="units"), "5,000至7,000件"),
            (Range(3, 5, low_open=True, unit="points"), "3与5分之间"),
            (Range.at_least(Money(20, "CNY")), "不低于20.00 CNY"),
        ],
    )
    def test_ranges_in_chinese(self, limit, chinese):
        """
        Ends, openness and units are told as Chinese tells them.
        """
        assert chinese == say(limit, "zh")
        assert str(limit) == say(limit, "en")

    def test_unknown_unit_prints_as_itself(self):
        """
        A unit that no catalogue knows is printed as it is, and never swallows the number.
        """
        assert "5" in say(Range.at_most(5, unit="boxes"), "zh")
        assert "unit." not in say(Range.at_most(5, unit="boxes"), "zh")

    def test_range_without_ends(self):
        """
        No end at all is not an end without a figure.
        """
        assert say(None, "zh") not in say(Range(), "zh")
        assert say(Range(), "en") == "anything"

    def test_name_without_translation_stays_readable(self):
        """
        A name of a pack of one's own is printed as its words.
        """
        text = message("en", "remedy.tell", name="x")
        own = Remedy("tell", {"name": "returns_in_transit"})

        assert text.replace("x", "returns in transit") == own.explain("en")
