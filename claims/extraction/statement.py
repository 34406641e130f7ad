"""A claim as a sentence that can be read on its own, where that is safe; else its own words."""

from __future__ import annotations

from claims.extraction.document import Document
from claims.extraction.drafts import Draft
from claims.extraction.model import Speaker


def plain_statement(document: Document, draft: Draft, speaker: Speaker | None) -> str:
    """The statement of ``draft``: plain speech where the reading is clear, else the verbatim words.

    ``speaker`` is the resolved claimant; a pronoun is replaced by its name only where it can mean
    nobody else.
    """
    words = " ".join(" ".join(document.text[a:b].split()) for a, b in draft.spans)
    return words if words[-1:] in ".!?…" else words + "."
