"""CSV in, checked frames out.

`package` is the door: `load`, `describe`, `names`, `cite`.
Behind it, bytes become rows (`reading`), a declaration becomes a schema (`metadata`, `schema`),
rows are held against the schema (`checks`, with `header`, `cells` and `keys`),
and only a table without any fault becomes a frame (`frames`).
"""
