"""
The life of an offer: what may be done with it, and what comes by itself.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rules.making import BANGKOK, in_force
from rules.offering import CLOSES, DAY, OPENS, SECOND, an_offer
from tiktok_presale import ReleaseOn, offers
from tiktok_presale.errors import (
    IllegalEventError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.rules.offers import Move, OfferEvent, OfferLife, OfferState
from tiktok_presale.rules.offers.table import BY_ITSELF

EARLY = OPENS - 5 * DAY
TH = in_force("th", 2026, 2, 1)
LAST = CLOSES + SECOND


def published(**fields):
    """
    Give the life of an offer that was published before its sale.
    """
    return offers.decide(offers.start(an_offer(**fields)), Move.PUBLISH, at=EARLY).life


def moved(life, *moves):
    """
    Make moves one after the other, each of which must be allowed.
    """
    for move, at, *units in moves:
        step = offers.decide(life, move, at=at, units=units[0] if units else 0)
        assert step.decision.allowed, str(step.decision)
        life = step.life
    return life


class TestByItself:
    """
    Changes that come with time are computed when somebody asks; no job has to run.
    """

    def test_opens_and_closes(self):
        """
        Published, selling and closed follow from the sale period alone.
        """
        life = published()

        assert OfferState.PUBLISHED is offers.state(life, at=OPENS - SECOND)
        assert OfferState.SELLING is offers.state(life, at=OPENS)
        assert OfferState.SELLING is offers.state(life, at=CLOSES)
        assert OfferState.CLOSED is offers.state(life, at=LAST)
        assert OfferState.PUBLISHED is life.state

    def test_each_at_its_own_instant(self):
        """
        Asked late, each event still has the instant at which it came, in order.
        """
        events = offers.settle(published(), at=CLOSES + 30 * DAY)

        assert (OfferEvent(Move.OPEN, OPENS), OfferEvent(Move.CLOSE, LAST)) == events

    def test_twice_does_nothing(self):
        """
        What has been settled is not due again.
        """
        life = published()
        life = offers.after(life, offers.settle(life, at=LAST))

        assert () == offers.settle(life, at=LAST)

    def test_draft_stays(self):
        """
        Nothing comes of a draft, however long it lies.
        """
        assert () == offers.settle(offers.start(an_offer()), at=CLOSES + DAY)

    def test_published_after_the_sale(self):
        """
        An offer published when its sale is over is closed at once, and never was on sale.
        """
        step = offers.decide(offers.start(an_offer()), Move.PUBLISH, at=CLOSES + DAY)

        assert [Move.PUBLISH, Move.CLOSE] == [event.move for event in step.events]
        assert OfferState.CLOSED is step.life.state

    def test_release_date(self):
        """
        Where the promise is a date the offer is released by itself, in the zone of the market.
        """
        offer = an_offer(promise=ReleaseOn(date(2026, 3, 1)))
        life = offers.decide(offers.start(offer, TH), Move.PUBLISH, at=EARLY).life
        midnight = datetime(2026, 3, 1, tzinfo=BANGKOK)

        assert OfferState.CLOSED is offers.state(life, at=midnight - SECOND)
        assert OfferState.RELEASED is offers.state(life, at=midnight)

    def test_paused_offers_close(self):
        """
        A sale that is paused when its time is over does not come back.
        """
        life = moved(published(), (Move.PAUSE, OPENS))

        assert OfferState.PAUSED is offers.state(life, at=CLOSES)
        assert OfferState.CLOSED is offers.state(life, at=LAST)

    def test_paused_over_the_opening(self):
        """
        An offer resumed after its opening is on sale from then on.
        """
        life = moved(published(), (Move.PAUSE, EARLY + DAY), (Move.RESUME, OPENS + DAY))

        assert OfferState.SELLING is life.state
        assert OPENS + DAY == life.last


class TestUnits:
    """
    Units sold never pass the cap, and come back when orders are cancelled.
    """

    def test_sold_out_and_back(self):
        """
        The last unit fills the offer; one given back opens it again.
        """
        life = moved(published(cap=3), (Move.SELL, OPENS, 3))

        assert OfferState.SOLD_OUT is life.state
        life = moved(life, (Move.GIVE_BACK, OPENS + DAY, 1))
        assert (OfferState.SELLING, 2) == (life.state, life.sold)

    def test_never_above_the_cap(self):
        """
        More than is left is refused, with how many are.
        """
        life = moved(published(cap=3), (Move.SELL, OPENS, 2))
        step = offers.decide(life, Move.SELL, at=OPENS, units=2)
        (finding,) = step.decision.failures

        assert ("offers.cap", 2, 1) == (finding.code, finding.actual, finding.limit)
        assert "order at most 1 units" == finding.remedy.explain()
        assert (life, ()) == (step.life, step.events)

    def test_never_below_nothing(self):
        """
        More than was sold cannot be given back.
        """
        life = moved(published(), (Move.SELL, OPENS, 2))
        step = offers.decide(life, Move.GIVE_BACK, at=OPENS, units=3)

        assert ["offers.given_back"] == [one.code for one in step.decision.failures]

    @pytest.mark.parametrize(("move", "units"), [(Move.SELL, 0), (Move.PAUSE, 1)])
    def test_units_where_they_belong(self, move, units):
        """
        A sale of nothing makes no sense, nor do units with another move.
        """
        with pytest.raises(OutOfRangeError, match="units"):
            offers.decide(published(), move, at=OPENS, units=units)


class TestGoal:
    """
    All or nothing, by a least number of units.
    """

    def test_missed(self):
        """
        Closed below its goal, an offer waits until every order is paid back.
        """
        life = moved(published(goal=10), (Move.SELL, OPENS, 9))
        life = offers.after(life, offers.settle(life, at=LAST))
        step = offers.decide(life, Move.SETTLE, at=LAST)

        assert OfferState.GOAL_MISSED is life.state
        assert ["offers.unsettled"] == [one.code for one in step.decision.failures]
        life = moved(life, (Move.GIVE_BACK, LAST, 9), (Move.SETTLE, LAST))
        assert OfferState.SETTLED is life.state

    def test_met(self):
        """
        With the goal met the sale closes as any other.
        """
        life = moved(published(goal=10), (Move.SELL, OPENS, 10))

        assert OfferState.CLOSED is offers.state(life, at=LAST)

    def test_cancelled_orders_do_not_count(self):
        """
        What was given back before the end does not help to meet the goal.
        """
        life = moved(published(goal=2), (Move.SELL, OPENS, 2), (Move.GIVE_BACK, OPENS, 1))

        assert OfferState.GOAL_MISSED is offers.state(life, at=LAST)

    def test_closed_early_below_the_goal(self):
        """
        A seller who closes early below the goal misses it too.
        """
        step = offers.decide(published(goal=2), Move.CLOSE, at=OPENS)

        assert step.decision.allowed
        assert OfferState.GOAL_MISSED is step.life.state

    def test_goal_missed_with_mixed_campaigns(self):
        """
        Acceptance vector: of two offers the one that misses its goal leaves the other alone.
        """
        lives = {
            name: moved(published(id=name, goal=goal), (Move.SELL, OPENS, 5))
            for name, goal in (("met", 5), ("missed", 6))
        }
        states = {name: offers.state(life, at=LAST) for name, life in lives.items()}

        assert {"met": OfferState.CLOSED, "missed": OfferState.GOAL_MISSED} == states


class TestMoves:
    """
    An illegal move changes nothing and says what would be legal.
    """

    def test_says_what_is_legal(self):
        """
        From a draft an offer can only be published.
        """
        life = offers.start(an_offer())
        step = offers.decide(life, Move.SELL, at=OPENS, units=1)
        (finding,) = step.decision.failures

        assert life == step.life
        assert {"moves": ("publish",)} == finding.remedy.params
        assert "possible now: to publish" == finding.remedy.explain()

    @pytest.mark.parametrize("move", sorted({Move.OPEN, Move.FILL, Move.MISS_GOAL}))
    def test_nobody_makes_what_comes_by_itself(self, move):
        """
        Opening, filling and missing the goal are nobody's to make.
        """
        step = offers.decide(published(), move, at=EARLY)

        assert not step.decision.allowed
        assert move.value not in step.decision.failures[0].remedy.params["moves"]

    def test_close_after_the_end(self):
        """
        Closing a sale that has ended by itself is done already.
        """
        step = offers.decide(published(), Move.CLOSE, at=LAST + DAY)

        assert step.decision.allowed
        assert [Move.OPEN, Move.CLOSE] == [event.move for event in step.events]

    def test_release_after_the_date(self):
        """
        So is a release whose date has come.
        """
        life = published(promise=ReleaseOn(date(2026, 3, 1), zone="UTC"))
        step = offers.decide(life, Move.RELEASE, at=datetime(2026, 3, 2, tzinfo=UTC))

        assert step.decision.allowed
        assert OfferState.RELEASED is step.life.state

    def test_whole_life(self):
        """
        From the draft to the last settled order.
        """
        life = moved(
            published(cap=9, goal=2),
            (Move.SELL, OPENS, 4),
            (Move.PAUSE, OPENS + DAY),
            (Move.GIVE_BACK, OPENS + DAY, 1),
            (Move.RESUME, OPENS + 2 * DAY),
            (Move.SELL, OPENS + 3 * DAY, 6),
            (Move.CLOSE, OPENS + 4 * DAY),
            (Move.RELEASE, CLOSES),
            (Move.SETTLE, CLOSES + DAY),
        )

        assert (OfferState.SETTLED, 9) == (life.state, life.sold)
        assert () == offers.moves_from(life.state)

    def test_back_in_time(self):
        """
        Nothing happens before what has happened already.
        """
        life = moved(published(), (Move.SELL, OPENS + DAY, 1))
        step = offers.decide(life, Move.SELL, at=OPENS, units=1)

        assert ["offers.order"] == [one.code for one in step.decision.failures]
        assert life == step.life

    def test_bad_arguments(self):
        """
        Naive times, names for moves and anything but a life are refused.
        """
        with pytest.raises(NaiveTimeError):
            offers.decide(published(), Move.SELL, at=datetime(2026, 2, 10), units=1)
        with pytest.raises(WrongTypeError, match="one of publish, open, sell"):
            offers.decide(published(), "auction", at=OPENS)
        with pytest.raises(WrongTypeError, match="one of publish, open, sell"):
            offers.decide(published(), None, at=OPENS)
        with pytest.raises(WrongTypeError, match=r"offers\.start"):
            offers.settle(an_offer(), at=OPENS)
        with pytest.raises(OutOfRangeError, match="zone"):
            OfferLife(an_offer(), zone="Mars/Olympus")


class TestNames:
    """
    Words of closed sets are taken by their names too.
    """

    def test_moves_by_name(self):
        """
        "sell" is the move of that name.
        """
        by_name = offers.decide(published(), "sell", at=OPENS, units=1)

        assert offers.decide(published(), Move.SELL, at=OPENS, units=1) == by_name
        assert str(by_name.decision) == str(by_name)

    def test_placing_and_revision_print_their_decision(self):
        """
        What is printed is the answer.
        """
        placing = offers.place(published(), TH, at=OPENS, id="l1")
        revision = offers.revise(published(), an_offer(), TH, at=OPENS)

        assert str(placing.decision) == str(placing)
        assert str(revision.decision) == str(revision)


class TestReplay:
    """
    Events kept are the offer.
    """

    def test_impossible_history(self):
        """
        A history that cannot have happened is refused with what would have been legal.
        """
        with pytest.raises(IllegalEventError) as caught:
            offers.replay(an_offer(), [OfferEvent(Move.SELL, OPENS, 1)])
        error = caught.value

        assert ("sell", "draft", ("publish",)) == (error.event, error.state, error.legal)


class TestTable:
    """
    One row for each state and move.
    """

    def test_every_state_is_reached_and_ends(self):
        """
        Each state can be reached from the draft, and the end from each.
        """
        edges = {(start, end) for (start, _), end in offers.TABLE.items()}

        def reach(first, edges):
            found = {first}
            while more := {end for start, end in edges if start in found} - found:
                found |= more
            return found

        assert set(OfferState) == reach(OfferState.DRAFT, edges)
        assert set(OfferState) == reach(OfferState.SETTLED, {(b, a) for a, b in edges})

    def test_diagram(self):
        """
        The diagram has a line for each row.
        """
        drawn = offers.diagram().splitlines()

        assert len(offers.TABLE) + 3 == len(drawn)
        assert "    published --> selling: open" in drawn

    def test_what_comes_by_itself_has_rows(self):
        """
        No move comes by itself that the table does not know.
        """
        assert {move for _, move in offers.TABLE} > BY_ITSELF


def test_diagram_of_the_docs():
    """
    The page shows the diagram that the table draws.
    """
    page = Path(__file__).parents[2] / "docs" / "offers.md"

    assert f"```mermaid\n{offers.diagram()}\n```" in page.read_text(encoding="utf-8")


def test_door():
    """
    Completion shows the public names of the topic, and nothing else.
    """
    assert sorted(offers.__all__) == dir(offers)
    assert all(getattr(offers, name) for name in offers.__all__)
