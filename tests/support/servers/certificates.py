"""A throw-away certificate authority and one server certificate, made by the openssl program."""

import datetime
import subprocess
from pathlib import Path

KINDS = ("good", "expired", "self-signed", "wrong-name")

_CONFIG = """
[ca]
default_ca = petrel
[petrel]
dir = {directory}
new_certs_dir = {directory}
database = {directory}/index.txt
serial = {directory}/serial.txt
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = {names}
"""


class Certificates:
    """ca.pem, server.pem and server.key in `directory`; `kind` says how the server certificate disappoints."""

    def __init__(self, directory: Path, kind: str = "good"):
        self.directory = directory
        self.ca = directory / "ca.pem"
        self.certificate = directory / "server.pem"
        self.key = directory / "server.key"
        directory.mkdir()
        names = "DNS:elsewhere.example" if kind == "wrong-name" else "DNS:localhost,IP:127.0.0.1"
        self._common_name = "elsewhere.example" if kind == "wrong-name" else "localhost"
        self._config = directory / "openssl.cnf"
        self._config.write_text(_CONFIG.format(directory=directory, names=names))
        (directory / "index.txt").touch()
        (directory / "serial.txt").write_text("1000\n")
        self._make_authority()
        if kind == "self-signed":
            self._self_sign()
        else:
            self._sign(expired=kind == "expired")

    def _make_authority(self):
        key = self.directory / "ca.key"
        self._new_key(key)
        self._openssl("req", "-x509", "-new", "-key", key, "-days", "30", "-subj", "/CN=Petrel throw-away CA",
                      "-config", self._request_config(), "-extensions", "authority", "-out", self.ca)

    def _self_sign(self):
        self._new_key(self.key)
        self._openssl("req", "-x509", "-new", "-key", self.key, "-days", "30", "-subj", "/CN=localhost",
                      "-config", self._request_config(), "-extensions", "server", "-out", self.certificate)

    def _sign(self, expired: bool):
        request = self.directory / "server.csr"
        self._new_key(self.key)
        self._openssl("req", "-new", "-key", self.key, "-subj", f"/CN={self._common_name}",
                      "-config", self._request_config(), "-out", request)
        now = datetime.datetime.now(datetime.timezone.utc)
        first, last = (-60, -30) if expired else (-1, 30)
        stamps = [(now + datetime.timedelta(days=days)).strftime("%Y%m%d%H%M%SZ") for days in (first, last)]
        self._openssl("ca", "-batch", "-notext", "-config", self._config, "-extensions", "server",
                      "-cert", self.ca, "-keyfile", self.directory / "ca.key",
                      "-startdate", stamps[0], "-enddate", stamps[1], "-in", request, "-out", self.certificate)

    def _request_config(self) -> Path:
        """The same sections for `openssl req`, which wants a name section of its own."""
        config = self.directory / "request.cnf"
        if not config.exists():
            config.write_text("[req]\ndistinguished_name = name\n[name]\n" + self._config.read_text())
        return config

    def _new_key(self, path: Path):
        self._openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", path)

    @staticmethod
    def _openssl(*arguments):
        done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"openssl {arguments[0]} failed: {done.stderr.strip()}")
