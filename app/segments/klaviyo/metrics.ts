// The names of an account's metrics, as the merchant can paste them: what Klaviyo's metrics API
// answers, an object of ids and names, or one metric a line.
import { z } from "zod";
import { parseJson } from "#app/lib/json.ts";
import { cannot, became, type Mapped } from "./mapped.ts";

const METRICS_MAX = 5000;
const Name = z.string().trim().min(1).max(200);
const Listed = z.object({ data: z.array(z.object({ id: Name, attributes: z.object({ name: Name }) })).max(METRICS_MAX) })
  .transform(({ data }) => Object.fromEntries(data.map(({ id, attributes }) => [id, attributes.name])));
const Plain = z.record(Name, Name);
const Pasted = z.union([Listed, Plain]);

/** "Sxnb5T = Placed Order", with a comma, a colon or a tab in between as well. */
const LINE = /^"?([A-Za-z0-9_-]{1,40})"?\s*[=,:\t]\s*"?(.*?)"?\s*,?$/;

export function readMetricNames(text: string): Mapped<Record<string, string>> {
  if (text.trim() === "") return became({});
  const json = parseJson(text);
  if (json !== undefined) {
    const read = Pasted.safeParse(json);
    return read.success ? became(read.data) : cannot("This JSON has no metrics in it. Paste the answer of Klaviyo's metrics API, or an object of ids and names.");
  }
  const names: Record<string, string> = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const [, id, name] = LINE.exec(line.trim()) ?? [];
    const read = Name.safeParse(name);
    if (id === undefined) return cannot(`Line ${index + 1} has no id and name. Write “Sxnb5T = Placed Order”.`);
    // A line that waits for its name is no mistake.
    if (read.success) names[id] = read.data;
  }
  return became(names);
}
