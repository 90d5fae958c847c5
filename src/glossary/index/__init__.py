"""The compiled term base on disk.

`blocks` reads and writes a file of named sections with checksums, `tables` maps keys to numbers in it, `build`
compiles concepts into such a file, `reader` answers from it, `keys` makes the keys of terms and queries,
`store` keeps compiled files in the cache folder and knows when they are stale.

`blocks`, `tables`, `keys`, `reader` and `manifest` serve the fast path of `glossary lookup` and therefore
import nothing that costs milliseconds: no typing, enum, dataclasses, re, json or pathlib.
"""
