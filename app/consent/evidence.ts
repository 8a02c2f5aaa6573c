// Evidence as one file: JSON that lets anybody check the chain, and the same to be read.
import { firstBroken, type Kept, type Link } from "./chain.ts";
import { consentOf } from "./consent.ts";
import type { BareEntry } from "./entry.ts";
import type { ConsentState } from "./grant.ts";
import { saidBy } from "./words.ts";

type Text = { textId: string; source: string; class: string; scope: string; topic: string | null; campaignId: number | null; messageId: number | null; messageVersion: number | null; state: string; reason: string | null; createdAt: Date; sentAt: Date | null; deliveredAt: Date | null; providerId: string | null; errorCode: string | null; body: string | null };
type Decision = { decisionId: string; textId: string; at: Date; verdict: string; reason: string; until: Date | null; settingsVersion: number; record: unknown };
type Reply = { replyId: string; at: Date; heardAt: Date; body: string; pictures: number; meaning: string; language: string | null };

export type Entry = {
  seq: number; saidAt: string; heardAt: string; entry: BareEntry; hash: string;
  /** Null where there never was any; "erased" where it went with the person. */
  evidence: Kept | "erased" | null;
  address: string | null; agent: string | null;
};

/** `brokenAt`: the first line that does not fit; null: lines were cut off at the end. */
export type Chain = "whole" | { brokenAt: number | null };

export type Evidence = {
  madeAt: string; number: string; from: string; to: string;
  chain: Chain; chainLines: number; chainRule: string;
  entries: Entry[];
  /** What the entries add up to at the end of the period. */
  state: ConsentState;
  decisions: Decision[]; texts: Text[]; replies: Reply[];
};

const CHAIN_RULE = "hash = SHA-256 of: the hash before (empty for the first), line feed, heardAt in milliseconds, line feed, the entry as JSON with its keys sorted and no spaces. entry.evidence = SHA-256 of: salt, line feed, the evidence as JSON written the same way.";

type Found = {
  number: string; from: Date; to: Date; madeAt: Date;
  lines: readonly (Link & { seq: number })[]; noted: { entries: number; head: string | null };
  traces: ReadonlyMap<number, { address: string | null; agent: string | null }>;
  decisions: Decision[]; texts: Text[]; replies: Reply[];
};

export function evidenceFrom({ number, from, to, madeAt, lines, noted, traces, ...rest }: Found): Evidence {
  const told = lines.filter(({ heardAt }) => heardAt <= to.getTime());
  return {
    madeAt: madeAt.toISOString(), number, from: from.toISOString(), to: to.toISOString(),
    chain: chainOf(lines, noted), chainLines: lines.length, chainRule: CHAIN_RULE,
    entries: told.map(({ seq, entry, kept, heardAt, hash }) => ({
      seq, saidAt: iso(entry.at), heardAt: iso(heardAt), entry, hash, evidence: kept ?? (entry.evidence === null ? null : "erased"), address: traces.get(seq)?.address ?? null, agent: traces.get(seq)?.agent ?? null,
    })),
    state: consentOf(saidBy(told), to.getTime()),
    ...rest,
  };
}

export function chainOf(lines: readonly Link[], noted: { entries: number; head: string | null }): Chain {
  const broken = firstBroken(lines);
  if (broken !== null) return { brokenAt: broken + 1 };
  return lines.length === noted.entries && (lines.at(-1)?.hash ?? null) === noted.head ? "whole" : { brokenAt: null };
}

const iso = (ms: number) => new Date(ms).toISOString();

/** `who`: as the reader knows them, such as a phone; it is nowhere in the ledger itself. */
export function evidenceText(evidence: Evidence, { shop, who }: { shop: string; who: string }): string {
  const { entries, decisions, texts, replies, chain, state } = evidence;
  return `${[
    `Evidence of consent to texts from ${shop}`, `About: ${who}`, periodLine(evidence), `Made: ${evidence.madeAt}. All times are UTC.`,
    chain === "whole" ? `The chain of ${evidence.chainLines} lines is whole: none was changed, taken out or put in.` : chain.brokenAt === null ? "The chain does not end where it was noted to end: lines were cut off." : `The chain is broken at line ${chain.brokenAt}.`,
    "", `WHAT WAS SAID (${entries.length})`, ...entries.flatMap(entryLines),
    "", "WHAT IT ADDS UP TO", ...stateLines(state),
    "", `TEXTS (${texts.length})`, ...texts.map((text) => `${(text.sentAt ?? text.createdAt).toISOString()}  ${text.state}${text.reason === null ? "" : `, ${text.reason}`}; ${text.class}${text.providerId === null ? "" : `; the provider's number ${text.providerId}`}${text.body === null ? "" : `\n    ${indented(text.body)}`}`),
    "", `DECISIONS (${decisions.length})`, ...decisions.map(({ at, textId, verdict, reason, until }) => `${at.toISOString()}  text ${textId}: ${verdict}, ${reason}${until === null ? "" : `, until ${until.toISOString()}`}`),
    "", `REPLIES (${replies.length})`, ...replies.map(({ at, body, meaning }) => `${at.toISOString()}  understood as ${meaning}\n    ${indented(body)}`),
  ].join("\n")}\n`;
}

/** Where no beginning was given, it is the earliest instant that there is. */
const periodLine = ({ from, to }: Evidence) => `Period: ${from === iso(0) ? "from the beginning" : from} to ${to}`;

const indented = (text: string) => text.replaceAll("\n", "\n    ");

function entryLines({ seq, saidAt, heardAt, entry, hash, evidence, address, agent }: Entry): string[] {
  const more = [
    ...("scopes" in entry ? [`for ${entry.scopes.join(", ")}`] : []), ...(entry.kind === "optedIn" ? [entry.basis, `proof ${entry.proof}`, ...(entry.expiresAt === null ? [] : [`until ${iso(entry.expiresAt)}`])] : []), ...(entry.kind === "stopped" ? [`by ${entry.by}`] : []),
  ];
  const kept = evidence === null || evidence === "erased" ? [] : Object.entries(evidence.evidence).flatMap(([name, value]) => (value === null || (Array.isArray(value) && value.length === 0) ? [] : [`    ${name}: ${indented(String(value))}`]));
  return [
    `${seq}. ${saidAt}  ${entry.kind}, source ${entry.source}${more.length > 0 ? `; ${more.join("; ")}` : ""}`, `    heard ${heardAt}`,
    ...("disclosure" in entry && entry.disclosure ? [`    wording ${entry.disclosure.version} (${entry.disclosure.locale}): ${indented(entry.disclosure.text)}`] : []),
    ...kept, ...(evidence === "erased" ? ["    Its evidence was erased with the person."] : []), ...(address === null && agent === null ? [] : [`    from ${address ?? "an unknown address"}, ${agent ?? "an unknown browser"}`]),
    `    hash ${hash}`,
  ];
}

const stateLines = ({ consent, stop, suspectedAt }: ConsentState): string[] => [
  ...Object.entries(consent).map(([scope, { state, since, basis, isDouble, proof }]) => `${scope}: ${state}${since === null ? "" : ` since ${iso(since)}`}${state === "subscribed" ? ` (${basis}, proof ${proof}${isDouble ? ", confirmed by text" : ""})` : ""}`),
  ...(stop ? [`Every text is stopped since ${iso(stop.at)}, by ${stop.by}.`] : []), ...(suspectedAt === null ? [] : [`A reply that may mean stop is being looked at since ${iso(suspectedAt)}.`]),
];
