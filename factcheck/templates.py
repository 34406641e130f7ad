"""Templates whose constant parts are filled in once.

``{% translate "Search" %}``, ``{% url 'public:start' %}`` and ``{% static 'claims/site.css' %}``
say the same each time, and take a third of the time of rendering a page. They become text when a
template is read; each language has a copy of its own. What is printed is mostly text already, and
need not be asked whether it is a time or a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from django.template import Context, Node, NodeList, Template
from django.template.base import (
    FilterExpression,
    TextNode,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import IfNode, URLNode
from django.template.loaders import base, cached
from django.templatetags.i18n import LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class FillingLoader(base.Loader):
    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        fill_in(template.nodelist)
        return template


class Loader(cached.Loader, FillingLoader):
    def cache_key(self, template_name: str, skip: Any = None) -> str:
        return f"{get_language()} {super().cache_key(template_name, skip)}"


class Printed(VariableNode):
    """``{{ … }}``, which prints text as it is."""

    @classmethod
    def of(cls, node: VariableNode) -> Printed:
        printed = cls(node.filter_expression)
        printed.token, printed.origin = node.token, node.origin
        return printed

    def render(self, context: Context) -> str:
        value = self.filter_expression.resolve(context)
        if type(value) is SafeString:
            return value
        if type(value) is str and context.autoescape:
            return escape(value)
        return render_value_in_context(value, context)


def fill_in(nodes: NodeList) -> None:
    """Make text of what is constant in ``nodes``, in the language that is active."""
    filled: list[Node] = []
    for node in nodes:
        if not isinstance(node, LanguageNode):
            for inner in _inner(node):
                fill_in(inner)
        text = _text(node)
        if text is None:
            filled.append(Printed.of(node) if type(node) is VariableNode else node)
        elif filled and isinstance(filled[-1], TextNode):
            filled[-1] = TextNode(filled[-1].s + text)
        else:
            filled.append(TextNode(text))
    nodes[:] = filled


def _inner(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        nodes = getattr(node, name, None)
        if isinstance(nodes, NodeList):
            yield nodes


def _text(node: Node) -> str | None:
    """What ``node`` says each time; None if nobody can know."""
    match node:
        case TextNode():
            return node.s
        case TranslateNode(asvar=None):
            expressions = [node.filter_expression, node.message_context]
        case URLNode(asvar=None) if not node.kwargs:
            expressions = [node.view_name, *node.args]
        case StaticNode(varname=None):
            expressions = [node.path]
        case _:
            return None
    if not all(_is_constant(expression) for expression in expressions if expression):
        return None
    try:
        return str(node.render(Context()))
    except (NoReverseMatch, ValueError):  # it may stand where nobody comes
        return None


def _is_constant(expression: FilterExpression) -> bool:
    return not expression.filters and getattr(expression.var, "lookups", None) is None
