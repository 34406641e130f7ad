"""Parts of a page that change by themselves, or with the reader."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.loader_tags import IncludeNode, do_include
from django.utils.safestring import SafeString

register = template.Library()


class LiveNode(IncludeNode):
    """``{% live "part.html" with name=value %}``: an include, or a gap to be filled later.

    A page that is prerendered has ``gaps`` in its context (``claims.publication.prerendering``).
    """

    def render(self, context: Context) -> SafeString:
        gaps: Any = context.get("gaps")
        if gaps is None:
            return super().render(context)
        given = {name: value.resolve(context) for name, value in self.extra_context.items()}
        mark: SafeString = gaps.leave(self.template.resolve(context), given)
        return mark


@register.tag
def live(parser: Parser, token: Token) -> LiveNode:
    include = do_include(parser, token)
    return LiveNode(include.template, extra_context=include.extra_context)
