// What is wrong with a message as it is written, beside its fields and with the place in the text: what cannot be saved
// like this, and apart from it what the merchant should know.
import type { Problem } from "../../lib/problem.ts";
import type { Hosts } from "../links/destination.ts";
import { checkLinks } from "../links/in-text.ts";
import { kindOf, type MessageDefinition, rootsOf } from "./message.ts";
import { promotesIn } from "./promotes.ts";
import { LINT } from "../text/lint-rules.ts";
import { type Finding, lint } from "../text/lint.ts";
import { readTemplate } from "../text/read-template.ts";
import { rootsIn } from "../text/roots.ts";

/** `at`: from and to in the text. */
export type PlacedProblem = Problem & { at?: readonly [from: number, to: number] };
export type Notice = { severity: "warning" | "hint"; message: string; at: readonly [from: number, to: number] | null };
export type Checked = { problems: PlacedProblem[]; notices: Notice[] };

/** `coupons`: those whose codes can be given out. */
export type Around = { brand: string; hosts: Hosts; coupons: ReadonlySet<number> };

const TEXT: Problem["path"] = ["definition", "text"];
const GATED: ReadonlySet<string> = new Set(LINT.classes.filter(({ severity }) => severity === "gated").map(({ id }) => id));

export function checkMessage(definition: MessageDefinition, { brand, hosts, coupons }: Around): Checked {
  const kind = kindOf(definition);
  const { template, problems: unread } = readTemplate(definition.text, rootsOf(definition));
  const findings = lint(definition.text, { kind, brand, linkHosts: [hosts.linkHost], ownWords: null, ageGated: false });
  // Whose number is registered for it, the merchant knows; for all others carriers refuse it.
  const isError = ({ severity, rule }: Finding) => severity === "error" && !GATED.has(rule);
  // Of a public shortener it is said what to do in its place; that it is none of the shop's goes without saying.
  const isShortener = (from: number) => findings.some(({ rule, at }) => rule === "shortener" && at[0] === from);
  const problems: PlacedProblem[] = [
    ...unread.map(({ message, at }) => ({ path: TEXT, message, at })),
    ...checkLinks(definition.text, hosts).filter(({ at }) => !isShortener(at[0])).map(({ problem: { message }, at }) => ({ path: TEXT, message, at })),
    ...findings.filter(isError).map(({ message, at }) => ({ path: TEXT, message, at })),
    ...wrongClass(definition, coupons),
  ];
  const notices = [
    ...findings.filter((finding) => !isError(finding)).map(({ severity, message, at }): Notice => ({ severity: severity === "error" ? "warning" : severity, message, at })),
    ...(template ? unused(definition, rootsIn(template.pieces).has("coupon")) : []),
  ];
  return { problems: problems.sort((one, other) => (one.at?.[0] ?? Infinity) - (other.at?.[0] ?? Infinity) || 0), notices };
}

function wrongClass(definition: MessageDefinition, coupons: ReadonlySet<number>): PlacedProblem[] {
  if (kindOf(definition) !== "transactional") return definition.coupon === null || coupons.has(definition.coupon) ? [] : [{ path: ["definition", "coupon"], message: "This coupon was ended. Choose another, or none." }];
  const promoted = promotesIn(definition.text);
  return [
    ...(promoted ? [{ path: TEXT, message: `“${promoted.words}” is promotion, and a service message has none. Take it out, or make this a promotional message.`, at: promoted.at }] : []),
    ...(definition.coupon === null ? [] : [{ path: ["definition", "coupon"], message: "A service message gives no discount. Make this a promotional message, or take the coupon out." }]),
  ];
}

const unused = ({ coupon }: MessageDefinition, isUsed: boolean): Notice[] => (coupon !== null && !isUsed ? [{ severity: "warning", message: "A coupon is chosen, but the text does not tell its code: fill in {{ coupon.code }}.", at: null }] : []);
