"""Which keys are there? Each room's settings, narrowed to what the configuration may say."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, get_args

from pydantic import Field, ValidationInfo, field_validator
from pydantic.dataclasses import dataclass, is_pydantic_dataclass
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from cases.office import Alerts, Contact, Deputy, Replies, Routing, Terms, Unit
from config.desk_section import DeskSection, OidcSection
from config.triage_section import TriageSection
from config.values import (
    STRICT,
    AddressPattern,
    DatabaseUrl,
    Host,
    Land,
    Line,
    MailAddress,
    OptionalAddress,
    Port,
    Positive,
    SenderAddress,
    TermText,
    Timezone,
)
from correspondence.settings import SmtpSettings, Tls, is_loopback
from intake.settings import MailboxSettings
from store.settings import RetentionSettings, StoreSettings


def _tls_fits(tls: Tls, info: ValidationInfo) -> Tls:
    """Refuse an open connection to another machine."""
    if tls is Tls.NONE and not is_loopback(info.data.get("host", "localhost")):
        message = "'none' is for a server on this machine; write 'ssl' or 'starttls'"
        raise ValueError(message)
    return tls


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class OfficeSettings:
    """The office itself; an empty objection sentence means the standard one (R16)."""

    name: Line
    land: Land
    timezone: Timezone = "Europe/Berlin"
    closing_days: tuple[date, ...] = ()
    objection_sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class DeputySettings(Deputy):
    """A deputy; `from` and `until` stand together or not at all (R11)."""

    name: Line
    phone: Line
    on_duty_from: Annotated[date | None, Field(alias="from")] = None
    on_duty_until: Annotated[date | None, Field(alias="until", validate_default=True)] = None

    @field_validator("on_duty_until")
    @classmethod
    def _ends_after_it_begins(cls, until: date | None, info: ValidationInfo) -> date | None:
        begins = info.data.get("on_duty_from")
        if "on_duty_from" in info.data and (until is None) != (begins is None):
            message = "from and until stand together: write both or neither"
            raise ValueError(message)
        if until and begins and until < begins:
            message = "must not be earlier than from"
            raise ValueError(message)
        return until


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ContactSettings(Contact):
    """The officer and the deputies (R11)."""

    name: Line
    phone: Line
    email: MailAddress
    deputies: tuple[DeputySettings, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class UnitSettings(Unit):
    """One unit of the office (R17, R18, R22)."""

    name: Line
    leader: MailAddress
    deputy: OptionalAddress = ""
    manager: OptionalAddress = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class MailboxSection(MailboxSettings):
    """The KRM mailbox; the folders for finished mail are none that mail is taken from."""

    host: Host
    port: Port = 993
    tls: Tls = Tls.SSL
    user: Line
    password: str = Field(min_length=1, repr=False, kw_only=True)
    password_file: str = ""
    folders: Annotated[tuple[Line, ...], Field(min_length=1)] = ("INBOX",)
    watch: tuple[Line, ...] = ()
    done_folder: Annotated[Line, Field(validate_default=True)] = "KRM/Verarbeitet"
    handed_over_folder: Annotated[Line, Field(validate_default=True)] = "KRM/Abgegeben"
    trouble_folder: Annotated[Line, Field(validate_default=True)] = "KRM/Pruefen"
    poll_seconds: Positive = 60
    timeout_seconds: Positive = 30

    _tls_fits = field_validator("tls")(_tls_fits)

    @field_validator("watch", "done_folder", "handed_over_folder", "trouble_folder")
    @classmethod
    def _is_another_folder(
        cls, folder: str | tuple[str, ...], info: ValidationInfo
    ) -> str | tuple[str, ...]:
        own = {folder.lower()} if isinstance(folder, str) else {each.lower() for each in folder}
        for key in ("folders", "watch", "done_folder", "handed_over_folder"):
            others = info.data.get(key, ())
            others = (others,) if isinstance(others, str) else others
            if key != info.field_name and not own.isdisjoint(each.lower() for each in others):
                message = f"names a folder that {key} names too; choose another one"
                raise ValueError(message)
        return folder


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class SmtpSection(SmtpSettings):
    """The way out; an empty user means no log-in."""

    host: Host
    port: Port = 587
    tls: Tls = Tls.STARTTLS
    password: str = Field(default="", repr=False, kw_only=True, validate_default=True)
    password_file: str = ""
    sender: SenderAddress
    timeout_seconds: Positive = 30

    _tls_fits = field_validator("tls")(_tls_fits)

    @field_validator("password")
    @classmethod
    def _stands_beside_a_user(cls, password: str, info: ValidationInfo) -> str:
        if info.data.get("user") and not password:
            message = (
                "needed, since smtp.user is set: name its file in smtp.password_file, "
                "or set KRM_SMTP__PASSWORD"
            )
            raise ValueError(message)
        return password


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class RoutingSettings(Routing):
    """Where hand-overs and petitions go (R5, R6, R26)."""

    sgg: MailAddress
    director: MailAddress
    director_substitute: OptionalAddress = ""
    agency_krm: OptionalAddress = ""
    support_office: OptionalAddress = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class AlertSettings(Alerts):
    """Where warnings go (R5a, R12)."""

    officer: OptionalAddress = ""
    deputy: OptionalAddress = ""
    director: OptionalAddress = ""
    admin: OptionalAddress = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ReplySettings(Replies):
    """How often notices may go by themselves, and to whom never (R15, R15a)."""

    per_address_day: Positive = 3
    per_case_day: Positive = 3
    per_hour: Positive = 200
    never_to: tuple[AddressPattern, ...] = ()
    courtesy: bool = True
    plain_language: bool = False


_STANDARD = Terms()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class TermSettings(Terms):
    """The limits, written `7 working days` or `14 calendar days` (R14)."""

    suspected_hand_over: TermText = _STANDARD.suspected_hand_over
    acknowledge: TermText = _STANDARD.acknowledge
    neutral_acknowledgement: TermText = _STANDARD.neutral_acknowledgement
    close: TermText = _STANDARD.close
    statement: TermText = _STANDARD.statement
    petition: TermText = _STANDARD.petition
    petition_support_office: TermText = _STANDARD.petition_support_office
    submission: TermText = _STANDARD.submission
    committee_margin: TermText = _STANDARD.committee_margin


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class RetentionSection(RetentionSettings):
    """How long things stay (R7, R9c, R33)."""

    handed_over_days: Positive = 14
    other_days: Positive = 14
    machine_days: Positive = 90
    mailbox_months: Positive = 3
    closed_cases_months: Positive = 24
    journal_months: Positive = 36
    access_log_months: Positive = 24


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class StoreSection(StoreSettings):
    """The database; its password never stands in the file."""

    url: DatabaseUrl = Field(default="sqlite:///krm.db", repr=False, kw_only=True)
    password: str = Field(default="", repr=False, kw_only=True, validate_default=True)
    password_file: str = ""
    key_file: Line = "secrets/hash-key"


class Settings(BaseSettings):
    """Everything that is configured, checked; made by `config.load.load` alone."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        env_prefix="KRM_",
        env_nested_delimiter="__",
    )

    office: OfficeSettings
    contact: ContactSettings
    units: tuple[UnitSettings, ...] = ()
    mailbox: MailboxSection
    smtp: SmtpSection
    routing: RoutingSettings
    alerts: AlertSettings = AlertSettings()
    replies: ReplySettings = ReplySettings()
    terms: TermSettings = TermSettings()
    triage: TriageSection = TriageSection()
    retention: RetentionSection = RetentionSection()
    store: StoreSection = StoreSection()
    desk: DeskSection = DeskSection()
    oidc: OidcSection = OidcSection()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  (the library's signature)
        init_settings: PydanticBaseSettingsSource,
        *_others: PydanticBaseSettingsSource,
        **_named_others: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what `load` hands over and nothing else: no hidden files, no hidden variables."""
        return (init_settings,)


def known_keys() -> tuple[str, ...]:
    """List every key with its section, as `smtp.port` or `contact.deputies.name`."""
    return tuple(_keys_below(Settings.model_fields, ""))


def _keys_below(fields: dict[str, FieldInfo], prefix: str) -> Iterator[str]:
    for name, field in fields.items():
        key = f"{prefix}{field.alias or name}"
        yield key
        for section in (field.annotation, *get_args(field.annotation)):
            if isinstance(section, type) and is_pydantic_dataclass(section):
                yield from _keys_below(section.__pydantic_fields__, f"{key}.")
