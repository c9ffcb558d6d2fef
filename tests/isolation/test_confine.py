"""One file's reading stays within its time and memory, whatever it does."""

import sys
from time import monotonic, sleep

import pytest

from etl.filing import UnreadableFile
from etl.isolation.confine import confined, is_over
from etl.isolation.pool import Processes, map_in_processes
from etl.loading.isolated_reading import rejection_of_lost


def test_what_takes_too_long_is_ended_and_the_limit_is_named():
    began = monotonic()
    with pytest.raises(UnreadableFile, match=r"^reading took longer than 0\.2 s: split the file"), confined(0.2):
        sleep(30)
    assert monotonic() - began < 10


@pytest.mark.parametrize(
    ("passed", "used", "over"),
    [
        (9, 8.9, True),  # a machine that does nothing else
        (9, 4.8, False),  # two want each processor
        (17, 8.2, True),
        (26, 3, False),
        (27, 0.1, True),  # it does not work, it waits
    ],
)
def test_time_that_others_have_the_processor_is_no_time_of_the_file(passed: float, used: float, over: bool):
    assert is_over(9, passed, used) is over


def test_a_file_waits_for_its_time_on_a_busy_machine():
    with confined(0.5):
        sleep(0.8)


def test_a_library_that_swallows_every_exception_is_ended_too():
    with pytest.raises(UnreadableFile, match="took longer"), confined(0.2):
        for _ in range(100):
            try:
                sleep(30)
            except Exception:
                continue


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels do not keep this limit")
def test_what_needs_too_much_memory_is_ended_and_the_limit_is_named():
    with pytest.raises(UnreadableFile, match=r"^reading needed more than 600 MB of memory"), confined(megabytes=600):
        bytearray(2**30)


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels do not keep this limit")
def test_memory_that_a_reader_ran_out_of_is_the_reason_whatever_the_reader_says():
    with pytest.raises(UnreadableFile, match="of memory"), confined(megabytes=600):
        try:
            bytearray(2**30)
        except Exception as error:
            raise UnreadableFile("damaged") from error


def test_there_is_no_limit_afterwards():
    with confined(0.1, 600):
        pass
    sleep(0.3)
    assert len(bytearray(2**30)) == 2**30


def counting_without_a_break(number: int) -> int:
    with confined(0.2):
        return sum(range(10**number))  # never looks whether a signal has come


def test_what_never_comes_back_to_python_is_ended_by_the_kernel():
    found = map_in_processes(
        counting_without_a_break, [2, 15, 3], lambda _, took_too_long: -int(took_too_long), Processes(1)
    )
    assert [result for _, result in found] == [4950, -1, 499500]


def test_a_process_that_died_is_our_fault_and_one_that_took_too_long_is_not():
    assert rejection_of_lost("any", True).reason.startswith("reading took longer than 9 s: ")
    assert rejection_of_lost("any", False).reason == "internal error: the process that read it died"
