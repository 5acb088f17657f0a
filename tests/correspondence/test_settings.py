"""The line's settings: unencrypted only where nobody else can read it."""

import pytest

from correspondence.settings import SmtpSettings, Tls


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_without_tls_this_machine_can_be_reached(host: str) -> None:
    """Nothing leaves it."""
    assert SmtpSettings(host=host, tls=Tls.NONE, sender="krm@jobcenter.example").host == host


@pytest.mark.parametrize("host", ["mail.jobcenter.example", "10.0.0.5", "localhost.example", ""])
def test_without_tls_no_other_machine_can_be_reached(host: str) -> None:
    """Social data and passwords never travel in the clear."""
    with pytest.raises(ValueError, match="tls = 'none' is for this machine alone"):
        SmtpSettings(host=host, tls=Tls.NONE, sender="krm@jobcenter.example")


def test_the_password_is_never_shown() -> None:
    """Not even where settings are printed in an error."""
    settings = SmtpSettings(host="mail.example", password="geheim", sender="krm@jobcenter.example")

    assert "geheim" not in repr(settings)


@pytest.mark.parametrize("sender", ["", "krm", "KRM <krm@jobcenter.example>", "krm@größer.example"])
def test_r15_bounces_need_a_plain_address_to_come_back_to(sender: str) -> None:
    """Not every server can write to an address with umlauts."""
    with pytest.raises(ValueError, match="sender must be a plain address"):
        SmtpSettings(host="mail.example", sender=sender)
