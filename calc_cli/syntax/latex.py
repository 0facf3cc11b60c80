r"""LaTeX structures: \frac, \sqrt, \sum, \prod, cases and matrices. Other commands are tokens like any."""

from calc_cli.syntax.functions import Functions
from calc_cli.syntax.tokens import Token
from calc_cli.syntax.tree import Call, Cases, Inverse, Node, Product, Truth, Vector

_MATRICES = ("matrix", "bmatrix", "pmatrix")


class Structures(Functions):
    """The part of the grammar that only LaTeX has."""

    def structure(self) -> Node:
        token = self.advance()
        if token.text == "frac":
            numerator = self.latex_argument()
            divisor = self.latex_argument()
            over = Inverse(divisor.span, divisor)
            return Product((token.start, self.tokens[self.position - 1].end), (numerator, over))
        if token.text == "root":
            degree = self.bracketed_degree()
            radicand = self.latex_argument()
            span = (token.start, self.tokens[self.position - 1].end)
            return Call(span, "sqrt", (radicand,)) if degree is None else Call(span, "root", (radicand, degree))
        return self.big_operator(token)

    def latex_argument(self) -> Node:
        r"""A group in braces, or a single sign as in \frac12."""
        if self.here.kind == "{":
            return self.value(self.bracket())
        here = self.here
        typed = self.text[here.start : here.end]
        if here.kind in ("number", "name") and typed[:1].isalnum() and typed[1:].isdigit():
            first = here._replace(text=typed[0], end=here.start + 1)
            rest = here._replace(kind="number", text=typed[1:], start=here.start + 1, spaced=False)
            self.tokens[self.position : self.position + 1] = [first, rest]
            self.here = first
        return self.value(self.operand())

    def bracketed_degree(self) -> Node | None:
        if self.here.kind != "[":
            return None
        opening = self.advance()
        with self.nested(opening, bars=0):
            degree = self.value(self.expression())
        self.close(opening)
        return degree

    def big_operator(self, token: Token) -> Node:
        r"""\sum_{i=1}^{n} x^i: the product that follows is summed."""
        bounds = self.here
        if not (self.accept("_") and self.here.kind == "{"):
            self.fail(f"expected the range of {token.text}, as in \\{token.text}_{{i=1}}^{{n}}", bounds.span)
        opening = self.advance()
        with self.nested(opening, bars=0):
            index = self.sum()
            if not self.accept("="):
                self.fail_expecting("'='")
            first = self.value(self.sum())
        self.close(opening)
        if self.here.kind != "^":
            self.fail_expecting("'^' and where it ends")
        last = self.exponent()
        body = self.product()
        arguments = (self.value(body), index, first, last)
        self.check_arity(token.text, arguments, (token.start, body.span[1]))
        return Call((token.start, body.span[1]), token.text, arguments)

    def environment(self) -> Node:
        r"""\begin{cases} value & condition \\ ... \end{cases}."""
        token = self.advance()
        if token.text in _MATRICES:
            return self.latex_matrix(token)
        if token.text != "cases":
            self.fail(f"the environment '{token.text}' is not known", token.span)
        branches: list[tuple[Node, Node]] = []
        with self.nested(token):
            while self.here.kind not in ("finish", "end"):
                value = self.value(self.sum())
                self.accept("&")
                self.accept(",")
                branches.append((value, self.latex_condition(value)))
                self.accept("\\\\")
        if not self.accept("finish"):
            self.fail(f"this '\\begin{{{token.text}}}' is never closed", token.span)
        if not branches:
            self.fail("there are no cases", token.span)
        return Cases((token.start, self.tokens[self.position - 1].end), tuple(branches))

    def latex_matrix(self, token: Token) -> Node:
        r"""\begin{bmatrix} a & b \\ c & d \end{bmatrix}: a vector of rows; of one column, a vector."""
        rows: list[tuple[Node, ...]] = []
        with self.nested(token):
            while self.here.kind not in ("finish", "end"):
                row = [self.value(self.sum())]
                while self.accept("&"):
                    row.append(self.value(self.sum()))
                rows.append(tuple(row))
                if not self.accept("\\\\"):
                    break
        if not self.accept("finish"):
            self.fail(f"this '\\begin{{{token.text}}}' is never closed", token.span)
        if not rows:
            self.fail("there is nothing in this matrix", token.span)
        span = (token.start, self.tokens[self.position - 1].end)
        if all(len(row) == 1 for row in rows):
            return Vector(span, tuple(row[0] for row in rows))
        return Vector(span, tuple(Vector((row[0].span[0], row[-1].span[1]), row) for row in rows))

    def latex_condition(self, value: Node) -> Node:
        """`x < 1`, `if x < 1`, `for x < 1` or `otherwise`."""
        if self.keyword("if") or self.keyword("for"):
            self.advance()
        if self.keyword("otherwise") or self.here.kind in ("\\\\", "finish"):
            self.accept("keyword")
            return Truth(value.span, True)
        return self.as_condition()
