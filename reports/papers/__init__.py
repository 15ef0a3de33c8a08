"""The papers of the house: each module a dataclass that says what stands on the paper, and to_pdf, which prints it."""
