// What stands against a text that was composed for one person, as the gate is told it.
import type { Fault } from "../gate/facts.ts";
import { kindOf, type MessageDefinition } from "./message.ts";
import { promotesIn } from "./promotes.ts";
import type { Composed } from "../text/compose.ts";
import { LINT } from "../text/lint-rules.ts";
import { lint } from "../text/lint.ts";

const REFUSED: ReadonlySet<string> = new Set(LINT.classes.filter(({ severity }) => severity === "refused").map(({ id }) => id));

/** `isWhole`: there was a value for everything that it speaks of. */
export function faultsOf({ text, unfit }: Composed, definition: MessageDefinition, isWhole: boolean, brand: string, linkHosts: readonly string[]): Fault[] {
  const kind = kindOf(definition);
  const rules = new Set(lint(text, { kind, brand, linkHosts, ownWords: null, ageGated: false }).map(({ rule }) => rule));
  const faults: Fault[] = [];
  if (unfit === "empty" || !isWhole) faults.push("missingValue");
  if (unfit === "long") faults.push("tooLong");
  if (kind === "transactional" && promotesIn(text)) faults.push("marketingWords");
  if ([...rules].some((rule) => REFUSED.has(rule))) faults.push("forbidden");
  if (rules.has("shortener")) faults.push("publicShortener");
  if (kind !== "transactional" && brand.trim() === "") faults.push("noBrand");
  return faults;
}
