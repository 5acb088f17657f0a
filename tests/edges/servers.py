"""Where the operating system keeps its servers, and a port for one."""

import os
import shutil
import socket
from contextlib import suppress
from itertools import count

SYSTEM_PATH = "/usr/local/sbin:/usr/sbin:/sbin"  # not on the search path of ordinary users

LOOPBACK = "127.0.0.1"
# Below 32768, where no system hands out ports by itself: none is gone before its server takes it.
# Each process of the tests begins elsewhere.
ports = count(20_000 + os.getpid() * 16 % 12_000)


def find_server(program: str) -> str | None:
    """Return the program's path; None if it is not installed."""
    return shutil.which(program, path=f"{os.environ.get('PATH', os.defpath)}:{SYSTEM_PATH}")


def free_port() -> int:
    """Return a port on which nobody listens, another one at each call."""
    while True:
        port = next(ports)
        with socket.socket() as probe, suppress(OSError):
            probe.bind((LOOPBACK, port))
            return port
