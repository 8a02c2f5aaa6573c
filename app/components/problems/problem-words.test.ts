import { expect, test } from "vitest";
import { kindWords } from "./problem-words.ts";

test("What is offered is called by what it does, and where less is offered the reason stands beside it.", () => {
  expect(kindWords({ kind: "inbox", subject: "orders/create", again: "retry" })).toEqual({ title: "A new order could not be read", again: "Try again" });
  expect(kindWords({ kind: "inbox", subject: "import/orders", again: "readAnew" })).toEqual({
    title: "One line of your orders could not be read", again: "Read all orders again", note: "The file it stood in is gone, so it cannot be tried by itself.",
  });
  expect(kindWords({ kind: "inbox", subject: "orders/create", again: null }).note).toBe("What Shopify sent was deleted after 30 days, so it cannot be tried again.");
});

test("What a platform does not let us do is told by the platform's name and the segment's there.", () => {
  expect(kindWords({ kind: "connection", subject: "klaviyo", again: "retry" }).title).toBe("Klaviyo does not let Segue in");
  expect(kindWords({ kind: "waiting", subject: "attentive/Buyers / VIP", again: "retry" }).title).toBe("“Buyers / VIP” in Attentive waits for your yes");
});

test("A coupon that Shopify refused and a campaign that was halted are told by their names.", () => {
  expect(kindWords({ kind: "coupon", subject: "Spring", again: "retry" })).toMatchObject({ title: "Shopify refused the coupon “Spring”", again: "Ask Shopify again" });
  expect(kindWords({ kind: "campaign", subject: "Sale", again: "retry" })).toMatchObject({ title: "The campaign “Sale” stands still", again: "Resume" });
});
