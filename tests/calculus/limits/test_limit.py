"""Both sides together, several variables, and the check of an answer, against values that textbooks prove."""

import pytest
import sympy as sp

from calc_cli import Limit, limit as find
from calc_cli.errors import CalcError, ExitStatus
from calc_cli.render.notes import words

TWO_SIDED = [
    # f(x)                              to        kind          exists  value or (left, right)
    ("(x^2-1)/(x-1)",                   "1",      "finite",     True,   "2"),
    ("1/x^2",                           "0",      "+inf",       True,   "oo"),
    ("(sigmoid(integral(t^2+1,t,1,x)) - 1/2)/(x - 1)", "1", "finite", True, "1/2"),
    ("-1/|x|",                          "0",      "-inf",       True,   "-oo"),
    ("x sin(1/x)",                      "0",      "finite",     True,   "0"),
    ("cbrt x",                          "-8",     "finite",     True,   "-2"),
    ("floor(x) + floor(-x)",            "2",      "finite",     True,   "-1"),
    ("(x^n - a^n)/(x - a)",             "x=a",    "finite",     True,   "a**(n - 1)*n"),
    # Only one side in the domain
    ("x^x",                             "0",      "one-sided",  True,   "1"),
    ("sqrt x",                          "0",      "one-sided",  True,   "0"),
    ("ln x",                            "0",      "one-sided",  True,   "-oo"),
    ("asin x",                          "1",      "one-sided",  True,   "pi/2"),
    # Sides that differ
    ("|x|/x",                           "0",      "one-sided",  False,  ("-1", "1")),
    ("1/x",                             "0",      "one-sided",  False,  ("-oo", "oo")),
    ("e^(1/x)",                         "0",      "one-sided",  False,  ("0", "oo")),
    ("floor x",                         "2",      "one-sided",  False,  ("1", "2")),
    ("tan x",                           "pi/2",   "one-sided",  False,  ("oo", "-oo")),
    ("x^2 if x<1 else 2x",              "1",      "one-sided",  False,  ("1", "2")),
    ("x if x<0 else x+1",               "0",      "one-sided",  False,  ("0", "1")),
    # A side, or the only one
    ("|x|/x",                           "0-",     "finite",     True,   "-1"),
    ("e^(1/x)",                         "x=0+",   "+inf",       True,   "oo"),
    ("atan x",                          "-oo",    "finite",     True,   "-pi/2"),
    ("ln(x)/x",                         "inf",    "finite",     True,   "0"),
    # None
    ("sin(1/x)",                        "0",      "oscillates", False,  None),
    ("cos x",                           "inf",    "oscillates", False,  None),
    ("(-1)^floor(x)",                   "inf",    "oscillates", False,  None),
    ("(2 + (-1)^floor(x))^x",           "inf",    "oscillates", False,  None),
    ("sqrt x",                          "0-",     "undefined",  False,  None),
    ("acos x",                          "2",      "undefined",  False,  None),
    ("x/(x + 10^-1000)",                "0+",     "undecided",  None,   None),
    ("f(-x, 2)/x - g(0)",               "0+",     "undecided",  None,   None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "kind", "exists", "known"), TWO_SIDED)
def test_sides(text, to, kind, exists, known):
    found = find(text, to)
    assert (found.kind, found.exists) == (kind, exists)
    if exists:
        assert str(found.value) == known
    elif known:
        assert (str(found.left.value), str(found.right.value)) == known


@pytest.mark.parametrize(
    ("text", "sides"),
    [("floor(x)", ("n - 1", "n")), ("ceil(x)", ("n", "n + 1")), ("mod(x, 1/3)", ("1/3", "0"))],
)
def test_sides_of_a_whole_letter(text, sides):
    found = find(text, "x=n", integer="n")
    assert (str(found.left.value), str(found.right.value)) == sides


def test_the_only_side_is_noted():
    assert tuple(map(words, find("sqrt x", 0).notes)) == (
        "not defined to the left of x = 0: this is the limit from the right",
    )
    assert find("sqrt x", "0+").notes == ()


SEVERAL = [
    # f(x, y)                                 kind              value
    ("x y",                                   "finite",         0),
    ("x^2 y/(x^2+y^2)",                       "finite",         0),
    ("sin(x y)/(x y)",                        "finite",         1),
    ("(x^3+y^3)/(x^2+y^2)",                   "finite",         0),
    ("x y/sqrt(x^2+y^2)",                     "finite",         0),
    ("(2x^2+2y^2+x^3)/(x^2+y^2)",             "finite",         2),
    ("sin(x^2+y^2)/(x^2+y^2)",                "finite",         1),
    ("(x^2+y^2) ln(x^2+y^2)",                 "finite",         0),
    ("x^3/(x^2+y^4)",                         "finite",         0),
    ("x sin(1/y)",                            "finite",         0),
    ("e^(-1/(x^2+y^2))",                      "finite",         0),
    ("(f(x)-f(y))/(x-y)",                     "undecided",      None),
    ("x^2/(|x|+|y|)",                         "finite",         0),
    ("y sin(x)/x",                            "finite",         0),
    ("1/(x^2+y^2)",                           "+inf",           sp.oo),
    ("x y/(x^2+y^2)",                         "path-dependent", None),
    ("x^2 y/(x^4+y^2)",                       "path-dependent", None),
    ("(x^2-y^2)/(x^2+y^2)",                   "path-dependent", None),
    ("x^3 y/(x^6+y^2)",                       "path-dependent", None),
    ("x^2 y^3/(x^4+y^6)",                     "path-dependent", None),
    ("x y/(x+y)",                             "path-dependent", None),
    ("|x|/(|x|+|y|)",                         "path-dependent", None),
    ("sin(1/(x^2+y^2))",                      "oscillates",     None),
    ("(x^2+y^2)^(x^2 y^2)",                   "finite",         1),
    ("y^2/(x^2+|y|)",                         "finite",         0),
    ("x if y < 1/x else 0",                   "finite",         0),
    ("1/(x^2 y^2)",                           "+inf",           sp.oo),
    ("-1/(x^4+y^2)",                          "-inf",           -sp.oo),
    ("(e^x-e^y)/(x-y)",                       "finite",         1),
    ("(sin x - sin y)/(x-y)",                 "finite",         1),
    ("(x^2-y^2)/(x-y)",                       "finite",         0),
    ("(x^3-y^3)/(x-y)",                       "finite",         0),
    ("sin(x^2-y^2)/(x-y)",                    "finite",         0),
    ("(e^(x y)-1)/y",                         "finite",         0),
    ("(1-cos(x y))/(x y^2)",                  "finite",         0),
    ("(x^2+y^2) atan(x/ln(1+x^2+y^2))",       "finite",         0),
    ("x y/(x-y^3)",                           "path-dependent", None),
    ("(x^2+y^2)/(x+y)",                       "path-dependent", None),
    ("(x^3-y^3)/(x^2-y^2)",                   "path-dependent", None),
    ("x^4/(x^2+3x y+2y^2)",                   "path-dependent", None),
    ("tan(3x^4+y^2-x^3)/(x+y)",               "path-dependent", None),
    ("sin(3x y^2)/(x+y)",                     "path-dependent", None),
    ("(e^(x y)-1)/(x^2+y^2)",                 "path-dependent", None),
    ("(x^5+3x^4 y+x y^4)/(2x^2+y^2)",         "finite",         0),
    ("(y^3-x^4+2x^2 y^2)/cbrt(x^2+y^2)",      "finite",         0),
    ("x y ln|x-y|",                           "path-dependent", None),
    ("(1-cos(x y))/(x^2 y^2)",                "finite",         sp.Rational(1, 2)),
    ("(1-cos(x+y))/(x+y)^2",                  "finite",         sp.Rational(1, 2)),
    ("(cos x-cos y)/(x^2-y^2)",               "finite",         -sp.Rational(1, 2)),
    ("(sqrt x-sqrt y)/(x-y)",                 "+inf",           sp.oo),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "value"), SEVERAL, ids=[row[0] for row in SEVERAL])
def test_several_variables(text, kind, value):
    found = find(text, {"x": 0, "y": 0})
    assert found.kind == kind
    assert found.value == value
    assert found.exists is {"path-dependent": False, "oscillates": False, "undecided": None}.get(kind, True)


ELSEWHERE = [
    # f(x, y)               to               limit     (None: there is none)
    ("x+y",                 "x=inf,y=inf",   "oo"),
    ("x-y",                 "x=inf,y=inf",   None),
    # What cancels has a factor that grows
    ("e^(x+e^(-x-y)) - e^x", "x=inf,y=inf",  "0"),
    # By leading forms
    ("(|y|^3+1-cos(x-y))/sqrt(x^2+y^2)", "x=0,y=0", "0"),
    ("tan(x+2y) (1-cos(x+2y))/(e^(x^2+y^2)-1)", "x=0,y=0", "0"),
    ("sin(x^2+y^2) atan(|x|+|y|)/(x^2+y^2)^(3/2)", "x=0,y=0", None),
    ("ln(1+2x^2+2y^4)/sin(x^2+y^4)", "x=0,y=0", "2"),
    ("(1-cos(x)-x^2/2)/(x^4+y^4)", "x=0,y=0", None),
    ("(x-sin x)(y-1)^2/((x-y+1)^2+x^2)", "x=0,y=1", "0"),
    ("(2-cos(x)-e^(y^2/2))/(x^2+y^2)", "x=0,y=0", None),
    ("(e^(x^2-x y+y^2)-1)/(x^2-x y+y^2)^2", "x=0,y=0", "oo"),
    ("x y z/(x^2+y^2+z^2)", "x=0,y=0,z=0",   "0"),
    ("(x y+y z)/(|x|+|y|+|z|)", "x=0,y=0,z=0", "0"),
    ("x^2 y z/(x^2+y^2+z^2+x y)^(3/2)", "x=0,y=0,z=0", "0"),
    ("(x^2+y^2)atan(x/ln(1+x^2+y^2))", "x=0,y=0", "0"),
    # F(u) - F(v), by the mean value theorem
    ("(x ln x-y ln y)/(x-y)", "x=0,y=0",     "-oo"),
    ("(sqrt(x+1)-sqrt(y+1))/(x-y)", "x=inf,y=inf", "0"),
    ("(x^(1/3)-y^(1/3))/(x-y)", "x=0,y=0",   "oo"),
    ("(e^(-1/x^2)-e^(-1/y^2))/(x-y)", "x=0,y=0", "0"),
    ("(sin(x)/x-sin(y)/y)/(x-y)", "x=0,y=0", "0"),
    ("(x^2-y^2)/(cos x-cos y)", "x=0,y=0",   "-2"),
    ("(1/x-1/y)/(x-y)",     "x=0,y=0",       None),
    ("(floor(x)-floor(y))/(x-y)", "x=0,y=0", None),
    ("(x^x-y^y)/(x-y)",     "x=2,y=2",       "4*log(2) + 4"),
    ("(x^y-y^x)/(x-y)",     "x=1,y=1",       "1"),
    ("(acos x-acos y)/(x-y)", "x=0,y=0",     "-1"),
    ("(sin x-sin y)/(e^x-e^y)", "x=0,y=0",   "1"),
    ("ln(x/y)/(x-y)",       "x=1,y=1",       "1"),
    ("sqrt(x+y+z)-sqrt(x+y)", "x=inf,y=inf,z=0", "0"),
    ("x/(x^2+y)", "x=inf,y=inf", "0"),
    ("(sqrt(1+y^3)-1) ln(1+x^2 y)/(x^2+y^2)", "x=0,y=0", "0"),
    ("ln(x+y+1)-ln(x+y)",   "x=inf,y=inf",   "0"),
    ("x(ln(x+y)-ln x)",     "x=inf,y=0",     "0"),
    ("(atan x-atan y)/(1/x-1/y)", "x=inf,y=inf", "-1"),
    # The divisor divides
    ("(e^(x y)-e^(x+y))/(x y-x-y)", "x=0,y=0", "1"),
    ("(sin(x+y)-sin x-sin y)/(x y)", "x=0,y=0", "0"),
    ("(e^(x+y)-e^x-e^y+1)/(x y)", "x=0,y=0", "1"),
    ("(x y-1)/(ln x+ln y)", "x=1,y=1",       "1"),
    ("x y/(1-cos(x y))",    "x=0,y=0",       None),
    ("(x^2 y^2)/(1-cos(x y))", "x=0,y=0",    "2"),
    ("(sin(x+y)-sin x-y)/(x y)", "x=0,y=0",  None),
    ("(x-y)^2/(e^x-e^y)^2", "x=0,y=0",       "1"),
    # From the side that is asked for
    ("x y/(x+y)",           "x=0+,y=0+",     "0"),
    ("sqrt(y)/y^2",         "x=0,y=0+",      "oo"),
    ("1/(x-y)",             "x=1+,y=1-",     "oo"),
    ("x+|y|/y",             "x=0,y=0-",      "-1"),
    ("x^2/y",               "x=0,y=0+",      None),
    ("x y",                 "x=max(1,2),y=0+", "0"),
    # A function of one combination
    ("(1-x y)tan(pi x y/2)", "x=1,y=1",      "2/pi"),
    ("(1+1/(x y))^(x y)",   "x=inf,y=inf",   "E"),
    ("floor(x+y)",          "x=0,y=0",       None),
    ("floor(x^2+y^2)",      "x=0,y=0",       "0"),
    ("sqrt(x y)",           "x=0,y=0",       "0"),
    ("e^(-x y^2) y^2",      "x=inf,y=inf",   "0"),
    ("(x^2+y^2) e^(-x-y)",  "x=inf,y=inf",   "0"),
    ("e^-x ln y",           "x=inf,y=inf",   None),
    ("ln(x)/(x+y)",         "x=inf,y=inf",   "0"),
    ("x^(1/(x+y))",         "x=inf,y=inf",   "1"),
    ("ln(x+2y)/(x y)",      "x=inf,y=inf",   "0"),
    ("y e^(-x^2-y^2) ln x", "x=inf,y=inf",   "0"),
    ("(x+y)^(1/(x y))",     "x=inf,y=inf",   "1"),
    ("e^(-x y) ln(x+y)",    "x=inf,y=inf",   "0"),
    ("x^2/e^(x-y)",         "x=inf,y=inf",   None),
    ("(x^2+y^2)^(1/x)",     "x=inf,y=inf",   None),
    ("ln(x)/y",             "x=inf,y=inf",   None),
    ("x y^2/(x^2+|y|)",     "x=inf,y=inf",   None),
    ("x ln y",              "x=0,y=0",       None),
    ("x-y",                 "x=inf,y=-inf",  "oo"),
    ("x+y",                 "x=-inf,y=inf",  None),
    ("1/(x+y)",             "x=inf,y=inf",   "0"),
    ("e^(-x-y)",            "x=inf,y=inf",   "0"),
    ("atan(x+y)",           "x=inf,y=inf",   "pi/2"),
    ("atan(x y)",           "x=-inf,y=inf",  "-pi/2"),
    ("x y",                 "x=inf,y=inf",   "oo"),
    ("x^3+y",               "x=inf,y=inf",   "oo"),
    ("x^2+y^2-x y",         "x=inf,y=inf",   "oo"),
    ("x y/(x+y)",           "x=inf,y=inf",   "oo"),
    ("(x+y)/(x^2+y^2)",     "x=inf,y=inf",   "0"),
    ("x y/(x^2+y^2)",       "x=inf,y=inf",   None),
    ("e^(x-y)",             "x=inf,y=inf",   None),
    ("e^(-2x) y^3",         "x=inf,y=inf",   None),
    ("e^-x",                "x=inf,y=0",     "0"),
    ("atan(x) y",           "x=inf,y=1",     "pi/2"),
    ("x y",                 "x=inf,y=0",     None),
    ("y + 1/x",             "x=inf,y=3",     "3"),
    ("x sin(y/x)",          "x=inf,y=2",     "2"),
    ("(x^2-y^2)/(x-y)",     "x=2,y=2",       "4"),
    ("(x y - 2x)/(y-2)",    "x=1,y=2",       "1"),
    ("sin(x y)/x",          "x=0,y=2",       "2"),
    ("(1+x y)^(1/x)",       "x=0,y=2",       "exp(2)"),
    ("x^y",                 "x=1,y=0",       "1"),
    ("ln(x y)/(x y - 1)",   "x=1,y=1",       "1"),
    ("(x^y-1)/ln(x)",       "x=1,y=1",       "1"),
    ("(ln(x+y)-ln x) x",    "x=inf,y=2",     "2"),
    ("(x y/(x^2+y^2))^x",   "x=inf,y=inf",   "0"),
    ("(ln x-ln y)/(x-y)",   "x=1,y=1",       "1"),
    ("(sqrt x-sqrt y)/(x-y)", "x=inf,y=inf", "0"),
    ("(atan x-atan y)/(x-y)", "x=inf,y=inf", "0"),
    ("(sin x+cos y)/(x+y)", "x=inf,y=inf",   "0"),
    ("(sin x+cos y)/(x^2-x y+y^2)", "x=inf,y=inf", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "limit"), ELSEWHERE)
def test_several_variables_at_other_points(text, to, limit):
    found = find(text, to)
    assert found.exists is (limit is not None)
    assert limit is None or str(found.value) == limit


@pytest.mark.parametrize(("text", "to"), [("x/y", "x=inf,y=inf"), ("e^(x-y)", "x=inf,y=inf"), ("x y", "x=-inf,y=0")])
def test_paths_go_to_the_point(text, to):
    found = find(text, to)
    for path in found.paths:
        for variable, a in found.to.items():
            assert sp.limit(path.at[variable], path.t, 0, "+") == a


def test_two_paths_are_shown_with_their_limits():
    x, y = sp.symbols("x y", real=True)
    first, second = find("x^2 y/(x^4+y^2)", "x=0,y=0").paths
    assert (first.limit.value, second.limit.value) == (0, sp.Rational(1, 2))
    assert second.at == {x: second.t, y: second.t**2}


def test_other_points_and_three_variables():
    assert find("(x-1)(y-2)/((x-1)^2+(y-2)^2)", {"x": 1, "y": 2}).kind == "path-dependent"
    assert find("x y z/(x^2+y^2+z^2)", {"x": 0, "y": 0, "z": 0}).value == 0
    assert find("x y/(x^2+y^2+z^2)", {"x": 0, "y": 0, "z": 0}).kind == "path-dependent"
    assert find("1/(x^2+y^2)", {"x": "inf", "y": "inf"}).value == 0


SPELLINGS = [
    # f(x)                          to                  limit
    ("|x|/x",                       "x->0-",            "-1"),
    ("|x|/x",                       "x → 0+",           "1"),
    ("|x|/x",                       "x=0^-",            "-1"),
    ("|x|/x",                       r"x \to 0^{+}",     "1"),
    ("((x+Δx)^2-x^2)/Δx",           "Δx=0",             "2*x"),
    (r"(\sin(x+\Delta x)-\sin x)/\Delta x", r"\Delta x -> 0", "cos(x)"),
    ("x y",                         "(x,y)->(2,3)",     "6"),
    (r"\lim_{x\to 0} \frac{\sin x}{x}", (),             "1"),
    (r"\lim\limits_{h \to 0^{+}} |h|/h", (),            "1"),
    (r"\lim_{n\to\infty} (1+1/n)^n", (),               "E"),
    (r"\lim_{(x,y)\to(1,2)} x y",  (),                 "2"),
    ("lim_(x->oo) atan x",          (),                 "pi/2"),
    ("lim x->3 (x^2-9)/(x-3)",      (),                 "6"),
    ("lim x → 0+ 1/x",              (),                 "oo"),
    ("|x|/x",                       "x->0 from the left",  "-1"),
    ("1/x",                         "0, from above",    "oo"),
    ("sin(x)/x as x->0",            (),                 "1"),
    ("sin(x)/x, x → 0",             (),                 "1"),
    ("limit of 1/x as x approaches 0 from below", (),   "-oo"),
    ("limit as x -> 0 of sin(x)/x", (),                 "1"),
    ("x y as (x,y)->(2,3)",         (),                 "6"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "limit"), SPELLINGS)
def test_the_point_as_it_is_written(text, to, limit):
    assert str(find(text, to).value) == limit


def test_a_modulus_is_not_defined_where_what_it_is_of_is_not():
    assert find("|sqrt(x-1)|", "1-").kind == "undefined"
    assert find("|(-2)^x|/3^x", "inf").value == 0


CHECKS = [
    # f(x)                  to       answer              verdict       certainty
    ("sin(x)/x",            "0",     "1",                "correct",    "proved"),
    ("sin(x)/x",            "0",     "0",                "incorrect",  "proved"),
    ("sin(x)/x",            "0",     "dne",              "incorrect",  "proved"),
    ("sin(2x)/(4x)",        "0",     "0.5",              "correct",    "proved"),
    ("atan x",              "inf",   "2 atan(1)",        "correct",    "proved"),
    ("1/x^2",               "0",     "inf",              "correct",    "proved"),
    ("1/x^2",               "0",     "-oo",              "incorrect",  "proved"),
    ("1/x",                 "0",     "does not exist",   "correct",    "proved"),
    ("1/x",                 "0",     "none",             "correct",    "proved"),
    ("1/x",                 "0",     "inf",              "incorrect",  "proved"),
    ("((x+h)^2-x^2)/h",     "h=0",   "2x",               "correct",    "proved"),
    ("((x+h)^2-x^2)/h",     "h=0",   "x",                "incorrect",  "proved"),
    ("x/(x + 10^-1000)",    "0+",    "0",                "undecided",  None),
    ("sum(x^k/k, k, 1, 60)", "1-",   "4",                "incorrect",  "sampled"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "answer", "verdict", "certainty"), CHECKS)
def test_check(text, to, answer, verdict, certainty):
    found = find(text, to, check=answer)
    assert (found.check.verdict, found.check.certainty) == (verdict, certainty)
    statuses = {"correct": ExitStatus.DONE, "incorrect": ExitStatus.NO, "undecided": ExitStatus.UNDECIDED}
    assert found.status == statuses[verdict]


REFUSED = [
    # f(x)     to         side      says
    ("x",      "0+",      "left",   "comes from the right"),
    ("x",      "inf",     "right",  "cannot come to infinity from the right"),
    ("x",      "0",       "up",     "side must be left, right or both"),
    ("x+y",    "0",       "both",   "which variable goes there?"),
    ("a+b",    "0",       "both",   "which variable goes there?"),
    ("x y",    "x=0,y=0", "left",   "a side is for a limit in one variable"),
    ("x",      "x=0,x=1", "both",   "x is given twice"),
    ("[x, y]", "0",       "both",   "not a list"),
    ("x",      "ln(-1)",  "both",   "not a real number"),
    ("lim_(x->0) x", "1", "both",   "given twice"),
    ("x",      (),        "both",   "needs the point to go to"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "side", "says"), REFUSED)
def test_refused(text, to, side, says):
    with pytest.raises(CalcError, match=says.replace("?", r"\?")):
        find(text, to, side)


def test_the_result_is_frozen_data():
    found = find("sin(x)/x", 0)
    assert isinstance(found, Limit)
    assert (found.value, found.agree, found.status) == (1, True, ExitStatus.DONE)


@pytest.mark.parametrize(
    ("text", "to", "value"),
    [
        ("li(x)", "1", "-oo"),
        ("Ci(x)", "0+", "-oo"),
        ("x Ci(x)", "0+", "0"),
        ("(-1)^n sin(x)/x", "x=0", "(-1)**n"),
        ("(1 + x/(n + sin n))^n", "n=inf", "exp(x)"),
        ("(1 + 1/(x^2 + cos x))^(x^2 + x)", "inf", "E"),
        ("(x+1)^1000/((x+1)^1000 + 1)", "inf", "1"),
        ("e^-x Ei(x)", "-inf", "0"),
        ("1/lgamma(x)", "inf", "0"),
        ("harmonic(n) - ln n", "inf", "EulerGamma"),
        ("fibonacci(n+1)/fibonacci(n)", "inf", "1/2 + sqrt(5)/2"),
    ],
)
def test_edges_and_equivalents(text: str, to: str, value: str) -> None:
    assert str(find(text, to).value) == value


@pytest.mark.parametrize("to", ["0,0", "(0, 0)", "(x, y) = (0, 0)", "(x, y) -> (0, 0)", {"x": 0, "y": 0}])
def test_a_point_of_several_variables_is_written_as_in_books(to):
    assert find("x^2 y/(x^2+y^2)", to).value == 0
