""" "soll" sentences: hearsay ("soll gestohlen haben") and plans told by somebody."""

from __future__ import annotations

from claims.extraction.german.clauses import ClauseKind, Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft, trimmed
from claims.extraction.model import Mode


def find(document: Document, sentence: Sentence, own: list[Draft], told: bool) -> list[Draft]:
    """The sentence if its main verb is hearsay; ``told``: somebody spoke right before it, in the
    same paragraph, so that a plan ("soll … werden") is theirs and not the article's."""
    if sentence.question or any(draft.mode is not Mode.DIRECT for draft in own):
        return []
    for clause in sentence.clauses:
        if clause.kind is not ClauseKind.MAIN:
            continue
        if sentence.words[clause.finite].fold not in ("soll", "sollen"):
            return []
        kind = _kind(sentence, clause.finite)
        if kind == "soll-plan" and not told:
            return []
        span = trimmed(document.text, sentence.start, sentence.end, keep_stop=True)
        if span is None:
            return []
        draft = Draft(
            mode=Mode.FREE_INDIRECT,
            spans=[span],
            sentence=sentence,
            rule=kind,
            confidence=0.5 if kind == "soll-plan" else 0.7,
            carried=True,
            last_sentence=sentence.index,
        )
        return [draft]
    return []


def join(drafts: list[Draft]) -> list[Draft]:
    """Hearsay in neighbouring sentences of one paragraph is one claim."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if (
            last is not None
            and draft.mode is last.mode is Mode.FREE_INDIRECT
            and last.last_sentence == draft.sentence.index - 1
            and last.sentence.paragraph == draft.sentence.paragraph
        ):
            last.spans = [(last.start, draft.end)]
            last.last_sentence = draft.sentence.index
        else:
            joined.append(draft)
    return joined


_STATES = frozenset(
    "sein betragen haben liegen befinden handeln geben gelten stammen leiden gehören".split()
)


def _kind(sentence: Sentence, finite: int) -> str:
    """Hearsay by its form ("soll … gewesen sein", "soll … betragen"), or a plan."""
    words = sentence.words
    if _is_perfect(sentence, finite):
        return "soll-perfect"
    infinitives = [word for word in words[finite + 1 :] if word.tag.endswith("(INF)")]
    return "soll-state" if infinitives and infinitives[-1].fold in _STATES else "soll-plan"


def _is_perfect(sentence: Sentence, finite: int) -> bool:
    """ "soll … gesagt haben", "soll … gewesen sein"."""
    words = sentence.words
    return any(
        words[index].fold in ("haben", "sein", "worden") and words[index - 1].tag.endswith("(PP)")
        for index in range(finite + 1, len(words))
    )
