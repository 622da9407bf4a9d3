"""
The words of a call: what they mean, and what to say where they mean nothing.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tiktok_presale.policy.book import read_pack, shipped
from tiktok_presale.values.errors import PresaleError

if TYPE_CHECKING:
    from tiktok_presale.policy.pack import Pack

__all__ = ["CallError", "day_of", "instant_of", "json_of", "pack_of"]


class CallError(PresaleError, ValueError):
    """
    A word of the call, or the file that it names, cannot be read.

    Attributes:
        given: The word or the file.
        problem: What is wrong with it.
        fix: What to do instead.
    """

    def __init__(self, given: str, problem: str, fix: str) -> None:
        super().__init__(given, problem, fix)
        self.given = given
        self.problem = problem
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.given} {self.problem}; {self.fix}"


def pack_of(market: str) -> Pack:
    """
    The book of a market, or of a pack file of one's own.
    """
    return read_pack(market) if market.endswith(".toml") else shipped(market)


def instant_of(text: str) -> datetime:
    """
    An instant with its offset.
    """
    word, fix = f"--at {text!r}", "write it as 2025-09-05T12:00:00+07:00"
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise CallError(word, "is no time", fix) from None
    if at.utcoffset() is None:
        raise CallError(word, "has no time zone", fix)
    return at


def day_of(text: str) -> date:
    """
    A day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CallError(repr(text), "is no day", "write it as 2026-01-02") from None


def json_of(path: str) -> object:
    """
    The JSON of a file, or of standard input.
    """
    name = "standard input" if path == "-" else path
    content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    fix = "save the response of the Open API as it is"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CallError(name, "is not UTF-8 text", "save it as UTF-8") from None
    if not text.strip():
        raise CallError(name, "is empty", fix)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CallError(name, f"is not JSON: {error}", fix) from None
