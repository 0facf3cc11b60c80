"""The installed command on vectors and matrices: what it prints, refuses, and ends with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.invoke import invoke

ANSWERS = [
    # expression                        options                                         prints
    ("A x", ["--shape", "A=m,n", "--shape", "x=n"], "A.T"),
    ("A x", ["--shape", "A=m,n", "--shape", "x=n", "--layout", "numerator"], "A"),
    ("x^T A", ["--wrt", "x"], "A"),
    ("x^T A x", ["--wrt", "x"], "(A + A.T)*x"),
    ("x^T A x", ["--wrt", "x", "--shape", "A=symmetric"], "2*A*x"),
    ("x'Ax", ["--wrt", "x", "--layout", "numerator"], "x.T*(A.T + A)"),
    ("x^T A x/(x^T x)", ["--wrt", "x"], "(A + A.T)*x/(x.T*x) - 2*x.T*A*x*x/(x.T*x)^2"),
    ("‖x‖²", [], "2*x"),
    ("||X||_F^2", [], "2*X"),
    ("||Ax - b||^2", ["--wrt", "x"], "2*A.T*(A*x - b)"),
    (r"\lVert \mathbf{A}\mathbf{x} - \mathbf{b} \rVert_2^2", ["--wrt", "x"], "2*A.T*(A*x - b)"),
    ("x^T A^T A x - 2b^T A x + b^T b", ["--wrt", "x"], "2*A.T*(A*x - b)"),
    ("||x||", [], "x/norm(x)"),
    ("sum(log(1 + exp(-y ⊙ (X w))))", ["--wrt", "w"], "-X.T*(y .* sigmoid(-(y .* (X*w))))"),
    ("log(sum(exp(W x)))", ["--wrt", "W"], "softmax(W*x)*x.T"),
    ("tr(AXB)", ["--wrt", "X"], "A.T*B.T"),
    ("tr(X^TAX)", ["--wrt", "X"], "(A + A.T)*X"),
    ("det X", [], "det(X)*inv(X).T"),
    ("log det X", [], "inv(X).T"),
    ("logdet(S)", ["--shape", "S=positive"], "inv(S)"),
    ("a^T X^-1 b", ["--wrt", "X"], "-inv(X).T*a*b.T*inv(X).T"),
    ("||XY - Z||_F^2", ["--wrt", "X"], "2*(X*Y - Z)*Y.T"),
    ("||y - X w||^2 + λ||w||^2", ["--wrt", "w"], "2*(lambda*w - X.T*(y - X*w))"),
    ("‖W2·tanh(W1 x) − y‖²", ["--wrt", "W1"], "2*((W2.T*(W2*tanh(W1*x) - y)) .* (1 - tanh(W1*x).^2))*x.T"),
    ("||Q x||^2", ["--wrt", "x", "--shape", "Q=n,n,orthogonal"], "2*x"),
    ("inv(A + t B)", ["--wrt", "t", "--shape", "t=scalar"], "-inv(A + t*B)*B*inv(A + t*B)"),
    ("f(w) = w^T X", [], "X"),
    ("||Ax||^2", ["--wrt", "x", "--at", "A=[[1,2],[3,4]], x=[1,-1]"], "[-8, -12]"),
    ("||X - X^T||_F^2", [], "4*(X - X.T)"),
    ("log(||A x - b||^2 + c^2)", ["--wrt", "c"], "2*c/(norm(A*x - b)^2 + c^2)"),
    ("(a^T X b)/(c^T X d)", ["--wrt", "X"], "a*b.T/(c.T*X*d) - a.T*X*b*c*d.T/(c.T*X*d)^2"),
    ("1^T x", [], "ones(n)"),
    ("1^T exp(A x + b)", ["--wrt", "x"], "A.T*exp(A*x + b)"),
    ("1^T X 1", [], "ones(m)*ones(n).T"),
    ("||X*1/2||_F^2", [], "X/2"),
    ("det(x y^T A)", ["--wrt", "x"], "zeros(m)"),
    ("-y^T log(softmax(W x + b))", ["--wrt", "b"], "sum(y)*softmax(W*x + b) - y"),
    ("-y^T log(softmax(W x + b))", ["--wrt", "W"], "(sum(y)*softmax(W*x + b) - y)*x.T"),
    ("sum(y .* log(softmax(W x)))", ["--wrt", "W"], "(y - sum(y)*softmax(W*x))*x.T"),
    ("-(y^T log(sigmoid(X w)) + (1-y)^T log(1-sigmoid(X w)))", ["--wrt", "w"], "X.T*(sigmoid(X*w) - y)"),
    ("mean(log(1 + exp(X w)) - y .* (X w))", ["--wrt", "w"], "X.T*(sigmoid(X*w) - y)/m"),
    ("logsumexp(X w)", ["--wrt", "w"], "X.T*softmax(X*w)"),
    ("y^T exp(x)/sum(exp(x))", ["--wrt", "x"], "softmax(x) .* y - softmax(x).T*y*softmax(x)"),
    ("tr(A^T softmax(Q K^T) V)", ["--wrt", "V"], "softmax(Q*K.T).T*A"),
    ("tr(S^-2)", [], "-2*(inv(S).T)^3"),
    ("x^T x", ["--at", "x=[1/3,0.5]", "--digits", "5"], "[0.66667, 1.0000]"),
    ("x^T x + 1e9999", [], "2*x"),
]

OTHER_COMMANDS = [
    ("hessian", "||A x - b||^2", ["--wrt", "x"], "2*A.T*A"),
    ("hessian", "x^T A x", ["--wrt", "x"], "A + A.T"),
    ("hessian", "log(sum(exp(x)))", [], "diag(softmax(x)) - softmax(x)*softmax(x).T"),
    ("jacobian", "softmax(x)", [], "diag(softmax(x)) - softmax(x)*softmax(x).T"),
    ("jacobian", "softmax(W x)", ["--wrt", "x"], "(diag(softmax(W*x)) - softmax(W*x)*softmax(W*x).T)*W"),
    ("jacobian", "log(softmax(x))", [], "I - ones(n)*softmax(x).T"),
    ("jacobian", "exp(x)/sum(exp(x))", [], "diag(softmax(x)) - softmax(x)*softmax(x).T"),
    ("hessian", "||x||^3", [], "3*(x*x.T/norm(x) + norm(x)*I)"),
    ("hessian", "x^T x", ["--at", "x=[1,2]"], "[[2, 0], [0, 2]]"),
    ("jacobian", "A x", ["--shape", "A=m,n", "--shape", "x=n"], "A"),
    ("jacobian", "tanh(W x + b)", ["--shape", "x=n", "--wrt", "x"], "diag(1 - tanh(W*x + b).^2)*W"),
    ("jacobian", "x/||x||", [], "I/norm(x) - x*x.T/norm(x)^3"),
    ("jacobian", "||A x - b||^2", ["--wrt", "x"], "2*(A*x - b).T*A"),
    ("hessian", "logdet(A^T diag(x) A)", ["--wrt", "x"], "-(A*inv(A.T*diag(x)*A)*A.T).^2"),
    ("hessian", "tr(A diag(x) B diag(x))", ["--wrt", "x"], "A.T .* B + B.T .* A"),
    ("hessian", "sum(A diag(x.^2) B)", ["--wrt", "x"], "2*diag(diag(A.T*ones(m, p)*B.T))"),
    ("hessian", "tr(inv(diag(x)))", [], "2*diag(1 ./ x.^3)"),
    ("jacobian", "diag(A diag(x) B)", ["--wrt", "x"], "A .* B.T"),
    ("jacobian", "V^T softmax(K q)", ["--wrt", "q"], "V.T*(diag(softmax(K*q)) - softmax(K*q)*softmax(K*q).T)*K"),
    ("hessian", "t^4", ["--shape", "t=scalar"], "12*t^2"),
    ("jacobian", "x .* (A x)", ["--wrt", "x"], "diag(A*x) + diag(x)*A"),
]

INFERRED = [
    # grad of                             options             prints                                      notes
    ("x/sum(x)", [], "I/sum(x) - ones(n)*x.T/sum(x)^2", "x is read as a vector"),
    ("sum(x) x", [], "ones(n)*x.T + sum(x)*I", "this its Jacobian, transposed"),
    ("sum(x) x", ["--layout", "numerator"], "x*ones(n).T + sum(x)*I", "this its Jacobian\n"),
    ("x - mean(x)", [], "I - ones(n)*ones(n).T/n", "x is read as a vector"),
    ("outer(x,x) b", ["--wrt", "x"], "b*x.T + x.T*b*I", "x and b are read as vectors"),
    ("x .* y", ["--wrt", "x"], "diag(y)", "x and y are read as vectors"),
    ("x.^2", [], "2*diag(x)", "this its Jacobian\n"),
    ("1 ./ x", [], "-diag(1 ./ x.^2)", "this its Jacobian\n"),
    ("theta - mean(theta)", [], "I - ones(n)*ones(n).T/n", "theta is read as a vector"),
    ("sum(theta .* x)", ["--wrt", "theta"], "x", ""),
    ("λ .* x", ["--wrt", "x", "--shape", "λ=scalar"], "lambda*I", "this its Jacobian\n"),
    ("x^T x sum(exp(x)) + sum(y)", ["--wrt", "y"], "ones(n)", ""),
    ("||x - mean(x)||^2", [], "2*(x - sum(x)*ones(n)/n)", ""),
    ("sum(max(x, y))", ["--wrt", "x"], "heaviside(x - y)", ""),
    ("sum(max(x, y))", ["--wrt", "y"], "heaviside(y - x)", ""),
    ("sum(min(x, y))", ["--wrt", "x"], "heaviside(y - x)", ""),
    ("mean(x^T x)", [], "2*x", ""),
    ("tr(exp(X))", [], "I .* exp(X)", "this is not the matrix exponential"),
    ("sum(log(S))", ["--shape", "S=n,n"], "1 ./ S", "this is not the matrix logarithm"),
]

REFUSED = [
    # expression      options                                              status   says
    ("xᵀxᵀ", [], 2, "cannot multiply 1×n by 1×n"),
    ("A x + x", ["--shape", "A=m,n", "--wrt", "x"], 2, "cannot add m×1 and n×1"),
    ("||A x||", ["--shape", "A=m,n", "--shape", "x=m"], 2, "cannot multiply m×n by m×1"),
    ("det(A)", ["--shape", "A=2,3"], 2, "a determinant needs a square matrix, not 2×3"),
    ("tr(A X)", ["--shape", "A=m,n", "--shape", "X=n,k", "--wrt", "X"], 2, "a trace needs a square matrix, not m×k"),
    ("A'A + λ", ["--wrt", "A"], 2, "write λ*I"),
    ("x^T A x", ["--wrt", "y"], 2, "y does not occur"),
    ("a^T X b", ["--wrt", "c"], 2, "the letters are a, X, b"),
    ("a^T b", [], 2, "in which letter? there are a, b"),
    ("X^T X", [], 3, "more than two indices"),
    ("softmax(Q K^T) V", ["--wrt", "Q"], 3, "calc jacobian 'V^T softmax(K q)' --wrt q"),
    ("||X||_2", [], 3, "calc has no rule for a norm of matrices other than Frobenius's"),
    ("||x||", ["--at", "x=[0,0]"], 1, "the argument of a norm is 0"),
    ("||x||_1", ["--at", "x=[0,1]"], 1, "no derivative at the point"),
    ("tr(X^-1)", ["--at", "X=[[1,2],[2,4]]"], 1, "singular"),
    ("||x||_1^2", ["--at", "x=[0,1]"], 1, "no derivative at the point"),
    ("sum(relu(x))", ["--at", "x=[0,1]"], 1, "no derivative at the point"),
    ("sum(max(x, y))", ["--wrt", "x", "--at", "x=[1,2],y=[1,0]"], 1, "no derivative at the point"),
    ("sum(x.^(1/3))", ["--at", "x=[0,1]"], 1, "no derivative at the point"),
    ("sum(sqrt(x))", ["--at", "x=[0,1]"], 1, "no derivative at the point"),
    ("log(det(X)^2)", ["--at", "X=[[1,2],[2,4]]"], 1, "log has no real value there"),
    ("x^T x", ["--check", "[2, 4]"], 2, "an answer in numbers is one at a point"),
    ("x^T A x", ["--wrt", "x", "--at", "x=[1,2]"], 2, "the point gives no value to A"),
    ("||A x||", ["--wrt", "x", "--at", "A=[[1,2]], x=[1,2,3]"], 2, "but n is 2 as in A"),
    ("log det S", ["--shape", "S=symmetric", "--at", "S=[[1,2],[3,4]]"], 2, "declared symmetric"),
    ("x^T x", ["--shape", "x"], 2, "declares no shape"),
    ("A a^T X^1 b", ["--wrt", "A", "--shape", "A=2,3"], 3, "more than two indices"),
    ("x^T max(A) x", ["--wrt", "x"], 3, "no rule for max"),
    ("x - max(x)", [], 3, "no rule for max"),
    ("x^2 + y", ["--layout", "numerator"], 2, "--layout is for expressions with matrices"),
]

CHECKED = [
    # f                  letter   answer                       verdict        says
    ("||Ax - b||^2", "x", "2A^T(Ax - b)", "correct", None),
    ("||Ax - b||^2", "x", "A^T(Ax - b)*2", "correct", None),
    ("||Ax - b||^2", "x", "2A^TAx - 2A^Tb", "correct", None),
    ("||Ax - b||^2", "x", "2(Ax - b)^T A", "incorrect", "other layout"),
    ("||Ax - b||^2", "x", "2A(Ax - b)^T", "incorrect", "the shapes do not fit: cannot multiply"),
    ("b^T A x", "x", "A b", "incorrect", "the shapes fit only if A is transposed"),
    ("||A x - b||^2", "x", "2A(Ax - b)", "incorrect", "only if A is transposed"),
    ("||Ax - b||^2", "x", "A^T(Ax - b)", "incorrect", "the factor 2 is missing"),
    ("||Ax - b||^2", "x", "-2A^T(Ax - b)", "incorrect", "the sign is lost"),
    ("||Ax - b||^2/2", "x", "2A^T(Ax - b)", "incorrect", "there is a factor 2 too much"),
    ("||Ax - b||^2/n", "x", "3A^T(Ax - b)/n", "incorrect", "the factor 2/3 is missing"),
    ("||Ax - b||^2", "x", "A^T(Ax + b)", "incorrect", None),
    ("||X||^2", "X", "X", "incorrect", "the factor 2 is missing"),
    ("||Ax - b||^2", "x", "2A^T A", "incorrect", "the answer is n×n, the derivative n×1"),
    ("x^T A x", "x", "2A x", "incorrect", "only if A is symmetric"),
    ("x^T A x", "x", "A x", "incorrect", "a term is missing"),
    ("a^T x + x^T x", "x", "a + x", "incorrect", "the constant factor of a term is missing"),
    ("||Ax - b||^2", "x", "2A^T A x + 2A^T b", "incorrect", "the sign of a term is turned"),
    ("log det X", "X", "inv(X)^T", "correct", None),
    ("log det X", "X", "inv(X)", "incorrect", "other layout"),
    ("tr(X)", "X", "I", "correct", None),
    ("det(x y^T)", "x", "0", "correct", None),
    ("sum(x.^3)", "x", r"3 \mathbf{x}^{\odot 2}", "correct", None),
    ("sum(X)", "X", r"\mathbf{1} \mathbf{1}^\top", "correct", None),
    ("tr(I + X) ||x||^2 + x^T X x", "x", "2(n + tr(X))x + (X + X^T)x", "correct", None),
    ("sum(X)", "X", "ones(m, n)", "correct", None),
    ("-y^T log(softmax(W x + b))", "b", "softmax(W x + b) - y", "incorrect", "only if sum(y) = 1"),
    ("-y^T log(softmax(z))", "z", "y - softmax(z)", "incorrect", "the rest holds only if sum(y) = 1"),
    ("-y^T log(softmax(W x + b))", "b", "sum(y) softmax(W x + b) - y", "correct", None),
    ("-y^T log(softmax(W x + b))", "W", "(softmax(W x + b) - y) x^T", "incorrect", "only if sum(y) = 1"),
    ("-y^T log(softmax(W x + b))", "b", "y - softmax(W x + b)", "incorrect", None),
    ("||a|| x^T x", "x", "2x", "incorrect", "only if norm(a) = 1"),
    ("logsumexp(x)", "x", "exp(x)/sum(exp(x))", "correct", None),
    ("sum(log(sigmoid(x)))", "x", "1 - sigmoid(x)", "correct", None),
]


def run(*words: str, command: str = "grad") -> tuple[int, str, str]:
    result = invoke(command, *words)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(("expr", "options", "printed"), ANSWERS)
def test_answer(expr: str, options: list[str], printed: str) -> None:
    status, out, _ = run(expr, *options)
    assert (status, out) == (0, printed + "\n")


@pytest.mark.parametrize(("expr", "options", "printed", "note"), INFERRED)
def test_vectors_are_inferred_from_operations_on_entries(
    expr: str, options: list[str], printed: str, note: str
) -> None:
    status, out, err = run(expr, *options)
    assert (status, out) == (0, printed + "\n")
    assert note in err


@pytest.mark.parametrize(("command", "expr", "options", "printed"), OTHER_COMMANDS)
def test_answer_of_other_commands(command: str, expr: str, options: list[str], printed: str) -> None:
    status, out, _ = run(expr, *options, command=command)
    assert (status, out) == (0, printed + "\n")


@pytest.mark.parametrize(("expr", "options", "status", "says"), REFUSED)
def test_refusal(expr: str, options: list[str], status: int, says: str) -> None:
    ended, out, err = run(expr, *options)
    assert (ended, out) == (status, "")
    assert says in err


@pytest.mark.parametrize(("f", "letter", "answer", "verdict", "says"), CHECKED)
def test_verdict(f: str, letter: str, answer: str, verdict: str, says: str | None) -> None:
    status, out, _ = run(f, "--wrt", letter, "--check", answer, "--json")
    found = json.loads(out)
    assert found["check"]["verdict"] == verdict
    assert status == (0 if verdict == "correct" else 1)
    assert says is None or says in found["check"]["diagnosis"][0]["message"]


GAPS = [
    # of the formula, not of the function: the values are known without one, from x|x|, x³, det = ad - bc and so on
    ("grad", "sum(relu(x).^2)", "x=[0,1]", "[0, 2]"),
    ("grad", "(-1)^n x^T A x", "x=[1,2],A=[[1,2],[3,4]],n=3", "[-12, -21]"),
    ("grad", "sum(abs(x).^3)", "x=[0,-1]", "[0, -3]"),
    ("grad", "||x||_4^4", "x=[0,0]", "[0, 0]"),
    ("grad", "||x||_3^3", "x=[0,2]", "[0, 12]"),
    ("grad", "det(diag(x))", "x=[0,1]", "[1, 0]"),
    ("grad", "det(X)", "X=[[0,1],[0,0]]", "[[0, 0], [-1, 0]]"),
    ("grad", "det(diag(x))", "x=[0,2,3]", "[6, 0, 0]"),
    ("grad", "det X", "X=[[1,2],[2,4]]", "[[4, -2], [-2, 1]]"),
    ("grad", "det(X)^2", "X=[[1,2],[2,4]]", "[[0, 0], [0, 0]]"),
    ("grad", "sum(max(x, y).^2)", "x=[0,2],y=[0,0]", "[0, 4]"),
    ("grad", "||x|| (1^T x)", "x=[0,0]", "[0, 0]"),
    ("jacobian", "x .* abs(x)", "x=[0,2]", "[[0, 0], [0, 4]]"),
    ("jacobian", "||x|| x", "x=[0,0]", "[[0, 0], [0, 0]]"),
    ("hessian", "||x||^4", "x=[0,0]", "[[0, 0], [0, 0]]"),
    ("hessian", "||x||^3", "x=[0,0]", "[[0, 0], [0, 0]]"),
    ("hessian", "sum(relu(x).^3)", "x=[0,1]", "[[0, 0], [0, 6]]"),
    ("grad", "sum(x.^(1/3))", "x=[-8,1]", "[0.0833333333333, 0.333333333333]"),
    ("grad", "sum(x.^(2/3))", "x=[-8,1]", "[-0.333333333333, 0.666666666667]"),
    ("grad", "sum(x.^(-1/3))", "x=[-8,1]", "[-0.0208333333333, -0.333333333333]"),
]


@pytest.mark.parametrize(("command", "expr", "point", "printed"), GAPS)
def test_a_gap_of_the_formula_is_none_of_the_function(command: str, expr: str, point: str, printed: str) -> None:
    assert run(expr, "--wrt", point[0], "--at", point, command=command)[:2] == (0, printed + "\n")


AT_A_POINT = [
    # answer at A = [[1, 2], [3, 4]], x = [1, 1], b = 0   verdict
    ("[48, 68]", "correct"),
    ("[[48], [68]]", "correct"),
    ("2A^T(Ax - b)", "correct"),
    ("2A^T A x", "correct"),  # b is 0
    ("[48, 67.999]", "incorrect"),
    ("[48, 68, 0]", "incorrect"),
    ("A^T(Ax - b)", "incorrect"),
]


@pytest.mark.parametrize(("given", "verdict"), AT_A_POINT)
def test_verdict_at_a_point(given: str, verdict: str) -> None:
    at = "A=[[1,2],[3,4]], x=[1,1], b=[0,0]"
    assert run("||Ax - b||^2", "--wrt", "x", "--at", at, "--check", given)[1] == verdict + "\n"


def test_a_hessian_that_is_not_there_is_refused() -> None:
    assert run("sum(relu(x).^2)", "--at", "x=[0,1]", command="hessian")[0] == 1


def test_a_condition_of_the_formula_alone_is_told_as_such() -> None:
    assert "in this form for det(X) ≠ 0" in run("det X", "-f", "pretty")[1]
    assert "  for det(X) ≠ 0" in run("tr(X^-1)", "-f", "pretty")[1]


def test_a_word_that_is_read_as_a_product_is_told() -> None:
    assert "note: foo is read as f·o·o" in run("x^T x + foo", "--wrt", "x")[2]
    assert run("logdet X")[2] == ""


def test_json_has_the_shapes() -> None:
    _, out, _ = run("||A x - b||^2", "--wrt", "A", "--json")
    found = json.loads(out)
    assert found["shapes"] == {"A": ["m", "n"], "x": ["n"], "b": ["m"]}
    assert (found["layout"], found["result"]) == ("denominator", "2*(A*x - b)*x.T")


def test_point_from_files(tmp_path: Path) -> None:
    (tmp_path / "A.csv").write_text("1,2\n3,4\n")
    (tmp_path / "x.json").write_text("[1, 1]")
    at = ("--at", f"A=@{tmp_path / 'A.csv'}", "--at", f"x=@{tmp_path / 'x.json'}", "--at", "b=[0, 0.5]")
    status, out, _ = run("||A x - b||^2", "--wrt", "x", *at)
    assert (status, out) == (0, "[45, 64]\n")


def test_point_from_one_file(tmp_path: Path) -> None:
    (tmp_path / "point.json").write_text('{"A": [[1, 2], [3, 4]], "x": [1, 1], "b": [0, "1/2"]}')
    status, out, _ = run("||A x - b||^2", "--wrt", "x", "--at", f"@{tmp_path / 'point.json'}")
    assert (status, out) == (0, "[45, 64]\n")


def test_a_line_of_a_batch_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("secret\n")
    line = json.dumps({"expr": "x^T x", "at": f"x=@{tmp_path / 'x.csv'}"})
    result = subprocess.run(
        [sys.executable, "-m", "calc_cli", "grad"], input=line, capture_output=True, text=True, check=False
    )
    assert "only the command line reads a point from a file" in result.stderr
    assert "secret" not in result.stderr


def test_batch_mixes_matrices_and_scalars() -> None:
    lines = 'x^2 y\n||x||^2\n{"expr": "A x", "shape": ["A=m,n", "x=n"], "wrt": "x"}\n'
    result = subprocess.run(
        [sys.executable, "-m", "calc_cli", "grad"], input=lines, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (0, "[2*x*y, x**2]\n2*x\nA.T\n")


def test_every_rule_has_an_example_that_is_right() -> None:
    result = invoke("rules", "--matrix", "--json")
    rules = json.loads(result.stdout)["rules"]
    assert len(rules) == 16
    examples = [rule["example"] for rule in rules]
    batch = "".join(json.dumps({"expr": example["expr"], "wrt": example["wrt"]}) + "\n" for example in examples)
    result = subprocess.run(
        [sys.executable, "-m", "calc_cli", "grad"], input=batch, capture_output=True, text=True, check=False
    )
    assert result.stdout.splitlines() == [example["result"] for example in examples]
    assert result.returncode == 0
    assert all(rule["source"] for rule in rules)


def test_steps_name_the_rules() -> None:
    _, out, _ = run("||A x - b||^2", "--wrt", "x", "--steps", "--json")
    assert [step["rule"] for step in json.loads(out)["steps"]] == ["power", "norm", "sum", "product"]


def test_a_norm_in_ascii_has_no_subscript() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "calc_cli", "grad", "||x||", "-f", "pretty"],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert result.stdout.splitlines()[0] == "grad_x ||x|| = x/||x||"
