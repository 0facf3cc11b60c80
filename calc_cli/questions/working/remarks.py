"""What stands beside the mathematics of a line: reasons, marks, numbers, forms, domains and signs."""

import re

from calc_cli.questions.prose import UNIT

NAME = r"(?:[A-Za-z]|Δ[xyt]?|[Α-Ωα-ω]|\\?[a-z]{2,7})(?:_?\d+|[₀-₉]+|_\{\w+\}|_\w+)?"

_INFINITE = r"\(?[-−+]?\s*(?:∞|\\infty|inf(?:inity)?|oo)\)?"
_BESIDE = r"\s*(?:[/·*×^]|\\cdot|[-−])\s*"
FORM = (
    r"[\"“]?(?:(?:indeterminate\s+)?form\s+)?"
    rf"(?:0\s*[/^]\s*0|{_INFINITE}{_BESIDE}(?:0|{_INFINITE})|[01]{_BESIDE}{_INFINITE})(?!\w|\.\d)"
)
_IS_OF = r"(?:,\s*(?:which|it|this))?\s+(?:is|has|gives|yields)(?:\s+of)?(?:\s+(?:the|an))?"
OF_FORM = re.compile(
    rf"((?:^.*lim.*)?\S)\s*(?:[(\[]\s*{FORM}[^()\[\]=]*[)\]]\s*\.?|:\s*{FORM}[^=]*|(?:{_IS_OF}|\s)\s+{FORM}\s*\.?|=\s*{FORM}\s*[^\s=][^=]*)\s*$",
    re.I,
)
"""A remark behind a limit, as (0/0, so l'Hôpital) or ": 0/0"."""
CHOSEN = re.compile(
    rf"((?:∫|\\int).*?(?<![A-Za-z])d[a-z])\s*[|(\[]\s*(?:[a-z ]+:)?\s*(?={NAME}['’′]?\s*=)([^|\[\]]*?)[\])]?[\s\0]*$"
)
"""What is chosen for an integral, behind it: ∫ x e^x dx | u = x, v' = e^x."""
MARKED = re.compile(
    r"\\(?:stackrel|overset)\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*\{\s*=\s*\}|=\s*(?:\^\s*\{?[A-Z'’*]{1,3}\}?|[(\[](?:L?['’]?H|\*+|[†‡])[)\]]|[ᴴᴸʰˡ]+)|≟"
)
"""A sign of equality with a mark over it, as for l'Hôpital."""
_RELATION = r"(?:[<>≤≥≠]|!=|<=|>=)"
REJECTED = r"\([^()]*=[^()]*\b(?:not|outside|reject\w*|discard\w*|since|because|by)\b(?:[^()]|\([^()]*\))*\)\s*\.?$"
"""A solution that is none, behind another: (x = -2 is not in the domain)."""
_REMARKS = (
    r"\s(?:#|//|%).*$",
    r"\s*(?:→|->|[,;:(])\s*(?:so\s+)?(?:the\s+|this\s+)?test\s+(?:is\s+)?(?:inconclusive|fails)\b[^=]*$",
    r"\s+[(\[]?\s*(?:by\s+)?L['’]?HR?\s*[)\]]?\s*\.?$",  # l'Hôpital
    r"\[[^][=\d\\]*[a-z]{4}[^][=\\]*\]\s*$|\s\[[a-z]+\s[a-z ]+\]\s*$",  # [chain rule], [log law]
    r"(?:^|\s)\((?=[^()]*[a-z]{4})(?!\s*(?:sqrt|cbrt|arc|sinh|cosh|tanh))[^()=+*/^\d]*\)\s*[.,]?\s*$",
    r"[,\s]\s*(?:(?:with|where)\s+)?[A-Z]\s+(?:is\s+)?symmetric\b[^=]*$",
    r"\(\s*(?:since|because)\b[^()]*\)\s*\.?$",
    REJECTED,
    r"(?<=[\w)}])[,;]?\s+(?:because|since)\s.*$",
    r"\s(?:<-+|←|--+|[—–]|\|)\s+(?=[^=|]*[a-z]{3})[^|]*$",  # <- the power rule
    rf"\s(?:with respect to|w\.?r\.?t\.?)\s+{NAME}\s*[.:,]?\s*$",
    r"(?<=[\w)}])\s*,\s*(?:so|hence|thus|therefore|which|since|because)\s+(?:[a-z]+\s+){2,}[^=]*$",
    r"\s*(?:[✓✔☑□∎■◻]+[A-Za-z\s.,!]*|(?<![\s=])\?)\s*$",
    r"\s*[(\[](?:\s*\d+\s*(?:marks?|points?|pts?\.?)|(?:\s*[ABEM]\d\b,?)+)\s*[)\]]\s*$|\s{2,}(?:[ABEM]\d\s*)+$",
    r"(?:\s{2,}|\.{2,}\s*|\s(?=.\*))[(\[](?:\d|[IVX]+|\*+)[)\]]\s*$",  # the number of an equation, or marks
    rf"\s*\[\s*{UNIT}(?:\s*/\s*{UNIT})?\s*\]\s*$",
)
LAST_NUMBER = r"[ \t]\((\d)\)[ \t]*$"
"""The number of an equation, if others follow."""
COMMENT = re.compile("|".join(_REMARKS))
"""What is said behind a formula, and marked as being beside it."""
_BOUNDED = rf"(?:[-+−]?[\w.∞]+\s*{_RELATION}\s*)?(?:\|\s*{NAME}\s*\||{NAME})\s*{_RELATION}"
CONDITION = re.compile(
    rf"(?:,|\s(?:for|if|when|where|with|provided))\s*(?:all\s+)?(?P<where>{_BOUNDED}"
    r"(?!.*\belse\b)[^=()]*(?:\([^=()]*\)[^=()]*)*)$"  # not the condition of a case, part of the formula
    rf"|\s\(\s*(?:for\s+)?(?P<inside>{_BOUNDED}[^=()]*)\)\s*$"  # 1/x (x ≠ 0)
)
INTERVAL = re.compile(
    r"(=.*?)(?:\s(?:on|over)\s+(?:the\s+)?(?:(?:closed|open)\s+)?(?:interval\s+)?|,\s*(?:[a-z]\s*(?:∈|\\?in\b)\s*)?)"
    r"(?:[\[(][^\[\]()]*,[^\[\]()]*[\])]|(?<=[,\s])[^<≤=,]+(?:<=?|≤)\s*[a-z]\s*(?:<=?|≤)[^<≤=,]+)\s*\.?$"
)
SIGN = re.compile(
    r"(=(?!.*\b(?:if|for|when)\b)[^=<>≠!,]*?[^=<>≠!,\s])\s*(?:[<>]|≠|!=|\\neq?)\s*[01](?![\d.])(?P<rest>.*)$"
)
"""A value and what is said of its sign: f''(1) = 6 > 0, so there is a minimum."""
IN_NUMBERS = re.compile(
    r"(?<![A-Za-z/])d[A-Za-z]\s*=\s*[-−]?[\d./]+\s*(?:[a-z]{1,2}\s*)?(?=[,;.]|$|\band\b)"
    r"|(?<![A-Za-z/])d([A-Za-z])\s*=[\s\S]*(?<![A-Za-z])d\1\s*/\s*\1(?![A-Za-z])",
    re.M,
)
"""dr = 0.05, and dV/V below dV = ...: differentials that are numbers."""
