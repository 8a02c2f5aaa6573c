import { expect, test } from "vitest";
import { readForm } from "./inbox/opt-in-form.ts";
import type { Taken } from "./messages/opt-in/take-opt-in.server.ts";
import { optInJson, optInPage } from "./opt-in-page.ts";

const fieldsOf = (more: object = {}) => {
  const fields = readForm({ phone: "555", country: "US", locale: "en", brand: "Acme", shown: "I agree.", page: "https://acme.example/pages/texts", ...more });
  if (!fields) throw new Error("It is a form.");
  return fields;
};
const HOSTILE = `"><script>alert(1)</script>`;

test("The page that asks for a correction holds what was typed and shown, escaped, and leads back into the shop alone.", async () => {
  const wrong: Taken = { kind: "wrong", fields: fieldsOf({ phone: HOSTILE, shown: HOSTILE, brand: HOSTILE, page: "https://acme.example//evil.example" }), wrong: { phone: true, consent: true } };
  const answer = optInPage(wrong);
  const body = await answer.text();
  expect([answer.status, answer.headers.get("content-security-policy")?.includes("default-src 'none'")]).toEqual([422, true]);
  expect(body).not.toContain("<script");
  expect(body).toContain('aria-describedby="phone-wrong"');
  expect(body).toContain('aria-describedby="consent-wrong"');
  expect(body).not.toContain("checked");
  expect(body).toContain('<a href="/">');
});

test("The script is told where each word goes, and of whom Shopify may be told; a page that cannot be read says so.", async () => {
  const asked = optInJson({ kind: "asked", fields: fieldsOf({ locale: "de-AT" }), phone: "+12025550107" }, "the app");
  expect([asked.status, await asked.json()]).toEqual([200, { title: "Schauen Sie auf Ihr Telefon", text: expect.stringContaining("mit JA") as string, phone: null, consent: null, visitor: "+12025550107", app: "the app" }]);
  const wrong = optInJson({ kind: "wrong", fields: fieldsOf({ country: "FR", locale: "fr" }), wrong: { phone: true, consent: false } }, "the app");
  expect([wrong.status, await wrong.json()]).toEqual([422, { title: "", text: "", phone: "Indiquez un numéro de mobile qui reçoit les SMS, par exemple 06 12 34 56 78.", consent: null }]);
  expect([optInJson({ kind: "busy", fields: fieldsOf() }, "").status, optInPage({ kind: "unreadable" }).status]).toEqual([429, 400]);
});
