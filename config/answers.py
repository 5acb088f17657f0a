"""A first configuration from a few answers: check each, write them into the shipped file."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from config.mistakes import mistakes_of
from config.settings import Settings

Value = str | int | tuple[str, ...]
SECTION = re.compile(r"\[(\[?)([\w.]+)\]")
KEY = re.compile(r"(\w+) = ")


def template() -> str:
    """Return the shipped configuration, in which every key is explained."""
    return (files("config") / "default.toml").read_text(encoding="utf-8")


def check_answer(key: str, value: Value) -> None:
    """Refuse a value that cannot stand behind the key; ValueError says what to write."""
    section, _, name = key.partition(".")
    fields = getattr(Settings.model_fields[section].annotation, "__pydantic_fields__", {})
    wanted: Any = Annotated[fields[name].annotation, Field(), *fields[name].metadata]
    try:
        TypeAdapter(wanted).validate_python(value)
    except ValidationError as error:
        raise ValueError(mistakes_of(error, ())[0].text) from None


def filled_in(answers: Mapping[str, Value]) -> str:
    """Return the shipped file with these values; its examples of people and units as comments."""
    return "".join(f"{line}\n" for line in _lines(answers))


def _lines(answers: Mapping[str, Value]) -> Iterator[str]:
    section, is_example = "", False
    for line in template().splitlines():
        if header := SECTION.match(line):
            section, is_example = header[2], bool(header[1])
        key = KEY.match(line)
        if is_example and (header or key):
            yield f"# {line}"
        elif key and (value := answers.get(f"{section}.{key[1]}")) is not None:
            yield f"{key[1]} = {_written(value)}"
        else:
            yield line


def _written(value: Value) -> str:
    """Write a value as TOML; JSON's texts and lists are TOML's too."""
    return json.dumps(value, ensure_ascii=False)
