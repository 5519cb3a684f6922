"""What is raised when a runtime cannot be made: one sentence for the person at the keyboard."""


class RuntimeBuildError(Exception):
    """The message is shown as it is, in Chinese, without a traceback."""
