// One suite for every adapter. Whatever is asked and whatever is answered: each step is one of the four, each request
// keeps to the contract, what is stored comes back from JSON, and nothing ends without saying how.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answersTo } from "#tests/contract/answers.ts";
import { contractOf, type Known, operationsOf, wrongWith } from "#tests/contract/contract.ts";
import type { CustomerId } from "../lib/ids.ts";
import type { Adapter, Credentials, Member, PlatformCommand, PlatformRequest, Step } from "./adapter.ts";
import { ADAPTERS } from "./adapters.ts";
import { CAPABILITIES } from "./capabilities.ts";

const RUNS = 40;
const STEPS_MAX = 60;

const digits = (count: number) => "0123456789abcdef".repeat(2).slice(0, count);
const CREDENTIALS: Credentials = { kind: "key", key: `SK${digits(32)}`, account: `AC${digits(32)}`, secret: "secret-of-a-key", sender: `MG${digits(32)}` };

const phones = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 9_999 }).map((end) => `+1500555${String(end).padStart(4, "0")}`) }, fc.constantFrom(null, "", " ", "5005550006", "+0"));
const emails = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 9_999 }).map((who) => `ann+${who}@example.com`) }, fc.constantFrom(null, "", "ann", "a\"b@example.com"));
const member: fc.Arbitrary<Omit<Member, "customerId">> = fc.record({ phone: phones, email: emails, platformId: fc.constantFrom(null, null, "", "01GDDK", "s_1"), places: fc.constantFrom(["segue-1", "segue-2"], []) }, { requiredKeys: ["phone", "email", "platformId"] });
const people = fc.array(member, { minLength: 1, maxLength: 6 }).map((all): Member[] => all.map((one, index) => ({ ...one, customerId: String(index * 7 + 1) as CustomerId })));
const person = people.map((all) => all[0] as Member);
const place = fc.record({ key: fc.constant("segue-1"), name: fc.constantFrom("VIP", "“Ümlaut” & co", "x".repeat(300)), ref: fc.constantFrom(null, "VRgFBd"), model: fc.constantFrom("list" as const, "segment" as const, "property" as const, "tag" as const) }, { requiredKeys: ["key", "name", "ref"] });
const at = fc.constant("2026-11-26T10:00:00.000Z");
const kind = <const Kind extends PlatformCommand["kind"]>(it: Kind) => fc.constant(it);

const COMMANDS: { [Kind in PlatformCommand["kind"]]: fc.Arbitrary<Extract<PlatformCommand, { kind: Kind }>> } = {
  identify: fc.record({ kind: kind("identify") }),
  ensurePlace: fc.record({ kind: kind("ensurePlace"), place }),
  change: fc.record({ kind: kind("change"), op: fc.constantFrom("add" as const, "remove" as const), place, people }),
  members: fc.record({ kind: kind("members"), place, cursor: fc.constantFrom(null, "2") }),
  whoAre: fc.record({ kind: kind("whoAre"), platformIds: fc.constantFrom([], ["01GDDK"], ["01GDDK", "s_1"]) }),
  dropPlace: fc.record({ kind: kind("dropPlace"), place }),
  track: fc.record({ kind: kind("track"), event: fc.constantFrom("Segment Entered" as const, "Segment Exited" as const), key: fc.constant("1:2:3:4"), at, person, properties: fc.constant({ segment_key: "segue-1", "odd {name}": 1, yes: true }), silent: fc.boolean() }),
  readConsent: fc.record({ kind: kind("readConsent"), people }),
  optOut: fc.record({ kind: kind("optOut"), person, at, source: fc.constant("shopify") }),
  setProperty: fc.record({ kind: kind("setProperty"), person, name: fc.constantFrom("favourite", "odd {name}"), value: fc.constant("“Tea”") }),
  send: fc.record({ kind: kind("send"), key: fc.constant("k"), person, body: fc.constant("Hello & + %"), category: fc.constantFrom("promotional" as const, "transactional" as const), callback: fc.constantFrom(null, "https://segue.example/hooks/twilio/k?x=1"), media: fc.constantFrom(null, "https://cdn.example.com/a.jpg?v=1&w=2"), at }, { requiredKeys: ["kind", "key", "person", "body", "category", "callback"] }),
  hookUp: fc.record({ kind: kind("hookUp"), address: fc.constant("https://segue.example/hooks/x/k"), secret: fc.constant("0123456789abcdef") }),
  unhook: fc.record({ kind: kind("unhook"), refs: fc.constantFrom([], ["a"], ["a", "b/c"]) }),
  erase: fc.record({ kind: kind("erase"), person }),
};
const KINDS = Object.keys(COMMANDS) as PlatformCommand["kind"][];

type Walked = { requests: PlatformRequest[]; end: Step | null };

/** Goes on for as long as the answers let it, storing what a step gives as the outbox does. */
function walked(adapter: Adapter, operations: readonly Known[], command: PlatformCommand, gen: fc.GeneratorValue): Walked {
  const requests: PlatformRequest[] = [];
  let step = adapter.begin(command, CREDENTIALS);
  while (requests.length < STEPS_MAX && (step.kind === "call" || step.kind === "wait")) {
    requests.push(step.request);
    const progress: unknown = JSON.parse(JSON.stringify(step.progress));
    expect(progress).toEqual(step.progress);
    const again = adapter.lost(command, progress, CREDENTIALS);
    // What may have been made is looked for first.
    const { request: same } = command.kind === "ensurePlace" || command.kind === "hookUp" ? { request: step.request, ...adapter.begin(command, CREDENTIALS) } : step;
    if (command.kind !== "send") expect(again.kind === "call" || again.kind === "wait" ? again.request : again).toEqual(same);
    const { request } = step;
    step = adapter.proceed(command, progress, gen(() => answersTo(operations, request)), CREDENTIALS);
  }
  return { requests, end: step.kind === "done" || step.kind === "failed" ? step : null };
}

const all = Object.values(ADAPTERS).map((adapter) => [adapter.id, adapter] as const);

describe.each(all)("the adapter of %s", (platform, adapter) => {
  const operations = operationsOf(contractOf(platform));
  // Not shrunk: answers that are made as they are asked for have no smaller ones in reach.
  const law = (kinds: readonly PlatformCommand["kind"][], check: (command: PlatformCommand, walk: Walked) => void) =>
    fc.assert(fc.property(fc.constantFrom(...kinds).chain((one) => COMMANDS[one] as fc.Arbitrary<PlatformCommand>), fc.gen(), (command, gen) => check(command, walked(adapter, operations, command, gen))), { numRuns: RUNS * Math.ceil(kinds.length / 3), endOnFailure: true });

  test("asks only what its contract has, under a budget that its capabilities name", () => {
    law(KINDS, (_, { requests }) => {
      expect(requests.filter(({ origin }) => origin === undefined).flatMap((request) => wrongWith(operations, request))).toEqual([]);
      for (const request of requests) expect(Object.keys(CAPABILITIES[platform].limits.budgets)).toContain(request.budget);
    });
  });

  test("shows its key to its own host alone", () => {
    law(KINDS, (_, { requests }) => {
      for (const { origin, headers, path } of requests) {
        expect(path).toMatch(/^\/[^\s#+]*$/);
        expect(headers["authorization"] === undefined).toBe(origin !== undefined);
        if (origin !== undefined) expect(origin).toMatch(/^https:/);
      }
    });
  });

  test("ends with what was asked for, about everybody, or says why not", () => {
    const RESULTS = { identify: "account", ensurePlace: "place", change: "people", members: "members", whoAre: "members", dropPlace: "ok", track: "ok", readConsent: "consent", optOut: "ok", setProperty: "ok", send: "message", hookUp: "hooks", unhook: "ok", erase: "ok" };
    law(KINDS, (command, { end }) => {
      if (end?.kind === "failed") expect(end.failure.detail).toMatch(/^[A-Z].*[.)]$/);
      if (end?.kind !== "done") return;
      expect(end.result.kind).toBe(RESULTS[command.kind]);
      if (end.result.kind === "people" && command.kind === "change") {
        expect(end.result.outcomes.map(({ customerId }) => customerId)).toEqual(command.people.map(({ customerId }) => customerId));
        for (const { result, reason } of end.result.outcomes) expect(reason === null).toBe(result === "accepted");
      }
      if (end.result.kind === "consent" && command.kind === "readConsent") expect(end.result.people.map(({ customerId }) => customerId)).toEqual(command.people.map(({ customerId }) => customerId));
    });
  });

  test("never repeats anybody's phone or email in what a merchant reads", () => {
    law(KINDS, (_, { end }) => {
      const told = end?.kind === "failed" ? [end.failure.detail] : end?.kind === "done" && end.result.kind === "people" ? end.result.outcomes.map(({ reason }) => reason ?? "") : [];
      expect(told.join(" ")).not.toMatch(/@|\+?\d{7,}/);
    });
  });

  test("never writes consent where it keeps members or tells of them, and sends no blank identifier anywhere", () => {
    law(["change", "track", "ensurePlace", "members", "whoAre", "dropPlace", "readConsent"], (_, { requests }) => {
      for (const { body, path, operation } of requests) {
        expect(`${body ?? ""}`).not.toMatch(/consent|subscri(be|ptions)"|opt_?in|SUBSCRIBED|singleOptIn|signUpSource|keyword|suppress/i);
        expect(operation).not.toMatch(/^(bulk_(un)?subscribe_profiles|(add|unsubscribe)Subscriptions|unsubscribe|create-subscriber)$/);
        expect(`${body ?? ""} ${path}`).not.toMatch(/"(email|phone|phone_number|id|subscriber_id)":"\s*"|=(&|$)/);
      }
    });
  });
});

describe.each(all)("the adapter of %s", (_, adapter) => {
  test("begins the same command with the same request", () => {
    fc.assert(fc.property(fc.constantFrom(...KINDS).chain((one) => COMMANDS[one] as fc.Arbitrary<PlatformCommand>), (command) => {
      expect(adapter.begin(structuredClone(command), CREDENTIALS)).toEqual(adapter.begin(command, CREDENTIALS));
    }), { numRuns: RUNS });
  });

  test("asks for a pause where it is told to, and after how long", () => {
    fc.assert(fc.property(fc.constantFrom(...KINDS).chain((one) => COMMANDS[one] as fc.Arbitrary<PlatformCommand>), (command) => {
      const step = adapter.begin(command, CREDENTIALS);
      if (step.kind !== "call") return;
      const on = (status: number, headers: Record<string, string> = {}) => adapter.proceed(command, step.progress, { status, headers, body: "" }, CREDENTIALS);
      expect(on(429, { "Retry-After": "7" })).toMatchObject({ kind: "failed", failure: { reason: "throttled", retryAfterMs: 7_000 } });
      expect(on(429)).toMatchObject({ kind: "failed", failure: { reason: "throttled", retryAfterMs: null } });
      expect(on(401)).toMatchObject({ kind: "failed", failure: { reason: "unauthorized" } });
      expect(on(503)).toMatchObject({ kind: "failed", failure: { reason: "server" } });
    }), { numRuns: RUNS });
  });

  test("begins anew where what was stored can no longer be read, except a text, which is left", () => {
    for (const one of KINDS) {
      const commands: fc.Arbitrary<PlatformCommand> = COMMANDS[one];
      const [command] = fc.sample(commands, { numRuns: 1, seed: 3 });
      if (command === undefined) continue;
      const step = adapter.begin(command, CREDENTIALS);
      if (step.kind !== "call" || JSON.stringify(step.progress) === "{}") continue;
      const after = adapter.proceed(command, { at: "a former version" }, { status: 200, headers: {}, body: "{}" }, CREDENTIALS);
      expect(after).toEqual(one === "send" ? expect.objectContaining({ kind: "failed" }) : step);
    }
  });
});
