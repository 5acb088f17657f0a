"""A small OpenID Connect service on loopback: real keys, real tokens, its own people."""

import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Thread
from time import time
from urllib.parse import urlencode

from flask import Flask, Response, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Response as AnyResponse

CLIENT, SECRET = "krm-desk", "ein Geheimnis"


@dataclass
class SignInService:
    """What it says about the next person, and how it misbehaves."""

    claims: dict[str, object] = field(default_factory=dict)
    audience: str = CLIENT
    forges_signature: bool = False
    forgets_nonce: bool = False
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)

    def app(self) -> Flask:
        """Return the service's pages."""
        app = Flask("sign-in service")
        app.add_url_rule("/.well-known/openid-configuration", "about", self.about)
        app.add_url_rule("/authorize", "authorize", self.authorize)
        app.add_url_rule("/token", "token", self.token, methods=["POST"])
        app.add_url_rule("/keys", "keys", lambda: {"keys": [self.key.as_dict(private=False)]})
        return app

    def about(self) -> dict[str, object]:
        """Tell clients where things are."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def authorize(self) -> AnyResponse:
        """Let the person in and send the browser back with a code."""
        code = secrets.token_hex(8)
        self.codes[code] = (request.args["nonce"], request.args["code_challenge"])
        back = urlencode({"code": code, "state": request.args["state"]})
        return redirect(f"{request.args['redirect_uri']}?{back}")

    def token(self) -> Response:
        """Give the identity for a code, once, to whom the code was made for."""
        nonce, challenge = self.codes.pop(request.form["code"], ("", ""))
        verifier = sha256(request.form["code_verifier"].encode()).digest()
        is_ours = request.authorization is not None and request.authorization.password == SECRET
        if not is_ours or urlsafe_b64encode(verifier).decode().rstrip("=") != challenge:
            return Response(
                json.dumps({"error": "invalid_grant"}), 400, mimetype="application/json"
            )
        now = int(time())
        claims = {"iss": self.issuer, "aud": self.audience, "iat": now, "exp": now + 60}
        claims |= {} if self.forgets_nonce else {"nonce": nonce}
        key = RSAKey.generate_key(2048, {"kid": "1"}) if self.forges_signature else self.key
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims | self.claims, key)
        answer = {"access_token": "x", "token_type": "Bearer", "id_token": signed}
        return Response(json.dumps(answer), mimetype="application/json")


@contextmanager
def a_sign_in_service() -> Iterator[SignInService]:
    """Run one on a free port."""
    service = SignInService()
    server = make_server("127.0.0.1", 0, service.app(), threaded=True)
    service.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
