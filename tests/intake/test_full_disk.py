"""`receive` on a disk that is full, in a small file system of its own: nothing is lost, half written or there twice."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.samples import EXAMPLES, ROOT, times

PROGRAM = str(Path(sys.executable).parent / "formwright")
GOOD = (EXAMPLES / "returns" / "good.yaml").read_text("utf-8")
RETURNS = 60  # of 4 kB each on the disk; 50 are recorded in one step
ROOM = (120, 320)  # kB: for half of the first step, and for one step but not its record

SMALL = """
mkdir "$1/disk"
mount -t tmpfs -o size="$2k" tmpfs "$1/disk" || exit 99
"$3" --root "$4" receive "$1/inbox" --into "$1/disk/returns" > "$1/first.out" 2> "$1/first.err"
echo $? > "$1/first.status"
cp -r "$1/disk/returns" "$1/full"
mount -o remount,size=20m "$1/disk"
"$3" --root "$4" receive "$1/inbox" --into "$1/disk/returns" --format json > "$1/second.out"
cp -r "$1/disk/returns" "$1/after"
"""


def receive(folder: Path, room: int) -> None:
    """Receives where there is this much room, and once more when there is enough."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", SMALL, "-"]
    done = subprocess.run(
        [*command, str(folder), str(room), PROGRAM, str(ROOT)], capture_output=True, text=True, check=False
    )
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip(f"this computer does not let a test have a small disk: {done.stderr.strip()}")


@pytest.mark.skipif(shutil.which("unshare") is None, reason="a small disk is made by Linux's unshare")
@pytest.mark.parametrize("room", [*ROOM, *range(60, 400, 40)] if times(1) > 1 else ROOM)
def test_on_a_full_disk_nothing_is_lost_half_written_or_doubled(tmp_path: Path, room: int) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    sent = {GOOD.replace("A1077", f"B{number:03}").encode() for number in range(RETURNS)}
    for number, content in enumerate(sorted(sent)):
        (inbox / f"{number:03}.yaml").write_bytes(content)

    receive(tmp_path, room)

    assert (tmp_path / "first.status").read_text("utf-8") == "2\n"
    assert "Make room" in " ".join((tmp_path / "first.err").read_text("utf-8").split())
    assert "received" in (tmp_path / "first.out").read_text("utf-8")
    filed = [path.read_bytes() for path in (tmp_path / "full").rglob("*.yaml")]
    assert set(filed) <= sent and len(set(filed)) == len(filed)
    assert not list((tmp_path / "full").rglob(".*"))

    again = json.loads((tmp_path / "second.out").read_text("utf-8"))["received"]
    assert len(again) == RETURNS
    after = [path.read_bytes() for path in (tmp_path / "after").rglob("*.yaml")]
    assert sorted(after) == sorted(sent)
    lines = (tmp_path / "after" / "record.jsonl").read_text("utf-8").splitlines()
    assert sorted(json.loads(line)["what"] for line in lines) == ["received"] * RETURNS
