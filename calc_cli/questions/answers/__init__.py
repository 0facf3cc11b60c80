"""The mathematics of the questions: texts that have been read become results of calculus/."""
