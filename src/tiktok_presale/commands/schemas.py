"""
The JSON Schema of documents, as they are written and read.
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any, cast

from tiktok_presale.commands.speaking import DONE, say
from tiktok_presale.commands.words import CallError
from tiktok_presale.values.errors import nearest

if TYPE_CHECKING:
    from tiktok_presale.values.closed import Value

__all__ = ["add_schema"]


def add_schema(commands: Any) -> None:  # noqa: ANN401 - argparse keeps its type private
    """
    Add the command `schema`.
    """
    parser = commands.add_parser(
        "schema",
        help="print the JSON Schema of documents of one type, such as Order",
        description=(
            "Print the JSON Schema (draft 2020-12) of the documents that "
            "tiktok_presale.adapters.documents writes and reads. Needs the extra json."
        ),
    )
    parser.add_argument(
        "type", nargs="?", help="a public type, such as Order; one schema of all types by default"
    )
    parser.set_defaults(command=_schema)


def _schema(given: argparse.Namespace) -> int:
    from tiktok_presale.adapters import documents  # noqa: PLC0415 - needs an extra
    from tiktok_presale.adapters.documents.hints import named, value_names  # noqa: PLC0415 - too

    if given.type is None:
        made = documents.schemas()
    elif given.type in value_names():
        made = documents.schema(cast("type[Value]", named(given.type)))
    else:
        fix = nearest(given.type, value_names(), otherwise="name one such as Order")
        raise CallError(repr(given.type), "is no public type", fix)
    say(json.dumps(made, ensure_ascii=False, indent=2))
    return DONE
