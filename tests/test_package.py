"""The package: what is declared in several files agrees, and what is used of other packages is what they promise."""

import re
import tomllib
from pathlib import Path

import calc_cli

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_version_is_one():
    assert f"\nversion: {calc_cli.__version__}\n" in (ROOT / "CITATION.cff").read_text()
    assert f"\n## {calc_cli.__version__} " in (ROOT / "CHANGELOG.md").read_text()


def test_what_the_wheel_shares_is_there():
    shared = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert [file for file in shared if not (ROOT / file).exists()] == []


def test_internals_of_mpmath_have_an_upper_bound():
    (mpmath,) = (d for d in PROJECT["project"]["dependencies"] if d.startswith("mpmath"))
    imports = [path for path in (ROOT / "calc_cli").rglob("*.py") if "libmp" in path.read_text()]
    assert ("<" in mpmath) == bool(imports)


def test_ci_runs_what_contributors_run_on_every_python_that_is_declared():
    ci = (ROOT / ".github" / "workflows" / "ci.yml").read_text()
    declared = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    assert "run: .ci/run" in ci
    assert re.search(r"python: \[(.*)\]", ci)[1] == ", ".join(f'"{python}"' for python in declared)
