"""Matrix expressions and their derivatives in every format."""
