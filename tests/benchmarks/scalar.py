"""
What one answer costs, beside what a shop would use instead.

Four questions: may this shop open presale, when is this order due, where does it stand and what
does that cost, and what do two sums of money come to. All contenders of a question get the same
cases, and their answers are compared with the library's plain rule before anything is timed: a
contender that differs is named and left out. They run interleaved in one process, in an order drawn
anew each round. Medians are printed with their quarters; nothing is asserted.

Run it with the peers installed (pip install -r tests/benchmarks/requirements.txt), or without: the
rows of absent peers say so.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

import attrs

import tiktok_presale as tp
from tiktok_presale.policy.reader import parse_pack

Answer = object


class Contender(NamedTuple):
    """
    One way to answer: what it is called, what is timed, and what its answer means.
    """

    name: str
    answer: Callable[[Any], Any]
    cases: list[Any]
    meaning: Callable[[Any], Answer]


# May this shop open presale? The four conditions of the cross-border pack.

CROSS_BORDER = tp.Policy.in_force("cross-border", on=date(2025, 6, 1))
AT = datetime(2025, 6, 1, tzinfo=UTC)
CONDITIONS = {
    "invited": "invited",
    "rating": "rating >= 4.5",
    "cancellation_rate_30d": "cancellation_rate_30d <= 0.02",
    "entity_region": "entity_region in ['CN', 'HK']",
}


def raw_shops(draw: random.Random) -> Iterator[dict[str, Any]]:
    """
    Shops of which about two thirds pass, as a form would hold them.
    """
    for _ in range(1000):
        yield {
            "invited": draw.random() < 0.93,
            "rating": round(draw.triangular(4.2, 5, 4.85), 2),
            "cancellation_rate_30d": round(draw.triangular(0, 0.024, 0.008), 4),
            "entity_region": draw.choice(["CN", "HK", "CN", "HK", "CN", "HK", "CN", "US"]),
        }


def exact(raw: dict[str, Any]) -> dict[str, Any]:
    """
    The same with exact numbers, as money and rates deserve.
    """
    return {key: Decimal(str(v)) if isinstance(v, float) else v for key, v in raw.items()}


def shop_of(raw: dict[str, Any]) -> tp.Shop:
    """
    The same as a fact of the library.
    """
    metrics = {key: Decimal(str(v)) for key, v in raw.items() if isinstance(v, float)}
    return tp.Shop(
        id="s", invited=raw["invited"], entity_region=raw["entity_region"], metrics=metrics
    )


def shops(draw: random.Random) -> list[Contender]:
    """
    The ways to check a shop; an answer is the verdict and the conditions that were not met.
    """
    raw = list(raw_shops(draw))
    ours, decimals = [shop_of(one) for one in raw], [exact(one) for one in raw]
    check = tp.eligibility.compiled(CROSS_BORDER).check

    def of_decision(decision: tp.Decision) -> Answer:
        return decision.allowed, {f.rule.rpartition(".")[2] for f in decision.failures}

    def verdict(shop: tp.Shop) -> tp.Decision:
        decision = check(shop, at=AT)
        decision.allowed  # noqa: B018 - reading it is part of what is timed
        return decision

    def refusals(shop: tp.Shop) -> tp.Decision:
        decision = check(shop, at=AT)
        if not decision.allowed:
            decision.findings  # noqa: B018 - the same
        return decision

    def everything(shop: tp.Shop) -> tp.Decision:
        decision = check(shop, at=AT)
        decision.findings  # noqa: B018 - the same
        return decision

    def plain(shop: tp.Shop) -> tp.Decision:
        return tp.eligibility.check(shop, CROSS_BORDER, at=AT)

    def of_codes(answer: tuple[bool, list[str]]) -> Answer:
        return answer[0], set(answer[1])

    found = [
        Contender("compiled: verdict read, findings for whoever asks", verdict, ours, of_decision),
        Contender("compiled: findings read where refused", refusals, ours, of_decision),
        Contender("compiled: every finding read", everything, ours, of_decision),
        Contender("eligibility.check", plain, ours, of_decision),
    ]
    for name, answer, exactly in (*with_pydantic(), *with_zen(), *with_rule_engine()):
        found.append(Contender(name, answer, decimals if exactly else raw, of_codes))
    return found


Peer = tuple[str, Callable[[dict[str, Any]], tuple[bool, list[str]]], bool]


def with_pydantic() -> Iterator[Peer]:
    """
    The conditions as a model with constraints, once on floats and once on Decimals.
    """
    try:
        from pydantic import BaseModel, Field, ValidationError  # noqa: PLC0415 - may be absent
    except ModuleNotFoundError:
        absent("pydantic")
        return

    class OnFloats(BaseModel):
        invited: Literal[True]
        rating: float = Field(ge=4.5)
        cancellation_rate_30d: float = Field(le=0.02)
        entity_region: Literal["CN", "HK"]

    class OnDecimals(BaseModel):
        invited: Literal[True]
        rating: Decimal = Field(ge=Decimal("4.5"))
        cancellation_rate_30d: Decimal = Field(le=Decimal("0.02"))
        entity_region: Literal["CN", "HK"]

    def validate(validated: Callable[[dict[str, Any]], object]) -> Callable[..., Any]:
        def answer(raw: dict[str, Any]) -> tuple[bool, list[str]]:
            try:
                validated(raw)
            except ValidationError as error:
                return False, [str(one["loc"][0]) for one in error.errors(include_url=False)]
            return True, []

        return answer

    core = OnFloats.__pydantic_validator__
    yield "pydantic, floats, errors read (its core alone)", validate(core.validate_python), False
    yield "pydantic, floats, errors read", validate(OnFloats.model_validate), False
    yield "pydantic, Decimals, errors read", validate(OnDecimals.model_validate), True


def with_zen() -> Iterator[Peer]:
    """
    The conditions as a decision table, and as compiled expressions.
    """
    try:
        import zen  # noqa: PLC0415 - may be absent
    except ModuleNotFoundError:
        absent("zen-engine")
        return
    fields = list(CONDITIONS)
    fails = ("false", "< 4.5", "> 0.02", "not in ['CN','HK']")
    rules = [
        {"_id": str(n), **{str(m): fails[n] if m == n else "" for m in range(4)}, "o": f"'{name}'"}
        for n, name in enumerate(fields)
    ]
    table = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
            {
                "id": "t",
                "type": "decisionTableNode",
                "name": "t",
                "position": {"x": 1, "y": 0},
                "content": {
                    "hitPolicy": "collect",
                    "inputs": [
                        {"id": str(n), "name": name, "type": "expression", "field": name}
                        for n, name in enumerate(fields)
                    ],
                    "outputs": [{"id": "o", "name": "c", "type": "expression", "field": "c"}],
                    "rules": rules,
                },
            },
            {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "t", "type": "edge"},
            {"id": "b", "sourceId": "t", "targetId": "out", "type": "edge"},
        ],
    }
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"k": table}}})

    def by_table(raw: dict[str, Any]) -> tuple[bool, list[str]]:
        bad = [row["c"] for row in engine.evaluate("k", raw)["result"] or []]
        return not bad, bad

    compiled = [(name, zen.compile_expression(text)) for name, text in CONDITIONS.items()]

    def by_expressions(raw: dict[str, Any]) -> tuple[bool, list[str]]:
        bad = [name for name, expression in compiled if not expression.evaluate(raw)]
        return not bad, bad

    yield "zen-engine, decision table", by_table, False
    yield "zen-engine, four compiled expressions", by_expressions, False


def with_rule_engine() -> Iterator[Peer]:
    """
    The conditions as four rules.
    """
    try:
        import rule_engine  # noqa: PLC0415 - may be absent
    except ModuleNotFoundError:
        absent("rule-engine")
        return
    rules = [(name, rule_engine.Rule(text)) for name, text in CONDITIONS.items()]

    def answer(raw: dict[str, Any]) -> tuple[bool, list[str]]:
        bad = [name for name, rule in rules if not rule.matches(raw)]
        return not bad, bad

    yield "rule-engine, four rules", answer, False


# When is this order due, where does it stand, what does it cost? Three business days in New York,
# then 5 % of the price, at least 1 and at most 10 dollars.

NEW_YORK = ZoneInfo("America/New_York")
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
LATER = datetime(2026, 12, 1, tzinfo=UTC)
HOLIDAYS = frozenset({date(2025, 1, 1), date(2025, 7, 4), date(2025, 12, 25), date(2026, 1, 1)})
CENT = Decimal("0.01")
HEAD = """
format = 1
market = "own"
title = "A shop's own terms"
zone = "America/New_York"
currency = "USD"
coverage = "policy"

[sources.page]
title = "A page"
url = "https://example.org"
read = 2025-01-01

[[holidays]]
year = 2025
dates = [2025-01-01, 2025-07-04, 2025-12-25]
source = "page"

[[holidays]]
year = 2026
dates = [2026-01-01]
source = "page"

[[holidays]]
year = 2027
dates = []
source = "page"
"""
FIGURE = """
[[{path}]]
from = 2025-01-01
dated = "stated"
value = {value}
source = "page"
confidence = "high"
"""
FIGURES = {
    "calendar.week": '["mon", "tue", "wed", "thu", "fri"]',
    "deadlines.standard.dispatch": '{{ event = "dispatch", anchor = "paid", days = 3, '
    'unit = "{unit}_days" }}',
    "overdue.charges.late_dispatch": '{ trigger = "late", payee = "buyer", rate = 0.05, '
    'base = "order", rounding = "half_up", floor = { amount = "1.00", currency = "USD" }, '
    'ceiling = { amount = "10.00", currency = "USD" } }',
}


def own_policy(unit: str) -> tp.Policy:
    """
    A shop's own terms, in calendar days or in business days.
    """
    figures = {
        path: value.format(unit=unit) if "unit" in value else value
        for path, value in FIGURES.items()
    }
    text = HEAD + "".join(FIGURE.format(path=path, value=value) for path, value in figures.items())
    return tp.Policy.in_force(parse_pack(text.encode(), "own.toml"), on=FIRST)


def raw_orders(draw: random.Random) -> list[tuple[datetime, datetime | None, int]]:
    """
    Orders of which about a quarter is dispatched late: paid at, dispatched at, price in cents.
    """
    found = []
    start = datetime(2025, 1, 2, tzinfo=UTC)
    for _ in range(1000):
        paid = start + timedelta(seconds=draw.randrange(680 * 86_400))
        taken = timedelta(seconds=int(draw.gammavariate(2, 1.3) * 86_400))
        done = None if draw.random() < 0.05 else paid + taken
        found.append((paid, done, draw.randrange(1, 60_000)))
    return found


def order_of(raw: tuple[datetime, datetime | None, int]) -> tp.Order:
    """
    The same as a fact of the library.
    """
    paid, dispatched, cents = raw
    return tp.Order(
        id="o1",
        kind=tp.OrderKind.STANDARD,
        placed_at=paid,
        paid_at=paid,
        dispatched_at=dispatched,
        total=tp.Money.from_minor(cents, "USD"),
    )


def by_days(paid: datetime) -> datetime:
    """
    Calendar days as careful code counts them: zoneinfo, timedelta, the last second of the day.
    """
    day = paid.astimezone(NEW_YORK).date() + timedelta(days=3)
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=NEW_YORK)


def by_business_days(paid: datetime) -> datetime:
    """
    Business days as careful code counts them, one after the other.
    """
    day, left = paid.astimezone(NEW_YORK).date(), 3
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in HOLIDAYS
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=NEW_YORK)


def deadlines(draw: random.Random, unit: str) -> list[Contender]:
    """
    The ways to one deadline, from the instant of payment.
    """
    policy, raw = own_policy(unit), raw_orders(draw)
    paid, orders = [one[0] for one in raw], [order_of(one) for one in raw]
    table = tp.DeadlineTable.of(policy, kind=tp.OrderKind.STANDARD, first=FIRST, last=LAST)

    def same(due: datetime) -> Answer:
        return due

    return [
        Contender("DeadlineTable.due", table.due, paid, same),
        Contender(
            "zoneinfo, timedelta" if unit == "calendar" else "zoneinfo, a loop over days",
            by_days if unit == "calendar" else by_business_days,
            paid,
            same,
        ),
        Contender("deadlines.of", lambda o: tp.deadlines.of(o, policy).dispatch.due, orders, same),
    ]


@attrs.frozen
class Sum:
    """
    Money as straightforward code has it.
    """

    amount: Decimal
    currency: str


@attrs.frozen
class Placed:
    """
    An order as straightforward code has it.
    """

    id: str
    paid_at: datetime
    dispatched_at: datetime | None
    total: Sum


@attrs.frozen
class Verdict:
    """
    An answer as straightforward code has it.
    """

    order: Placed
    due: datetime
    state: str
    charge: Sum | None


def straightforward(order: Placed) -> Verdict:
    """
    One order whole, on attrs, zoneinfo and Decimal, without reasons or sources.
    """
    due = by_business_days(order.paid_at).astimezone(UTC)
    if order.dispatched_at is None:
        state = "late" if due < LATER else "not_due"
    else:
        state = "was_late" if order.dispatched_at > due else "met"
    charge = None
    if state in {"late", "was_late"}:
        share = (order.total.amount * Decimal("0.05")).quantize(CENT, ROUND_HALF_UP)
        charge = Sum(min(max(share, Decimal("1.00")), Decimal("10.00")), order.total.currency)
    return Verdict(order, due, state, charge)


def orders_whole(draw: random.Random) -> list[Contender]:
    """
    The ways to judge one order: when due, where it stands, how late, what that costs.
    """
    policy, raw = own_policy("business"), raw_orders(draw)
    ours = [order_of(one) for one in raw]
    theirs = [
        Placed("o1", paid, done, Sum(Decimal(cents) / 100, "USD")) for paid, done, cents in raw
    ]
    assess = tp.overdue.compiled(policy, kind=tp.OrderKind.STANDARD, first=FIRST, last=LAST).assess

    def light(order: tp.Order) -> tp.overdue.Assessment:
        found = assess(order, at=LATER)
        found.state, found.due, found.late_by, found.charges  # noqa: B018 - they are what is asked
        return found

    def of_assessment(found: tp.overdue.Assessment) -> Answer:
        state = "was_late" if found.was_late and found.state == "met" else str(found.state)
        return state, [line.amount.amount for line in found.charges.lines]

    def of_verdict(found: Verdict) -> Answer:
        return found.state, [found.charge.amount] if found.charge else []

    def plain(order: tp.Order) -> tp.overdue.Assessment:
        return tp.overdue.assess(order, policy, at=LATER)

    def unfolded(order: tp.Order) -> tp.overdue.Assessment:
        found = assess(order, at=LATER)
        found.findings  # noqa: B018 - reading it makes the rest
        return found

    return [
        Contender("compiled: state, due, late_by, charges", light, ours, of_assessment),
        Contender("attrs, zoneinfo, a loop, Decimal", straightforward, theirs, of_verdict),
        Contender("compiled: everything read", unfolded, ours, of_assessment),
        Contender("overdue.assess", plain, ours, of_assessment),
    ]


# What do two sums of money come to?

RATE = Decimal("0.05")


def sums(draw: random.Random) -> list[tuple[Decimal, Decimal]]:
    """
    Pairs of prices, none of which gives half a cent: peers round that each in their own way.
    """
    cents = [cent for cent in range(100, 60_000) if cent % 20 != 10]
    return [
        (Decimal(draw.choice(cents)) / 100, Decimal(draw.choice(cents)) / 100) for _ in range(1000)
    ]


def money(draw: random.Random, *, adding: bool) -> list[Contender]:
    """
    Add two amounts, or multiply one by a rate and round it to the cent.
    """
    pairs = sums(draw)
    ours = [(tp.Money(one, "USD"), tp.Money(two, "USD")) for one, two in pairs]

    def multiply(pair: tuple[tp.Money, tp.Money]) -> tp.Money:
        return pair[0].times(RATE, rounding=tp.Rounding.HALF_UP)

    def same(amount: Decimal) -> Answer:
        return amount

    def amount_of(money: Any) -> Answer:
        return Decimal(money.amount)

    def bare(pair: tuple[Decimal, Decimal]) -> Decimal:
        return pair[0] + pair[1] if adding else (pair[0] * RATE).quantize(CENT, ROUND_HALF_UP)

    found = [
        Contender("Money", (lambda p: p[0] + p[1]) if adding else multiply, ours, amount_of),
        Contender("bare Decimal, no currency", bare, pairs, same),
    ]
    try:
        import moneyed  # noqa: PLC0415 - may be absent
    except ModuleNotFoundError:
        absent("py-moneyed")
        return found
    theirs = [(moneyed.Money(one, "USD"), moneyed.Money(two, "USD")) for one, two in pairs]

    def multiplied(pair: tuple[Any, Any]) -> Any:
        return (pair[0] * RATE).round(2)

    adds = (lambda p: p[0] + p[1]) if adding else multiplied
    return [*found, Contender("py-moneyed", adds, theirs, amount_of)]


# Measuring

ABSENT: set[str] = set()


def absent(peer: str) -> None:
    """
    Remember that a peer is not installed.
    """
    ABSENT.add(peer)


def differing(contenders: list[Contender]) -> dict[str, int]:
    """
    How many answers of each contender are not those of the last one of ours, the plain rule.
    """
    plain = next(c for c in reversed(contenders) if c.name in REFERENCES)
    expected = [plain.meaning(plain.answer(case)) for case in plain.cases]
    return {
        one.name: sum(
            one.meaning(one.answer(case)) != right
            for case, right in zip(one.cases, expected, strict=True)
        )
        for one in contenders
    }


REFERENCES = {"eligibility.check", "deadlines.of", "overdue.assess", "Money"}


def nanoseconds(contender: Contender, cases: list[Any]) -> float:
    """
    One batch: what one answer takes, the loop around it included.
    """
    answer = contender.answer
    # Of this thread alone: what others do on the machine is not what an answer costs.
    started = time.thread_time_ns()
    for case in cases:
        answer(case)
    return (time.thread_time_ns() - started) / len(cases)


def measure(contenders: list[Contender], rounds: int, seed: int) -> dict[str, list[float]]:
    """
    Time every contender once a round, in an order drawn anew each round.
    """
    draw = random.Random(seed)
    batches = {}
    for one in contenders:
        # About twenty milliseconds each, so that a slow contender does not fill the round and the
        # clock itself weighs nothing beside a quick one.
        once = max(nanoseconds(one, one.cases[:200]), 50)
        count = max(200, int(20_000_000 / once))
        batches[one.name] = (one.cases * (count // len(one.cases) + 1))[:count]
    taken: dict[str, list[float]] = {one.name: [] for one in contenders}
    for _ in range(rounds):
        order = list(contenders)
        draw.shuffle(order)
        for one in order:
            taken[one.name].append(nanoseconds(one, batches[one.name]))
    return taken


def show(title: str, contenders: list[Contender], rounds: int, seed: int) -> None:
    """
    Compare the answers, measure, and print one question's table.
    """
    wrong = differing(contenders)
    right = [one for one in contenders if not wrong[one.name]]
    taken = measure(right, rounds, seed)
    ours = taken[right[0].name]
    print(f"\n{title:<52} {'median':>10} {'quarters':>21} {'x ours':>8}")
    for name, times in sorted(taken.items(), key=lambda item: statistics.median(item[1])):
        low, middle, high = statistics.quantiles(times, n=4)
        # Round by round, since a slow moment of the machine falls on a whole round.
        ratio = statistics.median(time / own for time, own in zip(times, ours, strict=True))
        print(f"{name:<52} {middle:>7,.0f} ns {low:>10,.0f} to {high:>7,.0f} {ratio:>8.2f}")
    for name, count in wrong.items():
        if count:
            print(f"{name:<52} left out: {count} answers of 1,000 differ")


def main() -> None:
    """
    Measure and print.
    """
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=21, help="how often each contender runs")
    parser.add_argument("--seed", type=int, default=1, help="draws the cases and the rounds")
    asked = parser.parse_args()
    draw = random.Random(asked.seed)
    print(f"Python {sys.version.partition(' ')[0]}, {asked.rounds} rounds, seed {asked.seed}")
    for title, contenders in (
        ("May this shop open presale?", shops(draw)),
        ("One deadline, 3 calendar days", deadlines(draw, "calendar")),
        ("One deadline, 3 business days", deadlines(draw, "business")),
        ("One order whole", orders_whole(draw)),
        ("Money: add", money(draw, adding=True)),
        ("Money: multiply and round", money(draw, adding=False)),
    ):
        show(title, contenders, asked.rounds, asked.seed)
    if ABSENT:
        print(f"\nnot installed, so not measured: {', '.join(sorted(ABSENT))}")


if __name__ == "__main__":
    main()
