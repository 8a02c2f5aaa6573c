// A file that somebody names on the command line. Rubbish in it is told in a sentence, never as a crash.
import { readFile } from "node:fs/promises";
import { parseJson } from "#app/lib/json.ts";

export async function readJsonFile(path: string): Promise<{ json: unknown } | { problem: string }> {
  const text = await readFile(path, "utf8").catch((problem: NodeJS.ErrnoException) => problem);
  if (text instanceof Error) return { problem: text.code === "ENOENT" ? "There is no such file." : `The file cannot be read (${text.code ?? text.message}).` };
  const json = parseJson(text);
  return json === undefined ? { problem: "The file is not JSON." } : { json };
}
