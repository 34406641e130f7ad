"""Answers as the OpenAPI document shows them; a test holds them to ``shapes.py``."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
SITE = "https://fakten.example.ch"


def a_page(row: Json) -> Json:
    return {"next": None, "results": [row]}


CLAIM: Json = {
    "id": 17,
    "url": f"{SITE}/claims/2026/weniger-einbrueche-in-zuerich/",
    "api_url": f"{SITE}/api/v1/claims/17/",
    "statement": "Die Zahl der Einbrüche ist um 12 Prozent gesunken.",
    "headline": "Weniger Einbrüche in Zürich",
    "language": "de",
    "kind": "number",
    "mode": "direct",
    "quote": ["Die Zahl der Einbrüche ist um 12 Prozent gesunken"],
    "via": ["SDA"],
    "claimant": {
        "slug": "anna-keller",
        "name": "Anna Keller",
        "kind": "person",
        "role": "Polizeisprecherin",
        "wikidata_id": "",
    },
    "article": {
        "slug": "weniger-einbrueche",
        "title": "Weniger Einbrüche in Zürich",
        "publisher": "Zürcher Zeitung",
        "source_url": "https://zeitung.example/einbrueche",
        "published_on": "2026-01-06",
    },
    "rating": {
        "slug": "true",
        "label": "Richtig",
        "label_de": "Richtig",
        "label_en": "True",
        "ordinal": 5,
        "steps": 5,
        "evidence_class": "supported",
        "summary": "Die Statistik der Polizei bestätigt die Zahl.",
    },
    "attribution": None,
    "known_as_of": "2026-01-07",
    "expires_on": None,
    "resolves_on": None,
    "first_published_at": "2026-01-07T09:12:00+00:00",
    "updated_at": "2026-01-07T09:12:00+00:00",
    "rechecked_at": "2026-01-08T09:15:00+00:00",
    "retracted_at": None,
    "claimreview": None,
}
WHOLE_CLAIM: Json = {
    **CLAIM,
    "headline_translations": {"en": "Fewer burglaries in Zurich"},
    "reopened_at": None,
    "is_overdue": False,
    "topics": [{"slug": "sicherheit", "name_de": "Sicherheit", "name_en": "Public safety"}],
    "context": ["«", "Die Zahl der Einbrüche ist um 12 Prozent gesunken", "», sagte Anna Keller."],
    "selection_reason": "",
    "reasoning": {
        "definition_de": "Die Behauptung stimmt.",
        "definition_en": "The claim is accurate.",
        "rationale": "Die *Kriminalstatistik* nennt 1204 Einbrüche, 12 Prozent weniger.",
        "both_sides": "Beim Bundesamt für Statistik fanden wir keine anderen Zahlen.",
        "number": 1,
    },
    "attribution_reasoning": None,
    "evidence": [
        {
            "stance": "supports",
            "excerpt": "Die Polizei zählte 1204 Einbrüche, 12 Prozent weniger als im Vorjahr.",
            "note": "Die Statistik nennt dieselbe Zahl.",
            "accessed_on": "2026-01-07",
            "no_snapshot_reason": "",
            "source": {
                "title": "Kriminalstatistik 2025",
                "url": "https://polizei.example/statistik",
                "publisher": "Stadtpolizei",
                "published_on": "2026-01-05",
                "kind": "official",
                "interest_disclosure": "",
                "note": "",
            },
            "archived_url": "",
            "snapshot_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        }
    ],
    "searches": [
        {
            "side": "refutes",
            "place": "Bundesamt für Statistik",
            "query": "Einbrüche Zürich 2025",
            "searched_on": "2026-01-07",
        }
    ],
    "replies": [
        {
            "whom": "Stadtpolizei Zürich",
            "channel": "email",
            "asked_on": "2026-01-06",
            "deadline": "2026-01-07",
            "answer": "Die Zahl steht in unserer Statistik.",
            "unanswered": False,
            "answered_on": "2026-01-07",
        }
    ],
    "corrections": [],
    "versions": [
        {
            "aspect": "content",
            "number": 1,
            "statement": "Die Zahl der Einbrüche ist um 12 Prozent gesunken.",
            "slug": "true",
            "label_de": "Richtig",
            "label_en": "True",
            "summary": "Die Statistik der Polizei bestätigt die Zahl.",
            "rationale": "Die *Kriminalstatistik* nennt 1204 Einbrüche, 12 Prozent weniger.",
            "published_at": "2026-01-07T09:12:00+00:00",
            "change_reason": "",
            "hash": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        }
    ],
    "appearances": [
        {
            "title": "Polizei zieht Bilanz",
            "url": "https://blatt.example/bilanz",
            "publisher": "Blatt",
            "is_first": False,
            "published_on": "2026-01-06",
        }
    ],
    "related_claims": [
        {
            "url": f"{SITE}/claims/2025/mehr-einbrueche-in-zuerich/",
            "kind": "contradicts",
            "is_later": False,
            "statement": "Die Zahl der Einbrüche ist um 5 Prozent gestiegen.",
            "headline": "Mehr Einbrüche in Zürich",
            "headline_translations": {},
            "language": "de",
            "claimant": "Beat Muster",
            "rating": {
                "slug": "false",
                "label_de": "Falsch",
                "label_en": "False",
                "ordinal": 1,
                "steps": 5,
            },
        }
    ],
    "other_checks": [
        {
            "publisher": "Faktencheck Nord",
            "url": "https://faktencheck.example/1",
            "title": "Ja, es sind weniger Einbrüche",
            "claim": "Es gibt weniger Einbrüche.",
            "rating": "Größtenteils richtig",
            "language": "de",
            "date": "2026-01-08",
        }
    ],
}
ARTICLE: Json = {
    "slug": "weniger-einbrueche",
    "url": f"{SITE}/articles/weniger-einbrueche/",
    "api_url": f"{SITE}/api/v1/articles/weniger-einbrueche/",
    "title": "Weniger Einbrüche in Zürich",
    "source_url": "https://zeitung.example/einbrueche",
    "author": "",
    "publisher": "Zürcher Zeitung",
    "publisher_slug": "zuercher-zeitung",
    "language": "de",
    "published_on": "2026-01-06",
    "claims_url": f"{SITE}/api/v1/claims/?article=weniger-einbrueche",
}
CLAIMANT: Json = {
    "slug": "anna-keller",
    "url": f"{SITE}/claimants/anna-keller/",
    "api_url": f"{SITE}/api/v1/claimants/anna-keller/",
    "name": "Anna Keller",
    "kind": "person",
    "role": "Polizeisprecherin",
    "wikidata_id": "",
    "claims_url": f"{SITE}/api/v1/claims/?claimant=anna-keller",
}
