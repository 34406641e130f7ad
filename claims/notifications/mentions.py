"""Names in a comment: «@hans-peter.müller» means the person at the desk who is called so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User

from claims.permissions import desk

# What Django lets a user name consist of, after an @ that does not belong to an e-mail address.
NAME = re.compile(r"(?<![\w.+@-])@([\w.+@-]+)")
NAME_CHARACTERS = (
    ".+-@_"  # characters of a name that may as well be punctuation after a shorter one
)
People = dict[str, User]


@dataclass(frozen=True)
class Mention:
    """``text[start:end]`` is the name with its @."""

    start: int
    end: int
    person: User


def people() -> People:
    """Everybody who may be mentioned, by the folded user name: those who may read the claims."""
    return {fold_name(person.username): person for person in desk()}


def fold_name(name: str) -> str:
    """A user name however it was typed: case, and composed or decomposed letters, do not matter."""
    return unicodedata.normalize("NFKC", name).casefold()


def mentions(text: str, known: People) -> Iterator[Mention]:
    """The people named in ``text``, in order. ``text`` is in Unicode's form NFC.

    The longest name that somebody has counts: of «@anna.meier.» neither the full stop is part nor,
    if nobody is called anna.meier, the second name.
    """
    for found in NAME.finditer(text):
        name = found[1]
        while name and fold_name(name) not in known:
            name = _shorter(name)
        if name:
            yield Mention(found.start(), found.start() + 1 + len(name), known[fold_name(name)])


def _shorter(name: str) -> str:
    """``name`` up to before its last character that may be punctuation."""
    return (
        name[: max(name.rfind(mark) for mark in NAME_CHARACTERS)]
        if set(name) & set(NAME_CHARACTERS)
        else ""
    )
