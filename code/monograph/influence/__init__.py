"""What hangs on what: a chapter's code run in this process, written down instead of drawn.

`record` runs the cells of one chapter on whatever tables it is given, and returns what they tell,
hold and show. Compared with a record from the tables as they are filed, it says what one changed
cell moves. What may come in here: running a chapter without a kernel, and comparing two such runs.
"""
