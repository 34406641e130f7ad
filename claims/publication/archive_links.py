"""Copies that others keep: shown on public pages as soon as there are any."""

from __future__ import annotations

from claims.models import ArchiveRequest, Evidence, Publication


def show_archived(row: ArchiveRequest) -> None:
    """Let the public pages that cite this copy, or its source without one, lead to the archive.

    No verdict rests on where else a page is kept, so this needs no approval, and is no change
    of the check: its date stays. What a person writes into a source waits for the next
    publication. Part of the transaction in which the request became ``archived``.
    """
    source = row.snapshot.source_id
    pieces = Evidence.objects.filter(source=source, confidential=False)
    copies = dict(pieces.values_list("pk", "snapshot"))
    pages = Publication.objects.filter(claim__evidence__in=copies).distinct().order_by("pk")
    for key in pages.values_list("pk", flat=True):
        page = Publication.objects.locked().get(pk=key)
        changed = False
        for piece in page.document["evidence"]:
            cites_it = copies.get(piece["id"]) == row.snapshot_id
            if cites_it or (piece["id"] in copies and not piece["source"].get("archived_url")):
                changed |= piece["source"].get("archived_url") != row.url
                piece["source"]["archived_url"] = row.url
        if changed:
            page.version += 1
            page.save(update_fields=["document", "version"])
