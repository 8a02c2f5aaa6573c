import { expect, test } from "vitest";
import type { Seen } from "../platforms/adapter.ts";
import { pageRead } from "./relay.ts";

const someone = (platformId: string, phone: string | null = null): Seen => ({ platformId, phone, email: null });
const place = { key: "segue-1", name: "VIP", ref: "1" };
const members = { kind: "members" as const, place, cursor: null };

test("a page whose people are known, or strangers by their phone, is read with it", () => {
  expect(pageRead({ strangers: 2 }, members, { people: [someone("a"), someone("b", "+1")], unknown: [someone("b", "+1")], next: "2" })).toEqual({ progress: { strangers: 3, cursor: "2" }, isOver: false });
  expect(pageRead(null, members, { people: [someone("a")], unknown: [], next: null })).toEqual({ progress: { strangers: 0, cursor: null }, isOver: true });
});

test("whom nobody knows by number is asked for before the next page, or the end, and counted where that tells nothing either", () => {
  const first = pageRead(null, members, { people: [someone("a"), someone("b"), someone("c")], unknown: [someone("b"), someone("c")], next: null });
  expect(first).toEqual({ progress: { strangers: 0, cursor: null, whoAre: ["b", "c"] }, isOver: false });
  const asked = { kind: "whoAre" as const, platformIds: ["b", "c"] };
  expect(pageRead(first.progress, asked, { people: [someone("b", "+1")], unknown: [], next: null })).toEqual({ progress: { strangers: 1, cursor: null }, isOver: true });
  expect(pageRead({ ...first.progress, cursor: "2" }, asked, { people: [someone("b", "+1")], unknown: [someone("b", "+1")], next: null })).toEqual({ progress: { strangers: 2, cursor: "2" }, isOver: false });
  expect(pageRead(first.progress, asked, { people: [], unknown: [], next: null })).toEqual({ progress: { strangers: 2, cursor: null }, isOver: true });
});
