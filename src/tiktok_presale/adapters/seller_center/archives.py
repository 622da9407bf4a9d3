"""
A careful look into an XLSX before anything unpacks it: what it claims, and what it really holds.

An XLSX is a zip of XML. A few kilobytes of zip can unpack to gigabytes, and a few megabytes of XML
can take gigabytes of memory once they are a tree. So the directory is checked first, and then every
part is read once in pieces and counted, without keeping anything.
"""

from __future__ import annotations

import zlib
from typing import IO, TYPE_CHECKING, NoReturn
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tiktok_presale.values.errors import PayloadError

if TYPE_CHECKING:
    from tiktok_presale.adapters.seller_center.limits import Limits

__all__ = ["check_archive"]

# What the standard library says of an archive that it cannot read.
_DAMAGED = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    zlib.error,
)
_SHOWN = 200
_PIECE = 1 << 16
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 0xFFFF
# The directory of a workbook of hundreds of sheets takes a hundredth of it.
_MOST_DIRECTORY = 1 << 20
# Above this size a part is refused that shrank to less than a hundredth: sheets shrink to a tenth.
_FREE = 1 << 24
_RATIO = 100
# All parts but sheets and their shared texts are small: styles, names, properties.
_SMALL = 1 << 22
_SMALL_ELEMENTS = 200_000
# Texts are kept in memory, rows are not.
_MOST_TEXTS = 4_000_000
_PARTS_FOR_TEXTS = 4
_DEPTH = 64
# A cell has a value or a formula and its result, or text in several runs.
_PER_CELL = 16
_TYPES = "[Content_Types].xml"
_SHARED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def check_archive(stream: IO[bytes], limits: Limits) -> None:
    """
    Refuse an archive that is damaged, encrypted, no workbook, or larger than the limits.

    Raises:
        PayloadError: If it is one of these; it says which, and in which part.
    """
    _check_directory(stream)
    try:
        with ZipFile(stream) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            if _TYPES not in names or "xl/workbook.xml" not in names:
                _refuse("-", "is a zip archive and no XLSX workbook")
            if len(set(names)) < len(names):
                _refuse("-", "holds two parts of one name")
            _check_sizes(parts, limits)
            _check_parts(archive, parts, limits)
    except PayloadError:
        raise
    except _DAMAGED as error:
        _refuse("-", f"is damaged: {error}")


def _refuse(part: str, problem: str) -> NoReturn:
    # Names of parts, and errors that repeat them, may be as long as an archive likes.
    raise PayloadError(part[:_SHOWN], "content", problem[:_SHOWN], "file")


def _check_directory(stream: IO[bytes]) -> None:
    """
    Look at the end of the archive, before its directory is read into memory.
    """
    start = stream.tell()
    end = stream.seek(0, 2)
    stream.seek(max(start, end - _END_SIZE - _LONGEST_COMMENT))
    tail = stream.read(_END_SIZE + _LONGEST_COMMENT)
    found = tail.rfind(_END)
    if found < 0 or len(tail) - found < _END_SIZE:
        _refuse("-", "is a zip archive that is cut off; export or download it again")
    size = int.from_bytes(tail[found + 12 : found + 16], "little")
    # A larger number stands elsewhere, which no workbook of this size needs (zip64).
    if size > _MOST_DIRECTORY or b"PK\x06\x07" in tail[max(0, found - 20) : found]:
        _refuse("-", "is a zip archive with a directory too large for a workbook")
    stream.seek(start)


def _check_sizes(parts: list[ZipInfo], limits: Limits) -> None:
    for part in parts:
        if part.flag_bits & 1:
            _refuse(part.filename, "is encrypted; save the workbook without a password")
        if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            _refuse(part.filename, "is packed in a way that no spreadsheet program uses")
        if part.file_size > max(_FREE, _RATIO * part.compress_size):
            _refuse(part.filename, "unpacks to more than a hundred times its size")
    if sum(part.file_size for part in parts) > limits.unpacked:
        _refuse("-", f"unpacks to more than {limits.unpacked:,} bytes")


def _check_parts(archive: ZipFile, parts: list[ZipInfo], limits: Limits) -> None:
    shared = ""
    for part in sorted(parts, key=lambda part: part.filename != _TYPES):
        if part.filename.lower().endswith((".xml", ".rels")) or part.filename == shared:
            counter = _Counter(part.filename, limits, shared=part.filename == shared)
            with archive.open(part) as content:
                counter.read(content)
            shared = shared or counter.shared_name
        elif part.file_size > _SMALL:
            _refuse(part.filename, "is larger than such a part of a workbook is")


class _Counter:
    """
    The elements of one part: how many a row holds, and how many stand outside of rows.

    Elements of a row are forgotten with the row; all others stay in memory until the end.
    """

    def __init__(self, name: str, limits: Limits, *, shared: bool) -> None:
        self.name, self.limits, self.shared = name, limits, shared
        # The depth of rows; 0 where a part has none.
        self.level = 0
        self.row = self.shared_name = ""
        self.depth = self.inner = self.outer = self.rows = self.fed = self.row_fed = 0

    def read(self, stream: IO[bytes]) -> None:
        """
        Read the part once, in pieces.
        """
        parser = expat.ParserCreate()

        def first(tag: str, _: dict[str, str]) -> None:
            parser.StartElementHandler = self._types if tag == "Types" else self._start
            self._root(tag)

        parser.StartElementHandler = first
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            while piece := stream.read(_PIECE):
                self.fed += len(piece)
                parser.Parse(piece)
                self._check()
            parser.Parse(b"", True)  # noqa: FBT003 - expat takes no keyword
        except expat.ExpatError as error:
            _refuse(self.name, f"is no XML: {error}")

    def _doctype(self, *_: object) -> None:
        _refuse(self.name, "defines a document type, which no spreadsheet program does")

    def _root(self, tag: str) -> None:
        prefix, colon, root = tag.rpartition(":")
        if self.shared is not (root == "sst"):
            _refuse(self.name, "is not the part that the workbook says it is")
        self.depth = 1
        self.level, row = {"worksheet": (3, "row"), "sst": (2, "si")}.get(root, (0, ""))
        self.row = f"{prefix}{colon}{row}"

    def _types(self, _: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.inner += 1
        if attributes.get("ContentType") == _SHARED:
            self.shared_name = attributes.get("PartName", "").lstrip("/")

    def _start(self, _: str, __: dict[str, str]) -> None:
        self.depth += 1
        self.inner += 1

    def _end(self, tag: str) -> None:
        self.depth -= 1
        if self.depth >= self.level:
            return
        if tag == self.row and self.depth == self.level - 1:
            self.rows += 1
        else:
            self.outer += self.inner
        self.inner, self.row_fed = 0, self.fed

    def _check(self) -> None:
        """
        Hold what was counted so far against the limits.
        """
        if self.depth > _DEPTH:
            _refuse(self.name, f"is nested more than {_DEPTH} levels deep")
        if not self.level:
            if self.inner > _SMALL_ELEMENTS or self.fed > _SMALL:
                _refuse(self.name, "is larger than such a part of a workbook is")
            return
        if self.outer > _SMALL_ELEMENTS:
            _refuse(self.name, "holds too much besides its rows")
        if (
            self.inner > _PER_CELL * self.limits.columns
            or self.fed - self.row_fed > self.limits.row_size + _PIECE
        ):
            _refuse(self.name, f"has too much in one row, after {self.rows:,} rows")
        if self.rows > (_MOST_TEXTS if self.shared else self.limits.rows):
            _refuse(self.name, f"has more than {self.limits.rows:,} rows")
        if self.shared and self.fed > self.limits.unpacked // _PARTS_FOR_TEXTS:
            _refuse(self.name, "holds more text than fits into the limit")
