// Which regions the page lists: by what is typed, and by what matters.
import { countryName } from "../place-names.ts";
import type { RuleView } from "./rule-view.ts";

export const SHOWN = {
  all: "All regions",
  states: "States of the United States",
  countries: "Countries",
  on: "Countries that are on",
  off: "Countries that are off",
  limits: "With a limit of texts or days off",
  strict: "What only the strict profile holds",
  unsure: "Not verified",
} as const;
export type Shown = keyof typeof SHOWN;
export const isShownName = (name: string): name is Shown => Object.hasOwn(SHOWN, name);

export function isShown(rule: RuleView, { search, shown }: { search: string; shown: Shown }): boolean {
  const said = [rule.name, rule.id, rule.id.length === 2 ? countryName(rule.id) : "", rule.hours, ...rule.limits, rule.daysOff ?? "", rule.citation, ALSO[rule.id] ?? ""].join(" ").toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => said.includes(word)) && isOfKind(rule, shown);
}

const ALSO: Record<string, string> = { US: "usa america", GB: "uk britain england", AE: "uae dubai" };

function isOfKind(rule: RuleView, shown: Shown): boolean {
  switch (shown) {
    case "all":
      return true;
    case "states":
      return rule.id.startsWith("US-");
    case "countries":
      return rule.country !== null;
    case "on":
      return rule.country?.isOn === true;
    case "off":
      return rule.country?.isOn === false;
    case "limits":
      return rule.limits.length > 0 || rule.daysOff !== null;
    case "strict":
      return rule.isStrictOnly || rule.strictHours !== null;
    case "unsure":
      return rule.confidence === "low";
    default:
      return shown satisfies never;
  }
}
