"""
Lateness as SQL: what happened when, by how much that was late, and where an order stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.frames.engines.dialects import all_of, any_of, case
from tiktok_presale.frames.engines.rows import STAGES
from tiktok_presale.frames.engines.scripts import MARK, Computed, field
from tiktok_presale.frames.fields import PLATFORM_FIELDS
from tiktok_presale.rules.deadlines import EVENTS
from tiktok_presale.rules.states import State
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.vocabulary import DeadlineName, Event

if TYPE_CHECKING:
    from tiktok_presale.frames.engines.scripts import Asked, Step

__all__ = ["LOOKED_AT", "NAMES", "lateness_steps"]

NAMES = (
    DeadlineName.DISPATCH,
    DeadlineName.COLLECTION,
    DeadlineName.AUTO_CANCEL,
    DeadlineName.AUTO_CANCEL_UNCOLLECTED,
)
"""The deadlines that a state looks at."""

# In the order in which a parcel goes: what came later proves what came before.
_TIMES = {
    Event.DISPATCH: "dispatched_at",
    Event.COLLECTION: "collected_at",
    Event.DELIVERY: "delivered_at",
}
LOOKED_AT = frozenset(
    {"placed_at", "cancelled_at", "cancelled_by", "held", "shipped_by_seller", "stage"}
    | set(_TIMES.values())
)
"""The fields that lateness looks at, besides the clocks."""

_SECOND = 10**6
_CANCELS = (DeadlineName.AUTO_CANCEL, DeadlineName.AUTO_CANCEL_UNCOLLECTED)
_DUTIES = (DeadlineName.DISPATCH, DeadlineName.COLLECTION)


def lateness_steps(asked: Asked, at: int, soon: int) -> list[Step]:
    """
    From deadlines to lateness and state, at an instant and with a margin, both in microseconds.
    """
    events = {**_happened(asked), **_standing(asked, at)}
    done = {f"{MARK}done_{event}": _done(event, at) for event in _TIMES}
    happened = {f"{MARK}{name}_told": _by_event(asked, name, "told") for name in NAMES}
    untold = {f"{MARK}{name}_untold": _by_event(asked, name, "untold") for name in NAMES}
    finished = {f"{MARK}{name}_done": _by_event(asked, name, "done") for name in NAMES}
    late = {f"{MARK}{name}_late_by": _late_by(name) for name in NAMES}
    own = any_of(f"{MARK}{name}_due IS NOT NULL" for name in _DUTIES)
    return [
        Computed(FrozenMap(events)),
        Computed(FrozenMap(done)),
        Computed(FrozenMap({**happened, **untold, **finished, f"{MARK}own": own})),
        Computed(FrozenMap({**late, **_open(at)})),
        Computed(FrozenMap({f"{MARK}late_by": _longest(), f"{MARK}counted": _counted()})),
        Computed(FrozenMap(_first())),
        Computed(FrozenMap({f"{MARK}state": _state(asked, at, soon), f"{MARK}next": _next(asked)})),
    ]


def _happened(asked: Asked) -> dict[str, str]:
    """
    When each event happened as far as times tell, and whether it did at a time nobody told.
    """
    found: dict[str, str] = {}
    for number, event in enumerate(_TIMES, start=1):
        own, *later = [asked.value(time) for time in list(_TIMES.values())[number - 1 :]]
        earliest = ", ".join([own, *(f"COALESCE({time}, {own})" for time in later)])
        told = own if not later or own == "NULL" else f"LEAST({earliest})"
        found[f"{MARK}told_{event}"] = f"CAST({case({f'{own} IS NOT NULL': told})} AS BIGINT)"
        known = [f"{time} IS NOT NULL" for time in later]
        if asked.has("stage"):
            known.append(f"{_stage(asked)} >= {number}")
        found[f"{MARK}untold_{event}"] = all_of([f"{own} IS NULL", any_of(known)])
    return found


def _stage(asked: Asked) -> str:
    """
    How far an order has come, as a number.
    """
    words = enumerate(STAGES)
    column, text = field("stage"), asked.dialect.text
    return case(((f"{column} = {text(word)}", str(number)) for number, word in words), "0")


def _standing(asked: Asked, at: int) -> dict[str, str]:
    """
    Whether the order is cancelled, until when it is looked at, and whether the seller can ship it.
    """
    cancelled_at = asked.value("cancelled_at")
    cancelled = f"COALESCE({cancelled_at} <= {at}, FALSE)"
    held = f"COALESCE({asked.value('held')}, FALSE)"
    shipped = f"COALESCE({asked.value('shipped_by_seller')}, TRUE)"
    return {
        f"{MARK}cancelled": cancelled,
        f"{MARK}seen": f"CAST({case({cancelled: cancelled_at}, str(at))} AS BIGINT)",
        f"{MARK}free": f"({held}) OR NOT ({shipped})",
    }


def _done(event: Event, at: int) -> str:
    told = f"{MARK}told_{event}"
    return case({f"{told} IS NULL": f"{MARK}untold_{event}"}, f"{told} <= {at}")


def _by_event(asked: Asked, name: DeadlineName, what: str) -> str:
    """
    What is known of the event that a deadline looks at.

    The platform's own deadline looks at the event that its field names.
    """
    event = asked.of_group(name.value, "event")
    theirs = f"{MARK}{what}_{EVENTS[name]}"
    if event == "NULL":
        return theirs  # no row can be judged
    if event.startswith(MARK):
        branches = [
            (f"{event} = {asked.dialect.text(one)}", f"{MARK}{what}_{one}") for one in _TIMES
        ]
        ours = case(branches[1:], branches[0][1])
    else:
        ours = f"{MARK}{what}_{event.strip(chr(39))}"
    if not asked.has(PLATFORM_FIELDS[name]) or ours == theirs:
        return ours
    return case({f"{field(PLATFORM_FIELDS[name])} IS NOT NULL": theirs}, ours)


def _late_by(name: DeadlineName) -> str:
    """
    By how much one deadline was missed, as far as can be seen; an unknown time proves nothing.
    """
    told, due, seen = f"{MARK}{name}_told", f"{MARK}{name}_due", f"{MARK}seen"
    until = case({f"{told} IS NULL OR {told} > {seen}": seen}, told)
    branches = [
        (f"{MARK}free OR {MARK}{name}_untold OR {due} IS NULL", "0"),
        (f"({until}) >= {due} + {_SECOND}", f"({until}) - {due}"),
    ]
    return f"CAST({case(branches, '0')} AS BIGINT)"


def _longest() -> str:
    """
    By how much dispatch or collection was late; auto-cancel where a market has neither.
    """
    dispatch, collection = (f"{MARK}{name}_late_by" for name in _DUTIES)
    longest = case({f"{dispatch} >= {collection}": dispatch}, collection)
    # A deadline that is not known was not missed, so its lateness is nought.
    return case({f"{MARK}own": longest}, f"{MARK}auto_cancel_late_by")


def _counted() -> str:
    """
    Whether the order counts in a late dispatch rate.
    """
    done = [f"{MARK}{name}_due IS NOT NULL AND {MARK}{name}_done" for name in _DUTIES]
    done.append(f"NOT {MARK}own AND {MARK}auto_cancel_due IS NOT NULL AND {MARK}auto_cancel_done")
    late = any_of(f"{MARK}{name}_late_by > 0" for name in _DUTIES)
    alone = f"NOT {MARK}own AND {MARK}auto_cancel_late_by > 0"
    return f"(NOT {MARK}free AND ({any_of(done)})) OR {late} OR ({alone})"


def _open(at: int) -> dict[str, str]:
    """
    The deadlines of what is still to be done, and which of them cancel the order by now.
    """
    found: dict[str, str] = {}
    for name in NAMES:
        is_open = f"NOT {MARK}{name}_done"
        if name is DeadlineName.AUTO_CANCEL:
            found[f"{MARK}duty_open"] = case(
                {f"NOT {MARK}own AND {is_open}": f"{MARK}{name}_due"}, "CAST(NULL AS BIGINT)"
            )
        found[f"{MARK}{name}_open"] = case({is_open: f"{MARK}{name}_due"}, "CAST(NULL AS BIGINT)")
    for name in _CANCELS:
        missed = f"NOT {MARK}{name}_done AND {at} >= {MARK}{name}_due + {_SECOND}"
        found[f"{MARK}{name}_missed"] = f"COALESCE({missed}, FALSE)"
    return found


def _first() -> dict[str, str]:
    """
    The deadline that is next: of a duty, or else of what may still cancel the order.
    """
    duties = [f"{MARK}{name}_open" for name in _DUTIES] + [f"{MARK}duty_open"]
    cancels = [f"{MARK}{name}_open" for name in _CANCELS]
    left = f"COALESCE({', '.join([_least(duties), _least(cancels)])})"
    return {f"{MARK}first": left}


def _least(instants: list[str]) -> str:
    """
    The earliest of some instants, whatever LEAST makes of those that are not known.
    """
    known = [
        f"COALESCE({', '.join([instant, *(o for o in instants if o != instant)])})"
        for instant in instants
    ]
    return f"LEAST({', '.join(known)})"


def _state(asked: Asked, at: int, soon: int) -> str:
    text = asked.dialect.text
    known = any_of(f"{MARK}{name}_due IS NOT NULL" for name in NAMES)
    first = f"{MARK}first"
    held = f"COALESCE({asked.value('held')}, FALSE)"
    free = case({held: text(State.NOT_DUE)}, text(State.UNKNOWN))
    missed = any_of(f"{MARK}{name}_missed" for name in _CANCELS)
    done = f"({known}) OR {MARK}done_dispatch"
    branches = [
        (f"{MARK}cancelled", text(State.CANCELLED)),
        (f"{MARK}free", free),
        (missed, text(State.CANCELLABLE)),
        (f"{first} IS NULL", case({done: text(State.MET)}, text(State.UNKNOWN))),
        (f"{at} >= {first} + {_SECOND}", text(State.LATE)),
        (f"{first} - {at} <= {soon}", text(State.DUE_SOON)),
    ]
    return case(branches, text(State.NOT_DUE))


def _next(asked: Asked) -> str:
    """
    The name of the deadline that decides the state.
    """
    text = asked.dialect.text
    branches = [(f"{MARK}cancelled OR {MARK}free", "NULL")]
    branches += [(f"{MARK}{name}_missed", text(name)) for name in _CANCELS]
    first = f"{MARK}first"
    branches += [(f"{MARK}{name}_open = {first}", text(name)) for name in _DUTIES]
    branches += [(f"{MARK}duty_open = {first}", text(DeadlineName.AUTO_CANCEL))]
    branches += [(f"{MARK}{name}_open = {first}", text(name)) for name in _CANCELS]
    return case(branches, "NULL")
