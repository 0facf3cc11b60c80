"""The faults that benchmarks/mutants.py tries, slowly, can be tried: the text of each stands in its file once."""

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_each_mutant_finds_its_text_once() -> None:
    mutants = runpy.run_path(str(ROOT / "benchmarks" / "mutants.py"))["MUTANTS"]
    assert len(mutants) >= 45
    counts = {m.name: (ROOT / "calc_cli" / m.file).read_text(encoding="utf-8").count(m.old) for m in mutants}
    assert {name: n for name, n in counts.items() if n != 1} == {}
