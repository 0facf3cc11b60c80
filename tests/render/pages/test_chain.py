"""The chain rule in every format, compared whole."""

import json

import pytest

import calc_cli
from calc_cli.render.display import Display
from calc_cli.render.pages.chain import PAGE
from calc_cli.render.result import message, render


def shown(equations, form="pretty", *, width=80, unicode=True, digits=None, **options):
    found = calc_cli.chain([equations], **options)
    return render(found, form, Display("chain", equations, width=width, unicode=unicode, digits=digits), PAGE)


ONE = """\
y = u²
└─ u = sin x   dy/du = 2u
   └─ x        du/dx = cos x

dy/dx = dy/du·du/dx
      = 2u·cos x
      = 2 sin x cos x"""

SEVERAL = """\
y = u₁u₂
├─ u₁ = x₁ + x₂   ∂y/∂u₁ = u₂
│  ├─ x₁          ∂u₁/∂x₁ = 1
│  └─ x₂          ∂u₁/∂x₂ = 1
└─ u₂ = sin x₁    ∂y/∂u₂ = u₁
   └─ x₁          du₂/dx₁ = cos x₁

∂y/∂x₁ = ∂y/∂u₁·∂u₁/∂x₁ + ∂y/∂u₂·du₂/dx₁
       = u₂·1 + u₁·cos x₁
       = sin x₁ + (x₁ + x₂) cos x₁

∂y/∂x₂ = ∂y/∂u₁·∂u₁/∂x₂
       = u₂·1
       = sin x₁

∇x y = A ∇u y
with x = (x₁, x₂), u = (u₁, u₂)

A = ⎡1  cos x₁⎤   rows x₁, x₂, columns u₁, u₂
    ⎣1  0     ⎦

∇u y = ⎡u₂⎤   rows u₁, u₂, columns y
       ⎣u₁⎦"""

THE_RULE = """\
u = f(x, y)
├─ x = x(a, b)   ∂u/∂x = ∂f/∂x
│  ├─ a          ∂x/∂a
│  └─ b
└─ y = y(a, b)   ∂u/∂y = ∂f/∂y
   ├─ a          ∂y/∂a
   └─ b

∂u/∂a = ∂u/∂x·∂x/∂a + ∂u/∂y·∂y/∂a
      = ∂f/∂x·∂x/∂a + ∂f/∂y·∂y/∂a

∇a u = A ∇(x, y) u

A = [∂x/∂a  ∂y/∂a]   rows a, columns x, y

∇(x, y) u = ⎡∂f/∂x⎤   rows x, y, columns u
            ⎣∂f/∂y⎦"""

SKIPPING = """\
y = u x
|- u = x^2 + w   dy/du = x
|  |- x          du/dx = 2x
|  `- w
`- x             (dy/dx)_u = u

dy/dx = dy/du*du/dx + (dy/dx)_u
      = x*2x + u
      = 3x^2 + w
  in (dy/dx)_u, u is held fixed

grad_x y = A grad_(u, x) y

A = [2x  1]   rows x, columns u, x

grad_(u, x) y = [x]   rows u, x, columns y
                [u]

at x = 1, w = 2:
  u = 3
  y = 3
  dy/du = 1
  (dy/dx)_u = 3
  du/dx = 2
  dy/dx = 5"""

NARROW = """\
z = uvw
├─ u = sin t
│  └─ t
├─ v = cos t
│  └─ t
└─ w = eᵗ
   └─ t

∂z/∂u = vw
∂z/∂v = uw
∂z/∂w = uv
du/dt = cos t
dv/dt = −sin t
dw/dt = eᵗ

dz/dt = ∂z/∂u·du/dt
        + ∂z/∂v·dv/dt
        + ∂z/∂w·dw/dt
      = vw·cos t
        + uw·(−sin t)
        + uv·eᵗ
"""

PAGES = [
    ("y = u^2; u = sin x", ONE, {}),
    ("y = u1*u2; u1 = x1 + x2; u2 = sin(x1)", SEVERAL, {}),
    ("u = f(x, y); x = x(a, b); y = y(a, b)", THE_RULE, {"wrt": "a"}),
    ("y = u x; u = x^2 + w", SKIPPING, {"wrt": "x", "at": "x=1,w=2", "unicode": False}),
]


@pytest.mark.parametrize(("equations", "page", "options"), PAGES, ids=[row[0] for row in PAGES])
def test_page(equations, page, options):
    assert shown(equations, **options) == page


def test_a_narrow_page_has_the_local_derivatives_in_a_list():
    assert shown("z = u v w; u = sin t; v = cos t; w = e^t", width=23).startswith(NARROW)


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_of_the_rule_is_too_long(width):
    equations = "y = tanh(h1 + h2); h1 = tanh(a1 k1 + a2 k2); h2 = tanh(a1 - a2); a1 = tanh(w x1); a2 = tanh(x1 x2)"
    assert max(map(len, shown(equations, width=width, wrt="x1,x2").splitlines())) <= width


FORMATS = [
    # equations                                  options        format    shown
    ("y = u^2; u = sin x", {}, "plain", "2*sin(x)*cos(x)"),
    ("y = u^2; u = sin x", {"at": "0"}, "plain", "0"),
    ("y = u^2; u = sin x", {"at": "1", "digits": 5}, "plain", "0.90930"),
    ("y = u v; u = s + t; v = s", {}, "plain", "[t + 2*s, s]"),
    ("y = u v; z = u; u = s + t; v = s", {}, "plain", "[[t + 2*s, s], [1, 1]]"),
    ("y = u; z = 2u; u = s^2", {}, "plain", "[2*s, 4*s]"),
    ("y = u^2; u = sin x", {"check": "2u"}, "plain", "incorrect"),
    ("y = u^2; u = 3x", {}, "latex", "18 x"),
    ("y = u v; u = s + t; v = s", {}, "latex", r"\left[t + 2 s, s\right]"),
    ("y = u^2; u = x", {}, "mathml",
     '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mn>2</mn><mo>\u2062</mo><mi>x</mi></mrow></math>'),
]  # fmt: skip


@pytest.mark.parametrize(("equations", "options", "form", "text"), FORMATS, ids=[f"{r[2]} {r[0]}" for r in FORMATS])
def test_format(equations, options, form, text):
    assert shown(equations, form, **options) == text


def test_json():
    found = json.loads(shown("y = u x; u = x^2", "json", at="x=2"))
    assert found == {
        "ok": True, "command": "chain", "input": "y = u x; u = x^2", "wrt": ["x"], "result": "3*x**2",
        "latex": "3 x^{2}", "at": {"x": "2"}, "value": "12", "approx": 12.0,
        "equations": ["y = u*x", "u = x**2"], "outputs": ["y"],
        "locals": [
            {"of": "y", "wrt": "u", "derivative": "x"},
            {"of": "y", "wrt": "x", "derivative": "u"},
            {"of": "u", "wrt": "x", "derivative": "2*x"},
        ],
        "paths": [{"of": "y", "wrt": "x", "count": 2, "paths": [["y", "u", "x"], ["y", "x"]]}],
        "layers": [["x"], ["u", "x"], ["y"]],
    }  # fmt: skip


def test_many_paths_are_counted_and_not_written_out():
    equations = "; ".join(["y1 = x^2", *(f"y{k} = y{k - 1}*cos(y{k - 1}) + y{max(1, k - 2)}" for k in range(2, 120))])
    text = shown(equations)
    assert "dy₁₁₉/dx = ∂y₁₁₉/∂y₁₁₈·dy₁₁₈/dx + ∂y₁₁₉/∂y₁₁₇·dy₁₁₇/dx" in text
    assert "too long to write out" in " ".join(text.split())
    found = calc_cli.chain([equations])
    refusal = message(found, "plain")
    assert refusal is not None
    assert "too long" in refusal.message
    assert (found.status, refusal.status, shown(equations, "plain")) == (3, 3, "")
