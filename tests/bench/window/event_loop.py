"""The longest stretches the window's thread is busy, on a profile of 20,000 messages and one of 100,000."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from display import Display  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, help="not needed here")
    parser.add_argument("--helpers", type=Path, required=True, help="where profile_maker and event_loop lie")
    parser.add_argument("--messages", type=int, nargs="*", default=[20_000, 100_000])
    options = parser.parse_args()
    directory = Path(tempfile.mkdtemp(prefix="petrel-bench-"))
    environment = {**os.environ, "HOME": str(directory)}
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    try:
        with Display():
            print("target: 95 % of stretches within 16 ms, no frame over 33 ms, none over 50 ms; judge by what was computed", flush=True)
            for count in options.messages:
                print(f"{count} messages", flush=True)
                profile = directory / str(count)
                subprocess.run([options.helpers / "profile_maker", profile, str(count)], check=True, env=environment)
                environment["DISPLAY"], environment["QT_QPA_PLATFORM"] = os.environ["DISPLAY"], "xcb"
                subprocess.run([options.helpers / "event_loop", profile, "20000"], check=True, env=environment)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
