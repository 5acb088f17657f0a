"""Mutated mails for the reader, led by coverage: `make fuzz`, ten minutes or `SECONDS_TO_FUZZ`.

Starts from the mails of the tests. What makes the reader fail, or hang for five seconds, is
written to `fuzz-findings/` and belongs into `tests/mails/` once it is mended.
"""

import json
import os
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["intake", "correspondence", "triage", "cases"]):
    from intake.reading.mail import attachment_bytes, read_mail
    from intake.reading.parsing import describe

ROOT = Path(__file__).parent.parent
FINDINGS = ROOT / "fuzz-findings"
MAX_BYTES = 20_000
LONGEST_SECONDS = 5
ATTACHMENTS_ASKED_FOR = 3


def read_and_describe(content: bytes) -> None:
    """Read any bytes as everything else in the house does, and check what is promised of them."""
    mail = read_mail(content)
    printed = json.dumps(describe(mail, file="fuzz"), ensure_ascii=False)
    printed.encode("utf-8")
    for attachment in mail.attachments[-ATTACHMENTS_ASKED_FOR:]:
        size = len(attachment_bytes(content, attachment.index))
        if size != attachment.size:
            message = f"attachment {attachment.index} says {attachment.size} bytes, has {size}"
            raise AssertionError(message)


def main() -> None:
    """Fuzz until the time is over; the exit code says whether something was found."""
    FINDINGS.mkdir(exist_ok=True)
    corpus = FINDINGS / "corpus"
    corpus.mkdir(exist_ok=True)
    options = (
        f"-max_total_time={os.environ.get('SECONDS_TO_FUZZ', '600')}",
        f"-max_len={MAX_BYTES}",
        f"-timeout={LONGEST_SECONDS}",
        f"-artifact_prefix={FINDINGS}/",
        "-rss_limit_mb=4096",
    )
    atheris.Setup(
        [sys.argv[0], *options, *sys.argv[1:], str(corpus), str(ROOT / "tests" / "mails")],
        read_and_describe,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
