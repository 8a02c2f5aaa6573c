// Reads case files and plays them on one database, each case on a shop of its own.
import { openDb } from "#app/db.server.ts";
import { readJsonFile } from "#tests/support/json-file.ts";
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
  const given = await readJsonFile(file);
  if ("problem" in given) return yield { file, id: "", result: "failed", detail: given.problem };
  const read = File.safeParse(given.json);
  if (!read.success) return yield { file, id: "", result: "failed", detail: "The file is not of the neutral case format." };
  for (const [index, each] of read.data.cases.entries()) {
    const one = Case.safeParse(each);
    if (one.success) yield { file, id: one.data.id, ...(await play(world, one.data, Date.parse(read.data.T0))) };
    else yield { file, id: String(index), result: "not-expressible", detail: `The case itself cannot be read: ${one.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")}.` };
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
