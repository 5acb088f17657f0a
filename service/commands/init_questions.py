"""What `krm init` asks: one question for each key that no office can leave as it is shipped."""

from dataclasses import dataclass

from config.answers import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to ask. Proposed is `default`, or the answer to the question `default_from`."""

    key: str
    ask: str
    default: str | None = None
    default_from: str = ""

    @property
    def option(self) -> str:
        """Return the option that answers it, named after its key."""
        return "--" + self.key.replace(".", "-").replace("_", "-")

    @property
    def explained(self) -> str:
        """Return the option's help: what is asked, and what holds without an answer."""
        if self.default_from:
            return f"{self.ask} [default: as {self.default_from}]"
        return f"{self.ask} [default: {self.default}]" if self.default else self.ask

    @property
    def parameter(self) -> str:
        """Return the option's name in Python."""
        return self.key.replace(".", "_")


QUESTIONS = (
    Question(key="office.name", ask="Name of the office"),
    Question(key="office.land", ask="Land whose holidays count (BW, BY, ..., TH)", default="RP"),
    Question(key="contact.name", ask="Name of the KRM officer"),
    Question(key="contact.phone", ask="Telephone number that citizens call"),
    Question(key="contact.email", ask="Address of the KRM mailbox"),
    Question(key="mailbox.host", ask="IMAP server"),
    Question(key="mailbox.port", ask="IMAP port", default="993"),
    Question(key="mailbox.tls", ask="IMAP security (ssl, starttls, none)", default="ssl"),
    Question(key="mailbox.user", ask="IMAP user", default_from="contact.email"),
    Question(key="mailbox.watch", ask="Folders watched besides INBOX", default="Junk"),
    Question(key="smtp.host", ask="SMTP server", default_from="mailbox.host"),
    Question(key="smtp.port", ask="SMTP port", default="587"),
    Question(key="smtp.tls", ask="SMTP security (ssl, starttls, none)", default="starttls"),
    Question(key="smtp.user", ask="SMTP user", default_from="mailbox.user"),
    Question(key="smtp.sender", ask="Sender of all our mail", default_from="contact.email"),
    Question(key="routing.sgg", ask="SGG section, for objections"),
    Question(key="routing.director", ask="Director, for supervisory complaints"),
    Question(
        key="routing.director_substitute",
        ask="Substitute, for complaints about the director",
        default="",
    ),
    Question(key="routing.director_name", ask="Name of the director", default=""),
    Question(key="routing.agency_krm", ask="KRM of the Agentur für Arbeit", default=""),
    Question(key="routing.support_office", ask="Support office SGB II", default=""),
    Question(key="alerts.officer", ask="Own address of the officer, for warnings", default=""),
    Question(key="alerts.deputy", ask="Own address of the deputy, for warnings", default=""),
    Question(
        key="alerts.director",
        ask="Own address of the director, for warnings",
        default_from="routing.director",
    ),
    Question(key="alerts.admin", ask="Own address of the administrator", default=""),
    Question(
        key="replies.never_to", ask="Authorities that are never answered by themselves", default=""
    ),
)
LISTS = frozenset({"mailbox.watch", "replies.never_to"})
NUMBERS = frozenset({"mailbox.port", "smtp.port"})


def value_of(question: Question, text: str) -> Value:
    """Return what the configuration says for an answer; `-` stands for nothing."""
    text = "" if text.strip() == "-" else text.strip()
    if question.key in LISTS:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return int(text) if question.key in NUMBERS and text.isdecimal() else text
