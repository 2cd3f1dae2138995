"""What stops the program, said in a sentence that tells what to do."""


class Trouble(Exception):
    """The sentence is for the person at the terminal; the command ends with `status`: 1 impossible, 2 wrong
    use.
    """

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status
