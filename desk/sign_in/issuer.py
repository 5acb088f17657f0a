"""Does the sign-in service of the house answer? For `krm check` (R29)."""

import requests

SECONDS_TO_WAIT = 10
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class SilentIssuerError(Exception):
    """The service cannot be used; the message says what to do."""


def metadata_url(issuer: str) -> str:
    """Return where a service tells clients about itself."""
    return f"{issuer.rstrip('/')}/.well-known/openid-configuration"


def check_issuer(issuer: str) -> str:
    """Fetch what the service tells of itself and say so; else SilentIssuerError."""
    about = _about(metadata_url(issuer))
    named = about.get("issuer")
    if not isinstance(named, str) or named.rstrip("/") != issuer.rstrip("/"):
        message = "calls itself otherwise; write its own name into oidc.issuer, letter by letter"
        raise SilentIssuerError(message)
    missing = [key for key in NEEDED if not about.get(key)]
    if missing:
        message = f"names no {', '.join(missing)}; is oidc.issuer an OpenID Connect service?"
        raise SilentIssuerError(message)
    return f"{issuer} answers"


def _about(url: str) -> dict[str, object]:
    try:
        answer = requests.get(url, timeout=SECONDS_TO_WAIT)
        about = answer.json() if answer.ok else None
    except requests.exceptions.SSLError:
        message = (
            "its certificate is not trusted; name your own authority in the environment variable "
            "REQUESTS_CA_BUNDLE of the service"
        )
    except requests.exceptions.JSONDecodeError:
        message = f"tells nothing of itself at {url}; correct oidc.issuer"
    except requests.RequestException as error:
        message = f"cannot be reached ({type(error).__name__}); does it run? See oidc.issuer"
    else:
        if isinstance(about, dict):
            return about
        message = f"answers {answer.status_code} at {url}, and tells nothing of itself there; "
        message += "correct oidc.issuer"
    raise SilentIssuerError(message)
