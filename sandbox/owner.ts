// One demo a data folder: who holds it is written in it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The number of the living process that has the folder; or undefined, and then it is ours. */
export function takenBy(dataDir: string): number | undefined {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "owner.pid");
  const owner = read(file);
  if (owner !== undefined && owner !== process.pid && isAlive(owner)) return owner;
  writeFileSync(file, String(process.pid));
  return undefined;
}

function read(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** A number is given out again after a while: only one that runs this program counts, where that can be read. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("run.ts");
  } catch {
    return true;
  }
}
