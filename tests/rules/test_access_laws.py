"""
Laws of the algebra of audiences, where facts may be unknown.
"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import AllOf, AnyOf, Everyone, Not, Outcome, access
from tiktok_presale.strategies import audiences, buyers, instants

# The season of the strategies, and some days around it.
MOMENTS = instants(date(2026, 2, 20), date(2026, 6, 1))
ONE = audiences(4)
SEVERAL = st.lists(ONE, min_size=1, max_size=4)
NOT = {Outcome.PASS: Outcome.FAIL, Outcome.FAIL: Outcome.PASS, Outcome.UNKNOWN: Outcome.UNKNOWN}


def answer(buyer, audience, at):
    """
    The outcome and the reasons, whose order says nothing.
    """
    decision = access.check(buyer, audience, at=at)
    return decision.outcome, frozenset(decision.findings)


@given(buyers(), SEVERAL, MOMENTS)
def test_de_morgan(buyer, several, at):
    """
    Not all is any that does not, and not any is all that do not, with the same reasons.
    """
    turned = [Not(one) for one in several]

    assert answer(buyer, AnyOf(turned), at) == answer(buyer, Not(AllOf(several)), at)
    assert answer(buyer, AllOf(turned), at) == answer(buyer, Not(AnyOf(several)), at)


@given(buyers(), ONE, MOMENTS)
def test_double_negation(buyer, audience, at):
    """
    Not not is where it started, with the same reasons.
    """
    assert answer(buyer, audience, at) == answer(buyer, Not(Not(audience)), at)


@given(buyers(), ONE, MOMENTS)
def test_negation(buyer, audience, at):
    """
    Not turns yes and no round, and leaves unknown unknown.
    """
    outcome = access.check(buyer, audience, at=at).outcome

    assert NOT[outcome] is access.check(buyer, ~audience, at=at).outcome


@given(buyers(), SEVERAL, st.randoms(use_true_random=False), MOMENTS)
def test_commutative(buyer, several, random, at):
    """
    The order of the parts says nothing.
    """
    shuffled = random.sample(several, len(several))

    assert answer(buyer, AllOf(several), at) == answer(buyer, AllOf(shuffled), at)
    assert answer(buyer, AnyOf(several), at) == answer(buyer, AnyOf(shuffled), at)


@given(ONE, ONE, ONE)
def test_associative(a, b, c):
    """
    Brackets within "all" or within "any" say nothing: it is the same value.
    """
    assert (a & b) & c == a & (b & c)
    assert (a | b) | c == a | (b | c)


@given(buyers(), ONE, MOMENTS)
def test_idempotent(buyer, audience, at):
    """
    The same once more adds nothing.
    """
    assert answer(buyer, audience, at) == answer(buyer, audience & audience, at)
    assert answer(buyer, audience, at) == answer(buyer, audience | audience, at)


@given(buyers(), ONE, ONE, MOMENTS)
def test_absorption(buyer, a, b, at):
    """
    What is within a part adds nothing to the answer.
    """
    outcome = access.check(buyer, a, at=at).outcome

    assert outcome is access.check(buyer, a & (a | b), at=at).outcome
    assert outcome is access.check(buyer, a | (a & b), at=at).outcome


@given(buyers(), ONE, ONE, ONE, MOMENTS)
def test_distributive(buyer, a, b, c, at):
    """
    "All" spreads over "any", and the other way round.
    """

    def outcome(audience):
        return access.check(buyer, audience, at=at).outcome

    assert outcome(a & (b | c)) is outcome((a & b) | (a & c))
    assert outcome(a | (b & c)) is outcome((a | b) & (a | c))


@given(buyers(), ONE, MOMENTS)
def test_units(buyer, audience, at):
    """
    Everyone changes nothing in "all", and nobody nothing in "any"; each decides the other.
    """

    def outcome(one):
        return access.check(buyer, one, at=at).outcome

    assert outcome(audience) is outcome(audience & Everyone())
    assert outcome(audience) is outcome(audience | ~Everyone())
    assert Outcome.PASS is outcome(audience | Everyone())
    assert Outcome.FAIL is outcome(audience & ~Everyone())
