"""The <math> element around what is printed."""

from html import escape


def element(inside: str) -> str:
    """Return a <math> element on one line."""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inside}</math>'


def text_element(words: str) -> str:
    """Return words as one <math> element."""
    return element(f"<mtext>{escape(words)}</mtext>")
