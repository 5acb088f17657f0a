"""What a file calls itself, made fit for a list and for a disk of ours."""

import re

MOST_CHARACTERS = 255
_LONGEST_ENDING = 16
_FOLDER_MARKS = re.compile(r"[\\/]")


def name_alone(named: str) -> str:
    r"""Return the name without folders, at most 255 characters; one cut short keeps its ending.

    >>> name_alone(r"C:\Briefe\Bescheid.pdf")
    'Bescheid.pdf'
    """
    name = _FOLDER_MARKS.split(named)[-1].strip()
    if len(name) <= MOST_CHARACTERS:
        return name
    ending = "." + name.rpartition(".")[2] if "." in name[-_LONGEST_ENDING:] else ""
    return name[: MOST_CHARACTERS - len(ending)] + ending
