"""B07: PostgreSQL alone shows each colleague exactly the rows she may see, in forty towns of chance (test_b07.py).

Only PostgreSQL has walls around rows.
"""

import os
import subprocess
import sys

from tests.bars.verdicts import COUNT, ROOT
from tests.postgres import PostgresMissing, programs

os.environ.setdefault("BAR_EXAMPLES", "40")
print("BAR B07 NOTRUN on SQLite: it has no walls around rows", flush=True)
try:
    programs()
except PostgresMissing as missing:
    print(f"BAR B07 NOTRUN on PostgreSQL: {missing}")
    sys.exit(0)
TESTS = ("tests/bars/test_b07.py", "tests/bars/test_b07_erased.py", "tests/bars/test_b07_forced.py")
command = [
    sys.executable,
    "-m",
    "tests.postgres",
    sys.executable,
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:cacheprovider",
    *TESTS,
]
done = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
count = {word: int(number) for number, word in COUNT.findall(done.stdout.strip().rsplit("\n", 1)[-1])}
failed, ran = sum(count.values()) - count.get("passed", 0), sum(count.values())
is_good = done.returncode == 0 and ran > 0
print(f"BAR B07 {'PASS' if is_good else 'FAIL'} {failed} of {ran} failed on PostgreSQL, target 0", flush=True)
if not is_good:
    print(done.stdout[-4000:], file=sys.stderr)
sys.exit(int(not is_good))
