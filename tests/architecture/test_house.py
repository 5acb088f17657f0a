"""The shape of the house: sizes, names, walls that the import checker does not see."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("cases", "triage", "intake", "correspondence", "store", "config", "desk", "service")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
TABLES = ("store/tables.py", "store/migrations/")  # lists of columns, not code to read through
ONE_IMPORTER = {
    "imapclient": ("intake/mailbox",),
    "mailparser": ("intake/reading/",),
    "smtplib": ("correspondence/smtp",),
    "flufl": ("correspondence/bounces",),
    "sklearn": ("triage/",),
    "apscheduler": ("service/",),
    "authlib": ("desk/sign_in/outside_login",),
    "requests": ("desk/sign_in/outside_login", "desk/sign_in/issuer"),
    "pyotp": ("desk/sign_in/second_factor",),
    "segno": ("desk/sign_in/second_factor",),
    "cryptography": ("store/people/sealed",),
    "flask": ("desk/", "service/wiring"),
    "icalendar": ("desk/calendar",),
    "pypdfium2": ("intake/attachments/pdf",),
    "PIL": ("intake/attachments/pictures",),
    "defusedxml": ("intake/attachments/document_xml",),
    "striprtf": ("intake/attachments/rich_text",),
    "oxmsg": ("intake/attachments/outlook",),
    "olefile": ("intake/attachments/outlook",),
    "compressed_rtf": ("intake/attachments/compressed",),
    "docx": ("correspondence/documents/word",),
    "typst": ("correspondence/documents/pdf",),
    "sqlalchemy": ("store/", "intake/", "correspondence/post", "service/", "desk/"),
}
LOG_FIELDS = {
    "journal", "dispatch", "labels", "count", "kind", "answer", "outcome", "folder", "job", "port",
    "page",
}  # fmt: skip
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def name_of(path: Path) -> str:
    """Return the path below the root, as text."""
    return path.relative_to(ROOT).as_posix()


READ = [path for path in FILES if not name_of(path).startswith(TABLES)]


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a file's code."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def functions_in(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function of a file."""
    for node in nodes_of(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports_of(path: Path) -> Iterator[str]:
    """Give the top name of every import in a file, those inside functions too."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    """No file has more than 300 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_functions_are_short() -> None:
    """None is longer than 40 lines, nine in ten stay within 30, the median within 12."""
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in READ
        for node in functions_in(path)
    )

    assert lengths[-1] <= LONGEST_FUNCTION
    assert lengths[len(lengths) * 9 // 10] <= 30
    assert lengths[len(lengths) // 2] <= 12


@pytest.mark.parametrize("library", ONE_IMPORTER)
def test_an_io_library_is_imported_in_its_own_place_only(library: str) -> None:
    """Each library of ONE_IMPORTER enters the house by one door."""
    importers = {name_of(path) for path in FILES if library in set(imports_of(path))}

    assert importers, f"{library} is imported nowhere"
    assert {each for each in importers if not each.startswith(ONE_IMPORTER[library])} == set()


def test_top_level_names_are_ours_alone() -> None:
    """No other installed distribution brings a package of one of our names (ADR 0001)."""
    owners = packages_distributions()

    assert {room: owners.get(room, ["krm-intake"]) for room in ROOMS} == {
        room: ["krm-intake"] for room in ROOMS
    }


def test_r7_log_calls_carry_numbers_and_fixed_words_only() -> None:
    """Each log call has a constant event and only fields from the allowed list."""
    for path in FILES:
        for call in log_calls(path):
            assert isinstance(call.args[0], ast.Constant), f"{name_of(path)}:{call.lineno}"
            assert len(call.args) == 1, f"{name_of(path)}:{call.lineno}"
            assert fields_of(call) <= LOG_FIELDS, f"{name_of(path)}:{call.lineno}"


def log_calls(path: Path) -> Iterator[ast.Call]:
    """Give every call of a method of `log`."""
    for node in nodes_of(path):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"log", "logger", "logging"}
            and node.func.attr in {"debug", "info", "warning", "error", "exception", "critical"}
        ):
            yield node


def fields_of(call: ast.Call) -> set[str]:
    """Return the names in the `extra` of a log call."""
    extras = [each.value for each in call.keywords if each.arg == "extra"]
    return {
        key.value
        for extra in extras
        if isinstance(extra, ast.Dict)
        for key in extra.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/the-line.md"])
def test_every_path_that_a_document_names_exists(document: str) -> None:
    """Words in backticks that look like our paths are files or folders."""
    text = (ROOT / document).read_text(encoding="utf-8")
    rooms = "|".join((*ROOMS, "tests", "docs", "bench"))
    named = re.findall(rf"`((?:{rooms})/[\w./-]*)`", text)

    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_lock_names_no_index_and_has_a_hash_for_every_package() -> None:
    """What is installed is pinned, and from where is the machine's own affair."""
    for lock in ("requirements.lock", "requirements-dev.lock", "requirements-node.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        pinned = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
        assert pinned
        assert len(pinned) <= text.count("--hash=sha256:")
        assert "://" not in text
        assert "--index" not in text


def test_the_lock_of_the_look_names_no_registry_and_has_a_hash_for_every_package() -> None:
    """The registry is the one that the machine is set up for; what comes is checked."""
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    pinned = [each for name, each in json.loads(text)["packages"].items() if name]

    assert pinned
    assert [each for each in pinned if not each["integrity"].startswith("sha512-")] == []
    assert "://" not in text


def test_every_room_is_packaged_and_typed() -> None:
    """The lists in pyproject agree with each other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tool = project["tool"]

    assert set(tool["hatch"]["build"]["targets"]["wheel"]["packages"]) == set(ROOMS)
    assert set(tool["mypy"]["packages"]) == set(ROOMS)
    assert set(tool["importlinter"]["root_packages"]) == set(ROOMS)
