// The form of policies: what the merchant sends, and the settings as they are then. What stays as it came with Segue is not kept,
// so that it follows Segue's own later.
import { z } from "zod";
import { RULE_BOOK } from "../../consent/rule-book.ts";
import type { Problem } from "../../lib/problem.ts";
import { days } from "../../lib/time.ts";
import { POLICIES_MAX, SEGMENT_POLICIES_MAX } from "../compliance/change-gate.ts";
import { AT_REST } from "../gate/limits.ts";
import type { TextSettings } from "../settings/text-settings.ts";
import { heldPolicies } from "./held-policies.ts";
import { DAYS_MAX, GroupPolicies, Offer, Persona, Play, TEXTS_MAX, TierPolicies } from "./policy.ts";
import { PLAIN, SHIPPED } from "./shipped-policies.ts";

const Line = z.strictObject({ name: z.string().max(100), max: z.number().nullable(), perDays: z.number().nullable(), themes: z.array(z.string().max(200)).max(50), offer: Offer, persona: Persona.nullable() });
export const PoliciesForm = z.strictObject({ policies: z.array(Line).max(POLICIES_MAX), rfm: GroupPolicies, tiers: TierPolicies, segments: z.record(z.string().regex(/^[1-9]\d{0,8}$/), z.string().max(100)) });
export type PoliciesForm = z.infer<typeof PoliciesForm>;
export type PolicyLine = z.infer<typeof Line>;

const DAY_MS = days(1);

export const formOfPolicies = (settings: TextSettings): PoliciesForm => ({
  policies: heldPolicies(settings).map(({ name, limit, themes, offer, persona }) => ({ name, max: limit.max, perDays: Math.max(1, Math.round(limit.windowMs / DAY_MS)), themes, offer, persona })),
  rfm: settings.rfmPolicies, tiers: settings.tierPolicies, segments: settings.segmentPolicies,
});

export function afterPolicies(settings: TextSettings, form: PoliciesForm): { settings: TextSettings } | { problems: Problem[] } {
  const problems = [...form.policies.flatMap(wrongIn), ...wrongFor(form)];
  if (problems.length > 0) return { problems };
  const policies = Object.fromEntries(form.policies.flatMap(({ name, max, perDays }) => {
    const limit = { max: max ?? 0, windowMs: (perDays ?? 1) * DAY_MS };
    const usual = RULE_BOOK.policies[name];
    return usual?.max === limit.max && usual.windowMs === limit.windowMs ? [] : [[name, limit]];
  }));
  const playbook = Object.fromEntries(form.policies.flatMap(({ name, themes, offer, persona }) => {
    const { title: _, ...usual } = SHIPPED[name] ?? { title: name, ...PLAIN };
    const play = Play.parse({ themes: cleaned(themes), offer, persona });
    return JSON.stringify(play) === JSON.stringify(Play.parse(usual)) ? [] : [[name, play]];
  }));
  return { settings: { ...settings, gate: { ...settings.gate, policies }, playbook, rfmPolicies: form.rfm, tierPolicies: form.tiers, segmentPolicies: form.segments } };
}

const NAME = /^[A-Za-z][A-Za-z0-9 -]{0,39}$/;
const cleaned = (themes: readonly string[]) => [...new Set(themes.map((theme) => theme.trim()).filter((theme) => theme !== ""))];

function wrongIn({ name, max, perDays, themes }: PolicyLine, index: number, all: readonly PolicyLine[]): Problem[] {
  const say = (field: keyof PolicyLine, message: string): Problem => ({ path: ["policies", index, field], message });
  const isTwice = all.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) < index;
  return [
    ...(NAME.test(name) && name !== AT_REST ? [] : [say("name", "A name has letters, digits, spaces and hyphens, a letter first, and at most 40 of them.")]),
    ...(isTwice ? [say("name", "Another policy has this name.")] : []),
    ...(isWhole(max, 0, TEXTS_MAX) ? [] : [say("max", "Enter a whole number from 0 to 1,000.")]),
    ...(isWhole(perDays, 1, DAYS_MAX) ? [] : [say("perDays", "Enter 1 to 365 days.")]),
    ...(Play.shape.themes.safeParse(cleaned(themes)).success ? [] : [say("themes", "At most 10 themes of 60 characters each.")]),
  ];
}

const isWhole = (value: number | null, from: number, to: number) => value !== null && Number.isInteger(value) && value >= from && value <= to;

/** Whom it holds for. */
function wrongFor({ policies, rfm, tiers, segments }: PoliciesForm): Problem[] {
  const names = new Set(policies.map(({ name }) => name));
  const gone = (part: "rfm" | "tiers" | "segments", chosen: Readonly<Record<string, string | undefined>>): Problem[] =>
    Object.entries(chosen).flatMap(([key, name]) => (name === undefined || names.has(name) ? [] : [{ path: [part, key], message: "There is no such policy any more. Choose another." }]));
  const many = Object.keys(segments).length > SEGMENT_POLICIES_MAX ? [{ path: ["segments"], message: `At most ${SEGMENT_POLICIES_MAX} segments can have a policy.` }] : [];
  return [...gone("rfm", rfm), ...gone("tiers", tiers), ...gone("segments", segments), ...many];
}
