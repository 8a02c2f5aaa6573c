// What stands against a text that was written word for word, for one person: an answer from the inbox, a test, a text
// that the law words. What the law words is passed over but for its length.
import type { Fault, MessageClass } from "../gate/facts.ts";
import { LINT } from "../text/lint-rules.ts";
import { lint } from "../text/lint.ts";
import { TEXT_MAX } from "../text/parts.ts";
import { startsWithBrand } from "../text/wording.ts";

const REFUSED = LINT.classes.filter(({ severity }) => severity === "refused").map(({ id }) => id);

export function faultsOfFixed(text: string, kind: MessageClass, brand: string, linkHosts: readonly string[]): Fault[] {
  if (text.length > TEXT_MAX) return ["tooLong"];
  if (text.trim() === "") return ["missingValue"];
  if (kind === "reply") return [];
  const rules = new Set(lint(text, { kind: kind === "marketing" ? "promotional" : "transactional", brand, linkHosts, ownWords: null, ageGated: false }).flatMap(({ rule, severity }) => (severity === "error" ? [rule] : [])));
  const faults: Fault[] = [];
  if (REFUSED.some((id) => rules.has(id))) faults.push("forbidden");
  if (rules.has("shortener")) faults.push("publicShortener");
  if (kind === "marketing" && (brand === "" || !startsWithBrand(text, brand))) faults.push("noBrand");
  return faults;
}
