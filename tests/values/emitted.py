"""
Which texts the rules ask for: read off their source, and off answers of theirs.
"""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path

import tiktok_presale
from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.facts.shops import Product, Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import caps, deadlines, eligibility, overdue, window
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.money import Money
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.vocabulary import OrderKind

RULES = Path(tiktok_presale.__file__).parent / "rules"
AUDITS = [
    RULES.parent / "adapters" / f"{name}.py" for name in ("audit", "long_auditing", "order_book")
]

# The calls whose argument is a code, and the place of that argument.
CODED = {
    "Finding": ("finding", 1),
    "_inside": ("finding", 2),
    "_daily_finding": ("finding", 0),
    "_Missing": ("finding", 0),
    "Remedy": ("remedy", 0),
    "Decision": ("question", 0),
    "note": ("finding", 0),
}
# What such a call puts in front of its argument.
PREFIX = {"note": "audit."}

# Each topic gives its answers in a module of `tests/values/emits`: `decisions()`, or `findings()`
# for those that stand in no decision, and `CODED` for calls of its own that take a code.
TOPICS = [
    import_module(f"values.emits.{path.stem}")
    for path in sorted(Path(__file__).with_name("emits").glob("*.py"))
]
for topic in TOPICS:
    CODED |= getattr(topic, "CODED", {})


def _texts(node, known):
    """
    List the texts that an expression can be, as far as the source tells.
    """
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return _texts(node.body, known) | _texts(node.orelse, known)
    if isinstance(node, ast.Name):
        return known.get(node.id, set())
    if isinstance(node, ast.JoinedStr):
        found = {""}
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            found = {start + end for start in found for end in _texts(inner, known)}
        return found
    return set()


def _assigned(nodes, known):
    """
    Tell which texts each name is ever given by some statements, on top of those known already.
    """
    found = {name: set(texts) for name, texts in known.items()}
    for node in nodes:
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = (
                zip(target.elts, node.value.elts, strict=True)
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                else [(target, node.value)]
            )
            for name, value in pairs:
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, set()).update(_texts(value, known))
    return found


def _coded(nodes):
    """
    List the calls that take a code: the name of what is called, and the expression of the code.
    """
    named = [
        (getattr(node.func, "id", ""), node.args) for node in nodes if isinstance(node, ast.Call)
    ]
    return [
        (name, given[CODED[name][1]])
        for name, given in named
        if name in CODED and len(given) > CODED[name][1]
    ]


def codes_in_source():
    """
    Collect the codes of findings, remedies and questions that the source of rules and audit names.
    """
    found = {"finding": set(), "remedy": set(), "question": set()}
    for path in [*sorted(RULES.rglob("*.py")), *AUDITS]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = _assigned(tree.body, {})
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        names = {one.name: _assigned(ast.walk(one), module) for one in functions}
        for one in functions:  # a parameter named code is what the callers give for it
            for called, code in _coded(ast.walk(one)):
                if called in names:
                    given = _texts(code, names[one.name])
                    names[called].setdefault("code", set()).update(given)
        for one in functions:
            for called, code in _coded(ast.walk(one)):
                texts = _texts(code, names[one.name])
                found[CODED[called][0]] |= {PREFIX.get(called, "") + text for text in texts}
    return found


def tails_in_source():
    """
    Collect what is put behind the text of a remedy: parts of remedies, and no codes of their own.
    """
    source = (RULES.parent / "values" / "text.py").read_text(encoding="utf-8")
    return set(re.findall(r'"remedy\.(\w+)"', source))


BAD_SHOP = Shop(
    id="bad",
    entity_region="JP",
    seller_type="cross_border",
    invited=False,
    account_manager=False,
    probation_over=False,
    active=False,
    preorder_feature=True,
    tier="beginner",
    metrics={
        "rating": Decimal("4.4"),
        "cancellation_rate_30d": Rate(25, 1000),
        "preorder_sfcr": Decimal("0.25"),
        "preorder_cancelled": 40,
        "late_dispatch_rate": Rate(50, 100),
        "seller_fault_cancellation_rate": Decimal("0.2"),
        "shop_performance_score": Decimal(1),
        "experience_score": Decimal(1),
        "account_health": 40,
        "violation_points": 30,
    },
)
GOOD_SHOP = Shop(
    id="good",
    entity_region="CN",
    seller_type="local",
    invited=True,
    account_manager=True,
    probation_over=True,
    active=True,
    preorder_feature=False,
    tier="premium",
    metrics={
        "rating": Decimal("4.9"),
        "cancellation_rate_30d": Rate(1, 1000),
        "preorder_sfcr": Rate(1, 1000),
        "preorder_cancelled": 1,
        "late_dispatch_rate": Rate(1, 100),
        "shop_performance_score": Decimal(5),
        "experience_score": Decimal(5),
        "account_health": 1000,
        "violation_points": 0,
    },
)
SHOPS = (Shop(id="silent"), BAD_SHOP, GOOD_SHOP)
PRODUCTS = (
    None,
    Product(id="silent"),
    Product(
        id="bad",
        goods="其他",
        category="cherry",
        new_listing=False,
        fulfilled_by="platform",
        price=Money(1, "CNY"),
        metrics={"preorder_sfcr": Rate(3, 10), "preorder_cancelled": 9},
    ),
    Product(
        id="good",
        goods="handmade",
        category="cherry",
        new_listing=True,
        fulfilled_by="seller",
        price=Money(100, "CNY"),
        metrics={"preorder_sfcr": Rate(0, 10), "preorder_cancelled": 0},
    ),
)


@cache
def newest_policies():
    """
    Give the newest edition of every market.
    """
    return [Policy.in_force(market, on=date(2026, 11, 23)) for market in Policy.markets()]


def _windows(policy, at):
    today = at.date()
    promises = [ShipWithin(CalendarDays(n)) for n in (1, 5, 10, 20, 45)]
    promises += [ShipWithin(BusinessDays(5)), ReleaseOn(today - timedelta(3))]
    promises += [ReleaseOn(today + timedelta(n)) for n in (1, 10, 90)]
    return [
        window.check(promise, policy, at=at, kind=kind, category="womenswear")
        for promise in promises
        for kind in OrderKind
    ]


def _volumes(policy, at):
    numbers = [(8000, 10_000), (6000, 10_000), (10, 10_000), (10, None)]
    return [
        caps.check(
            planned, policy, at=at, history=history, per_day=per_day, shop=shop, best_daily=90
        )
        for planned, history in numbers
        for per_day in (None, 10, 1000)
        for shop in (None, *SHOPS)
    ]


@cache
def decisions():
    """
    Give many decisions: every market, good, bad and silent facts, each rule that decides.
    """
    at = datetime(2026, 11, 23, tzinfo=UTC)
    found = []
    for policy in newest_policies():
        found += _windows(policy, at)
        found += _volumes(policy, at)
        found += [
            eligibility.check(shop, policy, at=at, product=product, kind=kind)
            for shop in SHOPS
            for product in PRODUCTS
            for kind in (OrderKind.PRE_ORDER, OrderKind.MADE_TO_ORDER)
        ]
    for topic in TOPICS:
        found += getattr(topic, "decisions", list)()
    return found


@cache
def statements():
    """
    Give statements over late orders of every kind, in every market.
    """
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return [
        overdue.statement(orders_of(policy), policy, at=at, shop=shop)
        for policy in newest_policies()
        for shop in (None, *SHOPS)
    ]


def orders_of(policy):
    """
    Make one old order of every kind, with and without a promise.
    """
    total = Money(100, policy.pack.currency)
    placed = datetime(2026, 10, 1, tzinfo=UTC)
    promises = (None, ShipWithin(CalendarDays(10)), ReleaseOn(date(2026, 10, 20)))
    return [
        Order(id=f"{kind}-{n}", kind=kind, placed_at=placed, total=total, promise=promise)
        for kind in OrderKind
        for n, promise in enumerate(promises)
    ]


@cache
def findings():
    """
    Give every finding of all these answers.
    """
    found = [finding for decision in decisions() for finding in decision.findings]
    for statement in statements():
        found += statement.findings
        found += [one for assessed in statement.assessments for one in assessed.findings]
    for policy in newest_policies():
        for order in orders_of(policy):
            dues = deadlines.of(order, policy).all()
            found += [due.missing for due in dues if due.missing is not None]
    for topic in TOPICS:
        found += getattr(topic, "findings", list)()
    return found
