"""A question becomes a reply: the text, the notes beside it, or what went wrong."""

import json
import os

import pytest

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
