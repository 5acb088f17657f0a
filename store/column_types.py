"""Columns of our own kinds: instants, and room between what must be erasable and the rest."""

from datetime import UTC, datetime

from sqlalchemy import Column, DateTime, Dialect, LargeBinary, TypeDecorator
from sqlalchemy.engine.default import DefaultExecutionContext

SQLITE_PAGE_BYTES = 4096


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC; ValueError for an instant without time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant without time zone cannot be stored"
            raise ValueError(message)
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def blank_page() -> Column[bytes]:
    """Return a column of zeros to stand before content, as its first column but the key (R7).

    SQLite keeps the first bytes of a row, at most a page, together with those of other rows, and
    leaves stale copies of them behind when it moves rows between pages; `secure_delete` does not
    reach these. What follows stands on pages of its own, which it does overwrite.
    """
    return Column("blank_page", LargeBinary, nullable=False, default=_zeros)


def _zeros(context: DefaultExecutionContext) -> bytes:
    return bytes(SQLITE_PAGE_BYTES if context.dialect.name == "sqlite" else 0)
