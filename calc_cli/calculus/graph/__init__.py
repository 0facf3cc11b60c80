"""The computation graph of an expression: recorded as typed, walked forward for values, backward for the gradient."""
