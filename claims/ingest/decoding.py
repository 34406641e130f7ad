"""Text from bytes: charset, line breaks, invisible characters. Pure: no Django, no database."""

import codecs
import re
import unicodedata

MAX_TEXT_LENGTH = 2_000_000  # characters


def gettext_noop(text: str) -> str:
    """Marks a message for translation by the caller, without Django."""
    return text


EMPTY = gettext_noop("There is no text in it.")
BINARY = gettext_noop("This is not text but a binary file.")
TOO_LONG = gettext_noop("The text is longer than two million characters.")
NO_SENTENCE = gettext_noop("There is not one whole sentence in it.")


class UnreadableError(ValueError):
    """The content has no news text. The message is one of the four above, in English."""


BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY_SIGNATURES = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"RIFF",
    b"SQLite format 3\x00",
    b"{\\rtf",
)
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w.:-]{2,40})""", re.IGNORECASE)


def decode(body: bytes, *, declared: str = "") -> str:
    """The text of a file or an answer, cleaned as by `clean`.

    `declared` is the charset that its sender names; it counts only where the bytes do not tell.
    Western single-byte text is read as Windows-1252, as browsers do; statistics
    (charset-normalizer) guess wrong on short German texts. Raises UnreadableError (BINARY).
    """
    if body.startswith(BINARY_SIGNATURES):
        raise UnreadableError(BINARY)
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return clean(body[len(mark) :].decode(encoding, "replace"))
    wide = _unmarked_utf16(body)
    if wide:
        return clean(body.decode(wide, "replace"))
    if _looks_binary(body):
        raise UnreadableError(BINARY)
    return clean(_decode_bytewise(body, declared))


def _unmarked_utf16(body: bytes) -> str:
    """UTF-16 without a mark: Western text has a NUL in nearly every second byte."""
    sample = body[:4096]
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _looks_binary(body: bytes) -> bool:
    """More than 3 % control bytes; random bytes have 10 %, text with a stray NUL far less."""
    sample = body[:65536]
    controls = len(sample) - len(sample.translate(None, CONTROL_BYTES))
    return controls > max(3, 0.03 * len(sample))


def _decode_bytewise(body: bytes, declared: str) -> str:
    try:
        # What is valid UTF-8 is hardly ever anything else. Lone surrogates go with `clean`.
        return body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    # In other charsets hardly any two or three bytes in a row happen to be a UTF-8 character.
    lenient = body.decode("utf-8", "replace")
    wrong = lenient.count("\ufffd")
    right = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", lenient)))
    if right >= wrong:
        return lenient
    meta = META_CHARSET.search(body[:2048])
    for name in (declared, meta[1].decode("ascii") if meta else ""):
        encoding = _western(name)
        if encoding:
            try:
                return body.decode(encoding)
            except (UnicodeError, LookupError):
                continue
    try:
        return body.decode("cp1252")
    except UnicodeDecodeError:  # five bytes mean nothing in Windows-1252
        return body.decode("latin-1")


def _western(name: str) -> str:
    """The Python codec for a charset's name; Latin-1 and ASCII mean Windows-1252 on the web."""
    try:
        encoding = codecs.lookup(name.strip()).name if name.strip() else ""
    except (LookupError, ValueError):
        return ""
    if encoding.startswith(("utf", "idna", "punycode", "unicode", "raw")):
        return ""  # tried before, or not a charset of web pages
    return "cp1252" if encoding in {"iso8859-1", "ascii"} else encoding


LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, lone surrogates, soft hyphens, zero-width characters, direction overrides and
# tag characters: invisible, and each hides words from search or reverses them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]+"
)

# Characters that `clean` keeps as they are. Most texts have no others and are done at once.
VISIBLE = re.compile(
    r"[\t\n -~\xa1-\xac\xae-\u017f\u2010-\u2015\u2018-\u201f\u2026\u2039\u203a\u20ac]*"
)


def clean(text: str) -> str:
    """Text in NFC, line breaks as \\n, without invisible characters."""
    if VISIBLE.fullmatch(text):
        return text
    return unicodedata.normalize("NFC", INVISIBLE.sub("", LINE_BREAKS.sub("\n", text)))
