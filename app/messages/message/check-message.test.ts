import { expect, test } from "vitest";
import { checkMessage } from "./check-message.ts";
import { campaignName, EMPTY_MESSAGE, type MessageDefinition, MessageDraft } from "./message.ts";
import { addPage, type CostPage, NO_COST, peopleIn, stepsOf } from "./cost-sum.ts";
import { picksFor } from "./picks.ts";
import { stretchesOf } from "./shown-text.ts";
import { readTemplate } from "../text/read-template.ts";
import { rootsIn } from "../text/roots.ts";

const around = { brand: "Acme", hosts: { allowed: ["acme.example"], linkHost: "go.acme.example" }, coupons: new Set([1]) };
const check = (part: Partial<MessageDefinition>) => checkMessage({ ...EMPTY_MESSAGE, text: "Hi", ...part }, around);

test.each<[Partial<MessageDefinition>, (string | number)[], RegExp, readonly [number, number] | undefined]>([
  [{ text: "Hi {{ customer.firstname }}" }, ["definition", "text"], /has no “firstname”/, [6, 24]],
  [{ text: "Hi {{ customer.first_name }}" }, ["definition", "text"], /may be missing/, [3, 28]],
  [{ text: "Hi {{ cart.link }}" }, ["definition", "text"], /there is no cart/, [6, 15]],
  [{ text: "Hi {{ coupon.code }}" }, ["definition", "text"], /there is no coupon/, [6, 17]],
  [{ text: "See https://elsewhere.example/x" }, ["definition", "text"], /none of your shop's addresses/, [4, 31]],
  [{ text: "Best cbd here" }, ["definition", "text"], /cannabis/, [5, 8]],
  [{ coupon: 2 }, ["definition", "coupon"], /was ended/, undefined],
  [{ class: "transactional", text: "It ships. 10% off next time" }, ["definition", "text"], /is promotion/, [10, 17]],
  [{ class: "transactional", coupon: 1 }, ["definition", "coupon"], /gives no discount/, undefined],
])("%j is refused beside its field", (part, path, message, at) => {
  const { problems } = check(part);
  expect(problems.map((problem) => problem.message).join("\n")).toMatch(message);
  expect(problems.find((problem) => message.test(problem.message))).toMatchObject({ path, ...(at ? { at: expect.anything() } : {}) });
});

test("a public shortener is told once, with what to do", () => {
  expect(check({ text: "See https://bit.ly/x" }).problems).toMatchObject([{ message: expect.stringMatching(/Carriers block public shorteners/) }]);
});

test("what a merchant should know is no reason not to save", () => {
  expect(check({ text: "Wine glasses!!! Guaranteed {{ shop.name }}" })).toMatchObject({ problems: [], notices: [{ severity: "warning" }, { severity: "hint" }, { severity: "warning" }] });
  expect(check({ coupon: 1 }).notices).toMatchObject([{ message: expect.stringMatching(/coupon\.code/) }]);
});

test("what is empty is none, line ends are one sign, and a name makes a campaign's", () => {
  const read = MessageDraft.parse({ name: " Été à Paris! ", definition: { ...EMPTY_MESSAGE, text: "a\r\nb", topic: " ", media: "" } });
  expect(read).toMatchObject({ name: "Été à Paris!", definition: { text: "a\nb", topic: null, media: null } });
  expect(campaignName(read.name)).toBe("ete-a-paris");
});

test("a template tells which records it speaks of, wherever it does", () => {
  const { template } = readTemplate("{% if order.total > 5 %}x{% else %}{% for item in picks.products %}{{ item.title }}{% endfor %}{% endif %}{{ customer.city | default: shop.name }}", ["order", "picks"]);
  expect([...rootsIn(template?.pieces ?? [])].sort()).toEqual(["customer", "order", "picks", "shop"]);
});

test("of what sells best the liked kinds come first, and what they have is left out until they have it all", () => {
  const product = (productId: string, type: string | null) => ({ productId, title: productId, handle: productId, priceMinor: 100, type });
  const best = [product("a", "Socks"), product("b", "Mugs"), product("c", "Mugs"), product("d", null)];
  expect(picksFor(best, [{ productId: "b", type: "Mugs", quantity: 1 }]).map(({ productId }) => productId)).toEqual(["c", "a", "d"]);
  expect(picksFor(best, []).map(({ productId }) => productId)).toEqual(["a", "b", "c", "d"]);
  expect(picksFor(best, best.map(({ productId, type }) => ({ productId, type, quantity: 1 }))).length).toBe(4);
});

test("the preview tells apart what was added, what leads somewhere and what was replaced", () => {
  const plain = "Acme: it’s on https://a.example/x\nReply STOP to opt out";
  const text = plain.replace("’", "'");
  const added = [{ what: "brand", words: "Acme: ", because: "" }, { what: "optOut", words: "\nReply STOP to opt out", because: "" }] as const;
  const stretches = stretchesOf({ text, added, replaced: [{ from: "’", to: "'", count: 1 }] }, plain);
  expect(stretches.map(({ text: said, is, from }) => [said, is, from])).toEqual([
    ["Acme: ", "added", null], ["it", "said", null], ["'", "said", "’"], ["s on ", "said", null], ["https://a.example/x", "link", null], ["\nReply STOP to opt out", "added", null],
  ]);
});

test("pages of a cost add up, and the first of the dearest stays", () => {
  const worst = (customerId: string, parts: number) => ({ customerId, name: null, parts, text: "", because: { is: "long", units: 200 } as const });
  const page = (part: Partial<CostPage>): CostPage => ({ ...NO_COST, ...part });
  const sum = [page({ asked: 3, never: 1, byParts: { 1: 1, 2: 1 }, parts: 3, micros: 30, worst: worst("1", 2), next: "1" }), page({ asked: 2, unfit: 1, byParts: { 2: 1 }, parts: 2, micros: 20, isEstimate: true, worst: worst("9", 2) })].reduce(addPage, NO_COST);
  expect(sum).toMatchObject({ asked: 5, never: 1, unfit: 1, parts: 5, micros: 50, isEstimate: true, worst: { customerId: "1" }, next: null });
  expect([peopleIn(sum), stepsOf(sum)]).toEqual([3, [{ parts: 1, people: 1 }, { parts: 2, people: 2 }]]);
});
