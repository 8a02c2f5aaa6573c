// What a merchant decides about texts. Kept whole in every version, because a decision of the gate names the version by
// which it was made. Without a word of theirs the strictest of what the law asks holds: written proof, one text a day.
import { z } from "zod";
import { RULE_BOOK } from "../../consent/rule-book.ts";
import { ConnectionId } from "../../platforms/connection.ts";
import { GateSettings } from "../gate/settings.ts";
import { GroupPolicies, Play, PolicyName, TierPolicies } from "../policies/policy.ts";

export const BRAND_MAX = 40;
export const HOSTS_MAX = 50;
export const OPT_IN_TEXT_MAX = 480;

const Host = z.string().trim().toLowerCase().max(253).regex(/^(?=.*\.)[a-z0-9.-]+$/, "must be a host name such as shop.example.com");
/** Millionths of a US dollar. */
const Micros = z.int().min(0).nullable();

export const GATE_DEFAULTS: GateSettings = {
  profile: "standard", countriesOn: [], countriesOff: [], hours: null, guardMinutes: RULE_BOOK.guardMinutes, brand: RULE_BOOK.brandCap,
  policies: {}, emergencies: [], extraHolidays: [], needsProof: true,
};

export const TextSettings = z.object({
  /** Every promotional text begins with it. */
  brand: z.string().trim().max(BRAND_MAX).default(""),
  /** An address or number where people answer, for HELP. */
  contact: z.string().trim().max(100).nullable().default(null),
  /** The connection that texts go out through. */
  sender: ConnectionId.nullable().default(null),
  gate: GateSettings.default(GATE_DEFAULTS),
  /** Segments whose members a policy holds for: by the segment's number, the policy's name (the rule book's or `gate.policies`'). */
  segmentPolicies: z.record(z.string().regex(/^[1-9]\d{0,8}$/), z.string().max(64)).default({}),
  /** The same by Shopify's RFM group, and by its predicted spend. */
  rfmPolicies: GroupPolicies.default({}),
  tierPolicies: TierPolicies.default({}),
  /** What policies propose, where the shop has changed it. */
  playbook: z.record(PolicyName, Play).default({}),
  /** Short links' own host; null: the app's. */
  linkHost: Host.nullable().default(null),
  /** Where links may lead besides the shop's own pages. */
  hosts: z.array(Host).max(HOSTS_MAX).default([]),
  spend: z.strictObject({ dayMicros: Micros, monthMicros: Micros }).default({ dayMicros: null, monthMicros: null }),
  /** Smart encoding: quotation marks and dashes that would halve a part are replaced by plain ones. */
  smart: z.boolean().default(true),
  /** Empty: the words of text/replies.ts, in the person's language. */
  optIn: z.strictObject({ isDouble: z.literal(true), askText: z.string().trim().max(OPT_IN_TEXT_MAX), welcomeText: z.string().trim().max(OPT_IN_TEXT_MAX) }).default({ isDouble: true, askText: "", welcomeText: "" }),
  /** Nothing but answers that the law asks for goes out. */
  paused: z.boolean().default(false),
});
export type TextSettings = z.infer<typeof TextSettings>;
