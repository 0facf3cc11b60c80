"""A question becomes a reply: the text, the notes beside it, or what went wrong."""

import json
import os
import pickle
import subprocess
import sys
from importlib.util import find_spec

import pytest

import calc_cli
from calc_cli import answer_lines
from calc_cli.questions.diff import DiffQuestion
from calc_cli.questions.limit import LimitQuestion
from calc_cli.questions.same import SameQuestion
from calc_cli.render.display import Display
from calc_cli.run.reply import Reply
from calc_cli.run.respond import Responder
from calc_cli.run.worker import Quota


def responder(question, form="plain"):
    return Responder(question, form, Display("calc", ""), Quota())


REPLIES = [
    # question                                       line   reply
    (DiffQuestion("x^2"), None, Reply(0, "2*x\n", "")),
    (DiffQuestion("1/2x"), None, Reply(0, "1/2\n", "note: 1/2x is read as ")),
    (DiffQuestion("1/2x"), 7, Reply(0, "1/2\n", "line 7: note: 1/2x is read as ")),
    (DiffQuestion("3*"), 7, Reply(2, "\n", "line 7: expected a number, a name or '(' after '*'")),
    (DiffQuestion("|x|", at=0), 7, Reply(1, "\n", "line 7: not differentiable at x = 0")),
    (LimitQuestion("x", ()), None, Reply(2, "", "error: a limit needs the point to go to\n")),
    (SameQuestion("x", "2x"), None, Reply(1, "incorrect\n", "")),
]


@pytest.mark.parametrize(("question", "line", "reply"), REPLIES, ids=[f"{r[0].text} {r[1]}" for r in REPLIES])
def test_reply(question, line, reply):
    found = responder(question).reply(question, line)
    assert (found.status, found.out) == (reply.status, reply.out)
    assert found.err.startswith(reply.err) if reply.err else not found.err


def test_an_error_is_an_object_in_json():
    question = DiffQuestion("3*")
    reply = responder(question, "json").reply(question, 4)
    error = json.loads(reply.out)
    assert (reply.status, reply.err) == (2, "")
    assert [*error] == ["ok", "line", "command", "input", "error"]
    assert error["error"]["kind"] == "syntax"
    assert error["error"]["span"] == [2, 2]


def test_a_picture_below_the_result_is_for_the_pretty_page():
    question = DiffQuestion("-")
    reply = responder(question).line(3, '{"expr": "x", "plot": true}')
    assert (reply.status, reply.out) == (2, "\n")
    assert reply.err.startswith("line 3: --plot draws below the pretty result")


def test_a_batch_has_the_status_of_its_worst_line():
    for lines, status in ((b"x\nx^2\n", 0), (b"x\n3*\n", 1)):
        source, end = os.pipe()
        os.write(end, lines)
        os.close(end)
        shown = []
        assert responder(DiffQuestion("-")).batch(source, 1, shown.extend, None) == status
        os.close(source)
        assert len(shown) == 2


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
