"""Main clauses and runs of them, which keep their order."""

from __future__ import annotations

from claims.extraction.german.clauses import Clause, ClauseKind, Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft
from claims.extraction.german.phrases import Phrase
from claims.extraction.german.statement.mood import plain_moods
from claims.extraction.german.statement.reference import settle_pronouns
from claims.extraction.german.statement.rewriting import (
    DROPPED,
    Rewriting,
    closed,
    inside,
    sentence_case,
)
from claims.extraction.german.tagging import is_reporting
from claims.extraction.lexicon.function_words import COORDINATORS
from claims.extraction.model import Span, Speaker
from claims.extraction.tokens import fold


def run(document: Document, draft: Draft, speaker: Speaker | None) -> Rewriting | None:
    """Whole sentences in reported speech: the mood alone changes. A sentence that is not clear
    stays as it is, and the others need not."""
    first = draft.sentence.index
    last = max(first, draft.last_sentence)
    parts = []
    whole = Rewriting()
    antecedents: list[Phrase] = []
    for sentence in document.sentences[first : last + 1]:
        start, end = max(draft.start, sentence.start), min(draft.end, sentence.end)
        if start >= end:
            continue
        part = None
        if not sentence.question and not _is_mixed(sentence):
            part = in_place(document, sentence, [(start, end)], draft, speaker, antecedents)
        if part is None:
            part = Rewriting(closed(" ".join(document.text[start:end].split())))
        parts.append(part.statement)
        whole.changes += part.changes
        antecedents += [p for p in document.phrases(sentence) if p.kind != "pronoun"]
    whole.statement = " ".join(parts)
    return whole


def _is_mixed(sentence: Sentence) -> bool:
    """Whether an indicative main verb frames the reported words: "…, sei falsch, löste … aus"."""
    return any(
        clause.kind is ClauseKind.MAIN
        and clause.finite == clause.first
        and clause.separator == ","
        and not is_reporting(sentence.words[clause.finite])
        for clause in sentence.clauses[1:]
    )


def is_verb_second(sentence: Sentence, spans: list[Span]) -> bool:
    """Whether the claim is a main clause as it stands, and one only if it is broken in two."""
    mains = [
        clause
        for clause in sentence.clauses
        if clause.kind is ClauseKind.MAIN and inside(sentence.words[clause.finite], spans)
    ]
    if any(_joins_dass(sentence, clause, spans) for clause in sentence.clauses):
        return False
    if not mains or (len(spans) > 1 and (len(mains) > 1 or _is_torn(sentence, spans))):
        return False
    first = mains[0]
    before = sentence.words[first.finite - 1] if first.finite > first.first else None
    if before is not None and before.tag.endswith(("(INF)", "(PP)")):
        return False  # "die stärker sein werden": a clause that kept its verb at the end
    return first.finite < first.last - 1 or first.last - first.first <= 4


def _joins_dass(sentence: Sentence, clause: Clause, spans: list[Span]) -> bool:
    """ "… und dass …" behind a main clause: the conjunction would be left hanging."""
    head = sentence.words[clause.first]
    if not inside(head, spans):
        return False
    joined = clause.separator in COORDINATORS or head.fold in COORDINATORS
    return joined and clause.conjunction in DROPPED


def _is_torn(sentence: Sentence, spans: list[Span]) -> bool:
    """Whether a piece lost the word that joins it to the rest."""
    words = sentence.words
    for clause in sentence.clauses:
        dependent = clause.kind in (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE, ClauseKind.W)
        claimed = [i for i in range(clause.first, clause.last) if inside(words[i], spans)]
        if dependent and claimed and claimed[0] != clause.first:
            return True
    later = [i for i, word in enumerate(words) if word.start in {span[0] for span in spans[1:]}]
    return any(words[i].fold in COORDINATORS or words[i].fold in DROPPED for i in later)


def in_place(
    document: Document,
    sentence: Sentence,
    spans: list[Span],
    draft: Draft,
    speaker: Speaker | None,
    antecedents: list[Phrase] | None = None,
) -> Rewriting | None:
    """Main clauses keep their order."""
    edits = plain_moods(document, sentence, spans)
    if edits is None or not settle_pronouns(
        document, sentence, spans, edits, draft, speaker, antecedents or []
    ):
        return None
    text = document.text
    words = ""
    for start, end in spans:
        joint = ", " if words and _closes_clause(sentence, text, words, start) else " "
        words += (joint if words else "") + edits.render(text, start, end)
    changes = edits.changes(text)
    head = words.split(" ", 1)[0]
    if fold(head) in ("und", "sowie"):
        words = words[len(head) + 1 :]
        changes.append((head, ""))
    return Rewriting(sentence_case(words), changes)


def _closes_clause(sentence: Sentence, text: str, words: str, start: int) -> bool:
    """Whether what stands before the gap ends with a clause set off by a comma."""
    before = [c for c in sentence.clauses if sentence.words[c.last - 1].end <= start]
    ends = [c for c in before if words.endswith(sentence.words[c.last - 1].text)]
    return any(c.kind in (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE) for c in ends[-1:])
