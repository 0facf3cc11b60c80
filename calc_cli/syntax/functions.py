"""Functions and their arguments: sin(x), sin 2x, sin^2 x, sin^-1 x, log_2 x, piecewise((value, condition), ...)."""

from calc_cli.functions import BY_NAME
from calc_cli.syntax import ambiguity
from calc_cli.syntax.cursor import Cursor
from calc_cli.syntax.tokens import Token
from calc_cli.syntax.tree import Call, Cases, Constant, Name, Negative, Node, Number, Power, Product, Truth

_INVERTIBLE = frozenset(name for name in BY_NAME if "a" + name in BY_NAME)


class Functions(Cursor):
    """The part of the grammar that applies known functions."""

    def function(self) -> Node:
        token = self.advance()
        name = token.text
        if name == "piecewise":
            return self.pairs(token)
        base = self.subscript() if name == "log" else None
        exponent: Node | None = None
        if self.here.kind == "superscript":
            exponent = self.raised()
        elif self.here.kind == "^":
            exponent = self.exponent()
        if name == "log" and base is None:
            base = self.subscript()
        if exponent is not None and is_minus_one(exponent):
            name, exponent = self.inverse(name, token), None
        arguments = self.range_arguments() if name in ("sum", "prod") else self.function_arguments(token)
        if base is not None:
            arguments = (*arguments, base)
        end = self.tokens[self.position - 1].end
        self.check_arity(name, arguments, (token.start, end))
        call = Call((token.start, end), name, arguments)
        return call if exponent is None else Power((token.start, end), call, exponent)

    def inverse(self, name: str, token: Token) -> str:
        if name not in _INVERTIBLE:
            self.fail(f"'{name}^-1' could mean the inverse function or a reciprocal", token.span, f"write 1/{name}(x)")
        return "a" + name

    def subscript(self) -> Node | None:
        """The base in log_2 x, log_{b} x, log₂ x."""
        if self.here.kind == "subscript":
            token = self.advance()
            if token.text.isdigit():
                return Number((token.start, token.end), token.text)
            return Name((token.start, token.end), self.names.spell(token.text))
        if self.here.kind == "_" and self.next_is("{", "("):
            self.advance()
            return self.value(self.bracket())
        return None

    def function_arguments(self, token: Token) -> tuple[Node, ...]:
        if self.here.kind in ("(", "["):
            return self.arguments()
        if self.here.kind == "{":
            return (self.value(self.bracket()),)
        if self.here.kind == "|":
            return (self.bars(),)
        with self.nested(token):
            return (self.bare_argument(token),)

    def range_arguments(self) -> tuple[Node, ...]:
        """What is summed and its range: sum(i^2, i, 1, n), or sum(i^2, (i, 1, n)) as SymPy writes it."""
        opening = self.here
        if opening.kind != "(":
            self.fail_expecting("'(' and what is summed")
        self.advance()
        with self.nested(opening, bars=0):
            body = self.value(self.expression())
            if not self.accept(","):
                self.fail_expecting("',' and the index")
            grouped = self.here.kind == "("
            if grouped:
                bounds = self.arguments()
            else:
                bounds = (self.value(self.expression()),)
                while self.accept(","):
                    bounds = (*bounds, self.value(self.expression()))
        self.close(opening)
        return (body, *bounds)

    def bare_argument(self, function: Token) -> Node:
        """The product that follows a function: sin 2x, up to the next function or a bracket after a variable."""
        if self.here.kind in ("+", "-") and not self.tokens[self.position + 1].spaced:
            sign = self.advance()
            with self.nested(sign):
                operand = self.bare_argument(function)
            return Negative((sign.start, operand.span[1]), operand) if sign.kind == "-" else operand
        first = self.power()
        factors = [first]
        while self.begins_operand() and self.here.kind != "function" and not isinstance(factors[-1], Call):
            if self.here.kind in ("(", "[", "{", "|") and not isinstance(factors[-1], Number | Constant):
                break
            factors.append(self.power())
        argument = first if len(factors) == 1 else Product((first.span[0], factors[-1].span[1]), tuple(factors))
        self.note(ambiguity.of_argument(self.text, function, argument, factors))
        return argument

    def pairs(self, token: Token) -> Node:
        """The branches of piecewise((value, condition), ..., value otherwise)."""
        opening = self.here
        if opening.kind != "(":
            self.fail_expecting("'(' and pairs (value, condition)")
        self.advance()
        branches: list[tuple[Node, Node]] = []
        with self.nested(opening, bars=0):
            while True:
                branches.append(self.pair())
                if not self.accept(","):
                    break
        self.close(opening)
        return Cases((token.start, self.tokens[self.position - 1].end), tuple(branches))

    def pair(self) -> tuple[Node, Node]:
        opening = self.here
        if opening.kind == "(":
            rewind = self.position
            self.advance()
            with self.nested(opening, bars=0):
                value = self.expression()
                if self.accept(","):
                    condition = self.as_condition()
                    self.close(opening)
                    return self.value(value), condition
            self.position, self.here = rewind, self.tokens[rewind]
        value = self.value(self.expression())
        return value, Truth(value.span, True)

    def check_arity(self, name: str, arguments: tuple[Node, ...], span: tuple[int, int]) -> None:
        least, most = BY_NAME[name].arity
        count = len(arguments)
        if count < least or (most is not None and count > most):
            wanted = f"{least}" if least == most else f"at least {least}" if most is None else f"{least} or {most}"
            plural = "" if wanted == "1" else "s"
            self.fail(f"{name} takes {wanted} argument{plural}, not {count}", span)
        if name in ("sum", "prod") and not isinstance(arguments[1], Name):
            self.fail(f"expected a name that {name} counts with", arguments[1].span)


def is_minus_one(node: Node) -> bool:
    """Whether `node` is the exponent of an inverse function."""
    return isinstance(node, Negative) and isinstance(node.operand, Number) and node.operand.text == "1"
