"""Lines of a batch from Python: the objects of JSON, in order, under limits, also on other machines."""

import json
import os
import pickle
import subprocess
import sys
from importlib.util import find_spec

import pytest

import calc_cli
from calc_cli import answer_lines

ANSWERS = [
    # lines, command, options                                              results
    (["x^2", "", "# no", "3x\n"], "diff", {}, [(1, "2*x"), (4, "3")]),
    (["x^3"], "diff", {"order": 2, "at": "1"}, [(1, "6*x")]),
    (["sin(x)/x", '{"expr": "1/x", "to": "inf"}'], "limit", {"to": "0"}, [(1, "1"), (2, "0")]),
    (["foo(x)", "x\ny", "y^2"], "grad", {}, [(1, "name"), (2, ["y", "x"]), (3, ["2*y"])]),
    (["tan(sin(x))^x", "x"], "diff", {"order": 300, "timeout": 0.5}, [(1, "timeout"), (2, "0")]),
    ([], "diff", {}, []),
]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("lines", "command", "options", "results"), ANSWERS, ids=lambda row: str(row)[:20])
def test_lines_are_answered_in_order(lines, command, options, results, jobs):
    answers = answer_lines(iter(lines), command, jobs=jobs, **options)
    assert [(a["line"], a["result"] if a["ok"] else a["error"]["kind"]) for a in answers] == results
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_lines_that_fail_to_come_leave_nothing_behind():
    def lines():
        yield from ["x^2", "x^3"]
        raise OSError("the disk is gone")

    before = len(os.listdir("/dev/fd"))
    with pytest.raises(OSError, match="gone"):
        answer_lines(lines())
    assert len(os.listdir("/dev/fd")) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_options_that_the_command_does_not_have():
    with pytest.raises(TypeError, match="along"):
        answer_lines(["x"], "diff", along="1")
    with pytest.raises(calc_cli.CalcError):
        answer_lines(["x"], "diff", order="two")


def test_it_is_sent_to_other_machines():
    assert pickle.loads(pickle.dumps(answer_lines)) is answer_lines


DASK = """
import json

import dask.bag
from calc_cli import answer_lines
from dask.distributed import Client, LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster):
        lines = dask.bag.from_sequence([f"x^{n} sin(x)" for n in range(2, 10)], npartitions=2)
        print(json.dumps(lines.map_partitions(answer_lines, order=1).compute()))
"""


@pytest.mark.skipif(not find_spec("distributed"), reason="Dask is not installed")
def test_dask_runs_it_as_it_is(tmp_path):
    """In a process of its own, since Dask leaves helpers behind that end with it."""
    script = tmp_path / "on_a_cluster.py"
    script.write_text(DASK)
    ended = subprocess.run([sys.executable, script], capture_output=True, timeout=120, check=False)
    answers = json.loads(ended.stdout)
    assert [answer["line"] for answer in answers] == [1, 2, 3, 4] * 2
    assert [answer["result"] for answer in answers] == [
        f"x**{n}*cos(x) + {n}*x{f'**{n - 1}' * (n > 2)}*sin(x)" for n in range(2, 10)
    ]
