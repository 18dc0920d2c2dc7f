// What a page answers for a depth that a reader types; `below` and `says` in wells.md are its twins.
export function rows({ depth }, { wells }) {
  return wells.map((each) => ({ well: each.well, below: each.depth - depth }));
}

export function says(state, given) {
  const deeper = rows(state, given).filter((each) => each.below > 0).length;
  return given.words.replace("{count}", deeper).replace("{depth}", state.depth);
}
