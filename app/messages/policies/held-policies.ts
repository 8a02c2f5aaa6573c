// The policies as they stand in a shop: what came with Segue, the shop's own changes over it, and those of its own making.
import { RULE_BOOK } from "../../consent/rule-book.ts";
import type { TextSettings } from "../settings/text-settings.ts";
import type { HeldPolicy } from "./defaults-for.ts";
import { PLAIN, SHIPPED } from "./shipped-policies.ts";

/** The policies, and whom they hold for. */
export const playbookOf = (settings: TextSettings): { held: HeldPolicy[]; by: TextSettings } => ({ held: heldPolicies(settings), by: settings });

export type PolicySettings = Pick<TextSettings, "gate" | "playbook">;

/** Those that came with Segue first, in the order in which they stand there. */
export function heldPolicies({ gate, playbook }: PolicySettings): HeldPolicy[] {
  const names = [...new Set([...Object.keys(SHIPPED), ...Object.keys(RULE_BOOK.policies), ...Object.keys(gate.policies)])];
  return names.flatMap((name): HeldPolicy[] => {
    const limit = gate.policies[name] ?? RULE_BOOK.policies[name];
    if (!limit) return [];
    const { title = name, ...shipped } = SHIPPED[name] ?? { title: name, ...PLAIN };
    return [{ name, title, limit, ...(playbook[name] ?? shipped) }];
  });
}
