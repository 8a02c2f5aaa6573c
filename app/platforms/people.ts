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

/**
 * What is known of a command's people so far, by customer; whoever is not named was accepted. By customer and not by
 * place, because somebody may be erased while a job is under way.
 */
export const Known = z.object({
  refused: z.record(z.string(), z.string()).default({}),
  skipped: z.record(z.string(), z.string()).default({}),
  unknown: z.record(z.string(), z.string()).default({}),
  ids: z.record(z.string(), z.string()).default({}),
});
export type Known = z.infer<typeof Known>;

export const nothingKnown = (): Known => ({ refused: {}, skipped: {}, unknown: {}, ids: {} });

export function noting(known: Known, how: keyof Known, customers: readonly string[], what: string): Known {
  return customers.length === 0 ? known : { ...known, [how]: { ...known[how], ...Object.fromEntries(customers.map((customer) => [customer, what])) } };
}

export function outcomes(people: readonly Member[], known: Known): Extract<Result, { kind: "people" }> {
  const of = ({ customerId, platformId }: Member): PersonOutcome => {
    const id = (known.ids[customerId] ?? "") === "" ? platformId : (known.ids[customerId] ?? null);
    const as = (result: PersonOutcome["result"], reason: string | null): PersonOutcome => ({ customerId, result, reason, platformId: id });
    if (known.refused[customerId] !== undefined) return as("refused", known.refused[customerId]);
    if (known.skipped[customerId] !== undefined) return as("skipped", known.skipped[customerId]);
    if (known.unknown[customerId] !== undefined) return as("unknown", known.unknown[customerId]);
    return as("accepted", null);
  };
  return { kind: "people", outcomes: people.map(of) };
}

/** A first and a last customer. */
export const Range = z.tuple([z.string(), z.string()]);
export type Range = z.infer<typeof Range>;

/** Numbers as texts: the shorter is the smaller. */
export const byNumber = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Ranges of at most `size` people. */
export function ranges(people: readonly Member[], size: number): Range[] {
  const customers = people.map(({ customerId }) => customerId).sort(byNumber);
  return Array.from({ length: Math.ceil(customers.length / size) }, (_, step) => between(customers.slice(step * size, (step + 1) * size)));
}

export const within = <Someone extends Member>(people: readonly Someone[], range: Range | undefined) =>
  range === undefined ? [] : people.filter(({ customerId }) => byNumber(range[0], customerId) <= 0 && byNumber(customerId, range[1]) <= 0);

/** The two halves of people who were refused as a whole; one alone cannot be halved. */
export function halves(people: readonly string[]): Range[] {
  const customers = [...people].sort(byNumber);
  const middle = Math.ceil(customers.length / 2);
  return customers.length > 1 ? [between(customers.slice(0, middle)), between(customers.slice(middle))] : [];
}

const between = (customers: readonly string[]): Range => [customers[0] ?? "", customers.at(-1) ?? ""];
