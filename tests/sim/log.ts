// What happened in a life, a line each: when, what, to whom. People are named by their place in their shop, never by anything
// of theirs, and nothing that a machine draws by itself stands in it: the same seed writes the same bytes.
import { createHash } from "node:crypto";

export type Log = { write(atMs: number, what: string, ...about: (string | number | null)[]): void; lines(): number; digest(): string; counts: Map<string, number> };

/** `show`: told of each line as it is written. */
export function openLog(show: (line: string) => void = () => {}): Log {
  const hash = createHash("sha256");
  const counts = new Map<string, number>();
  let lines = 0;
  return {
    counts,
    write(atMs, what, ...about) {
      const line = [new Date(atMs).toISOString(), what, ...about].join(" ");
      hash.update(`${line}\n`);
      lines += 1;
      counts.set(what, (counts.get(what) ?? 0) + 1);
      show(line);
    },
    lines: () => lines,
    digest: () => hash.copy().digest("hex").slice(0, 16),
  };
}
