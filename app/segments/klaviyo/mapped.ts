// One thing of Klaviyo's as ours, or of ours as theirs: what it became, with what still differs in
// meaning; or why there is no such thing.
import type { MappedFields } from "../fields.ts";

export type Mapped<Value> = { value: Value; notes: string[] } | { why: string };

export const became = <Value>(value: Value, ...notes: (string | undefined)[]): Mapped<Value> => ({ value, notes: notes.flatMap((note) => note ?? []) });
export const cannot = (why: string): { why: string } => ({ why });
export const isRefused = <Value>(mapped: Mapped<Value>): mapped is { why: string } => "why" in mapped;

export function andThen<Value, Next>(mapped: Mapped<Value>, next: (value: Value) => Mapped<Next>): Mapped<Next> {
  if (isRefused(mapped)) return mapped;
  const found = next(mapped.value);
  return isRefused(found) ? found : { value: found.value, notes: [...mapped.notes, ...found.notes] };
}

/** All of them, or the first reason. */
export function every<Value>(all: Mapped<Value>[]): Mapped<Value[]> {
  const values: Value[] = [];
  const notes: string[] = [];
  for (const each of all) {
    if (isRefused(each)) return each;
    values.push(each.value);
    notes.push(...each.notes);
  }
  return { value: values, notes };
}

/** What the account and the shop are known by. */
export type Known = {
  /** Metrics by their id in the merchant's account: "Sxnb5T" → "Placed Order". */
  metrics: Readonly<Record<string, string>>;
  /** Which metafields the shop has mapped, and how each is read. */
  mapped: MappedFields;
  /** Lists and segments of theirs that are kept here too. */
  groups?: Readonly<Record<string, { kind: "segment" | "list"; number: number }>>;
};

export const keyOfGroup = ({ groups = {} }: Known, kind: "segment" | "list", number: number): string | null =>
  Object.keys(groups).find((id) => groups[id]?.kind === kind && groups[id].number === number) ?? null;
