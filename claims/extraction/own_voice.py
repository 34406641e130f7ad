"""Sentences in which the article itself asserts something that can be checked."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.document import Document
from claims.extraction.drafts import Draft


def find(document: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """Own-voice drafts (mode OWN_VOICE, whole sentences) for sentences that ``drafts``, the
    attributed claims found before, leave over; in the order of the text."""
    return []
