// Loaded into the app's processes by `node --import ./sandbox/preload.ts`, never by the app itself:
// from here on whatever goes to *.myshopify.com or to a platform goes to the sandbox, anything else that would leave
// this machine is refused, and Date follows the sandbox's clock. The product has no demo branch, so
// this is all there is; and it does not load where NODE_ENV says production, or says nothing.
import { readFileSync } from "node:fs";
import { Agent, type Dispatcher, setGlobalDispatcher } from "undici";

const { NODE_ENV, SANDBOX_URL, SANDBOX_CLOCK } = process.env;
if (NODE_ENV !== "development" && NODE_ENV !== "test") throw new Error("The sandbox does not load into production (NODE_ENV).");
if (!SANDBOX_URL) throw new Error("SANDBOX_URL is not set: there is no sandbox to send requests to.");

const sandbox = new URL(SANDBOX_URL);
const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
const PLATFORM_HOSTS = new Set([
  "a.klaviyo.com", "www.klaviyo.com", "api.attentivemobile.com", "ui.attentivemobile.com", "bulk-results.attentivemobile.com", "api.postscript.io", "api.twilio.com", "api.omnisend.com",
]);
const HOST_HEADER = "x-forwarded-host";
const HERE = new Set(["127.0.0.1", "localhost", "[::1]"]);

setGlobalDispatcher(new Agent().compose((dispatch) => (request, handler) => dispatch(rerouted(request), handler)));

function rerouted(request: Dispatcher.DispatchOptions): Dispatcher.DispatchOptions {
  const to = new URL(String(request.origin));
  if (HERE.has(to.hostname)) return request;
  if (!SHOP.test(to.hostname) && !PLATFORM_HOSTS.has(to.hostname)) throw new Error(`The sandbox lets nothing out to ${to.hostname}.`);
  return { ...request, origin: sandbox.origin, headers: withHost(request.headers, to.hostname) };
}

/** undici hands headers over as an object, as one flat list of names and values, or as pairs. */
function withHost(headers: Dispatcher.DispatchOptions["headers"], host: string): string[] {
  if (Array.isArray(headers)) return [...headers, HOST_HEADER, host];
  const pairs = headers && Symbol.iterator in headers ? [...headers] : Object.entries(headers ?? {});
  const flat = pairs.flatMap(([name, value]) => [value ?? []].flat().flatMap((each) => [name, each]));
  return [...flat, HOST_HEADER, host];
}

// Whoever started this process may be killed without a chance to stop it; then it stops by itself.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();

// The clock: a file that holds how far ahead of the machine's time the sandbox is, in milliseconds.
// Read when time is asked for, at most every 50 ms, so that no timer keeps a process alive.
const READ_EVERY_MS = 50;
const MachineDate = Date;
let aheadMs = 0;
let readAtMs = -Infinity;

function now(): number {
  if (SANDBOX_CLOCK && performance.now() - readAtMs >= READ_EVERY_MS) {
    readAtMs = performance.now();
    aheadMs = read(SANDBOX_CLOCK);
  }
  return MachineDate.now() + aheadMs;
}

/** The file may be missing for a moment, while it is written or before the first move. */
function read(path: string): number {
  try {
    const saved: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isClock(saved) ? saved.offsetMs : aheadMs;
  } catch {
    return aheadMs;
  }
}

/** What sandbox/clock.ts writes. */
function isClock(saved: unknown): saved is { offsetMs: number } {
  return typeof saved === "object" && saved !== null && "offsetMs" in saved && Number.isFinite(saved.offsetMs);
}

globalThis.Date = new Proxy(MachineDate, {
  construct: (target, input, made) => Reflect.construct(target, input.length ? input : [now()], made === globalThis.Date ? target : made),
  apply: () => new MachineDate(now()).toString(),
  get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
});
Object.defineProperty(MachineDate.prototype, "constructor", { value: globalThis.Date, writable: true, configurable: true });
