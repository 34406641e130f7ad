"""The kind and the text of a file that was handed in. PURE; says nothing about its name.

Run as a program it reads a file from standard input and prints JSON, within limits of memory and
time that the operating system holds: a file made to burst its reader bursts that process alone.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from dataclasses import asdict, dataclass
from typing import NoReturn

PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCX += ".document"
PNG, JPEG, WEBP, PLAIN = "image/png", "image/jpeg", "image/webp", "text/plain"
SUFFIXES = {PDF: "pdf", DOCX: "docx", PNG: "png", JPEG: "jpg", WEBP: "webp", PLAIN: "txt"}
IMAGES = frozenset({PNG, JPEG, WEBP})

MAX_TEXT_LENGTH = 2_000_000  # characters
MAX_PAGES = 1000
MAX_ARCHIVE_MEMBERS = 2000  # files in a DOCX
MAX_UNPACKED_BYTES = 60_000_000  # bytes of all of them together
MEMORY, SECONDS = 1_000_000_000, 20
CONTROL = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f]")
UNREADABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MARKUP = re.compile(
    r"\s*<(?:!doctype|\?xml|!--|html|head|body|script|svg|table|div|p\b|meta)", re.IGNORECASE
)


@dataclass(frozen=True)
class Document:
    content_type: str
    text: str = ""
    title: str = ""


class DocumentError(Exception):
    """``code``: unknown, broken, bomb, locked, or too_long."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def read_document(data: bytes) -> Document:
    """What the file is, by its content alone, and what it says. Raises DocumentError."""
    kind = kind_of(data)
    if kind == PDF:
        title, text = _pdf(data)
    elif kind == DOCX:
        title, text = _docx(data)
    else:
        title, text = "", _plain(data) if kind == PLAIN else ""
    if len(text) > MAX_TEXT_LENGTH:
        raise DocumentError("too_long")
    return Document(kind, UNREADABLE.sub("", text).strip(), UNREADABLE.sub("", title).strip()[:500])


def kind_of(data: bytes) -> str:
    """The type of the file; what ends where it should not, or is none of ours, is refused."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return DOCX
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data.endswith(b"IEND\xaeB`\x82"):
        return PNG
    if data.startswith(b"\xff\xd8\xff") and data.rstrip(b"\0").endswith(b"\xff\xd9"):
        return JPEG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        if int.from_bytes(data[4:8], "little") == len(data) - 8:
            return WEBP
    elif data.strip() and not CONTROL.search(data[:100_000].decode("latin-1")):
        if not MARKUP.match(data[:1000].decode("latin-1").removeprefix("ï»¿")):
            return PLAIN
    raise DocumentError("unknown")


def _plain(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if CONTROL.search(text):
        raise DocumentError("unknown")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pdf(data: bytes) -> tuple[str, str]:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("locked")
        if len(reader.pages) > MAX_PAGES:
            raise DocumentError("too_long")
        text, length = [], 0
        for page in reader.pages:
            text.append(page.extract_text())
            length += len(text[-1])
            if length > MAX_TEXT_LENGTH:
                raise DocumentError("too_long")
        title = reader.metadata.title if reader.metadata else ""
    except DocumentError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise DocumentError("broken") from error
    return str(title or ""), "\n\n".join(text)


def _docx(data: bytes) -> tuple[str, str]:
    import docx
    from docx.table import Table

    try:
        _check_archive(zipfile.ZipFile(io.BytesIO(data)))
        document = docx.Document(io.BytesIO(data))
        parts = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                rows = ["\t".join(cell.text for cell in row.cells) for row in block.rows]
                parts.append("\n".join(rows))
            else:
                parts.append(block.text)
        title = document.core_properties.title
    except DocumentError:
        raise
    except Exception as error:  # the reader raises whatever a bent file provokes
        raise DocumentError("broken") from error
    return title or "", "\n\n".join(part for part in parts if part.strip())


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse archives that unpack to too much, lead elsewhere, or define entities."""
    members = archive.infolist()
    if len(members) > MAX_ARCHIVE_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED_BYTES:
        raise DocumentError("bomb")
    names = {member.filename for member in members}
    if any(_leads_elsewhere(name) for name in names) or len(names) != len(members):
        raise DocumentError("broken")
    if "word/document.xml" not in names:
        raise DocumentError("unknown")
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            content = archive.read(member)  # never more than the size it declares
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<\0!\0" in content:
                raise DocumentError("broken")


def _leads_elsewhere(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _main() -> NoReturn:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        answer = asdict(read_document(sys.stdin.buffer.read()))
    except DocumentError as error:
        answer = {"error": error.code}
    except (MemoryError, RecursionError):
        answer = {"error": "bomb"}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.flush()
    sys.exit(0)


if __name__ == "__main__":
    _main()
