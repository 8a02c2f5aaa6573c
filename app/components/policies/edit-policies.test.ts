import { expect, test } from "vitest";
import type { PoliciesForm, PolicyLine } from "#app/messages/policies/change-policies.ts";
import { isFirstOfName, withLine, withoutLine } from "./edit-policies.ts";

const line = (name: string): PolicyLine => ({ name, max: 1, perDays: 7, themes: [], offer: "none", persona: null });
const form: PoliciesForm = { policies: [line("vip"), line("gold"), line("gol")], rfm: { CHAMPIONS: "gold", NEW: "vip" }, tiers: { HIGH: "gold" }, segments: { "3": "gold", "4": "gol" } };

test("A policy that is renamed keeps whom it holds for, and so does one whose name is typed anew.", () => {
  const renamed = withLine(form, 1, { name: "golden" });
  expect([renamed.policies[1]?.name, renamed.rfm, renamed.tiers, renamed.segments]).toEqual(["golden", { CHAMPIONS: "golden", NEW: "vip" }, { HIGH: "golden" }, { "3": "golden", "4": "gol" }]);
  expect(withLine(withLine(renamed, 1, { name: "" }), 1, { name: "g" }).tiers).toEqual({ HIGH: "g" });
  expect(withLine(form, 1, { max: 3 })).toEqual({ ...form, policies: [line("vip"), { ...line("gold"), max: 3 }, line("gol")] });
});

test("A name that passes through another’s takes nothing from it.", () => {
  const typed = withLine(form, 2, { name: "gold" });
  expect([typed.rfm, typed.segments, typed.policies.map((_, at) => isFirstOfName(typed, at))]).toEqual([form.rfm, form.segments, [true, true, false]]);
  expect(withLine(typed, 2, { name: "gold plus" }).rfm).toEqual(form.rfm);
});

test("A policy that is removed holds for nobody, unless another has its name.", () => {
  expect(withoutLine(form, 1)).toEqual({ policies: [line("vip"), line("gol")], rfm: { NEW: "vip" }, tiers: {}, segments: { "4": "gol" } });
  expect(withoutLine(withLine(form, 2, { name: "gold" }), 2).rfm).toEqual(form.rfm);
});
