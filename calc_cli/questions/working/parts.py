r"""The parts of a line, each of which says one thing: "u = x^2, v = sin x", "y = x^2 ⇒ y' = 2x", ∇f = (2x, 2y)."""

import re
from collections.abc import Sequence
from itertools import product

from calc_cli.questions.prose import COMMA
from calc_cli.questions.working.conclusions import KIND, NUMBER, conclusions, places_of
from calc_cli.questions.working.forms import FORMS, entries, reworded
from calc_cli.questions.working.remarks import CHOSEN, NAME, SIGN

_LAYOUT = re.compile(
    r"\\(?:begin|end)\s*\{(?:align|aligned|equation|gather|gathered|split|eqnarray|multline|enumerate|itemize)\*?\}"
    r"|\\\\(?:\[[\w.]+\])?|(?<!\\)&|\$+|\\[\[\](),;:! ]|\\left\s*\.(?!\d)|\\(?:quad|qquad|displaystyle)(?![A-Za-z])"
)
_ARROW = re.compile(
    r"\\(?:implies|Rightarrow|Longrightarrow|therefore|iff|Leftrightarrow|because)(?![A-Za-z])"
    r"|<?[=-]+>|[⇒⟹⇔⟺∴↔]|(?:^\s*)(?:→|->|\\to(?![A-Za-z]))"
    rf"|(?<=\w)\s+→\s+(?={NAME}['’′]*(?:\([^()]*\))?\s*=)|(?<=\d)\s+(?:→|->)\s+(?=[^=→,]*=)"
)
_MAPS = re.compile(
    rf"(?<![\w'’′/])(?<![-+−*/·^(]\s)(?!\w_\{{?[x-z])((?P<name>{NAME})\s*=\s*[-+−]?[\w./√()π∞]+)\s*(?:<?[-=]+>|[→⟶⇒⟹:]|\\(?:to|Rightarrow|implies)(?![A-Za-z])|\s(?:gives|then)\s)"
    rf"\s*(?!(?P=name)\s*=)(?={NAME}\s*=\s*[^=]+$|{NAME}\s*=[^=,;]*[,;])"
)
"""One value that leads to another, and not ln x = 1 ⇒ x = e: x = 0 → u = 1."""
SENT = "↦"

_POINT = r"\((?P<x>[^(),=]+),(?P<y>[^(),=]+)(?:,(?P<z>[^(),=]+))?\)"
VALUE = rf"(?:(?:(?:the\s+)?point\s+)?(?:(?P<name>{NAME})\s*=\s*(?P<at>[^:,=]+?)|{_POINT}))"
AT = re.compile(
    rf"\s*(?:(?:[a-z]+,?\s+)?(?:at|when|where|for|if)\s|(?=[^=]*=[^=]*{SENT}|[a-z]\s*=\s*[-−]?(?:[\d./]+|e|π|pi)\s*:))\s*{VALUE}\s*(?:[:,{SENT}]|\bthen\b)\s*(?P<rest>.*=.*)$",
    re.I,
)
_WHEN = r"(?:when|if|for|at|where)\s"
_ZEROS = re.compile(
    rf"(?<!^[xt] )(?<!\W[xt] )(?<!^[xt])(?<!\W[xt])"
    rf"(?:(=\s*0)\s*(?:,?\s+(?:only\s+)?{_WHEN}|[:;,])\s*(?={NAME}\s*=.*(?:,|\b(?:or|and)\b|±|\\pm))"
    rf"|(=[^=]*[a-z][^=]*=\s*0)\s+{_WHEN}\s*(?={NAME}\s*=)|(=\s*0|\)\s*=\s*{NUMBER})\s*[:;](?=[^=]*=))",
    re.I,
)
"""f'(x) = 0 when x = 1 or x = 3, or P(t) = 8: e^t = 4, which state an equation and its solutions, or another form."""

LISTED = re.compile(
    r"\s*(?:[A-Za-z]+[,:]?\s+)*?(?:(?P<order>∇|\\nabla|grad\b)|H(?![a-z])_?|Hess\b)\s*\{?(?P<of>[A-Za-z])?\}?\s*"
    r"(?:\((?=[a-z, ]*\))[^()]*\)|(?P<at>\([^()=]*\)))?\s*(?==)(?P<lists>.*)"
)
"""A gradient or a Hessian matrix, whose components are partial derivatives."""

_TOTAL = re.compile(r"\s*(?:so\s+|[A-Za-z ]+:\s*)?d(?P<of>[A-Za-z])\s*(?==)(?P<lists>[^∫]*)")
"""A total differential, dz = 2xy dx + x^2 dy, of which the factors are partial derivatives."""
_UNIT = re.compile(
    r"\s*(?:\\(?:hat|vec|mathbf)\s*\{?\s*)?(?<![A-Za-z])(d[a-z]|[ijk])(?:_\{hat\})?(?![A-Za-z])\}?\s*(?:\+|(?=[-−])|\.?\s*$)"
)
"""What is behind each component of a vector 2x i + 2y j or a differential 2x dx + 2y dy."""
_LIST = re.compile(r"\s*[(\[](?P<items>.*)[)\]]\s*(?:\^\s*\{?\s*(?:T|\\top)\s*\}?|ᵀ)?\s*\.?\s*")
_SEVERAL = re.compile(
    rf"(?P<before>\s*(?:so\s+|[A-Za-z][a-z -]+:\s*)?{NAME}\s*=)"
    r"(?P<values>(?!.*(?:[A-Za-z]{3}|[<>≤≥]))[^=(){}\[\]]*(?:[^=(){}\[\]]\s(?:or|and)\s|,|±|\\pm)[^=(){}\[\]]+|[^=,±]*(?:±|\\pm)[^=,±]+)"
)
"""x = 1 or 3, x = ±2, x = (2 ± sqrt 7)/3"""
_SLOPE = r"(?:[A-Za-z]_\{?[a-z]{1,2}\}?(?![A-Za-z])|[∂d]\w?\s*/\s*[∂d]\w)"
_TOGETHER = re.compile(rf"(?P<before>[^=]*?)(?P<one>{_SLOPE})\s*=\s*(?P<other>{_SLOPE}\s*(?P<value>=[^=]+))")
"""f_x = f_y = 0"""


def parts(line: str) -> list[str]:
    r"""Return the parts of "u = x^2, v = sin x", of "y = x^2 ⇒ y' = 2x" and of lines with \\ in them."""
    line = _LAYOUT.sub(lambda m: "\0" if m[0].startswith("\\\\") else " ", reworded(FORMS, line))
    line = _ZEROS.sub(lambda m: f"{m[m.lastindex or 1]}\0", CHOSEN.sub(_choice, line))
    line = _ARROW.sub("\0", _MAPS.sub(_sent, line))
    found: list[str] = []
    for part in re.split(r"\0|(?<=[\w)\]}])\.\s+(?=[A-Z][a-z]+\b)", line):
        because = re.search(r",?\s(?:since|because)\s", part)
        if because and conclusions(part[: because.start()]):
            found.append(part[: because.start()])
            part = part[because.end() :]
        if conclusions(part):
            found.append(part)
            continue
        place = r"\(\s*\w+(?:\s*,\s*\w+)*\s*\)"
        name = rf"(?:{NAME}\s+)?d?{NAME}(?:\^\{{?[-−]1\}}?)?['’′\"]*(?:{place})?(?:\s*/\s*d{NAME})?|\d+"
        left = rf"\s*(?:and\s+)?(?:{name})\s*=(?!=)"
        lead = r"(?:so|then|and|where|with|thus|hence|let|put|set|we|have|get|obtain|which|that|gives?|giving)"
        comma = rf"[,;](?:\s*(?:{lead}\b|i\.?e\.,?))*"
        sentence = r"\.\s+(?:[A-Z][a-z]+,?\s+)?"
        separator = (
            rf"(?:{comma}|\s(?:so|or|and|where|with|gives)\s|(?<=[\w)\]}}])(?<!\bat)(?:\s{{2,}}|\t)(?!at\b)|{sentence})(?={left})"
            r"|(?:,|\sand\s)\s*(?=\\?lim(?![a-z]))|,\s+so\s+(?=[^=]*\dd?[^=]*=)"
        )
        cuts = [m for m in re.finditer(separator, part) if m[0][0] not in ". \t" or "=" in part[: m.start()]]
        cuts = [m for m in cuts if not re.search(r"[,;]\s*(?:at|when|where)\s+[a-z]\s*=[^=,;]*$", part[: m.start()])]
        commas = list(COMMA.finditer(part))
        if not re.search(r"[A-Za-z]{4}", part) and all("=" in piece for piece in COMMA.split(part)):
            others = (m for m in cuts if not any(m.start() <= comma.start() < m.end() for comma in commas))
            cuts = sorted([*commas, *others], key=re.Match.start)
        place = ""
        if (there := AT.match(part)) is not None:  # at x = 4: y = 2, y' = 1/4
            place = part[: there.start("rest")]
            cuts = [m for m in cuts if m.start() > there.start("rest")]
        elif re.match(r"\s*(?:[a-z]+,?\s+)?(?:at|when|where|for)\b", part, re.I):
            cuts = [m for m in cuts if m[0] == ";"]
        starts, ends = [0, *(m.end() for m in cuts)], [*(m.start() for m in cuts), len(part)]
        for a, b in zip(starts, ends, strict=True):
            is_elsewhere = SENT in part[a:b] or AT.match(part[a:b])
            said, *consequences = _consequences((place if a and not is_elsewhere else "") + part[a:b])
            found += [*_alternatives(said), *consequences]
    return [part for part in found if part.strip()]


def components(part: str, variables: Sequence[str], *, reads_total: bool) -> list[tuple[str, str]]:
    """Return the texts and equations of what `∇f(1, 2) = (4, 13)` tells of partial derivatives; none if it is no list.

    The first has the text of all. That of `∇f = 0` has as many components as f has `variables`. A total differential
    is no list unless it `reads_total`.
    """
    place = AT.match(part)
    rest = part if place is None else place["rest"]
    found = LISTED.fullmatch(rest) or (_TOTAL.fullmatch(rest) if reads_total else None)
    if found is None:
        return []
    equations = []
    told = found.groupdict()
    of, order = told["of"] or "f", 1 if told.get("order", "d") else 2
    there = told.get("at") or (f"({', '.join(place_in(place))})" if place else "")
    for i, side in enumerate(found["lists"].split("=")[1:]):
        listed = _LIST.fullmatch(side)
        items, letters = entries(re.sub(r"[][]", " ", listed["items"])) if listed else [], "xyz"
        if re.fullmatch(r"\s*(?:0|\\vec\s*\{?0\}?|\(0\))[\s.:]*", side):
            items, letters = ["0"] * len(variables), "".join(variables)
        if not listed and (units := _by_units(side, "ijk" if "order" in told else None)):
            items, letters = [*units.values()], "xyz" if "order" in told else "".join(units)
        size = round(len(items) ** (1 / order))
        if not 1 < size < 4 or size**order != len(items):
            return []
        text = part.partition("=")[0] + f"={side}" if i == 0 and not place else part if i == 0 else f"={side}"
        for names, e in zip(product(letters[:size], repeat=order), items, strict=True):
            equations.append((text.strip(), f"{of}_{''.join(names)}{there} = {e.strip()}"))
            text = ""
    return equations


def _by_units(side: str, units: str | None) -> dict[str, str]:
    """Return the components of a vector in i, j and k, or the factors of dx and dy; nothing if it is none of these."""
    *pieces, rest = _UNIT.split(side)
    names = "".join(unit[-1] for unit in pieces[1::2])
    factors = [{"": "1", "-": "-1"}.get(e.strip(), e) for e in pieces[::2]]
    is_one = pieces[1::2] == [*units][: len(names)] if units else all(unit[0] == "d" for unit in pieces[1::2])
    return dict(zip(names, factors, strict=True)) if is_one and not rest.strip() and len(names) > 1 else {}


def _alternatives(part: str) -> list[str]:
    """Return the equations in `x = 1 or 3`, `x = ±2` and `f_x = f_y = 0`, the text itself if it is none of these."""
    if (there := AT.match(part)) is not None:
        return [part[: there.start("rest")] + each for each in _alternatives(there["rest"])]
    if (together := _TOGETHER.fullmatch(part)) is not None:
        return [f"{together['before']}{together['one']} {together['value']}", together["other"]]
    found = _SEVERAL.fullmatch(part)
    if found is None:
        return [part]
    values = re.split(r"\s*,\s*(?:or|and)\s|\s(?:or|and)\s|,", found["values"])
    texts: list[str] = []
    for value in filter(str.strip, values):
        before, *after = re.split(r"±|\\pm(?![A-Za-z])", value, maxsplit=1)
        texts += [f"{before}{sign}{after[0]}" for sign in "+-"] if after else [value]
    return [f"{found['before']} {text.strip()}" for text in texts]


def _sent(found: re.Match[str]) -> str:
    """Return a value with the sign of what it leads to, unless it is one of several: x = 3, y = 4 → z = 5."""
    before = found.string[: found.start()]
    return found[0] if "=" in before and not _ARROW.search(before) else f"\0{found[1]} {SENT} "


def _choice(found: re.Match[str]) -> str:
    """Return an integral and what is chosen for it as two parts, v' = e^x as a differential."""
    chosen = re.sub(r"\b([a-z])['’′]\s*=\s*([^,;]+)", rf"d\1 = (\2) {found[1][-2:]}", found[2])
    return f"{found[1]}\0{chosen}"


def _consequences(part: str) -> list[str]:
    """Return what is said, and what is concluded from it: "f''(1) = 6 > 0, so there is a minimum"."""
    signed = _SIGNED.fullmatch(part)
    if signed is not None and signed["said"].count("(") == signed["said"].count(")"):  # f'(x) = 3x^2 + 1 > 0 for all x
        return [signed["said"], *_consequences(f"{signed['of']} {signed['sign']}")]
    for cut in _SO.finditer(part):
        said, rest = part[: cut.start()], part[cut.end() :]
        is_named = KIND.search(rest) and re.fullmatch(r"[^=()]*\d[^=()]*", rest)
        if re.search("[=<>]", said) and (is_named or conclusions(rest, next(reversed(places_of(said)), None))):
            return [said, rest]
    sign = SIGN.fullmatch(part)
    return [sign[1], sign["rest"]] if sign and KIND.search(sign["rest"]) else [part]


def place_in(found: re.Match[str] | None) -> tuple[str, ...]:
    """Return the coordinates of the place that is told of, x = 3 or (3, 4)."""
    return () if found is None else (found["at"],) if found["name"] else tuple(filter(None, found.group("x", "y", "z")))


_SIGNED = re.compile(
    r"(?P<said>[^=]*?(?P<of>\b[A-Za-z]['’′]+(?:\(\s*[a-z]\s*\))?)\s*=(?:(?!\b(?:for|if|when|where)\b)[^<>≤≥,])*?)\s*(?P<sign>[<>≤≥]\s*0(?![\d.]).*)"
)
"""A derivative and what is said of its sign."""

_SO = re.compile(
    r"[,;:.]?\s*(?:\b(?:so|hence|thus|therefore|then|which|meaning|giving|it|this|there|and)\b|→|->|[,;:]|\()", re.I
)
