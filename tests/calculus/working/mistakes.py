"""The mistake that is named in a working."""

import calc_cli


def first_mistake(working: str) -> str:
    """Return the rule of the likeliest mistake in the first wrong claim of the working, which must have one."""
    wrong = calc_cli.check(working).first_wrong
    assert wrong is not None
    assert wrong.check is not None
    return wrong.check.diagnosis[0].rule
