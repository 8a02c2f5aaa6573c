// Changes of the form of policies that reach beyond one field: whom a policy holds for goes by its name.
import type { PoliciesForm, PolicyLine } from "#app/messages/policies/change-policies.ts";

type Held = Record<string, string | undefined>;

/** Whether it is the first of its name: one that is being named may pass through another's name. */
export const isFirstOfName = ({ policies }: PoliciesForm, index: number): boolean => policies.findIndex(({ name }) => name === policies[index]?.name) === index;

/** A policy of its own name takes with it whom it holds for, as its name is typed. */
export function withLine(form: PoliciesForm, index: number, part: Partial<PolicyLine>): PoliciesForm {
  const policies = form.policies.map((line, at) => (at === index ? { ...line, ...part } : line));
  const [before, after] = [form.policies[index]?.name, policies[index]?.name];
  const isShared = form.policies.some(({ name }, at) => at !== index && (name === before || name === after));
  return before === after || isShared ? { ...form, policies } : heldBy({ ...form, policies }, (name) => (name === before ? after : name));
}

/** It holds for nobody any more, unless another has its name. */
export function withoutLine(form: PoliciesForm, index: number): PoliciesForm {
  const policies = form.policies.filter((_, at) => at !== index);
  return heldBy({ ...form, policies }, (name) => (policies.some((line) => line.name === name) ? name : undefined));
}

/** `now`: what the policy of this name is now; undefined is none. */
function heldBy(form: PoliciesForm, now: (name: string) => string | undefined): PoliciesForm {
  const changed = (held: Held): Record<string, string> => Object.fromEntries(Object.entries(held).flatMap(([key, policy]) => {
    const name = policy === undefined ? undefined : now(policy);
    return name === undefined ? [] : [[key, name]];
  }));
  return { ...form, rfm: changed(form.rfm), tiers: changed(form.tiers), segments: changed(form.segments) };
}
