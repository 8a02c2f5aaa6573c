// The database of lives, one after the other: each has shops of its own. One connection: what the engine does at once it then
// does one after the other, in the same order each time.
import pg from "pg";
import { openDb, type OpenDb } from "#app/db.server.ts";

export const openLifesDb = (url: string): OpenDb => openDb(url, 1);

export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
