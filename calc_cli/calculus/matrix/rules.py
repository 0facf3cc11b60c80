"""The rules of matrix calculus: what every operation hands on of its adjoint, and where that is found.

The adjoint C̄ of a part C of a scalar is the matrix of the derivatives of the scalar in the entries of C, in the
shape of C. Sources:

- Giles: M. B. Giles, "Collected matrix derivative results for forward and reverse mode algorithmic
  differentiation", in Advances in Automatic Differentiation, Springer 2008
- Cookbook: K. B. Petersen and M. S. Pedersen, "The Matrix Cookbook", November 15, 2012, by (equation) or section
- Magnus and Neudecker: "Matrix Differential Calculus with Applications in Statistics and Econometrics"
- PRML: C. M. Bishop, "Pattern Recognition and Machine Learning", by (equation)
- Boyd and Vandenberghe: "Convex Optimization"
- D2L: A. Zhang and others, "Dive into Deep Learning", section 2.4.3
"""

from dataclasses import dataclass

from calc_cli.calculus.result import Fields, Result


@dataclass(frozen=True, slots=True)
class MatrixRule:
    """A row: what happens to the adjoint at an operation, with an example that calc answers."""

    name: str
    statement: str
    latex: str
    example: tuple[str, str, str]
    """An expression, the letter, and the gradient in it."""
    source: str

    @property
    def fields(self) -> Fields:
        """Return what JSON has of it."""
        return {
            "name": self.name,
            "statement": self.statement,
            "latex": self.latex,
            "example": dict(zip(("expr", "wrt", "result"), self.example, strict=True)),
            "source": self.source,
        }


# fmt: off
MATRIX_RULES = (
    MatrixRule("sum", "C = A + B:  Ā = C̄ and B̄ = C̄", r"\bar{A} = \bar{C},\ \bar{B} = \bar{C}",
               ("a^T x + b^T x", "x", "a + b"), "Giles 2.2; Cookbook (35)"),
    MatrixRule("product", "C = A B:  Ā = C̄ Bᵀ and B̄ = Aᵀ C̄", r"\bar{A} = \bar{C} B^\top,\ \bar{B} = A^\top \bar{C}",
               ("tr(A X B)", "X", "A.T*B.T"), "Giles 2.2; Cookbook (37)"),
    MatrixRule("transpose", "C = Aᵀ:  Ā = C̄ᵀ", r"\bar{A} = \bar{C}^\top",
               ("tr(A X^T)", "X", "A"), "Cookbook (44)"),
    MatrixRule("inverse", "C = A⁻¹:  Ā = −Cᵀ C̄ Cᵀ", r"\bar{A} = -C^\top \bar{C} C^\top",
               ("a^T X^-1 b", "X", "-inv(X).T*a*b.T*inv(X).T"), "Giles 2.2; Cookbook (40), (61)"),
    MatrixRule("determinant", "c = det A:  Ā = c̄ c A⁻ᵀ", r"\bar{A} = \bar{c}\, c\, A^{-\top}",
               ("det X", "X", "det(X)*inv(X).T"), "Giles 2.2; Cookbook (42)"),
    MatrixRule("trace", "c = tr A:  Ā = c̄ I", r"\bar{A} = \bar{c}\, I",
               ("tr(X)", "X", "I"), "Cookbook (36)"),
    MatrixRule("norm", "c = ‖A‖:  Ā = c̄ A/‖A‖;  p-norm: Ā = c̄ ‖A‖ₚ¹⁻ᵖ |A|ᵖ⁻¹ ⊙ sign A",
               r"\bar{A} = \bar{c}\, \frac{A}{\lVert A \rVert}",
               ("||x - a||", "x", "(x - a)/norm(x - a)"), "Cookbook 2.6"),
    MatrixRule("power", "c = aᵏ:  ā = c̄ k aᵏ⁻¹ and k̄ = c̄ c ln a", r"\bar{a} = \bar{c}\, k\, a^{k-1}",
               ("||x||^2", "x", "2*x"), "DLMF 4.7(ii); D2L"),
    MatrixRule("function of entries", "C = f(A), entry by entry:  Ā = C̄ ⊙ f′(A)", r"\bar{A} = \bar{C} \odot f'(A)",
               ("sum(exp(X))", "X", "exp(X)"), "the table of functions; Magnus and Neudecker"),
    MatrixRule("product of entries", "C = A ⊙ B:  Ā = C̄ ⊙ B and B̄ = C̄ ⊙ A",
               r"\bar{A} = \bar{C} \odot B,\ \bar{B} = \bar{C} \odot A",
               ("sum(x .* y)", "x", "y"), "Cookbook (38)"),
    MatrixRule("power of entries", "C = A.^k:  Ā = C̄ ⊙ k A.^(k−1)", r"\bar{A} = \bar{C} \odot k A^{\odot k-1}",
               ("sum(x.^3)", "x", "3*x.^2"), "DLMF 4.7(ii)"),
    MatrixRule("sum of entries", "c = sum(A):  Ā = c̄ ones", r"\bar{A} = \bar{c}\, \mathbf{1} \mathbf{1}^\top",
               ("sum(X)", "X", "ones(m, n)"), "c = 1ᵀA1 and the product rule"),
    MatrixRule("softmax", "s = softmax(a):  ā = s ⊙ s̄ − (sᵀ s̄) s", r"\bar{a} = s \odot \bar{s} - (s^\top \bar{s})\, s",
               ("b^T softmax(x)", "x", "softmax(x) .* b - softmax(x).T*b*softmax(x)"), "PRML (4.106)"),
    MatrixRule("logsumexp", "c = ln(sum(exp(a))):  ā = c̄ softmax(a)", r"\bar{a} = \bar{c}\, \operatorname{softmax}(a)",
               ("logsumexp(A x)", "x", "A.T*softmax(A*x)"), "Boyd and Vandenberghe A.4.1"),
    MatrixRule("diagonal matrix", "C = diag(a):  ā = the diagonal of C̄", r"\bar{a} = \operatorname{diag}(\bar{C})",
               ("tr(diag(x) A)", "x", "diag(A)"), "the adjoint of a linear map"),
    MatrixRule("diagonal", "c = the diagonal of A:  Ā = diag(c̄)", r"\bar{A} = \operatorname{diag}(\bar{c})",
               ("b^T diag(X)", "X", "diag(b)"), "the adjoint of a linear map"),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class MatrixRules(Result):
    """The table as an answer."""

    rules: tuple[MatrixRule, ...] = MATRIX_RULES

    @property
    def answer(self) -> tuple[str, ...]:
        """Return what they say."""
        return tuple(f"{rule.name}: {rule.statement}" for rule in self.rules)

    @property
    def fields(self) -> Fields:
        return {"rules": [rule.fields for rule in self.rules]}


BY_NAME = {rule.name: rule for rule in MATRIX_RULES}
"""The rules by the names that adjoint.py gives them."""
