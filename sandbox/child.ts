// A process of the app, run as in production but for the preload.
import { spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { seconds } from "#app/lib/time.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** Both processes finish what is under way in less. */
const STOP_MS_MAX = seconds(12);
const LAST_LINES = 15;
/** A process starts in a third of the time when it need not compile the same code anew. */
const CODE_CACHE = `${ROOT}node_modules/.cache/segue/code`;

export type Child = {
  name: string;
  pid: number | undefined;
  /** Resolves when it has ended by itself; never after stop(). */
  crashed: Promise<string>;
  stop(): Promise<void>;
};

export type ChildOptions = { name: string; file: string; env: Record<string, string>; logFile: string };

export function startChild({ name, file, env, logFile }: ChildOptions): Child {
  const log = createWriteStream(logFile, { flags: "a" });
  // In a group of its own: Ctrl-C reaches the one who started it, who stops everything in order.
  // The channel tells the child when its starter is gone (sandbox/preload.ts).
  const child = spawn(process.execPath, ["--import", "./sandbox/preload.ts", file], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", NODE_ENV: "development", NODE_COMPILE_CACHE: CODE_CACHE, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  let stopping = false;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (problem) => resolve(problem.message));
    child.once("close", (code, signal) => log.end(() => resolve(signal ?? `status ${code}`)));
  });
  return {
    name,
    pid: child.pid,
    crashed: new Promise((resolve) => {
      void ended.then((how) => stopping || resolve(`${name} ended by itself (${how}). Its last words (${logFile}):\n${lastLines(logFile)}`));
    }),
    async stop() {
      stopping = true;
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
      await ended;
      clearTimeout(killer);
    },
  };
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-LAST_LINES).join("\n");
}
