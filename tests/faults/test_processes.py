"""Workers, brokers and beats that are killed, doubled or gone: nothing is lost, nothing twice.

Where the rows of the list of faults are proved (tests/…):

 1 worker killed in a round           here (each broker); one source: test_tasks
 2 child killed, parked in the end    here; the row's own rule: models/test_work
 3 SIGTERM in a round                 here
 4 broker emptied or restarted        here; beat killed alone: here
 5 broker down while an editor works  here; wake alone: test_tasks
 6 PostgreSQL breaks the connection   test_storage; killed in a round, a save: restart_of_postgresql
 7 rollback after a task was sent     test_tasks
 8 two workers and two beats          here
 9 task delivered twice               here, test_tasks
10 source that cannot be read         test_sources, rechecks/test_recheck
11 clock and summer time              test_clock, rechecks/test_due, rechecks/test_politeness
12 beat stopped for three days        test_clock, test_tasks
13 many sources of one server         here (four workers), rechecks/test_politeness
14 servers that hang                  test_sources, test_web
15 statuses, names, certificates      rechecks/test_recheck, test_web
16 soft 404, walls, front page        rechecks/test_recheck, rechecks/test_drift
17 harmless changes                   rechecks/test_drift
18 a server that says 304 for ever    rechecks/test_recheck
19 endless body                       test_sources, test_web
20 compression bomb                   test_sources, test_web
21 odd characters                     ingest/test_plain_text, evidence/test_snapshots
22 files that are not what they say   test_web, ingest/test_plain_text
23 private addresses                  test_web
24 redirects and names that turn      test_web, rechecks/test_recheck; in whole rounds: test_sources
32 wrong passwords and codes          admin/test_login
33 sessions that have ended           admin/test_login
35 files made to harm                 evidence/test_uploads
39 a re-check beside an editor        test_editing; two editors: review, admin/test_claim_page
41 full disk, statement timeout       test_storage; backup: test_backup; migrations: test_migrations
"""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import psutil
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims import tasks
from claims.ingest.articles import ingest_text
from claims.models import Article, Claim, Host, Publication, RecheckPolicy, Source
from factcheck.celery import app
from tests.factories import EXCERPT, ChiefEditorFactory, approved_claim
from tests.servers import BASE_DIR, wait_until

TEXT = (
    "«Die Zahl der Einbrüche ist um 12 Prozent gesunken», sagte Polizeisprecherin Anna Keller am "
    "Montag vor den Medien in Zürich. Ausgabe {}."
)
FAST_BEAT = """
from factcheck.celery import app
for entry in app.conf.beat_schedule.values():
    entry["schedule"] = 0.5
app.start(["beat", "--schedule", {file!r}, "--pidfile="])
"""

FAST_BEAT_OF_RECHECKS = FAST_BEAT.replace(
    "for entry in",
    """app.conf.beat_schedule = {
    name: entry
    for name, entry in app.conf.beat_schedule.items()
    if entry["task"] == "claims.tasks.sweep_rechecks"
}
for entry in""",
)

pytestmark = pytest.mark.slow


def test_workers_killed_in_a_round_lose_nothing(desk, workers):
    desk.publish(8, changed=2, sources=25)  # 200 sources
    desk.hold_back("/2", "/7")
    first, second = workers(2)

    tasks.wake(tasks.sweep_rechecks)
    wait_until(lambda: "/7" in desk.held, what="the middle of the round")
    first.kill()
    second.kill()
    desk.gate.set()
    first.start()
    desk.look_after()

    desk.assert_all_is_well()


@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_the_other_worker_takes_over_from_one_that_was_killed(desk, workers):
    desk.publish(6)
    desk.hold_back("/2")
    both = workers(2)
    tasks.wake(tasks.sweep_rechecks)
    wait_until(lambda: "/2" in desk.held, what="the middle of the round")

    busy = next(worker for worker in both if "tasks.recheck_due" in worker.log())
    busy.kill()
    desk.gate.set()
    desk.look_after()

    desk.assert_all_is_well()


@pytest.mark.redis
@pytest.mark.parametrize("broker", ["redis"], indirect=True)
def test_a_worker_asked_to_end_in_a_round_hands_back_or_finishes(desk, workers):
    desk.publish(6)
    desk.hold_back("/2")
    [worker] = workers(1)
    tasks.wake(tasks.sweep_rechecks)
    wait_until(lambda: "/2" in desk.held, what="the middle of the round")

    os.kill(worker.process.pid, signal.SIGTERM)
    desk.gate.set()
    worker.process.wait(180)
    worker.start()
    desk.look_after()

    desk.assert_all_is_well()


@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_a_source_that_kills_its_worker_is_parked_and_spoils_no_other(desk, workers):
    """As when memory runs out: the child is killed, its parent starts another."""
    both = workers(2, WORK_LEASE_SECONDS="2", WORK_MAX_ATTEMPTS="2")

    def kill(request):
        port = int(request.environ["REMOTE_PORT"])
        for worker in both:
            for child in psutil.Process(worker.process.pid).children():
                if port in {connection.laddr.port for connection in child.net_connections()}:
                    child.kill()
                    psutil.wait_procs([child], timeout=60)
        return "zu spät"

    desk.publish(3)
    poison = desk.cite("/poison", kill)
    desk.look_after()
    wait_until(
        lambda: tasks.wake(tasks.sweep_rechecks) or RecheckPolicy.objects.parked().exists(),
        seconds=240,
        what="the poisonous claim to be parked",
    )

    desk.assert_all_is_well(parked=1)
    rests = RecheckPolicy.objects.parked().get()
    assert rests.claim == poison
    assert rests.last_error


def test_a_broker_that_lost_everything_loses_no_work(desk, workers, broker, request, settings):
    desk.publish(6)
    desk.hold_back("/2")
    [worker] = workers(1)
    tasks.wake(tasks.sweep_rechecks)
    wait_until(lambda: "/2" in desk.held, what="the middle of the round")
    articles = [ingest_text(TEXT.format(number)).article for number in range(3)]
    for article in articles:
        tasks.wake(tasks.extract_article, article.pk)

    if broker.startswith("redis"):
        server = request.getfixturevalue("redis_server")
        server.kill()
        server.start()
    else:
        for message in (settings.VAR_DIR / "queue").iterdir():
            message.unlink()
    desk.gate.set()
    desk.look_after()
    tasks.wake(tasks.sweep_articles)

    wait_until(lambda: not Article.objects.awaiting_extraction().exists(), what="the articles")
    desk.assert_all_is_well()


def tasks_taken(workers):
    return sum(worker.log().count(" received") for worker in workers)


def act(client: Client, claim: Claim, action: str, data: dict | None = None):
    """The answer to a form of the claim's page."""
    return client.post(reverse("admin:claims_claim_do", args=[claim.pk, action]), data)


@pytest.mark.redis
@pytest.mark.parametrize("broker", ["redis"], indirect=True)
def test_an_editor_publishes_and_adds_sources_while_the_broker_is_down(desk, workers, redis_server):
    """Every step is taken; what was to be done is done when the broker is back."""
    desk.publish(1, changed=0)
    claim = approved_claim()
    published = desk.claims[0]
    client = Client()
    chief = ChiefEditorFactory()
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    desk.site.pages["/new"] = "Die Polizei zählte 1204 Einbrüche."
    new = f"http://{desk.site.server.host}:{desk.site.server.port}/new"
    add = {"url": new, "kind": "primary"}
    other = {"url": f"{new}?2", "kind": "primary"}
    act(client, claim, "add_source", other)
    redis_server.kill()

    answers = [
        act(client, claim, "add_source", add),
        act(client, claim, "publish"),
        act(client, published, "recheck"),
    ]
    waiting = Source.objects.get(url=new)
    redis_server.start()
    workers(1)
    desk.look_after()
    tasks.wake(tasks.sweep_sources)

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert waiting.due_at is not None
    wait_until(lambda: waiting.snapshots.exists(), what="the copy of the new source")
    assert Publication.objects.filter(claim=claim).count() == 1
    assert RecheckPolicy.objects.filter(claim=claim, due_at__isnull=False).count() == 1
    assert published.recheck_runs.filter(state="done").count() == 1


@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_two_beats_and_two_workers_ask_every_server_once(desk, workers, broker, tmp_path):
    desk.publish(12)
    both = workers(2)
    environment = {**os.environ, **both[0].environment}
    commands = [
        [sys.executable, "-c", FAST_BEAT.format(file=str(tmp_path / name))] for name in "ab"
    ]
    with (tmp_path / "beats.log").open("wb") as log:
        beats = [
            subprocess.Popen(command, cwd=BASE_DIR, env=environment, stdout=log, stderr=log)
            for command in commands
        ]

    try:
        wait_until(desk.is_done, seconds=300, what="the round")
        taken = tasks_taken(both)
        wait_until(lambda: tasks_taken(both) >= taken + 4, what="both beats to go on")
    finally:
        for beat in beats:
            beat.kill()
            beat.wait()

    assert set(desk.times_asked().values()) == {1}
    desk.assert_all_is_well()


@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_a_beat_that_is_killed_delays_what_is_due_and_no_more(desk, workers, broker, tmp_path):
    desk.publish(3, changed=0)
    [worker] = workers(1)
    script = FAST_BEAT_OF_RECHECKS.replace("{file!r}", repr(str(tmp_path / "schedule")))
    command = [sys.executable, "-c", script]
    environment = {**os.environ, **worker.environment}

    def start():
        return subprocess.Popen(command, cwd=BASE_DIR, env=environment, stderr=subprocess.DEVNULL)

    beat = start()
    try:
        wait_until(desk.is_done, seconds=300, what="the first round")
        beat.kill()  # -9: its schedule file stays as it is
        beat.wait()
        wait_until(lambda: not app_has_messages(), what="the messages that it had sent")
        for path in ("/late", "/later"):
            desk.cite(path, EXCERPT)
        waiting = RecheckPolicy.objects.filter(checked_at=None).count()
        beat = start()
        wait_until(desk.is_done, seconds=300, what="the second round")
    finally:
        beat.kill()
        beat.wait()

    assert waiting == 2
    assert set(desk.times_asked().values()) == {1}
    desk.assert_all_is_well()


@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_four_workers_keep_the_pace_of_one_server(desk, workers):
    """24 requests, a tenth of a second apart whoever makes them."""
    arrivals = []

    def arrive(_request):
        arrivals.append(timezone.now())
        return EXCERPT

    for number in range(24):
        desk.cite(f"/{number}", arrive)
    four = workers(4, RECHECK_SPACING_MS="100")
    began = timezone.now()
    for claim in desk.claims:
        tasks.wake(tasks.recheck_claim, claim.pk)
    wait_until(desk.is_done, seconds=300, what="the round")

    busy = [worker for worker in four if "tasks.recheck_claim" in worker.log().split("ready.")[1]]
    assert len(busy) == 4
    assert len(arrivals) == 24
    # However late each of them is, none comes before its turn.
    for number, arrival in enumerate(sorted(arrivals)):
        assert arrival >= began + number * timedelta(milliseconds=100)
    assert Host.objects.exclude(name=Host.ALL).get().free_at >= began + timedelta(seconds=2.4)
    desk.assert_all_is_well()


@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_tasks_delivered_many_times_look_once(desk, workers):
    desk.publish(5)
    for _time in range(4):
        tasks.wake(tasks.recheck_due)
        for claim in desk.claims:
            tasks.wake(tasks.recheck_claim, claim.pk)

    workers(2)
    wait_until(desk.is_done, seconds=300, what="the round")
    wait_until(lambda: not app_has_messages(), seconds=300, what="the messages")

    assert set(desk.times_asked().values()) == {1}
    desk.assert_all_is_well()


def app_has_messages():
    with app.connection_or_acquire() as connection:
        return connection.default_channel._size("celery")
