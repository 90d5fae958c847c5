"""`python -m glossary` and the console script: a fast path first, then the whole program."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program and leave with its exit code."""
    if "annotate" in sys.argv:
        from glossary.quick_annotate import answer
    else:
        from glossary.quick import answer

    code = answer(sys.argv[1:])
    if code is None:
        from glossary.cli.app import run

        code = run()
    sys.exit(code)


if __name__ == "__main__":
    main()
