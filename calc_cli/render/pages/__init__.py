"""Results as pages for a terminal: a file for each kind of result, each with its `PAGE`, which a question names."""
