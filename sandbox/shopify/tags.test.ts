import { expect, test } from "vitest";
import { aSandbox, installed } from "#sandbox/testing.ts";
import { createCustomer, updateCustomer } from "./customers.ts";
import { setConsent } from "./consent.ts";
import type { Customer } from "./records.ts";
import { addTags, removeTags } from "./tags.ts";

const { sandbox, shop, app } = await aSandbox();
const { ask } = await installed(sandbox, shop);
const gid = (customer: Customer) => `gid://shopify/Customer/${customer.id}`;
let people = 0;
const someone = (input: object = {}) => createCustomer(shop, { email: `someone${people++}@example.com`, ...input });
const TAGS_ADD = "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id ... on Customer { tags } } userErrors { field message } } }";

test("tags are equal whatever their case, a comma makes two, and the first spelling stays", () => {
  const customer = someone({ tags: ["VIP"] });
  expect(addTags(shop, customer, ["vip", "one, two", " Two "])).toEqual(["one", "two"]);
  expect(customer.tags).toEqual(["VIP", "one", "two"]);
  expect(removeTags(shop, customer, ["ONE", "absent"])).toEqual(["one"]);
});

test("the 251st tag and the 256th character are refused", async () => {
  const customer = someone();
  addTags(shop, customer, Array.from({ length: 250 }, (_, n) => `tag ${n}`));
  const { body } = await ask(TAGS_ADD, { id: gid(customer), tags: ["one more"] });
  expect(body.data.tagsAdd).toEqual({ node: null, userErrors: [{ field: ["tags"], message: "Exceeded the maximum of 250 tags" }] });
  expect(() => addTags(shop, someone(), ["x".repeat(256)])).toThrow(/255 characters/);
  expect(customer.tags).toHaveLength(250);
});

test("our own tags come back as webhooks with the tags alone; what was there already comes back as nothing", async () => {
  const customer = someone();
  await ask(TAGS_ADD, { id: gid(customer), tags: ["segue:vip"] });
  await ask(TAGS_ADD, { id: gid(customer), tags: ["Segue:VIP"] });
  await sandbox.webhooks.quiet();
  const said = app.hooks.filter((hook) => hook.headers["x-shopify-topic"] === "customer.tags_added").map((hook) => JSON.parse(hook.body)).filter((body) => body.customerId === gid(customer));
  expect(said).toEqual([{ customerId: gid(customer), tags: ["segue:vip"], occurredAt: expect.stringMatching(/Z$/) }]);
});

test("tagging somebody who is not there is a userError, and so is the tag the sandbox always refuses", async () => {
  const absent = await ask(TAGS_ADD, { id: "gid://shopify/Customer/1", tags: ["x"] });
  expect(absent.body.data.tagsAdd.userErrors).toEqual([{ field: ["id"], message: "Customer does not exist" }]);
  const magic = await ask(TAGS_ADD, { id: gid(someone()), tags: ["sandbox:refuse"] });
  expect(magic.body.data.tagsAdd.userErrors).toHaveLength(1);
});

test("customerUpdate replaces the whole list of tags", () => {
  const customer = someone({ tags: ["old", "kept"] });
  updateCustomer(shop, customer, { tags: ["Kept", "new"] });
  expect(customer.tags.map((tag) => tag.toLowerCase()).sort()).toEqual(["kept", "new"]);
});

test("texting needs a phone, PENDING needs a confirmed opt-in, SUBSCRIBED needs a level, and nobody consents in the future", () => {
  const customer = someone({ phone: "+447700900999" });
  expect(() => setConsent(shop, someone(), "sms", { state: "SUBSCRIBED", level: "SINGLE_OPT_IN" })).toThrow(/phone number is required/);
  expect(() => setConsent(shop, customer, "sms", { state: "PENDING", level: "SINGLE_OPT_IN" })).toThrow(/confirmed opt-in/);
  expect(() => setConsent(shop, customer, "sms", { state: "SUBSCRIBED" })).toThrow(/opt in level/);
  expect(() => setConsent(shop, customer, "sms", { state: "SUBSCRIBED", level: "SINGLE_OPT_IN", at: shop.now() + 60_000 })).toThrow(/future/);
});

test("a consent that keeps its state keeps its instant", () => {
  const customer = someone({ phone: "+447700900998", smsConsent: { state: "SUBSCRIBED", level: "SINGLE_OPT_IN", at: 1_700_000_000_000 } });
  setConsent(shop, customer, "sms", { state: "SUBSCRIBED", level: "SINGLE_OPT_IN", at: 1_750_000_000_000 });
  expect(customer.smsConsent.at).toBe(1_700_000_000_000);
});

test("NOT_SUBSCRIBED is refused at the top, and the newer object calls it NEVER_SUBSCRIBED", async () => {
  const customer = someone({ phone: "+447700900997" });
  const { body } = await ask("mutation($input: CustomerSmsMarketingConsentUpdateInput!) { customerSmsMarketingConsentUpdate(input: $input) { customer { id } userErrors { message code } } }", {
    input: { customerId: gid(customer), smsMarketingConsent: { marketingState: "NOT_SUBSCRIBED" } },
  });
  expect(body.errors[0].message).toBe("Cannot specify NOT_SUBSCRIBED as a marketing state input");
  const read = await ask("query($id: ID!) { customer(id: $id) { defaultPhoneNumber { smsMarketingConsent { state } } } }", { id: gid(customer) });
  expect(read.body.data.customer.defaultPhoneNumber.smsMarketingConsent.state).toBe("NEVER_SUBSCRIBED");
});
