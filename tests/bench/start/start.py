"""From the start of the program to the painted inbox, with mail cached; beside a bare window of the same shape."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import figures  # noqa: E402
from display import Display  # noqa: E402
from figures import Table  # noqa: E402

ROUNDS = 7


def best(arguments) -> figures.Cost:
    runs = [figures.run(arguments, until=b"painted")[0] for _ in range(ROUNDS)]
    return figures.Cost(min(run.seconds for run in runs), min(run.cpu for run in runs), min(run.memory for run in runs))


def cold(arguments, directory: Path) -> figures.Cost:
    """With the profile's pages dropped from the cache (the programs' own stay: other processes use the libraries)."""
    for file in directory.rglob("*"):
        if file.is_file():
            with open(file, "rb") as stream:
                os.fsync(stream.fileno())
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return figures.run(arguments, until=b"painted")[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="where petrel lies")
    parser.add_argument("--helpers", type=Path, required=True, help="where bare_window and profile_maker lie")
    parser.add_argument("--messages", type=int, nargs="*", default=[20_000, 100_000])
    options = parser.parse_args()
    directory = Path(tempfile.mkdtemp(prefix="petrel-bench-"))
    os.environ["HOME"] = str(directory)
    os.environ["XDG_RUNTIME_DIR"] = str(directory)
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
    try:
        with Display():
            table = Table()
            for count in options.messages:
                measure(table, options, directory, count)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def measure(table: Table, options, directory: Path, count: int):
    plain, profile = directory / f"bare-{count}.db", directory / f"profile-{count}"
    bare = [options.helpers / "bare_window", plain, str(count)]
    petrel = [options.programs / "petrel", "--profile", profile, "--secrets", "memory", "--startup-report"]
    figures.run(bare)
    figures.run([options.helpers / "profile_maker", profile, str(count)])
    limit, cost = best(bare), best(petrel)
    table.row(f"start to painted inbox of {count}", cost.seconds, limit.seconds, cpu=cost.cpu, memory=cost.memory,
              target="ratio 2.5, CPU 0.2 s, 60 MB at 20,000, 75 MB at 100,000; 100,000 within 1.2 x 20,000")
    table.row("  the bare window", None, limit.seconds, cpu=limit.cpu, memory=limit.memory)
    chilled = cold(petrel, profile)
    table.row("  with the profile not in the cache", chilled.seconds, cpu=chilled.cpu, memory=chilled.memory)


if __name__ == "__main__":
    main()
