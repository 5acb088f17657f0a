"""Take every means away from this process but to compute and to answer.

Limits of the system bound time and memory. A seccomp filter (Linux) refuses what a hostile file
would need: sockets, other processes, an escape from the group that will be killed, every change
of a file. Children inherit both.
"""

import ctypes
import os
import platform
import resource
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from intake.attachments.limits import Limits

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_PR_SET_PDEATHSIG = 1
_SIGKILL = 9

# Opcodes of classic BPF, linux/bpf_common.h; answers of a filter, linux/seccomp.h.
_LOAD_WORD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
# struct seccomp_data: number, architecture, place, then six arguments of eight bytes.
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_FOREIGN_NUMBERS = 0x40000000
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine:
    """System calls by number: those refused, and the position of the flags in those that open."""

    architecture: int
    refused: Mapping[str, int]
    opening: Mapping[int, int]


_MACHINES: Mapping[str, _Machine] = MappingProxyType(
    {
        "x86_64": _Machine(
            architecture=0xC000003E,
            refused={
                "socket": 41,
                "connect": 42,
                "sendto": 44,
                "socketpair": 53,
                "io_uring": 425,
                "kill": 62,
                "tkill": 200,
                "tgkill": 234,
                "ptrace": 101,
                "pidfd_getfd": 438,
                "process_vm_readv": 310,
                "process_vm_writev": 311,
                "pidfd_send_signal": 424,
                "truncate": 76,
                "rename": 82,
                "mkdir": 83,
                "rmdir": 84,
                "creat": 85,
                "link": 86,
                "unlink": 87,
                "symlink": 88,
                "chmod": 90,
                "chown": 92,
                "lchown": 94,
                "mknod": 133,
                "mkdirat": 258,
                "mknodat": 259,
                "fchownat": 260,
                "unlinkat": 263,
                "renameat": 264,
                "linkat": 265,
                "symlinkat": 266,
                "fchmodat": 268,
                "renameat2": 316,
                "fchmodat2": 452,
                "openat2": 437,
                "open_by_handle_at": 304,
                "mount": 165,
                "unshare": 272,
                "setns": 308,
                "bpf": 321,
                "keyctl": 250,
                "setsid": 112,
                "setpgid": 109,
            },
            opening={2: 1, 257: 2},  # open, openat
        ),
        "aarch64": _Machine(
            architecture=0xC00000B7,
            refused={
                "socket": 198,
                "socketpair": 199,
                "connect": 203,
                "sendto": 206,
                "io_uring": 425,
                "kill": 129,
                "tkill": 130,
                "tgkill": 131,
                "ptrace": 117,
                "process_vm_readv": 270,
                "process_vm_writev": 271,
                "pidfd_send_signal": 424,
                "pidfd_getfd": 438,
                "mknodat": 33,
                "mkdirat": 34,
                "unlinkat": 35,
                "symlinkat": 36,
                "linkat": 37,
                "renameat": 38,
                "mount": 40,
                "truncate": 45,
                "fchmodat": 53,
                "fchownat": 54,
                "unshare": 97,
                "setns": 268,
                "renameat2": 276,
                "fchmodat2": 452,
                "openat2": 437,
                "open_by_handle_at": 265,
                "bpf": 280,
                "keyctl": 219,
                "setsid": 157,
                "setpgid": 154,
            },
            opening={56: 2},  # openat
        ),
    }
)


class NotConfinedError(Exception):
    """The system cannot confine the process; nothing may be read in it."""


class _Filter(ctypes.Structure):
    """struct sock_fprog: a program for the kernel's packet filter."""

    _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_char_p))


def confine(limits: Limits) -> None:
    """Bound and lock this process for good; NotConfinedError where the system cannot."""
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        raise NotConfinedError(platform.machine())
    os.nice(10)
    for bound, most in (
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(bound, (most, most))
    program = b"".join(_program(machine))
    filtering = _Filter(len(program) // 8, program)
    _control(_PR_SET_PDEATHSIG, _SIGKILL)
    _control(_PR_SET_NO_NEW_PRIVS, 1)
    _control(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filtering))


def _control(option: int, *arguments: object) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    padded = [*arguments, 0, 0, 0, 0][:4]
    as_words = [ctypes.c_ulong(each) if isinstance(each, int) else each for each in padded]
    if library.prctl(option, *as_words) != 0:
        raise NotConfinedError(os.strerror(ctypes.get_errno()))


def _program(machine: _Machine) -> Iterator[bytes]:
    """Yield the filter's instructions, in the order in which the kernel takes them."""
    yield _step(_LOAD_WORD, _ARCHITECTURE)
    yield _step(_IF_EQUAL, machine.architecture, skip_if=1)
    yield _step(_ANSWER, _REFUSE)
    yield _step(_LOAD_WORD, _NUMBER)
    yield _step(_IF_AT_LEAST, _FOREIGN_NUMBERS, skip_else=1)
    yield _step(_ANSWER, _REFUSE)
    for number in machine.refused.values():
        yield _step(_IF_EQUAL, number, skip_else=1)
        yield _step(_ANSWER, _REFUSE)
    for number, flags in machine.opening.items():
        yield _step(_IF_EQUAL, number, skip_else=4)
        yield _step(_LOAD_WORD, _ARGUMENTS + 8 * flags)
        yield _step(_IF_ANY_BIT, _WRITES, skip_else=1)
        yield _step(_ANSWER, _REFUSE)
        yield _step(_ANSWER, _ALLOW)
    yield _step(_ANSWER, _ALLOW)


def _step(code: int, value: int, *, skip_if: int = 0, skip_else: int = 0) -> bytes:
    """Return one struct sock_filter: what to do, and how many steps to skip then or else."""
    return struct.pack("=HBBI", code, skip_if, skip_else, value)
