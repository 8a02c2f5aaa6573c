// Who a person is to a platform, and what became of each of a command's people. Blank and malformed identifiers are
// never sent: on some platforms equal values make two people one.
import { z } from "zod";
import type { Member, Person, PersonOutcome, Result } from "./adapter.ts";

const PHONE = /^\+[1-9]\d{6,14}$/;
const EMAIL = /^[^\s@"\\,()<>]{1,64}@[^\s@"\\,()<>]{1,180}\.[A-Za-z0-9-]{2,63}$/;

export const phoneOf = (person: Pick<Person, "phone">) => (person.phone !== null && PHONE.test(person.phone) ? person.phone : null);
export const emailOf = (person: Pick<Person, "email">) => (person.email !== null && EMAIL.test(person.email) ? person.email : null);
export const idOf = (person: Pick<Person, "platformId">) => (person.platformId !== null && person.platformId.trim() !== "" ? person.platformId : null);

/** Platforms write numbers with and without the plus sign, and addresses in any case. */
export const samePhone = (text: string) => text.replace(/\D/g, "");
export const sameEmail = (text: string) => text.trim().toLowerCase();

/** What is known of a command's people so far, by their place in it; whoever is not named was accepted. */
export const Known = z.object({
  refused: z.record(z.string(), z.string()).default({}),
  skipped: z.record(z.string(), z.string()).default({}),
  unknown: z.record(z.string(), z.string()).default({}),
  ids: z.record(z.string(), z.string()).default({}),
});
export type Known = z.infer<typeof Known>;

export const nothingKnown = (): Known => ({ refused: {}, skipped: {}, unknown: {}, ids: {} });

export function noting(known: Known, how: keyof Known, indexes: readonly number[], what: string): Known {
  return { ...known, [how]: { ...known[how], ...Object.fromEntries(indexes.map((index) => [String(index), what])) } };
}

export function outcomes(people: readonly Member[], known: Known): Extract<Result, { kind: "people" }> {
  const of = (person: Member, index: number): PersonOutcome => {
    const key = String(index);
    const platformId = (known.ids[key] ?? "") === "" ? person.platformId : (known.ids[key] ?? null);
    const as = (result: PersonOutcome["result"], reason: string | null): PersonOutcome => ({ customerId: person.customerId, result, reason, platformId });
    if (known.refused[key] !== undefined) return as("refused", known.refused[key]);
    if (known.skipped[key] !== undefined) return as("skipped", known.skipped[key]);
    if (known.unknown[key] !== undefined) return as("unknown", known.unknown[key]);
    return as("accepted", null);
  };
  return { kind: "people", outcomes: people.map(of) };
}

/** From here up to, and without, there. */
export const Range = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]);
export type Range = z.infer<typeof Range>;

/** Ranges of at most `size`. */
export function ranges(count: number, size: number): Range[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, step) => [step * size, Math.min((step + 1) * size, count)]);
}

/** The two halves of a range that was refused as a whole; one person alone cannot be halved. */
export function halves([from, to]: Range): Range[] {
  const middle = from + Math.ceil((to - from) / 2);
  return to - from > 1 ? [[from, middle], [middle, to]] : [];
}
