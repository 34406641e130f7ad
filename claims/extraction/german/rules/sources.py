"""Prepositions and particles that name a source: laut, nach, zufolge, gemäss, so, demnach."""

from __future__ import annotations

import re

from claims.extraction.german import animacy
from claims.extraction.german.clauses import ClauseKind, Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft, trimmed, without
from claims.extraction.german.phrases import Phrase, phrase_at
from claims.extraction.german.subjects import plain_subject, with_apposition
from claims.extraction.german.tagging import is_finite, is_reporting
from claims.extraction.lexicon.nouns import NO_SOURCE_AFTER_NACH, SOURCE_NOUNS
from claims.extraction.model import Mode, Span
from claims.extraction.tokens import Token

# What still belongs to the source: a closing mark, "(SPD)".
_TAIL = re.compile(r"[“”»«\"‘’]?(?:[ ]?\([^()\n]{1,40}\))?")
_VIEW_NOUNS = frozenset(("sicht", "perspektive", "warte", "augen", "blickwinkel"))
_WHOSE = frozenset(
    """seiner ihrer meiner unserer deren dessen dieser eigener eigenen seinen ihren seinem ihrem
    deiner eurer jener anderer allgemeiner""".split()
)
_ENDINGS = tuple(
    """angaben berichten informationen meldungen aussagen erkenntnissen erkenntnisstand meinung
    meinungen ansicht auffassung erfahrungen ermittlungen ergebnissen ergebnis schätzungen
    einschätzung bericht angabe mitteilung studie umfrage umfragen umfragedaten prognose
    prognosen berechnungen hochrechnung""".split()
)


def find(document: Document, sentence: Sentence) -> list[Draft]:
    """One draft for every source named in the sentence."""
    drafts = []
    words = sentence.words
    for index, word in enumerate(words):
        found: tuple[int, int, Phrase | None, str] | None = None
        if word.fold == "laut" and index + 1 < len(words) and word.tag != "ADJ(D)":
            found = _before_phrase(sentence, index, "laut")
        elif word.fold in ("nach", "gemäss", "entsprechend", "aus"):
            found = _nach(sentence, index) or _after_phrase(document, sentence, index)
        elif word.fold in ("zufolge", "folge"):
            found = _after_phrase(document, sentence, index)
        elif word.fold in ("demnach", "danach", "demzufolge", "hiernach"):
            found = _particle(sentence, index)
        elif word.fold == "so":
            found = _so(sentence, index)
        if found is not None:
            draft = _draft(document, sentence, *found)
            if draft is not None:
                drafts.append(draft)
    return drafts


Found = tuple[int, int, Phrase | None, str]


def _before_phrase(sentence: Sentence, index: int, rule: str) -> Found | None:
    phrase = phrase_at(sentence.words, index + 1)
    if phrase is None:
        name = sentence.words[index + 1].text
        if not (name[:1].isupper() or name[:1].isdigit() or "." in name[1:]):
            return None
        return index, _reach(sentence, index, index + 2), None, rule
    return index, _reach(sentence, index, phrase.last), phrase, rule


def _nach(sentence: Sentence, index: int) -> Found | None:
    """ "nach Angaben von X", "gemäss der Studie", "aus Sicht der Partei"."""
    words = sentence.words
    phrase = phrase_at(words, index + 1) if index + 1 < len(words) else None
    if phrase is None:
        return None
    word, head = words[index].fold, words[phrase.head]
    if word == "aus":
        if head.fold not in _VIEW_NOUNS:
            return None
        return index, _reach(sentence, index, phrase.last), phrase, "aus-sicht"
    if word == "nach":
        if (
            phrase.kind == "pronoun"
            and head.fold in ("denen", "dem", "der")
            and head.tag == "PRELS"
        ):
            clause = sentence.clauses[sentence.clause_of(index)]
            return (index, phrase.last, phrase, "nach-denen") if clause.first == index else None
        document = phrase.kind == animacy.DOCUMENT and sentence.clauses[0].first == index
        if not (is_source(head) or document) or head.fold in NO_SOURCE_AFTER_NACH:
            return None
        return index, _reach(sentence, index, phrase.last), phrase, "nach-angaben"
    if word == "gemäss" and phrase.kind != animacy.TIME:
        return index, _reach(sentence, index, phrase.last), phrase, "gemaess"
    return None


def is_source(word: Token) -> bool:
    """Whether the noun names words of someone: "Angaben", "Polizeiangaben", "Ansicht"."""
    return word.fold in SOURCE_NOUNS or (word.fold.endswith(_ENDINGS) and word.text[0].isupper())


def _after_phrase(document: Document, sentence: Sentence, index: int) -> Found | None:
    """ "den Angaben zufolge", "seiner Ansicht nach", "dem Bericht gemäss"."""
    words = sentence.words
    for phrase in document.phrases(sentence):
        if phrase.last != index and phrase.core != index:
            continue
        if words[index].fold in ("nach", "gemäss") and not (
            is_source(words[phrase.head])
            and words[phrase.head].fold not in ("forderung", "forderungen", "messungen")
            and words[phrase.first].fold in _WHOSE
        ):
            return None
        if words[index].fold == "aus":
            return None
        if words[index].fold == "folge" and words[index - 1].fold != "zu":
            return None
        first = phrase.first
        rule = "zufolge" if words[index].fold != "nach" else "ansicht-nach"
        return first, index + 1, phrase, rule
    return None


def _particle(sentence: Sentence, index: int) -> Found | None:
    """ "Demnach sei …" at the head of a clause; "danach" only with reported speech."""
    clause = sentence.clauses[sentence.clause_of(index)]
    if clause.finite < 0 or (index > clause.first + 3 and sentence.words[index].fold == "danach"):
        return None
    if sentence.words[index].fold == "danach":
        if not is_reporting(sentence.words[clause.finite]) or index != clause.first:
            return None
    return index, index + 1, None, "demnach"


def _so(sentence: Sentence, index: int) -> Found | None:
    """ ", so der Minister." without a verb of its own."""
    number = sentence.clause_of(index)
    clause = sentence.clauses[number]
    if clause.first != index or number == 0 or clause.finite >= 0:
        return None
    if clause.kind is not ClauseKind.FRAGMENT or clause.last - clause.first < 2:
        return None
    phrase = phrase_at(sentence.words, index + 1)
    if phrase is None or not phrase.nominative or phrase.preposition >= 0:
        return None
    if phrase.kind in (animacy.TIME,):
        return None
    last = clause.last
    clauses = sentence.clauses
    while number + 1 < len(clauses) and _belongs_to_so(sentence, number + 1):
        number += 1
        last = clauses[number].last
    return index, last, phrase, "so"


def _belongs_to_so(sentence: Sentence, number: int) -> bool:
    clause = sentence.clauses[number]
    if clause.kind is ClauseKind.RELATIVE:
        return True
    if clause.kind is not ClauseKind.FRAGMENT or clause.separator != ",":
        return False
    word = sentence.words[clause.first]
    return word.tag in ("NE", "ART") or animacy.classify(word.text) == animacy.PERSON


def _reach(sentence: Sentence, index: int, last: int) -> int:
    """Where the source ends: in front of the verb it has the whole place, else its phrase."""
    clause = sentence.clauses[sentence.clause_of(index)]
    head = clause.first
    while head < index and not sentence.words[head].text[:1].isalnum():
        head += 1
    if index == head and clause.finite > index:
        verb_second = clause.kind is ClauseKind.MAIN
        return clause.finite if verb_second and clause.finite - last <= 14 else last
    number = sentence.clause_of(index)
    if index == head and clause.finite < 0 and clause.kind is ClauseKind.FRAGMENT:
        # "Laut Anwalt, der ihn vertritt, sei …"
        for later in sentence.clauses[number + 1 : number + 4]:
            if later.kind is ClauseKind.MAIN and later.finite == later.first:
                return later.first
            if later.kind not in (ClauseKind.RELATIVE, ClauseKind.FRAGMENT):
                break
    if last == clause.last and number + 1 < len(sentence.clauses):
        following = sentence.clauses[number + 1]
        closed = number + 2 < len(sentence.clauses)
        if following.kind is ClauseKind.RELATIVE and closed:
            return following.last
    return last


def _draft(
    document: Document,
    sentence: Sentence,
    first: int,
    last: int,
    phrase: Phrase | None,
    rule: str,
) -> Draft | None:
    words = sentence.words
    number = sentence.clause_of(first)
    start, end = _scope(sentence, number)
    gap: Span = (words[first].start, words[last - 1].end)
    tail = _TAIL.match(document.text, gap[1])
    if tail is not None:
        gap = (gap[0], tail.end())
    spans = without(document.text, start, end, [gap])
    if not spans or not _has_verb(sentence, spans):
        return None
    mode = Mode.INDIRECT
    if rule == "aus-sicht":
        whole = trimmed(document.text, sentence.start, sentence.end, keep_stop=True)
        mode, spans = Mode.REPORTED, [whole] if whole else spans
    speaker = _named(sentence, phrase, first, last)
    if phrase is not None and any(w.fold.startswith("eigen") for w in words[phrase.first : last]):
        phrase = plain_subject(document, sentence) or phrase
    return Draft(
        mode=mode,
        spans=spans,
        sentence=sentence,
        rule=rule,
        confidence=0.7 if rule == "ansicht-nach" else 0.8,
        cue=[_cue_span(words, first, last, rule)],
        phrase=phrase,
        speaker=speaker,
        carried=True,
    )


def _named(sentence: Sentence, phrase: Phrase | None, first: int, last: int) -> list[Span]:
    words = sentence.words
    if phrase is None:
        head = first if last - first == 1 else first + 1
        return [(words[head].start, words[last - 1].end)]
    end = min(max(phrase.last, with_apposition(sentence, phrase)), max(last, phrase.last))
    return [(words[phrase.first].start, words[end - 1].end)]


def _cue_span(words: list[Token], first: int, last: int, rule: str) -> Span:
    word = words[last - 1] if rule in ("zufolge", "ansicht-nach") else words[first]
    return word.start, word.end


def _has_verb(sentence: Sentence, spans: list[Span]) -> bool:
    length = sum(end - start for start, end in spans)
    return length > 12 and any(
        is_finite(word) or word.tag.startswith("V")
        for word in sentence.words
        if any(start <= word.start < end for start, end in spans)
    )


def _scope(sentence: Sentence, number: int) -> Span:
    """What the source vouches for: the sentence, or the dependent clause it stands in."""
    clauses, words = sentence.clauses, sentence.words
    clause = clauses[number]
    if clause.kind in (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE, ClauseKind.W) and (
        number > 0 or clause.kind is not ClauseKind.SUBORDINATE
    ):
        last = number + 1
        while last < len(clauses) and not (
            clauses[last].kind is ClauseKind.MAIN and clauses[last].finite == clauses[last].first
        ):
            last += 1
        end = sentence.end if last >= len(clauses) else words[clauses[last - 1].last - 1].end
        return words[clause.first].start, end
    start, end = sentence.start, sentence.end
    for position in range(clause.first - 1, 0, -1):
        if words[position].text in ";:":
            start = words[position].end
            break
    for later in clauses[number + 1 :]:
        if later.separator == ";":
            end = words[later.first - 1].start
            break
    joined = clause.separator == "," and clause.kind is ClauseKind.MAIN
    earlier = clauses[number - 1] if number else None
    if joined and earlier is not None and earlier.kind is ClauseKind.MAIN:
        start = max(start, words[clause.first].start)
    return start, end
