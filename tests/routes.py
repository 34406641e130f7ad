"""Every address of the site, read from the URL conf: a test that walks it misses no new one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


class Route(NamedTuple):
    """``name`` with its namespaces, or the address itself where it has none."""

    name: str
    address: str  # as it stands in the URL conf, parameters in angle brackets
    view: Callable[..., Any]

    def at(self, **values: Any) -> str:
        """The address with its parameters filled in; KeyError names one that is not given."""
        filled = PARAMETER.sub(lambda found: str(values[found[1] or found[2]]), self.address)
        return "/" + filled.replace("^", "").replace("$", "")


def routes(
    resolver: URLResolver | None = None, *, before: str = "", space: str = ""
) -> Iterator[Route]:
    for each in (resolver or get_resolver()).url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from routes(each, before=address, space=inner)
        else:
            name = f"{space}{each.name}" if each.name else address
            yield Route(name, address, each.callback)
