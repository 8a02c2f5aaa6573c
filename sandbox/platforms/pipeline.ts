// From a request to its answer, the same for all platforms: who calls, may they, is there budget, does
// something go wrong, and then the operation itself.
import { type Account, LOG_MAX, remember } from "./account.ts";
import { type Magic, magicIn } from "./faults.ts";
import { take } from "./limits.ts";
import { type Answered, type Ask, type Entered, type Ground, type Operation, type Platform, Refused, type Reply, reply } from "./platform.ts";

type Found = { operation: Operation; params: Record<string, string> };

export function answer(ground: Ground, platform: Platform, ask: Ask, settle: (account: Account) => void): Answered {
  try {
    const open = platform.open?.(ground, ask);
    if (open) return open;
    const found = operationOf(platform, ask);
    if (!("operation" in found)) return platform.refuse(found.elsewhere ? { kind: "method" } : { kind: "unknownPath" }, ask);
    const entered = platform.enter(ground, ask);
    if (!entered || entered.account.revoked) return platform.refuse({ kind: "unauthorized" }, ask);
    settle(entered.account);
    const answered = carryOut(ground, platform, ask, found, entered);
    const { name } = found.operation;
    remember(entered.account.calls, { operation: name, method: ask.method, path: ask.path, status: answered === "lost" ? null : answered.status, atMs: ground.now() }, LOG_MAX);
    return answered;
  } catch (problem) {
    if (problem instanceof Refused) return problem.reply;
    throw problem;
  }
}

function operationOf(platform: Platform, ask: Ask): Found | { elsewhere: boolean } {
  let elsewhere = false;
  for (const operation of platform.operations) {
    const params = match(operation.path, ask.path);
    if (!params) continue;
    if (operation.method === ask.method) return { operation, params };
    elsewhere = true;
  }
  return { elsewhere };
}

type Pattern = { shape: RegExp; names: string[] };
const patterns = new Map<string, Pattern>();

function patternOf(path: string): Pattern {
  const known = patterns.get(path);
  if (known) return known;
  const shape = path.split(/\{\w+\}/).map((text) => text.replaceAll(/[.]/g, "\\.")).join("([^/]+?)");
  const pattern = { shape: new RegExp(`^${shape}/?$`), names: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name) };
  patterns.set(path, pattern);
  return pattern;
}

/** "/lists/{id}" and "/lists/abc" → { id: "abc" }. */
function match(path: string, given: string): Record<string, string> | null {
  const { shape, names } = patternOf(path);
  const found = shape.exec(given);
  return found && Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? "")]));
}

function carryOut(ground: Ground, platform: Platform, ask: Ask, { operation, params }: Found, { account, who, scopes }: Entered): Answered {
  const { scope } = operation;
  if (scope && (account.missing.includes(scope) || (scopes && !scopes.includes(scope)))) return platform.refuse({ kind: "scope", scope }, ask);
  const now = ground.now();
  // Klaviyo counts each operation by itself, the others by what it draws on.
  const counted = platform.name === "klaviyo" ? operation.name : operation.limit;
  const { budgets, retryMs } = take(account.windows, `${who}/${counted}`, platform.limits[operation.limit] ?? [], now, { sliding: platform.sliding ?? false, factor: account.faults.limits });
  const headers = platform.budgetHeaders?.(budgets) ?? {};
  if (retryMs !== null) return withHeaders(platform.refuse({ kind: "throttled", retryMs }, ask), platform.name === "klaviyo" ? {} : headers);
  const magic = magicIn(`${ask.path} ${ask.query.toString()} ${ask.body}`);
  const trouble = before(ground, platform, account, ask, operation, magic);
  if (trouble) return trouble;
  const done = run(platform, { ground, account, ask, params, now, byKey: scopes === null }, operation);
  return after(ground, platform, account, ask, operation, magic) ?? withHeaders(done, headers);
}

function run(platform: Platform, call: Parameters<Operation["run"]>[0], operation: Operation): Reply {
  try {
    platform.check?.(call.ask, operation);
    return operation.run(call);
  } catch (problem) {
    if (problem instanceof Refused) return problem.reply;
    throw problem;
  }
}

const withHeaders = (answered: Reply, headers: Record<string, string>): Reply => ({ ...answered, headers: { ...headers, ...answered.headers } });

/** What goes wrong before anything is done. */
function before(ground: Ground, platform: Platform, account: Account, ask: Ask, operation: Operation, magic: Set<Magic>): Answered | undefined {
  const { faults } = account;
  const planned = faults.next.find((each) => each.operation === undefined || each.operation === operation.name);
  if (planned) {
    planned.times -= 1;
    if (planned.times === 0) faults.next.splice(faults.next.indexOf(planned), 1);
    return withHeaders(planned.status === 429 ? platform.refuse({ kind: "throttled", retryMs: 1000 }, ask) : planned.status === 500 ? platform.refuse({ kind: "failed" }, ask) : reply(planned.status, {}), planned.headers ?? {});
  }
  const chance = ground.chance(`before/${account.platform}/${account.number}/${(account.counter += 1)}`);
  if (chance.happens(faults.throttle) || once(account, "throttle", operation, magic)) return platform.refuse({ kind: "throttled", retryMs: (faults.retryAfter ?? 2) * 1000 }, ask);
  if (chance.happens(faults.fail) || once(account, "fail", operation, magic)) return platform.refuse({ kind: "failed" }, ask);
  return chance.happens(faults.lose) ? "lost" : undefined;
}

/** What goes wrong after it was done. */
function after(ground: Ground, platform: Platform, account: Account, ask: Ask, operation: Operation, magic: Set<Magic>): Answered | undefined {
  const { faults } = account;
  const chance = ground.chance(`after/${account.platform}/${account.number}/${(account.counter += 1)}`);
  if (chance.happens(faults.loseAfter) || once(account, "lose", operation, magic)) return "lost";
  return chance.happens(faults.failAfter) ? platform.refuse({ kind: "failed" }, ask) : undefined;
}

/** A magic value troubles the first call of each operation that writes, and that one alone. */
function once(account: Account, which: Magic, operation: Operation, magic: Set<Magic>): boolean {
  const key = `${which}/${operation.name}`;
  if (operation.method === "GET" || !magic.has(which) || account.spent.has(key)) return false;
  account.spent.add(key);
  return true;
}
