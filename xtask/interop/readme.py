"""Runs the Python program of the simulator's README, as someone would who copies it. It starts its own simulator."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = ROOT / "crates/huaweicloud-logs-sim/README.md"

programs = re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
assert len(programs) == 1, f"{README} has {len(programs)} programs"
exec(compile(programs[0], str(README), "exec"), {"__name__": "__main__"})
