"""B31: files and rows that belong together, after crashes.

The product keeps no file that a row points to. The day on which a table gets such a column this bar fails, until there
is a `shanyraq fsck` for it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WITH_FILES = [
    str(path.relative_to(ROOT))
    for path in (ROOT / "shanyraq").rglob("*.py")
    if "tests" not in path.parts
    and ("models.FileField" in path.read_text() or "models.ImageField" in path.read_text())
]

if WITH_FILES:
    print(
        f"BAR B31 FAIL rows point to files ({', '.join(WITH_FILES)}) and no fsck compares them, target 0 orphans"
    )
    sys.exit(1)
print(
    "BAR B31 NOTRUN no row points to a file: lists are read and not kept, drafts are sealed rows, there are no "
    "uploads; what a killed backup leaves is removed by the next one (B29)"
)
