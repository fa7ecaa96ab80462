"""A private Dovecot: IMAP, POP3, LMTP and log-ins for others, without root."""

from pathlib import Path

from certificates import Certificates
from children import Child, Person

PROGRAM = Path("/usr/sbin/dovecot")
PACKAGES = {"dovecot-imapd": "imap", "dovecot-pop3d": "pop3", "dovecot-lmtpd": "lmtp",
            "dovecot-submissiond": "submission"}

_CONFIG = """
base_dir = {run}
state_dir = {run}
log_path = {log}
instance_name = petrel
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = {uid}
first_valid_gid = {gid}
mail_uid = {uid}
mail_gid = {gid}
default_process_limit = 60
default_client_limit = 400

protocols = {protocols}
listen = 127.0.0.1
hostname = localhost
postmaster_address = postmaster@petrel.example
login_trusted_networks =

ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%Lu {passwords}
}}
userdb {{
  driver = passwd-file
  args = username_format=%Lu {passwords}
}}

mail_location = maildir:~/mail:LAYOUT=fs:UTF-8:INBOX=~/inbox
mail_max_userip_connections = 30
mail_fsync = never
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Archive {{
    auto = subscribe
    special_use = \\Archive
  }}
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \\Junk
  }}
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Trash {{
    auto = subscribe
    special_use = \\Trash
  }}
}}
protocol imap {{
  mail_plugins = imap_zlib
}}
protocol lmtp {{
  auth_username_format = %Lu
}}

service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  unix_listener auth-client {{
    mode = 0666
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {ports[imap]}
  }}
  inet_listener imaps {{
    port = {ports[imaps]}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {ports[pop3]}
  }}
  inet_listener pop3s {{
    port = {ports[pop3s]}
    ssl = yes
  }}
}}
service lmtp {{
  unix_listener lmtp {{
    mode = 0666
  }}
}}
"""

_SUBMISSION = """
service submission-login {{
  chroot =
  inet_listener submission {{
    port = {ports[submission]}
  }}
  inet_listener submissions {{
    port = {ports[submissions]}
    ssl = yes
  }}
}}
submission_relay_host = 127.0.0.1
submission_relay_port = {relay_port}
submission_relay_trusted = no
submission_max_mail_size = 40M
"""


def missing_packages(submission: bool) -> list[str]:
    """The Debian packages that must be installed before this can start."""
    libexec = Path("/usr/lib/dovecot")
    return [package for package, program in PACKAGES.items()
            if not (libexec / program).exists() and (submission or program != "submission")]


class Dovecot:
    """Call start() and stop() as often as wanted: mail and ports stay."""

    def __init__(self, directory: Path, person: Person, certificates: Certificates, mailboxes, ports: dict[str, int],
                 extra_settings: list[str], relay_port: int | None = None):
        self.directory = directory
        self._person = person
        self._child = None
        self.lmtp_socket = directory / "run/lmtp"
        self.auth_socket = directory / "run/auth-client"
        self.log = directory / "log/dovecot.log"
        passwords = directory / "passwords"
        passwords.write_text("".join(
            f"{box.address}:{{PLAIN}}{box.password}:{person.uid}:{person.gid}::{box.home}::\n" for box in mailboxes))
        values = dict(run=directory / "run", log=self.log, user=person.name, group=person.group, uid=person.uid,
                      gid=person.gid, certificate=certificates.certificate, key=certificates.key,
                      passwords=passwords, ports=ports, relay_port=relay_port,
                      protocols="imap pop3 lmtp" + (" submission" if relay_port else ""))
        text = _CONFIG + (_SUBMISSION if relay_port else "")
        self._config = directory / "dovecot.conf"
        self._config.write_text(text.format(**values) + "".join(line + "\n" for line in extra_settings))

    def start(self):
        self._child = Child([PROGRAM, "-F", "-c", self._config], person=self._person,
                            output=self.directory / "dovecot.out", directory=self.directory)

    def running(self) -> bool:
        return self._child is not None and self._child.running()

    def stop(self):
        if self._child:
            self._child.stop()
            self._child = None
