"""The window at rest, watching two IMAP accounts: processor time and wake-ups."""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from bench_ground import Ground  # noqa: E402
from display import Display  # noqa: E402

SETTLING_SECONDS = 20


@dataclass(frozen=True)
class Activity:
    """Of all threads of a process so far, by name: processor ticks and how often each went to sleep."""
    ticks: dict[str, int]
    sleeps: dict[str, int]

    @staticmethod
    def of(pid: int) -> "Activity":
        ticks, sleeps = {}, {}
        for task in Path(f"/proc/{pid}/task").iterdir():
            name, fields = (task / "stat").read_text().rsplit(") ", 1)
            words = fields.split()
            key = f"{name.split('(', 1)[1]} {task.name}"
            ticks[key] = int(words[11]) + int(words[12])
            status = dict(line.split(":", 1) for line in (task / "status").read_text().splitlines())
            sleeps[key] = int(status["voluntary_ctxt_switches"])
        return Activity(ticks, sleeps)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="where petrel and petrelctl lie")
    parser.add_argument("--helpers", type=Path, help="not needed here")
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    with Ground(options.programs) as ground, Display():
        ground.fill("ada@petrel.example", "INBOX", 500, 2_000)
        ground.fill("bob@petrel.example", "INBOX", 500, 2_000)
        profile = ground.profile("ada@petrel.example", secrets="file")
        profile.sync()
        ground.add_account(profile, "bob@petrel.example")
        environment = {**os.environ, "PETREL_PASSPHRASE": "bench", "HOME": str(profile.directory.parent)}
        environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        window = subprocess.Popen([options.programs / "petrel", "--profile", profile.directory, "--secrets", "file"],
                                  env=environment, stdout=subprocess.DEVNULL)
        try:
            time.sleep(SETTLING_SECONDS)
            before = Activity.of(window.pid)
            time.sleep(options.seconds)
            after = Activity.of(window.pid)
        finally:
            window.terminate()
            window.wait()
    report(before, after, options.seconds)


def report(before: Activity, after: Activity, seconds: int):
    ticks = sum(after.ticks.values()) - sum(before.ticks.values())
    sleeps = {name: count - before.sleeps.get(name, 0) for name, count in after.sleeps.items()}
    share = 100 * ticks / os.sysconf("SC_CLK_TCK") / seconds
    print(f"at rest for {seconds} s, two IMAP accounts:   {share:.3f} % of a processor,   {sum(sleeps.values()) / seconds:.2f} wake-ups a second"
          "   (target: 0.1 %, 2)")
    for name, count in sorted(sleeps.items(), key=lambda entry: -entry[1])[:5]:
        if count:
            print(f"  {name:<28} {count / seconds:6.2f} wake-ups a second")


if __name__ == "__main__":
    main()
