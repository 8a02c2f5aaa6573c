import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shopperAddress } from "../lib/client-address.ts";
import { seconds } from "../lib/time.ts";
import { exampleOf, readForm, readTyped } from "./opt-in-form.ts";
import { PROXY_AGE_MS_MAX, proxySignature, readProxied } from "./proxy.ts";

/** The example of Shopify's documentation. */
const DOCUMENTED = "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb";
const SECRET = "the secret";
const NOW = new Date("2026-11-26T12:00:00Z");

const signed = (query: Record<string, string>, secret = SECRET) => {
  const params = new URLSearchParams(query);
  params.set("signature", proxySignature(params, secret));
  return params;
};
const asked = { shop: "acme.myshopify.com", logged_in_customer_id: "", path_prefix: "/apps/segue", timestamp: String(NOW.getTime() / 1000) };

test("The signature is Shopify's own example's: names in order, values of one name by commas, nothing between.", () => {
  expect(proxySignature(new URLSearchParams(DOCUMENTED), "hush")).toBe("4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb");
  expect(proxySignature(new URLSearchParams("b=2&a=1&a=3"), SECRET)).toBe(createHmac("sha256", SECRET).update("a=1,3b=2").digest("hex"));
});

test("What Shopify passed on now is taken, whoever is signed in there.", () => {
  expect(readProxied(signed(asked), SECRET, NOW)).toEqual({ domain: "acme.myshopify.com" });
  expect(readProxied(signed({ ...asked, logged_in_customer_id: "77", more: "x" }), SECRET, NOW)).toEqual({ domain: "acme.myshopify.com" });
});

test("Nothing is taken that is signed with another secret, too old, from the future, unsigned or signed twice.", () => {
  expect(readProxied(signed(asked, "another"), SECRET, NOW)).toBe(null);
  for (const off of [-PROXY_AGE_MS_MAX - 1000, PROXY_AGE_MS_MAX + 1000]) expect(readProxied(signed({ ...asked, timestamp: String((NOW.getTime() + off) / seconds(1)) }), SECRET, NOW)).toBe(null);
  expect(readProxied(new URLSearchParams(asked), SECRET, NOW)).toBe(null);
  const twice = signed(asked);
  twice.append("signature", twice.get("signature") ?? "");
  expect(readProxied(twice, SECRET, NOW)).toBe(null);
  for (const shop of ["acme.example.com", "acme.myshopify.com.example.com", ""]) expect(readProxied(signed({ ...asked, shop }), SECRET, NOW)).toBe(null);
});

test("Whatever sign of the query is changed, it is refused.", () => {
  const good = signed(asked).toString();
  fc.assert(fc.property(fc.nat(good.length - 1), fc.constantFrom(..."0aZ&=,%"), (at, sign) => {
    const changed = new URLSearchParams(good.slice(0, at) + sign + good.slice(at + 1));
    fc.pre(changed.toString() !== good);
    expect(readProxied(changed, SECRET, NOW)).toBe(null);
  }), { numRuns: 300 });
});

test.each([
  ["202 555 0107", "US", "+12025550107"], ["(202) 456-1111", "US", "+12024561111"], ["+33 6 12 34 56 78", "US", "+33612345678"], ["06 12 34 56 78", "FR", "+33612345678"], ["01 42 68 53 00", "FR", null],
  ["0151 23456789", "DE", "+4915123456789"], ["0151 23456789", "US", null], ["12", "US", null], ["", "US", null], ["call me", "US", null], ["800 555 0199", "US", null], ["(202) 456-1111", "ZZ", "+12024561111"],
])("%s typed in %s is %s.", (phone, country, wanted) => {
  expect(readTyped({ phone, country, consent: "yes" }).phone).toBe(wanted);
});

test("A form of other fields, too long or of no text is none; an example is written as people of the country write it.", () => {
  expect(readForm({ phone: "x".repeat(41) })).toBe(null);
  expect(readForm({ phone: 7 })).toBe(null);
  expect(readForm({ page: "javascript:alert(1)", phone: " 1\0 " })).toMatchObject({ page: "", phone: "1", consent: "" });
  expect([exampleOf("US"), exampleOf("FR"), exampleOf("nowhere")]).toEqual(["(201) 555-0123", "06 12 34 56 78", "(201) 555-0123"]);
});

test.each([
  ["203.0.113.7, 192.0.2.1, 10.0.0.1", "203.0.113.7"], ["6.6.6.6, 203.0.113.7, 192.0.2.1, 10.0.0.1", "203.0.113.7"], ["203.0.113.7, 127.0.0.1", "203.0.113.7"], ["127.0.0.1", "127.0.0.1"], [null, null], ["nonsense", null],
])("Of the addresses %s the shopper's is %s: it stands before Shopify's and our own proxy's.", (forwarded, wanted) => {
  expect(shopperAddress(forwarded)).toBe(wanted);
});
