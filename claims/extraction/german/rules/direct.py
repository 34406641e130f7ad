"""Words in quotation marks: which of them somebody said, and who introduces them."""

from __future__ import annotations

from claims.extraction.german import animacy
from claims.extraction.german.clauses import ClauseKind, Sentence
from claims.extraction.german.cues import Cue
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft, word_spans
from claims.extraction.german.phrases import Phrase, phrase_at
from claims.extraction.german.subjects import subject, with_apposition
from claims.extraction.german.tagging import is_finite
from claims.extraction.lexicon.nouns import MEDIA, TITLE_NOUNS
from claims.extraction.model import Mode
from claims.extraction.quotations import Quotation
from claims.extraction.tokens import Token

THRESHOLD = 0.3
_NAMING = frozenset(("sogenannte", "sogenannten", "sogenannter", "sogenanntes", "genannten"))


def find(
    document: Document, sentence: Sentence, cues: list[Cue], reported: list[Draft]
) -> list[Draft]:
    """The quotations of a sentence that are somebody's words."""
    drafts = []
    for quotation in sentence.quotations:
        if quotation.depth > 1:
            continue
        clause = _own_clause(sentence, quotation)
        if clause is None:
            if quotation.depth == 0 and _is_said(document, sentence, quotation, cues, reported):
                drafts.append(_partial(document, sentence, quotation, cues, reported))
        elif not _is_title(sentence, quotation, document.text):
            drafts.append(_whole(document, sentence, quotation, clause, cues))
    return drafts


def _own_clause(sentence: Sentence, quotation: Quotation) -> int | None:
    for number, clause in enumerate(sentence.clauses):
        if clause.kind is ClauseKind.QUOTE and (
            sentence.words[clause.first].start == quotation.start
        ):
            return number
    return None


def _whole(
    document: Document, sentence: Sentence, quotation: Quotation, number: int, cues: list[Cue]
) -> Draft:
    """A quoted sentence: „…“, sagte X. / X sagte: „…“ / „…“, so X."""
    draft = Draft(
        mode=Mode.DIRECT,
        spans=[(quotation.start, quotation.end)],
        sentence=sentence,
        rule="quotation",
        confidence=0.75,
        carried=True,
    )
    cue = _cue_for(sentence, number, cues)
    if cue is not None:
        _attach(document, draft, cue)
        draft.rule = "quotation-verb"
        draft.confidence = 0.95
        return draft
    phrase = _so_phrase(sentence, number) or _before_colon(document, sentence, number)
    if phrase is not None:
        draft.rule, draft.confidence = "quotation-so", 0.95
        _speak(draft, phrase)
    return draft


def _cue_for(sentence: Sentence, number: int, cues: list[Cue]) -> Cue | None:
    """The verb that introduces quotation clause ``number``: behind it, else before it."""
    clauses = sentence.clauses
    first = clauses[number].first
    if first and sentence.words[first - 1].text == ":":
        leading = [cue for cue in cues if cue.clause < number]
        main = [c for c in leading if clauses[c.clause].kind is ClauseKind.MAIN]
        if main or leading:
            return (main or leading)[-1]
    after = number + 1
    while after < len(clauses) and clauses[after].kind is ClauseKind.QUOTE:
        after += 1
    for cue in cues:
        if cue.clause == after and clauses[after].finite <= clauses[after].first + 1:
            return cue
    before = [cue for cue in cues if cue.clause < number]
    if before:
        return before[-1]
    later = [cue for cue in cues if cue.clause > number]
    return later[0] if later else None


def _so_phrase(sentence: Sentence, number: int) -> Phrase | None:
    for clause in sentence.clauses[number + 1 : number + 3]:
        if sentence.words[clause.first].fold == "so" and clause.finite < 0:
            return (
                phrase_at(sentence.words, clause.first + 1)
                if clause.last > clause.first + 1
                else None
            )
    return None


def _before_colon(document: Document, sentence: Sentence, number: int) -> Phrase | None:
    """ "Der Trainer: „…“": a name and a colon, without a verb."""
    if number == 0 or sentence.words[sentence.clauses[number].first - 1].text != ":":
        return None
    for phrase in document.phrases(sentence):
        if (
            phrase.preposition < 0
            and phrase.nominative
            and phrase.kind
            not in (
                animacy.THING,
                animacy.TIME,
                animacy.SOURCE,
            )
        ):
            return phrase
    return None


def _attach(document: Document, draft: Draft, cue: Cue) -> None:
    draft.cue = word_spans(draft.sentence, cue.words)
    draft.verb, draft.passive = cue.verb, cue.passive
    phrase = subject(document, draft.sentence, cue)
    if phrase is not None:
        _speak(draft, phrase)


def _speak(draft: Draft, phrase: Phrase) -> None:
    words = draft.sentence.words
    last = with_apposition(draft.sentence, phrase)
    draft.phrase = phrase
    draft.carried = False
    draft.speaker = [(words[phrase.first].start, words[last - 1].end)]


def _partial(
    document: Document,
    sentence: Sentence,
    quotation: Quotation,
    cues: list[Cue],
    reported: list[Draft],
) -> Draft:
    """A few quoted words inside a sentence: the speaker is that of what surrounds them."""
    draft = Draft(
        mode=Mode.DIRECT,
        spans=[(quotation.start, quotation.end)],
        sentence=sentence,
        rule="quoted-words",
        confidence=0.7,
        carried=True,
    )
    for other in reported:
        if _covers(other, quotation):
            draft.phrase, draft.speaker, draft.cue = other.phrase, other.speaker, other.cue
            draft.verb, draft.carried = other.verb, not other.speaker
            return draft
    phrase = _in_the_eyes(document, sentence)
    if phrase is not None:
        _speak(draft, phrase)
        return draft
    clause = _clause_at(sentence, quotation)
    own = [cue for cue in cues if cue.clause == clause] or cues
    if own:
        _attach(document, draft, own[0])
        if draft.phrase is None:
            draft.cue = []
    return draft


def _in_the_eyes(document: Document, sentence: Sentence) -> Phrase | None:
    """ "Für den Minister ist das «unsinnig»"."""
    clause = sentence.clauses[0]
    if clause.finite < 0 or sentence.words[clause.finite].fold not in ("ist", "sind", "war", "sei"):
        return None
    for phrase in document.phrases(sentence):
        if (
            phrase.preposition >= 0
            and sentence.words[phrase.preposition].fold == "für"
            and phrase.preposition <= clause.finite + 1
            and phrase.kind in (animacy.PERSON, animacy.BODY, animacy.STATE, "name")
        ):
            return phrase
    return None


def _covers(draft: Draft, quotation: Quotation) -> bool:
    return any(start <= quotation.start < end for start, end in draft.spans)


def _clause_at(sentence: Sentence, quotation: Quotation) -> int:
    for number, clause in enumerate(sentence.clauses):
        if sentence.words[clause.last - 1].end > quotation.start:
            return number
    return len(sentence.clauses) - 1


def _inner(sentence: Sentence, quotation: Quotation) -> list[Token]:
    return [w for w in sentence.words if quotation.start <= w.start < quotation.end]


def _before(sentence: Sentence, quotation: Quotation) -> list[Token]:
    return [w for w in sentence.words if w.end <= quotation.start][-5:]


def _is_title(sentence: Sentence, quotation: Quotation, text: str) -> bool:
    """A long name in quotation marks: „Stiftung für …“, the title of a book or a law."""
    words = text[quotation.start + 1 : quotation.end - 1].rstrip()
    before = _before(sentence, quotation)
    if words[-1:] in ".…" or not before or before[-1].text in ":,":
        return False
    named = before[-1].fold in TITLE_NOUNS or before[-1].fold in MEDIA
    return named or (not quotation.finite and words[-1:] not in "!?" and words[:1].isupper())


def _is_said(
    document: Document,
    sentence: Sentence,
    quotation: Quotation,
    cues: list[Cue],
    reported: list[Draft],
) -> bool:
    inner = _inner(sentence, quotation)
    return bool(inner) and score(document, sentence, quotation, inner, cues, reported) > THRESHOLD


def score(
    document: Document,
    sentence: Sentence,
    quotation: Quotation,
    inner: list[Token],
    cues: list[Cue],
    reported: list[Draft],
) -> float:
    """How much speaks for somebody's words (above 0) and against a name or irony."""
    clause = _clause_at(sentence, quotation)
    before = _before(sentence, quotation)
    after = [w for w in sentence.words if w.start >= quotation.end][:2]
    words = document.text[quotation.start : quotation.end]
    named_again = words[1:2].isupper() and (
        document.quoted(words) > 1 or document.has_unquoted(words[1:-1])
    )
    fused = document.text[quotation.end : quotation.end + 1] == "-"
    return (
        _form(inner)
        - (2.0 if named_again or fused else 0.0)
        + _surroundings(sentence, quotation, clause, cues, reported)
        + (_introduction(before, inner[0]) if before else 0.0)
        - (1.5 if after and after[0].fold in _NAMING_VERBS else 0.0)
    )


_EMPHASIS = frozenset("nur auch möglicherweise etwa fast nicht mehr noch sehr gut".split())
_NAMING_VERBS = frozenset(("genannt", "genannte", "genannten", "nennt", "heisst"))


def _form(inner: list[Token]) -> float:
    """What the quoted words themselves say."""
    total = -1.0
    if inner[0].text[:1].islower():
        total += 1.6
    if inner[-1].text[:1].islower():
        total += 0.6
    if len(inner) == 1 and inner[0].fold in _EMPHASIS:
        total -= 1.5
    if any(is_finite(word) or word.tag.startswith("V") for word in inner):
        total += 0.8
    if all(word.text[:1].isupper() for word in inner):
        total -= 0.8
    if any(
        word.tag in ("NE", "FM", "XY") or (not word.text.isascii() and word.text.isupper())
        for word in inner
    ):
        total -= 1.2
    if any(mark in word.text for word in inner for mark in "./0123456789") and len(inner) < 4:
        total -= 1.5
    return total + 0.4 * min(len(inner) - 1, 4)


def _surroundings(
    sentence: Sentence,
    quotation: Quotation,
    clause: int,
    cues: list[Cue],
    reported: list[Draft],
) -> float:
    """What the sentence around says: reported speech, a verb of judging, or nothing."""
    total = 0.0
    if any(_covers(draft, quotation) for draft in reported):
        total += 1.5
    own = [cue for cue in cues if cue.clause == clause]
    words = sentence.words[sentence.clauses[clause].first : sentence.clauses[clause].last]
    alone = all(quotation.start <= word.start < quotation.end for word in words)
    if alone and any(cue.clause == clause + 1 for cue in cues):
        total += 3.0  # „Das Tal“, sagte er, „ist leer.“
    if any(cue.verb.infinitive in _JUDGING for cue in own):
        total += 2.2
    elif any(cue.verb.noun_phrase or cue.verb.prepositions for cue in own):
        total += 1.2
    elif cues:
        total += 0.4
    elif not reported:
        total -= 0.7
    return total


_JUDGING = frozenset(
    """nennen bezeichnen halten werten bewerten einstufen sehen ansehen betrachten zurückweisen
    kritisieren verurteilen titulieren charakterisieren abtun rufen skandieren sprechen
    beschimpfen loben würdigen warnen""".split()
)


def _introduction(before: list[Token], first: Token) -> float:
    """What the words in front of the marks say."""
    last = before[-1]
    folds = [word.fold for word in before[-3:]]
    if last.fold in TITLE_NOUNS or last.fold in MEDIA or any(f in _NAMING for f in folds):
        return -3.0
    if last.tag == "CARD":
        return -0.5
    if last.tag in ("NN", "NE") and animacy.classify(last.text) in (animacy.BODY, animacy.PERSON):
        return -1.5
    if last.fold in ("der", "die", "das", "dem", "den") and first.text[:1].isupper():
        return -0.5
    if last.fold in ("als", "für", "von", "wegen", "ein", "eine", "einen", "einem", "einer"):
        return 0.4
    if last.fold == ":":
        return 1.0
    return 0.0
