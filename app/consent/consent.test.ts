import fc from "fast-check";
import { expect, test } from "vitest";
import { bareOf, firstBroken, type Link, linkHash } from "./chain.ts";
import { consentOf } from "./consent.ts";
import { ConsentEntry } from "./entry.ts";
import { type ConsentState, NO_CONSENT, strictest } from "./grant.ts";

const NOW = 1_000;
const entry = (kind: ConsentEntry["kind"], at: number, more: object = {}): ConsentEntry =>
  ConsentEntry.parse({ kind, at, source: "form", evidence: null, ...(["asked", "confirmed", "optedIn"].includes(kind) && { scopes: ["marketing"], disclosure: null }), ...(kind === "optedIn" && { basis: "express", proof: "written", expiresAt: null }), ...(kind === "optedOut" && { scopes: ["marketing"] }), ...(kind === "stopped" && { by: "reply" }), ...more });
const marketing = (...entries: ConsentEntry[]) => consentOf(entries, NOW).consent.marketing;

test("a first yes is pending until the second comes from the phone", () => {
  const asked = entry("asked", 1);
  expect(marketing(asked)).toMatchObject({ state: "pending", since: 1 });
  expect(marketing(asked, entry("confirmed", 2, { source: "keyword" }))).toMatchObject({ state: "subscribed", since: 2, isDouble: true, proof: "written" });
});

test("a STOP takes everything away, and no list, form or other system brings it back", () => {
  const stopped = [entry("optedIn", 1), entry("stopped", 2), ...(["import", "shopify", "platform", "form", "checkout"] as const).map((source, index) => entry("optedIn", 3 + index, { source })), entry("asked", 9)];
  expect(consentOf(stopped, NOW)).toMatchObject({ consent: { marketing: { state: "unsubscribed", since: 2 } }, stop: { at: 2, by: "reply" } });
});

test("START from the phone lifts its own STOP, and not what somebody else blocked", () => {
  const start = entry("optedIn", 5, { source: "keyword" });
  expect(consentOf([entry("stopped", 2), start], NOW)).toMatchObject({ consent: { marketing: { state: "subscribed", since: 5 } }, stop: null });
  expect(consentOf([entry("stopped", 2, { by: "litigator" }), start], NOW)).toMatchObject({ consent: { marketing: { state: "unsubscribed" } }, stop: { by: "litigator" } });
});

test("a block that is lifted leaves a STOP that was said before it", () => {
  expect(consentOf([entry("stopped", 1), entry("stopped", 2, { by: "complaint" }), entry("unblocked", 3)], NOW).stop).toEqual({ at: 1, by: "reply" });
});

test("an opt-out dated later than now holds already, an opt-in does not", () => {
  expect(marketing(entry("optedIn", 1), entry("optedOut", NOW + 1)).state).toBe("unsubscribed");
  expect(marketing(entry("optedIn", NOW + 1)).state).toBe("none");
});

test("an implied consent does not take the place of an express one", () => {
  expect(marketing(entry("optedIn", 1), entry("optedIn", 2, { basis: "impliedPurchase" }))).toMatchObject({ basis: "express", since: 1 });
  expect(marketing(entry("optedIn", 1, { basis: "impliedPurchase" }), entry("optedIn", 2))).toMatchObject({ basis: "express", since: 2 });
  // What Shopify tells later of a yes that a list has proved takes the proof from nobody.
  expect(marketing(entry("optedIn", 1, { source: "import" }), entry("optedIn", 1, { source: "shopify", proof: "none" }), entry("optedIn", 2, { source: "shopify", proof: "none" }))).toMatchObject({ proof: "written", since: 1 });
});

const anEntry = fc.record({ kind: fc.constantFrom(...(["asked", "confirmed", "optedIn", "optedOut", "stopped", "suspected", "cleared", "unblocked"] as const)), at: fc.integer({ min: 1, max: 6 }), source: fc.constantFrom("form", "keyword", "import", "shopify"), by: fc.constantFrom("reply", "complaint"), basis: fc.constantFrom("express", "impliedPurchase") })
  .map(({ kind, at, source, by, basis }) => entry(kind, at, { source, ...(kind === "stopped" && { by }), ...(kind === "optedIn" && { basis }) }));
const entries = fc.array(anEntry, { maxLength: 7 });

test("any order of arrival, and hearing a thing twice, add up to the same", () => {
  fc.assert(fc.property(entries, fc.infiniteStream(fc.nat()), (all, order) => {
    const shuffled = all.map((each) => ({ each, by: order.next().value })).sort((one, other) => one.by - other.by).map(({ each }) => each);
    expect(consentOf([...shuffled, ...all], NOW)).toEqual(consentOf(all, NOW));
  }), { numRuns: 300 });
});

test("after the last STOP nobody is subscribed without a later word from the phone itself", () => {
  fc.assert(fc.property(entries, (all) => {
    const stops = all.filter(({ kind }) => kind === "stopped").map(({ at }) => at);
    const words = all.filter(({ kind, source }) => (kind === "optedIn" || kind === "confirmed") && source === "keyword").map(({ at }) => at);
    const { stop, consent } = consentOf(all.filter((each) => each.kind !== "unblocked"), NOW);
    if (stops.length > 0 && Math.max(0, ...words) <= Math.max(...stops)) expect([stop === null, consent.marketing.state]).toEqual([false, "unsubscribed"]);
  }), { numRuns: 500 });
});

const states: fc.Arbitrary<ConsentState> = entries.map((all) => consentOf(all, NOW));

test("of two words the stricter holds, whosever comes first", () => {
  fc.assert(fc.property(states, states, states, (one, two, three) => {
    expect(strictest(one, two)).toEqual(strictest(two, one));
    expect(strictest(one, one)).toEqual(one);
    expect(strictest(strictest(one, two), three)).toEqual(strictest(one, strictest(two, three)));
    expect(strictest(one, NO_CONSENT)).toEqual(one);
    if (one.consent.marketing.state === "unsubscribed") expect(strictest(one, two).consent.marketing.state).toBe("unsubscribed");
    if (one.stop) expect(strictest(one, two).stop).not.toBeNull();
  }), { numRuns: 300 });
});

const EVIDENCE = { page: "https://example.com/sign-up", messageIds: ["m1"], order: null, note: null };

test("whatever is changed, taken out or put in, the chain says where; evidence may be erased, and not exchanged", () => {
  const chain = [entry("asked", 1, { evidence: EVIDENCE }), entry("confirmed", 2), entry("stopped", 3)].reduce<Link[]>((links, each, heardAt) => {
    const bare = bareOf(each, "salt");
    return [...links, { ...bare, heardAt, hash: linkHash(links.at(-1)?.hash ?? null, { entry: bare.entry, heardAt }) }];
  }, []);
  const [first, second, third] = chain as [Link, Link, Link];
  expect(firstBroken(chain)).toBeNull();
  expect(firstBroken(chain.map((link) => ({ ...link, entry: Object.fromEntries(Object.entries(link.entry).reverse()) as Link["entry"] })))).toBeNull();
  expect(firstBroken([first, { ...second, entry: { ...second.entry, at: 4 } }, third])).toBe(1);
  expect(firstBroken([first, second, { ...third, heardAt: 9 }])).toBe(2);
  expect(firstBroken([first, third])).toBe(1);
  expect(firstBroken([second, third])).toBe(0);
  expect(firstBroken([first, first, second, third])).toBe(1);
  expect(firstBroken([{ ...first, kept: null }, second, third])).toBeNull();
  expect(firstBroken([{ ...first, kept: { salt: "salt", evidence: { ...EVIDENCE, messageIds: ["m2"] } } }, second, third])).toBe(0);
});
