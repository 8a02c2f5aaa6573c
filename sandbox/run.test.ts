import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { stopLeftOver } from "./left-over.ts";
import { freePort } from "./postgres.ts";

const folder = mkdtempSync(join(tmpdir(), "segue-demo-"));
chmodSync(folder, 0o755);
const DEMO_DATA = join(folder, "data");
const port = await freePort();
const started: ChildProcess[] = [];

afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await stopLeftOver(join(DEMO_DATA, "pg"));
  rmSync(folder, { recursive: true, force: true });
});

type Running = { child: ChildProcess; words(): string; ended: Promise<number | null> };

/** Resolves when the address is printed. */
async function start(): Promise<Running> {
  const child = spawn(process.execPath, ["sandbox/run.ts"], { cwd: new URL("../", import.meta.url), env: { ...process.env, NODE_ENV: "development", DEMO_DATA, DEMO_PORT: String(port), DATABASE_URL: "" } });
  started.push(child);
  let words = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer) => {
      words += text;
      if (words.includes(`Segue is at http://localhost:${port}`)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void ended.then(() => reject(new Error(words)));
  });
  return { child, words: () => words, ended };
}

/** The admin, the app, the worker, and PostgreSQL as its folder names it. */
async function answering(): Promise<number[]> {
  const file = join(DEMO_DATA, "pg", "postmaster.pid");
  const postgres = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[3]) : NaN;
  const ports = [port, port + 1, port + 2, postgres].filter(Number.isInteger);
  const open = await Promise.all(ports.map((each) => isOpen(each)));
  return ports.filter((_, at) => open[at]);
}

function isOpen(each: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(each, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false)).once("connect", () => socket.destroy());
  });
}

test("The demo outlives a kill, tells of a crash, and leaves nothing running when it is stopped.", async () => {
  const first = await start();
  expect(await answering()).toHaveLength(4);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);

  first.child.kill("SIGKILL");
  await first.ended;
  // PostgreSQL has lost its owner and goes on; the app's processes notice and end by themselves.
  await expect.poll(answering, { timeout: 15_000 }).toHaveLength(1);

  const second = await start();
  const web = childOf(second.child.pid, "app/web.server.ts");
  process.kill(web, "SIGKILL");
  expect(await second.ended).toBe(1);
  expect(second.words()).toContain("web ended by itself (SIGKILL)");
  expect(await answering()).toEqual([]);

  const third = await start();
  expect(await answering()).toHaveLength(4);
  third.child.kill("SIGINT");
  expect(await third.ended, third.words()).toBe(0);
  expect(await answering()).toEqual([]);
});

function childOf(pid: number | undefined, file: string): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
  const found = children.find((each) => readFileSync(`/proc/${each}/cmdline`, "utf8").includes(file));
  if (!found) throw new Error(`No child runs ${file}.`);
  return found;
}
