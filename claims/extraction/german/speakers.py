"""The speaker of claims that name none themselves: a scored choice among those in reach.

The weights are set by hand; each is one line with its reason in its name.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.german import animacy
from claims.extraction.german.clauses import ClauseKind, Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft
from claims.extraction.german.phrases import Phrase
from claims.extraction.german.subjects import plain_subject, subject, with_apposition
from claims.extraction.model import Span

WINDOW = 4  # sentences back
SPOKE_LAST = 2.6
SPOKE_BEFORE = 0.6
PER_SENTENCE = -0.8
NEW_PARAGRAPH = -0.5
SUBJECT_OF_SENTENCE = 0.4
WITH_SPEECH_VERB = 1.4
LIVING = 0.4
MIN_SCORE = -1.2


@dataclass(slots=True)
class Candidate:
    """Somebody who may have spoken, and where."""

    phrase: Phrase | None
    spans: list[Span]
    sentence: Sentence
    score: float


def settle_speakers(document: Document, drafts: list[Draft]) -> None:
    """Sets the speaker of every draft that was left to be carried over; ``drafts`` in order."""
    spoken: list[Draft] = []
    for draft in drafts:
        if not draft.speaker and draft.carried:
            outer = _outer(draft, spoken)
            if outer is not None:
                draft.phrase, draft.speaker = outer.phrase, outer.speaker
            else:
                best = _choose(document, draft, spoken)
                if best is not None:
                    draft.phrase, draft.speaker = best.phrase, best.spans
        elif draft.rule == "demnach":
            best = _choose(document, draft, spoken)
            if best is not None:
                draft.phrase, draft.origin = best.phrase, best.spans
        spoken.append(draft)


def _outer(draft: Draft, spoken: list[Draft]) -> Draft | None:
    """The claim that holds this one."""
    for other in reversed(spoken[-6:]):
        if other.speaker and other.start <= draft.start and draft.end <= other.end:
            return other
    return None


def _choose(document: Document, draft: Draft, spoken: list[Draft]) -> Candidate | None:
    candidates = _who_spoke(draft, spoken) + _subjects_before(document, draft)
    best: Candidate | None = None
    for candidate in candidates:
        if best is None or candidate.score > best.score:
            best = candidate
    return best if best is not None and best.score > MIN_SCORE else None


def _who_spoke(draft: Draft, spoken: list[Draft]) -> list[Candidate]:
    found: list[Candidate] = []
    here = draft.sentence
    for other in reversed(spoken[-8:]):
        if not other.speaker:
            continue
        last = other.last_sentence if other.last_sentence >= 0 else other.sentence.index
        distance = here.index - last
        if distance > WINDOW * 2:
            break
        score = (SPOKE_BEFORE if found else SPOKE_LAST) + PER_SENTENCE * max(0, distance - 1)
        if other.sentence.paragraph != here.paragraph:
            score += NEW_PARAGRAPH
        found.append(Candidate(other.phrase, other.origin or other.speaker, other.sentence, score))
    return found


def _subjects_before(document: Document, draft: Draft) -> list[Candidate]:
    found = []
    here = draft.sentence.index
    for index in range(here - 1, max(-1, here - WINDOW), -1):
        sentence = document.sentences[index]
        if not sentence.prose:
            continue
        candidate = _subject_of(document, sentence)
        if candidate is None:
            continue
        candidate.score += PER_SENTENCE * (here - index - 1)
        if sentence.paragraph != draft.sentence.paragraph:
            candidate.score += NEW_PARAGRAPH
        found.append(candidate)
    return found


def _subject_of(document: Document, sentence: Sentence) -> Candidate | None:
    """The living subject of the sentence's main clause."""
    cues = [
        cue
        for cue in document.cues(sentence)
        if sentence.clauses[cue.clause].kind is ClauseKind.MAIN and not cue.subjunctive
    ]
    score = SUBJECT_OF_SENTENCE
    phrase: Phrase | None = None
    if cues:
        phrase = subject(document, sentence, cues[0])
        score += WITH_SPEECH_VERB
    if phrase is None:
        score = SUBJECT_OF_SENTENCE
        phrase = plain_subject(document, sentence)
    if phrase is None or phrase.kind in (animacy.THING, animacy.TIME, animacy.SOURCE):
        return None
    if phrase.kind in (animacy.PERSON, animacy.BODY, "name", "pronoun"):
        score += LIVING
    words = sentence.words
    last = with_apposition(sentence, phrase)
    return Candidate(phrase, [(words[phrase.first].start, words[last - 1].end)], sentence, score)
