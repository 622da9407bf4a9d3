"""
Is this an order for a presale SKU, and what says so?
"""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.payloads import minimal, sample
from tiktok_presale import CalendarDays, OrderKind, ShipWithin
from tiktok_presale.adapters.evidence import STRENGTHS, Clue, Strength, Witness, weigh
from tiktok_presale.adapters.finance import proofs, read_transactions
from tiktok_presale.adapters.open_api import read_orders
from tiktok_presale.adapters.pre_sales import PreSale
from tiktok_presale.errors import WrongTypeError

BANGKOK = "Asia/Bangkok"
PRE = OrderKind.PRE_ORDER
CLUES = st.builds(Clue, st.sampled_from(Witness), st.sets(st.sampled_from(OrderKind)))


def read(*entries, **options):
    """
    Read orders of Bangkok.
    """
    return read_orders(list(entries), seller_zone=BANGKOK, **options)


class TestTable:
    """
    Section 10 of the payload reference: what is certain, strong, weak, a hint, and no evidence.
    """

    @pytest.mark.parametrize(
        ("witness", "strength"),
        [
            ("order_type", "certain"),
            ("sku_type", "certain"),
            ("release_date", "certain"),
            ("handling_duration", "certain"),
            ("export_column", "certain"),
            ("snapshot", "strong"),
            ("product_later", "weak"),
            ("service_fee", "strong"),
            ("long_gap", "hint"),
            ("on_hold", "none"),
            ("nothing_said", "none"),
        ],
    )
    def test_strength(self, witness, strength):
        """
        Each row of the table.
        """
        assert strength == Clue.presale(witness).strength.value

    def test_every_witness_has_a_row(self):
        """
        Nothing speaks that the table does not rank, and the strongest stand first.
        """
        ranks = [list(Strength).index(strength) for strength in STRENGTHS.values()]

        assert set(Witness) == set(STRENGTHS)
        assert sorted(ranks) == ranks


class TestWeighing:
    """
    The strongest decides, the others narrow it down, and what contradicts is told.
    """

    def test_nothing_tells(self):
        """
        Hints and what is no evidence leave it open, however many there are.
        """
        verdict = weigh("1", [Clue.presale("long_gap"), Clue.presale("on_hold"), Clue("snapshot")])

        assert (None, None, Strength.NONE) == (verdict.kind, verdict.presale, verdict.strength)
        assert not verdict.disputed

    def test_a_column_says_presale_and_not_which(self):
        """
        The export says that an order is a pre-order of some kind; the product says which.
        """
        column = Clue.presale("export_column")
        alone = weigh("1", [column])
        both = weigh("1", [Clue("snapshot", [OrderKind.CUSTOM]), column])

        assert (None, True, Strength.CERTAIN) == (alone.kind, alone.presale, alone.strength)
        assert (OrderKind.CUSTOM, True) == (both.kind, both.presale)
        assert ("export_column", "snapshot") == tuple(clue.witness.value for clue in both.decided)

    def test_the_stronger_wins_and_the_other_is_told(self):
        """
        A backorder whose product is on pre-order is a backorder, and disputed.
        """
        snapshot = Clue("snapshot", [PRE])
        verdict = weigh("1", [snapshot, Clue("order_type", [OrderKind.BACK_ORDER])])

        assert OrderKind.BACK_ORDER is verdict.kind
        assert (snapshot,) == verdict.against
        assert "the product as it was when it was ordered" in verdict.explain()

    def test_kinds_with_and_without_presale_leave_it_open(self):
        """
        A clue that allows for both says neither.
        """
        assert weigh("1", [Clue("snapshot", OrderKind)]).presale is None

    def test_an_ordinary_order(self):
        """
        A lottery is ordinary, and certainly so.
        """
        verdict = weigh("1", [Clue("order_type", [OrderKind.STANDARD])])

        assert (OrderKind.STANDARD, False) == (verdict.kind, verdict.presale)

    @given(st.lists(CLUES, max_size=5))
    def test_order_of_clues_does_not_matter(self, clues):
        """
        The same clues give the same answer in any order, as far as equals agree.
        """
        first = weigh("1", clues)
        one_each = len({clue.witness for clue in clues}) == len(clues)
        found = {
            (one.kind, one.presale, one.strength, one.decided, one.against)
            for one in (weigh("1", order) for order in itertools.permutations(clues[:4]))
        }

        assert len(found) == 1 or not one_each
        assert {*first.decided, *first.against} == {clue for clue in clues if clue.decisive}

    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize(
        "clues",
        [[], [Clue.presale("export_column")], [Clue("snapshot", [PRE])]],
        ids=["none", "some", "one"],
    )
    def test_every_answer_has_words(self, language, clues):
        """
        All three answers read as sentences, with each witness and strength.
        """
        said = weigh("57", [*clues, Clue("product_later", [OrderKind.STANDARD])]).explain(language)

        assert "57" in said
        assert "evidence." not in said
        assert "witness." not in said

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_witness_has_words(self, language):
        """
        No witness and no strength prints as its key.
        """
        for witness, strength in itertools.product(Witness, Strength):
            said = weigh("1", [Clue.presale(witness)]).explain(language)
            assert f"{witness}.{strength}" not in said
        assert "none" not in weigh("1", []).explain("zh")

    @pytest.mark.parametrize("kinds", ["pre_order", 3, ["pre_order_"], [None]])
    def test_kinds_are_kinds(self, kinds):
        """
        A text is no list of kinds.
        """
        with pytest.raises(WrongTypeError):
            Clue("snapshot", kinds)

    def test_clues_are_clues(self):
        """
        Only clues are weighed.
        """
        with pytest.raises(WrongTypeError):
            weigh("1", ["snapshot"])

    def test_one_clue_is_no_list(self):
        """
        One clue in place of several is refused.
        """
        with pytest.raises(WrongTypeError, match="clues must be several Clues"):
            weigh("1", Clue("snapshot", [OrderKind.PRE_ORDER]))


class TestOrders:
    """
    What an order carries, what its products say, and what a fee proves.
    """

    def test_a_fee_proves_a_pre_order_outside_the_united_states(self):
        """
        An order that says NORMAL is a pre-order once the fee was charged.
        """
        transactions = {
            "order_id": "1",
            "currency": "VND",
            "sku_transactions": [
                {"fee_tax_breakdown": {"fee": {"pre_order_service_fee_amount": "-4300"}}}
            ],
        }
        proved = proofs(read_transactions([transactions]).found)
        reading = read(minimal(order_type="NORMAL"), minimal(id="2"), proofs=proved)

        assert [PRE, OrderKind.STANDARD] == [order.kind for order in reading.orders]
        assert 1 == reading.assumed

    @pytest.mark.parametrize("unset", ["0", 0, "", None], ids=repr)
    def test_fields_that_are_not_set(self, unset):
        """
        A release date of zero and a duration without days are as good as none.
        """
        empty = {"days": unset, "type": "" if unset == "" else "BUSINESS_DAY"}
        reading = read(
            minimal(release_date=unset),
            minimal(id="2", handling_duration=empty),
            minimal(id="3", order_type="MADE_TO_ORDER", handling_duration=empty),
        )

        assert () == reading.problems
        assert [OrderKind.STANDARD, OrderKind.STANDARD, OrderKind.MADE_TO_ORDER] == [
            order.kind for order in reading.orders
        ]
        assert [None] * 3 == [order.promise for order in reading.orders]

    @pytest.mark.parametrize("given", [read_transactions([]), [None], None])
    def test_what_proves_nothing(self, given):
        """
        A whole reading is no list of transactions, and the error says what to give.
        """
        with pytest.raises(WrongTypeError, match=r"such as read_transactions\(…\)\.found"):
            proofs(given)

    def test_conflicting_evidence_is_reported(self):
        """
        The official example holds a lottery with a release date and a pre-order line.
        """
        reading = read_orders(sample("order-list-202309-docs-example"), seller_zone=BANGKOK)
        (verdict,) = reading.disputed

        assert OrderKind.STANDARD is verdict.kind
        assert {"sku_type", "release_date", "handling_duration"} == {
            clue.witness.value for clue in verdict.against
        }

    def test_handling_time_alone_is_of_two_kinds(self):
        """
        Made to order and backorder both have one, and fall under other rules: none is guessed.
        """
        entry = minimal(handling_duration={"days": "5", "type": "BUSINESS_DAY"})
        (problem,) = read(entry).problems
        told = read({**entry, "line_items": [{"sku_type": "MADE_TO_ORDER"}]}).orders[0]

        assert "order_type" == problem.field
        assert OrderKind.MADE_TO_ORDER is told.kind

    def test_a_product_against_the_order(self):
        """
        The order's own word wins, and the product's is told.
        """
        sold = {"11": PreSale(PRE, ShipWithin(CalendarDays(7)))}
        entry = minimal(order_type="BACK_ORDER", line_items=[{"sku_id": "11"}])
        reading = read(entry, pre_sales=sold)

        assert OrderKind.BACK_ORDER is reading.orders[0].kind
        assert [("snapshot",)] == [
            tuple(clue.witness.value for clue in one.against) for one in reading.disputed
        ]

    def test_on_hold_is_no_evidence(self):
        """
        Every order passes the hold.
        """
        reading = read(minimal(status="ON_HOLD", is_on_hold_order=True))

        assert OrderKind.STANDARD is reading.orders[0].kind
        assert 1 == reading.assumed

    @pytest.mark.parametrize("given", ["PRE_ORDERS", "SURPRISE"])
    def test_an_unknown_type_of_a_line_is_named(self, given):
        """
        A type that nobody knows could be a presale: it is not read as ordinary.
        """
        (problem,) = read(minimal(line_items=[{"sku_type": given}])).problems

        assert "line_items.sku_type" == problem.field
