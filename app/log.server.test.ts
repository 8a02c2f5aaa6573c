import { expect, test } from "vitest";
import { openLog } from "./log.server.ts";

test("a log line never holds a phone number, an email address or a token, wherever it stands", () => {
  const lines: string[] = [];
  const log = openLog("info", { write: (line) => void lines.push(line) });
  log.error("delivery failed", {
    why: "no such customer ann@example.com at +1 (415) 555-0132",
    deep: [{ text: "Bearer shpat_0123456789abcdef" }],
    access_token: "abc",
    phone: "4155550132",
    problem: new Error("for ann@example.com"),
  });
  const text = lines.join("");
  for (const secret of ["ann@", "555-0132", "shpat_", '"abc"', "4155550132"]) expect(text).not.toContain(secret);
  expect(text).toContain("delivery failed");
  expect(text).toContain("[phone]");
});
