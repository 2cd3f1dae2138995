"""`make dev`: the demo, started again when a Python file changes, and the web build, which watches too."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"


def newest() -> float:
    """When a Python file or a template was last changed."""
    files = (path for end in ("py", "html", "po") for path in (ROOT / "minqing").rglob(f"*.{end}"))
    return max(path.stat().st_mtime for path in files)


def start() -> "subprocess.Popen[bytes]":
    """The demo, with programmers' error pages."""
    return subprocess.Popen(
        [BIN / "minqing", "demo", "--with-parent"], cwd=ROOT, env={**os.environ, "MINQING_DEBUG": "1"}
    )


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ask it to end, and wait."""
    process.send_signal(signal.SIGINT)
    process.wait()


def main() -> int:
    """Watch until Ctrl-C."""
    web = subprocess.Popen([BIN / "npm", "run", "watch", "--silent"], cwd=ROOT / "web")
    program, seen = start(), newest()
    try:
        while True:
            time.sleep(1)
            if (now := newest()) > seen:
                seen = now
                stop(program)
                program = start()
    except KeyboardInterrupt:
        program.wait()
        web.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
