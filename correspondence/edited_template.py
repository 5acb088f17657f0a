"""A letter's text as the office has edited it: words, variables, conditions, and nothing else.

There are no loops, no calls, no filters, so that no text can run long or reach anything.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

LONGEST = 20_000
LONGEST_FILLED = 40_000
MOST_PLACEHOLDERS = 100
DEEPEST = 12
ATTRIBUTES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"contact": frozenset({"name", "phone"})}
)
"""What may stand after a dot."""

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
)


class EditedTextError(ValueError):
    """The text cannot be used; the message tells the person at the desk why."""


def render_edited(text: str, facts: Mapping[str, object]) -> str:
    """Return the text filled with facts; EditedTextError if it cannot be used."""
    template = _compiled(text)
    try:
        filled = template.render(**facts)
    except (TemplateError, TypeError, RecursionError) as error:
        message = f"Die Vorlage lässt sich nicht ausfüllen: {error}"
        raise EditedTextError(message) from error
    if len(filled) > LONGEST_FILLED:
        message = "Ausgefüllt wird der Text zu lang."
        raise EditedTextError(message)
    return filled


def variables_in(text: str) -> frozenset[str]:
    """Return the names that the text uses; EditedTextError if it cannot be used."""
    return frozenset(node.name for node in _tree(text).find_all(nodes.Name))


@lru_cache(maxsize=64)
def _compiled(text: str) -> Template:
    _tree(text)
    try:
        return _environment().from_string(text)
    except (TemplateError, SyntaxError, RecursionError, MemoryError) as error:
        raise EditedTextError(_unreadable(error)) from error


def _tree(text: str) -> nodes.Template:
    if len(text) > LONGEST:
        message = f"Die Vorlage ist zu lang: höchstens {LONGEST} Zeichen."
        raise EditedTextError(message)
    try:
        tree = _environment().parse(text)
    except (TemplateError, RecursionError, MemoryError) as error:
        raise EditedTextError(_unreadable(error)) from error
    found = tuple(_all_nodes(tree))
    for node, depth in found:
        _insist_allowed(node, depth)
    if sum(isinstance(node, nodes.Name) for node, _ in found) > MOST_PLACEHOLDERS:
        message = f"Das sind zu viele Platzhalter: höchstens {MOST_PLACEHOLDERS}."
        raise EditedTextError(message)
    return tree


def _all_nodes(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Give every node with its depth, without recursion: a text may nest as deep as it likes."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]


def _insist_allowed(node: nodes.Node, depth: int) -> None:
    if depth > DEEPEST:
        message = "Die Bedingungen sind zu tief verschachtelt."
        raise EditedTextError(message)
    if not isinstance(node, ALLOWED):
        message = (
            f"Zeile {node.lineno}: Erlaubt sind nur Text, Platzhalter wie "
            "{{ number }} und Bedingungen mit {% if … %}, {% else %} und {% endif %}."
        )
        raise EditedTextError(message)
    if isinstance(node, nodes.Getattr) and not _is_known(node):
        message = f"Zeile {node.lineno}: „.{node.attr}“ gibt es nicht."
        raise EditedTextError(message)


def _is_known(node: nodes.Getattr) -> bool:
    owner = node.node.name if isinstance(node.node, nodes.Name) else ""
    return node.attr in ATTRIBUTES.get(owner, frozenset())


def _unreadable(error: BaseException) -> str:
    line = getattr(error, "lineno", None)
    place = f"Zeile {line}: " if line else ""
    return f"{place}Das lässt sich nicht lesen. Prüfen Sie die Klammern {{{{ }}}} und {{% %}}."


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        autoescape=False,  # plain text, never a page
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment
