"""Results in files: what stands there keeps its kind, its names and its mode."""

import os
import threading

import pytest

from calc_cli.errors import UsageError
from calc_cli.render.files import check, replace_whole


def test_a_link_stays_one(tmp_path):
    (tmp_path / "target.svg").write_bytes(b"old")
    (tmp_path / "link.svg").symlink_to("target.svg")
    replace_whole(str(tmp_path / "link.svg"), b"new")
    assert (tmp_path / "link.svg").is_symlink()
    assert (tmp_path / "target.svg").read_bytes() == b"new"


def test_a_file_keeps_its_second_name_and_its_mode(tmp_path):
    first, second = tmp_path / "first.svg", tmp_path / "second.svg"
    first.write_bytes(b"something longer")
    first.chmod(0o640)
    os.link(first, second)
    replace_whole(str(first), b"new")
    assert second.read_bytes() == b"new"
    assert first.stat().st_mode & 0o777 == 0o640


def test_a_pipe_is_written_into(tmp_path):
    pipe = tmp_path / "pipe.svg"
    os.mkfifo(pipe)
    writer = threading.Thread(target=replace_whole, args=(str(pipe), b"new"))
    writer.start()
    assert pipe.read_bytes() == b"new"
    writer.join()
    assert pipe.is_fifo()


REFUSED = [
    # file             says
    ("a.txt", "its name must end in .svg or .png"),
    ("none/a.svg", "there is no folder"),
    ("folder.svg", "is a folder"),
]


@pytest.mark.parametrize(("file", "says"), REFUSED)
def test_a_name_under_which_nothing_can_be_saved_is_refused(tmp_path, monkeypatch, file, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(UsageError) as caught:
        check(file, ("svg", "png"))
    assert says in caught.value.message
