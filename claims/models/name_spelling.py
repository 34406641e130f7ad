"""Names as people mistype them, to be looked up by an index in both databases."""

from __future__ import annotations

from django.db import models


class NameSpelling(models.Model):
    """A word of a published claimant's name, under itself and without each of its letters.

    Two words that differ by one letter more, less, other, or by two that changed places, share
    a spelling.
    """

    spelling = models.CharField(max_length=60)
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["spelling", "word"], name="name_spelling_unique")
        ]

    def __str__(self) -> str:
        return f"{self.spelling} → {self.word}"
