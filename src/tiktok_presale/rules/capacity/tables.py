"""
A ledger as rows of plain columns, for a shop's own tables, and back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tiktok_presale.facts.holds import AppliedKey, Hold, HoldState, Line, Request
from tiktok_presale.facts.limits import DIMENSIONS, Limit, Scope, Wave
from tiktok_presale.rules.capacity.ledger import Ledger
from tiktok_presale.rules.capacity.turns import check_ledger
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["from_rows", "rows"]

Row = dict[str, str | int | bool | None]

_INSTANT = "an instant such as 2026-03-01T12:00:00+07:00"
_NAMES = ("market", "channel", "wave", "buyer")


def rows(ledger: Ledger, *, since: Ledger | None = None) -> dict[str, list[Row]]:
    """
    A ledger as rows of text, whole numbers, True, False and None.

    Args:
        ledger: The ledger.
        since: An earlier one of the same sale: only rows that are new or differ are told, which
            costs no more than what has changed. Rows are put in place of those with the same key.

    Raises:
        WrongTypeError: If *ledger* is none.

    Examples:
        >>> rows(Ledger(limits=[Limit(Scope(sku="red"), 5)]))["limits"][0]["units"]
        5
    """
    check_ledger(ledger)
    if since is not None:
        check_ledger(since)
    old = Ledger(limits=()) if since is None else since
    holds = sorted(ledger.holds.fresh(old.holds), key=_first)
    waves = () if since is not None and ledger.waves == old.waves else ledger.waves
    head = [] if since is not None and _head(ledger) == _head(old) else [_head(ledger)]
    return {
        "ledger": head,
        "limits": [
            {**_scope(scope), "units": limit.units, "soft": limit.soft}
            for scope, limit in sorted(ledger.limits.fresh(old.limits), key=_by_scope)
        ],
        "waves": [_wave(wave) for wave in waves],
        "withdrawn": [
            {**_scope(scope), "units": units}
            for scope, units in sorted(_withdrawn(ledger, old), key=_by_scope)
        ],
        "holds": [_hold(hold) for _, hold in holds],
        "lines": [row for _, hold in holds for row in _line_rows(hold, old.holds.get(hold.key))],
        "keys": [_key(applied) for _, applied in sorted(ledger.keys.fresh(old.keys), key=_first)],
    }


def _first(item: tuple[str, object]) -> str:
    return item[0]


def _by_scope(item: tuple[Scope, object]) -> list[str]:
    return [getattr(item[0], name) or "" for name in DIMENSIONS]


def _withdrawn(ledger: Ledger, old: Ledger) -> Iterator[tuple[Scope, int]]:
    yield from ledger.withdrawn.fresh(old.withdrawn)
    # What was given out again is a row of nothing, so that it takes the old one's place.
    yield from ((scope, 0) for scope in old.withdrawn if scope not in ledger.withdrawn)


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _head(ledger: Ledger) -> Row:
    sale = ledger.sale
    return {
        "edition": ledger.edition,
        "opens": None if sale is None else _text(sale.opens),
        "closes": None if sale is None else _text(sale.closes),
        "pay_by": _text(ledger.pay_by),
        "version": ledger.version,
        "seen": _text(ledger.seen),
    }


def _scope(scope: Scope) -> Row:
    return {name: getattr(scope, name) for name in DIMENSIONS}


def _wave(wave: Wave) -> Row:
    return {
        "name": wave.name,
        "units": wave.units,
        "opens": _text(wave.opens),
        "closes": _text(wave.closes),
        "carries_over": wave.carries_over,
    }


def _hold(hold: Hold) -> Row:
    names: Row = {name: getattr(hold.request, name) for name in _NAMES}
    return {
        "key": hold.key,
        **names,
        "state": hold.state.value,
        "expires": _text(hold.expires),
    }


def _line_rows(hold: Hold, old: Hold | None) -> Iterator[Row]:
    lines = hold.request.lines
    for place, line in enumerate(lines):
        yield {"hold": hold.key, "place": place, "sku": line.sku, "units": line.units}
    # What was given back is a row of nothing too.
    for place, line in enumerate(() if old is None else old.request.lines):
        if place >= len(lines):
            yield {"hold": hold.key, "place": place, "sku": line.sku, "units": 0}


def _key(applied: AppliedKey) -> Row:
    return {
        "key": applied.key,
        "command": applied.command,
        "hold": applied.hold,
        "digest": applied.digest,
        "at": _text(applied.at),
    }


_TABLES = ("ledger", "limits", "waves", "withdrawn", "holds", "lines", "keys")


def from_rows(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Ledger:
    """
    The ledger of a shop's rows.

    A table that is not there is empty, and columns that are not asked for are passed over. Instants
    may be datetimes or text. Old keys may be left out: a retry of theirs is then a new command.

    Args:
        tables: Rows by table, as `rows` gives them.

    Raises:
        WrongTypeError: If a row has no such column, or something else in it.
        OutOfRangeError: If the rows contradict each other, or a table has another name.
        NaiveTimeError: If an instant has no time zone.

    Examples:
        >>> ledger = Ledger(limits=[Limit(Scope(sku="red"), 5)])
        >>> from_rows(rows(ledger)) == ledger
        True
    """
    if not isinstance(tables, Mapping):
        raise WrongTypeError("tables", "rows by table", type(tables).__name__)
    for name in tables:
        if name not in _TABLES:
            # A table that is misspelt would be taken for an empty one, and everything for free.
            raise OutOfRangeError("tables", repr(name), f"one of {', '.join(_TABLES)}")
    heads = list(tables.get("ledger", ()))
    if len(heads) > 1:
        raise OutOfRangeError("ledger", f"{len(heads)} rows", "one row")
    lines = _lines(tables.get("lines", ()))
    return Ledger(
        limits=[
            Limit(_read_scope(row), row.get("units"), soft=bool(row.get("soft")))
            for row in tables.get("limits", ())
        ],
        waves=[_read_wave(row) for row in tables.get("waves", ())],
        withdrawn=[
            (_read_scope(row), _get("withdrawn", row, "units"))
            for row in tables.get("withdrawn", ())
        ],
        holds=[_read_hold(row, lines) for row in tables.get("holds", ())],
        keys=[_read_key(row) for row in tables.get("keys", ())],
        **(_read_head(heads[0]) if heads else {}),
    )


def _get(table: str, row: Mapping[str, Any], column: str) -> Any:  # noqa: ANN401 - checked by use
    if column not in row:
        raise WrongTypeError(f"{table}.{column}", "a column of each row", "nothing")
    return row[column]


def _instant(name: str, value: object) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, str):
        return check_aware(name, value)
    try:
        return check_aware(name, datetime.fromisoformat(value))
    except NaiveTimeError:
        raise
    except ValueError:
        raise WrongTypeError(name, _INSTANT, repr(value)) from None


def _read_head(row: Mapping[str, Any]) -> dict[str, Any]:
    opens, closes = (_instant(name, row.get(name)) for name in ("opens", "closes"))
    return {
        "edition": _get("ledger", row, "edition"),
        "sale": None if opens is None or closes is None else Period(opens, closes),
        "pay_by": _instant("pay_by", row.get("pay_by")),
        "version": _get("ledger", row, "version"),
        "seen": _instant("seen", row.get("seen")),
    }


def _read_scope(row: Mapping[str, Any]) -> Scope:
    return Scope(**{name: row.get(name) for name in DIMENSIONS})


def _read_wave(row: Mapping[str, Any]) -> Wave:
    return Wave(
        name=_get("waves", row, "name"),
        units=_get("waves", row, "units"),
        opens=check_aware("waves.opens", _instant("waves.opens", row.get("opens"))),
        closes=_instant("waves.closes", row.get("closes")),
        carries_over=bool(_get("waves", row, "carries_over")),
    )


def _lines(table: Iterable[Mapping[str, Any]]) -> dict[object, list[Line]]:
    """
    The lines of each hold, in their places.
    """
    found: dict[object, list[Line]] = {}
    for row in sorted(table, key=lambda row: row.get("place", 0)):
        units = _get("lines", row, "units")
        if units != 0:
            line = Line(_get("lines", row, "sku"), units)
            found.setdefault(_get("lines", row, "hold"), []).append(line)
    return found


def _read_hold(row: Mapping[str, Any], lines: Mapping[object, list[Line]]) -> Hold:
    key, state = _get("holds", row, "key"), _get("holds", row, "state")
    if state not in set(HoldState):
        raise WrongTypeError("holds.state", f"one of {', '.join(HoldState)}", repr(state))
    names = {name: row.get(name) for name in _NAMES}
    return Hold(
        key=key,
        request=Request(lines.get(key, ()), **names),
        state=HoldState(state),
        expires=_instant("holds.expires", row.get("expires")),
    )


def _read_key(row: Mapping[str, Any]) -> AppliedKey:
    return AppliedKey(
        key=_get("keys", row, "key"),
        command=_get("keys", row, "command"),
        hold=row.get("hold"),
        digest=_get("keys", row, "digest"),
        at=check_aware("keys.at", _instant("keys.at", row.get("at"))),
    )
