"""The rules of this repository, checked by reading it: who includes whom, sizes, forbidden calls, folders with a word.

Each check returns sentences that name the place and say how to mend it. The rules that are lists stand in
include_table.txt and forbidden_calls.txt, to be read by people as well.
"""

import os
import re
from pathlib import Path

CODE_ROOTS = ("app", "core", "ui", "tests")
SOURCE_LIMIT = 600
HEADER_LIMIT = 300
LIBRARY_HEADERS = {"sqlite3.h": "sqlite3", "zstd.h": "zstd", "zlib.h": "zlib", "libpsl.h": "psl", "gumbo.h": "gumbo", "sodium.h": "sodium",
                   "openssl/evp.h": "crypto", "gmime/gmime.h": "gmime", "qt6keychain/keychain.h": "qtkeychain"}
POSIX = re.compile(r"(sys|arpa|netinet|linux)/\w+\.h|(unistd|dlfcn|fcntl|pthread|netdb|poll|signal|termios|errno|stdlib|string|stdio|time|pwd)\.h")
SKIPPED_FOLDERS = re.compile(r"\.git|\.cache|build.*|__pycache__|data|corpus|fixtures")
MACHINE_PATH = re.compile(r"(?<![\w.$}/~-])/(?:home/(?!ada\b)|root/|work/|Users/|mnt/)[\w.]+")
UNFINISHED = re.compile(r"\b(?:FIX" r"ME|TO" r"DO|XX" r"X|HA" r"CK)\b")
TEXT_SUFFIXES = {".h", ".cpp", ".py", ".sh", ".md", ".txt", ".cmake", ".json", ".sql", ".qrc", ".in", ".xml", ""}


def files(root: Path, suffixes=(".h", ".cpp"), roots=CODE_ROOTS):
    """All files below `roots` with these suffixes, as paths from `root`, in order."""
    for top in roots:
        for folder, folders, names in os.walk(root / top):
            folders[:] = sorted(name for name in folders if not SKIPPED_FOLDERS.fullmatch(name))
            for name in sorted(names):
                if Path(name).suffix in suffixes:
                    yield (Path(folder) / name).relative_to(root)


def rows(path: Path) -> list[str]:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


class IncludeTable:
    def __init__(self, path: Path, qt_headers: Path | None):
        self._allowed: dict[str, list[str]] = {}
        for row in rows(path):
            folder, _, allowed = row.partition(":")
            self._allowed.setdefault(folder.strip(), []).extend(allowed.split())
        self._qt_headers = qt_headers

    def row_for(self, place: Path) -> str | None:
        """The longest row that is the file's folder, a folder above it, or the file's own path without its suffix."""
        candidates = [str(place.with_suffix("")), *map(str, place.parents)]
        return next((name for name in candidates if name in self._allowed), None)

    def allows(self, place: Path, target: str) -> bool:
        row = self.row_for(place)
        home = row if Path(row) in place.parents else str(place.parent)
        return any(target == entry or target.startswith(entry + "/") for entry in (home, *self._allowed[row]))

    def allowed_words(self, place: Path) -> str:
        return ", ".join(self._allowed[self.row_for(place)]) or "nothing else"

    def library_of(self, header: str) -> str | None:
        """The library that a <header> belongs to; None for the standard library, POSIX and QtCore."""
        if header in LIBRARY_HEADERS:
            return LIBRARY_HEADERS[header]
        if header in ("QtTest",):
            return "QtTest"
        if header.startswith("Q") and self._qt_headers:
            for module in ("QtCore", "QtNetwork", "QtGui", "QtWidgets", "QtSvg", "QtDBus", "QtTest", "QtConcurrent",
                           "QtPrintSupport", "QtSql", "QtXml"):
                if (self._qt_headers / module / header).exists():
                    return None if module == "QtCore" else module
        if "." not in header and not header.startswith("Q") or POSIX.fullmatch(header) or header in ("Qt", "QtCore"):
            return None
        return header


def check_includes(root: Path, table: IncludeTable) -> list[str]:
    problems = []
    for place in files(root):
        for number, line in enumerate((root / place).read_text(encoding="utf-8").splitlines(), 1):
            include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if include:
                problem = include_problem(root, table, place, include[1] == '"', include[2])
                problems += [f"{place}:{number} {problem}"] if problem else []
    return problems


def include_problem(root: Path, table: IncludeTable, place: Path, own: bool, target: str) -> str | None:
    if table.row_for(place) is None:
        return f"stands in a folder without a row in tests/arch/include_table.txt: add one that says what {place.parent} may include."
    mend = (f"{place.parent} may include {table.allowed_words(place)}. Hand the value in from a layer above, or change "
            "tests/arch/include_table.txt and say why in the folder's README.")
    if not own:
        library = table.library_of(target)
        if library and not table.allows(place, f"lib:{library}"):
            return f"includes <{target}> of {library}, which the include table does not allow: {mend}"
        return None
    if target.endswith(".moc") or target.startswith("moc_"):
        return None
    if "/" not in target or not (root / target).exists():
        return f'includes "{target}", which is no path from the root of the repository: write it as "core/base/result.h".'
    if target.endswith("_p.h") and not place.is_relative_to("tests") and Path(target).parent != place.parent:
        return f'includes "{target}", a private header of another folder: use what {Path(target).parent} says in public.'
    if not table.allows(place, target):
        return f'includes "{target}", which the include table does not allow: {mend}'
    return None


def check_sizes(root: Path) -> list[str]:
    problems = []
    for place in files(root):
        lines = len((root / place).read_text(encoding="utf-8").splitlines())
        limit = HEADER_LIMIT if place.suffix == ".h" else SOURCE_LIMIT
        if lines > limit:
            problems.append(f"{place} has {lines} lines, more than {limit}: split it along the things it does; each part gets a name.")
        if place.suffix == ".h" and "#pragma once" not in (root / place).read_text(encoding="utf-8"):
            problems.append(f"{place} lacks #pragma once: put it in the first line.")
    return problems


def without_comments_and_strings(text: str) -> str:
    """The code alone; every line keeps its number."""
    pattern = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.DOTALL)
    return pattern.sub(lambda found: '""' + "\n" * found[0].count("\n") if found[0][0] != "/" else "\n" * found[0].count("\n"), text)


def check_forbidden_calls(root: Path, path: Path) -> list[str]:
    rules = []
    for row in rows(path):
        where, rest = row.split("|", 1)
        exceptions, rest = rest.split("|", 1)
        expression, mend = rest.rsplit(" | ", 1)
        rules.append((tuple(where.split()), tuple(exceptions.split()), re.compile(expression.strip()), mend.strip()))
    problems = []
    for place in files(root):
        applying = [rule for rule in rules if str(place).startswith(rule[0]) and not str(place).startswith(rule[1] or ("|",))]
        code = without_comments_and_strings((root / place).read_text(encoding="utf-8"))
        for number, line in enumerate(code.splitlines(), 1):
            for _, _, expression, mend in applying:
                found = expression.search(line)
                if found:
                    problems.append(f"{place}:{number} says {found[0]!r}: {mend}.")
    return problems


def check_readmes(root: Path) -> list[str]:
    """A folder with code says in a README.md what it is for, itself or by the folder above it."""
    folders = sorted({place.parent for place in files(root)})
    return [f"{folder} has no README.md, nor has the folder above: write a few lines, what it is for, what may include it, where to start reading."
            for folder in folders if not (root / folder / "README.md").exists() and not (root / folder.parent / "README.md").exists()]


def check_words(root: Path) -> list[str]:
    """No path of anybody's machine, and nothing left unfinished, in any text of ours."""
    problems = []
    for place in (*files(root, TEXT_SUFFIXES, (*CODE_ROOTS, "resources", "installers")), *top_files(root)):
        try:
            text = (root / place).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if MACHINE_PATH.search(line):
                problems.append(f"{place}:{number} names a path of one machine ({MACHINE_PATH.search(line)[0]}): make it relative to the repository.")
            if place.suffix in (".h", ".cpp") and UNFINISHED.search(line):
                problems.append(f"{place}:{number} says {UNFINISHED.search(line)[0]}: finish it, or open an issue and leave the code clean.")
    return problems


def check_signals(root: Path) -> list[str]:
    """What a part of the window tells, somebody hears: a signal without a connection is a button that does nothing."""
    sources = {place: without_comments_and_strings((root / place).read_text(encoding="utf-8")) for place in files(root)}
    used = {name for place, code in sources.items() if place.parts[0] in ("ui", "app") for name in re.findall(r"&(?:\w+::)+(\w+)", code)}
    problems = []
    for place, code in sources.items():
        telling = False
        for number, line in enumerate(code.splitlines() if place.parts[0] == "ui" and place.suffix == ".h" else [], 1):
            if re.match(r"\s*(Q_SIGNALS:|public|protected|private|};)", line):
                telling = "Q_SIGNALS:" in line
            signal = re.match(r"\s*void (\w+)\(", line) if telling else None
            if signal and signal[1] not in used:
                problems.append(f"{place}:{number} tells {signal[1]}, which nobody hears: connect it where it is shown, or take it out.")
    return problems


def top_files(root: Path):
    return [Path(name) for name in ("CMakeLists.txt", "CMakePresets.json", "README.md", "CONTRIBUTING.md", "dev") if (root / name).exists()]


def check_top_folder(root: Path) -> list[str]:
    allowed = {"CMakeLists.txt", "CMakePresets.json", "app", "core", "ui", "resources", "tests", "installers", "README.md", "LICENSE",
               "CONTRIBUTING.md", "dev", "build"}
    return [f"{entry.name} lies in the top folder, where only the known names belong: move it into the folder it serves."
            for entry in sorted(root.iterdir()) if entry.name not in allowed and not entry.name.startswith(".") and not entry.name.startswith("build-")]


def qt_headers() -> Path | None:
    return next((path for path in Path("/usr/include").glob("*/qt6") if (path / "QtCore").is_dir()), None)


def check(root: Path, rules: Path) -> dict[str, list[str]]:
    table = IncludeTable(rules / "include_table.txt", qt_headers())
    return {"includes": check_includes(root, table), "sizes": check_sizes(root),
            "forbidden calls": check_forbidden_calls(root, rules / "forbidden_calls.txt"),
            "readmes": check_readmes(root), "words": check_words(root), "signals": check_signals(root), "top folder": check_top_folder(root)}
