import { expect, test } from "vitest";
import { complete } from "./complete.ts";
import { idsIn, NAMED_MAX } from "./named.ts";

const known = { mapped: { "facts.skin": "text" as const }, segments: [{ segmentId: 4, name: "VIP" }], lists: [{ listId: 2, name: "Fair", columns: [{ key: "points", type: "number" as const, name: "Points" }] }], flows: [
  { flowId: 5, name: "Welcome", steps: [{ step: "m1" }, { step: "x1" }], experiments: [{ step: "x1", arms: ["By Friday", "A"] }] },
  { flowId: 7, name: "Winback", steps: [{ step: "m1" }], experiments: [] },
], properties: { custom: ["event.text.skin", "event.number.score"] } };
/** | is where the caret stands. */
const at = (text: string) => complete(text.replace("|", ""), text.indexOf("|"), known);
const texts = (text: string) => at(text)?.options.map((option) => option.text) ?? [];

test("a condition begins with a field of the customer, a measure or a form, by what was typed of its key or its name", () => {
  expect(texts("|")).toEqual(expect.arrayContaining(["person.country", "metafield.text.facts.skin", "count(", "share(", "seq(", "not", "in segment"]));
  expect(texts("|")).not.toContain("item.vendor");
  expect(texts("count(order) >= 1 and coun|")).toEqual(expect.arrayContaining(["count(", "person.country"]));
  expect(texts("postal|")).toEqual(["person.zip"]);
  expect(at("list.2|")?.options).toEqual([{ text: "list.2.number.points", label: "Points (list “Fair”)", kind: "field" }]);
  expect(texts("list.2.number.points |")).toEqual(expect.arrayContaining([">=", "between"]));
});

test("a test is offered as far as the field takes it", () => {
  expect(texts("person.country |")).toEqual(expect.arrayContaining(["is", "is not", "in {", "known"]));
  expect(texts("person.country |")).not.toContain("contains");
  expect(texts("person.tags |")).toEqual(expect.arrayContaining(["has any {", "size"]));
  expect(texts("person.tags |")).not.toContain("is");
  expect(texts("nth(-1, order.net) |")).toEqual(expect.arrayContaining([">=", "between"]));
  expect(texts("nth(-1, order.net) |")).not.toContain("is");
  expect(texts("count(order) |")).toEqual(expect.arrayContaining([">=", "in"]));
});

test("the numbers of a field's rules are offered by name, behind a field that has some", () => {
  expect(texts("pattern.brand |")).toEqual(expect.arrayContaining(["with(", "is"]));
  expect(texts("person.city |")).not.toContain("with(");
  expect(at("pattern.brand with (sh|")?.options).toContainEqual({ text: "share", label: "Evangelist: … of money at one vendor", kind: "word" });
  expect(texts("pattern.brand with (share|")).toEqual(["share"]);
  expect(texts("pattern.brand with (share 75) |")).toContain("is");
  expect(texts("pattern.brand with (share 75) |")).not.toContain(">=");
});

test("inside the brackets of an event its own fields are offered", () => {
  expect(texts("count(|")).toEqual(expect.arrayContaining(["order", "productViewed"]));
  expect(texts("count(order where |")).toContain("order.net");
  expect(texts("count(order where |")).not.toContain("item.vendor");
  expect(texts("share(money of item where order.net > 5 by |")).toContain("item.vendor");
  expect(texts("seq(order then no item where |")).toContain("item.vendor");
  expect(texts("(count(order where order.net > 5) >= 1 and |")).toContain("person.country");
});

test("what this shop's events carried along is offered of their kind, and its values are asked for", () => {
  expect(texts("count(custom where |")).toEqual(expect.arrayContaining(["event.text.skin", "event.number.score", "event.at"]));
  expect(texts("count(searched where |")).not.toContain("event.text.skin");
  expect(texts("count(custom where event.number.score |")).toContain(">=");
  expect(at('count(custom where event.text.skin is "dr|')).toMatchObject({ ask: "event.text.skin", typed: "dr" });
});

test("values are offered with their names, or asked for where the shop has them", () => {
  expect(at("sms.state is |")?.options).toContainEqual({ text: '"SUBSCRIBED"', label: "Subscribed", kind: "value" });
  expect(at('sms.state in {"SUBSCRIBED", "pend|')).toMatchObject({ from: 28, typed: "pend", options: [{ text: '"PENDING"' }] });
  expect(at('count(item where item.vendor is "Ac|')).toMatchObject({ ask: "vendor", typed: "Ac" });
  expect(at('top(money of item by item.type) is "|')).toMatchObject({ ask: "productType" });
  expect(at("in segment |")?.options).toEqual([{ text: "4", label: "VIP", kind: "value" }]);
  expect(at("in list F|")?.options).toEqual([{ text: "2", label: "Fair", kind: "value" }]);
});

test("a flow is offered with its name, and the reasons to leave one word by word", () => {
  expect(texts("in flow |")).toEqual(["5", "7"]);
  expect(at("times(flow |")?.options).toContainEqual({ text: "5", label: "Welcome", kind: "value" });
  expect(texts("left flow 5 because g|")).toContain("goal");
  expect(texts("in flow 5 a|")).toContain("as");
  expect(texts("in flow 5 as |")).toEqual(["control", "treated"]);
});

test("steps and arms are offered with the flows that have them, and narrow the flows that are offered behind them", () => {
  expect(at("person.country is \"US\" and at |")).toMatchObject({ ask: null, options: [{ text: '"m1"', label: "Welcome, Winback" }, { text: '"x1"', label: "Welcome" }] });
  expect(texts("at \"m1\" in flow |")).toEqual(["5", "7"]);
  expect(texts("at \"x1\" in flow |")).toEqual(["5"]);
  expect(texts("drew \"B|")).toEqual(['"By Friday"']);
  expect(texts("drew \"A\" at |")).toEqual(['"x1"']);
  expect(texts("drew \"B\" at |")).toEqual([]);
  expect(texts("drew \"A\" at \"x1\" in flow |")).toEqual(["5"]);
  expect(texts("drew \"A\" at \"m1\" in flow |")).toEqual([]);
});

test("windows, units and seasons are offered word by word", () => {
  expect(texts("count(order) in |")).toEqual(expect.arrayContaining(["last", "season {", "more than"]));
  expect(texts("count(order) in last 30 |")).toEqual(expect.arrayContaining(["d", "mo"]));
  expect(texts("count(order) in season {|")).toContain("bfcm");
  expect(texts("count(order) in more than 3 d |")).toContain("ago");
});

test("nothing is offered in a comment", () => {
  expect(at("# coun|")).toBeNull();
});

test("ids that nobody knows by heart are found in a text, with what they are of, whether or not the text is right", () => {
  const text = 'count(item where item.product in {"11", "12"} and item.sku is "13") >= 14 and in segment 4 and not in list 2 and person.zip is "15" and nth(-1, item.product) is "16" and at "17" in flow 5 and times(flow 18) >= 2 and (';
  const found = idsIn(text);
  expect(found.map(({ kind, id }) => `${kind} ${id}`)).toEqual(["product 11", "product 12", "segment 4", "list 2", "product 16", "flow 5", "flow 18"]);
  expect(found.map(({ id, to }) => text.slice(0, to).endsWith(id) || text.slice(0, to).endsWith(`${id}"`))).not.toContain(false);
  expect(idsIn(`count(item where item.product in {${Array.from({ length: 10_000 }, (_, id) => `"${id}"`).join(", ")}}) >= 1`)).toHaveLength(NAMED_MAX);
});
