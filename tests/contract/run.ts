// npm run contract -- PLATFORM BASE_URL [--json]: every command of one adapter, good and spoilt, against a server that
// stands at BASE_URL for the platform's host. One line a call, or one array with --json; the exit status is 1 where a good
// call was refused or a bad one accepted.
import { PlatformId } from "#app/platforms/adapter.ts";
import { adapterOf, ADAPTERS } from "#app/platforms/adapters.ts";
import { drive, type Line, type Send } from "./drive.ts";

const [name, base] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const isJson = process.argv.includes("--json");
const platform = PlatformId.safeParse(name);
if (!platform.success || base === undefined || !URL.canParse(base)) {
  console.error(`npm run contract -- PLATFORM BASE_URL [--json], where PLATFORM is one of ${PlatformId.options.join(", ")}.`);
  process.exit(2);
}

const TIMEOUT_MS = 30_000;

const send: Send = async ({ method, path, headers, body }) => {
  try {
    const answer = await fetch(`${base.replace(/\/$/, "")}${path}`, { method, headers, body, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  } catch {
    return { status: 0, headers: {}, body: "" };
  }
};

const lines = await drive(adapterOf(ADAPTERS, platform.data), send, isJson ? () => {} : print);
if (isJson) console.log(JSON.stringify(lines, null, 1));
else console.log(`${lines.length} calls, ${lines.filter(({ ok }) => !ok).length} not as they should be.`);
process.exit(lines.length > 0 && lines.every(({ ok }) => ok) ? 0 : 1);

function print({ operation, method, path, status, ok, detail }: Line): void {
  console.log(`${ok ? "ok  " : "FAIL"} ${status} ${operation} ${method} ${path.length > 100 ? `${path.slice(0, 97)}…` : path}: ${detail}`);
}
