import { expect, test } from "vitest";
import { prefix, readSearch } from "./search.ts";

test("nothing typed is no search", () => expect(readSearch("   ")).toBeNull());

test("one word may begin an email address or a name", () => {
  expect(readSearch("Sarah")).toEqual({ email: "Sarah%", phone: null, names: ["sarah%"] });
});

test("two words are two names and no email address", () => {
  expect(readSearch(" Sarah  Con")).toEqual({ email: null, phone: null, names: ["sarah%", "con%"] });
});

test.each([["+44 7700 900"], ["(447) 700-900"]])("%s is looked for as a phone number", (typed) => {
  expect(readSearch(typed)?.phone).toBe("+447700900%");
});

test("the characters of LIKE mean only themselves", () => expect(prefix("50%_\\")).toBe("50\\%\\_\\\\%"));
