"""
Has a reply the form that was asked for? Every fault with its place, and never an error.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn, cast

from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from tiktok_presale.rules.content.briefing import ContentBrief

__all__ = ["MOST_HASHTAGS", "MOST_TEXT", "WHOLE", "Form"]

MOST_TEXT = 1_000
"""The longest text that a script holds."""

MOST_HASHTAGS = 20
"""The most hashtags that are taken."""

WHOLE = "reply"
_OPENS, _CLOSES, _QUOTE, _ESCAPE = "[{", "]}", '"', "\\"
_FENCE = "```"
_SHORT = 40
_MOST_FAULTS = 50
_NAMES: dict[type, str] = {str: "string", int: "integer", list: "array", dict: "object"}


class Form:
    """
    A reply as it is read, with the faults found on the way.
    """

    brief: ContentBrief
    max_chars: int
    max_depth: int

    def __init__(self, brief: ContentBrief, *, max_chars: int, max_depth: int) -> None:
        self.brief, self.max_chars, self.max_depth = brief, max_chars, max_depth
        self.faults: list[Finding] = []

    def keep(self, fault: Finding) -> None:
        """
        Keep a fault; a reply that is nothing but faults is told by its first ones.
        """
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(fault)

    def read(self, reply: str) -> dict[str, Any] | None:
        """
        The reply as plain data of the form that was asked for; None where it has faults.
        """
        data = self._parsed(_unfenced(reply)) if self._fits(reply) else None
        if not self.faults:
            self._whole(data)
        return None if self.faults else data

    def _fits(self, reply: str) -> bool:
        """
        Refuse before parsing what is too long or too deep to be parsed safely.
        """
        if len(reply) > self.max_chars:
            self.keep(_fault("reply.long", WHOLE, len(reply), Range.at_most(self.max_chars)))
            return False
        if (deep := _depth(reply)) > self.max_depth:
            self.keep(_fault("reply.deep", WHOLE, deep, Range.at_most(self.max_depth)))
            return False
        return True

    def _parsed(self, text: str) -> Any:  # noqa: ANN401 - whatever was replied
        try:
            return json.loads(text, object_pairs_hook=self._pairs, parse_constant=_refuse)
        except json.JSONDecodeError as problem:
            self.keep(_fault("reply.json", f"{WHOLE}:{problem.lineno}:{problem.colno}"))
        # A number of more digits than Python reads, or no number at all; or, where the caller's
        # limit lets it come so far, brackets deeper than Python goes.
        except (ValueError, RecursionError):
            self.keep(_fault("reply.json", WHOLE))
        return None

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            self.keep(_fault("reply.twice", WHOLE))
        return found

    def _whole(self, data: object) -> None:
        wanted: dict[str, type] = {"language": str, "shots": list, "caption": str, "hashtags": list}
        found = self._object(data, "", wanted)
        if found is None:
            return
        if found.get("language", self.brief.language) != self.brief.language:
            self.keep(_fault("reply.language", "language", None, f"language.{self.brief.language}"))
        tags = found.get("hashtags", [])
        if len(tags) > MOST_HASHTAGS:
            self.keep(_fault("reply.hashtags", "hashtags", len(tags), MOST_HASHTAGS))
        for number, tag in enumerate(tags[:MOST_HASHTAGS]):
            if self._is(tag, f"hashtags[{number}]", str) and not tag:
                self.keep(_fault("reply.empty", f"hashtags[{number}]"))
        if "shots" in found:
            self._shots(found["shots"])

    def _shots(self, shots: list[object]) -> None:
        many = len(self.brief.shots)
        if len(shots) != many:
            self.keep(_fault("reply.shots", "shots", len(shots), many))
        for index, shot in enumerate(shots[:many]):
            path = f"shots[{index}]"
            found = self._object(shot, path, {"number": int, "said": str, "shown": str})
            if found is not None and found.get("number", index + 1) != index + 1:
                self.keep(_fault("reply.order", f"{path}.number", index + 1))

    def _object(self, value: object, path: str, wanted: dict[str, type]) -> dict[str, Any] | None:
        """
        Exactly these keys, each of its type; what is of another type is left out.
        """
        if not isinstance(value, dict):
            self.keep(_fault("reply.type", path or WHOLE, _NAMES[dict]))
            return None
        good: dict[str, Any] = {}
        given = cast("dict[str, object]", value)  # the keys of JSON are text
        for key, one in given.items():
            where = _joined(path, _printable(key))
            if key not in wanted:
                self.keep(_fault("reply.extra", where))
            elif self._is(one, where, wanted[key]):
                good[key] = one
        for key in wanted:
            if key not in given:
                self.keep(_fault("reply.missing", _joined(path, key)))
        return good

    def _is(self, value: object, path: str, kind: type) -> bool:
        if type(value) is not kind:
            self.keep(_fault("reply.type", path, _NAMES[kind]))
            return False
        if isinstance(value, str) and len(value) > MOST_TEXT:
            self.keep(_fault("reply.text_long", path, len(value), Range.at_most(MOST_TEXT)))
            return False
        return True


def _fault(code: str, path: str, actual: object = None, limit: object = None) -> Finding:
    ways = (Remedy("reply_as_asked"),)
    return Finding(Outcome.FAIL, code, path, actual, limit, ways)


def _unfenced(reply: str) -> str:
    """
    The reply without the fence that models like to put around JSON.
    """
    text = reply.strip()
    if text.startswith(_FENCE) and text.endswith(_FENCE) and len(text) > 2 * len(_FENCE):
        first, _, rest = text.removesuffix(_FENCE).partition("\n")
        return rest if first in {_FENCE, f"{_FENCE}json"} else text
    return text


def _depth(reply: str) -> int:
    """
    How deep brackets lie in one another, those within texts left out.
    """
    deep = deepest = 0
    quoted = escaped = False
    for one in reply:
        if quoted:
            escaped, quoted = one == _ESCAPE and not escaped, one != _QUOTE or escaped
        elif one == _QUOTE:
            quoted = True
        else:
            deep += (one in _OPENS) - (one in _CLOSES)
            deepest = max(deepest, deep)
    return deepest


def _refuse(constant: str) -> NoReturn:
    """
    NaN and Infinity are no JSON.
    """
    raise ValueError(constant)


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _printable(key: str) -> str:
    """
    A key as it can be shown, whatever was put into it.
    """
    return ascii(key)[1:-1][:_SHORT]
