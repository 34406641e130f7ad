"""Whether the clause of a claim, taken by itself, says what the claimant says."""

from __future__ import annotations

from claims.extraction.german.drafts import Draft
from claims.extraction.german.statement.rewriting import inside
from claims.extraction.german.tagging import is_conditional
from claims.extraction.lexicon.function_words import MODALS, NEGATIONS

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
_DEMANDING = frozenset("fordern verlangen mahnen empfehlen plädieren drängen pochen".split())
_DUTY = frozenset("muss müsse müssen müssten soll solle sollen dürfe dürfen".split())


def is_asserted(draft: Draft) -> bool:
    """Whether the claim's clause alone says what the claimant says."""
    sentence = draft.sentence
    if sentence.question or draft.rule.startswith("noun") or draft.end > sentence.end:
        return False
    if draft.verb is not None and not (_asserts(draft) or _says_duty(draft)):
        return False
    outside = [word for word in sentence.words if not inside(word, draft.spans)]
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
        if clause.conjunction == "dass" and inside(draft.sentence.words[clause.first], draft.spans):
            return draft.sentence.words[clause.finite].fold in _DUTY
    return False
