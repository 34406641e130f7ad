"""Runs several programs side by side on a laptop: prefixed logs, restarts, and no orphans.

Knows nothing of Django. Run as a program it is the guard: it holds the other end of a pipe, and
when the supervisor dies without a word (SIGKILL), it ends the programs that were left behind.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

GRACE_SECONDS = 10
MAX_RESTARTS_PER_MINUTE = 5


@dataclass
class Program:
    name: str
    command: Sequence[str]
    # Words in its log that say it is ready, or a question to ask until it is.
    ready: str | Callable[[], bool]
    is_ready: bool = False
    starts: list[float] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None
    reader: threading.Thread | None = None


class Supervisor:
    """Starts programs, prints their logs, restarts what dies, and stops all of it together."""

    def __init__(self, programs: Sequence[Program], environment: Mapping[str, str]) -> None:
        self.programs = programs
        self.environment = {**environment, "PYTHONUNBUFFERED": "1"}
        self.stopping = threading.Event()
        self._print_lock = threading.Lock()
        self._width = max(len(program.name) for program in programs)
        self._guard = subprocess.Popen(
            [sys.executable, "-I", __file__],
            stdin=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )

    def run(self, *, when_ready: Callable[[], None], patience: float = 300) -> bool:
        """Run until asked to stop (Ctrl-C, SIGTERM, SIGHUP). False if a program keeps failing."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            for program in self.programs:
                self._start(program)
            return self._watch(when_ready, time.monotonic() + patience)
        finally:
            self._stop_all()

    def say(self, name: str, line: str) -> None:
        try:
            with self._print_lock:
                print(f"{name:<{self._width}} | {line}", flush=True)
        except BrokenPipeError:  # nobody reads the log any more
            self.stopping.set()

    def _watch(self, when_ready: Callable[[], None], deadline: float) -> bool:
        told = False
        while not self.stopping.is_set():
            for program in self.programs:
                if not self._is_kept_alive(program):
                    self.say(program.name, "keeps failing; stopping everything")
                    return False
            if not told and all(self._answers(program) for program in self.programs):
                told = True
                when_ready()
            elif not told and time.monotonic() > deadline:
                silent = [program.name for program in self.programs if not program.is_ready]
                self.say(silent[0], "does not answer; stopping everything")
                return False
            self.stopping.wait(0.2)
        return True

    def _start(self, program: Program) -> None:
        program.starts.append(time.monotonic())
        program.process = subprocess.Popen(
            program.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # a group of its own: Ctrl-C reaches us only
        )
        self._tell_guard(program.process.pid)
        program.reader = threading.Thread(target=self._read, args=[program, program.process])
        program.reader.daemon = True
        program.reader.start()

    def _tell_guard(self, group: int) -> None:
        """A group that runs, or the negative number of one that does not any more."""
        with contextlib.suppress(BrokenPipeError):
            print(group, file=self._guard.stdin, flush=True)

    def _read(self, program: Program, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if isinstance(program.ready, str) and program.ready in line:
                program.is_ready = True
            if line.strip():
                self.say(program.name, line.rstrip())

    def _answers(self, program: Program) -> bool:
        if not program.is_ready and callable(program.ready):
            program.is_ready = program.ready()
        return program.is_ready

    def _is_kept_alive(self, program: Program) -> bool:
        """Start the program again if it ended; False if it has done so too often."""
        assert program.process is not None
        code = program.process.poll()
        if code is None or self.stopping.is_set():
            return True
        _signal_group(program.process.pid, signal.SIGKILL)  # what it left behind
        self._tell_guard(-program.process.pid)
        now = time.monotonic()
        if sum(start > now - 60 for start in program.starts) >= MAX_RESTARTS_PER_MINUTE:
            return False
        self.say(program.name, f"ended ({_reason(code)}); starting it again")
        self._start(program)
        return True

    def _on_signal(self, number: int, _frame: object) -> None:
        if self.stopping.is_set():  # asked twice: at once
            self._kill_all()
        self.stopping.set()

    def _stop_all(self) -> None:
        self.stopping.set()
        self.say("", "stopping …")
        running = [program.process for program in self.programs if program.process is not None]
        for process in running:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
        self._kill_all()
        for program in self.programs:
            if program.reader is not None:
                program.reader.join(1)  # what was said last
        assert self._guard.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._guard.stdin.close()
        self._guard.wait(GRACE_SECONDS)

    def _kill_all(self) -> None:
        for program in self.programs:
            if program.process is not None:
                _signal_group(program.process.pid, signal.SIGKILL)


def _signal_group(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _reason(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit status {code}"


def guard() -> None:
    """Read process groups line by line; when the pipe closes, end those that still run."""
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line)
        if group > 0:
            groups.add(group)
        else:
            groups.discard(-group)
    for number in (signal.SIGTERM, signal.SIGKILL):
        running = [group for group in groups if _is_running(group)]
        for group in running:
            _signal_group(group, number)
        deadline = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < deadline and any(_is_running(group) for group in running):
            time.sleep(0.1)


def _is_running(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    guard()
