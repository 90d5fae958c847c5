"""Show text from files without letting it drive the terminal."""

from __future__ import annotations


def visible(text: str) -> str:
    r"""Show control and other unprintable characters as escapes; `\n`, `\t` and blanks stay."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    return "".join(
        character if character.isprintable() or character in "\n\t\u3000\u00a0" else repr(character)[1:-1]
        for character in text
    )


def one_line(text: str) -> str:
    """Show text on a single line, control and other unprintable characters as escapes."""
    if text.isprintable():
        return text
    return visible(" ".join(text.splitlines())).replace("\t", " ")
