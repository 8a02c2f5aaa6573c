// What stands against a text that was written word for word, for one person: an answer from the inbox, a test, a text
// that the law words. What the law words is passed over but for its length.
import type { Fault, MessageClass } from "../gate/facts.ts";
import { blockedBy } from "../text/lint.ts";
import { TEXT_MAX } from "../text/parts.ts";
import { startsWithBrand } from "../text/wording.ts";

export function faultsOfFixed(text: string, kind: MessageClass, brand: string): Fault[] {
  if (text.length > TEXT_MAX) return ["tooLong"];
  if (text.trim() === "") return ["missingValue"];
  if (kind === "reply") return [];
  const { isForbidden, isShortened } = blockedBy(text);
  const faults: Fault[] = [];
  if (isForbidden) faults.push("forbidden");
  if (isShortened) faults.push("publicShortener");
  if (kind === "marketing" && (brand === "" || !startsWithBrand(text, brand))) faults.push("noBrand");
  return faults;
}
