// What stands against a text that was composed for one person, as the gate is told it.
import type { Fault } from "../gate/facts.ts";
import { kindOf, type MessageDefinition } from "./message.ts";
import { promotesIn } from "./promotes.ts";
import type { Composed } from "../text/compose.ts";
import { blockedBy } from "../text/lint.ts";

/** `isWhole`: there was a value for everything that it speaks of. */
export function faultsOf({ text, unfit }: Composed, definition: MessageDefinition, isWhole: boolean, brand: string): Fault[] {
  const kind = kindOf(definition);
  const { isForbidden, isShortened } = blockedBy(text);
  const faults: Fault[] = [];
  if (unfit === "empty" || !isWhole) faults.push("missingValue");
  if (unfit === "long") faults.push("tooLong");
  if (kind === "transactional" && promotesIn(text)) faults.push("marketingWords");
  if (isForbidden) faults.push("forbidden");
  if (isShortened) faults.push("publicShortener");
  if (kind !== "transactional" && brand.trim() === "") faults.push("noBrand");
  return faults;
}
