import { expect, test } from "vitest";
import { eventMoment, shownChoices, type ToldMoment } from "./event-moment.ts";

const told = (more: Partial<ToldMoment>): ToldMoment => ({ kind: "productViewed", title: null, text: null, campaign: null, quantity: null, props: null, ...more });
const say = (more: Partial<ToldMoment>, name: string | null = null, minor: number | null = null) => eventMoment(told(more), name, { minor, currency: "USD" });

test.each([
  [say({ title: "Mug", text: "/products/mug" }), "Viewed a product: Mug", "/products/mug"],
  [say({ kind: "searched", text: "blue mug" }), "Searched: “blue mug”", null],
  [say({ kind: "cartAdded", title: "Mug", quantity: 2 }, null, 4999), "Added to cart: Mug, 2 ×, $49.99", null],
  [say({ kind: "reviewLeft", title: "Mug", quantity: 1 }), "Left a review: Mug, 1 star", null],
  [say({ kind: "emailClicked", text: "https://x.example/sale", campaign: "Autumn" }), "Clicked in an email: https://x.example/sale", "Autumn"],
  [say({ kind: "custom", props: { skin: "dry", score: 7.5, news: true, a: 1, b: 2, c: 3 } }, "quiz finished"), "quiz finished", "skin: dry · score: 7.5 · news: yes · a: 1 · b: 2 · and 1 more"],
  [say({ kind: "smsDeferred", text: "lawHours", campaign: "Welcome", props: { text: "12", flow: "Welcome", step: "m1" } }), "A text was put off: outside legal hours", "Welcome · step: m1"],
  [say({ kind: "smsDelivered", campaign: "June", props: { text: "12", topic: "Sales", picture: false } }), "Received a text", "June · topic: Sales"],
  [say({ kind: "smsClicked", text: "https://x.example", props: { text: "12", picture: true } }), "Clicked in a text: https://x.example", "picture: yes"],
  [say({ kind: "custom", props: { text: "Thanks", flow: "in" } }, "card written"), "card written", "text: Thanks · flow: in"],
  [say({ kind: "smsSkipped", text: "our own reason" }), "A text was skipped: our own reason", null],
  [say({ kind: "preferencesChosen", text: "News\nSales", props: { often: "week" } }), "Chose their text preferences: no texts about News, Sales", "often: week"],
  [say({ kind: "preferencesChosen", text: "" }), "Chose their text preferences: texts about everything", null],
  [say({}), "Viewed a product", null],
])("an event says what it was about, and below it what came along: %o", (words, said, below) => {
  expect(words).toEqual({ said, below });
});

test("the timeline can be narrowed to the kinds that this person has", () => {
  expect(shownChoices(["searched", "smsClicked"]).slice(4)).toEqual([
    { label: "All events", value: "events" },
    { title: "In the store", options: [{ label: "Searched", value: "searched" }] }, { title: "Text messages", options: [{ label: "Clicked in a text", value: "smsClicked" }] },
  ]);
  expect(shownChoices([])).toHaveLength(4);
});
