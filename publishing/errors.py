"""What a step raises when it cannot go on: one sentence for the person at the keyboard."""


class StepError(Exception):
    """The message is shown as it is, in Chinese, without a traceback."""
