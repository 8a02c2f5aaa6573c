// Seconds of processor time, which stay comparable where a machine is shared and the wall clock does not.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { type Db, row, sql } from "#app/lib/sql.ts";

export type Cpu = { node: number; postgres: number };

const TICKS_A_SECOND = 100;
const DIRECTORY = z.object({ data_directory: z.string() });

/** Of this process and of the whole PostgreSQL server beside it, all its processes together. Where there is no /proc, the server's stay 0. */
export async function cpuNow(db: Db): Promise<Cpu> {
  const { user, system } = process.cpuUsage();
  const directory = (await row(db, DIRECTORY, sql`show data_directory`))?.data_directory ?? "";
  return { node: (user + system) / 1e6, postgres: serverSeconds(Number(textOf(`${directory}/postmaster.pid`).split("\n")[0])) };
}

export const cpuSince = (before: Cpu, after: Cpu): Cpu => ({ node: Number((after.node - before.node).toFixed(2)), postgres: Number((after.postgres - before.postgres).toFixed(2)) });

/** The postmaster has the time of its dead; the living are its children. */
function serverSeconds(postmaster: number): number {
  const pids = existsSync("/proc") ? readdirSync("/proc").map(Number).filter((pid) => pid > 0) : [];
  const ticks = pids.map(processTimes).reduce((sum, { pid, parent, own, dead }) => sum + (pid === postmaster ? own + dead : parent === postmaster ? own : 0), 0);
  return ticks / TICKS_A_SECOND;
}

/** man proc_pid_stat: after the name in brackets come state, parent (4th), utime, stime, cutime, cstime (14th to 17th). */
function processTimes(pid: number) {
  const fields = textOf(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ").map(Number) ?? [];
  const at = (place: number) => fields[place - 3] ?? 0;
  return { pid, parent: at(4), own: at(14) + at(15), dead: at(16) + at(17) };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
