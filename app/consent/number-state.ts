// What is known of a number: what was said adds up to a state, and beside it lies what the number can and its owner wants.
import { z } from "zod";
import { REACHES } from "../customers/reach.ts";
import { ConsentState, NO_CONSENT } from "./grant.ts";
import { NumberHash } from "./number.ts";
import { NO_PREFERENCE, Preference } from "./preference.ts";

/** `entries`: how many lines there are; 0: nothing was ever said, and the state is none. `wroteAt`: when they last wrote to us. `restedAt`: since when a flow lets them rest. */
export const NumberState = z.object({ number: NumberHash, state: ConsentState, entries: z.int(), reach: z.enum(REACHES), wroteAt: z.date().nullable(), restedAt: z.date().nullable(), preference: Preference });
export type NumberState = z.infer<typeof NumberState>;

/** Of a number that nobody has met. */
export const unmet = (number: NumberHash): NumberState => ({ number, state: NO_CONSENT, entries: 0, reach: "ok", wroteAt: null, restedAt: null, preference: NO_PREFERENCE });
