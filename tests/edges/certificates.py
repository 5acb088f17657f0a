"""Certificates for tests: from an authority of our own, valid, expired, or for another host."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import trustme

HOST = "127.0.0.1"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NOT_SO_LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)


class Authority:
    """One certificate authority and the servers that it vouches for."""

    def __init__(self) -> None:
        """Make the authority's key; nobody trusts it unless told by `ca_file`."""
        self._authority = trustme.CA()

    def ca_file(self, folder: Path) -> str:
        """Write the authority's certificate and return its path, for `ca_file` settings."""
        path = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(path)
        return str(path)

    def server(self, host: str = HOST) -> ssl.SSLContext:
        """Return what a server of that name needs."""
        return _context(self._authority.issue_cert(host))

    def expired_server(self) -> ssl.SSLContext:
        """Return what a server has whose certificate nobody renewed."""
        old = self._authority.issue_cert(HOST, not_before=LONG_AGO, not_after=NOT_SO_LONG_AGO)
        return _context(old)


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
