"""Work spread over processes: in order, and nobody stays behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

from etl.spread import spread

SLEEPERS = """
import os, sys, time
from etl.spread import spread

def sleep_on(number):
    print(os.getpid(), flush=True)
    time.sleep(600)

if __name__ == "__main__":
    list(spread(sleep_on, range(20), str, processes=2))
"""


def squared(number: int) -> int:
    sleep(0.02 * (number % 3))
    return number * number


def is_alive(process: int) -> bool:
    """Whether it runs; one that has ended and was not yet taken note of does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_results_come_in_the_order_of_the_items():
    numbers = list(range(30))
    assert list(spread(squared, numbers, abs, processes=2)) == [(number, number**2) for number in numbers]


def test_a_few_items_are_worked_on_here():
    assert list(spread(lambda _item: os.getpid(), [1, 2], abs)) == [(1, os.getpid()), (2, os.getpid())]


def test_no_process_outlives_a_killed_command(tmp_path: Path):
    script = tmp_path / "sleepers.py"
    script.write_text(SLEEPERS)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    command = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment)
    assert command.stdout is not None
    workers = [int(command.stdout.readline()) for _ in range(2)]
    assert all(is_alive(worker) for worker in workers)
    command.send_signal(signal.SIGKILL)
    command.wait()
    for _ in range(500):
        if not any(is_alive(worker) for worker in workers):
            break
        sleep(0.02)
    assert not any(is_alive(worker) for worker in workers)
    command.stdout.close()
