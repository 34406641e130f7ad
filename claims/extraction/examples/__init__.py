"""Example sentences, right and wrong ones, that say what each rule is for and test it.

An ``Example`` is a short text with the claims that are right for it: words, mode and speaker.
The expected values are what a careful reader would mark, not what the engine happens to do;
where it does not yet get there, ``missed`` says why, and the test expects the failure.

Attributed claims are compared one and all. The article's own claims are compared only in
examples marked ``own``, so that a frame around somebody's words need not be judged each time.
"""

from __future__ import annotations

from claims.extraction.examples.example import Claimed, Example
from claims.extraction.examples.in_english import IN_ENGLISH
from claims.extraction.examples.indirect import INDIRECT
from claims.extraction.examples.no_claims import NO_CLAIMS
from claims.extraction.examples.own_voice import OWN_VOICE
from claims.extraction.examples.quoted import QUOTED
from claims.extraction.examples.runs import RUNS
from claims.extraction.examples.sources import SOURCES
from claims.extraction.examples.speakers import SPEAKERS
from claims.extraction.examples.stances import STANCES

EXAMPLES: tuple[Example, ...] = (
    *QUOTED,
    *INDIRECT,
    *SOURCES,
    *RUNS,
    *STANCES,
    *SPEAKERS,
    *OWN_VOICE,
    *NO_CLAIMS,
    *IN_ENGLISH,
)

__all__ = ["EXAMPLES", "Claimed", "Example"]
