"""A claim as a sentence that can be read on its own, where that is safe; else its own words.

Claimify's order: take the part that is claimed, resolve what it refers to, and where the reading
is not clear, do not rewrite. A rewritten statement has the words of its quote, no more and no
less, but for the conjunction it drops, the mood of its verbs, and a pronoun that can mean only
the claimant; ``keeps_every_word`` checks that, and the verbatim sentence is used if it fails.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from claims.extraction import animacy
from claims.extraction.clauses import QUOTE, Clause, ClauseKind, Sentence
from claims.extraction.constituents import front_constituent
from claims.extraction.document import Document
from claims.extraction.drafts import Draft
from claims.extraction.lexicon.function_words import COORDINATORS, MODALS, NEGATIONS, W_WORDS
from claims.extraction.model import Mode, Span, Speaker, SpeakerKind
from claims.extraction.moods import doubtful_prefix, indicative, separable
from claims.extraction.phrases import Phrase
from claims.extraction.tagging import is_conditional, is_finite, is_reporting
from claims.extraction.tokens import Token, fold

# Verbs whose complement is put forward as true. Under a verb of denial, demand, hope or doubt
# ("bestreitet, dass …") the clause without its verb would say something else.
ASSERTING = frozenset(
    """sagen aussagen erklären berichten mitteilen schreiben melden vermelden betonen
    unterstreichen hervorheben bestätigen bekräftigen bekunden beteuern versichern behaupten
    meinen antworten erwidern entgegnen kontern konstatieren resümieren bilanzieren äussern
    ergänzen hinzufügen anmerken bemerken erwähnen notieren präzisieren erläutern darlegen
    schildern erzählen verraten enthüllen offenbaren verkünden bekanntgeben bekanntmachen angeben
    zugeben einräumen eingestehen gestehen bekennen klarstellen richtigstellen feststellen
    festhalten ausführen anführen vorbringen einwenden argumentieren kommentieren beklagen
    bedauern bemängeln monieren kritisieren rügen verlauten heissen lauten besagen hinweisen
    zusichern versprechen ankündigen finden urteilen bilanzieren""".split()
)
_ASSERTING_COMPANIONS = frozenset(
    """ansicht auffassung meinung standpunkt überzeugung überzeugt schluss ergebnis bekannt
    deutlich klar geltend hinzu fest hervor verlauten mitteilen durchblicken protokoll
    hinweis""".split()
)
_DENYING_COMPANIONS = frozenset("abrede zweifel damit davor darum daran dagegen dafür".split())
_DOUBT = frozenset(
    """befürchtung befürchtungen verdacht hoffnung hoffnungen gerücht gerüchte gerüchten vermutung
    vermutungen zweifel forderung forderungen sorge angst spekulation spekulationen wunsch falls
    wenn angeblich vielleicht""".split()
)
_DROPPED = frozenset(("dass", "wonach"))
_EMBEDDED = (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE, ClauseKind.W, ClauseKind.INFINITIVE)
_DEMANDING = frozenset("fordern verlangen mahnen empfehlen plädieren drängen pochen".split())
_DUTY = frozenset("muss müsse müssen müssten soll solle sollen dürfe dürfen".split())
_CONDITION = frozenset("wenn falls sofern sonst andernfalls ohne beinahe fast".split())
_PERSONAL = frozenset("er sie ihm ihn ihr ihnen".split())
_POINTING = frozenset("das dies dieser diese dieses jener jene jenes letzterer letztere".split())
_POSSESSIVE = re.compile(r"(sein|ihr)(e|en|em|er|es)?")
_FIRST_PERSON = frozenset("ich wir mich mir uns".split())
_EXISTING = frozenset("besteht bestehen existiert existieren droht drohen herrscht".split())
_MARKS = "„“”«»\"‚‘’‹›'"
_WORD = re.compile(r"\w+")
_REPEATED_MARK = re.compile(r"\n\s*[„“”«»\"]")
_LOOSE_MARK = re.compile(r" +([,;:])")
_STOPS = (".", "!", "?", "…")


def plain_statement(document: Document, draft: Draft, speaker: Speaker | None) -> str:
    """The statement of ``draft``: plain speech where the reading is clear, else the verbatim words.

    ``speaker`` is the resolved claimant; a pronoun is replaced by its name only where it can mean
    nobody else.
    """
    verbatim = _verbatim(document, draft)
    if draft.mode is Mode.DIRECT:
        return _spoken(document, draft) or verbatim
    if draft.mode is Mode.INDIRECT_FREE:
        rewriting = _run(document, draft, speaker)
    elif draft.mode is Mode.INDIRECT and _is_asserted(document, draft):
        rewriting = _complement(document, draft, speaker)
    else:
        return verbatim
    if rewriting is None or not rewriting.is_whole(document.text, draft.spans):
        return verbatim
    return rewriting.statement


def keeps_every_word(quote: str, statement: str, changes: list[tuple[str, str]]) -> bool:
    """Whether ``statement`` has exactly the words of ``quote``, after the listed changes.

    A change is (words of the quote, words of the statement), either of them possibly none.
    """
    before = Counter(fold(word) for word in _WORD.findall(quote))
    after = Counter(fold(word) for word in _WORD.findall(statement))
    for old, new in changes:
        before.subtract(fold(word) for word in _WORD.findall(old))
        before.update(fold(word) for word in _WORD.findall(new))
    return all(before[word] == after[word] for word in before | after)


def _is_paired(words: str) -> bool:
    """Whether every quotation mark has its partner; a lone one means that a quotation was cut."""
    low, high = words.count("„"), words.count("“") + words.count("”")
    german = low == high or (low == 0 and high % 2 == 0)
    return german and words.count('"') % 2 == 0 and words.count("«") == words.count("»")


@dataclass(slots=True)
class _Rewriting:
    """A statement in the making, with all that was changed on the way."""

    statement: str = ""
    changes: list[tuple[str, str]] = field(default_factory=list)

    def is_whole(self, text: str, spans: list[Span]) -> bool:
        quote = " ".join(text[start:end] for start, end in spans)
        return (
            bool(self.statement)
            and _is_paired(self.statement)
            and keeps_every_word(quote, self.statement, self.changes)
        )


@dataclass(slots=True)
class _Edits:
    """Replacements of words in place: start -> (end, new word)."""

    at: dict[int, tuple[int, str]] = field(default_factory=dict)

    def render(self, text: str, start: int, end: int) -> str:
        """``text[start:end]`` with the edits, blanks made single."""
        pieces, position = [], start
        for first in sorted(self.at):
            last, new = self.at[first]
            if start <= first and last <= end:
                pieces += [text[position:first], new]
                position = last
        pieces.append(text[position:end])
        return " ".join("".join(pieces).split())

    def changes(self, text: str) -> list[tuple[str, str]]:
        return [(text[start:end], new) for start, (end, new) in self.at.items()]


# --- verbatim -----------------------------------------------------------------------------------


def _verbatim(document: Document, draft: Draft) -> str:
    """The sentence or sentences in which the claim stands."""
    start = min(draft.start, draft.sentence.start)
    end = max(draft.end, draft.sentence.end)
    if draft.mode in (Mode.INDIRECT_FREE, Mode.REPORTED, Mode.FREE_INDIRECT, Mode.OWN_VOICE):
        start, end = draft.start, draft.end
    return _closed(" ".join(document.text[start:end].split()))


def _closed(words: str) -> str:
    """With a full stop, unless there is a mark at the end."""
    words = words.rstrip(" ,;:–—")
    return words if words.rstrip(_MARKS).endswith(_STOPS) else words + "."


def _spoken(document: Document, draft: Draft) -> str | None:
    """The words of a quotation without its marks, if they make a sentence."""
    pieces = []
    for start, end in draft.spans:
        marked = document.text[start] in _MARKS and document.text[end - 1] in _MARKS
        piece = spoken_words(document.text, start + marked, end - marked)
        pieces.append(piece.rstrip(","))
    pieces = [piece for piece in pieces if piece]
    if not pieces or not _is_sentence(document, draft, pieces):
        return None
    words = pieces[0]
    for piece in pieces[1:]:
        broken = not words.endswith(_STOPS) and not piece[:1].islower()
        words += (" … " if broken else " ") + piece
    return _closed(words)


def spoken_words(text: str, start: int, end: int) -> str:
    """The quoted words in one line, without the mark that each further paragraph repeats."""
    return " ".join(_REPEATED_MARK.sub(" ", text[start:end]).split())


def _is_sentence(document: Document, draft: Draft, pieces: list[str]) -> bool:
    if len(pieces) > 1 or pieces[0].endswith(_STOPS):
        return True
    if len(pieces[0].split()) < 3 or not pieces[0][:1].isupper():
        return False
    words = draft.sentence.words
    start, end = draft.spans[0]
    opaque = any(word.tag == QUOTE and word.start == start for word in words)
    return opaque or any(start < word.start < end and is_finite(word) for word in words)


# --- may it be rewritten? -----------------------------------------------------------------------


def _is_asserted(document: Document, draft: Draft) -> bool:
    """Whether the claim's clause alone says what the claimant says."""
    sentence = draft.sentence
    if sentence.question or draft.rule.startswith("noun") or draft.end > sentence.end:
        return False
    if draft.verb is not None and not (_asserts(draft) or _says_duty(draft)):
        return False
    outside = [word for word in sentence.words if not _inside(word, draft.spans)]
    return not any(
        word.fold in NEGATIONS or word.fold in MODALS or word.fold in _DOUBT or is_conditional(word)
        for word in outside
    )


def _asserts(draft: Draft) -> bool:
    verb = draft.verb
    if verb is None or set(verb.companions) & _DENYING_COMPANIONS:
        return False
    if verb.companions:
        return bool(set(verb.companions) & _ASSERTING_COMPANIONS) or verb.infinitive in ASSERTING
    return verb.infinitive in ASSERTING


def _says_duty(draft: Draft) -> bool:
    """Whether a demand says itself that it is one: "fordert, dass … gestärkt werden müsse"."""
    if draft.verb is None or draft.verb.infinitive not in _DEMANDING:
        return False
    for clause in draft.sentence.clauses:
        if clause.conjunction == "dass" and _inside(
            draft.sentence.words[clause.first], draft.spans
        ):
            return draft.sentence.words[clause.finite].fold in _DUTY
    return False


def _inside(word: Token, spans: list[Span]) -> bool:
    return any(start <= word.start < end for start, end in spans)


# --- rewriting ----------------------------------------------------------------------------------


def _run(document: Document, draft: Draft, speaker: Speaker | None) -> _Rewriting | None:
    """Whole sentences in reported speech: the mood alone changes. A sentence that is not clear
    stays as it is, and the others need not."""
    first = draft.sentence.index
    last = max(first, draft.last_sentence)
    parts = []
    whole = _Rewriting()
    antecedents: list[Phrase] = []
    for sentence in document.sentences[first : last + 1]:
        start, end = max(draft.start, sentence.start), min(draft.end, sentence.end)
        if start >= end:
            continue
        part = None
        if not sentence.question and not _is_mixed(sentence):
            part = _in_place(document, sentence, [(start, end)], draft, speaker, antecedents)
        if part is None:
            part = _Rewriting(_closed(" ".join(document.text[start:end].split())))
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


def _complement(document: Document, draft: Draft, speaker: Speaker | None) -> _Rewriting | None:
    """A clause that a verb or a source governs, as a main clause."""
    sentence = draft.sentence
    first = _first_word(sentence, draft.start)
    if first is None:
        return None
    word = sentence.words[first]
    if word.fold in _DROPPED:
        return _from_verb_final(document, draft, first, speaker) if len(draft.spans) == 1 else None
    if is_finite(word):
        return _from_verb_first(document, draft, first, speaker) if len(draft.spans) == 1 else None
    clause = sentence.clauses[sentence.clause_of(first)]
    if word.fold in W_WORDS or word.fold == "ob" or clause.kind is ClauseKind.INFINITIVE:
        return None
    if not _is_verb_second(sentence, draft.spans):
        return None
    return _in_place(document, sentence, draft.spans, draft, speaker)


def _first_word(sentence: Sentence, start: int) -> int | None:
    return next((i for i, word in enumerate(sentence.words) if word.start >= start), None)


def _is_verb_second(sentence: Sentence, spans: list[Span]) -> bool:
    """Whether the claim is a main clause as it stands, and one only if it is broken in two."""
    mains = [
        clause
        for clause in sentence.clauses
        if clause.kind is ClauseKind.MAIN and _inside(sentence.words[clause.finite], spans)
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
    if not _inside(head, spans):
        return False
    joined = clause.separator in COORDINATORS or head.fold in COORDINATORS
    return joined and clause.conjunction in _DROPPED


def _is_torn(sentence: Sentence, spans: list[Span]) -> bool:
    """Whether a piece lost the word that joins it to the rest."""
    words = sentence.words
    for clause in sentence.clauses:
        dependent = clause.kind in (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE, ClauseKind.W)
        claimed = [i for i in range(clause.first, clause.last) if _inside(words[i], spans)]
        if dependent and claimed and claimed[0] != clause.first:
            return True
    later = [i for i, word in enumerate(words) if word.start in {span[0] for span in spans[1:]}]
    return any(words[i].fold in COORDINATORS or words[i].fold in _DROPPED for i in later)


def _in_place(
    document: Document,
    sentence: Sentence,
    spans: list[Span],
    draft: Draft,
    speaker: Speaker | None,
    antecedents: list[Phrase] | None = None,
) -> _Rewriting | None:
    """Main clauses keep their order."""
    edits = _plain_moods(document, sentence, spans)
    if edits is None or not _settle_pronouns(
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
    return _Rewriting(_sentence_case(words), changes)


def _closes_clause(sentence: Sentence, text: str, words: str, start: int) -> bool:
    """Whether what stands before the gap ends with a clause set off by a comma."""
    before = [c for c in sentence.clauses if sentence.words[c.last - 1].end <= start]
    ends = [c for c in before if words.endswith(sentence.words[c.last - 1].text)]
    return any(c.kind in (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE) for c in ends[-1:])


def _from_verb_final(
    document: Document, draft: Draft, first: int, speaker: Speaker | None
) -> _Rewriting | None:
    """ "dass kein Einsatz geplant sei" -> "Es ist kein Einsatz geplant"."""
    sentence = draft.sentence
    number = sentence.clause_of(first)
    clause = sentence.clauses[number]
    last, finite = _final_verb(sentence, number, draft.end)
    if clause.first != first or finite <= first + 1:
        return None
    if _goes_on_verb_final(sentence, last, draft.end):
        return None
    if doubtful_prefix(sentence.words[finite].text):
        return None
    edits = _plain_moods(document, sentence, draft.spans)
    front = front_constituent(sentence, first + 1, min(finite, clause.last))
    if front is not None and front[1] == clause.last:
        front = _with_relative_clause(sentence, front, number)
    if edits is None or front is None or not _is_movable(sentence, front, finite):
        return None
    if not _settle_pronouns(document, sentence, draft.spans, edits, draft, speaker):
        return None
    return _verb_second(document, draft, edits, front, (first + 1, finite), drop=first)


def _final_verb(sentence: Sentence, number: int, end: int) -> tuple[int, int]:
    """Number of the clause in which a verb-final clause ends, and its finite verb, or -1: what is
    put in between has clauses of its own ("dass die Frau, die kam, krank sei")."""
    words = sentence.words
    for later in range(number, min(len(sentence.clauses), number + 5)):
        clause = sentence.clauses[later]
        last = clause.last - 1
        if words[clause.first].start >= end:
            break
        if later > number and clause.kind in _EMBEDDED and not _is_continued(sentence, clause):
            continue
        if clause.finite == last:
            return later, last
        if clause.finite >= 0:
            break
        if words[last].tag.endswith("(INF)") and words[last - 1].fold != "zu":
            return later, last  # a plural alone looks like an infinitive
    return number, -1


def _is_continued(sentence: Sentence, clause: Clause) -> bool:
    """Whether a piece goes on with a "dass" that stands in a piece before it."""
    opening = sentence.words[clause.first : clause.first + 3]
    return clause.conjunction in _DROPPED and clause.conjunction not in {w.fold for w in opening}


def _with_relative_clause(
    sentence: Sentence, front: tuple[int, int], number: int
) -> tuple[int, int] | None:
    """The front with the relative clause that follows it at once; None where another follows."""
    following = sentence.clauses[number + 1]
    if following.kind is not ClauseKind.RELATIVE:
        return None
    return front[0], following.last


def _goes_on_verb_final(sentence: Sentence, number: int, end: int) -> bool:
    """Whether more verb-final clauses of the same rank follow, which would stay behind."""
    for clause in sentence.clauses[number + 1 :]:
        head = sentence.words[clause.first]
        if head.start >= end:
            return False
        joined = clause.separator in COORDINATORS or head.fold in COORDINATORS
        loose = clause.kind in (ClauseKind.MAIN, ClauseKind.FRAGMENT)
        if joined or loose or _is_continued(sentence, clause):
            return True
    return False


def _from_verb_first(
    document: Document, draft: Draft, first: int, speaker: Speaker | None
) -> _Rewriting | None:
    """What stands behind "Laut Polizei": "wurde ein Mann verletzt" -> "Ein Mann wurde …"."""
    sentence = draft.sentence
    clause = sentence.clauses[sentence.clause_of(first)]
    if clause.finite != first:
        return None
    edits = _plain_moods(document, sentence, draft.spans)
    front = front_constituent(sentence, first + 1, clause.last)
    if (
        front is not None
        and front[1] == clause.last
        and draft.end > sentence.words[front[1] - 1].end
    ):
        return None  # an apposition or a relative clause hangs on it
    if edits is None or front is None or not _is_movable(sentence, front, first):
        return None
    if not _settle_pronouns(document, sentence, draft.spans, edits, draft, speaker):
        return None
    return _verb_second(document, draft, edits, front, (first + 1, first), drop=-1)


def _is_movable(sentence: Sentence, front: tuple[int, int], finite: int) -> bool:
    """Whether the front may go before the verb: no quotation is cut, and "es" is no object."""
    words = sentence.words
    start, end = words[front[0]].start, words[front[1] - 1].end
    for quotation in sentence.quotations:
        inside = start <= quotation.start and quotation.end <= end + 1
        if not inside and quotation.start < end and quotation.end > start:
            return False
        if quotation.start < words[finite].start < quotation.end:
            return False
    return words[front[0]].fold != "es" or not words[finite].fold.startswith(("halt", "hält"))


def _verb_second(
    document: Document,
    draft: Draft,
    edits: _Edits,
    front: tuple[int, int],
    field_and_verb: tuple[int, int],
    *,
    drop: int,
) -> _Rewriting:
    """Puts ``front`` (word range) before the finite verb and everything else behind it.

    ``field_and_verb`` are the index where the words between begin, and that of the finite verb.
    """
    text, words = document.text, draft.sentence.words
    field_start, finite = field_and_verb
    verb = words[finite]
    new_verb, prefix = _split(edits.at.get(verb.start, (0, verb.text))[1], final=drop >= 0)
    changes = [change for change in edits.changes(text) if change[0] != verb.text]
    changes.append((verb.text, f"{new_verb} {prefix}"))
    if drop >= 0:
        changes.append((words[drop].text, ""))
    begin, split = words[front[0]].start, _gap_split(text, words, front[1], draft.end)
    field_end = verb.start if drop >= 0 else draft.end
    before = edits.render(text, words[field_start].start, begin)  # "sich" in front of the subject
    behind = edits.render(text, split, field_end)
    if _takes_es(words, front, finite, behind, new_verb):
        head, middle = "Es", f"{edits.render(text, begin, split)} {behind}"
        changes.append(("", "es"))
    else:
        head, middle = edits.render(text, begin, split), f"{before} {behind}"
    tail = edits.render(text, verb.end, draft.end) if drop >= 0 else ""
    joint = "" if tail[:1] in ",;:" else " "
    body = " ".join(f"{head} {new_verb} {middle} {prefix}".split())
    return _Rewriting(
        _sentence_case(_LOOSE_MARK.sub(r"\1", f"{body}{joint}{tail}".strip())), changes
    )


def _split(verb: str, *, final: bool) -> tuple[str, str]:
    """Verb and separated prefix; a verb that already stands first has none on it."""
    parts = separable(verb) if final else None
    return (parts[1], parts[0]) if parts is not None else (verb, "")


def _gap_split(text: str, words: list[Token], last: int, end: int) -> int:
    """Where the front ends in the text: closing marks and brackets still belong to it."""
    start = words[last - 1].end
    stop = min(words[last].start, end) if last < len(words) else end
    gap = text[start:stop]
    if gap.startswith(","):
        return start + 1  # it closes a relative clause
    cut = gap.find(" ") if not gap.startswith(" (") else gap.find(")") + 1
    return start + cut if cut >= 0 else stop


def _takes_es(
    words: list[Token], front: tuple[int, int], finite: int, behind: str, verb: str
) -> bool:
    """ "Es ist kein Einsatz geplant": with nothing but a negated subject and its verb."""
    if not words[front[0]].fold.startswith("kein") or words[front[0]].fold == "keiner":
        return False
    rest = behind.split()
    if fold(verb) in _EXISTING:
        return True
    return fold(verb) in ("ist", "sind", "wird", "werden", "wurde", "wurden") and (
        1 <= len(rest) <= 2 and rest[0][:1].islower() and rest[0].endswith(("t", "en"))
    )


def _sentence_case(words: str) -> str:
    for index, letter in enumerate(words):
        if letter.isalnum():
            return _closed(words[:index] + letter.upper() + words[index + 1 :])
        if letter not in _MARKS:
            break
    return _closed(words)


# --- moods and pronouns -------------------------------------------------------------------------


def _plain_moods(document: Document, sentence: Sentence, spans: list[Span]) -> _Edits | None:
    """Edits that turn every subjunctive of reported speech into the indicative; None where a
    form is not understood or somebody speaks in the first person."""
    edits = _Edits()
    sharp_s = "ß" in document.text
    words = sentence.words
    nested = _nested_speech(document, sentence, spans)
    conditional = any(word.fold in _CONDITION for word in words if _inside(word, spans))
    for index, word in enumerate(words):
        if not _inside(word, spans) or word.tag == QUOTE:
            continue
        if word.fold in _FIRST_PERSON or _is_idiom(words, index):
            return None
        if not is_finite(word) or not word.text[0].islower() or _quoted(sentence, word):
            continue
        if word.start >= nested:
            continue
        plain = indicative(word.text, sharp_s=sharp_s)
        if plain is None and word.fold == "hätten" and not conditional and _perfect(words, index):
            plain = "haben"
        if plain is not None and plain != word.text:
            edits.at[word.start] = (word.end, plain)
        elif plain is None and word.fold in ("möge", "mögen"):
            return None
    return edits


def _nested_speech(document: Document, sentence: Sentence, spans: list[Span]) -> int:
    """Offset from which what is claimed reports in its turn ("X habe gesagt, er sei krank"):
    there the mood stays."""
    words = sentence.words
    ends = [
        words[sentence.clauses[cue.last_clause].last - 1].end
        for cue in document.cues(sentence)
        if _inside(words[cue.finite], spans)
    ]
    return min(ends, default=len(document.text))


def _is_idiom(words: list[Token], index: int) -> bool:
    """ "es sei denn", "sei es … sei es": no speech of anybody."""
    following = words[index + 1].fold if index + 1 < len(words) else ""
    if words[index].fold != "sei":
        return False
    opens = index == 0 or not words[index - 1].text[0].isalnum()
    return following == "denn" or (following == "es" and opens)


def _perfect(words: list[Token], index: int) -> bool:
    return index > 0 and words[index - 1].tag.endswith("(PP)")


def _quoted(sentence: Sentence, word: Token) -> bool:
    return any(quotation.start < word.start < quotation.end for quotation in sentence.quotations)


def _settle_pronouns(
    document: Document,
    sentence: Sentence,
    spans: list[Span],
    edits: _Edits,
    draft: Draft,
    speaker: Speaker | None,
    antecedents: list[Phrase] | None = None,
) -> bool:
    """Replaces a subject pronoun that can mean only the claimant; False where one stays unclear.

    ``antecedents`` are phrases of sentences before, inside the same claim.
    """
    words = sentence.words
    known = list(antecedents or [])
    settled = False  # the claimant's name stands in the claim
    for phrase in document.phrases(sentence):
        word = words[phrase.first]
        if not _inside(word, spans):
            continue
        unclear = _refers(words, phrase.first) and not any(_may_mean(word, p) for p in known)
        if unclear and not settled:
            if speaker is None or not _is_claimant(document, sentence, word, draft, speaker):
                return False
            edits.at[word.start] = (word.end, speaker.name)
            settled = True
        if phrase.kind not in ("pronoun", animacy.TIME):
            known.append(phrase)
    return True


def _may_mean(pronoun: Token, phrase: Phrase) -> bool:
    """Whether the pronoun agrees with a noun phrase that stands before it in the claim."""
    if pronoun.fold in ("er", "ihm", "ihn") or pronoun.fold.startswith("sein"):
        return not phrase.plural and phrase.gender != "f" and phrase.preposition < 0
    return True


def _refers(words: list[Token], index: int) -> bool:
    word = words[index]
    if word.fold in _PERSONAL and word.tag in ("PPER", "PPOSAT", "PIS", "PDS"):
        return word.tag != "PPOSAT" or word.fold in ("sie", "er")
    if word.fold in _POINTING:
        return word.tag == "PDS" or word.fold in ("dies", "letzterer", "letztere")
    return bool(_POSSESSIVE.fullmatch(word.fold)) and word.tag.startswith("PPOS")


def _is_claimant(
    document: Document, sentence: Sentence, pronoun: Token, draft: Draft, speaker: Speaker | None
) -> bool:
    if speaker is None or pronoun.fold not in ("er", "sie") or not _is_named_person(speaker):
        return False
    if pronoun.fold == "sie" and not (_is_singular(sentence, pronoun) and _is_woman(draft)):
        return False
    if pronoun.fold == "er" and draft.phrase is not None and draft.phrase.gender == "f":
        return False
    before = document.sentences[sentence.index - 1] if sentence.index else None
    nearby = [sentence] if before is None else [before, sentence]
    return not any(_has_rival(document, near, pronoun, speaker) for near in nearby)


def _is_named_person(speaker: Speaker) -> bool:
    parts = speaker.name.split()
    return (
        speaker.kind == SpeakerKind.PERSON
        and bool(parts)
        and all(part[:1].isupper() for part in parts)
        and animacy.classify(parts[-1]) == animacy.THING
    )


def _is_singular(sentence: Sentence, pronoun: Token) -> bool:
    near = [word for word in sentence.words if is_finite(word) and word.start > pronoun.start]
    return bool(near) and not near[0].fold.endswith("n") and near[0].fold != "sind"


def _is_woman(draft: Draft) -> bool:
    return draft.phrase is not None and draft.phrase.gender == "f"


def _has_rival(document: Document, sentence: Sentence, pronoun: Token, speaker: Speaker) -> bool:
    """Whether another person is named that the pronoun may mean."""
    own = {fold(part) for name in (speaker.name, *speaker.aliases) for part in name.split()}
    for phrase in document.phrases(sentence):
        members = sentence.words[phrase.first : phrase.last]
        if phrase.kind not in (animacy.PERSON, "name") or phrase.plural:
            continue
        if phrase.gender and phrase.gender != ("m" if pronoun.fold == "er" else "f"):
            continue
        if not any(member.fold in own for member in members):
            return True
    return False
