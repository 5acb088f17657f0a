"""The keys of `[desk]` and `[oidc]`: where the desk listens and how people get in (R29)."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from pydantic.dataclasses import dataclass

from config.values import (
    STRICT,
    HeaderName,
    Host,
    IpAddress,
    Line,
    NotNegative,
    Port,
    Positive,
    SignInAddress,
    WebAddress,
)
from desk.settings import DeskSettings, OidcSettings


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class DeskSection(DeskSettings):
    """Where the desk listens."""

    host: Host = "127.0.0.1"
    port: Port = 8080
    public_url: WebAddress = ""
    undo_seconds: NotNegative = 30
    session_hours: Positive = 10
    idle_minutes: Positive = 60
    user_header: HeaderName = ""
    trusted_proxies: tuple[IpAddress, ...] = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class OidcSection(OidcSettings):
    """A sign-in service of the house (R29); an empty issuer means none."""

    issuer: SignInAddress = ""
    client_id: Annotated[str, Field(validate_default=True)] = ""
    client_secret: str = Field(default="", repr=False, kw_only=True)
    client_secret_file: str = ""
    name_claim: Line = "preferred_username"
    title: Line = "Anmeldedienst des Hauses"

    @field_validator("client_id")
    @classmethod
    def _stands_beside_an_issuer(cls, client_id: str, info: ValidationInfo) -> str:
        if info.data.get("issuer") and not client_id:
            message = "needed, since oidc.issuer is set: the name that the service knows us by"
            raise ValueError(message)
        return client_id
