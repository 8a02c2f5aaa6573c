import { expect, test } from "vitest";
import { aFlow } from "#tests/support/flow-replay.ts";
import { SEEDS, seedFlow } from "../seeds.ts";
import { needsOfFlow, needsOfFlows } from "./needs.ts";

const flow = (trigger: string, steps = "step e end()", more = "") => aFlow(`trigger ${trigger} entry (reentry never()) first ${/step (\w+)/.exec(steps)?.[1]} ${steps} ${more}`);

test("what is listened for, asked about and counted is read, and nothing else", () => {
  expect(needsOfFlow(flow("event(event order)")).person).toEqual({ orders: "few", lines: "none", variants: false, tags: false, runs: false, kinds: [] });
  expect(needsOfFlow(flow("event(event order)", "step w wait.event(on {(event smsClicked, own yes)}, within 2 d, otherwise none) then e step e end()"))).toMatchObject({ texts: true, person: { kinds: ["smsClicked"] } });
  expect(needsOfFlow(flow("event(event order)", "step b branch.reply(paths {(words {Ja}, next e)}, within 2 d, otherwise none) step e end()")).person.kinds).toEqual(["smsReplied"]);
  expect(needsOfFlow(flow("event(event order)", "step e end()", "exit (label Tagged, on (event tagged))")).person.tags).toBe(true);
  expect(needsOfFlow(flow("event(event fulfilled)")).person.orders).toBe("all");
  expect(needsOfFlow(flow('event(event item, where item.title is "Cream")')).person.lines).toBe("all");
  expect(needsOfFlow(flow("event(event item, where item.inStock is true)")).person).toMatchObject({ lines: "few", variants: true });
  expect(needsOfFlow(flow("event(event order)", "step w wait.delivery(within 9 d, otherwise none) then e step e end()")).transit).toBe(true);
  expect(needsOfFlow(flow("event(event order)", "step w wait.bestHour(days 2) then e step e end()")).person.kinds).toEqual(["smsClicked", "smsReplied"]);
  expect(needsOfFlow(flow("event(event order)", "step a send(message own(text Hi), picks 1) then e step e end()"))).toMatchObject({ picks: true, person: { lines: "typed" } });
  expect(needsOfFlow(flow("silence(of {(event emailClicked)}, since 9 d, when count(pageViewed) = 0)")).person.kinds).toEqual(["emailClicked", "pageViewed"]);
});

test("of several flows everything that any of them needs is read, and of every template something", () => {
  const [first, second] = [flow("event(event checkoutStarted)"), flow("event(event refund)", "step e end()", "exit (label Left, when in list 1) goal (label Tagged, on (event tagged), within 2 d)")];
  expect(needsOfFlows([first, second]).person).toEqual({ orders: "few", lines: "none", variants: false, tags: true, runs: false, kinds: ["checkoutStarted"] });
  expect(needsOfFlows([]).person.orders).toBe("few");
  for (const seed of SEEDS) expect(needsOfFlow(seedFlow(seed)).person.orders).not.toBe("none");
});
