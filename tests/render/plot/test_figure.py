"""Pictures in files: real text, the same bytes, and never half of one."""

import os
import re

import pytest

import calc_cli
from calc_cli.errors import UsageError
from calc_cli.render.display import Display
from calc_cli.render.files import check, replace_whole
from calc_cli.render.pages.plot import PAGE
from calc_cli.render.result import render

MAGIC = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


def saved(folder, name, *typed, size=None, **options):
    file = folder / name
    shown = render(calc_cli.plot(*typed, **options), "plain", Display("plot", "", file=str(file), size=size), PAGE)
    assert shown == str(file)
    return file.read_bytes()


@pytest.mark.parametrize("form", MAGIC)
def test_the_same_picture_has_the_same_bytes(form, tmp_path):
    first, second = (saved(tmp_path, f"{i}.{form}", "3x^2 - 4x", tangent=1) for i in range(2))
    assert first == second
    assert first.startswith(MAGIC[form])


def test_an_svg_has_real_text_and_the_size_of_the_chapters_figures(tmp_path):
    text = saved(tmp_path, "a.svg", "f(x) = 3x^2 - 4x", tangent=1).decode()
    words = re.findall(r"<text[^>]*>([^<]*)<", text)
    assert {"x", "f(x)", "f(x) = 3x² − 4x", "tangent at x = 1: y = 2x − 3"} <= set(words)
    assert 'width="252pt" height="180pt"' in text  # 3.5 by 2.5 inches
    assert "<dc:date>" not in text
    assert 'width="360pt"' in saved(tmp_path, "a.svg", "x", size=(5, 2)).decode()


def test_a_pole_parts_the_curve_in_the_file(tmp_path):
    assert saved(tmp_path, "a.svg", "1/x").count(b"stroke: #1f75d7") == 3  # two pieces and the legend


@pytest.mark.parametrize(
    "options",
    [
        {"typed": ["(x^2-1)/(x-1)"]},
        {"typed": ["x^3"], "x_scale": "log", "y_scale": "log"},
        {"typed": ["cbrt(x)"], "tangent": 0, "secant": 1, "derivative": True},
        {"typed": ["e^x"], "range": "0:100"},
        {"typed": ["\\theta_1^2"]},
        {"typed": [f"x^{n}" for n in range(12)]},
    ],
)
def test_every_kind_of_picture_can_be_saved(options, tmp_path):
    typed = options.pop("typed")
    assert saved(tmp_path, "a.png", *typed, **options)


def test_an_old_file_is_replaced_whole(tmp_path, monkeypatch):
    file = tmp_path / "a.svg"
    file.write_bytes(b"old")
    file.chmod(0o640)

    def fail(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fail)
        with pytest.raises(UsageError, match="No space left"):
            replace_whole(str(file), b"new")
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.svg"]
    replace_whole(str(file), b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640


REFUSED = [("a.gif", "must end in"), ("a", "must end in"), ("none/a.svg", "no folder"), ("folder.svg", "is a folder")]


@pytest.mark.parametrize(("name", "message"), REFUSED)
def test_what_cannot_be_saved_is_refused(name, message, tmp_path):
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(UsageError, match=message):
        check(str(tmp_path / name), ("svg", "png", "pdf"))
