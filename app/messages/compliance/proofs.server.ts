// A list of proofs becomes lines of the ledger, some thousands at a time, each time in a transaction of its own: whoever
// imports the list again adds nothing twice. Nobody's consent in Shopify is touched by what a list claims.
import { tellHeldWords } from "../../consent/held-word.server.ts";
import { numberStates } from "../../consent/ledger-rows.server.ts";
import { appendEntries } from "../../consent/ledger.server.ts";
import { numberHasher } from "../../consent/number.server.ts";
import { lockFacts } from "../../customers/rows.server.ts";
import type { ShopId } from "../../lib/ids.ts";
import { transact, type World } from "../../lib/world.ts";
import { commonCountry } from "../../lists/rows.server.ts";
import { lookAtProofs, type ProofColumns, PROOFS_CHARS_MAX, PROOFS_MAX, readProofs, type Refused } from "./proofs.ts";

const BATCH = 2_000;
/** As many as somebody reads. */
const REFUSED_MAX = 1_000;

export type ProofsImport = {
  rows: number;
  /** Rows that said something new, and those that were known. */
  added: number; known: number;
  /** Of all those, rows of numbers that may not be texted all the same: they have said no, or are stopped. */
  heldBack: number;
  refused: Refused[]; refusedCount: number;
};

/** `columns`: where they differ from our guess (lookAtProofs). */
export async function importProofs(world: World, shop: ShopId, csv: string, columns: ProofColumns | null, now: Date): Promise<ProofsImport | { problem: string }> {
  if (csv.length > PROOFS_CHARS_MAX) return { problem: "The file is too large. Split it." };
  const look = lookAtProofs(csv);
  if ("problem" in look) return look;
  const chosen = columns ?? look.guess;
  if (chosen.phone === undefined || chosen.at === undefined) return { problem: "The file needs a column with phone numbers and one that says when each person agreed." };
  const { proofs, refused } = readProofs(csv, { layout: look.layout, columns: chosen, country: await commonCountry(world, shop), now: now.getTime() });
  if (proofs.length > PROOFS_MAX) return { problem: `The file has ${proofs.length} rows; at most ${PROOFS_MAX} can be read at once.` };
  const hash = await numberHasher(world, shop);
  const sum: ProofsImport = { rows: proofs.length + refused.length, added: 0, known: 0, heldBack: 0, refused: refused.slice(0, REFUSED_MAX), refusedCount: refused.length };
  for (let from = 0; from < proofs.length; from += BATCH) {
    const batch = proofs.slice(from, from + BATCH).map((proof) => ({ ...proof, number: hash(proof.phone) }));
    await transact(world, async (within) => {
      await lockFacts(within, shop);
      const lines = batch.flatMap((proof) => proof.entries.map((entry, index) => ({ number: proof.number, entry, proof, ...(index === 0 && proof.trace && { trace: proof.trace }) })));
      const news = new Set((await appendEntries(within, shop, lines, now)).map(({ proof }) => proof));
      const states = await numberStates(within, shop, batch.map(({ number }) => number));
      await tellHeldWords(within, shop, [...news].map(({ phone }) => phone), now);
      sum.added += news.size;
      sum.known += batch.length - news.size;
      sum.heldBack += batch.filter(({ number }) => states.get(number)?.state.consent.marketing.state === "unsubscribed").length;
    });
  }
  return sum;
}
