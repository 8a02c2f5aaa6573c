// A PostgreSQL whose owner was killed goes on without one and keeps its folder locked. The folder is
// ours, so it is ours to stop: politely (fast shutdown), by the number it wrote down itself.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { seconds } from "#app/lib/time.ts";

const STOP_MS_MAX = seconds(10);
const LOOK_EVERY_MS = 50;

export async function stopLeftOver(dir: string): Promise<void> {
  const file = join(dir, "postmaster.pid");
  if (!existsSync(file)) return;
  const [number, folder] = readFileSync(file, "utf8").split("\n");
  const pid = Number(number);
  if (!Number.isInteger(pid) || pid <= 1 || folder !== dir || !isPostgres(pid)) return;
  process.kill(pid, "SIGINT");
  for (let waitedMs = 0; existsSync(file) && waitedMs < STOP_MS_MAX; waitedMs += LOOK_EVERY_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** The number may have been given to somebody else since. Where this cannot be read, nothing is stopped. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0", 1)[0]?.endsWith("postgres") ?? false;
  } catch {
    return false;
  }
}
