"""The lines of a working as people write them: what is mathematics in them, and how calc's language has it."""
