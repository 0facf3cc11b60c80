"""Names with a meaning of their own, apart from functions: constants, Greek letters, operations on matrices."""

CONSTANTS = {
    "pi": "pi", "π": "pi", "e": "e", "inf": "inf", "oo": "inf", "infinity": "inf", "∞": "inf",
    "EulerGamma": "EulerGamma", "Catalan": "Catalan",
}  # fmt: skip
"""The signs and words of constants, to their names."""

ABSTRACT = frozenset("fghFGH")
"""Before a bracket, these letters are unknown functions."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
"""Greek letters by name; both the name and the sign mean the variable."""

BY_SIGN = {sign: name for name, sign in GREEK.items()} | {
    "ϵ": "epsilon",
    "ϑ": "theta",
    "ϕ": "phi",
    "ϱ": "rho",
    "µ": "mu",
}

GREEK_SIGNS = "ΓΔΘΛΞΠΣΥΦΨΩα-ξπ-ωϕϵϑϱµ"
"""The Greek letters, as a class of a regular expression, without those that look like Latin ones, such as Α and ο."""

MATRIX_FUNCTIONS = {
    "tr": "tr", "Tr": "tr", "trace": "tr", "det": "det", "logdet": "logdet", "inv": "inv", "diag": "diag",
    "norm": "norm", "dot": "dot", "outer": "outer", "sum": "sum", "mean": "mean", "softmax": "softmax",
    "logsumexp": "logsumexp", "ones": "ones", "zeros": "zeros", "eye": "eye", "transpose": "transpose",
}  # fmt: skip
"""Functions of matrices, to their canonical names. `sum` is here the sum of all entries."""
