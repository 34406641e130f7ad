"""A text read once: tokens, quotations, paragraphs and sentences, ready for the rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from claims.extraction.german import tagging
from claims.extraction.german.clauses import QUOTE, Sentence, cut_clauses, stream
from claims.extraction.german.cues import Cue, find_cues
from claims.extraction.german.phrases import Phrase, noun_phrases
from claims.extraction.german.residue import mark_residue
from claims.extraction.german.tagging import is_finite
from claims.extraction.german.verb_forms import forms
from claims.extraction.quotations import Quotation, find_quotations
from claims.extraction.tokens import (
    Paragraph,
    Token,
    paragraph_breaks,
    paragraphs,
    split_sentences,
    tokenize,
)

OPAQUE_LENGTH = 9  # words in quotation marks that are read as one, verb or not


@dataclass(slots=True)
class Document:
    """Everything the rules ask about a text."""

    text: str
    tokens: list[Token]
    quotations: list[Quotation]
    blocks: list[Paragraph]
    sentences: list[Sentence] = field(default_factory=list)
    _phrases: dict[int, list[Phrase]] = field(default_factory=dict)
    _cues: dict[int, list[Cue]] = field(default_factory=dict)
    _looks: int = 0
    _quoted: Counter[str] = field(default_factory=Counter)

    def phrases(self, sentence: Sentence) -> list[Phrase]:
        """The noun phrases of a sentence."""
        known = self._phrases.get(sentence.index)
        if known is None:
            known = self._phrases[sentence.index] = noun_phrases(sentence.words)
        return known

    def quoted(self, words: str) -> int:
        """How often these words stand in quotation marks, marks included."""
        if not self._quoted:
            self._quoted.update(
                self.text[quotation.start : quotation.end] for quotation in self.quotations
            )
        return self._quoted[words]

    def has_unquoted(self, words: str) -> bool:
        """Whether the words stand in the text without marks as well: then they are a name.

        Looks at a few quotations only, as each look reads the whole text.
        """
        self._looks += 1
        if self._looks > 100 or len(words) > 60:
            return False
        return any(
            self.text[match.start() - 1 : match.start()] not in tuple("„“”«»\"‚‘'")
            for match in re.finditer(re.escape(words), self.text)
        )

    def cues(self, sentence: Sentence) -> list[Cue]:
        """The verbs of saying and thinking in a sentence."""
        known = self._cues.get(sentence.index)
        if known is None:
            known = self._cues[sentence.index] = find_cues(sentence)
        return known


def read(text: str) -> Document:
    """Tokens, quotations, blocks and sentences of ``text``."""
    breaks = paragraph_breaks(text)
    tokens = tokenize(text)
    document = Document(text, tokens, find_quotations(text, breaks), paragraphs(text, tokens))
    closed_at, by_start = _token_pairs(document)
    opaque = _opaque(document, closed_at, by_start)
    mark_residue(document.blocks, tokens, text)
    _spread(document, closed_at, by_start, opaque)
    for number, block in enumerate(document.blocks):
        block.sentences = split_sentences(tokens, block, closed_at)
        for first, last in block.sentences:
            _add_sentence(document, number, block, first, last, opaque)
    _share_out_quotations(document)
    return document


def _token_pairs(document: Document) -> tuple[dict[int, int], dict[int, Quotation]]:
    """For every outermost quotation: index of its opening token -> of its closing one."""
    at = {token.start: index for index, token in enumerate(document.tokens)}
    closed_at, by_start = {}, {}
    for quotation in document.quotations:
        if quotation.depth == 0:
            first, last = at.get(quotation.start), at.get(quotation.end - 1)
            if first is not None and last is not None:
                closed_at[first] = last
                by_start[first] = quotation
    return closed_at, by_start


def _opaque(
    document: Document, closed_at: dict[int, int], by_start: dict[int, Quotation]
) -> dict[int, tuple[int, Token]]:
    found = {}
    for first, last in closed_at.items():
        inner = document.tokens[first + 1 : last]
        if not inner:
            continue
        tagging.tag(inner)
        quotation = by_start[first]
        quotation.finite = any(tagging.is_finite(token) for token in inner)
        if _is_sentence(inner):
            word = document.text[quotation.start : quotation.end]
            found[first] = (last + 1, Token(word, quotation.start, quotation.end, QUOTE, QUOTE))
    return found


def _spread(
    document: Document,
    closed_at: dict[int, int],
    by_start: dict[int, Quotation],
    opaque: dict[int, tuple[int, Token]],
) -> None:
    """A quotation over several blocks: what it covers is no prose of its own, and it is told of
    again at the head of its last block, where the verb may follow."""
    starts = [block.first for block in document.blocks]
    for first, last in list(closed_at.items()):
        begins, ends = bisect_right(starts, first) - 1, bisect_right(starts, last) - 1
        if begins == ends:
            continue
        for block in document.blocks[begins + 1 : ends]:
            block.prose = False
        head = document.blocks[ends]
        quotation = by_start[first]
        words = document.text[quotation.start : quotation.end]
        closed_at[head.first] = last
        opaque[first] = opaque[head.first] = (
            last + 1,
            Token(words, quotation.start, quotation.end, QUOTE, QUOTE),
        )
        rest = document.tokens[last + 1 : head.last]
        if any(token.text[0].isalnum() for token in rest):
            quotation.home = document.tokens[head.first].start


def _is_sentence(inner: list[Token]) -> bool:
    """Whether quoted words are a sentence of their own rather than part of the one around."""
    if inner[-1].text in ".!?…":
        return True
    if inner[0].text[:1].islower():
        return False
    if len(inner) >= OPAQUE_LENGTH:
        return True
    verbs = [index for index, token in enumerate(inner) if tagging.is_finite(token)]
    return bool(verbs) and len(inner) >= 3 and verbs[-1] > 0 and inner[0].text[:1].isupper()


def _add_sentence(
    document: Document,
    number: int,
    block: Paragraph,
    first: int,
    last: int,
    opaque: dict[int, tuple[int, Token]],
) -> None:
    words = stream(document.tokens, first, last, opaque)
    plain = [word for word in words if word.tag != QUOTE]
    if plain:
        tagging.tag(plain)
    _verbs_behind_quotes(words)
    _plural_verbs(words)
    start, end = document.tokens[first].start, document.tokens[last - 1].end
    document.sentences.append(
        Sentence(
            index=len(document.sentences),
            paragraph=number,
            start=start,
            end=end,
            words=words,
            clauses=cut_clauses(words),
            question=document.tokens[last - 1].text == "?",
            prose=block.prose,
            first_of_paragraph=first == block.first,
        )
    )


def _verbs_behind_quotes(words: list[Token]) -> None:
    """ "„…“ erklärte Ministerin Eisen": the tagger, which sees no quotation, takes the verb for an
    adjective."""
    for index, word in enumerate(words[1:], 1):
        if word.tag != "ADJ(A)" or (words[index - 1].tag != QUOTE and words[index - 1].text != ","):
            continue
        if any(form.shape == "finite" for form in forms().get(word.fold, ())):
            word.tag = "VV(FIN)"


def _plural_verbs(words: list[Token]) -> None:
    """ "Die Forscher vermuten, dass …", "er behauptet, dass …": a finite form that the tagger
    takes for an infinitive or a participle, in a clause that has no other verb."""
    first = 0
    for index in range(len(words) + 1):
        if index < len(words) and words[index].text not in ",:;":
            continue
        piece = words[first:index]
        while piece and piece[-1].text in ".!?…":
            piece.pop()
        opened = first == 0 or words[first - 1].text != ":"
        first = index + 1
        if len(piece) < 2 or any(is_finite(word) for word in piece):
            if any(is_finite(word) for word in piece):
                return
            continue
        for position in {1, len(piece) - 1}:
            _make_finite(piece, position)
        if opened and any(is_finite(word) for word in piece):
            return


def _make_finite(piece: list[Token], position: int) -> None:
    word = piece[position]
    if word.tag not in ("VV(INF)", "VV(PP)") or piece[position - 1].fold == "zu":
        return
    if any(form.shape == "finite" for form in forms().get(word.fold, ())):
        word.tag = "VV(FIN)"


def _share_out_quotations(document: Document) -> None:
    """Gives every quotation to the sentence in which it starts."""
    position = 0
    for quotation in document.quotations:
        while (
            position < len(document.sentences) - 1
            and document.sentences[position].end <= quotation.start
        ):
            position += 1
        if document.sentences:
            home = position
            while quotation.home > document.sentences[home].start:
                home += 1
            document.sentences[home].quotations.append(quotation)
