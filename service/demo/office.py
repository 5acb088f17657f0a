"""A configuration for the demo, written as an operator would write it, and read the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.load import load
from config.settings import Settings
from service.clock import fresh_key
from service.demo.post_office import HOST, PASSWORD, USER, PostOffice
from store.keys import make_key_file
from store.people.accounts import AccountRole

KRM_TOML = """\
[office]
name = "Jobcenter Musterstadt"
land = "RP"

[contact]
name = "Erika Beispiel"
phone = "07274 000-0"
email = "krm@jobcenter.example"

[[units]]
name = "Leistung 1"
leader = "tl1@jobcenter.example"

[[units]]
name = "Markt und Integration"
leader = "tl2@jobcenter.example"

[mailbox]
host = "{host}"
port = {imap_port}
tls = "none"
user = "{user}"
password_file = "secrets/imap"
poll_seconds = 5
watch = []

[smtp]
host = "{host}"
port = {smtp_port}
tls = "none"
sender = "krm@jobcenter.example"

[routing]
sgg = "sgg@jobcenter.example"
director = "gf@jobcenter.example"
director_substitute = "gfv@jobcenter.example"
agency_krm = "krm@agentur.example"
support_office = "fu-sgbii@agentur.example"

[alerts]
officer = "e.beispiel@jobcenter.example"
director = "gf@jobcenter.example"

[replies]
never_to = ["*@landtag.example", "*.landtag.example", "*@agentur.example"]

[store]
url = "sqlite:///krm.db"
key_file = "secrets/hash-key"

[desk]
port = {desk_port}
public_url = "http://127.0.0.1:{desk_port}"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """A log-in of the demo's desk."""

    name: str
    full_name: str
    password: str
    role: AccountRole


ACCOUNTS = (
    DemoAccount(
        name="beispiel",
        full_name="Erika Beispiel",
        password="Demo-Beispiel-2026",  # noqa: S106  (of the demo alone, printed on its start)
        role=AccountRole.OFFICER,
    ),
    DemoAccount(
        name="leitung",
        full_name="Gerda Leitung",
        password="Demo-Leitung-2026",  # noqa: S106  (of the demo alone, printed on its start)
        role=AccountRole.DIRECTOR,
    ),
)


def write_office(folder: Path, post_office: PostOffice, *, desk_port: int) -> Settings:
    """Write configuration and secrets into an empty folder and load them."""
    secrets = folder / "secrets"
    secrets.mkdir(mode=0o700, parents=True)
    _write_secret(secrets / "imap", PASSWORD)
    make_key_file(secrets / "hash-key", fresh_key())
    text = KRM_TOML.format(
        host=HOST,
        user=USER,
        imap_port=post_office.imap_port,
        smtp_port=post_office.smtp_port,
        desk_port=desk_port,
    )
    configuration = folder / "krm.toml"
    configuration.write_text(text, encoding="utf-8")
    nothing: Mapping[str, str] = {}
    return load(configuration, nothing)


def _write_secret(path: Path, secret: str) -> None:
    path.touch(mode=0o600)
    path.write_text(secret, encoding="utf-8")
