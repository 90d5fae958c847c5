"""Run every check of the project: format, lint, types, layers, terms, tests. The last line says how it went."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
CHECKS = (
    ("format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."]),
    ("lint", [PYTHON, "-m", "ruff", "check", "--quiet", "."]),
    ("types", [PYTHON, "-m", "mypy"]),
    ("layers", [str(Path(PYTHON).parent / "lint-imports")]),
    ("terms", [PYTHON, "-m", "glossary", "--terms", "built-in", "lint", "--strict"]),
    ("tests", [PYTHON, "-m", "pytest", "-n", "auto", "--cov=glossary", "--cov-report="]),
    ("coverage", [PYTHON, "-m", "coverage", "report", "--format=total"]),
)


def main() -> int:
    """Run all checks, also after one has failed; 0 when all are green."""
    failed = []
    environment = {**os.environ, "PYTHONPATH": ""}
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        start = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        print(
            f"   {'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s", flush=True
        )
        if done.returncode != 0:
            failed.append(name)
    print("all checks passed" if not failed else f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
