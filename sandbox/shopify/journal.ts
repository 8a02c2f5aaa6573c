// What survives a restart: every record as it was last saved, appended as JSON lines over the seed
// shops. Opening reads the file and writes it anew without what later lines replaced. Lines are
// flushed once a turn of the event loop; a kill can lose that turn's.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Kind, Tables } from "./records.ts";
import type { Change, ShopState } from "./shop.ts";

type Entry = { shop: string } & ({ put: Tables[Kind] } | { drop: { kind: Kind; id: number } } | { state: ShopState });

export type Journal = {
  /** Per shop, in the order of their last saving. */
  entries(domain: string): Entry[];
  record(domain: string, change: Change): void;
  flush(): void;
};

const keyOf = (entry: Entry) => ("put" in entry ? `${entry.shop}/${entry.put.kind}/${entry.put.id}` : "drop" in entry ? `${entry.shop}/${entry.drop.kind}/${entry.drop.id}` : `${entry.shop}/state`);

export function openJournal(file: string | undefined): Journal {
  const last = new Map<string, Entry>();
  if (file && existsSync(file)) {
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const entry = entryIn(line);
      if (!entry) continue;
      last.delete(keyOf(entry));
      last.set(keyOf(entry), entry);
    }
    writeFileSync(`${file}.new`, [...last.values()].map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    renameSync(`${file}.new`, file);
  }
  if (file) mkdirSync(dirname(file), { recursive: true });

  // A record saved twice in one turn is written once, as it is at the turn's end.
  const unwritten = new Map<string, Entry>();
  const flush = () => {
    if (!file || unwritten.size === 0) return;
    const text = [...unwritten.values()].map((entry) => `${JSON.stringify(entry)}\n`).join("");
    unwritten.clear();
    appendFileSync(file, text);
  };
  return {
    entries: (domain) => [...last.values()].filter((entry) => entry.shop === domain),
    record(domain, change) {
      if (!file) return;
      if (unwritten.size === 0) setImmediate(flush);
      const entry: Entry = { shop: domain, ...change };
      unwritten.set(keyOf(entry), entry);
    },
    flush,
  };
}

/** The sandbox wrote the line itself; the last one may be cut off by a kill. */
function entryIn(line: string): Entry | null {
  if (line === "") return null;
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return null;
  }
}
