"""Who was not reached? Read from reports that mail systems write for people, in many tongues."""

import re
from collections.abc import Collection, Iterator

from correspondence.failure_words import NOT_DELIVERED
from correspondence.status_fields import ADDRESS

MAX_CHARS = 60_000
_ASKED_WITHIN = 300

_FAILURE = re.compile(
    r"(?:could|can|was|were|has|have|been|be|is|are)(?: ?not|n['’]t)(?: be| been)?"
    r" (?:successfully )?(?:deliver|sent|reach|accept|transmit|complete)"
    r"|cannot (?:be )?(?:deliver|sen[dt]|reach)"
    r"|unable to (?:be )?(?:deliver|send|reach|relay)"
    r"|undeliver(?:able|ed)|non-?deliver|failed permanently|did not reach"
    r"|(?:delivery|transmission)[^\n.]{0,60}(?:fail|abort|problem|error|unsucc)"
    r"|fail(?:ed|ure)[^\n.]{0,30}(?:deliver|recipient|address|send)"
    r"|(?:permanent|fatal|unrecoverable|transient)[^\n.]{0,20} error"
    r"|(?:unknown|no such|invalid|inactive|disabled|nonexistent) (?:local )?"
    r"(?:user|recipient|address|mailbox|account|host|domain|part)"
    r"|(?:user|recipient|address|mailbox|account|host|domain)[^\n.]{0,60}"
    r"(?:unknown|not found|do(?:es|es )?n[o']t exist|not exist|unavailable|disabled"
    r"|rejected|is full|over ?quota|exceed)"
    r"|mailbox (?:is )?(?:full|quota)|quota exceeded|relay(?:ing)? (?:access )?denied"
    r"|mail loop|loop alert|too many hops|return(?:ed|ing)[^\n.]{0,40}(?:mail|message|sender)"
    r"|message (?:was |has been )?(?:rejected|refused|blocked)|rejected your message"
    r"|not a valid (?:user|recipient|address|mailbox|account)|not (?:an? )?active (?:user|account)"
    r"|delivery (?:status )?notification|\b5\d\d[ -]5\.\d|could not send|error sending"
    r"|unzustellbar|nicht (?:\w+ ){0,3}(?:zugestellt|ausgeliefert|übermittelt)"
    r"|zustellung[^\n.]{0,40}fehl|" + NOT_DELIVERED,
    re.IGNORECASE,
)
_DELAY = re.compile(
    r"delayed|(?:has|have) not\s+yet\s+been\s+delivered|not yet\s+(?:been\s+)?delivered"
    r"|warning message only"
    r"|will (?:be )?(?:retr(?:y|ied)|continue to (?:try|be))|still (?:being )?(?:try|tried|queued)"
    r"|(?:do not|no) need to resend|attempts? will continue|still undelivered|verzögert"
    r"|noch nicht zugestellt|in verzug|temporarily (?:deferred|delayed)|will keep trying",
    re.IGNORECASE,
)
_STILL_TRIED = re.compile(
    r"it will be retried until|do not need to resend|warning only|still being retried"
    r"|zustellung wird weiter",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"given up|giving up|gave up|permanent (?:fatal )?error|could not be delivered for"
    r"|expired|returned to (?:the )?sender|\b5\d\d[ -]5\.\d",
    re.IGNORECASE,
)
_WITHIN = r"(?:[^.]|\.(?=\S))"
_OPENING = re.compile(
    r"[\s*=_.#-]{0,200}(?:[^\n*=]{1,80}[*=]{3,}\s{1,80})?"
    r"(?:hi\.?|hello,?|dear \S{1,40},?)?\s{0,4}(?:"
    r"this (?:message|e-?mail|report|is a message) (?:was|is|has been) (?:created |generated )?"
    r"automatic|this is (?:the|an?) (?:mail|e-?mail|postfix|exim|qmail|automat\w+ generated "
    rf"(?:delivery|message from))|i(?:'m| am) (?:sorry|afraid) (?:to|i|that i)\b{_WITHIN}{{0,80}}"
    rf"\bdeliver|(?:your|the) (?:message|mail|e-?mail)\b{_WITHIN}{{0,120}}\b(?:could|can|was|has|"
    r"were)(?: ?not|n't)(?: yet)? (?:been |be )?(?:deliver|sent|accept|reach)"
    rf"|(?:the )?(?:following|intended) (?:recipient|address|message|mail)\S{{0,4}}\b{_WITHIN}"
    r"{0,80}\b(?:fail|undeliver|not (?:be )?(?:deliver|reach))"
    r"|the original message was received at|delivery to the following|unable to deliver|"
    rf"undeliverable|votre message n'a pas pu|ihre (?:nachricht|e-?mail)\b{_WITHIN}{{0,120}}\b"
    r"nicht (?:zugestellt|zustellbar|ausgeliefert)|diese (?:nachricht|e-?mail) wurde "
    r"(?:automatisch|vom mail))",
    re.IGNORECASE,
)
_RETURNED = re.compile(
    r"^[ \t>|]*(?:-{2,}[^\n]{0,60}(?:original|returned|copy of|below this line|unsent message|"
    r"message (?:header|text)|ursprünglich|start of)[^\n]{0,80}"
    r"|return-path:|received: |message-id:|from \S{1,128}@\S{1,253} {1,4}\w{3} {1,4}\w{3} "
    r"|(?:the )?(?:text|header|body|copy) of (?:the|your) (?:original |returned )?"
    r"(?:message|mail)[^\n]{0,60}"
    r"|(?:original|returned) message(?: follows| headers?)?[ :]*$|mime-version: ).{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
_TOKEN = rf"<?({ADDRESS})>?"
_LABELLED = (
    re.compile(rf"rcpt to:[ \t]*{_TOKEN}", re.IGNORECASE),
    re.compile(
        r"(?:failed|intended|invalid|unknown|undeliver\w*|final|original|following|the)?[ \t]?"
        rf"(?:recipients?|addresse?e?(?:es)?|mailbox|users?|empfänger|destinataires?|destinatarios?)"
        rf"(?:\(e?s\))?[^\n@<:]{{0,30}}[:=]?[ \t\n]{{0,8}}(?:smtp:|rfc822;|\[)?[ \t]*{_TOKEN}",
        re.IGNORECASE,
    ),
    re.compile(rf"^[ \t*>-]*<({ADDRESS})>", re.MULTILINE),
    re.compile(rf"^[ \t*'\"(-]*({ADDRESS})[ \t]*(?:[:;,.)'\"*-].*)?$", re.MULTILINE),
    re.compile(rf"\b[45]\d\d[ -][^\n@]{{0,80}}?{_TOKEN}"),
    re.compile(rf"{_TOKEN}[^\n@]{{0,80}}\b[45]\d\d\b"),
    re.compile(
        r"(?:deliver(?:ed|y)?|sen[dt]|mail(?:ed)?|message|an|à|to)[^\n@<]{0,40}\b(?:to|for|an|à|a|til)\b"
        rf"[^\n@<]{{0,20}}[ \t\n]{_TOKEN}",
        re.IGNORECASE,
    ),
    re.compile(_TOKEN),
)
"""Where the address stands, the surest place first; the last one is anywhere."""

_SUREST = 2

_NOBODY = re.compile(
    r"^(?:postmaster|mailer-?daemon|abuse|hostmaster|root|no-?reply|support|help(?:desk)?|admin)@",
    re.IGNORECASE,
)


def tells_failure(text: str) -> bool:
    """Tell whether a text says that a message did not arrive."""
    return _FAILURE.search(text[:MAX_CHARS]) is not None or tells_delay(text)


def opens_as_report(text: str) -> bool:
    """Tell whether a text begins with a mail system's own sentence and also tells a failure.

    People quote such sentences below their own words; no mail system writes anything above.
    """
    if _OPENING.match(text[:1000]) is None or not tells_failure(text):
        return False
    return "?" not in before_returned(text)[:_ASKED_WITHIN]


def tells_delay(text: str) -> bool:
    """Tell whether a text says that delivery is late but still tried."""
    report = before_returned(text)
    if _STILL_TRIED.search(report):
        return True
    return _DELAY.search(report) is not None and _GIVEN_UP.search(report) is None


def before_returned(text: str) -> str:
    """Return the report itself, without the returned message below it."""
    text = text[:MAX_CHARS]
    cut = _RETURNED.search(text)
    return text[: cut.start()] if cut and cut.start() else text


def addresses_not_reached(text: str, *, ours: Collection[str]) -> tuple[str, ...]:
    """Return the addresses that the report names as not reached; `ours` never count."""
    report = before_returned(text)
    # Some reports list the letter's headers first: then only the surest places count.
    searches = [(pattern, report) for pattern in _LABELLED]
    searches += [(pattern, text[:MAX_CHARS]) for pattern in _LABELLED[:_SUREST]]
    for pattern, where in searches:
        found = tuple(dict.fromkeys(_candidates(pattern, where, ours)))
        if found:
            return found
    return ()


def _candidates(pattern: re.Pattern[str], text: str, ours: Collection[str]) -> Iterator[str]:
    for match in pattern.finditer(text):
        address = match[1].strip(".'`*=").lower()
        if address not in ours and not _NOBODY.match(address):
            yield address
