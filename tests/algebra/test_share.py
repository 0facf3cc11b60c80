import time
from contextlib import suppress

from calc_cli.algebra.share import within


def stubborn():
    while True:
        with suppress(Exception):  # as some libraries do
            sum(range(100))


def test_work_that_never_ends_is_ended():
    begun = time.process_time()
    assert within(0.1, stubborn) is None
    assert time.process_time() - begun < 2


def test_work_that_ends_is_left_alone():
    assert within(5, lambda: 3) == 3
    for tenths in range(10):
        within(0.001 * tenths, lambda: sum(range(20_000)))
    assert sum(range(10)) == 45


def test_a_share_ends_with_the_one_around_it_however_many_follow():
    def many():
        while True:
            within(5, stubborn)

    begun = time.process_time()
    assert within(0.1, many) is None
    assert time.process_time() - begun < 2
