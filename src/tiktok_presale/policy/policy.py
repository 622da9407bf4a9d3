"""
One edition of one market's rules, ready to be asked.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, final
from zoneinfo import ZoneInfo

import attrs

from tiktok_presale.policy.book import markets, shipped
from tiktok_presale.policy.errors import BeforeFirstEditionError, UnknownFigureError
from tiktok_presale.policy.figures import Change, Figure, Gap
from tiktok_presale.policy.pack import Pack
from tiktok_presale.policy.terms import (
    ChargeTerm,
    Criterion,
    DeadlineTerm,
    LatenessCap,
    ServiceFee,
)
from tiktok_presale.policy.window_terms import WindowTerms
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import Duration
from tiktok_presale.values.errors import NoWorkingWeekError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import zone_of
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.sources import Source
from tiktok_presale.values.vocabulary import DeadlineName, OrderKind, Weekday

if TYPE_CHECKING:
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Policy", "WindowTerms"]


@final
@attrs.frozen(repr=False)
class Policy(Value):
    """
    The rules of one market between two effective dates.

    Ask for one with `in_force`. An order is judged under the policy in force when it was placed.

    Args:
        pack: The market's whole book.
        since: The day on which this edition starts.
        house: Stricter figures of a seller's own, by path.
        laws: The laws that it stands under, each a policy of its own; `with_law` adds one.

    Examples:
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> th.edition, str(th.window.days)
        ('th@2026-01-01', '3 to 15 calendar days')
        >>> th.source("window.days").confidence.value
        'high'
    """

    pack: Pack
    since: date
    house: FrozenMap[Figure] = attrs.field(factory=FrozenMap[Figure])
    laws: tuple[Policy, ...] = ()

    @classmethod
    def in_force(cls, market: str | Pack, *, on: date | datetime) -> Policy:
        """
        The rules that a market has in force on a day.

        Args:
            market: A name out of `markets()`, or a pack of your own.
            on: A day in the market's own zone, or an instant with a time zone.

        Raises:
            UnknownMarketError: If the market has no pack; the nearest name is offered.
            BeforeFirstEditionError: If *on* lies before the first known edition.
            NaiveTimeError: If *on* is a datetime without a time zone.
        """
        pack = market if isinstance(market, Pack) else shipped(market)
        day = pack.day(on)
        starts = [start for start in pack.starts if start <= day]
        if not starts:
            raise BeforeFirstEditionError(pack.market, day, pack.starts[0])
        return cls(pack, starts[-1])

    @staticmethod
    def markets() -> tuple[str, ...]:
        """
        The markets whose rules come with the library.

        Examples:
            >>> Policy.markets()[:4]
            ('cross-border', 'us', 'th', 'vn')
        """
        return markets()

    @staticmethod
    def editions(market: str) -> tuple[str, ...]:
        """
        The names of a market's editions, oldest first.

        Raises:
            UnknownMarketError: If the market has no pack.
        """
        return shipped(market).editions

    @property
    def market(self) -> str:
        """
        The market's name.
        """
        return self.pack.market

    @cached_property
    def edition(self) -> str:
        """
        The edition's name: market, first day, a mark if house rules stand on top, and its laws.
        """
        own = f"{self.market}@{self.since}" + "+house" * bool(self.house)
        return "+".join((own, *(law.edition for law in self.laws)))

    @cached_property
    def span(self) -> tuple[date, date]:
        """
        The first and the last day on which this edition is in force.
        """
        later = [start for start in self.pack.starts if start > self.since]
        return self.since, later[0] - timedelta(days=1) if later else date.max

    @cached_property
    def zone(self) -> ZoneInfo:
        """
        The zone in which the market's days are read.
        """
        return zone_of(self.pack.zone)

    @property
    def platform(self) -> Policy:
        """
        The platform's own rules, without any house rule or law.
        """
        return Policy(self.pack, self.since)

    def with_law(self, *laws: Policy) -> Policy:
        """
        This policy together with the laws that it stands under.

        What the market says and what each law says stay apart: `every` gives all of them, and the
        strictest binds.

        Raises:
            WrongTypeError: If one of them is no policy.

        Examples:
            >>> day = date(2026, 3, 2)
            >>> us = Policy.in_force("us", on=day).with_law(Policy.in_force("law-us", on=day))
            >>> [figure.source.title for figure in us.every("refund.within.not_shipped")]
            ['16 CFR 435.1, definition of a prompt refund, federal.elaws.us']
        """
        for law in laws:
            if not isinstance(law, Policy):
                raise WrongTypeError(
                    "laws", "policies such as Policy.in_force('law-us', on=…)", type(law).__name__
                )
        known = dict.fromkeys((*self.laws, *(attrs.evolve(law, laws=()) for law in laws)))
        return attrs.evolve(self, laws=tuple(known))

    def every(self, path: str) -> tuple[Figure, ...]:
        """
        The figures at a dotted path: the market's own first, then that of each law.
        """
        found = (policy.find(path) for policy in (self, *self.laws))
        return tuple(figure for figure in found if figure is not None)

    def everything_under(self, path: str) -> tuple[tuple[str, Figure], ...]:
        """
        The figures below a path with the name that follows it, the market's first, then each law's.
        """
        policies = (self, *self.laws)
        return tuple(entry for policy in policies for entry in policy.under(path).items())

    @cached_property
    def figures(self) -> FrozenMap[Figure]:
        """
        Every figure in force, by path.
        """
        found: dict[str, Figure] = {}
        for path, history in self.pack.figures.items():
            for figure in history:
                if figure.holds(self.since):
                    found[path] = self.house.get(path, figure)
        return FrozenMap(found)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """
        Rules that exist while their figures are not known.
        """
        return tuple(gap for gap in self.pack.gaps if gap.path not in self.figures)

    def figure(self, path: str) -> Figure:
        """
        The figure at a dotted path, with its date and source.

        Raises:
            UnknownFigureError: If this edition has none; the nearest path is offered.
        """
        try:
            return self.figures[path]
        except KeyError:
            raise UnknownFigureError(self.edition, path, tuple(self.figures)) from None

    def find(self, path: str) -> Figure | None:
        """
        The figure at a dotted path, or None where this edition says nothing.
        """
        return self.figures.get(path)

    def source(self, path: str) -> Source:
        """
        Where the figure at a dotted path comes from.

        Raises:
            UnknownFigureError: If this edition has none; the nearest path is offered.
        """
        return self.figure(path).source

    def under(self, path: str) -> dict[str, Figure]:
        """
        The figures below a path, by the name that follows it.
        """
        start = f"{path}."
        return {key[len(start) :]: f for key, f in self.figures.items() if key.startswith(start)}

    def _value(self, path: str) -> Any:  # noqa: ANN401 - the schema says which type stands at a path
        figure = self.figures.get(path)
        return None if figure is None else figure.value

    @property
    def window(self) -> WindowTerms:
        """
        What may be promised for a pre-order.
        """
        return WindowTerms(
            days=self._value("window.days"),
            promise=self._value("window.promise"),
            advice=self._value("window.advice"),
            caution=self._value("window.caution"),
            choices=self._value("window.choices") or (),
        )

    def handling(self, kind: OrderKind) -> Range[Duration] | None:
        """
        The days that may be promised for orders of *kind*; None where no figure is known.
        """
        path = "window.days" if kind is OrderKind.PRE_ORDER else f"handling.{kind}"
        found: Range[Duration] | None = self._value(path)
        return found

    @property
    def criteria(self) -> dict[str, Criterion]:
        """
        The criteria for opening presale, by path.
        """
        return dict(self._criteria)

    @cached_property
    def _criteria(self) -> FrozenMap[Criterion]:
        return FrozenMap(
            {path: f.value for path, f in self.figures.items() if isinstance(f.value, Criterion)}
        )

    def deadline(self, kind: OrderKind, name: DeadlineName) -> DeadlineTerm | None:
        """
        How a deadline of orders of *kind* is counted; None where no figure is known.
        """
        term: DeadlineTerm | None = self._value(f"deadlines.{kind}.{name}")
        return term

    def deadline_figures(
        self, kind: OrderKind
    ) -> tuple[tuple[DeadlineName, str, Figure | None], ...]:
        """
        The figures by which deadlines of orders of *kind* are counted, each with its name and path.
        """
        return self._deadline_figures[kind]

    @cached_property
    def _deadline_figures(
        self,
    ) -> FrozenMap[tuple[tuple[DeadlineName, str, Figure | None], ...]]:
        paths = {
            kind.value: [(name, f"deadlines.{kind}.{name}") for name in DeadlineName]
            for kind in OrderKind
        }
        return FrozenMap(
            {
                kind: tuple((name, path, self.find(path)) for name, path in named)
                for kind, named in paths.items()
            }
        )

    @property
    def charges(self) -> dict[str, ChargeTerm]:
        """
        What missed deadlines cost, by path.
        """
        return dict(self._charges)

    @cached_property
    def _charges(self) -> FrozenMap[ChargeTerm]:
        return FrozenMap(
            {path: f.value for path, f in self.figures.items() if isinstance(f.value, ChargeTerm)}
        )

    @property
    def service_fee(self) -> ServiceFee | None:
        """
        What the platform takes for presale on top of its commission.
        """
        fee: ServiceFee | None = self._value("overdue.service_fee")
        return fee

    @property
    def lateness_cap(self) -> LatenessCap | None:
        """
        The limit on orders a day after lateness.
        """
        cap: LatenessCap | None = self._value("caps.after_lateness")
        return cap

    def calendar(self, region: str | None = None) -> BusinessCalendar:
        """
        The market's business calendar, as far as sources give it.

        Args:
            region: The state or region, where its working week differs.

        Raises:
            NoWorkingWeekError: If no source names the market's working week.
        """
        if region is not None:
            name = region.strip().lower().replace(" ", "_")
            own = self._value(f"calendar.weeks.{name}")
            if own:
                return self._calendar_of(own)
        own_calendar: BusinessCalendar = self._own_calendar
        return own_calendar

    @cached_property
    def _own_calendar(self) -> Any:  # noqa: ANN401 - its class is only imported where days count
        week = self._value("calendar.week")
        if week is None:
            raise NoWorkingWeekError(self.market)
        return self._calendar_of(week)

    def _calendar_of(self, week: tuple[Weekday, ...]) -> BusinessCalendar:
        from tiktok_presale.policy.calendar import calendar_of  # noqa: PLC0415 - only where business days count

        return calendar_of(self.pack, week)

    def changes_to(self, other: Policy) -> tuple[Change, ...]:
        """
        What differs in another policy, path by path.

        Examples:
            >>> old = Policy.in_force("th", on=date(2025, 12, 31))
            >>> changes = old.changes_to(Policy.in_force("th", on=date(2026, 1, 1)))
            >>> print(next(change for change in changes if change.path == "window.days"))
            window.days: 3 to 30 calendar days -> 3 to 15 calendar days
        """
        if not isinstance(other, Policy):
            raise WrongTypeError("other", "a Policy", type(other).__name__)
        paths = dict.fromkeys([*self.figures, *other.figures])
        found: list[Change] = []
        for path in paths:
            old, new = self.figures.get(path), other.figures.get(path)
            known = new or old
            if known is not None and (old and old.value) != (new and new.value):
                found.append(Change(path, old and old.value, new and new.value, known.source))
        return tuple(found)

    def with_limit(self, path: str, limit: object, *, source: Source) -> Policy:
        """
        This policy with a stricter limit of the seller's own at a path.

        The platform's own figure stays known: findings name both.

        Args:
            path: A path that holds a range, a criterion or a count.
            limit: The stricter range, set of names or number.
            source: Where the house rule is written down.

        Raises:
            UnknownFigureError: If this edition has no figure at *path*.
            NotStricterError: If *limit* would allow what the platform forbids.
        """
        from tiktok_presale.policy.house import stricter  # noqa: PLC0415 - few policies have house rules

        ours = stricter(self.platform.figure(path), limit, source)
        return attrs.evolve(self, house=FrozenMap({**self.house, path: ours}))

    def __repr__(self) -> str:
        return f"<Policy {self.edition}: {len(self.figures)} figures>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ANN401, FBT001 - as IPython asks
        """
        One line, where a printer would otherwise walk through the whole pack.
        """
        del cycle
        printer.text(repr(self))

    def _repr_html_(self) -> str:
        """
        The figures with their sources as a table, for notebooks.
        """
        from tiktok_presale.values.html import table_html  # noqa: PLC0415 - notebooks only
        from tiktok_presale.values.text import say  # noqa: PLC0415 - notebooks only

        rows = [
            (
                path,
                say(figure.value, "en"),
                str(figure.since),
                figure.source,
            )
            for path, figure in self.figures.items()
        ]
        return table_html(self.edition, ("rule", "value", "since", "source"), rows)
