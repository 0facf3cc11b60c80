"""Results to text: plain, pretty, LaTeX, MathML, JSON. No mathematics here."""
