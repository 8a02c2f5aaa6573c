// A pasted definition of Klaviyo's with the names of this shop, and a segment of this shop for Klaviyo.
import type { ShopId } from "../../lib/ids.ts";
import { parseJson } from "../../lib/json.ts";
import type { Problem } from "../../lib/problem.ts";
import type { World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import { metafieldsOf } from "../../shops/settings.ts";
import type { Definition } from "../definition.ts";
import { describe, type Told } from "../describe.ts";
import { metafieldTypes } from "../metafield-rows.server.ts";
import { namesIn } from "../sentence.server.ts";
import { dayNotes } from "./days.ts";
import { keptGroups } from "./group-rows.server.ts";
import { isRefused, type Known } from "./mapped.ts";
import { readMetricNames } from "./metrics.ts";
import { type ConditionRead, read } from "./read.ts";
import { type ExportView, type ImportView, PASTE_MAX, type ReadLine } from "./view.ts";
import { write } from "./write.ts";

const problem = (field: string, message: string): { problems: Problem[] } => ({ problems: [{ path: [field], message }] });

export async function importKlaviyo(world: World, shop: ShopId, pasted: { json: string; metrics: string }): Promise<{ view: ImportView } | { problems: Problem[] }> {
  for (const field of ["json", "metrics"] as const) {
    if (Buffer.byteLength(pasted[field]) > PASTE_MAX) return problem(field, `This is longer than ${PASTE_MAX / 1000} kB.`);
  }
  if (pasted.json.trim() === "") return problem("json", "Paste a segment definition of Klaviyo's, or choose its file.");
  const json = parseJson(pasted.json);
  if (json === undefined) return problem("json", "This is not JSON: something is missing or too much.");
  const setting = await settingOf(world, shop, pasted.metrics);
  if ("problems" in setting) return setting;
  const found = read(json, setting.known);
  if ("why" in found) return problem("json", found.why);
  const nodes = found.groups.flat().flatMap((condition) => ("node" in condition ? [condition.node] : []));
  const told = { names: await namesIn(world, shop, { version: 1, node: { kind: "all", nodes } }), currency: setting.currency };
  const groups = found.groups.map((group) => group.map((condition) => lineOf(condition, told)));
  return { view: { name: found.name ?? "", groups, definition: found.definition, unnamed: found.unnamed, notes: dayNotes(json, setting.zone) } };
}

function lineOf(condition: ConditionRead, told: Told): ReadLine {
  const { path, what } = condition;
  if ("why" in condition) return { path, what, sentence: null, notes: [], why: condition.why };
  return { path, what, sentence: describe({ version: 1, node: condition.node }, told), notes: condition.notes, why: null };
}

export async function exportKlaviyo(world: World, shop: ShopId, definition: Definition, metrics: string): Promise<{ view: ExportView } | { problems: Problem[] }> {
  if (Buffer.byteLength(metrics) > PASTE_MAX) return problem("metrics", `This is longer than ${PASTE_MAX / 1000} kB.`);
  const setting = await settingOf(world, shop, metrics);
  if ("problems" in setting) return setting;
  const written = write(definition, setting.known, { names: await namesIn(world, shop, definition), currency: setting.currency });
  if ("refusals" in written) return { view: { refusals: written.refusals.map(({ path, what, why }) => ({ path: path.join("."), what, why })) } };
  return { view: { json: JSON.stringify(written.definition, null, 2), notes: [...dayNotes(written.definition, setting.zone), ...written.notes] } };
}

async function settingOf(world: World, shop: ShopId, pasted: string): Promise<{ known: Known; currency: string; zone: string } | { problems: Problem[] }> {
  const metrics = readMetricNames(pasted);
  if (isRefused(metrics)) return problem("metrics", metrics.why);
  const found = await readShop(world, shop);
  if (!found) throw new Error("The shop is gone.");
  return { known: { metrics: metrics.value, mapped: await metafieldTypes(world, shop, metafieldsOf(found.settings)), groups: await keptGroups(world, shop) }, currency: found.currency, zone: found.timeZone };
}

