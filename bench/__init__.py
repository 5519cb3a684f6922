"""Figures, never tests: each one a ratio beside the stock loader, taken in one run (`make bench`)."""
