// Klaviyo's marketing consent and Shopify's record of it. Both tables are one: each row is what Klaviyo
// asks, and our condition of the same people. "Cannot receive" takes in everybody who never gave a
// permission, also who has no number at all: so ours takes in whose state is not known.
import type { Attr } from "../definition.ts";
import type { ConditionOf } from "./contract.ts";
import { became, cannot, type Mapped } from "./mapped.ts";
import * as NOTES from "./notes.ts";

type Consent = ConditionOf<"profile-marketing-consent">["consent"];
export type Channel = "sms" | "email";
export type Asked = { can: boolean; subscription: Consent["consent_status"]["subscription"] };

const NEVER = ["NOT_SUBSCRIBED", "PENDING"];
const EMAIL_STATE = "Whether Klaviyo can send somebody email depends on its own list of suppressed addresses, which Segue does not know.";

type Row = Asked & { channel: Channel; test: Attr["test"]; ifUnknown?: "yes"; note?: string };
const ROWS: readonly Row[] = [
  { channel: "sms", can: true, subscription: "subscribed", test: { op: "is", value: "SUBSCRIBED" } },
  { channel: "sms", can: false, subscription: "any", test: { op: "isNot", value: "SUBSCRIBED" }, ifUnknown: "yes" },
  { channel: "sms", can: false, subscription: "unsubscribed", test: { op: "is", value: "UNSUBSCRIBED" } },
  { channel: "sms", can: false, subscription: "never_subscribed", test: { op: "anyOf", values: NEVER }, ifUnknown: "yes" },
  { channel: "email", can: true, subscription: "subscribed", test: { op: "is", value: "SUBSCRIBED" }, note: NOTES.SUPPRESSED },
  { channel: "email", can: true, subscription: "never_subscribed", test: { op: "anyOf", values: NEVER }, note: NOTES.SUPPRESSED },
  { channel: "email", can: false, subscription: "unsubscribed", test: { op: "is", value: "UNSUBSCRIBED" } },
];

export function stateOf({ channel, can_receive_marketing: can, consent_status: { subscription } }: Consent): Mapped<Attr> {
  if (channel === "push") return cannot("Push permissions are not read by Segue.");
  const row = ROWS.find((each) => each.channel === channel && each.can === can && each.subscription === subscription);
  if (row === undefined) return cannot(channel === "email" ? EMAIL_STATE : "Klaviyo has no such SMS permission, and neither has Segue.");
  return became({ kind: "attr", field: `${channel}.state`, test: row.test, ...(row.ifUnknown ? { ifUnknown: row.ifUnknown } : {}) }, NOTES.CONSENT, row.note);
}

const textOf = (test: Attr["test"]) => JSON.stringify("values" in test ? { op: test.op, values: [...test.values].sort() } : "value" in test ? { op: test.op, value: test.value } : test);

/** What Klaviyo asks, of a condition on the state of a permission. */
export function askedOf(channel: Channel, test: Attr["test"], ifUnknown: boolean): Asked | null {
  return ROWS.find((row) => row.channel === channel && (row.ifUnknown === "yes") === ifUnknown && textOf(row.test) === textOf(test)) ?? null;
}

/** A single opt-in, and a double. */
export const LEVELS = ["SINGLE_OPT_IN", "CONFIRMED_OPT_IN"] as const;
