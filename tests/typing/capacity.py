"""
Uses of the capacity ledger that must type-check, and what the types say; never run.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, assert_type

import tiktok_presale as tp
from tiktok_presale.rules.capacity import (
    Answer,
    Balance,
    Line,
    OfferAnswer,
    Request,
    WaitingAnswer,
    WaitingList,
)

at = datetime(2026, 3, 1, 12, tzinfo=UTC)
quarter = timedelta(minutes=15)

ledger = tp.Ledger(limits=[tp.Limit(tp.Scope(), 10), tp.Limit(tp.Scope(buyer=tp.EACH), 2)])
assert_type(ledger.available(tp.Scope(), at=at), int | None)
assert_type(ledger.balance(tp.Scope(sku="red"), at=at), Balance)
assert_type(ledger.find("k", at=at), tp.Hold | None)

request = Request({"red": 1}, buyer="b1")
held = tp.capacity.hold(ledger, request, key="k", at=at, expires=quarter)
assert_type(held, Answer)
assert_type(held.ledger, tp.Ledger)
assert_type(held.decision, tp.Decision)
assert_type(held.hold, tp.Hold | None)
tp.capacity.hold(ledger, Request([Line("red", 2)]), key="k", at=at, expires=at + quarter)
tp.capacity.hold(ledger, request, key="k", at=at, expires=15)  # type: ignore[arg-type]
tp.capacity.hold(ledger, request, at=at, expires=quarter)  # type: ignore[call-arg]

assert_type(tp.capacity.commit(ledger, "k", key="p", at=at), Answer)
assert_type(tp.capacity.release(ledger, "k", key="r", at=at, lines={"red": 1}), Answer)
assert_type(tp.capacity.settle(ledger, at=at), tp.Ledger)
assert_type(tp.capacity.rows(ledger), dict[str, list[dict[str, str | int | bool | None]]])

stored: dict[str, list[dict[str, Any]]] = {}
assert_type(tp.capacity.from_rows(stored), tp.Ledger)
assert_type(tp.capacity.from_rows(tp.capacity.rows(ledger)), tp.Ledger)

waiting = WaitingList()
assert_type(tp.capacity.join(waiting, request, key="w", at=at), WaitingAnswer)
offer = tp.capacity.offer(waiting, ledger, key="o", at=at, expires=quarter)
assert_type(offer, OfferAnswer)
assert_type(offer.waiting, WaitingList)
