import { expect, test } from "vitest";
import { formOf, settingsAfter, type TextForm } from "./change-texts.ts";
import { TextSettings } from "./text-settings.ts";

const BEFORE = TextSettings.parse({ brand: "Acme", paused: true, gate: { ...TextSettings.parse({}).gate, countriesOn: ["ES"] } });
const after = (change: Partial<TextForm>, senders: number[] = []) => settingsAfter(BEFORE, { ...formOf(BEFORE), ...change }, senders);

test("a form that changes nothing leaves the settings as they were, also what it does not show", () => {
  expect(after({})).toEqual({ settings: BEFORE });
});

test("what is typed becomes what is kept", () => {
  expect(after({ contact: " help@acme.example ", cap: { max: 2, hours: 48 }, spend: { day: "$1,250.50", month: "" }, linkHost: "Go.Acme.example", hours: [[600, 1200]] })).toMatchObject({
    settings: { contact: "help@acme.example", gate: { brand: { max: 2, windowMs: 172_800_000 }, hours: [[600, 1200]] }, spend: { dayMicros: 1_250_500_000, monthMicros: null }, linkHost: "go.acme.example" },
  });
});

test.each<[string, Partial<TextForm>, (string | number)[]]>([
  ["no brand", { brand: " " }, ["brand"]],
  ["a sender that is no sender", { sender: 7 }, ["sender"]],
  ["a week that is never open", { hours: [] }, ["hours"]],
  ["spans that overlap", { hours: [[0, 100], [50, 200]] }, ["hours"]],
  ["no amount", { spend: { day: "lots", month: "" } }, ["spend", "day"]],
  ["more for a day than for its month", { spend: { day: "50", month: "20" } }, ["spend", "day"]],
  ["no host", { hosts: ["good.example", "not a host"] }, ["hosts", 1]],
  ["wording without its words", { askText: "Acme: join us" }, ["askText"]],
])("%s is a problem beside its field", (_, change, path) => {
  expect(after(change)).toMatchObject({ problems: [{ path }] });
});
