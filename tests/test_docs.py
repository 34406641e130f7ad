"""The documents speak of files, commands and settings that exist."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from docs import draw_architecture

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/architecture.md",
    "claims/extraction/README.md",
]
TOP_LEVEL = ("claims", "factcheck", "templates", "tests", "seeds", "deploy", "docs", ".ci")


def text_of(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_named_in_documents_exist(name):
    paths = re.findall(r"`([\w.][\w./-]*)`", text_of(name))
    paths = [path for path in paths if path.partition("/")[0] in TOP_LEVEL and "/" in path]
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text_of(name))
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_named_in_documents_exist(name):
    text = text_of(name)
    targets = set(re.findall(r"^([\w-]+):", text_of("Makefile"), re.MULTILINE))
    commands = set(re.findall(r"manage\.py (\w+)", text))
    assert commands <= {*get_commands()}
    assert set(re.findall(r"\bmake ([\w-]+)(?=`|  )", text)) <= targets


def test_settings_table_names_the_variables_that_settings_read():
    named = set(re.findall(r"`([A-Z][A-Z_]+)`", text_of("README.md")))
    read = set(
        re.findall(r'= \w[\w.]*\(\s*"([A-Z]+(?:_[A-Z]+)*)"', text_of("factcheck/settings.py"))
    )
    assert len(read) > 30
    assert read <= named


def test_picture_of_the_architecture_shows_the_import_contract():
    assert draw_architecture.PICTURE.read_text() == draw_architecture.draw()
