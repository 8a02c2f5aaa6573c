// What is tried on every route: bodies that name what is theirs, rubbish of every kind, and how the answers are looked at.
import { expect } from "vitest";
import { anybody, asUs, inSegment, refs, sinceTheirs, theirCustomer, theirs } from "./full-shops.ts";
import { type Answer, SECRET_WORD } from "./two-shops.ts";

export const METHODS = ["POST", "PUT", "PATCH", "DELETE"];

const WORDS = { class: "marketing", scope: "marketing", topic: null, subject: null, text: "Hi {{ customer.first_name | default: 'you' }} {{ customer.city | default: '' }}", media: null, smart: null, language: "en", coupon: null, utm: { campaign: null, content: null } };

/** What a body can name of theirs. */
export const BODIES = [
  { name: "Mine", definition: inSegment },
  { name: "Mine", definition: sinceTheirs },
  { tag: "segue:theirs", rule: "restore" },
  { tags: "remove" },
  { name: "Mine", definition: { version: 1, node: { kind: "list", list: 9 } } },
  { name: "Mine", definition: { version: 1, node: { kind: "attr", field: "list.9.text.column", test: { op: "known" } } } },
  { list: 9, fileName: "mine.csv", bytes: 10 },
  { column: "text.column" },
  { customer: theirCustomer, side: "in", reason: "mine" },
  { days: ["2025-01-01"], today: false, definition: inSegment },
  { name: "Mine", definition: { message: { id: 9, version: 1 }, include: { segments: [9], lists: [9] }, exclude: { segments: [], lists: [] }, schedule: { at: null, zone: "shop" }, perHour: null, expiresAfterMs: 86_400_000, topic: null } },
  { include: { segments: [9], lists: [9] }, exclude: { segments: [], lists: [] }, topic: null, after: null },
  { name: "Mine", definition: { ...WORDS, coupon: 9, text: "{{ coupon.code }}" } },
  { name: "Mine", definition: WORDS, segment: 9, after: null },
  { name: "Mine", definition: WORDS, customerId: theirCustomer },
  { customers: [theirCustomer] },
  { id: 0, email: null, phone: null, country: null, heading: true, kept: [{ column: 1, name: "Mine", type: "text" }] },
  { act: "end" },
  { act: "rename", name: "Mine" },
  { draftRev: 1, version: null, to: "live" },
  { days: 30 },
  { seed: "vip" },
  { policies: [{ name: "vip", max: 1, perDays: 7, themes: [], offer: "none", persona: null }], rfm: {}, tiers: {}, segments: { 9: "vip" } },
  ...refs.map((ref) => ({ refs: [ref] })),
  {},
].map((body) => JSON.stringify(body));

export const RUBBISH_IDS = ["0", "-1", "1.5", "1e3", "abc", "007", "999999999", "99999999999999999999999", "%00", "%27", "1%20or%201%3D1", "..%2F1", "%D9%A1", "%E0%A4%A", "new", "null"];
const nested = (depth: number): unknown => (depth === 0 ? anybody.node : { kind: "not", node: nested(depth - 1) });
export const RUBBISH_BODIES = [
  "", "{", "null", "[]", "0", '"text"', "{}", '{"__proto__": {"x": 1}}', "\0", '{"name": "\\u0000", "definition": {}}', '{"name": 1, "definition": 1, "tag": 1, "rule": 1, "tags": 1, "refs": 1}',
  JSON.stringify({ name: "x".repeat(100_000), definition: anybody }), JSON.stringify({ name: "Deep", definition: { version: 1, node: nested(3_000) } }),
  `{"name": "Deep", "definition": ${"[".repeat(50_000)}${"]".repeat(50_000)}}`,
  JSON.stringify({ name: "Many", definition: { version: 1, node: { kind: "all", nodes: Array.from({ length: 5_000 }, () => anybody.node) } } }),
  JSON.stringify({ name: "Unknown", definition: { version: 1, node: { kind: "attr", field: "no.such", test: { op: "is", value: "\ud800" } } } }),
  JSON.stringify({ refs: [{ kind: "inbox", id: "9223372036854775808" }] }), JSON.stringify({ refs: [{ kind: "mirror", id: "9999999999999999999/9999999999999999999" }] }), JSON.stringify({ refs: [{ kind: "sync", id: "9999999999" }] }),
  JSON.stringify({ tag: "\0".repeat(3), rule: "restore" }), JSON.stringify({ tagPrefix: "\0", birthDateMetafield: "x", metafields: ["x"] }),
];
export const RUBBISH_QUERIES = [{ after: "\0" }, { after: "rubbish" }, { after: Buffer.from('["2026-01-01","x"]').toString("base64url") }, { after: Buffer.from('["x",null]').toString("base64url") }, { q: "\0'%_\\" }, { q: "x".repeat(5_000) }, { picker: "no such" }, { picker: "product", ids: "x,\0" }, { template: "no such" }, { ids: "1,2,3,x" }, { ids: "1,2,3,4,5,6" }, { ids: "1,2", in: "9", after: "x" }, { from: "0", to: "x", show: "no such" }, { days: "91", day: "2026-13-45", after: "1-x" }];

/** Words of theirs in an answer, but for those that were asked with. */
export function leaks({ text }: Answer, asked: string): string[] {
  const ids = [...theirs.shop.tables.Customer.keys(), ...theirs.shop.tables.Order.keys(), ...theirs.shop.tables.Product.keys()].map(String);
  return [...ids, SECRET_WORD.toLowerCase()].filter((word) => text.toLowerCase().includes(word) && !asked.includes(word));
}

export type Try = { route: string; method: string; address: string; body?: string | undefined };
export async function each(tries: Try[], look: (answer: Answer, one: Try) => void | Promise<void>, send = (one: Try) => asUs(one.address, one.method, one.body)): Promise<void> {
  expect(tries.length).toBeGreaterThan(0);
  const waiting = [...tries];
  const work = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await look(await send(one), one);
  };
  await Promise.all(Array.from({ length: 6 }, work));
}

/** Each body by POST and by one other method: what a route does with a method and what it does with a body do not meet. */
export const ways = (bodies: string[]) => bodies.flatMap((body, n) => ["POST", METHODS[1 + (n % (METHODS.length - 1))] ?? "PUT"].map((method) => ({ method, body })));

export const said = (one: Try, answer: Answer) => JSON.stringify({ ...one, body: one.body?.slice(0, 80), status: answer.status, text: answer.text.slice(0, 200) });
