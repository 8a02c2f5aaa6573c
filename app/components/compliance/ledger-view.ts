// What the ledger holds about one number, as the page shows it. The number itself is on no screen.
import type { BareEntry, Disclosure } from "#app/consent/entry.ts";
import type { Scope } from "#app/consent/grant.ts";
import { type ChainCheck, maskedPhone, type NumberLook } from "#app/messages/compliance/ledger-look.ts";
import { customerName } from "../customers/customer-name.ts";
import { formatInstant } from "../format.ts";
import { entryWords, grantWords, SCOPE_NAMES, sourceWords, stopWords } from "./consent-words.ts";

export type LineView = { seq: number; at: string; heardAt: string; said: string; source: string; disclosure: Disclosure | null; evidence: string[]; isErased: boolean; hash: string };
export type LedgerView = { masked: string; owners: { customerId: string; name: string }[]; standing: [label: string, text: string][]; isBlocked: boolean; isStopped: boolean; lines: LineView[]; chain: ChainCheck };

export function ledgerView(phone: string, { owners, state, held, lines, chain }: NumberLook, timeZone: string): LedgerView {
  const when = (ms: number) => formatInstant(new Date(ms).toISOString(), timeZone);
  const stopped = stopWords(held.stop, when);
  return {
    masked: maskedPhone(phone),
    owners: owners.map((owner) => ({ customerId: owner.customerId, name: customerName(owner) })),
    standing: [
      ...(Object.keys(SCOPE_NAMES) as Scope[]).map((scope): [string, string] => [SCOPE_NAMES[scope], grantWords(held.consent[scope], when)]),
      ...(stopped ? [["All texts", stopped] as [string, string]] : []),
      ...(held.suspectedAt === null ? [] : [["Review", `A reply that may mean stop waits since ${when(held.suspectedAt)}`] as [string, string]]),
      ...(state.reach === "ok" ? [] : [["Number", state.reach === "landline" ? "A landline" : "Texts do not reach it"] as [string, string]]),
    ],
    isStopped: held.stop !== null,
    isBlocked: held.stop !== null && held.stop.by !== "reply" && held.stop.by !== "provider",
    lines: lines.map(({ seq, entry, kept, hadEvidence, heardAt, hash }): LineView => ({
      seq, at: new Date(entry.at).toISOString(), heardAt: heardAt.toISOString(), said: entryWords(entry), source: sourceWords(entry.source),
      disclosure: disclosureOf(entry), evidence: kept ? evidenceWords(kept) : [], isErased: hadEvidence && kept === null, hash: hash.slice(0, 12),
    })),
    chain,
  };
}

const disclosureOf = (entry: BareEntry): Disclosure | null => ("disclosure" in entry ? entry.disclosure : null);

function evidenceWords({ page, messageIds, order, note }: NonNullable<NumberLook["lines"][number]["kept"]>): string[] {
  return [...(page ? [`Page: ${page}`] : []), ...(order ? [`Order: ${order}`] : []), ...(messageIds.length > 0 ? [`Texts at the provider: ${messageIds.join(", ")}`] : []), ...(note ? [`Note: ${note}`] : [])];
}
