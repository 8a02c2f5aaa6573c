// What a platform's code on a text that it did not take means, whichever platform it is: about the person, about the
// sender as a whole, or about this text alone.
import type { PlatformId } from "./adapter.ts";

/** stopped: they opted out there. number: no text reaches it. sender: nothing goes from there until somebody mends it. region: nothing goes to that country from there. */
export type SendTrouble = "stopped" | "number" | "sender" | "region" | "filtered" | "text";

/** Twilio's error dictionary. What is not here is about the text. */
const TWILIO: Readonly<Record<string, SendTrouble>> = {
  "21610": "stopped",
  "21211": "number", "21214": "number", "21217": "number", "21614": "number", "21635": "number", "30003": "number", "30005": "number", "30006": "number",
  "21408": "region", "21612": "region",
  "21603": "sender", "21606": "sender", "21608": "sender", "21659": "sender", "21661": "sender", "21701": "sender", "21703": "sender", "30010": "sender", "30024": "sender", "30034": "sender",
  "30007": "filtered",
};

export const troubleOf = (platform: PlatformId, code: string | null): SendTrouble => (platform === "twilio" && code !== null ? TWILIO[code] : undefined) ?? "text";

/** Nothing goes from there until somebody has mended the sender. */
export const refusesSender = (platform: PlatformId, code: string | null): boolean => troubleOf(platform, code) === "sender";

/** As it is called among what a connection is missing. */
export const SENDER = "sender";
