// Which columns of a file its list is to keep, as the merchant answered: those that the list has already are filled
// anew, the others are new ones.
import { z } from "zod";
import type { Problem } from "../lib/problem.ts";
import { ColumnName, isSameName, KEPT_MAX, keyFor, KeptType, ListColumn } from "./column.ts";

export const FILE_COLUMNS_MAX = 200;

const Place = z.number().int().min(0).max(FILE_COLUMNS_MAX - 1);
export const KeptDraft = z.object({ column: Place, name: ColumnName, type: KeptType });
export type KeptDraft = z.infer<typeof KeptDraft>;

/** A column of the list, and which of the file fills it. */
export const KeptColumn = ListColumn.extend({ column: Place });
export type KeptColumn = z.infer<typeof KeptColumn>;

export function keepColumns(drafts: readonly KeptDraft[], known: readonly ListColumn[]): { kept: KeptColumn[]; columns: ListColumn[] } | { problems: Problem[] } {
  const columns = [...known];
  const kept: KeptColumn[] = [];
  const problems: Problem[] = [];
  for (const [place, { column, name, type }] of drafts.entries()) {
    const say = (field: "name" | "type", message: string) => problems.push({ path: ["kept", place, field], message });
    const found = columns.find((each) => isSameName(each.name, name));
    if (found && kept.some(({ key, type: of }) => key === found.key && of === found.type)) say("name", "Two columns have this name.");
    else if (found && found.type !== type) say("type", `The list keeps “${found.name}” as ${TYPE_WORDS[found.type]}. Choose that, or another name.`);
    else {
      const made = found ?? { key: keyFor(name, columns.map(({ key }) => key)), type, name };
      if (!found) columns.push(made);
      kept.push({ ...made, column });
    }
  }
  if (columns.length > KEPT_MAX) problems.push({ path: ["kept"], message: `A list keeps at most ${KEPT_MAX} columns${known.length === 0 ? "" : `, and this one has ${known.length}`}. Choose fewer.` });
  return problems.length > 0 ? { problems } : { kept, columns };
}

export const TYPE_WORDS: Readonly<Record<KeptType, string>> = { text: "a text", number: "a number", day: "a day", bool: "a yes or no" };
