import fc from "fast-check";
import { expect, test } from "vitest";
import { flow } from "#tests/golden/flows/random-flow.ts";
import { parse, print } from "./text.ts";

test("every flow that can be saved is the same after it was printed and read", () => {
  fc.assert(fc.property(flow, (definition) => {
    const read = parse(print(definition));
    expect(JSON.stringify(read)).toBe(JSON.stringify({ definition }));
  }), { numRuns: 150, seed: 20_261_126 });
});

test("comments inside a condition are its notes; those of the flow's own lines are nobody's", () => {
  const read = parse(`# A flow
trigger event(event order)
# Who may
entry (# not everybody
  when # whom we know
  count(order) >= 2 and # regulars
  # at home
  person.country is "US", reentry never())
first a
step a end(label "yes") # over`);
  expect("definition" in read && read.definition.entry.when).toMatchObject({ kind: "all", nodes: [{ note: "whom we know\nregulars" }, { note: "at home" }] });
  expect("definition" in read && parse(print(read.definition))).toEqual(read);
});

test("a text that cannot be read says where and why", () => {
  expect(parse("trigger call(by api) entry (reentry never()) first a step a send(message own(text Hi)) then")).toEqual({ mistake: { message: "Here the next step is expected.", at: 91, to: 91 } });
  expect(parse("start")).toMatchObject({ mistake: { at: 5 } });
  expect(parse('step a end(label "x')).toEqual({ mistake: { message: "This text has no closing quote.", at: 17, to: 19 } });
  expect(parse("entry (key person, key order)")).toMatchObject({ mistake: { message: "“key” is said twice." } });
});

test("conditions are those of segments, and conditions on events their filters", () => {
  const text = `trigger event(event order, where order.net > 200 or order.quantity > 3)
maxAge 12 h
entry (when count(order) in last 30 d >= 2 and person.country is "US", reentry times(times 2, within 1 mo))
first a
step a branch.yesNo(when not in segment 4, yes b, otherwise none)
step b end(label "yes")
longest 365 d`;
  const read = parse(text);
  expect("definition" in read && print(read.definition)).toBe(text);
  expect("definition" in read && read.definition.triggers[0]).toMatchObject({ kind: "event", whereAny: true });
});
