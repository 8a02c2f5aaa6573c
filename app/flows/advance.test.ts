import { expect, test } from "vitest";
import { days, hours } from "#app/lib/time.ts";
import { factsAt } from "#tests/golden/flows/life.ts";
import { advance, redecide } from "./advance.ts";
import type { FlowDefinition } from "./definition.ts";
import { afterLine, type Run } from "./fold.ts";
import type { Decision, Heard, HeardOf } from "./ledger.ts";
import { parse } from "./text.ts";

const START = Date.UTC(2026, 5, 1, 16);
const KNOWN = 'step a send(message own(text Hi)) then w step w wait.span(span 7 d) then b step b send(message own(text Again)) then w2 step w2 wait.span(span 14 d, from entry) then c step c send(message own(text Last))';

function flow(steps: string, more = ""): FlowDefinition {
  const read = parse(`trigger event(event order) entry (reentry never()) first a ${steps} ${more}`);
  if (!("definition" in read)) throw new Error(JSON.stringify(read));
  return read.definition;
}

/** One person in a flow, told things one after the other. `known`: what is in the store from its instant on, told or not. */
function inFlow(definition: FlowDefinition, known: readonly HeardOf<"fact">[] = []) {
  let run: Run | null = null;
  const tell = (at: number, ...heard: Heard[]): Decision[] => {
    const line = advance({ version: 1, definition }, run, heard, { ...factsAt(known.map((fact) => ({ fact, toldAt: fact.at })), at), holds: () => null }, at);
    run = line ? afterLine(run, line) : run;
    return line?.decided ?? [];
  };
  const state = (): Run => run ?? (() => { throw new Error("Nobody entered."); })();
  const due = () => ({ at: state().blocked?.until ?? 0, timer: { kind: "timer" as const, fence: state().blocked?.fence ?? 1 } });
  tell(START, { kind: "enter", person: "7", trigger: 0, id: "order/1", at: START, about: { order: "1" }, control: false });
  return {
    tell, state, due,
    sent: (key: string, at: number) => tell(at, { kind: "answer", key, fence: state().fence, verdict: "sent", reason: "allowed", at, until: null }),
    deferred: (key: string, at: number, until: number) => tell(at, { kind: "answer", key, fence: state().fence, verdict: "defer", reason: "lawHours", at, until }),
    passes: () => tell(due().at, due().timer),
  };
}

test("waits count from the text as it really went, and so does a day that counts from the start", () => {
  const { sent, deferred, passes, due } = inFlow(flow(KNOWN));
  deferred("a/1", START, START + hours(10));
  passes();
  sent("a/1", START + hours(10));
  expect(due().at).toBe(START + hours(10) + days(7));
  passes();
  sent("b/1", START + hours(10) + days(7));
  expect(due().at).toBe(START + hours(10) + days(14));
});

test("what cannot go in time is given up at once, and so is what comes to its turn when its time is over", () => {
  const short = flow(KNOWN.replace("text Hi)", "text Hi), expires 24 h"));
  const { deferred, due } = inFlow(short);
  const beyond = deferred("a/1", START, START + hours(24));
  expect(beyond.slice(0, 2)).toEqual([{ kind: "skipped", step: "a", key: "a/1", reason: "expired" }, expect.objectContaining({ kind: "at", step: "w" })]);
  expect(due().at).toBe(START + days(7));
  const other = inFlow(short);
  other.deferred("a/1", START, START + hours(23));
  const { timer } = other.due();
  // Nobody ran meanwhile.
  expect(other.tell(START + hours(24), timer).slice(0, 2)).toEqual([{ kind: "withdrawn", step: "a", key: "a/1", reason: "expired" }, { kind: "skipped", step: "a", key: "a/1", reason: "expired" }]);
});

test("whoever is moved to where they stand while their text is on its way has the same text still, and one that went after it was taken back goes no second time", () => {
  const { tell, sent, state } = inFlow(flow(KNOWN));
  expect(tell(START + 1, { kind: "move", step: "a" })).toEqual([{ kind: "moved", step: "a" }]);
  expect(state().blocked).toMatchObject({ kind: "ask", key: "a/1" });
  expect(tell(START + 2, { kind: "move", step: "w" }).map(({ kind }) => kind)).toEqual(["moved", "withdrawn", "at", "waits"]);
  expect(sent("a/1", START + 3)).toMatchObject([{ kind: "sent", key: "a/1", late: true }]);
  expect(tell(START + 4, { kind: "move", step: "a" })).toContainEqual({ kind: "skipped", step: "a", key: "a/2", reason: "sentBefore" });
});

test("whoever is moved away and back while their text is on its way gets it once: what was asked for anew is taken back when the former is heard of", () => {
  const { tell, sent, state } = inFlow(flow(KNOWN));
  tell(START + 1, { kind: "move", step: "w" });
  expect(tell(START + 2, { kind: "move", step: "a" }).map(({ kind }) => kind)).toEqual(["moved", "at", "asks"]);
  expect(sent("a/1", START + 3)).toMatchObject([
    { kind: "sent", key: "a/1", late: true }, { kind: "withdrawn", key: "a/2", reason: "sentBefore" }, { kind: "skipped", key: "a/2", reason: "sentBefore" }, { kind: "at", step: "w" }, { kind: "waits" },
  ]);
  expect(state().texts["a"]).toMatchObject({ key: "a/1", sentAt: START + 3, skipped: null });
});

test("with the calendar kept, a late text moves nothing", () => {
  const { sent, deferred, passes, due } = inFlow(flow(KNOWN.replace("text Hi)", "text Hi), spacing calendar")));
  deferred("a/1", START, START + hours(10));
  passes();
  sent("a/1", START + hours(10));
  expect(due().at).toBe(START + days(7));
});

test("an order ends the run in the middle of a wait, and the timer that was set then does nothing", () => {
  const { sent, tell, due } = inFlow(flow(KNOWN, "exit (label Ordered, on (event order))"));
  sent("a/1", START);
  const { at, timer } = due();
  expect(tell(START + days(2), { kind: "fact", id: "order/2", event: "order", at: START + days(2), about: { order: "2" }, text: null }).map(({ kind }) => kind)).toEqual(["left", "ended"]);
  expect(tell(at, timer)).toEqual([]);
});

test("an exit at the very instant at which a text that was put off falls due wins, whether it is told before it, after it or not yet", () => {
  const at = START + hours(10);
  const order: HeardOf<"fact"> = { kind: "fact", id: "order/2", event: "order", at, about: { order: "2" }, text: null };
  for (const told of [["fact", "timer"], ["timer", "fact"], ["timer"]]) {
    const { deferred, tell, due } = inFlow(flow(KNOWN, "exit (label Ordered, on (event order))"), [order]);
    deferred("a/1", START, at);
    expect(due().at).toBe(at);
    const { timer } = due();
    const kinds = tell(at, ...told.map((each) => (each === "fact" ? order : timer))).map(({ kind }) => kind);
    expect({ told, kinds }).toEqual({ told, kinds: ["left", "withdrawn", "ended"] });
  }
});

test("a fact told too late ends no wait and is written down, but still exits", () => {
  const listening = "step a wait.event(on {(event smsClicked)}, within 30 d, otherwise none) then b step b end(label Clicked)";
  const late = { kind: "fact", id: "click/1", event: "smsClicked", at: START + hours(1), about: {}, text: null } as const;
  expect(inFlow(flow(listening)).tell(START + days(2), late).map(({ kind }) => kind)).toEqual(["late"]);
  expect(inFlow(flow(listening, "exit (label Clicked, on (event smsClicked))")).tell(START + days(2), late).map(({ kind }) => kind)).toEqual(["left", "ended"]);
});

test("a wait that is moved to another version is counted anew from when it began", () => {
  const { sent, tell, due } = inFlow(flow(KNOWN));
  sent("a/1", START);
  tell(START + days(3), { kind: "move", step: "w" });
  expect(due().at).toBe(START + days(7));
  const skipped = tell(START + days(4), { kind: "move", step: "a" });
  expect(skipped.filter(({ kind }) => kind === "asks")).toEqual([]);
  expect(skipped).toContainEqual({ kind: "skipped", step: "a", key: "a/2", reason: "sentBefore" });
});

test("however often somebody is moved back to a step, its text goes once, and what became of it is what became of that one", () => {
  const { sent, tell, state } = inFlow(flow(KNOWN));
  sent("a/1", START);
  for (const pass of [2, 3, 4]) {
    const decided = tell(START + days(pass), { kind: "move", step: "a" });
    expect(decided.filter(({ kind }) => kind === "asks")).toEqual([]);
    expect(decided).toContainEqual({ kind: "skipped", step: "a", key: `a/${pass}`, reason: "sentBefore" });
  }
  expect(state().texts["a"]).toMatchObject({ key: "a/1", sentAt: START, skipped: null });
});

test("after a pause, what is overdue goes when it is staged, or its text is given up", () => {
  for (const [overdue, then] of [["go", "asks"], ["expire", "skipped"]] as const) {
    const { sent, tell, due, passes } = inFlow(flow(KNOWN));
    sent("a/1", START);
    const before = due();
    tell(START + days(1), { kind: "pause" });
    expect(tell(before.at, before.timer)).toEqual([]);
    tell(START + days(20), { kind: "resume", overdue, at: START + days(21) });
    expect(due().at).toBe(START + days(21));
    expect(passes().map(({ kind }) => kind)).toContain(then);
  }
});

test("whoever is let in as if the flow had been live before begins where they would stand, with the waits counted from then", () => {
  const definition = flow(KNOWN);
  const heard: Heard = { kind: "enter", person: "7", trigger: 0, id: "order/1", at: START, about: {}, control: false, place: { step: "w2", base: START + days(8) } };
  const line = advance({ version: 1, definition }, null, [heard], { ...factsAt([], START + days(9)), holds: () => null }, START + days(9));
  expect(line?.decided).toEqual([
    { kind: "entered", person: "7", trigger: 0, since: START, about: {}, control: false }, { kind: "at", step: "w2", pass: 1, base: START + days(8) },
    { kind: "waits", step: "w2", until: START + days(14), fence: 1, reason: "span" },
  ]);
  expect(line && redecide(() => definition, [line])).toEqual([line]);
});

test("a wait for a delivery of which nothing new is known is not written down again", () => {
  const definition = flow("step a wait.delivery(plus 1 d, within 30 d, otherwise none) then b step b end(label Came)");
  const told = (delivery: { at: number; foretold: boolean } | null, heard: Heard, run: Run | null, at: number) => {
    const line = advance({ version: 1, definition }, run, [heard], { ...factsAt([], at), delivery: () => delivery }, at);
    return { decided: line?.decided.map(({ kind }) => kind) ?? [], run: line ? afterLine(run, line) : run };
  };
  const foretold = { at: START + days(3), foretold: true };
  const entered = told(foretold, { kind: "enter", person: "7", trigger: 0, id: "order/1", at: START, about: { order: "1" }, control: false }, null, START);
  expect(told(foretold, { kind: "changed" }, entered.run, START + hours(1)).decided).toEqual([]);
  expect(told({ at: START + days(2), foretold: false }, { kind: "changed" }, entered.run, START + days(2)).decided).toEqual(["waits"]);
});

test("the control group goes the same way without a text, a change, a code or a question to anybody", () => {
  const steps = 'step a send(message own(text Hi)) then k step k coupon(coupon 1, saving percent(percent 10)) then l step l alert(says Look) then p step p approval(says "A gift?", within 12 h) then b step b send(message own(text Again)) then e step e end(label Done)';
  const entered = (control: boolean): Decision[] => advance({ version: 1, definition: flow(steps) }, null, [{ kind: "enter", person: "7", trigger: 0, id: "order/1", at: START, about: {}, control }], { ...factsAt([], START), holds: () => null }, START)?.decided ?? [];
  const said = entered(true).flatMap((each) => ("step" in each && each.kind !== "at" ? [`${each.kind} ${each.step}${"reason" in each ? ` ${each.reason}` : ""}`] : []));
  expect(said).toEqual(["skipped a control", "leavesOut k control", "leavesOut l control", "leavesOut p control", "skipped b control"]);
  expect(entered(true).at(-1)).toMatchObject({ kind: "ended", reason: "finished" });
  expect(entered(false).map(({ kind }) => kind)).toContain("asks");
});

test("nobody stays longer than the flow allows, whatever they wait for", () => {
  for (const waits of ["wait.span(span 60 d)", "wait.event(on {(event refund)}, within 60 d, otherwise e)", 'approval(says "A gift?", within 60 d)']) {
    const { passes, due, state } = inFlow(flow(`step a ${waits} then e step e end(label Done)`, "longest 10 d"));
    expect(due().at).toBe(START + days(10));
    expect(passes().at(-1)).toMatchObject({ kind: "ended", reason: "timeLimit" });
    expect(state().ended).not.toBeNull();
  }
});
