"""Hostile texts in a real browser, which tells of everything that its policy stops."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from tests.access.hostile import ATTACK, LINK, MARKDOWN, make_hostile
from tests.access.world import World

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]

LISTEN = """
window.stopped = [];
document.addEventListener("securitypolicyviolation",
    event => window.stopped.push(event.violatedDirective + " " + event.blockedURI));
window.alert = text => window.stopped.push("alert " + text);
"""
LOOK = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  return [
    ...window.stopped,
    ...[...document.querySelectorAll("x-hacked, [onhacked], svg[onload]")].map(e => e.outerHTML),
    ...[...document.links].filter(e => !/^(https?|mailto):$/.test(e.protocol)).map(e => e.href),
  ];
}"""
# However long a word is, a phone does not have to be pushed sideways.
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_script_runs_and_no_policy_has_to_stop_one(
    page: Any, live_server: Any, log_in: Any, console_errors: list[str], world: World, tmp_path: Any
) -> None:
    hostile, _told = make_hostile(world)
    claim = hostile.published
    visits = {
        "anonymous": [
            *("/", "/claims/?q=%3Cx-hacked+onhacked=1%3E", "/corrections/", "/topics/hostile/"),
            *("/publishers/hostile/", "/articles/hostile/", "/claimants/hostile/", "/?lang=en"),
            *(f"{claim.get_absolute_url()}{part}" for part in ("", "embed/", "report/")),
        ],
        "chief": [
            *("/admin/", f"/admin/claims/claim/{claim.pk}/change/", "/admin/claims/finding/"),
            f"/admin/claims/article/{claim.article_id}/workbench/",
            *("/admin/claims/recheckpolicy/watch/", "/admin/claims/report/"),
            *("/admin/claims/subscriptionentry/", "/review/", f"/review/claims/{claim.pk}/"),
        ],
        "administrator": ["/admin/claims/webhookdelivery/"],
    }
    page.add_init_script(LISTEN)
    page.set_viewport_size({"width": 390, "height": 800})
    found: dict[str, Any] = {}

    def look(name: str) -> None:
        seen = [*page.evaluate(LOOK), *console_errors]
        console_errors.clear()
        if not name.startswith(("/admin/", "/review/")) and (wide := page.evaluate(WIDE)):
            seen.append(f"{wide} px too wide")
        if seen:
            found[name] = seen

    for name, addresses in visits.items():
        page.context.clear_cookies()
        if person := hostile.people[name]:
            log_in(person)
        for address in addresses:
            assert page.goto(live_server.url + address).status == 200, address
            look(address)
        if name == "chief":
            _send_a_table(page, live_server.url, tmp_path / "table.csv")
            assert "x-hacked" in page.content()
            look("import")

    assert found == {}


def _send_a_table(page: Any, site: str, table: Any) -> None:
    with table.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["url", "title", "publisher", "note"])
        rows.writerow([LINK, ATTACK, ATTACK, MARKDOWN])
    page.goto(f"{site}/admin/claims/source/import/")
    page.locator("input[type=file]").set_input_files(table)
    page.locator(".own-form button").last.click()
    page.wait_for_selector(".import-report")
