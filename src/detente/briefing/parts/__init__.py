"""Turns the results of each analysis into a part of the brief: lines with what was inferred beside what is told."""
