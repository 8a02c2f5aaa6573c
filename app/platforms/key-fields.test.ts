import { expect, test } from "vitest";
import { readKeys } from "./key-fields.ts";

test("What is missing or has another shape is told beside its field, and nothing of what was typed is repeated.", () => {
  expect(readKeys("klaviyo", { key: " " })).toEqual({ problems: [{ path: ["key"], message: "Enter the private API key." }] });
  expect(readKeys("klaviyo", { key: "sk_other" })).toEqual({ problems: [{ path: ["key"], message: "This is not one: it should be a key that begins with pk_." }] });
  const twilio = readKeys("twilio", { account: "AC1", sender: "15005550006" });
  expect("problems" in twilio && twilio.problems.map(({ path }) => path)).toEqual([["account"], ["key"], ["secret"], ["sender"], ["hook"]]);
});

test("What a webhook is signed with is kept apart from what lets us in.", () => {
  const digits = "1".padStart(32, "0");
  expect(readKeys("twilio", { account: ` AC${digits} `, key: `SK${digits}`, secret: "twilio-secret-1", sender: "+15005550006", hook: "twilio-token-1" })).toEqual({
    credentials: { kind: "key", key: `SK${digits}`, account: `AC${digits}`, secret: "twilio-secret-1", sender: "+15005550006" }, hookSecret: "twilio-token-1",
  });
  expect(readKeys("attentive", { key: "attn_sandbox_1" })).toEqual({ credentials: { kind: "key", key: "attn_sandbox_1" }, hookSecret: null });
});
