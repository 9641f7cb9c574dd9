"""Ends commands that write, 'receive', 'retain', and 'notify', which sends, at random moments, and looks at what they
leave.

    .venv/bin/python bench/kills.py [TIMES] [COMMAND]

ends each of them TIMES times (20, unless you say another number), or one only if you name it. What was tried is
written into `bench/records/kills.json`.
"""

import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests import kills, kills_of_receive  # noqa: E402
from tests.mail import killing  # noqa: E402
from tests.privacy import killed, planted  # noqa: E402

SEED = 9
RECORD = ROOT / "bench" / "records" / "kills.json"


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    record = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    faults = 0
    for victim in kills.VICTIMS:
        if wanted in ("", victim.name):
            with tempfile.TemporaryDirectory() as folder:
                outcome = kills.ended(victim, times, Path(folder) / "runs", SEED)
            print(f"{outcome.victim}: {outcome.runs} runs, {outcome.ended} ended, {len(outcome.faults)} faults")
            print("\n".join(outcome.faults), end="\n" if outcome.faults else "")
            record[victim.name] = {"runs": outcome.runs, "ended": outcome.ended, "faults": len(outcome.faults)}
            faults += len(outcome.faults)
    if wanted in ("", "receive"):
        with tempfile.TemporaryDirectory() as folder:
            found = kills_of_receive.ended(times, Path(folder), SEED)
        print(f"receive: {found.runs} runs, {found.ended} ended, {len(found.faults)} faults")
        print("\n".join(found.faults), end="\n" if found.faults else "")
        record["receive"] = {"runs": found.runs, "ended": found.ended, "faults": len(found.faults)}
        faults += len(found.faults)
    if wanted in ("", "notify"):
        with tempfile.TemporaryDirectory() as folder:
            sent = killing.killed(times, Path(folder) / "runs", SEED)
        print(f"notify: {sent.ended} runs ended, {sent.notices} notices, {len(sent.faults)} faults;", end=" ")
        print(f"of {sent.uncertain} it was uncertain whether they had arrived")
        print("\n".join(sent.faults), end="\n" if sent.faults else "")
        record["notify"] = {
            "ended": sent.ended,
            "notices": sent.notices,
            "uncertain": sent.uncertain,
            "faults": len(sent.faults),
        }
        faults += len(sent.faults)
    if wanted in ("", "retain"):
        with tempfile.TemporaryDirectory() as folder:
            made = planted.make(Path(folder))
            gone = killed.main(made, times, SEED)
        print(f"retain: {gone['ended']} runs ended, {gone['unfinished']} of them while it removed;", end=" ")
        print(f"{len(gone['faults'])} faults")
        print("\n".join(gone["faults"]), end="\n" if gone["faults"] else "")
        record["retain"] = {**gone, "faults": len(gone["faults"])}
        faults += len(gone["faults"])
    RECORD.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
