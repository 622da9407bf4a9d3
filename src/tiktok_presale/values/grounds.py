"""
What a recommendation stands on: its inputs, the limits it was held to, and what would move it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.frozenmap import FrozenMap, frozen_map
from tiktok_presale.values.money import Money
from tiktok_presale.values.sources import Source
from tiktok_presale.values.text import finding_text, message, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


__all__ = ["Bound", "Grounds", "Sensitivity"]


def _inputs(value: Mapping[str, object]) -> FrozenMap[object]:
    """
    Read inputs by name; `frozen_map` for any kind of value.
    """
    return frozen_map(value)


@final
@attrs.frozen
class Bound(Value):
    """
    A limit that a recommendation was held to.

    Args:
        code: Which limit; stable, and the key of its text (``bound.<code>``).
        limit: What it allows, such as a `Range` of units.
        binds: Whether the recommendation would be another without it.
        cost: What it costs in expected profit; None where nothing was given to tell.
        rule: The dotted path of the figure, where it comes from a policy.
        source: Where the figure comes from.
    """

    code: str
    limit: object
    binds: bool = False
    cost: Money | None = attrs.field(default=None, kw_only=True)
    rule: str = attrs.field(default="", kw_only=True)
    source: Source | None = attrs.field(default=None, kw_only=True)

    def explain(self, language: str = "en") -> str:
        """
        The limit as a sentence.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        text = message(language, f"bound.{self.code}", limit=self.limit)
        text = message(language, "bound.binds" if self.binds else "bound.free", bound=text)
        if self.cost is not None:
            text += message(language, "bound.cost", cost=self.cost)
        return text + message(language, "finding.end")


@final
@attrs.frozen
class Sensitivity(Value):
    """
    What the answer would be if one input were another.

    Args:
        input: The name of the input.
        given: What it was.
        instead: What it is supposed to be.
        answer: What would then be recommended; None where nothing could be.
    """

    input: str
    given: object
    instead: object
    answer: object

    def explain(self, language: str = "en") -> str:
        """
        The supposition as a sentence.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        key = "sensitivity.none" if self.answer is None else "sensitivity.then"
        name = named(language, self.input)
        return message(
            language, key, input=name, given=self.given, instead=self.instead, answer=self.answer
        )


@final
@attrs.frozen
class Grounds(Value):
    """
    What a recommendation stands on.

    Args:
        inputs: What was given, by the name of the argument; assumptions too.
        bounds: The limits that were weighed, in the order in which they were.
        sensitivity: What the answer would be if one input were another.
        findings: Advice and what could not be judged.

    Examples:
        >>> from tiktok_presale.values.ranges import Range
        >>> grounds = Grounds({"history": 10_000},
        ...                   (Bound("recommended_share", Range.between(5000, 7000), binds=True),))
        >>> [bound.code for bound in grounds.binding]
        ['recommended_share']
    """

    inputs: FrozenMap[object] = attrs.field(converter=_inputs)
    bounds: tuple[Bound, ...] = attrs.field(default=(), converter=tuple[Bound, ...])
    sensitivity: tuple[Sensitivity, ...] = attrs.field(
        default=(), converter=tuple[Sensitivity, ...]
    )
    findings: tuple[Finding, ...] = attrs.field(default=(), converter=tuple[Finding, ...])

    def __attrs_post_init__(self) -> None:
        """
        Refuse parts of another kind.
        """
        parts: tuple[tuple[str, Iterable[object], type], ...] = (
            ("bounds", self.bounds, Bound),
            ("sensitivity", self.sensitivity, Sensitivity),
            ("findings", self.findings, Finding),
        )
        for name, given, kind in parts:
            for one in given:
                check_kind(name, one, kind, f"of {kind.__name__}")

    @property
    def binding(self) -> tuple[Bound, ...]:
        """
        The limits without which the recommendation would be another.
        """
        return tuple(bound for bound in self.bounds if bound.binds)

    def explain(self, language: str = "en") -> str:
        """
        Inputs, limits, findings and suppositions as lines of text.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(self._lines(language))

    def _lines(self, language: str) -> Iterator[str]:
        for name, value in self.inputs.items():
            told = message(language, "grounds.not_told") if value is None else value
            yield message(language, "grounds.input", input=named(language, name), value=told)
        for bound in self.bounds:
            yield bound.explain(language)
        for finding in self.findings:
            mark = message(language, f"mark.{finding.outcome.value}")
            yield mark + finding_text(finding, language)
        for one in self.sensitivity:
            yield one.explain(language)

    def __str__(self) -> str:
        return self.explain()
