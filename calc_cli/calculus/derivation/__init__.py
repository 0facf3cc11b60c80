"""The work shown: the derivation of a derivative, one named rule a step."""
