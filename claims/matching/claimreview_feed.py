"""The items of a ClaimReview feed, one after another, however large the feed is. PURE.

The Data Commons feed has some 190 MB. It is read in pieces; an item that cannot be read is counted
and left out, and the reading goes on behind it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

CHUNK_SIZE = 256 * 1024  # characters read at once
MAX_ITEM_SIZE = 4_000_000  # characters; what is longer is no review
ELEMENTS = re.compile(r'"dataFeedElement"\s*:\s*\[')
# A string is one step, so that brackets in it do not count. The last form is one not yet closed.
STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
STEP = re.compile(STRING.pattern + r'|[{}\[\]]|"', re.DOTALL)


class Feed:
    """Iterates over the ClaimReviews of a feed; ``broken`` counts what could not be read."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.broken = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for element in self._elements():
            items = element.get("item", element)
            for item in items if isinstance(items, list) else [items]:
                if isinstance(item, dict) and "claimReviewed" in item:
                    yield item

    def _elements(self) -> Iterator[dict[str, Any]]:
        for text in self._texts():
            try:
                element = json.loads(text)
            except (ValueError, RecursionError):
                self.broken += 1
                continue
            if isinstance(element, dict):
                yield element

    def _texts(self) -> Iterator[str]:
        """The text of every object in the feed's list, cut out by counting brackets."""
        buffer = self._start_of_list()
        position = depth = begin = 0
        while True:
            step = STEP.search(buffer, position)
            if step is None or step[0] == '"':
                kept = begin if depth else step.start() if step else len(buffer)
                piece = self.stream.read(CHUNK_SIZE)
                if not piece:
                    self.broken += depth > 0
                    return
                # What is looked at again begins at the open string, or where nothing was found.
                position = (step.start() if step else len(buffer)) - kept
                buffer, begin = buffer[kept:] + piece, 0
                if depth and len(buffer) > MAX_ITEM_SIZE:
                    self.broken += 1
                    return
                continue
            position = step.end()
            if step[0] in "{[":
                if depth == 0:
                    begin = step.start()
                depth += 1
            elif step[0] in "}]":
                if depth == 0:
                    return  # the end of the list
                depth -= 1
                if depth == 0:
                    yield buffer[begin:position]

    def _start_of_list(self) -> str:
        """What follows the opening bracket of the list of elements, as far as it was read."""
        buffer = ""
        while piece := self.stream.read(CHUNK_SIZE):
            buffer += piece
            if buffer.lstrip("\ufeff \t\r\n").startswith("["):
                return buffer.partition("[")[2]
            if found := ELEMENTS.search(buffer):
                return buffer[found.end() :]
            buffer = buffer[-100:] if len(buffer) > CHUNK_SIZE else buffer
        return ""
