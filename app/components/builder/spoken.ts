// The definition in words, as the browser can say it without asking the server. `labels` are the names
// of picked values ("product 123" → "Blue mug"); what has none is said by its code.
import { namedColumn } from "#app/lists/column.ts";
import type { Definition } from "#app/segments/definition.ts";
import { describe, type Names } from "#app/segments/describe.ts";
import { countryName, regionName } from "../place-names.ts";
import type { ShopWords } from "./shop-words.ts";

type Labels = ReadonlyMap<string, string>;

export const labelKey = (kind: string, id: string) => `${kind} ${id}`;

export const sentenceOf = (definition: Definition, words: ShopWords, labels: Labels = new Map()): string => describe(definition, { names: namesOf(words, labels), currency: words.currency });

export const namesOf = ({ segments, lists, flows }: ShopWords, labels: Labels): Names => (kind, id) => {
  if (kind === "segment") return segments.find(({ segmentId }) => String(segmentId) === id)?.name ?? null;
  if (kind === "list") return lists.find(({ listId }) => String(listId) === id)?.name ?? null;
  if (kind === "column") return columnNamed(id, lists);
  if (kind === "flow") return flows.find(({ flowId }) => String(flowId) === id)?.name ?? null;
  if (kind === "country") return countryName(id);
  if (kind === "region") return regionName(id);
  return labels.get(labelKey(kind, id)) ?? null;
};

function columnNamed(field: string, lists: ShopWords["lists"]): string | null {
  const named = namedColumn(field);
  const columns = lists.find(({ listId }) => listId === named?.list)?.columns;
  return columns?.find(({ key, type }) => key === named?.key && type === named.type)?.name ?? null;
}
