"""Where a reason for a decision comes from, in words for an office (R36)."""

from types import MappingProxyType

_ORIGINS = MappingProxyType(
    {
        "model": "so gelernt aus entschiedenen Beispielen",
        "attachment": "aus dem Anhang",
        "machine": "Zeichen eines Programms",
    }
)


def origin_of(source: str) -> str:
    """Return the words for a finding's source; a rule keeps its name, by which it is found."""
    kind, _, _ = source.replace(":", ".").partition(".")
    return _ORIGINS.get(kind, f"Regel {source}")
