"""How a question that has been read becomes its answer: one file a command."""
