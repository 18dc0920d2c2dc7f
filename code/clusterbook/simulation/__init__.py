"""The knowledge-diffusion model and its experiments: if-then, nothing fitted.

`run.simulate` is the short way in. Behind it a `world` (firms, ties, who knows what at the start)
and its `luck` (every random number of the dynamics) go into the equations of `dynamics`, with the
numbers that one paradigm's `setting` picks from the `parameters`. `sweep` does this for many points
and scenarios on any executor; `store` alone opens files.
"""
