/** What is left of the floor under an interpreter. */
export const duckedFloor = 0.15;

/** An interpreter who says nothing for so long gives the floor back: a breath is shorter, a handover too. */
export const silentAfterMs = 3_000;

/** Places in one booth: two take turns, as interpreters do, and one may come early. */
export const placesPerBooth = 4;

/** How long a place waits for an interpreter whose connection broke. */
export const placeHoldMs = 20_000;

/** The same after the server has started: everybody's page comes back at once, and finds its way first. */
export const placeHoldAfterRestartMs = 60_000;
