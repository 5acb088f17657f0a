"""Who may see and do what at the desk (R29)."""

from enum import StrEnum
from types import MappingProxyType

from store.people.accounts import AccountRole


class Permission(StrEnum):
    """One thing that a page asks for."""

    FIRST_PAGE = "first_page"
    HEALTH = "health"
    QUEUE = "queue"
    OPEN_MESSAGE = "open_message"  # which ones, `desk.reading_right` says
    WORK = "work"
    HAND_OVERS = "hand_overs"
    REGISTER = "register"
    DEADLINES = "deadlines"
    TEMPLATES = "templates"
    PROTECT = "protect"  # enter a protection note (R32)
    DIRECT = "direct"  # what the director alone does: praise, authorisations, protection (R22, R28)
    OWN_ACCOUNT = "own_account"
    ACCOUNTS = "accounts"
    ACCESS_LOG = "access_log"


_OFFICER = frozenset(Permission) - {
    Permission.ACCESS_LOG,
    Permission.DIRECT,
    Permission.ACCOUNTS,
}

MAY = MappingProxyType(
    {
        AccountRole.OFFICER: _OFFICER,
        AccountRole.DEPUTY: _OFFICER,
        AccountRole.DIRECTOR: frozenset(
            {
                Permission.FIRST_PAGE,
                Permission.HEALTH,
                Permission.QUEUE,
                Permission.OPEN_MESSAGE,
                Permission.HAND_OVERS,
                Permission.REGISTER,
                Permission.DEADLINES,
                Permission.PROTECT,
                Permission.DIRECT,
                Permission.OWN_ACCOUNT,
            }
        ),
        AccountRole.AUDITOR: frozenset(
            {Permission.FIRST_PAGE, Permission.ACCESS_LOG, Permission.OWN_ACCOUNT}
        ),
        AccountRole.ADMIN: frozenset(
            {
                Permission.FIRST_PAGE,
                Permission.HEALTH,
                Permission.ACCOUNTS,
                Permission.OWN_ACCOUNT,
            }
        ),
    }
)
"""R29: officer and deputy work, the director sees proofs, the auditor the access log alone."""
