import { expect, test } from "vitest";
import { offer, PROBLEM_KINDS } from "./offer.ts";

test("A webhook can be tried again for as long as what came is there.", () => {
  expect(offer({ kind: "inbox", subject: "orders/create", hasBody: true })).toEqual({ again: "retry", mayDismiss: true });
  expect(offer({ kind: "inbox", subject: "orders/create", hasBody: false })).toEqual({ again: null, mayDismiss: true });
});

test("A line of an export is never tried by itself: its kind is read anew.", () => {
  for (const hasBody of [true, false]) expect(offer({ kind: "inbox", subject: "import/orders", hasBody }).again).toBe("readAnew");
});

test("Everything can be tried, read anew or let be: nobody is left without a way out.", () => {
  for (const kind of PROBLEM_KINDS) for (const hasBody of [true, false]) {
    const { again, mayDismiss } = offer({ kind, subject: "orders/create", hasBody });
    expect(again !== null || mayDismiss).toBe(true);
  }
});
