import { expect, test } from "vitest";
import { bareOf, type Link, linkHash } from "#app/consent/chain.ts";
import type { ConsentEntry } from "#app/consent/entry.ts";
import { checkChain, maskedPhone } from "./ledger-look.ts";

const entry = (at: number): ConsentEntry => ({ kind: "suspected", at, source: "keyword", evidence: { page: null, messageIds: ["SM1"], order: null, note: null } });

function chainOf(...entries: ConsentEntry[]): Link[] {
  return entries.reduce<Link[]>((links, each) => {
    const bare = { ...bareOf(each, "salt"), heardAt: each.at };
    return [...links, { ...bare, hash: linkHash(links.at(-1)?.hash ?? null, bare) }];
  }, []);
}

const links = chainOf(entry(1), entry(2), entry(3));
const head = links.at(-1)?.hash ?? null;

test("a chain is whole where every line fits and none is missing at its end", () => {
  expect(checkChain(links, { entries: 3, head })).toEqual({ isWhole: true, lines: 3 });
  expect(checkChain([], { entries: 0, head: null })).toEqual({ isWhole: true, lines: 0 });
});

test("a changed line is named, and one that was cut off is seen", () => {
  const changed = links.map((link, i) => (i === 1 ? { ...link, heardAt: 99 } : link));
  expect(checkChain(changed, { entries: 3, head })).toEqual({ isWhole: false, brokenAt: 2 });
  expect(checkChain(links.slice(0, 2), { entries: 3, head })).toEqual({ isWhole: false, brokenAt: null });
});

test("evidence that was erased breaks nothing, evidence that was changed does", () => {
  expect(checkChain(links.map((link) => ({ ...link, kept: null })), { entries: 3, head })).toEqual({ isWhole: true, lines: 3 });
  const swapped = links.map((link, i) => (i === 0 && link.kept ? { ...link, kept: { ...link.kept, evidence: { ...link.kept.evidence, note: "other" } } } : link));
  expect(checkChain(swapped, { entries: 3, head })).toEqual({ isWhole: false, brokenAt: 1 });
});

test("a phone is shown by its country and its last digits", () => {
  expect([maskedPhone("+13055550142"), maskedPhone("+447700900123")]).toEqual(["+1 ••• 0142", "+44 ••• 0123"]);
});
