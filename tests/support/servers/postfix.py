"""A private Postfix for submission. Its master process needs root, so it serves only where we are root."""

import grp
import os
import pwd
import time
from pathlib import Path

from certificates import Certificates
from children import Child

_LIBEXEC = Path("/usr/lib/postfix/sbin")
_QUEUES = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "maildrop", "private",
           "public", "saved", "trace")

_MAIN = """
compatibility_level = 3.6
queue_directory = {directory}/queue
data_directory = {directory}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {directory}/postfix.log
maillog_file_prefixes = {directory}
import_environment = MAIL_CONFIG TZ LANG=C.UTF-8
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = localhost
mydestination =
mynetworks =
alias_maps =
alias_database =
smtputf8_enable = yes
message_size_limit = {largest}
mailbox_size_limit = 0

virtual_mailbox_domains = petrel.example
virtual_mailbox_maps = inline:{{ {mailboxes} }}
virtual_alias_domains = regexp:{directory}/elsewhere
virtual_alias_maps = regexp:{directory}/elsewhere
virtual_transport = lmtp:unix:{lmtp}
default_transport = error:5.1.2 This private server delivers to .example addresses only
smtpd_client_restrictions =
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_delay_reject = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {auth}
smtpd_sasl_security_options = noanonymous
smtpd_tls_security_level = may
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_auth_only = no
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
smtpd_peername_lookup = no
disable_dns_lookups = yes
in_flow_delay = 0
minimal_backoff_time = 5s
queue_run_delay = 5s
"""

_MASTER = """
127.0.0.1:{submission} inet n - n - - smtpd
127.0.0.1:{submissions} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
lmtp      unix  - - n - - lmtp
anvil     unix  - - n - 1 anvil
tlsmgr    unix  - - n 1000? 1 tlsmgr
postlog   unix-dgram n - n - 1 postlogd
"""

# Every other .example domain is taken in and kept in one mailbox, so that a reply to an invented person goes somewhere.
_ELSEWHERE = """if !/(^|@)petrel\\.example$/
/^[^@]+\\.example$/   accepted
/@[^@]+\\.example$/   elsewhere@petrel.example
endif
"""


def usable() -> bool:
    return os.geteuid() == 0 and (_LIBEXEC / "master").exists()


class Postfix:
    name = "Postfix"

    def __init__(self, directory: Path, certificates: Certificates, mailboxes, ports: dict[str, int],
                 lmtp: Path, auth: Path, largest: int):
        self.directory = directory
        self._child = None
        self.log = directory / "postfix.log"
        directory.mkdir(mode=0o755)
        (directory / "main.cf").write_text(_MAIN.format(
            directory=directory, mailboxes=", ".join(f"{{{box.address} = {box.address}}}" for box in mailboxes),
            lmtp=lmtp, auth=auth, largest=largest, certificate=certificates.certificate, key=certificates.key))
        (directory / "master.cf").write_text(_MASTER.format(**ports))
        (directory / "elsewhere").write_text(_ELSEWHERE)
        # Postfix waits two seconds for a file changed just now, lest it read half of it.
        for path in directory.iterdir():
            os.utime(path, (time.time() - 60, time.time() - 60))
        self._make_directories()

    def _make_directories(self):
        """What `postfix check` would make, without its seconds of looking round."""
        postfix, drop = pwd.getpwnam("postfix").pw_uid, grp.getgrnam("postdrop").gr_gid
        queue = self.directory / "queue"
        queue.mkdir(mode=0o755)
        (queue / "pid").mkdir(mode=0o755)
        for directory in (self.directory / "data", *(queue / name for name in _QUEUES)):
            directory.mkdir(mode=0o700)
            os.chown(directory, postfix, -1)
        for name, mode in (("public", 0o710), ("maildrop", 0o730)):
            os.chown(queue / name, postfix, drop)
            (queue / name).chmod(mode)

    def start(self):
        self._child = Child([_LIBEXEC / "master", "-c", self.directory, "-d"],
                            output=self.directory / "master.out", directory=self.directory)

    def running(self) -> bool:
        return self._child is not None and self._child.running()

    def stop(self):
        if self._child:
            self._child.stop()
            self._child = None
