"""Learn from labelled messages what a message is about: ``make learn`` (see `__main__`)."""
