import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ShopId } from "#app/lib/ids.ts";
import { codeOf, isCode, linkPath, readLinkPath } from "./code.ts";
import { DESTINATION_MAX, expiryOf, leadTo, readDestination } from "./destination.ts";
import { checkLinks, linkHostOf, LINKS_MAX, sampleLink, shortLink } from "./in-text.ts";
import { CODE_PARAMETER, withUtm } from "./utm.ts";

const hosts = { allowed: ["acme.example", "www.gift-dapper.example", "münchen.example"], linkHost: "ac.me" };
const home = "https://acme.example/";
const now = new Date("2026-11-26T12:00:00Z");

test("a code is ten signs of 62, another for every id, and nothing else is a code", () => {
  const codes = Array.from({ length: 500 }, () => codeOf(randomUUID()));
  expect(new Set(codes).size).toBe(500);
  expect(codes.every(isCode)).toBe(true);
  expect(new Set(codes.join("")).size).toBe(62);
  expect(codeOf("00000000-0000-4000-8000-000000000001")).not.toBe(codeOf("00000000-0000-4000-8000-000000000002"));
  for (const text of ["", "4fTz81KqP", "4fTz81KqPaX", "4fTz81KqP-", "4fTz81Kq a", "4fTz81KqPé"]) expect(isCode(text)).toBe(false);
});

test("a path names the shop and the code, is as long for all codes of a shop, and nothing else is a path", () => {
  for (const number of [1, 61, 62, 3_843, 3_844, 2 ** 31 - 1]) {
    const [shop, code] = [ShopId.parse(number), codeOf(randomUUID())];
    expect(readLinkPath(linkPath(shop, code))).toEqual({ shop, code });
    expect(sampleLink("ac.me", shop)).toHaveLength(shortLink("ac.me", shop, code).length);
  }
  expect(shortLink(linkHostOf({ linkHost: null }, "https://segue.example.com/x"), ShopId.parse(62), "4fTz81KqPa")).toBe("https://segue.example.com/104fTz81KqPa");
  expect(linkHostOf({ linkHost: "ac.me" }, "https://segue.example.com")).toBe("ac.me");
  for (const path of ["", "4fTz81KqPa", "04fTz81KqPa", "014fTz81KqPa", "zzzzzz4fTz81KqPa", "10000004fTz81KqPa", "1-4fTz81KqP", "14fTz81KqP%", "app", "é4fTz81KqPa"]) expect(readLinkPath(path)).toBeNull();
});

test.each([
  ["https://acme.example/sale?x=1#y", "https://acme.example/sale?x=1#y"],
  ["https://WWW.Acme.Example", "https://www.acme.example/"],
  ["https://gift-dapper.example/a", "https://gift-dapper.example/a"],
  [" https://münchen.example/ ", "https://xn--mnchen-3ya.example/"],
])("a link may lead to %s", (written, url) => {
  expect(readDestination(written, hosts)).toEqual({ url, problem: null });
});

test.each([
  "http://acme.example", "//acme.example", "acme.example", "javascript:alert(1)", "data:text/html,x", "https://evil.example", "https://acme.example.evil.example", "https://sub.acme.example",
  "https://acme.example@evil.example", "https://user@acme.example", "https://acme.example:8443", "https://127.0.0.1", "https://[::1]/", "https://2130706433/", "https:\\\\acme.example", "https:/acme.example",
  "https:///acme.example", "https://evil.example\\@acme.example", "https://acme.example\t/", "https://ac.me/4fTz81KqPa", "", "https://", "https://acme\u200b.example",
])("a link may not lead to %s", (written) => {
  expect(readDestination(written, hosts).problem?.message).toMatch(/\.$/);
});

test("an address has at most 2048 characters", () => {
  const longest = `https://acme.example/${"x".repeat(DESTINATION_MAX - 21)}`;
  expect([readDestination(longest, hosts).url, readDestination(`${longest}x`, hosts).url]).toEqual([longest, null]);
});

test("whatever is let through is https and one of the shop's own hosts, and is let through again", () => {
  const piece = fc.constantFrom("https://", "http://", "acme.example", "evil.example", "@", ":", "/", "\\", "?", "#", ".", "www.", "%2f", "x", " ");
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }).map((all) => `https://${all.join("")}`), (written) => {
    const { url } = readDestination(written, hosts);
    if (url === null) return;
    expect(url).toMatch(/^https:\/\/(www\.)?acme\.example[/?#]?/);
    expect(new URL(url).hostname).toMatch(/^(www\.)?acme\.example$/);
    expect(readDestination(url, hosts).url).toBe(url);
  }), { numRuns: 400 });
});

test("a link leads home when it is unknown, too old, or its host was taken off the list", () => {
  const link = { url: "https://acme.example/sale", expiresAt: expiryOf(now) };
  expect(leadTo(link, hosts, home, now)).toEqual({ url: "https://acme.example/sale", because: "link" });
  expect(leadTo(link, hosts, home, link.expiresAt)).toEqual({ url: home, because: "expired" });
  expect(leadTo(link, { ...hosts, allowed: [] }, home, now)).toEqual({ url: home, because: "refused" });
  expect(leadTo(null, hosts, home, now)).toEqual({ url: home, because: "unknown" });
});

test("the addresses of a template are looked at before it is saved, each with its place", () => {
  const text = "A https://acme.example/{{ coupon.code }} b https://evil.example. c https://{{ shop.name }} d https://ac.me/4fTz81KqPa";
  expect(checkLinks(text, hosts).map(({ at: [from], problem }) => [from, problem.message.split(" ", 3).join(" ")])).toEqual([[43, "evil.example is none"], [67, "The name of"], [93, "A short link"]]);
  expect(checkLinks("https://acme.example/x ".repeat(LINKS_MAX + 1), hosts)).toMatchObject([{ at: [230, 252] }]);
});

const campaign = { source: "segue", medium: "sms", campaign: "Black Friday & co", content: null };

test.each([
  ["https://a.example/", "https://a.example/?utm_source=segue&utm_medium=sms&utm_campaign=Black%20Friday%20%26%20co&sgc=4fTz81KqPa"],
  ["https://a.example/p?v=1%202+3&sig=a%2Fb==#top", "https://a.example/p?v=1%202+3&sig=a%2Fb==&utm_source=segue&utm_medium=sms&utm_campaign=Black%20Friday%20%26%20co&sgc=4fTz81KqPa#top"],
  ["https://a.example/?", "https://a.example/?utm_source=segue&utm_medium=sms&utm_campaign=Black%20Friday%20%26%20co&sgc=4fTz81KqPa"],
  ["https://a.example/?UTM_Source=mine", "https://a.example/?UTM_Source=mine&sgc=4fTz81KqPa"],
  ["https://a.example/#/route?x=1", "https://a.example/?utm_source=segue&utm_medium=sms&utm_campaign=Black%20Friday%20%26%20co&sgc=4fTz81KqPa#/route?x=1"],
])("%s is marked and otherwise left as it is", (url, marked) => {
  expect(withUtm(url, campaign, "4fTz81KqPa")).toBe(marked);
});

test("marking keeps every parameter and the fragment, byte for byte, and marking twice is marking once", () => {
  const query = fc.array(fc.constantFrom("a=1", "b=%20+", "c", "=", "utm_source=x", `${CODE_PARAMETER}=y`, "", "é=ü"), { maxLength: 4 }).map((all) => all.join("&"));
  fc.assert(fc.property(query, fc.constantFrom("", "#", "#top?x=1"), fc.string({ maxLength: 120 }), (search, fragment, name) => {
    const url = `https://a.example/p${search && `?${search}`}${fragment}`;
    const marked = withUtm(url, { ...campaign, campaign: name }, "4fTz81KqPa");
    expect(marked.startsWith(`https://a.example/p${search && `?${search}`}`)).toBe(true);
    expect(marked.endsWith(fragment)).toBe(true);
    expect(URL.canParse(marked)).toBe(true);
    expect(withUtm(marked, { ...campaign, campaign: name }, "4fTz81KqPa")).toBe(marked);
  }), { numRuns: 200 });
});
