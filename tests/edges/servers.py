"""Where the operating system keeps its servers."""

import os
import shutil

SYSTEM_PATH = "/usr/local/sbin:/usr/sbin:/sbin"  # not on the search path of ordinary users


def find_server(program: str) -> str | None:
    """Return the program's path; None if it is not installed."""
    return shutil.which(program, path=f"{os.environ.get('PATH', os.defpath)}:{SYSTEM_PATH}")
