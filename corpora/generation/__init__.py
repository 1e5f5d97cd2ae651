"""The parts of the generator of plans: see corpora/generator.py."""
