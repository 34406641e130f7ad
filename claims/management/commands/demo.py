"""``make demo``: the whole newsroom on a laptop, with sample data, on one terminal."""

from __future__ import annotations

import os
import socket
import sys
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.core.management import get_commands as known_commands
from django.db.models import QuerySet

from claims.management.processes import Program, Supervisor
from claims.models import Source
from claims.models.defaults import Role

# user name: group. The seeds create them, all with the same password.
ACCOUNTS = {
    "editor": Role.EDITOR,
    "reviewer": Role.REVIEWER,
    "chief": Role.CHIEF_EDITOR,
    "admin": Role.ADMINISTRATOR,
}
PASSWORD = "faktencheck-demo"  # noqa: S105 the server listens on this machine only


class Command(BaseCommand):
    help = (
        "Start web server, worker and scheduler with sample data. For a laptop, not for a server."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000", help="port of the web server (8000)")

    def handle(self, *_args: Any, port: str, **_options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo has public passwords and runs with DEBUG=1 only.")
        number = port_number(port)
        refuse_taken_port(number)
        try:
            prepare_data(environment_for([number]))
            ports = [number, *self.ports_of_sources(number)]
        except KeyboardInterrupt:
            raise CommandError("Interrupted before anything was started.") from None
        supervisor = Supervisor(programs(ports), {**os.environ, **environment_for(ports)})
        if not supervisor.run(when_ready=lambda: self.stdout.write(greeting(number))):
            raise CommandError("The demo was stopped because of the failure above.")
        self.stdout.write("Stopped. Everything is kept; make demo starts it again.")

    def ports_of_sources(self, port: int) -> list[int]:
        """Ports of earlier starts at which the sample sources have their addresses.

        Approvals are bound to these addresses, so they stay, and the web server answers there too.
        """
        ports = []
        for earlier in sorted({urlsplit(source.url).port or 80 for source in sample_sources()}):
            try:
                if earlier != port:
                    refuse_taken_port(earlier)
                    ports.append(earlier)
            except CommandError:
                self.stdout.write(
                    f"The sample sources have their addresses at port {earlier}, which is taken: "
                    "they cannot be looked at until it is free."
                )
        return ports


def port_number(port: str) -> int:
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise CommandError(f"PORT must be a number from 1 to 65535, not {port!r}.")
    return int(port)


def refuse_taken_port(port: int) -> None:
    with socket.socket() as sock:
        sock.settimeout(1)
        # Asking first: some systems let two programs listen on one port.
        taken = sock.connect_ex(("127.0.0.1", port)) == 0
    if not taken:
        with socket.socket() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                sock.bind(("127.0.0.1", port))
            except PermissionError:
                raise CommandError(
                    f"Port {port} is for the system only; choose another with PORT=8001 make demo."
                ) from None
            except OSError:
                taken = True
    if taken:
        other = port + 1 if port < 65535 else 8000
        raise CommandError(f"Port {port} is taken; choose another with PORT={other} make demo.")


def sample_sources(name: str = "") -> QuerySet[Source]:
    """The sources that the demo itself serves, or the one of that name, whatever the port."""
    place = rf"/demo/sources/{name}/$" if name else "/demo/sources/"
    return Source.objects.filter(url__regex=rf"^http://localhost(:[0-9]+)?{place}").order_by("pk")


def environment_for(ports: list[int]) -> dict[str, str]:
    """The settings of the children: the first port's address; the demo may fetch from all."""
    hosts = [f"{host}:{port}" for port in ports for host in ("localhost", "127.0.0.1")]
    return {
        "DEBUG": "1",
        "LOG_LEVEL": "INFO",  # the supervisor looks for the lines that say "ready"
        "SITE_URL": f"http://localhost:{ports[0]}",
        "FETCH_ALLOWED_HOSTS": ",".join(hosts),
    }


def prepare_data(environment: dict[str, str]) -> None:
    """Bring the database up to date and load the sample data, which changes nothing twice."""
    settings.SITE_URL = environment["SITE_URL"]
    settings.FETCH_ALLOWED_HOSTS = environment["FETCH_ALLOWED_HOSTS"].split(",")
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if "seed" in known_commands():
        call_command("seed")


def programs(ports: list[int]) -> list[Program]:
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--quiet", "--app", "factcheck"]
    binds = [part for port in ports for part in ("--bind", f"127.0.0.1:{port}")]
    web = ["gunicorn", "factcheck.wsgi", *binds, "--threads", "4", "--no-control-socket"]
    return [
        Program("web", [*python, *web], ready=lambda: web_answers(ports[0])),
        Program("worker", [*celery, "worker", "--concurrency", "2"], ready=" ready."),
        Program("beat", [*celery, "beat"], ready="beat: Starting"),
    ]


def web_answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def greeting(port: int) -> str:
    site = f"http://localhost:{port}"
    return f"""
  Ready. Ctrl-C stops everything.

    readers      {site}/
    reviewers    {site}/review/
    editors      {site}/admin/
    programs     {site}/api/v1/docs/

    accounts     {", ".join(ACCOUNTS)}
    password     {PASSWORD}
"""
