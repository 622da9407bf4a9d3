"""
Which paths a pack may hold, and the form of the value at each.

The table `SCHEMA` is the whole of it: a pattern of a path, and the reader of its value. A star
stands for one name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tiktok_presale.policy import buyer_readings, creator_readings, readings
from tiktok_presale.values.vocabulary import DeadlineName, OrderKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    # Value, path, and the list that faults are added to; a typed value or None comes out.
    Reader: TypeAlias = Callable[[object, str, list[str]], Any]

__all__ = ["SCHEMA", "reader_of"]

_KINDS = tuple(kind.value for kind in OrderKind)
_DAYS = readings.in_table(readings.days_range)
_DEADLINE = readings.in_table(readings.deadline)
_TIME = readings.in_table(buyer_readings.duration)
_NAMES = readings.in_table(buyer_readings.names)
_PRICES = readings.in_table(buyer_readings.money_range)
_YEARS = readings.in_table(buyer_readings.years)
_DELAY = readings.in_table(buyer_readings.delay_term)
_FOLLOWERS = readings.in_table(creator_readings.followers)
_SHARE = readings.in_table(readings.share)

SCHEMA: dict[str, Reader] = {
    "window.promise": readings.word_of("ship_within", "release_on"),
    "window.days": _DAYS,
    "window.advice": _DAYS,
    "window.caution": _DAYS,
    "window.choices": readings.in_table(readings.choices),
    "window.locked": buyer_readings.words,
    "window.categories.*": _DAYS,
    **{f"handling.{kind}": _DAYS for kind in _KINDS},
    **{f"api.{kind}": _DAYS for kind in _KINDS},
    **{f"deadlines.{kind}.{name}": _DEADLINE for kind in _KINDS for name in DeadlineName},
    "deadlines.pending_hold": readings.in_table(readings.hold),
    "eligibility.*": readings.in_table(readings.criterion),
    "overdue.refund": readings.word_of("full"),
    "overdue.charges.*": readings.in_table(readings.charge),
    "overdue.service_fee": readings.in_table(readings.service_fee),
    "metrics.*.limit": readings.in_table(readings.metric_limit),
    "metrics.*.advised": readings.in_table(readings.metric_limit),
    "enforcement.points.*": readings.in_table(readings.points),
    "enforcement.points_lapse": readings.in_table(readings.lapse),
    "enforcement.steps.*": readings.in_table(readings.step),
    "enforcement.appeal": _TIME,
    "payment.plans": _NAMES,
    "payment.pay_within": _TIME,
    "payment.renewed": buyer_readings.flag,
    "payment.on_failed_renewal": readings.word_of("cancelled"),
    "deposit.size": readings.in_table(buyer_readings.deposit_size),
    "deposit.coupons": buyer_readings.flag,
    "deposit.ceiling": _SHARE,
    "deposit.excess": readings.word_of("no_effect"),
    "deposit.payer_default": readings.word_of("forfeited"),
    "deposit.taker_default": readings.word_of("returned_double"),
    "deposit.ends": readings.word_of("balance_paid"),
    "deposit.raised_balance": readings.word_of("seller_fault"),
    "refund.within.*": readings.in_table(buyer_readings.refund_time),
    "refund.interest": buyer_readings.flag,
    "refund.scope": readings.word_of("all_sums"),
    "withdrawal.days": _TIME,
    "withdrawal.not_for": _NAMES,
    "returns.window": _TIME,
    "delay.event": readings.word_of("dispatch", "delivery"),
    "delay.default": _TIME,
    "delay.with_credit": _TIME,
    "delay.first_short": _DELAY,
    "delay.first_long": _DELAY,
    "delay.later": _DELAY,
    "delay.extra_period": readings.word_of("reasonable"),
    "delay.ends_at_once": _NAMES,
    "delay.buyer_may": _NAMES,
    "delay.notice_items": buyer_readings.words,
    "delay.partial": readings.word_of("part_or_all"),
    "complaints.remedies": _NAMES,
    "complaints.*": readings.in_table(buyer_readings.answer_time),
    "duties.*": readings.in_table(buyer_readings.duty),
    "members.benefits_kept": readings.word_of("during_term"),
    "blind_box.maker_sealed": buyer_readings.flag,
    "blind_box.similar_value": buyer_readings.flag,
    "blind_box.price": _PRICES,
    "blind_box.price_in.*": _PRICES,
    "blind_box.age": _YEARS,
    "blind_box.guardian_consent": _YEARS,
    "blind_box.disclose": buyer_readings.words,
    "blind_box.barred_goods": _NAMES,
    "blind_box.guaranteed_goods": _NAMES,
    "blind_box.return_waiver": readings.word_of("confirmed_per_purchase"),
    "blind_box.record_years": readings.count,
    "blind_box.invited": _NAMES,
    "blind_box.limits_advised": buyer_readings.words,
    "creators.followers": _FOLLOWERS,
    "creators.followers_sought": _FOLLOWERS,
    "creators.age": _YEARS,
    "creators.store_rating": readings.in_table(creator_readings.rating),
    "creators.breach_hits_shop": buyer_readings.flag,
    "creators.affinity.*": readings.in_table(creator_readings.affinity),
    "creators.commission": _SHARE,
    "creators.commission_typical.*": _SHARE,
    "creators.flat_fee": readings.word_of("approved_target_video"),
    "creators.tiers.*": _FOLLOWERS,
    "creators.fees.*": _PRICES,
    "caps.recommended": _SHARE,
    "caps.daily_orders.*": readings.count,
    "caps.after_lateness": readings.in_table(readings.lateness_cap),
    "calendar.week": readings.week,
    "calendar.weeks.*": readings.week,
}


def reader_of(path: str) -> Reader | None:
    """
    The reader of the value at *path*; None where no figure may stand there.
    """
    if path in SCHEMA:
        return SCHEMA[path]
    parts = path.split(".")
    for pattern, reader in SCHEMA.items():
        wanted = pattern.split(".")
        if len(wanted) == len(parts) and all(
            w == p or (w == "*" and p == p.lower()) for w, p in zip(wanted, parts, strict=True)
        ):
            return reader
    return None
