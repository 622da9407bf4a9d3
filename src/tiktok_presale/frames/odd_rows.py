"""
Rows that no kernel judges: the scalar rule is asked about each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tiktok_presale.facts.orders import TIMES, DeliveredDeadlines, Order, Stage
from tiktok_presale.frames.answers import AMOUNTS
from tiktok_presale.frames.fields import PLATFORM_FIELDS
from tiktok_presale.frames.readings import Refusal
from tiktok_presale.rules import deadlines
from tiktok_presale.rules.assessment import assess
from tiktok_presale.values.errors import CurrencyMismatchError
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import DeadlineName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.frames.groups import Group
    from tiktok_presale.rules.charges import Bill
    from tiktok_presale.rules.deadlines import Deadlines
    from tiktok_presale.rules.states import Assessment
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["LARGEST", "Asker", "order_of"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
LARGEST = (1 << 63) - 1


def _instant(us: int | None) -> datetime | None:
    return None if us is None else _EPOCH + us * _MICROSECOND


def order_of(row: Mapping[str, Any], group: Group) -> Order:
    """
    The order that a row tells of.

    Args:
        row: What its columns hold, by field: instants and amounts as numbers, parties and stages
            as themselves; None or nothing at all where a column holds nothing.
        group: What it has in common with others.
    """
    items = row.get("items_total")
    # Fields are checked at birth; what they are, columns have said.
    fields: dict[str, Any] = {field: _instant(row.get(field)) for field in TIMES}
    dues = {name.value: _instant(row.get(field)) for name, field in PLATFORM_FIELDS.items()}
    return Order(
        id="row",
        kind=group.kind,
        placed_at=_EPOCH + row["placed_at"] * _MICROSECOND,
        total=Money.from_minor(row.get("total") or 0, group.currency),
        promise=group.promise,
        items_total=None if items is None else Money.from_minor(items, group.currency),
        region=group.region,
        paid=row.get("paid"),
        held=bool(row.get("held")),
        shipped_by_seller=row.get("shipped_by_seller") is not False,
        cancelled_by=row.get("cancelled_by"),
        stage=row.get("stage") or Stage.PLACED,
        delivered=DeliveredDeadlines(**dues),
        **fields,
    )


class Asker:
    """
    Asks the scalar rule, and says the answers as columns hold them.
    """

    def __init__(
        self,
        at: datetime | None,
        shop: Shop | None,
        calendar: BusinessCalendar | None,
        soon: timedelta,
    ) -> None:
        self._at, self._shop, self._calendar, self._soon = at, shop, calendar, soon

    def assessment(self, order: Order, group: Group, at: datetime) -> Assessment:
        """
        Where an order stands.

        Raises:
            Refusal: If its price cannot be compared with what is charged.
        """
        try:
            return assess(
                order,
                group.policy,
                at=at,
                shop=self._shop,
                calendar=self._calendar,
                soon=self._soon,
            )
        except CurrencyMismatchError:
            raise Refusal("currency", "mismatch") from None

    def answers(self, order: Order, group: Group, *, timeless: bool) -> dict[str, Any]:
        """
        Every answer about one order; None where there is none.

        Raises:
            Refusal: If its price cannot be compared with what is charged.
        """
        if timeless or self._at is None:
            found = deadlines.of(order, group.policy, calendar=self._calendar)
            return dict(_dues(found), edition=group.policy.edition, problem="")
        assessed = self.assessment(order, group, self._at)
        following = assessed.next
        told = {
            **dict(_dues(assessed.deadlines)),
            "edition": assessed.edition,
            "state": assessed.state.value,
            "next": None if following is None else following.name.value,
            "next_due": None if following is None else _microseconds(following.due),
            "late_by": assessed.late_by // _MICROSECOND,
            "late": assessed.was_late,
            "counts": assessed.counts,
            "findings": " ".join(finding.code for finding in assessed.findings),
            "problem": "",
        }
        bills = (assessed.charges, assessed.contingent, assessed.exposure)
        told |= {name: _total(bill, group) for name, bill in zip(AMOUNTS, bills, strict=False)}
        told["service_fee"] = None if assessed.service_fee is None else assessed.service_fee.minor
        return told


def _total(bill: Bill, group: Group) -> int | str:
    """
    What a bill comes to, or the code of why a column cannot hold that.
    """
    if any(line.amount.currency != group.currency for line in bill.lines):
        return "mixed"
    return bill.total(group.currency).minor


def _microseconds(instant: datetime | None) -> int | None:
    return None if instant is None else (utc(instant) - _EPOCH) // _MICROSECOND


def _dues(found: Deadlines) -> Iterable[tuple[str, object]]:
    for name in DeadlineName:
        due = found.get(name)
        yield f"{name.value}_due", _microseconds(due.due)
        yield f"{name.value}_computed", _microseconds(due.computed)
        yield f"{name.value}_missing", "" if due.missing is None else due.missing.code
