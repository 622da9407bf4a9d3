"""
Which creators goods of a category go with, and with which they never do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast, final

import attrs

from tiktok_presale.values.checks import check_text
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.text import message

__all__ = ["Affinity", "categories", "category_word"]


def category_word(name: str) -> str:
    """
    A category in the one form in which categories are compared: "Skin Care" is "skin_care".
    """
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def categories(value: Iterable[str]) -> tuple[str, ...]:
    """
    Read categories; a bare text would be taken letter by letter, so it is refused.
    """
    given: object = value
    if isinstance(given, str) or not isinstance(given, Iterable):
        expected = "several, as in ('skin_care',)"
        raise WrongTypeError("categories", expected, type(given).__name__)
    names = tuple(cast("Iterable[object]", given))
    for name in names:
        check_text("categories", name)
    return cast("tuple[str, ...]", names)


@final
@attrs.frozen
class Affinity(Value):
    """
    The categories of creators that fit goods of one category, and those that never do.

    What is in neither is not known.

    Args:
        fits: Categories of creators that fit.
        bars: Categories of creators that never do, whatever else they are.

    Raises:
        OutOfRangeError: If nothing is named, or a category both fits and never does.

    Examples:
        >>> beauty = Affinity(fits=("skin_care",))
        >>> beauty.says({"skin_care"}), beauty.says({"food"})
        (True, None)
        >>> print(Affinity(bars=("food",)))
        never food
    """

    fits: tuple[str, ...] = attrs.field(default=(), converter=categories)
    bars: tuple[str, ...] = attrs.field(default=(), converter=categories)

    def __attrs_post_init__(self) -> None:
        """
        Refuse what says nothing, and what contradicts itself.
        """
        if not self.fits and not self.bars:
            raise OutOfRangeError("fits", "nothing", "a category that fits, or one that never does")
        both = sorted(set(map(category_word, self.fits)) & set(map(category_word, self.bars)))
        if both:
            raise OutOfRangeError("bars", ", ".join(both), "other categories than those that fit")

    def says(self, categories: Iterable[str]) -> bool | None:
        """
        Whether a creator of these categories fits; None where nothing is said of any of them.

        One category that never fits outweighs all that do.
        """
        given = set(map(category_word, categories))
        if given & set(map(category_word, self.bars)):
            return False
        return True if given & set(map(category_word, self.fits)) else None

    def in_words(self, language: str) -> str:
        """
        What fits and what does not, as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        said = [message(language, "affinity.fits", names=self.fits)] * bool(self.fits)
        said += [message(language, "affinity.bars", names=self.bars)] * bool(self.bars)
        return message(language, "term.separator").join(said)

    def __str__(self) -> str:
        return self.in_words("en")
