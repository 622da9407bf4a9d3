"""
From the text of a policy file to a `Pack`, or to every fault that is in it.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from tiktok_presale.policy.errors import PackError
from tiktok_presale.policy.figures import Figure, Gap
from tiktok_presale.policy.forms import Fields
from tiktok_presale.policy.pack import HolidayRules, HolidayYear, Pack
from tiktok_presale.policy.schema import SCHEMA, reader_of
from tiktok_presale.policy.soundness import unsound
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.checks import is_iso
from tiktok_presale.values.errors import nearest
from tiktok_presale.values.federal import FIRST_YEAR
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import zone_of
from tiktok_presale.values.sources import Confidence, Dated, Source
from tiktok_presale.values.untyped import list_of, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tiktok_presale.policy.schema import Reader

__all__ = ["FORMAT", "parse_pack"]

FORMAT = 1

_HEADER = {
    "format",
    "market",
    "title",
    "zone",
    "currency",
    "coverage",
    "country",
    "orders_judged",
    "sources",
    "holidays",
    "holiday_rules",
    "gaps",
}
_NAME = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")


def parse_pack(content: bytes, name: str) -> Pack:
    """
    Read the content of a policy file.

    Args:
        content: TOML in format 1, UTF-8.
        name: What the file is called in errors.

    Raises:
        PackError: With every fault of the file.
    """
    try:
        document = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(name, (f"not TOML: {error}",)) from None
    faults: list[str] = []
    pack = _Reading(document, faults).pack()
    if faults or pack is None:
        raise PackError(name, tuple(faults))
    return pack


class _Reading:
    """
    One file being read: its sources, and the faults found so far.
    """

    def __init__(self, document: dict[str, Any], faults: list[str]) -> None:
        self.document = document
        self.faults = faults
        self.sources: dict[str, Source] = {}
        self.used: set[str] = set()

    def pack(self) -> Pack | None:
        header = Fields(
            {key: self.document[key] for key in _HEADER & self.document.keys()}, "", self.faults
        )
        if header.whole("format", required=True) not in {FORMAT, None}:
            header.fault("format", f"must be {FORMAT}; this library reads no other")
        self._read_sources(header.raw("sources", required=True))
        histories = dict(
            self._histories({k: v for k, v in self.document.items() if k not in _HEADER})
        )
        if not histories:
            header.fault("", "holds no figure at all")
        market, title = self._name(header), header.filled("title")
        zone, currency = self._zone(header), self._currency(header)
        coverage = header.choice("coverage", ("policy", "api-range", "law"), required=True)
        country = self._country(header)
        judged = header.choice("orders_judged", ("placed", "at")) or "placed"
        holidays = self._holidays(header.raw("holidays"))
        rules = self._holiday_rules(header.raw("holiday_rules"))
        gaps = self._gaps(header.raw("gaps"))
        for unused in sorted(self.sources.keys() - self.used):
            header.fault(f"sources.{unused}", "is used by no figure")
        self._sound(histories, currency)
        if self.faults or not (market and title and zone and currency and coverage):
            return None
        return Pack(
            market=market,
            title=title,
            zone=zone,
            currency=currency,
            coverage=coverage,
            country=country,
            orders_judged=judged,
            figures=FrozenMap(histories),
            holidays=holidays,
            holiday_rules=rules,
            gaps=gaps,
        )

    def _sound(self, histories: dict[str, tuple[Figure, ...]], currency: str | None) -> None:
        for path, history in histories.items():
            for figure in history:
                for problem in unsound(path, figure.value, currency):
                    self.faults.append(f"{path}: from {figure.since} {problem}")

    def _country(self, header: Fields) -> str | None:
        country = header.text("country")
        if country is not None and not is_iso(country):
            header.fault("country", f"{country!r} must be a code of two capitals, as in 'TH'")
        return country

    def _name(self, header: Fields) -> str | None:
        market = header.text("market", required=True)
        if market is not None and not _NAME.fullmatch(market):
            header.fault("market", f"{market!r} must be lower-case words joined by - or _")
        return market

    def _zone(self, header: Fields) -> str | None:
        zone = header.text("zone", required=True)
        if zone is not None:
            header.made(zone_of, zone, key="zone")
        return zone

    def _currency(self, header: Fields) -> str | None:
        currency = header.text("currency", required=True)
        if currency is not None and currency not in EXPONENTS:
            header.fault("currency", f"{currency!r} is no ISO 4217 code")
        return currency

    def _read_sources(self, table: object) -> None:
        if table is not None and table_of(table) is None:
            self.faults.append("sources: must be tables written [sources.<id>]")
        for name, entry in (table_of(table) or {}).items():
            fields = Fields(entry, f"sources.{name}", self.faults)
            title, url = fields.filled("title"), fields.text("url", required=True)
            read = fields.day("read", required=True)
            fields.close()
            if title is not None and url is not None and read is not None:
                self.sources[name] = Source(title, url, read, Confidence.LOW)

    def _source(self, fields: Fields, *, dated: bool) -> Source | None:
        """
        The source of one figure: the page it names, with the figure's own confidence and note.
        """
        name = fields.text("source", required=True)
        confidence = fields.word("confidence", Confidence, required=dated) or Confidence.LOW
        how = fields.word("dated", Dated, required=True) if dated else Dated.STATED
        note = fields.text("note") or ""
        if how is Dated.ASSUMED and not note:
            fields.fault("note", "is missing; it must say why this day was assumed")
        if name is None:
            return None
        self.used.add(name)
        if name not in self.sources:
            known = ", ".join(sorted(self.sources)) or "none"
            fields.fault("source", f"{name!r} is not among the file's sources: {known}")
            return None
        return attrs.evolve(
            self.sources[name], confidence=confidence, dated=how or Dated.STATED, note=note
        )

    def _histories(
        self, table: dict[str, object], path: str = ""
    ) -> Iterator[tuple[str, tuple[Figure, ...]]]:
        """
        Walk the tables down to the lists of dated values, which are the figures.
        """
        for key, inner in table.items():
            where = f"{path}.{key}" if path else key
            deeper, entries = table_of(inner), list_of(inner)
            if deeper is not None and "from" in deeper and "value" in deeper:
                self.faults.append(f"{where}: must be written [[{where}]], with two brackets")
            elif deeper is not None:
                yield from self._histories(deeper, where)
            elif entries is None or not all(isinstance(entry, dict) for entry in entries):
                self.faults.append(
                    f"{where}: is not a known key here; figures are written [[{where}]]"
                )
            elif (reader := reader_of(where)) is None:
                hint = nearest(where, SCHEMA, otherwise="docs/packs.md lists them")
                self.faults.append(f"{where}: is not a path that the library knows; {hint}")
            else:
                figures = [
                    self._figure(where, number, entry, reader)
                    for number, entry in enumerate(entries)
                ]
                history = tuple(figure for figure in figures if figure is not None)
                if not figures:
                    self.faults.append(f"{where}: holds no value")
                self._in_order(where, history)
                yield where, history

    def _figure(self, path: str, number: int, entry: object, reader: Reader) -> Figure | None:
        where = f"{path}[{number}]"
        fields = Fields(entry, where, self.faults)
        before = len(self.faults)
        since, until = fields.day("from", required=True), fields.day("until")
        source = self._source(fields, dated=True)
        raw = fields.raw("value", required=True)
        fields.close()
        value = None if raw is None else reader(raw, f"{where}.value", self.faults)
        if since is not None and until is not None and until < since:
            fields.fault("until", f"{until} is before from ({since})")
        if len(self.faults) > before or since is None or source is None:
            return None
        return Figure(path, value, since, until, source)

    def _in_order(self, path: str, history: tuple[Figure, ...]) -> None:
        for earlier, later in pairwise(history):
            if later.since <= earlier.since:
                self.faults.append(
                    f"{path}: from {later.since} stands after {earlier.since}; dates must ascend"
                )
            elif earlier.until is not None and later.since <= earlier.until:
                self.faults.append(
                    f"{path}: from {later.since} overlaps the value that holds to {earlier.until}"
                )

    def _holidays(self, entries: object) -> tuple[HolidayYear, ...]:
        years: dict[int, HolidayYear] = {}
        for number, entry in enumerate(self._list(entries, "holidays")):
            fields = Fields(entry, f"holidays[{number}]", self.faults)
            year = fields.whole("year", required=True)
            dates, working = (
                self._dates(fields, "dates", year),
                self._dates(fields, "working", year),
            )
            source = self._source(fields, dated=False)
            fields.close()
            if year in years:
                fields.fault("year", f"{year} is listed twice")
            if year is not None and source is not None:
                years[year] = HolidayYear(year, dates, working, source)
        return tuple(years[year] for year in sorted(years))

    def _dates(self, fields: Fields, key: str, year: int | None) -> tuple[date, ...]:
        given = fields.raw(key, required=key == "dates")
        if given is None:
            return ()
        values = list_of(given)
        if values is None:
            fields.fault(key, "must be a list of days")
            return ()
        inner = Fields(
            {str(n): v for n, v in enumerate(values)}, f"{fields.path}.{key}", self.faults
        )
        days = [day for n in range(len(values)) if (day := inner.day(str(n))) is not None]
        for day in days:
            if day.year != year:
                fields.fault(key, f"{day} is not in the year {year}")
        return tuple(sorted(days))

    def _holiday_rules(self, entry: object) -> HolidayRules | None:
        if entry is None:
            return None
        fields = Fields(entry, "holiday_rules", self.faults)
        name = fields.choice("name", ("us-federal",), required=True)
        first, last = fields.whole("first", required=True), fields.whole("last", required=True)
        source = self._source(fields, dated=False)
        fields.close()
        if name is None or first is None or last is None or source is None:
            return None
        if not FIRST_YEAR <= first <= last:
            fields.fault("first", f"{first} to {last} must ascend from {FIRST_YEAR} on")
        return HolidayRules(name, first, last, source)

    def _gaps(self, entries: object) -> tuple[Gap, ...]:
        gaps: list[Gap] = []
        for number, entry in enumerate(self._list(entries, "gaps")):
            fields = Fields(entry, f"gaps[{number}]", self.faults)
            path, source = fields.text("path", required=True), self._source(fields, dated=False)
            fields.close()
            if path is not None and reader_of(path) is None:
                hint = nearest(path, SCHEMA, otherwise="docs/packs.md lists them")
                fields.fault("path", f"{path!r} is not a path that the library knows; {hint}")
            elif path is not None and source is not None:
                gaps.append(Gap(path, source))
        return tuple(gaps)

    def _list(self, entries: object, key: str) -> list[object]:
        if entries is None:
            return []
        tables = list_of(entries)
        if tables is None:
            self.faults.append(f"{key}: must be written [[{key}]]")
        return tables or []
