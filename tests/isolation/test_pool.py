"""Work spread over processes: in order, and nobody stays behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from etl.isolation.pool import Processes, map_in_processes
from etl.isolation.worker import _leave
from tests.support.places import HOUSE
from tests.support.processes import await_ends, started_by

SLEEPERS = """
import os, sys, time
from etl.isolation.pool import Processes, map_in_processes

def sleep_on(number):
    os.write(1, b"%d\\n" % os.getpid())  # in one piece: two of them write at once
    time.sleep(600)

if __name__ == "__main__":
    list(map_in_processes(sleep_on, range(20), str, Processes(2)))
"""


def squared(number: int) -> int:
    sleep(0.02 * (number % 3))
    return number * number


def lost(item: int, took_too_long: bool) -> str:
    return f"{item} {'took too long' if took_too_long else 'died'}"


def misbehaving(number: int) -> str:
    match number:
        case 1:
            os._exit(1)
        case 3:
            sleep(600)
        case 5:
            os.kill(os.getpid(), signal.SIGPROF)  # as the kernel does when the clock runs out
        case 7:
            raise ConnectionRefusedError
    return f"{number} done"


def test_results_come_in_the_order_of_the_items():
    numbers = list(range(30))
    assert list(map_in_processes(squared, numbers, lost, Processes(2))) == [(number, number**2) for number in numbers]


def test_even_one_item_is_worked_on_elsewhere():
    [(_, process)] = map_in_processes(work_here, [1], lost, Processes())
    assert process not in {os.getpid(), 0}


def work_here(_item: int) -> int:
    return os.getpid()


def test_an_item_that_kills_its_process_or_never_ends_costs_that_item_only():
    assert [result for _, result in map_in_processes(misbehaving, range(7), lost, Processes(2, seconds=2))] == [
        *("0 done", "1 died", "2 done", "3 took too long", "4 done", "5 took too long", "6 done"),
    ]


def test_what_the_work_raises_is_raised_here():
    with pytest.raises(ConnectionRefusedError):
        list(map_in_processes(misbehaving, [6, 7, 8], lost, Processes(2)))


def test_a_worker_that_is_told_twice_to_leave_leaves_once():
    before = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(SystemExit):
            _leave(signal.SIGTERM, None)
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_no_process_outlives_a_killed_command(tmp_path: Path):
    script = tmp_path / "sleepers.py"
    script.write_text(SLEEPERS)
    environment = os.environ | {"PYTHONPATH": str(HOUSE)}
    command = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment)
    assert command.stdout is not None
    workers = {int(command.stdout.readline()) for _ in range(2)}
    started = started_by(command.pid)
    assert workers < started  # the server that they are forked from is there too
    command.send_signal(signal.SIGKILL)
    command.wait()
    assert await_ends(started) == set()
    command.stdout.close()
