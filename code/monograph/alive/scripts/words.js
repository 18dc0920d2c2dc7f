/**
 * What a page's figures and their controls say to readers: all of it, and nothing else.
 *
 * A place in braces is filled by name (`filled`). Each text is an export of its own, so that a bundle
 * holds only those that it says.
 */

// The figure (figure/).
export const CHALLENGES = "Challenges, each with an answer";
export const MARKS = "The figure's marks, one by one";
export const TOGGLES = ". Enter: count it, or leave it out";
export const NOT_COMPUTED = "Nothing was computed for this state.";
export const NO_DATA = "This state has no data.";

// Its toolbar, and what is said below it (player/explorer.js, player/page_state.js).
export const RESET = "Reset";
export const COPY_LINK = "Copy link to this state";
export const IS_RESET = "Back at the first setting.";
export const CHANGED = "{name}, from {before} to {now}";
export const ONE_ANSWER = "One answer. Changed: {changes}. All else is as it opened.";
export const COPIED = "The link is copied.";
export const IN_ADDRESS_BAR = "The link is in the address bar.";
export const NOT_OFFERED = "The link asks for {refused}, which this figure does not offer. It shows its first setting there.";
export const CANNOT_MOVE = "This figure cannot be moved in this browser, so it stands as it was drawn.";
export const AND = " and ";

// Entries and the button that plays (player/controls.js).
export const ENTER_NUMBER = "Enter a number{range}.";
export const ENTER_IN_STEPS = "Enter a number{range} in steps of {step}.";
export const RANGE = " from {min} to {max}";
export const OTHER_FORM = "This entry has another form than the figure needs.";
export const PLAY = "Play";
export const PAUSE = "❚❚ Pause";
export const STEP = "Next step: {name}";
export const RUN = "▶ {name}";
