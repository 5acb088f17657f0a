"""The settings file of the throw-away Dovecot (2.3)."""

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"
PASSWORD = "throw-away-password"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """The system accounts that the server's processes run as."""

    is_root: bool
    mail: str
    mail_group: str
    mail_uid: int
    mail_gid: int
    internal: str
    internal_group: str
    login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DovecotOptions:
    """What differs between tests.

    `capability` replaces the list the server announces after log-in (to hide MOVE, UIDPLUS,
    IDLE); `further` is added as it stands. With `certificate` and `key` (PEM files) it speaks
    TLS on `tls_port`, and STARTTLS.
    """

    capability: str = ""
    further: str = ""
    separator: str = "/"
    prefix: str = ""
    connections_per_user: int = 100
    password: str = PASSWORD
    certificate: Path | None = None
    key: Path | None = None


def dovecot_settings(
    directory: Path, accounts: Accounts, options: DovecotOptions, *, ports: tuple[int, int]
) -> str:
    """Return the whole file."""
    parts = [_basic(directory, accounts, options), _services(accounts, options, ports)]
    if options.capability:
        parts.append(f"protocol imap {{\n  imap_capability = {options.capability}\n}}\n")
    if options.certificate and options.key:
        parts.append(f"ssl_cert = <{options.certificate}\nssl_key = <{options.key}\n")
    return "".join((*parts, options.further, "\n"))


def _basic(directory: Path, accounts: Accounts, options: DovecotOptions) -> str:
    return f"""\
base_dir = {directory}/run
state_dir = {directory}/state
log_path = {directory}/dovecot.log
protocols = imap
listen = {LOOPBACK}
ssl = {"yes" if options.certificate else "no"}
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login
default_internal_user = {accounts.internal}
default_internal_group = {accounts.internal_group}
default_login_user = {accounts.login}
mail_uid = {accounts.mail}
mail_gid = {accounts.mail_group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{directory}/mail/%u
mail_max_userip_connections = {options.connections_per_user}
passdb {{
  driver = static
  args = password={options.password}
}}
userdb {{
  driver = static
  args = uid={accounts.mail_uid} gid={accounts.mail_gid} home={directory}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = {options.separator}
  prefix = {options.prefix}
}}
"""


def _services(accounts: Accounts, options: DovecotOptions, ports: tuple[int, int]) -> str:
    port, tls_port = ports
    # Without root there is no directory to be locked into and no other account to become.
    login_room, no_room = (" login", "") if accounts.is_root else ("", "chroot =")
    return f"""\
service imap-login {{
  chroot ={login_room}
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port if options.certificate else 0}
    ssl = yes
  }}
}}
service anvil {{
  {no_room}
  # Else each wrong password makes all later log-ins from this machine wait longer.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {no_room}
}}
"""
