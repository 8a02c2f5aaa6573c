// Reads case files and plays them on one database, each case on a shop of its own.
import { readFile } from "node:fs/promises";
import { openDb } from "#app/db.server.ts";
import { Case, File, type Outcome } from "./format.ts";
import { type Clocked, play } from "./play.ts";

export async function playFiles(databaseUrl: string, files: string[], tell: (outcome: Outcome) => void): Promise<Outcome[]> {
  const db = openDb(databaseUrl, 4);
  const outcomes: Outcome[] = [];
  try {
    for (const file of files) {
      for await (const outcome of playFile(aWorld(db), file)) {
        tell(outcome);
        outcomes.push(outcome);
      }
    }
  } finally {
    await db.close();
  }
  return outcomes;
}

async function* playFile(world: Clocked, file: string): AsyncIterable<Outcome> {
  const read = File.safeParse(JSON.parse(await readFile(file, "utf8")));
  if (!read.success) return yield { file, id: "", result: "failed", detail: "The file is not of the neutral case format." };
  for (const [index, each] of read.data.cases.entries()) {
    const given = Case.safeParse(each);
    if (given.success) yield { file, id: given.data.id, ...(await play(world, given.data, Date.parse(read.data.T0))) };
    else yield { file, id: String(index), result: "not-expressible", detail: `The case itself cannot be read: ${given.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")}.` };
  }
}

/** A world whose clock the case owns, with no network at all. */
function aWorld(db: Clocked["db"]): Clocked {
  let now = new Date(0);
  let count = 0;
  const offline = () => Promise.resolve({ kind: "none" as const, reason: "no network here" });
  return {
    db, now: () => now, clock: { set: (instant) => void (now = instant) }, point: async () => {},
    ids: { uuid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}` }, http: { send: offline, stream: offline },
    log: { info: () => {}, warn: () => {}, error: () => {} }, secrets: { shopifyApiKey: "", shopifyApiSecret: "", encryptionKeys: [] },
  };
}
