"""Templates whose constant parts are filled in when they are read."""

import pytest
from django.template import Context, Engine
from django.template.base import TextNode
from django.utils.translation import override

from factcheck.templates import fill_in

LOAD = "{% load i18n static %}"


def compiled(source):
    libraries = {
        "i18n": "django.templatetags.i18n",
        "static": "django.templatetags.static",
    }
    return Engine(libraries=libraries).from_string(LOAD + source)


@pytest.mark.parametrize(
    "source",
    [
        "{% translate 'Search' %}",
        "<a href=\"{% url 'public:methodology' %}#x\">{% translate 'Statement' context 'right of reply' %}</a>",
        "<a href=\"{% url 'public:claims_feed' 'atom' %}\">Atom</a>",
        "<img src=\"{% static 'claims/favicon.svg' %}\">",
    ],
)
def test_what_is_constant_becomes_one_text(source):
    for language in ("de", "en"):
        with override(language):
            template = compiled(source)
            before = template.render(Context())
            fill_in(template.nodelist)
            assert template.render(Context()) == before
    assert [type(node) for node in template.nodelist[1:]] == [TextNode]


@pytest.mark.parametrize(
    "source",
    [
        "{% translate word %}",
        "{% translate 'Search' as word %}{{ word }}",
        "{% translate 'Search'|upper %}",
        "{% url 'public:topic' word %}",
        "{% url name %}",
        "{% static word %}",
        "{% language 'en' %}{% translate 'Search' %}{% endlanguage %}",
        "{% if word %}{% for letter in word %}{{ letter }}{% translate 'Search' %}{% endfor %}"
        "{% else %}{% translate 'Statement' %}{% endif %}",
        "{% if not word %}{% url 'no:such' %}{% endif %}",
    ],
)
@pytest.mark.parametrize("word", ["Search", "About"])
def test_what_is_not_stays_what_it_was(source, word):
    context = {"word": word, "name": "public:start"}
    with override("de"):
        template, filled = compiled(source), compiled(source)
        fill_in(filled.nodelist)
        assert filled.render(Context(context)) == template.render(Context(context))


def test_each_language_has_its_copy(client, db):
    german, english = (client.get(f"/?lang={code}").content.decode() for code in ("de", "en"))
    assert "Korrekturen" in german
    assert "Corrections" in english
    assert "Corrections" not in german
