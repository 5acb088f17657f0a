"""What the desk needs to be told."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """Where the desk listens, how people get in, and how long a decision can be taken back.

    `user_header` is a header in which a proxy of `trusted_proxies` names the signed-in account;
    empty means that nobody is believed.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    undo_seconds: int = 30
    session_hours: int = 10
    idle_minutes: int = 60
    user_header: str = ""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")

    @property
    def is_behind_proxy(self) -> bool:
        """Whether a web server with TLS stands in front, or one that signs people in."""
        return self.public_url.startswith("https://") or bool(self.user_header)


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """A sign-in service that speaks OpenID Connect; an empty issuer means none.

    `name_claim` is the claim that holds the account's name at its first sign-in here.
    """

    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    name_claim: str = "preferred_username"
    title: str = "Anmeldedienst des Hauses"
