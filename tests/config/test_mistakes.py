"""Every mistake is named with its key, all of them at once, and with what to do."""

from pathlib import Path

import pytest

from tests.config.files import a_configuration, mistakes_in, texts_by_key

NEEDED_CONTACT = (
    "needed, since every first answer names a contact person and a telephone number (R11): "
    "write [contact] with name, phone and email"
)


def test_r11_without_a_contact_person_nothing_starts(tmp_path: Path) -> None:
    """The mistake says why the section is needed."""
    text = """
        office = {name = "Jobcenter", land = "RP"}
        mailbox = {host = "mail.example", user = "krm", password_file = "secrets/imap"}
        smtp = {host = "mail.example", sender = "krm@jobcenter.example"}
        routing = {sgg = "sgg@jobcenter.example", director = "gf@jobcenter.example"}
    """

    found = texts_by_key(a_configuration(tmp_path, text=text))

    assert found == {"contact": NEEDED_CONTACT}


def test_an_empty_file_names_every_section_that_must_be_there(tmp_path: Path) -> None:
    """The five sections without which no office can work."""
    found = mistakes_in(a_configuration(tmp_path, text="# nothing"))

    assert [each.key for each in found] == ["office", "contact", "mailbox", "smtp", "routing"]


def test_all_mistakes_are_listed_at_once(tmp_path: Path) -> None:
    """Whatever stage finds them: files, types, single keys, comparisons of sections."""
    path = a_configuration(
        tmp_path,
        ('land = "RP"', 'land = "XX"'),
        ("port = 587", 'prot = "x"'),
        ('"secrets/imap"', '"secrets/imapp"'),
        ("idle = true", 'idle = "vielleicht"'),
        ('officer = "e.beispiel@', 'officer = "KRM@'),
        ('close = "14 working days"', 'close = "14 days"'),
        ("per_hour = 200", "per_hour = 0"),
        ("until = 2027-01-06", "until = 2026-01-06"),
    )

    assert [each.key for each in mistakes_in(path)] == [
        "mailbox.password_file",
        "alerts.officer",
        "office.land",
        "contact.deputies[1].until",
        "mailbox.idle",
        "smtp.prot",
        "replies.per_hour",
        "terms.close",
    ]


@pytest.mark.parametrize(
    ("old", "new", "key", "text"),
    [
        ("port = 993", "port = 99999", "mailbox.port", "must be 65535 or less"),
        ("port = 993", 'port = "imap"', "mailbox.port", "must be a whole number"),
        ("idle = true", "idle = 7", "mailbox.idle", "must be true or false"),
        (
            'folders = ["INBOX"]',
            'folders = "INBOX"',
            "mailbox.folders",
            "must be a list in square brackets",
        ),
        ('folders = ["INBOX"]', "folders = []", "mailbox.folders", "must not be empty"),
        ("closing_days = []", "closing_days = [3.5]", "office.closing_days[1]", "must be a day"),
        ('host = "127.0.0.1"\nport = 587', "host = 1\nport = 587", "smtp.host", "must be a text"),
        ('host = "127.0.0.1"\nport = 993', 'host = "a b"', "mailbox.host", "must be a host name"),
        ('host = "127.0.0.1"\nport = 8', 'host = "http://x"\nport = 8', "desk.host", "host name"),
        ('"sqlite:///krm.db"', '"postgresql+psycopg://[x"', "store.url", "must be an address"),
        ('tls = "starttls"', 'tls = "tls"', "smtp.tls", "must be 'ssl', 'starttls' or 'none'"),
        ('name = "Leistung 1"', 'name = " "', "units[1].name", "must be one line of text"),
        ('name = "Leistung 1"', r'name = "A\nB"', "units[1].name", "must be one line of text"),
        ('"tl1@jobcenter.example"', '"tl1"', "units[1].leader", "'tl1' is no mail address"),
        ('"sgg@jobcenter.example"', '"a@b\\r\\nBcc: c@d"', "routing.sgg", "is no mail address"),
        ('sender = "krm@', 'sender = "kürm@', "smtp.sender", "without umlauts"),
        (
            'timezone = "Europe/Berlin"',
            'timezone = "Europe/Mainz"',
            "office.timezone",
            "'Europe/Mainz' is no time zone",
        ),
        ('timezone = "Europe/Berlin"', 'timezone = "Europe"', "office.timezone", "is no time zone"),
        ('timezone = "Europe/Berlin"', 'timezone = "../x"', "office.timezone", "is no time zone"),
        ("from = 2026-12-21\n", "", "contact.deputies[1].until", "from and until stand together"),
        ('"*@agentur.example"', '"*"', "replies.never_to[2]", "'*' is no address pattern"),
        ('close = "14 working days"', "close = 14", "terms.close", "must be a term"),
        ('"1 working day"', '"0 working days"', "terms.suspected_hand_over", "one day or more"),
        ("undo_seconds = 30", "undo_seconds = -1", "desk.undo_seconds", "must be 0 or more"),
        ('public_url = ""', 'public_url = "krm"', "desk.public_url", "begin with 'https://'"),
        ('"sqlite:///krm.db"', '"mysql://x/y"', "store.url", "must begin with 'sqlite:///'"),
        ('"sqlite:///krm.db"', '"sqlite:///:memory:"', "store.url", "must name a file"),
        ('model = "builtin"', 'model = "own.model"', "triage.model", "there is no file"),
        ('"KRM/Pruefen"', '"inbox"', "mailbox.trouble_folder", "names a folder that folders names"),
        ('watch = ["Junk"]', 'watch = ["INBOX"]', "mailbox.watch", "that folders names too"),
        (
            'sgg = "sgg@jobcenter.example"',
            'sgg = "krm@jobcenter.example"',
            "routing.sgg",
            "is the KRM mailbox itself",
        ),
    ],
)
def test_a_mistake_is_told_under_its_key(
    tmp_path: Path, old: str, new: str, *, key: str, text: str
) -> None:
    """One wrong value gives one sentence, at the key where it stands."""
    (mistake,) = mistakes_in(a_configuration(tmp_path, (old, new)))

    assert mistake.key == key
    assert text in mistake.text


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.0.9"])
def test_an_open_connection_is_allowed_on_this_machine(tmp_path: Path, host: str) -> None:
    """`tls = "none"` is for loopback alone."""
    path = a_configuration(
        tmp_path, ('host = "127.0.0.1"\nport = 587\n', f'host = "{host}"\n'), ("starttls", "none")
    )

    assert mistakes_in(path) == ()


@pytest.mark.parametrize("host", ["10.0.0.8", "mail.example", "localhost.example"])
def test_an_open_connection_to_another_machine_is_refused(tmp_path: Path, host: str) -> None:
    """Social data do not cross the net in the clear."""
    path = a_configuration(
        tmp_path,
        ('host = "127.0.0.1"\nport = 587\n', f'host = "{host}"\n'),
        ('tls = "starttls"', 'tls = "none"'),
    )

    assert texts_by_key(path) == {
        "smtp.tls": "'none' is for a server on this machine; write 'ssl' or 'starttls'"
    }


def test_a_password_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    """It belongs into a file of its own or into the environment."""
    path = a_configuration(
        tmp_path,
        ('password_file = "secrets/smtp"', 'password = "streng-geheim"'),
        ('"sqlite:///krm.db"', '"postgresql+psycopg://krm:streng-geheim@db/krm"'),
    )

    found = texts_by_key(path)

    assert list(found) == ["smtp.password", "store.url"]
    assert "KRM_SMTP__PASSWORD" in found["smtp.password"]
    assert "streng-geheim" not in str(found)


def test_a_missing_password_is_asked_for_where_a_user_is_named(tmp_path: Path) -> None:
    """Without a user there is no log-in, and no password is needed."""
    without_file = ('password_file = "secrets/smtp"\n', "")
    anonymous = ('user = "krm"\n# The file with the password (or KRM_SMTP__PASSWORD).\n', "")

    assert list(texts_by_key(a_configuration(tmp_path, without_file))) == ["smtp.password"]
    assert mistakes_in(a_configuration(tmp_path, without_file, anonymous)) == ()


@pytest.mark.parametrize("folder", ["mailbox", "smtp"])
def test_an_empty_password_is_none(tmp_path: Path, folder: str) -> None:
    """Neither from an empty file nor from an empty variable."""
    path = a_configuration(tmp_path)
    (tmp_path / "secrets" / {"mailbox": "imap", "smtp": "smtp"}[folder]).write_text("\n")

    found = texts_by_key(path, {f"KRM_{folder.upper()}__PASSWORD": ""})

    assert list(found) == [f"{folder}.password"]


def test_a_value_instead_of_a_section_is_told(tmp_path: Path) -> None:
    """No later check stumbles over it."""
    path = a_configuration(tmp_path, text="smtp = 3\nmailbox = []\nalerts = 'x'\n")

    found = texts_by_key(path)

    assert found["smtp"] == "must be a section of its own with keys and values"
    assert found["mailbox"] == "must be a section of its own with keys and values"
    assert found["alerts"] == "must be a section of its own with keys and values"


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("smpt", "is no known key; did you mean smtp?"),
        ("xyz", "is no known key; take it out"),
        ("_env_file", "is no known key; take it out"),
    ],
)
def test_an_unknown_section_is_told_with_the_nearest_known_one(
    tmp_path: Path, key: str, answer: str
) -> None:
    """Names with a meaning for the settings library are unknown like all others."""
    path = a_configuration(tmp_path)
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[{key}]\nx = 1\n", encoding="utf-8")

    assert texts_by_key(path) == {key: answer}
