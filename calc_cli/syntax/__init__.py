"""Text to tree: tokens, words, parser. Standard library only, so that a typing mistake is told in milliseconds."""
