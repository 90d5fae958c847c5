"""Document formats: one module each, parse(source) -> Document."""
