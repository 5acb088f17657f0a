"""What the store needs to be told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """The database and the file with the key for hashes and tokens."""

    url: str = "sqlite:///krm.db"
    key_file: str = "secrets/hash-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSettings:
    """How long things stay (R7, R9c, R33)."""

    handed_over_days: int = 14
    other_days: int = 14
    machine_days: int = 90
    mailbox_months: int = 3
    closed_cases_months: int = 24
    journal_months: int = 36
    access_log_months: int = 24
