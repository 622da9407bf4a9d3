"""
May these units be taken: every reason, from the sale period down to each buyer's limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.holds import Line, Request
from tiktok_presale.facts.limits import Scope
from tiktok_presale.rules.capacity.counting import demand, units_of, untold
from tiktok_presale.rules.capacity.waves import Standing, standing
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.rules.capacity.ledger import Ledger

__all__ = [
    "access_findings",
    "expiry_findings",
    "in_wave",
    "pay_findings",
    "sale_findings",
    "unit_findings",
]

_LIMITS, _WAVES = "capacity.limits", "capacity.waves"


def access_findings(access: Decision | None) -> list[Finding]:
    """
    What somebody else decided about the buyer; a decision that does not know is no permission.

    Raises:
        WrongTypeError: If *access* is no decision.
    """
    if access is None:
        return []
    check_kind("access", access, Decision, "a Decision or None")
    outcome = access.outcome
    return [Finding(outcome, "capacity.access", "capacity.access"), *access.findings]


def sale_findings(ledger: Ledger, at: datetime) -> list[Finding]:
    """
    Whether the sale is open.
    """
    sale, code = ledger.sale, "capacity.sale"
    if sale is None:
        return []
    params = {"opens": sale.opens, "closes": sale.closes}
    if sale.holds(at):
        return [Finding(Outcome.PASS, code, code, at, sale, params=params)]
    remedies = (Remedy("wait_for", {"on": sale.opens}),) if sale.ahead(at) else ()
    return [Finding(Outcome.FAIL, code, code, at, sale, remedies, None, params)]


def pay_findings(ledger: Ledger, at: datetime) -> list[Finding]:
    """
    Whether a hold may still be committed.
    """
    if ledger.pay_by is None or utc(at).replace(microsecond=0) <= utc(ledger.pay_by):
        return []
    code = "capacity.pay_by"
    return [Finding(Outcome.FAIL, code, code, at, ledger.pay_by)]


def expiry_findings(ledger: Ledger, expires: datetime, after: datetime) -> list[Finding]:
    """
    Whether a hold may last until *expires*: beyond *after*, and no longer than it can be paid.
    """
    found: list[Finding] = []
    if utc(expires) <= utc(after):
        code = "capacity.expires"
        found.append(Finding(Outcome.FAIL, code, "capacity.holds", expires, after))
    if pay_findings(ledger, expires):
        remedies = (Remedy("expire_by", {"on": ledger.pay_by}),)
        code, limit = "capacity.expires_unpaid", ledger.pay_by
        found.append(Finding(Outcome.FAIL, code, "capacity.pay_by", expires, limit, remedies))
    return found


def in_wave(ledger: Ledger, request: Request, at: datetime) -> tuple[Request, list[Finding]]:
    """
    The request with the wave it takes its units from; without one where that is not open.
    """
    if not ledger.waves and request.wave is None:
        return request, []
    where = standing(ledger.waves, at)
    named = [wave for wave in ledger.waves if request.wave in {None, wave.name}]
    for wave in named:
        if where[wave.name] is Standing.OPEN:
            params = {"scope": wave.scope}
            passed = Finding(Outcome.PASS, "capacity.wave", _WAVES, at, params=params)
            return attrs.evolve(request, wave=wave.name), [passed]
    ahead = (wave.opens for wave in named if where[wave.name] is Standing.AHEAD)
    remedies = tuple(Remedy("wait_for", {"on": opens}) for opens in list(ahead)[:1])
    code, params = "capacity.no_wave", dict[str, Scope]()
    if request.wave is not None:
        code, params = "capacity.wave", {"scope": Scope(wave=request.wave)}
    refused = Finding(Outcome.FAIL, code, _WAVES, at, None, remedies, None, params)
    return attrs.evolve(request, wave=None), [refused]


def unit_findings(ledger: Ledger, request: Request, at: datetime) -> list[Finding]:
    """
    Every limit that the request takes units from, each with the lines concerned.
    """
    missing = untold(ledger.forms, request)
    found = [
        Finding(Outcome.UNKNOWN, "capacity.untold", _LIMITS, remedies=(_tell(name),))
        for name in missing
        if name != "wave"  # without an open wave the request is refused for that
    ]
    covered: set[str] = set()
    for scope, lines in demand(ledger.forms, request).items():
        limit = ledger.limit_of(scope)
        if limit is not None:
            covered.update(line.sku for line in lines)
            found.append(_unit_finding(ledger, scope, lines, at, soft=limit.soft))
    bare = tuple(line for line in request.by_sku if line.sku not in covered)
    if bare and not missing:
        params = {"lines": bare}
        found.append(Finding(Outcome.UNKNOWN, "capacity.uncovered", _LIMITS, params=params))
    return found


def _tell(name: str) -> Remedy:
    return Remedy("tell", {"name": name})


def _unit_finding(
    ledger: Ledger, scope: Scope, lines: tuple[Line, ...], at: datetime, *, soft: bool
) -> Finding:
    """
    One scope: the units wanted in all its lines together, against what is available.
    """
    balance, units = ledger.balance(scope, at=at), units_of(lines)
    params: dict[str, object] = {"scope": scope, "lines": lines}
    if balance.limit is None or balance.fits is None:
        return Finding(Outcome.PASS, "capacity.no_limit", _LIMITS, units, params=params)
    params |= {"free": balance.fits, "cap": balance.limit}
    limit = Range.at_most(balance.fits, unit="units")
    found = Finding(Outcome.PASS, "capacity.limit", _LIMITS, units, limit, params=params)
    if units <= balance.fits:
        return found
    outcome = Outcome.ADVICE if soft else Outcome.FAIL
    return attrs.evolve(found, outcome=outcome, remedies=(_fewer(balance.fits),))


def _fewer(fits: int) -> Remedy:
    return Remedy("take_at_most", {"units": fits}) if fits else Remedy("join_waiting_list")
