"""
Orders of every market and of packs of the tests' own as rows, and what scalar rules say of them.
"""

from datetime import UTC, datetime, timedelta
from functools import cache

import attrs
import pyarrow as pa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules.making import HOLIDAYS, own_policy
from tiktok_presale import DeadlineName, Policy, deadlines, overdue
from tiktok_presale.frames.engines.rows import promised
from tiktok_presale.policy.book import shipped
from tiktok_presale.strategies import judged_orders, orders
from tiktok_presale.values.instants import utc

BILLS = ("charges", "contingent", "cancelling")
WEEK = '["mon", "tue", "wed", "thu", "fri"]'
DUE = {
    "deadlines.pre_order.dispatch": (
        '{ event = "dispatch", anchor = "placed", promise = true, days = 0,'
        ' unit = "calendar_days", cut_off = "02:30" }'
    ),
    "deadlines.pre_order.auto_cancel": (
        '{ event = "dispatch", anchor = "dispatch_deadline", days = 36, unit = "hours" }'
    ),
    "deadlines.standard.dispatch": (
        '{ event = "collection", anchor = "awaiting_shipment", days = 2, unit = "calendar_days",'
        ' ends = "14:00:00" }'
    ),
    "deadlines.standard.collection": (
        '{ event = "collection", anchor = "paid", days = 3, unit = "calendar_days" }'
    ),
    "deadlines.standard.auto_cancel": (
        '{ event = "dispatch", anchor = "dispatch_deadline", days = 1, unit = "business_days" }'
    ),
    "deadlines.standard.auto_cancel_uncollected": (
        '{ event = "collection", anchor = "balance_paid", days = 5, unit = "calendar_days" }'
    ),
    "deadlines.back_order.auto_cancel": (
        '{ event = "dispatch", anchor = "paid", days = 4, unit = "calendar_days" }'
    ),
    "deadlines.custom.dispatch": (
        '{ event = "dispatch", anchor = "release", days = 2, unit = "calendar_days" }'
    ),
    "deadlines.made_to_order.collection": (
        '{ event = "collection", anchor = "placed", promise = true, days = 1,'
        ' unit = "business_days" }'
    ),
    "deadlines.made_to_order.dispatch": (
        '{ event = "dispatch", anchor = "placed", days = 48, unit = "hours" }'
    ),
    "deadlines.made_to_order.auto_cancel": (
        '{ event = "dispatch", anchor = "dispatch_deadline", days = 2, unit = "calendar_days" }'
    ),
    "calendar.week": WEEK,
}
HELD = {"deadlines.pending_hold": "{ hours = 3 }"}


def charge(rest, trigger="late"):
    """
    A charge written as in a pack.
    """
    return f'{{ trigger = "{trigger}", payee = "buyer", {rest} }}'


def usd(amount):
    """
    An amount written as in a pack.
    """
    return f'{{ amount = "{amount}", currency = "USD" }}'


# Charges of every form: flat and by rate, once and by the day, bounded and in bands, on a metric.
OWN = {
    "flat-a-day": (
        "America/New_York",
        {
            **HELD,
            "overdue.charges.flat": charge(
                f'flat = {usd("1.37")}, every_days = 1, part_period = "whole"'
            ),
            "overdue.charges.scan": charge(
                'rate = 0.015, rounding = "half_even", base = "items"', "late_collection"
            ),
            "overdue.service_fee": (
                '{ rate = 0.0214, base = "items", kinds = ["pre_order"],'
                ' charged_on_cancelled = true, rounding = "half_even" }'
            ),
        },
    ),
    "share-of-a-week": (
        "Europe/London",
        {
            **HELD,
            "overdue.charges.share": charge(
                'rate = 0.0333, rounding = "up", every_days = 7, part_period = "share",'
                f" floor = {usd('0.50')}, ceiling = {usd('20000.00')}"
            ),
            "overdue.charges.fine": charge(
                f'flat = {usd("2.00")}, every_days = 3, part_period = "whole"', "cancelled"
            ),
            "overdue.charges.maybe": charge(
                f'flat = {usd("1.00")}, when = {{ metric = "late_dispatch_rate", above = 0.10 }}',
                "cancelled",
            ),
            "overdue.service_fee": (
                '{ rate = 0.02, base = "order", kinds = ["pre_order", "standard"],'
                ' charged_on_cancelled = false, rounding = "down" }'
            ),
        },
    ),
    "bands": (
        "America/Santiago",
        {
            "overdue.charges.banded": charge(
                'bands = [{ above = "3.00", below = "300.00", flat = "3.00" },'
                ' { at_least = "300.00", at_most = "90000.00", rate = 0.01, floor = "4.00" }],'
                ' currency = "USD",'
                ' every_days = 2, part_period = "none", rounding = "floor"'
            ),
            "overdue.charges.metric": charge(
                'rate = 0.01, rounding = "ceiling",'
                ' when = { metric = "late_dispatch_rate", above = 0.10 }'
            ),
        },
    ),
}


@cache
def rules():
    """
    Every market's pack, and the packs of our own, by market.
    """
    own = {
        name: own_policy({**DUE, **figures}, zone=zone, holidays=HOLIDAYS)
        for name, (zone, figures) in OWN.items()
    }
    return {**{market: shipped(market) for market in Policy.markets()}, **own}


@cache
def judged(count):
    """
    So many orders of any market and of ours, each with its market and the policy that judges it.
    """
    found = []
    own = [(name, policy) for name, policy in rules().items() if isinstance(policy, Policy)]
    pairs = st.sampled_from(own).flatmap(
        lambda one: st.tuples(st.just(one[0]), orders(one[1]), st.just(one[1]))
    )
    shipped_ones = judged_orders().map(lambda pair: (pair[1].market, *pair))

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(pairs, shipped_ones))
    def gather(case):
        market, order, policy = case
        found.append((market, attrs.evolve(order, unit_prices=()), policy))

    gather()
    return tuple(found)


def row_of(market, order):
    """
    An order as a row of a table.
    """
    row = {
        "market": market,
        "kind": order.kind.value,
        "total": order.total.minor,
        "currency": order.total.currency,
        "items_total": None if order.items_total is None else order.items_total.minor,
        **promised(order.promise),
        "region": order.region,
        "paid": order.paid,
        "held": order.held,
        "shipped_by_seller": order.shipped_by_seller,
        "cancelled_by": None if order.cancelled_by is None else order.cancelled_by.value,
        "stage": order.stage.name.lower(),
    }
    for name in TIMES:
        row[name] = getattr(order, name) and utc(getattr(order, name))
    for name in DeadlineName:
        delivered = order.delivered.get(name)
        row[f"platform_{name}"] = delivered and utc(delivered)
    return row


TIMES = (
    "placed_at",
    "paid_at",
    "balance_paid_at",
    "awaiting_shipment_at",
    "dispatched_at",
    "collected_at",
    "delivered_at",
    "cancelled_at",
)
INSTANT = pa.timestamp("us", "UTC")
KINDS = {
    **dict.fromkeys(("total", "items_total", "promise_days"), pa.int64()),
    **dict.fromkeys(("paid", "held", "shipped_by_seller"), pa.bool_()),
    "release_on": pa.date32(),
    **dict.fromkeys((*TIMES, *(f"platform_{name}" for name in DeadlineName)), INSTANT),
}


def table_of(rows):
    """
    Rows as an Arrow table, numbered.
    """
    names = list(rows[0])
    columns = {n: pa.array([row[n] for row in rows], KINDS.get(n, pa.string())) for n in names}
    return pa.table({"row": pa.array(range(len(rows)), pa.int64()), **columns})


def due_by_scalar(order, policy, calendar=None):
    """
    What the scalar rule says of the deadlines.
    """
    found = {"edition": policy.edition, "problem": None}
    for due in deadlines.of(order, policy, calendar=calendar).all():
        found[f"{due.name}_due"] = due.due and utc(due.due)
        found[f"{due.name}_computed"] = due.computed and utc(due.computed)
        found[f"{due.name}_missing"] = due.missing and due.missing.code
    return found


def stands_by_scalar(order, policy, at, shop=None):
    """
    What the scalar rule says of state, lateness and charges.
    """
    found = overdue.assess(order, policy, at=at, shop=shop)
    exposed = bool(found.exposure.lines)
    bills = {"charges": found.charges, "contingent": found.contingent}
    owed = [line for line in found.exposure.lines if line.code not in {"refund", "sale"}]
    cancelling = list(owed)
    for line in found.charges.lines:
        if line in cancelling:
            cancelling.remove(line)
    bills["cancelling"] = overdue.Bill(cancelling)
    told = {
        "state": found.state.value,
        "next": found.next and found.next.name.value,
        "next_due": found.next and utc(found.next.due),
        "late": found.was_late,
        "late_by": found.late_by,
        "counts": found.counts,
        "service_fee": None if found.service_fee is None else found.service_fee.minor,
        "refund": sum(
            line.amount.minor
            for line in found.exposure.lines
            if line.code in {"refund", "sale"} and exposed
        ),
    }
    for name, bill in bills.items():
        amounts = bill.totals
        told[name] = sum(amount.minor for amount in amounts)
        told[f"{name}_currency"] = amounts[0].currency if amounts else None
    return told


SOME_INSTANTS = (
    datetime(2025, 7, 14, 9, 30, tzinfo=UTC),
    datetime(2026, 2, 3, 4, 59, 59, 500_000, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
)
SECOND = timedelta(seconds=1)
AMONG = (*SOME_INSTANTS, datetime(2023, 12, 14, 16, tzinfo=UTC))


def plain(value):
    """
    An engine's value as Python writes it: instants in UTC, lengths of time as such.
    """
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else utc(value)
    if hasattr(value, "nanoseconds"):
        return timedelta(days=value.days, microseconds=value.nanoseconds // 1000)
    return value


def differing(rows, expected):
    """
    Where answers differ from what is expected, row by row and field by field.
    """
    found = []
    for number, (row, told) in enumerate(zip(rows, expected, strict=True)):
        for field, value in told.items():
            if plain(row[field]) != value:
                found.append((number, field, value, row[field]))
    return found


def sums_by_scalar(cases, at):
    """
    What the scalar answers come to, by edition, kind, state and currencies.
    """
    found = {}
    for _, order, policy in cases:
        told = stands_by_scalar(order, policy, at)
        key = (
            policy.edition,
            order.kind.value,
            told["state"],
            order.total.currency,
            *(told[f"{bill}_currency"] for bill in BILLS),
            None,
        )
        sums = found.setdefault(key, [0] * 8)
        added = (1, told["counts"], told["late"] and told["counts"])
        added += tuple(told[name] or 0 for name in (*BILLS, "refund", "service_fee"))
        found[key] = [one + other for one, other in zip(sums, added, strict=True)]
    return found
