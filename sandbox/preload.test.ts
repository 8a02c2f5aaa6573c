import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { HOSTS } from "./platforms/open.ts";

const root = new URL("../", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "segue-preload-"));
const clock = join(folder, "clock.json");

const server = createServer((request, response) => {
  const { "x-forwarded-host": shop, authorization } = request.headers;
  response.end(JSON.stringify({ shop, authorization, url: request.url }));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const sandbox = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

type Ran = { status: number | null; out: string; err: string };

/** Runs a line of JavaScript in a process of its own that has the preload. */
function run(code: string, env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, ["--import", "./sandbox/preload.ts", "--input-type=module", "--eval", code], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: "test", SANDBOX_URL: sandbox, SANDBOX_CLOCK: clock, ...env },
  });
  const ran: Ran = { status: null, out: "", err: "" };
  child.stdout.on("data", (text) => (ran.out += text));
  child.stderr.on("data", (text) => (ran.err += text));
  return new Promise((resolve) => child.once("close", (status) => resolve({ ...ran, status })));
}

test("A request to a shop or a platform goes to the sandbox, with the host's name beside it and everything else as it was.", async () => {
  const hosts = ["demo.myshopify.com", ...HOSTS];
  const { out } = await run(`
    for (const host of ${JSON.stringify(hosts)}) {
      const answer = await fetch("https://" + host + "/admin/api/2026-10/graphql.json?a=1", { headers: { authorization: "Bearer x" } });
      console.log(await answer.text());
    }`);
  expect(out.trim().split("\n").map((line) => JSON.parse(line))).toEqual(hosts.map((shop) => ({ shop, authorization: "Bearer x", url: "/admin/api/2026-10/graphql.json?a=1" })));
});

test("This machine may be asked; nothing else may.", async () => {
  const { out } = await run(`
    console.log((await fetch(${JSON.stringify(`${sandbox}/x`)})).status);
    for (const url of ["https://example.com/", "https://demo.myshopify.com.example.com/"])
      await fetch(url).catch((problem) => console.log(problem.cause?.message ?? problem.message));`);
  expect(out.trim().split("\n")).toEqual([
    "200",
    "The sandbox lets nothing out to example.com.",
    "The sandbox lets nothing out to demo.myshopify.com.example.com.",
  ]);
});

test("Date follows the sandbox's clock, and is a Date in every other way.", async () => {
  const dayMs = 86_400_000;
  writeFileSync(clock, JSON.stringify({ offsetMs: 31 * dayMs }));
  const { out } = await run(`
    const { timeOrigin } = performance;
    const ahead = (ms) => Math.round((ms - timeOrigin) / ${dayMs});
    class Own extends Date {}
    console.log(JSON.stringify([
      ahead(Date.now()), ahead(+new Date()), ahead(+new Own()), new Date(5).getTime(),
      new Date() instanceof Date, structuredClone(new Date()) instanceof Date, new Date().constructor === Date,
      new Own() instanceof Own, Date() === new Date().toString(), Date.UTC(1970, 0, 2)]));`);
  expect(JSON.parse(out)).toEqual([31, 31, 31, 5, true, true, true, true, true, dayMs]);
});

test("It does not load into production, nor where nobody says what this is, nor without a sandbox.", async () => {
  const loads = [{ NODE_ENV: "production" }, { NODE_ENV: "" }, { SANDBOX_URL: "" }].map((env) => run("console.log('loaded')", env));
  for (const { status, out } of await Promise.all(loads)) expect({ status, out }).toEqual({ status: 1, out: "" });
});

const files = (path: string) =>
  readdirSync(new URL(path, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test("The product knows nothing of it: no file of app/ or of the build names the sandbox.", () => {
  const built = existsSync(new URL("build/", root)) ? files("build/") : [];
  const sources = files("app/").filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name));
  const naming = [...sources, ...built].filter((name) => /SANDBOX_|["'](?:#sandbox|[./]*sandbox)\//.test(readFileSync(name, "utf8")));
  expect(naming).toEqual([]);
});

test("The image that ships holds neither it nor what it needs.", () => {
  const image = readFileSync(new URL("Dockerfile", root), "utf8");
  const shipped = image.slice(image.lastIndexOf("\nFROM "));
  expect(shipped).toContain("--omit=dev");
  expect(shipped.match(/^COPY .*$/gm)?.filter((line) => /sandbox|COPY (?:--from=\S+ )?\.\s|\/app \./.test(line))).toEqual([]);
  const { dependencies } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  expect(dependencies).not.toHaveProperty("undici");
});
