"""Loading: the file, the environment over it, the secrets' own files."""

from datetime import date
from pathlib import Path

import pytest

from cases.limits import DayUnit, Term
from config.load import load
from config.mistakes import ConfigurationError
from correspondence.settings import SmtpSettings, Tls
from intake.settings import MailboxSettings
from tests.config.files import (
    IMAP_PASSWORD,
    SMTP_PASSWORD,
    a_configuration,
    mistakes_in,
    texts_by_key,
)


def test_the_shipped_configuration_loads_once_the_secrets_are_there(tmp_path: Path) -> None:
    """Each room gets its own settings, with the values written in the file."""
    settings = load(a_configuration(tmp_path), {})

    assert isinstance(settings.smtp, SmtpSettings)
    assert isinstance(settings.mailbox, MailboxSettings)
    assert settings.smtp.tls is Tls.STARTTLS
    assert settings.mailbox.folders == ("INBOX",)
    assert settings.terms.petition == Term(count=14, unit=DayUnit.CALENDAR)
    assert settings.contact.deputies[0].on_duty_from == date(2026, 12, 21)
    assert settings.contact.deputies[0].on_duty_until == date(2027, 1, 6)
    assert settings.units[0].manager == "bl@jobcenter.example"


def test_what_is_not_written_has_its_default(tmp_path: Path) -> None:
    """A file with only what must be said is enough."""
    text = """
        office = {name = "Jobcenter", land = "BY"}
        contact = {name = "Erika", phone = "1", email = "krm@jobcenter.example"}
        mailbox = {host = "mail.example", user = "krm", password_file = "secrets/imap"}
        smtp = {host = "mail.example", sender = "krm@jobcenter.example"}
        routing = {sgg = "sgg@jobcenter.example", director = "gf@jobcenter.example"}
    """
    settings = load(a_configuration(tmp_path, text=text), {})

    assert settings.mailbox.port == 993
    assert settings.terms.acknowledge == Term(count=7, unit=DayUnit.WORKING)
    assert settings.retention.handed_over_days == 14
    assert settings.alerts.officer == ""
    assert settings.triage.model == "builtin"
    assert settings.triage.models == str(tmp_path / "models")


def test_secrets_come_from_files_beside_the_configuration(tmp_path: Path) -> None:
    """The file's name counts from the configuration's folder; its last line end is not taken."""
    settings = load(a_configuration(tmp_path), {})

    assert settings.mailbox.password == IMAP_PASSWORD
    assert settings.smtp.password == SMTP_PASSWORD


def test_a_secret_from_the_environment_needs_no_file(tmp_path: Path) -> None:
    """`KRM_SMTP__PASSWORD` goes before the file, which need not exist then."""
    path = a_configuration(tmp_path)
    (tmp_path / "secrets" / "smtp").unlink()

    assert load(path, {"KRM_SMTP__PASSWORD": "anders"}).smtp.password == "anders"


@pytest.mark.parametrize(
    ("variable", "value", "found"),
    [
        ("KRM_SMTP__HOST", "mail.jobcenter.example", "mail.jobcenter.example"),
        ("KRM_SMTP__PORT", "2525", 2525),
        ("KRM_MAILBOX__IDLE", "false", False),
        ("KRM_MAILBOX__FOLDERS", '["INBOX", "Eingang"]', ("INBOX", "Eingang")),
        ("KRM_TERMS__CLOSE", "10 working days", Term(count=10, unit=DayUnit.WORKING)),
        ("KRM_OFFICE__CLOSING_DAYS", '["2026-12-24"]', (date(2026, 12, 24),)),
    ],
)
def test_every_kind_of_key_can_be_set_by_the_environment(
    tmp_path: Path, variable: str, value: str, found: object
) -> None:
    """Texts, numbers, truths, lists, terms and days are read from a variable's text."""
    settings = load(a_configuration(tmp_path), {variable: value})
    section, _, key = variable.removeprefix("KRM_").lower().partition("__")

    assert getattr(getattr(settings, section), key) == found


def test_a_whole_list_of_sections_can_be_set_by_the_environment(tmp_path: Path) -> None:
    """Units are given as JSON."""
    environ = {"KRM_UNITS": '[{"name": "Markt", "leader": "m@jobcenter.example"}]'}

    assert [unit.name for unit in load(a_configuration(tmp_path), environ).units] == ["Markt"]


def test_variables_of_others_are_left_alone(tmp_path: Path) -> None:
    """Only names with two underscores are keys; `KRM_CONFIG` names the file."""
    environ = {"KRM_CONFIG": "krm.toml", "HOME": "/root", "KRM_INSIST_ON_SERVERS": "1"}

    assert mistakes_in(a_configuration(tmp_path), environ) == ()


def test_a_variable_that_names_no_section_is_a_mistake(tmp_path: Path) -> None:
    """A slip in the environment is found like one in the file."""
    found = texts_by_key(a_configuration(tmp_path), {"KRM_SMPT__HOST": "x", "KRM_SMTP__HOTS": "x"})

    assert found == {
        "KRM_SMPT__HOST": "names no section: there is no [smpt]",
        "smtp.hots": "is no known key; did you mean smtp.host?",
    }


def test_paths_count_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    """Where the command is called from makes no difference."""
    store = load(a_configuration(tmp_path), {}).store

    assert store.url == f"sqlite:///{tmp_path}/krm.db"
    assert store.key_file == f"{tmp_path}/secrets/hash-key"


def test_the_password_of_postgresql_is_put_into_its_address(tmp_path: Path) -> None:
    """Characters with a meaning in addresses are escaped."""
    environ = {
        "KRM_STORE__URL": "postgresql+psycopg://krm@db.example:5433/krm",
        "KRM_STORE__PASSWORD": "a/b@c",
    }
    store = load(a_configuration(tmp_path), environ).store

    assert store.url == "postgresql+psycopg://krm:a%2Fb%40c@db.example:5433/krm"
    assert "a%2Fb" not in repr(store)


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    """What was checked stays as it was."""
    settings = load(a_configuration(tmp_path), {})

    with pytest.raises(Exception, match="frozen"):
        settings.smtp = settings.smtp
    with pytest.raises(AttributeError):
        settings.smtp.host = "x"  # type: ignore[misc]


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    """The file's own name stands for the key."""
    found = texts_by_key(tmp_path / "krm.toml")

    assert found == {
        f"{tmp_path}/krm.toml": (
            "does not exist; `krm init` writes one, `--config FILE` names another"
        )
    }


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """With the system's reason."""
    assert texts_by_key(tmp_path) == {
        str(tmp_path): "cannot be read (Is a directory); mend its permissions"
    }


def test_an_absolute_path_stays_where_it_is(tmp_path: Path) -> None:
    """Only names that are not absolute count from the folder."""
    environ = {"KRM_STORE__URL": "sqlite:////var/lib/krm/krm.db", "KRM_STORE__KEY_FILE": "/etc/key"}
    store = load(a_configuration(tmp_path), environ).store

    assert store.url == "sqlite:////var/lib/krm/krm.db"
    assert store.key_file == "/etc/key"


def test_a_database_without_a_password_keeps_its_address(tmp_path: Path) -> None:
    """PostgreSQL may know its users by other means."""
    url = "postgresql+psycopg://krm@db.example/krm?sslmode=verify-full"

    assert load(a_configuration(tmp_path), {"KRM_STORE__URL": url}).store.url == url


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    """The reader gives line and column, not the content."""
    path = a_configuration(tmp_path, text='[smtp]\nhost = "a\n')

    (mistake,) = mistakes_in(path)
    assert mistake.text.startswith("is no valid TOML: ")
    assert "line 2" in mistake.text


def test_what_an_editor_on_windows_writes_is_read(tmp_path: Path) -> None:
    """A mark before the first line and line ends of two characters change nothing."""
    path = a_configuration(tmp_path)
    as_before = load(path, {})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert load(path, {}) == as_before


def test_a_file_that_is_not_utf8_is_told_so(tmp_path: Path) -> None:
    """Old editors write umlauts as one byte."""
    path = a_configuration(tmp_path)
    path.write_bytes("[office]\nname = 'Büro'".encode("latin-1"))

    assert mistakes_in(path)[0].text == "is not written in UTF-8; save it as UTF-8"


def test_secrets_show_neither_in_representations_nor_in_errors(tmp_path: Path) -> None:
    """Nobody finds a password in a log because something was printed."""
    path = a_configuration(tmp_path)
    assert IMAP_PASSWORD not in repr(load(path, {}))
    assert SMTP_PASSWORD not in repr(load(path, {}))

    with pytest.raises(ConfigurationError) as caught:
        load(path, {"KRM_SMTP__PORT": "x", "KRM_SMTP__PASSWORD": "ganz-geheim"})
    assert "ganz-geheim" not in f"{caught.value!r} {caught.value} {caught.value.__cause__}"
