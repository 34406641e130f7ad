"""Files handed in: known by their content, read within limits, nothing left of what is refused."""

import io
import socket
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.evidence import documents, uploads
from claims.evidence.documents import DOCX, JPEG, PDF, PLAIN, PNG, WEBP, DocumentError
from claims.evidence.sources import EvidenceError, attach_evidence
from claims.models import Snapshot, Source
from tests import factories
from tests.servers import wait_until

LINE = "Die Polizei zählte 1204 Einbrüche."
PNG_FILE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\6\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\5\0\1\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)
JPEG_FILE = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"
WEBP_FILE = b"RIFF" + (12).to_bytes(4, "little") + b"WEBPVP8 " + b"\0" * 4


def word(text=LINE, title="") -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.core_properties.title = title
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def pdf(**options) -> bytes:
    writer, file = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "Kriminalstatistik"})
    if options:
        writer.encrypt(**options)
    writer.write(file)
    return file.getvalue()


def archive(members, base=b"") -> bytes:
    file = io.BytesIO(base)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return file.getvalue()


def stored() -> list[str]:
    from django.conf import settings

    return [str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
REFUSED = {
    "HTML as PNG": (b"<!doctype html><script>alert(1)</script>", "unknown"),
    "SVG": (b'<?xml version="1.0"?><svg onload="x()"/>', "unknown"),
    "program": (b"MZ\x90\0\3\0\0\0", "unknown"),
    "PNG with a tail": (PNG_FILE + b"<script>alert(1)</script>", "unknown"),
    "half a JPEG": (JPEG_FILE[:-2], "unknown"),
    "WebP with a tail": (WEBP_FILE + b"PK\3\4", "unknown"),
    "broken PDF": (b"%PDF-1.7\n\0garbage", "broken"),
    "locked PDF": (pdf(user_password="x"), "locked"),
    "zip": (archive([("a.txt", b"x")]), "unknown"),
    "broken zip": (b"PK\x03\x04garbage", "broken"),
    "zip slip": (archive([("../../x", b"x")], base=word()), "broken"),
    "absolute name": (archive([("/etc/x", b"x")], base=word()), "broken"),
    "entities": (archive([("word/x.xml", ENTITIES)], base=word()), "broken"),
    "zip bomb": (archive([("word/a.bin", b"\0" * 61_000_000)], base=word()), "bomb"),
    "many members": (archive([(f"{n}", b"") for n in range(2001)], base=word()), "bomb"),
    "control characters": (b"a\0b", "unknown"),
    "nothing but space": (b"  \n", "unknown"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_file_that_is_not_what_it_should_be_is_refused(what):
    data, code = REFUSED[what]

    with pytest.raises(DocumentError) as refused:
        documents.read_document(data)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        (word(), DOCX, LINE),
        (pdf(), PDF, ""),
        (LINE.encode(), PLAIN, LINE),
        (b"\xef\xbb\xbf" + LINE.encode(), PLAIN, LINE),
        (LINE.encode("cp1252"), PLAIN, LINE),
        (PNG_FILE, PNG, ""),
        (JPEG_FILE, JPEG, ""),
        (WEBP_FILE, WEBP, ""),
    ],
    ids=lambda part: part[-12:] if isinstance(part, str) else "",
)
def test_file_is_known_by_its_content(data, kind, text):
    document = documents.read_document(data)

    assert (document.content_type, document.text) == (kind, text)


def test_titles_are_found_in_the_file():
    assert documents.read_document(word(title="Statistik")).title == "Statistik"
    assert documents.read_document(pdf()).title == "Kriminalstatistik"


def hand_in(data, name="x.png", **details):
    upload = SimpleUploadedFile(name, data, content_type="image/png")
    return uploads.add_file(upload, actor=factories.EditorFactory(), **details)


@pytest.mark.django_db
def test_file_becomes_a_source_with_its_copy():
    source = hand_in(word(), name="../../geheim.docx")

    snapshot = source.snapshot
    assert (source.title, snapshot.text, snapshot.content_type) == ("geheim.docx", LINE, DOCX)
    assert len(snapshot.sha256) == 64
    assert snapshot.sha256 in source.note
    assert snapshot.file.name.endswith(f"{snapshot.sha256[:32]}.docx")
    assert len(stored()) == 1


@pytest.mark.django_db
def test_same_file_is_the_same_source():
    assert hand_in(LINE.encode()) == hand_in(LINE.encode(), name="y.txt")
    assert len(stored()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["HTML as PNG", "zip slip", "zip bomb", "locked PDF"])
def test_nothing_is_kept_of_what_is_refused(what):
    with pytest.raises(EvidenceError):
        hand_in(REFUSED[what][0], name="../../x")

    assert (stored(), Source.objects.count(), Snapshot.objects.count()) == ([], 0, 0)


@pytest.mark.django_db
def test_too_large_a_file_is_refused_unread(settings):
    settings.UPLOAD_MAX_BYTES = 2000

    with pytest.raises(EvidenceError, match="2"):
        hand_in(b"x" * 2001)

    assert stored() == []


@pytest.mark.django_db
def test_passage_must_stand_in_the_file():
    source, claim, editor = (
        hand_in(word()),
        factories.ClaimFactory(),
        factories.EditorFactory(),
    )

    piece = attach_evidence(
        claim, source=source, stance="supports", excerpt="1204 Einbrüche", actor=editor
    )
    with pytest.raises(EvidenceError):
        attach_evidence(
            claim, source=source, stance="supports", excerpt="99 Einbrüche", actor=editor
        )

    assert (piece.snapshot, piece.excerpt) == (source.snapshot, "1204 Einbrüche")


@pytest.mark.django_db
def test_picture_is_cited_by_what_is_seen_in_it():
    source, claim, editor = hand_in(PNG_FILE), factories.ClaimFactory(), factories.EditorFactory()

    with pytest.raises(EvidenceError):
        attach_evidence(claim, source=source, stance="supports", actor=editor)
    piece = attach_evidence(
        claim, source=source, stance="supports", excerpt="Tabelle 3", actor=editor
    )

    assert (piece.snapshot, piece.excerpt, piece.selector) == (source.snapshot, "Tabelle 3", {})


# --- On the claim's page ----------------------------------------------------------------------


def post(client, claim, data, name="x.docx"):
    address = reverse("admin:claims_claim_do", args=[claim.pk, "add_file"])
    return client.post(address, {"file": SimpleUploadedFile(name, data), "kind": "primary"})


@pytest.mark.django_db
def test_editor_hands_in_a_file_and_chooses_the_passage(client):
    claim = factories.ClaimFactory()
    client.force_login(factories.EditorFactory())

    response = post(client, claim, word())
    page = client.get(response.url.partition("#")[0])

    source = Source.objects.get()
    assert response.url.endswith(f"?source={source.pk}#evidence-new")
    assert LINE in page.text
    assert reverse("admin:claims_claim_file", args=[source.snapshot.pk]) in page.text


@pytest.mark.django_db
def test_refused_file_is_told_in_the_form(client, settings):
    settings.UPLOAD_MAX_BYTES = 70_000
    claim = factories.ClaimFactory()
    client.force_login(factories.EditorFactory())

    large, wrong = post(client, claim, b"x" * 900_000), post(client, claim, b"<html></html>")

    assert "68,4" in large.text.partition('role="alert"')[2]
    assert str(uploads.REFUSED["unknown"]) in wrong.text
    assert (stored(), Source.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_file_is_served_to_the_desk_alone(client):
    snapshot = hand_in(PNG_FILE).snapshot
    address = reverse("admin:claims_claim_file", args=[snapshot.pk])

    nobody = client.get(address).status_code
    client.force_login(factories.AdministratorFactory())
    administrator = client.get(address).status_code
    client.force_login(factories.AuditorFactory())
    response = client.get(address)

    assert (nobody, administrator, response.status_code) == (302, 403, 200)
    assert b"".join(response.streaming_content) == PNG_FILE
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/media/{snapshot.file.name}").status_code == 404


@pytest.mark.django_db
def test_copy_of_a_web_page_is_no_file_to_open(client):
    snapshot = factories.SnapshotFactory(content_type="text/plain")
    client.force_login(factories.EditorFactory())

    assert client.get(reverse("admin:claims_claim_file", args=[snapshot.pk])).status_code == 404


# --- Over the wire ----------------------------------------------------------------------------


def send(live_server, *, length, body, cookie="", token=""):
    """Begin a request that says it is ``length`` bytes long; the answer to it."""
    address = urlsplit(live_server.url)
    head = (
        f"POST /admin/claims/article/add/ HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {length}\r\n"
        f"Cookie: csrftoken={token}; sessionid={cookie}\r\nAccept-Language: de\r\n\r\n"
    )
    with socket.create_connection((address.hostname, address.port), timeout=120) as wire:
        wire.sendall(head.encode() + body)
        answer = b""
        while b"</html>" not in answer and (more := wire.recv(65_536)):
            answer += more
    return answer.decode()


def files_in(*folders) -> set[Path]:
    return {path for folder in folders for path in Path(folder).rglob("*") if path.is_file()}


@pytest.mark.django_db(transaction=True)
def test_two_gigabytes_are_refused_at_once_and_leave_nothing(live_server, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="x.docx"\r\n\r\n'

    answer = send(live_server, length=2_000_000_000, body=head + b"x" * 100_000)

    assert answer.startswith("HTTP/1.1 413")
    assert "Zu gross" in answer
    assert files_in(tmp_path) == set()


@pytest.mark.django_db(transaction=True)
def test_file_above_the_limit_is_told_in_the_form_and_leaves_nothing(
    live_server, client, settings, tmp_path
):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    settings.UPLOAD_MAX_BYTES = 3_000_000
    client.force_login(factories.EditorFactory())
    client.get("/admin/claims/article/add/")
    token = client.cookies["csrftoken"].value
    body = (
        f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="file"; filename="../../x.txt"\r\n\r\n'
    ).encode() + b"Ein Satz.\n" * 800_000

    answer = send(
        live_server,
        length=len(body) + 9,
        body=body + b"\r\n--x--\r\n",
        cookie=client.cookies["sessionid"].value,
        token=token,
    )

    assert answer.startswith("HTTP/1.1 200")
    assert "grösser als 3.0 MB" in answer
    wait_until(lambda: not files_in(tmp_path), what="the end of the request")
