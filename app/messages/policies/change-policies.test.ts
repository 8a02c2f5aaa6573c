import { expect, test } from "vitest";
import { days } from "#app/lib/time.ts";
import { TextSettings } from "../settings/text-settings.ts";
import { afterPolicies, formOfPolicies, type PoliciesForm } from "./change-policies.ts";
import { MEANT_FOR } from "./shipped-policies.ts";

const SETTINGS = TextSettings.parse({ brand: "Acme", gate: { ...TextSettings.parse({}).gate, policies: { vip: { max: 1, windowMs: days(7) } } } });
const FORM = formOfPolicies(SETTINGS);
const after = (change: Partial<PoliciesForm>) => afterPolicies(SETTINGS, { ...FORM, ...change });
const line = (more: Partial<PoliciesForm["policies"][number]>) => FORM.policies.map((policy) => (policy.name === "loyal" ? { ...policy, ...more } : policy));
const at = FORM.policies.findIndex(({ name }) => name === "loyal");

test("A form that changes nothing leaves the settings as they were: what came with Segue is not kept as the shop's own.", () => {
  expect(after({})).toEqual({ settings: SETTINGS });
});

test("What is changed is kept, and what is set back is not.", () => {
  const changed = after({ policies: line({ max: 9, themes: [" Tea ", "", "Tea"], persona: null }), rfm: MEANT_FOR.rfm, tiers: MEANT_FOR.tiers, segments: { 4: "vip" } });
  expect(changed).toMatchObject({ settings: { gate: { policies: { vip: { max: 1 }, loyal: { max: 9, windowMs: days(7) } } }, playbook: { loyal: { themes: ["Tea"], offer: "reward", persona: null } }, rfmPolicies: { CHAMPIONS: "champions" }, tierPolicies: { HIGH: "highValue" }, segmentPolicies: { 4: "vip" } } });
  expect(afterPolicies("settings" in changed ? changed.settings : SETTINGS, FORM)).toEqual({ settings: SETTINGS });
});

test.each<[string, Partial<PoliciesForm>, (string | number)[]]>([
  ["no number", { policies: line({ max: null }) }, ["policies", at, "max"]],
  ["half a text", { policies: line({ max: 1.5 }) }, ["policies", at, "max"]],
  ["no days", { policies: line({ perDays: 0 }) }, ["policies", at, "perDays"]],
  ["too many themes", { policies: line({ themes: Array.from({ length: 11 }, (_, i) => `t${i}`) }) }, ["policies", at, "themes"]],
  ["a name that is taken", { policies: [...FORM.policies, ...line({}).slice(0, 1).map((policy) => ({ ...policy, name: "VIP" }))] }, ["policies", FORM.policies.length, "name"]],
  ["the name of those who rest", { policies: line({ name: "atRest" }) }, ["policies", at, "name"]],
  ["a policy that is gone, for a group", { rfm: { LOYAL: "gone" } }, ["rfm", "LOYAL"]],
  ["a policy that is gone, for a segment", { segments: { 4: "gone" } }, ["segments", "4"]],
])("%s is a problem beside its field", (_, change, path) => {
  expect(after(change)).toMatchObject({ problems: [{ path }] });
});
