"""
Every public value as JSON and back, and the schemas of it (extra: `json`).

A document says what it is and in which format it is written, so that it can be read years later
without knowing what it was. What people and pipelines read of an answer, in sentences and without
what nobody asks for, is `adapters.plain`; a document is the whole value.
"""

from __future__ import annotations

from tiktok_presale.values.errors import MissingExtraError

try:
    import cattrs as _  # noqa: F401 - what follows needs it
except ImportError:
    raise MissingExtraError("cattrs", "json") from None

from tiktok_presale.adapters.documents.objects import FORMAT
from tiktok_presale.adapters.documents.publishing import schema, schemas
from tiktok_presale.adapters.documents.reading import from_data, loads
from tiktok_presale.adapters.documents.writing import dumps, to_data

__all__ = ["FORMAT", "dumps", "from_data", "loads", "schema", "schemas", "to_data"]
