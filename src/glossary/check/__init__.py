"""A translation held against the glossary: segments and concepts to findings (`run.Checker`)."""
