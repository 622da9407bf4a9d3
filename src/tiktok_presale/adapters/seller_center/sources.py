"""
What a file is, by its first bytes and not by its name, and its rows.
"""

from __future__ import annotations

from contextlib import contextmanager
from os import PathLike
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, TypeAlias

from tiktok_presale.adapters.seller_center.comma_files import comma_rows
from tiktok_presale.values.errors import PayloadError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from tiktok_presale.adapters.seller_center.cells import Row
    from tiktok_presale.adapters.seller_center.columns import Columns
    from tiktok_presale.adapters.seller_center.limits import Limits

__all__ = ["Source", "opened", "rows_of"]

Source: TypeAlias = str | PathLike[str] | IO[bytes]

_CONTENT = "content"
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What is sometimes named .csv or .xlsx and is neither.
_OTHERS = {
    b"PK\x05\x06": "an empty zip archive",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive; unpack it first",
    b"7z\xbc\xaf": "a 7z archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"<": "HTML or XML that is named like a spreadsheet; save it as XLSX or CSV",
    b"{": "JSON; give it to open_api.read_orders",
    b"[": "JSON; give it to open_api.read_orders",
}
_BOMS = {
    b"\xff\xfe\x00\x00": "",
    b"\x00\x00\xfe\xff": "",
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_HEAD = 64
# How much of a compound file is searched for the mark of encryption.
_SEARCHED = 1 << 22


def _refused(field: str, problem: str) -> PayloadError:
    """
    The error for a file as a whole.
    """
    return PayloadError("-", field, problem, "file")


@contextmanager
def opened(source: Source, limits: Limits) -> Generator[IO[bytes]]:
    """
    The bytes of a file, from which one can read twice.

    A stream of the caller stays open. One that cannot be read twice is kept on disk meanwhile.
    """
    if isinstance(source, str | PathLike):
        with open(source, "rb") as stream:  # noqa: PTH123 - takes every kind of path as it is
            yield stream
        return
    seekable = getattr(source, "seekable", None)
    if not hasattr(source, "read") or isinstance(source.read(0), str):
        raise WrongTypeError("source", "a path or a binary stream", type(source).__name__)
    if seekable is not None and seekable():
        yield source
        return
    with SpooledTemporaryFile(max_size=1 << 20) as kept:
        size = 0
        while part := source.read(1 << 16):
            size += len(part)
            if size > limits.unpacked:
                raise _refused(_CONTENT, f"is longer than {limits.unpacked:,} bytes")
            kept.write(part)
        kept.seek(0)
        yield kept


def rows_of(
    stream: IO[bytes],
    sheets: tuple[str, ...],
    columns: Columns,
    own: Mapping[str, str],
    limits: Limits,
) -> Generator[tuple[int, Row]]:
    """
    The rows of a file with their numbers, whichever of the two formats it has.

    Raises:
        PayloadError: If it is neither, or damaged; it says what it is instead.
        MissingExtraError: If it is an XLSX and openpyxl is not installed.
    """
    start = stream.tell()
    head = stream.read(_HEAD)
    if head.startswith(_ZIP):
        from tiktok_presale.adapters.seller_center.workbooks import (  # noqa: PLC0415 - an extra, where needed
            workbook_rows,
        )

        stream.seek(start)
        return workbook_rows(stream, sheets, limits)
    if head.startswith(_COMPOUND):
        raise _refused(_CONTENT, _compound(head + stream.read(_SEARCHED)))
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, what in _OTHERS.items():
        if bare.startswith(magic):
            raise _refused(_CONTENT, f"is {what}")
    stream.seek(start)
    return comma_rows(stream, _encoding(head), columns, own, limits)


def _compound(content: bytes) -> str:
    """
    An encrypted XLSX and an old XLS are both compound files.
    """
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "is an encrypted workbook; save it without a password"
    return "is a workbook of the old format XLS; save it as XLSX or CSV"


def _encoding(head: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if head.startswith(mark):
            if not encoding:
                raise _refused(_CONTENT, "is UTF-32; save it as CSV in UTF-8")
            return encoding
    if b"\x00" in head:
        raise _refused(
            _CONTENT, "is UTF-16 without a byte order mark, or no text at all; save it in UTF-8"
        )
    return "utf-8"
