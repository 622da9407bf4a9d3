"""
How the files of a market write times and amounts: always given by its market, never guessed.

A day above twelve shows that the day comes first, and nothing shows it of the others: day-first and
month-first cannot be told apart from the values. So the market is an argument.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast, final

import attrs

from tiktok_presale.adapters.seller_center import known
from tiktok_presale.adapters.seller_center.words import WORDS
from tiktok_presale.values.checks import check_text, instance, member_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError, nearest
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import zone_of
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["LAYOUTS", "Layout", "TimeForm", "layout_of"]


class TimeForm(StrEnum):
    """
    How a file writes times.
    """

    DAY_FIRST = "DD/MM/YYYY HH:MM:SS"
    MONTH_FIRST = "MM/DD/YYYY hh:mm:ss AM"
    """With AM or PM."""
    YEAR_FIRST = "YYYY/MM/DD HH:MM:SS"
    """With slashes or hyphens."""


def _form(value: object) -> TimeForm:
    return member_of("times", value, TimeForm)


def _texts(value: object) -> Any:  # noqa: ANN401 - what is no mapping is left to the validator
    return FrozenMap(cast("Mapping[str, str]", value)) if isinstance(value, Mapping) else value


def _all_text(_: object, attribute: attrs.Attribute[Any], value: FrozenMap[str]) -> None:
    instance("a mapping of text to text", FrozenMap)(None, attribute, value)
    for name, other in value.items():
        check_text(attribute.name, name)
        check_text(attribute.name, other)


def _check_known(argument: str, given: Iterable[str], known: Iterable[str]) -> None:
    for name in given:
        if name not in known:
            hint = nearest(name, known, otherwise="a name as Seller Center has it in English")
            raise OutOfRangeError(argument, repr(name), f"known; {hint}")


_COLUMNS = (
    *known.ORDER_NEEDS,
    *known.ORDER_READS,
    *known.SETTLEMENT_NEEDS,
    *known.SETTLEMENT_READS,
)


@final
@attrs.frozen
class Layout(Value):
    """
    How the files of one market are written.

    Args:
        market: The market, such as "th".
        zone: The time zone that its times are in.
        currency: ISO 4217 code of amounts that carry none.
        times: How it writes times.
        decimal: The decimal mark, "." or ",". The other of the two may group thousands.
        columns: For columns that the file names otherwise: by the name of Seller Center, such as
            "Order ID", the name in the file.
        words: For statuses that no table here knows: by the word in the file, the English one, such
            as "To ship".

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If zone, decimal mark, a column or an English word is unknown.
        UnknownCurrencyError: If *currency* is not in ISO 4217.

    Examples:
        >>> uk = Layout("uk", "Europe/London", "GBP", TimeForm.DAY_FIRST)
        >>> uk.times.value
        'DD/MM/YYYY HH:MM:SS'
    """

    market: str
    zone: str
    currency: str
    times: TimeForm = attrs.field(converter=_form)
    decimal: str = "."
    columns: FrozenMap[str] = attrs.field(
        factory=FrozenMap[str], converter=_texts, validator=_all_text
    )
    words: FrozenMap[str] = attrs.field(
        factory=FrozenMap[str], converter=_texts, validator=_all_text
    )

    def __attrs_post_init__(self) -> None:
        """
        Refuse what no file can be read by.
        """
        check_text("market", self.market)
        zone_of(self.zone)
        Money(0, self.currency)
        if self.decimal not in {".", ","}:
            raise OutOfRangeError("decimal", repr(self.decimal), "'.' or ','")
        _check_known("columns", self.columns, _COLUMNS)
        _check_known("words", self.words.values(), WORDS)

    @property
    def tz(self) -> ZoneInfo:
        """
        The time zone itself.
        """
        return zone_of(self.zone)


# Forms and zones: reference of files, 9.1 (US "Pacific time always"; MY "UTC+8"; ES "day first";
# the rest "local"). Indonesia and Spain have several zones and the reference names none of them:
# these are the zones of the packs; give a layout with another where the shop has another. No source
# shows a decimal comma anywhere.
LAYOUTS: FrozenMap[Layout] = FrozenMap(
    {
        layout.market: layout
        for layout in (
            Layout("us", "America/Los_Angeles", "USD", TimeForm.MONTH_FIRST),
            Layout("id", "Asia/Jakarta", "IDR", TimeForm.DAY_FIRST),
            Layout("th", "Asia/Bangkok", "THB", TimeForm.DAY_FIRST),
            Layout("vn", "Asia/Ho_Chi_Minh", "VND", TimeForm.DAY_FIRST),
            Layout("ph", "Asia/Manila", "PHP", TimeForm.DAY_FIRST),
            Layout("my", "Asia/Kuala_Lumpur", "MYR", TimeForm.DAY_FIRST),
            Layout("es", "Europe/Madrid", "EUR", TimeForm.DAY_FIRST),
        )
    }
)


def layout_of(market: str | Layout) -> Layout:
    """
    The layout of a market, or the one that is given.

    Raises:
        WrongTypeError: If *market* is neither text nor a layout.
        OutOfRangeError: If no source tells how the files of *market* are written.

    Examples:
        >>> layout_of("us").times.name
        'MONTH_FIRST'
    """
    if isinstance(market, Layout):
        return market
    if not isinstance(market, str):
        raise WrongTypeError("market", "a market such as 'th', or a Layout", type(market).__name__)
    if market not in LAYOUTS:
        known = (
            f"one of {', '.join(LAYOUTS)}, whose files are known; for another give a Layout with "
            "zone, currency and form of times, and with columns where they have other names"
        )
        raise OutOfRangeError("market", repr(market), known)
    return LAYOUTS[market]
