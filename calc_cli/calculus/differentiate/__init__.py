"""The derivative of an expression by the rules, as a formula: what happens at a point is not asked here."""
