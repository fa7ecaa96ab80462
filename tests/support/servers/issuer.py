"""An issuer of OAuth 2.0 on this machine: signs everybody in who is told to come, hands out tokens, and tells Dovecot whose they are."""

import base64
import hashlib
import json
import secrets
import ssl
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

LIFE_SECONDS = 3600
DOVECOT_CONFIG = """
introspection_mode = get
introspection_url = http://127.0.0.1:{port}/introspect?token=
username_attribute = username
username_format = %Lu
active_attribute = active
active_value = true
"""


class Issuer:
    """`user` signs in whoever comes; `refuses` says no instead. Refresh tokens are good for one use."""

    def __init__(self, user: str, client: str = "petrel-1"):
        self.user, self.client = user, client
        self.refuses = False
        self.asked = []  # (path, form) of each question to the token endpoint
        self._lock = threading.Lock()
        self._codes, self._devices = {}, {}  # code: challenge; device code: whether the person has typed it
        self._access, self._refresh = set(), set()
        self._servers = [ThreadingHTTPServer(("127.0.0.1", 0), self._handler())]
        self._directory = tempfile.TemporaryDirectory(prefix="petrel-issuer-")
        Path(self._directory.name).chmod(0o755)

    # ---- where it is -----------------------------------------------------------------------------

    def dovecot_settings(self) -> list[str]:
        """Lines that make a Dovecot take its tokens; before that is started."""
        config = Path(self._directory.name) / "oauth2.conf"
        config.write_text(DOVECOT_CONFIG.format(port=self._servers[0].server_port))
        self._serve(self._servers[0])
        return ["auth_mechanisms = plain login xoauth2 oauthbearer", "passdb {", "  driver = oauth2",
                "  mechanisms = xoauth2 oauthbearer", f"  args = {config}", "}"]

    def open(self, certificate: Path, key: Path):
        """From now on it signs people in, by https."""
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        self._servers.append(server)
        self._serve(server)

    def url(self, path: str) -> str:
        return f"https://localhost:{self._servers[-1].server_port}/{path}"

    def close(self):
        for server in self._servers:
            server.shutdown()
            server.server_close()
        self._directory.cleanup()

    # ---- what the person, and whoever runs it, does ------------------------------------------------

    def type_code(self, user_code: str):
        """The person typed it in some browser."""
        with self._lock:
            assert user_code in self._devices.values(), user_code
            self._devices = {device: code for device, code in self._devices.items() if code != user_code} | {
                device: None for device, code in self._devices.items() if code == user_code}

    def end_access(self):
        """All access tokens end now; refresh tokens are as good as before."""
        with self._lock:
            self._access.clear()

    def tokens(self) -> list[str]:
        """All that are good now."""
        with self._lock:
            return [*self._access, *self._refresh]

    def revoke(self):
        with self._lock:
            self._access.clear()
            self._refresh.clear()

    # ---- answers ----------------------------------------------------------------------------------

    def _serve(self, server):
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def _tokens(self) -> dict:
        access, refresh = "at-" + secrets.token_hex(16), "rt-" + secrets.token_hex(16)
        self._access.add(access)
        self._refresh.add(refresh)
        return {"access_token": access, "refresh_token": refresh, "token_type": "Bearer", "expires_in": LIFE_SECONDS, "scope": "mail"}

    def token(self, form: dict) -> tuple[int, dict]:
        with self._lock:
            self.asked.append(form)
            if form.get("client_id") != self.client:
                return 401, {"error": "invalid_client"}
            grant = form.get("grant_type", "")
            if grant == "authorization_code":
                digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
                proven = self._codes.pop(form.get("code"), None) == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
                return (200, self._tokens()) if proven else (400, {"error": "invalid_grant"})
            if grant == "refresh_token":
                known = form.get("refresh_token") in self._refresh
                self._refresh.discard(form.get("refresh_token"))
                return (200, self._tokens()) if known else (400, {"error": "invalid_grant"})
            device = form.get("device_code")
            if device not in self._devices:
                return 400, {"error": "invalid_grant"}
            if self._devices[device] is not None:
                return 400, {"error": "authorization_pending"}
            del self._devices[device]
            return 200, self._tokens()

    def device(self) -> dict:
        with self._lock:
            device, code = secrets.token_hex(8), secrets.token_hex(3).upper()
            self._devices[device] = code
        return {"device_code": device, "user_code": code, "verification_uri": self.url("device-page"), "expires_in": 600, "interval": 1}

    def authorized(self, query: dict) -> str:
        """Where the browser goes from the page of this question."""
        code = secrets.token_hex(8)
        with self._lock:
            self._codes[code] = query["code_challenge"]
        answer = {"error": "access_denied"} if self.refuses else {"code": code}
        return query["redirect_uri"] + "?" + urlencode(answer | {"state": query["state"]})

    def introspect(self, token: str) -> dict:
        with self._lock:
            return {"active": token in self._access, "username": self.user} if token in self._access else {"active": False}

    def _handler(issuer):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                page = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(page.query).items()}
                if page.path == "/introspect":
                    return self._say(200, issuer.introspect(query.get("token", "")))
                self.send_response(302)
                self.send_header("Location", issuer.authorized(query))
                self.end_headers()

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                if self.path == "/device":
                    return self._say(200, issuer.device())
                return self._say(*issuer.token(form))

            def _say(self, status: int, document: dict):
                body = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass
        return Handler
