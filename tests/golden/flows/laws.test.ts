// The invariants of flows (I1 to I16 as far as they are the interpreter's), over random flows and random lives in them.
import fc from "fast-check";
import { expect, test } from "vitest";
import { advance, redecide } from "#app/flows/advance.ts";
import { afterLine, foldOf } from "#app/flows/fold.ts";
import { type Decision, Line } from "#app/flows/ledger.ts";
import { saysOf } from "#app/flows/reasons.ts";
import { aboutMs } from "#app/flows/span.ts";
import { days } from "#app/lib/time.ts";
import { live, type Life, START } from "./life.ts";
import { flow } from "./random-flow.ts";

const SEED = 20_261_126;
const RUNS = 80;
const life = fc.tuple(flow, fc.integer({ min: 1, max: 1_000_000 }), fc.boolean());
const law = (name: string, holds: (one: { definition: Parameters<typeof live>[0]; seed: number; control: boolean }) => void) =>
  test(name, () => fc.assert(fc.property(life, ([definition, seed, isControl]) => holds({ definition, seed, control: isControl && seed % 3 === 0 })), { numRuns: RUNS, seed: SEED }));
const bytes = (value: unknown) => JSON.stringify(value);
const decisionsOf = ({ lines }: Life): (Decision & { now: number })[] => lines.flatMap(({ at, decided }) => decided.map((decision) => ({ ...decision, now: at })));
const nothing = () => undefined;

law("state is the fold of the ledger, through JSON and back, and each line is decided again from what it says to the same bytes (I8, I10)", ({ definition, seed, control }) => {
  const { lines, run } = live(definition, seed, control, nothing);
  const stored = lines.map((line) => Line.parse(JSON.parse(bytes(line))));
  expect(bytes(foldOf(stored))).toBe(bytes(run));
  expect(bytes(redecide(() => definition, stored))).toBe(bytes(lines));
});

law("what is heard at one instant may come in any order and twice, and again later it decides nothing (I5)", ({ definition, seed, control }) => {
  live(definition, seed, control, (version, run, heard, facts, now, line) => {
    expect(bytes(advance(version, run, [...heard, ...heard].reverse(), facts, now))).toBe(bytes(line));
    if (!line || heard.some(({ kind }) => kind === "move" || kind === "enter")) return;
    expect(advance(version, afterLine(run, line), heard, facts, now)?.decided ?? []).toEqual([]);
  });
});

law("a timer with another fence, or before its time, does nothing", ({ definition, seed, control }) => {
  live(definition, seed, control, (version, run, _heard, facts, now) => {
    if (!run?.blocked) return;
    const { fence, until } = run.blocked;
    expect(advance(version, run, [{ kind: "timer", fence: fence + 1 }, ...(fence > 1 ? [{ kind: "timer" as const, fence: fence - 1 }] : []), ...(now < until ? [{ kind: "timer" as const, fence }] : [])], facts, now)).toBeNull();
  });
});

law("a text is sent at most once for each time that the run came round, also after a move (I5, I13)", ({ definition, seed, control }) => {
  const all = live(definition, seed, control, nothing);
  const sent = decisionsOf(all).filter((each) => each.kind === "sent");
  expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
  let round = 0;
  const sentIn = new Map<string, number>();
  for (const each of decisionsOf(all)) {
    if (each.kind === "back") round += 1;
    if (each.kind === "asks") expect(sentIn.get(each.step)).not.toBe(round);
    if (each.kind === "sent") sentIn.set(each.step, round);
  }
});

law("after the end, and so after an exit, nothing is asked for, done or sent, but a text that could not be taken back is noted (I6, I16)", ({ definition, seed, control }) => {
  const decisions = decisionsOf(live(definition, seed, control, nothing));
  const over = decisions.findIndex(({ kind }) => kind === "ended");
  for (const each of decisions.slice(over + 1)) expect(["became", "reached", "sent"]).toContain(each.kind);
  for (const each of decisions.slice(over + 1)) if (each.kind === "sent") expect(each.late).toBe(true);
});

law("an order that ends the run and a timer at the same instant: the order wins (I6)", ({ definition, seed, control }) => {
  const exits = [{ label: "Ordered", on: { event: "order" as const, where: [], whereAny: false, own: false }, at: [], to: null, starts: null }];
  live({ ...definition, exits }, seed, control, (version, run, _heard, facts, now) => {
    if (!run?.blocked || run.ended) return;
    const at = Math.max(run.blocked.until, now);
    const line = advance(version, run, [{ kind: "timer", fence: run.blocked.fence }, { kind: "fact", id: "last", event: "order", at, about: {}, text: null }], facts, at);
    expect(line?.decided.filter(({ kind }) => kind === "asks" || kind === "does" || kind === "sent")).toEqual([]);
    expect(line?.decided.find(({ kind }) => kind === "ended")).toMatchObject({ reason: "exit" });
  });
});

law("every run ends, in its time (I7)", ({ definition, seed, control }) => {
  const { run, lines } = live(definition, seed, control, nothing);
  expect(run.ended).not.toBeNull();
  const ended = lines.find(({ decided }) => decided.some(({ kind }) => kind === "ended"));
  expect((ended?.at ?? Infinity) - START).toBeLessThanOrEqual(aboutMs(definition.longest) + days(10));
  expect(run.ended?.reason).not.toBe("tooManySteps");
});

law("every decision has a reason that can be told (I8)", ({ definition, seed, control }) => {
  for (const each of decisionsOf(live(definition, seed, control, nothing))) if ("reason" in each) expect([each.reason, saysOf(each.reason)]).not.toContain(null);
});

law("whoever is in the control group, or in an arm that holds out, gets no text and no change (I11)", ({ definition, seed }) => {
  for (const { kind } of decisionsOf(live(definition, seed, true, nothing))) expect(["asks", "does", "sent", "asksPerson"]).not.toContain(kind);
  let isHeld = false;
  for (const each of decisionsOf(live(definition, seed, false, nothing))) {
    if (isHeld) expect(["asks", "does"]).not.toContain(each.kind);
    isHeld ||= each.kind === "chose" && each.hold;
  }
});

law("a text that has to wait is sent, skipped or withdrawn before it expires (I15)", ({ definition, seed, control }) => {
  const decisions = decisionsOf(live(definition, seed, control, nothing));
  for (const [index, each] of decisions.entries()) {
    if (each.kind === "deferred") expect(each.until).toBeLessThan(expiresOf(decisions, each.key));
    if (each.kind !== "asks") continue;
    const settled = decisions.slice(index + 1).find((other) => "key" in other && other.key === each.key && ["sent", "skipped", "withdrawn"].includes(other.kind));
    expect(settled).toBeDefined();
  }
});

const expiresOf = (decisions: Decision[], key: string): number => Math.max(...decisions.map((each) => (each.kind === "asks" && each.key === key ? each.expires : -1)));

law("whoever is deleted is out at once, and whatever is told of them afterwards starts and moves nothing (I16)", ({ definition, seed, control }) => {
  live(definition, seed, control, (version, run, heard, facts, now) => {
    if (!run || run.ended) return;
    const gone = advance(version, run, [...heard.filter(({ kind }) => kind === "timer"), { kind: "stop", reason: "personGone" }], facts, now);
    expect(gone?.decided.filter(({ kind }) => kind !== "withdrawn").map((each) => each.kind === "ended" && each.reason)).toEqual(["personGone"]);
    if (!gone) return;
    const later = advance(version, afterLine(run, gone), [...heard, { kind: "enter", person: run.person, trigger: 0, id: "again", at: now, about: {}, control: false }], facts, now + 1);
    for (const each of later?.decided ?? []) expect(["became", "reached", "sent"]).toContain(each.kind);
  });
});
