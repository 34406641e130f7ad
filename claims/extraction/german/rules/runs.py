"""Reported speech that runs on over sentences without a cue of its own, and where it ends."""

from __future__ import annotations

from claims.extraction.german.clauses import ClauseKind, Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft, trimmed
from claims.extraction.german.tagging import is_conditional, is_subjunctive
from claims.extraction.model import Mode


def find(document: Document, drafts: dict[int, list[Draft]]) -> list[Draft]:
    """Runs of sentences in the subjunctive, joined, with the speaker carried over."""
    runs: list[Draft] = []
    current: Draft | None = None
    for sentence in document.sentences:
        own = drafts.get(sentence.index, [])
        if sentence.prose and _is_free(document, sentence, own, drafts, current):
            if current is not None and current.last_sentence == sentence.index - 1:
                current.spans = [(current.spans[0][0], _end(document, sentence))]
                current.last_sentence = sentence.index
            else:
                current = _run(document, sentence)
                runs.append(current)
    return runs


def _run(document: Document, sentence: Sentence) -> Draft:
    return Draft(
        mode=Mode.INDIRECT_FREE,
        spans=[(sentence.start, _end(document, sentence))],
        sentence=sentence,
        rule="run-of-reported-speech",
        confidence=0.7,
        carried=True,
        last_sentence=sentence.index,
    )


def _end(document: Document, sentence: Sentence) -> int:
    span = trimmed(document.text, sentence.start, sentence.end, keep_stop=True)
    return span[1] if span else sentence.end


def _is_free(
    document: Document,
    sentence: Sentence,
    own: list[Draft],
    drafts: dict[int, list[Draft]],
    current: Draft | None,
) -> bool:
    """Whether the main verb stands in the subjunctive and no cue in the sentence accounts for it.

    The second subjunctive counts only right behind reported speech: elsewhere it is a condition
    or the article's own guess.
    """
    if sentence.question or any(draft.mode is not Mode.DIRECT for draft in own):
        return False
    mains = [clause for clause in sentence.clauses if clause.kind is ClauseKind.MAIN]
    if not mains:
        return False
    verb = sentence.words[mains[0].finite]
    if " ".join(word.fold for word in sentence.words[:3]) in _IDIOMS:
        return False
    if is_subjunctive(verb):
        return not any(
            sentence.words[i].fold in ("ich", "wir") for i in range(mains[0].first, mains[0].last)
        )
    if not is_conditional(verb) or sentence.index == 0:
        return False
    if current is not None and current.last_sentence == sentence.index - 1:
        return True
    before = document.sentences[sentence.index - 1]
    return (
        before.paragraph == sentence.paragraph
        and verb.fold not in _GUESSES
        and any(draft.mode is Mode.INDIRECT for draft in drafts.get(before.index, []))
    )


_IDIOMS = frozenset(("es sei denn", "gott sei dank", "es lebe die", "es lebe der"))
_GUESSES = frozenset("dürfte dürften könnte könnten müsste müssten".split())
