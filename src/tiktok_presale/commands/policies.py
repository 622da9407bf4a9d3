"""
The rules in force on a day, each with its source; and the faults of a pack of one's own.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from tiktok_presale.adapters.policy_pages import (
    changes_data,
    changes_table,
    policy_data,
    policy_notes,
    policy_table,
)
from tiktok_presale.commands.speaking import DONE, say
from tiktok_presale.commands.words import CallError, day_of, pack_of
from tiktok_presale.policy.book import markets, read_pack
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.text import LANGUAGES, message

__all__ = ["add_check", "add_policy"]


def add_policy(commands: Any) -> None:  # noqa: ANN401 - argparse keeps its type private
    """
    Add the command `policy`.
    """
    parser = commands.add_parser(
        "policy",
        help="print the rules in force on a day, each with its source",
        description="Print the rules that a market has in force on a day, each with its source.",
    )
    parser.add_argument("market", help=f"a market ({', '.join(markets())}) or a pack file (*.toml)")
    parser.add_argument("--on", required=True, help="a day, such as 2026-01-02")
    parser.add_argument("--notes", action="store_true", help="print the notes on conflicts too")
    parser.add_argument("--changes-since", help="print only what changed since this day")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of the texts")
    parser.set_defaults(command=_policy)


def add_check(commands: Any) -> None:  # noqa: ANN401 - argparse keeps its type private
    """
    Add the command `check`.
    """
    check = commands.add_parser("check", help="check a pack of your own and name all its faults")
    check.add_argument("file", help="a policy file in format 1")
    check.set_defaults(command=_check)


def _policy(given: argparse.Namespace) -> int:
    pack = pack_of(given.market)
    policy = Policy.in_force(pack, on=day_of(given.on))
    if given.changes_since:
        older = Policy.in_force(pack, on=day_of(given.changes_since))
        if day_of(given.changes_since) > day_of(given.on):
            word = f"--changes-since {given.changes_since}"
            raise CallError(word, "is after --on", "give the earlier day to --changes-since")
        if given.json:
            say(json.dumps(changes_data(older, policy), ensure_ascii=False, indent=2))
        else:
            say(changes_table(older, policy, given.language))
    elif given.json:
        say(json.dumps(policy_data(policy), ensure_ascii=False, indent=2))
    else:
        say(policy_table(policy, given.language))
        for gap in policy.gaps:
            say(message(given.language, "policy.gap", rule=gap.path, title=gap.source.title))
        if given.notes:
            say(policy_notes(policy))
    return DONE


def _check(given: argparse.Namespace) -> int:
    pack = read_pack(given.file)
    figures = sum(len(history) for history in pack.figures.values())
    editions, last = len(pack.editions), pack.editions[-1]
    say(f"{given.file}: good; {figures} figures in {editions} editions, {last} the last")
    return DONE
