"""Sources that are handed in as a file: known by their content, read apart, kept for the desk."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.evidence.documents import SECONDS, SUFFIXES, Document, DocumentError
from claims.evidence.sources import EvidenceError
from claims.models import Snapshot, Source, record
from claims.models.article import text_hash

REFUSED = {
    "unknown": gettext_lazy("This is no PDF, DOCX, plain text, PNG, JPEG or WebP file."),
    "broken": gettext_lazy("This file is damaged, or built in a way that we do not open."),
    "bomb": gettext_lazy("This file unpacks to more than we open."),
    "locked": gettext_lazy("This file is locked by a password. Save it without one."),
    "too_long": gettext_lazy("This file is longer than we can read. Hand in the part that counts."),
}


def limit() -> str:
    """The largest file that is taken, for people."""
    return filesizeformat(settings.UPLOAD_MAX_BYTES)


def add_file(
    upload: UploadedFile[Any], *, kind: str = Source.Kind.PRIMARY, actor: User, **details: Any
) -> Source:
    """A source with its only copy: the file. The same file again is the same source.

    The type is that of the content; the name serves as a title where there is no other. Nothing
    is stored unless the file is taken. ``details`` as for ``add_source``.
    """
    data = _read(upload)
    digest = hashlib.sha256(data).hexdigest()
    known = Snapshot.objects.filter(sha256=digest, source__url="").first()
    if known is not None:
        return known.source
    document = _document(data)
    title = details.get("title") or document.title or _plain_name(upload.name or "")
    details["title"] = title[:500]
    path = f"snapshots/{timezone.now():%Y/%m}/{digest[:32]}.{SUFFIXES[document.content_type]}"
    stored = default_storage.save(path, ContentFile(data))
    with transaction.atomic():
        source = Source.objects.create(
            note=_("File, SHA-256 %s") % digest,
            kind=kind,
            capture_state=Source.CaptureState.CAPTURED,
            **details,
        )
        snapshot = _keep(source, document, digest=digest, file=stored)
        record("add_file", actor=actor, source=source.pk, snapshot=snapshot.pk, sha256=digest)
    return source


def _read(upload: UploadedFile[Any]) -> bytes:
    too_large = _("This file is larger than %s.") % limit()
    if (upload.size or 0) > settings.UPLOAD_MAX_BYTES:
        raise EvidenceError(too_large)
    data = bytes(upload.read(settings.UPLOAD_MAX_BYTES + 1))
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise EvidenceError(too_large)
    if not data:
        raise EvidenceError(_("This file is empty."))
    return data


def _document(data: bytes) -> Document:
    """Read the file in a process of its own, which may take so much memory and time, no more."""
    command = [sys.executable, "-m", "claims.evidence.documents"]
    try:
        run = subprocess.run(  # noqa: S603  our own module; the file comes by standard input
            command,
            input=data,
            capture_output=True,
            timeout=2 * SECONDS,
            check=True,
            cwd=settings.BASE_DIR,
        )
        answer = json.loads(run.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise EvidenceError(str(REFUSED["bomb"])) from error
    if "error" in answer:
        code = answer["error"]
        raise EvidenceError(str(REFUSED[code])) from DocumentError(code)
    return Document(**answer)


def _keep(source: Source, document: Document, *, digest: str, file: str) -> Snapshot:
    text = unicodedata.normalize("NFC", document.text)
    return Snapshot.objects.create(
        source=source,
        fetched_at=timezone.now(),
        content_type=document.content_type,
        title=source.title,
        text=text,
        sha256=digest,
        text_sha256=text_hash(text),
        file=file,
    )


def _plain_name(name: str) -> str:
    """The last part of a file's name, for people to read; never a path."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", last)[:200]
