"""Re-create the vendored front-end files from their npm packages, or check that nobody has changed them.

    python tools/vendor.py            pack the packages into a temporary folder and copy the files named below
    python tools/vendor.py --check    compare every file with its checksum in the manifest (no network)

The icon sprite is made here too: an icon of Bootstrap Icons gets the name of what it means to us, so that a
template asks for "late" and never for "clock-history". To add an icon, add a pair to ICON_PAIRS and run the tool.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "shanyraq" / "ui" / "static" / "ui"
VENDOR = UI / "vendor"
TESTS = ROOT / "tests" / "vendor"


@dataclass(frozen=True)
class Package:
    """One npm package: which of its files we keep, and where (relative to `into`)."""

    name: str
    version: str
    licence: str
    into: Path
    files: tuple[tuple[str, str], ...]


PACKAGES = (
    Package(
        "bootstrap",
        "5.3.9",
        "MIT",
        VENDOR,
        (
            ("dist/css/bootstrap.min.css", "bootstrap/bootstrap.min.css"),
            ("dist/css/bootstrap.rtl.min.css", "bootstrap/bootstrap.rtl.min.css"),
            ("LICENSE", "bootstrap/LICENSE"),
        ),
    ),
    Package("bootstrap-icons", "1.13.2", "MIT", VENDOR, (("LICENSE", "bootstrap-icons/LICENSE"),)),
    Package(
        "@fontsource-variable/noto-sans",
        "5.3.0",
        "OFL-1.1",
        VENDOR,
        (
            *(
                (f"files/noto-sans-{subset}-wght-normal.woff2", f"noto-sans/{subset}.woff2")
                for subset in ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
            ),
            ("LICENSE", "noto-sans/LICENSE"),
        ),
    ),
    Package(
        "@fontsource-variable/noto-sans-arabic",
        "5.3.0",
        "OFL-1.1",
        VENDOR,
        (
            ("files/noto-sans-arabic-arabic-wght-normal.woff2", "noto-sans-arabic/arabic.woff2"),
            ("LICENSE", "noto-sans-arabic/LICENSE"),
        ),
    ),
    Package(
        "axe-core", "4.14.1", "MPL-2.0", TESTS, (("axe.min.js", "axe.min.js"), ("LICENSE", "axe.LICENSE"))
    ),
)

# what we call it -> what Bootstrap Icons calls it
ICON_PAIRS = """
today=sun families=people people=people flight=airplane learning=mortarboard overview=bar-chart
search=search language=translate account=person-circle late=clock-history due=calendar-event
waiting=hourglass-split done=check-circle-fill declined=person-raised-hand na=dash-circle
waived=file-earmark-check ahead=circle phone=telephone scan=qr-code-scan offline=wifi-off
sent=cloud-check print=printer add=plus-lg next=chevron-right previous=chevron-left
down=chevron-down up=chevron-up sort=chevron-expand info=info-circle warn=exclamation-triangle
lock=lock kit=box-seam book=book goal=flag-fill close=x-lg eye=eye note=chat-left-text
home=house-heart undo=arrow-counterclockwise baseline=circle check=check-lg visit=geo-alt
voice=chat-quote job=gear papers=file-earmark-text duty=headset list=list-check upload=upload
download=download edit=pencil family=house-door person=person staff=person-badge history=clock
move=arrow-left-right merge=union calendar=calendar3 filter=funnel pack=map leave=box-arrow-right
help=question-circle key=key shield=shield-check
"""
ICONS = dict(pair.split("=") for pair in ICON_PAIRS.split())

MARK = (
    '<symbol id="mark" viewBox="0 0 48 48"><circle cx="24" cy="24" r="19" fill="none" stroke="currentColor" '
    'stroke-width="4"/><g fill="none" stroke="var(--sq-mark-pole, currentColor)" stroke-width="2.4" '
    'stroke-linecap="round"><path d="M8.5 15.5Q25 22 32.5 39.5M15.5 8.5Q22 25 39.5 32.5"/>'
    '<path d="M39.5 15.5Q23 22 15.5 39.5M32.5 8.5Q26 25 8.5 32.5"/></g></symbol>'
)
SOURCE_MAP = re.compile(rb"(?:/\*|//)[#@]\s*sourceMappingURL=[^\n*]*(?:\*/)?\n?")


def main(arguments: list[str]) -> int:
    """Copy or check; 0 where all holds, 1 with a line for each file that differs."""
    parser = argparse.ArgumentParser(description="Vendored front-end files: re-create or check them.")
    parser.add_argument("--check", action="store_true", help="only compare the files with their checksums")
    if parser.parse_args(arguments).check:
        faults = [fault for folder in (VENDOR, TESTS) for fault in check(folder)]
        print("\n".join(faults) or "Every vendored file is as its manifest says.")
        return 1 if faults else 0
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            opened = unpack(package, Path(scratch))
            copy(package, opened)
            if package.name == "bootstrap-icons":
                (UI / "icons.svg").write_text(sprite(opened / "icons"), encoding="utf-8")
    for folder in (VENDOR, TESTS):
        write_manifest(folder)
    return 0


def unpack(package: Package, scratch: Path) -> Path:
    """Fetch the package with `npm pack` (npm knows which registry) and return its opened folder."""
    printed = subprocess.run(
        ["npm", "pack", "--json", "--pack-destination", str(scratch), f"{package.name}@{package.version}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    described = json.loads(printed)
    first = described[0] if isinstance(described, list) else next(iter(described.values()))
    opened = scratch / first["filename"].removesuffix(".tgz")
    with tarfile.open(scratch / first["filename"]) as archive:
        archive.extractall(opened, filter="data")
    return opened / "package"


def copy(package: Package, opened: Path) -> None:
    """Copy the files we keep; a link to a source map would break the hashed file names of an installation."""
    for source, target in package.files:
        place = package.into / target
        place.parent.mkdir(parents=True, exist_ok=True)
        content = (opened / source).read_bytes()
        place.write_bytes(SOURCE_MAP.sub(b"", content) if place.suffix in {".css", ".js"} else content)


def sprite(folder: Path) -> str:
    """The one file of icons: Bootstrap's shapes under our names, and our mark."""
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg">',
        "<!-- Made by tools/vendor.py. Shapes: Bootstrap Icons (MIT, see vendor/bootstrap-icons/LICENSE); "
        '"mark" is Shanyraq\'s own. -->',
    ]
    for name, shape in ICONS.items():
        text = (folder / f"{shape}.svg").read_text(encoding="utf-8")
        body = re.sub(r"\s*\n\s*", "", text[text.index(">") + 1 : text.rindex("</svg>")])
        lines.append(f'<symbol id="{name}" viewBox="0 0 16 16" fill="currentColor">{body}</symbol>')
    return "\n".join([*lines, MARK, "</svg>", ""])


def write_manifest(folder: Path) -> None:
    """Write what stands in the folder: package, version, licence and checksum of each file."""
    packages = [
        {
            "name": package.name,
            "version": package.version,
            "licence": package.licence,
            "source": f"npm:{package.name}@{package.version}",
            "files": {target: checksum(folder / target) for _, target in package.files},
        }
        for package in PACKAGES
        if package.into == folder
    ]
    text = json.dumps({"packages": packages}, indent=2, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def check(folder: Path) -> list[str]:
    """What differs from the manifest: changed, missing or unlisted files, each in one sentence."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    listed: dict[str, str] = {}
    for package in manifest["packages"]:
        listed |= package["files"]
    faults = []
    for name, expected in sorted(listed.items()):
        if not (folder / name).is_file():
            faults.append(f"{folder / name} is missing; run tools/vendor.py")
        elif checksum(folder / name) != expected:
            faults.append(f"{folder / name} was changed; run tools/vendor.py instead of editing it")
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    faults += [f"{folder / name} is in no manifest" for name in sorted(present - {*listed, "manifest.json"})]
    return faults


def checksum(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
