"""Exchange formats: foreign term bases to concepts and back, with an account of what each cannot hold.

`registry` lists the formats; a reader makes `Entry` objects of a file, `build` makes concepts of entries, and
an `Account` tells what came in, what was left out, and why. `merge` joins imported concepts with ours.
"""
