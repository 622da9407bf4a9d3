"""
Laws of content: a filled brief passes, truth passes and what differs does not, nothing raises.
"""

import json
import re
from datetime import timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from rules.filming import HARMLESS, OPENS, TH, US, a_plan, an_offer, codes
from tiktok_presale import (
    CalendarDays,
    DeadlineClaim,
    DispatchClaim,
    Money,
    Outcome,
    PriceClaim,
    SaleRecord,
    ShipWithin,
    StockClaim,
    StockForm,
    content,
)
from tiktok_presale.errors import CurrencyMismatchError
from tiktok_presale.rules.content import ContentReply
from tiktok_presale.strategies import offers, policies, sale_records, video_claims, video_plans

LANGUAGES = st.sampled_from(["en", "zh"])
LENGTHS = st.sampled_from([15, 30, 60]) | st.integers(6, 600)
# What a text looks like that no catalogue holds: its key, or a place nothing was put in.
UNTRANSLATED = re.compile(
    r"[a-z_]+(\.[a-z_]+)*:(pass|fail|unknown|advice)\b|\b(remedy|word|unit|range|claim|place|name)\."
)
BRIEF = content.brief(an_offer(), TH, language="en", at=OPENS, length=15)
GOOD = {
    "language": "en",
    "shots": [
        {"number": number, "said": shot.said, "shown": shot.shown}
        for number, shot in enumerate(BRIEF.fill(HARMLESS["en"]).shots, start=1)
    ],
    "caption": BRIEF.caption,
    "hashtags": ["presale"],
}


class TestBriefs:
    """
    A brief, filled with words that claim nothing, passes `content.check`.
    """

    @given(offers(), policies(), LANGUAGES, LENGTHS, st.sampled_from([-30, -1, 0]))
    def test_filled_brief_passes(self, offer, policy, language, length, days):
        """
        Whatever the offer, the market, the language, the length, until the sale is over.
        """
        at = offer.sale.opens + timedelta(days=days)
        brief = content.brief(offer, policy, language=language, at=at, length=length)
        plan = brief.fill(HARMLESS[language], original=True)
        decision = content.check(plan, offer, policy, at=at)

        assert decision.allowed, decision.explain()
        assert brief.length == plan.shots[-1].ends

    @given(offers(), LANGUAGES)
    def test_words_claim_what_the_brief_says(self, offer, language):
        """
        What is found in the words of a brief is true of the offer; none of it is unread.
        """
        at = offer.sale.opens
        brief = content.brief(offer, TH, language=language, at=at)
        plan = attrs.evolve(brief.fill(HARMLESS[language], original=True), claims=())
        decision = content.check(plan, offer, TH, at=at)
        found = {one.code for one in decision.passes}

        assert decision.allowed
        assert {"content.deadline", "content.dispatch", "content.end"} <= found

    @given(offers(), LANGUAGES)
    def test_accepted_as_a_reply(self, offer, language):
        """
        The same words, as the reply of a model, are accepted.
        """
        at = offer.sale.opens
        brief = content.brief(offer, TH, language=language, at=at)
        plan = brief.fill(HARMLESS[language])
        reply = {
            "language": language,
            "shots": [
                {"number": number, "said": shot.said, "shown": shot.shown}
                for number, shot in enumerate(plan.shots, start=1)
            ],
            "caption": plan.caption,
            "hashtags": list(plan.hashtags),
        }

        assert content.read(json.dumps(reply), brief, TH, at=at, original=True).accepted


class TestTruth:
    """
    What is so passes, what differs does not.
    """

    @given(st.integers(2, 10**6), st.integers(-1, 1))
    def test_price(self, price, more):
        """
        A price passes exactly where it is the offer's, as a value and in words.
        """
        told = price + more
        offer = an_offer(price=Money.from_minor(price, "THB"))
        plan = a_plan(offer, extra=f"Just THB {Money.from_minor(told, 'THB').amount}!")
        decision = content.check(plan, offer, TH, at=OPENS)

        assert (price == told) is (codes(decision) == [])

    @given(st.integers(1, 60), st.integers(-1, 1))
    def test_dispatch(self, promised, more):
        """
        Days to dispatch pass exactly where they are those that are promised.
        """
        told = promised + more
        offer = an_offer(promise=ShipWithin(CalendarDays(promised)))
        claims = [DispatchClaim(CalendarDays(told))]
        plan = attrs.evolve(a_plan(offer), claims=claims)
        said = a_plan(offer, extra=f"Ships within {told} days!")

        for one in (plan, said):
            found = content.check(one, offer, TH, at=OPENS)

            assert (promised == told) is ("content.dispatch" not in codes(found))

    @given(st.integers(1, 500), st.integers(0, 600), st.integers(0, 1))
    def test_units_left(self, cap, sold, more):
        """
        A number of units that are left passes exactly where so many are.
        """
        told = max(0, cap - sold) + more
        offer, record = an_offer(cap=cap), SaleRecord(sold=sold)
        plan = attrs.evolve(a_plan(offer), claims=[StockClaim(StockForm.LEFT, told)])
        said = a_plan(offer, language="zh", extra=f"仅剩{told}件！")

        for one in (plan, said):
            found = content.check(one, offer, TH, at=OPENS, record=record)

            assert (max(0, cap - sold) == told) is ("content.stock" not in codes(found))

    @given(st.integers(-1, 1))
    def test_end(self, seconds):
        """
        An end passes exactly where it is the end, to the second.
        """
        offer = an_offer()
        told = DeadlineClaim.at(offer.sale.closes + timedelta(seconds=seconds))
        plan = attrs.evolve(a_plan(offer), claims=[told])

        found = content.check(plan, offer, TH, at=OPENS)

        assert (seconds == 0) is ("content.deadline" not in codes(found))

    @given(video_claims(), video_plans())
    def test_more_claims_make_nothing_good(self, claim, plan):
        """
        A claim that is added takes no failure away but that of an end that was not told.
        """
        offer = an_offer()
        before = content.check(plan, offer, TH, at=OPENS)
        more = attrs.evolve(plan, claims=(*plan.claims, claim))
        after = content.check(more, offer, TH, at=OPENS)

        assert set(codes(before)) - set(codes(after)) <= {"content.end"}

    @given(video_plans(), offers(), LANGUAGES)
    def test_every_decision_can_be_said(self, plan, offer, language):
        """
        Whatever the plan and the offer, the answer can be said, and is the same when asked again.
        """
        decision = content.check(plan, offer, US, at=OPENS)
        text = decision.explain(language)

        assert not UNTRANSLATED.search(text), text
        assert decision == content.check(plan, offer, US, at=OPENS)
        assert "<table" in decision._repr_html_()
        assert all(one.outcome is not Outcome.PASS or not one.remedies for one in decision.findings)

    @given(video_plans(), sale_records("THB") | sale_records("USD"))
    def test_any_record(self, plan, record):
        """
        Whatever is known of the sale; another currency is the only nonsense in it.
        """
        try:
            assert content.check(plan, an_offer(), TH, at=OPENS, record=record).findings
        except CurrencyMismatchError:
            assert record.was.currency == "USD"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=10) | st.sampled_from(sorted(GOOD)), inner, max_size=4)
    ),
    max_leaves=10,
)


def read(reply):
    """
    The reply as it is read; whatever it is, an answer comes.
    """
    found = content.read(reply, BRIEF, TH, at=OPENS, original=True)

    assert isinstance(found, ContentReply)
    assert (found.plan is None) <= bool(found.decision.failures)
    assert not UNTRANSLATED.search(found.explain("en"))
    assert found.explain("zh")
    return found


class TestAnyReply:
    """
    No reply raises an error.
    """

    @given(st.text(alphabet=st.characters(exclude_categories=()), max_size=80))
    def test_any_text(self, text):
        """
        Text of any letters is no plan.
        """
        assert read(text).plan is None

    @given(ANYTHING)
    def test_any_data(self, data):
        """
        Nor is data of any other form.
        """
        assert read(json.dumps(data)).plan is None

    @given(st.sampled_from(sorted(GOOD)), ANYTHING)
    def test_one_field_of_any_form(self, field, value):
        """
        A good reply with one field replaced gives a plan only where the form is kept.
        """
        found = read(json.dumps({**GOOD, field: value}))

        assert found.plan is None or type(value) is type(GOOD[field])

    @given(st.sampled_from(["said", "shown", "number"]), st.integers(0, 4), ANYTHING)
    def test_one_shot_of_any_form(self, field, index, value):
        """
        So does one with a field of a shot replaced.
        """
        shots = [dict(shot) for shot in GOOD["shots"]]
        shots[index][field] = value
        found = read(json.dumps({**GOOD, "shots": shots}))

        assert found.plan is None or isinstance(value, str | int)

    @given(st.data())
    def test_cut_and_doubled(self, data):
        """
        A good reply with a piece cut out or doubled gives an answer.
        """
        text = json.dumps(GOOD)
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        middle = data.draw(st.sampled_from(["", text[start:end] * 2, "\\", '"', "{", "]", "\x00"]))

        read(text[:start] + middle + text[end:])


class TestClaimedPrices:
    """
    A price that is told as a value is held like one that is said.
    """

    @given(st.integers(1, 10**9), st.sampled_from(["THB", "USD", "VND", "KWD"]))
    def test_same_as_words(self, minor, currency):
        """
        The amount with its code is read back as it was written.
        """
        price = Money.from_minor(minor, currency)
        found = content.claims_in(f"价格{price}", at=OPENS, zone=TH.zone)

        assert [PriceClaim(price)] == [one.claim for one in found]
