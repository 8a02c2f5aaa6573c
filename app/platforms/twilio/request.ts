// How a request to Twilio looks: form fields, under the merchant's account, with an API key.
import { z } from "zod";
import type { Credentials, PlatformAnswer, PlatformRequest } from "../adapter.ts";
import type { components } from "../contracts/twilio.ts";
import { bodyOf, refusal } from "../step.ts";

type Bodies = components["schemas"];

export const NAME = "Twilio";

export function request(
  credentials: Credentials,
  operation: string,
  method: PlatformRequest["method"],
  rest: string,
  budget: string,
  body: Bodies[keyof Bodies] | null = null,
): PlatformRequest {
  const { account, key, secret } = credentials.kind === "key" ? { account: credentials.account ?? "", key: credentials.key, secret: credentials.secret ?? "" } : { account: "", key: credentials.access, secret: "" };
  const headers: Record<string, string> = { accept: "application/json", authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}` };
  if (body !== null) headers["content-type"] = "application/x-www-form-urlencoded";
  return { operation, method, path: `/2010-04-01/Accounts/${encodeURIComponent(account)}/${rest}`, headers, body: body === null ? null : new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)])).toString(), budget };
}

const Coded = z.object({ code: z.number() });

export const codeOf = (answer: PlatformAnswer) => bodyOf(Coded, answer)?.code ?? null;

/** What Twilio's codes mean to a merchant; the others keep their number. */
const MEANINGS: Readonly<Record<number, string>> = {
  21211: "Twilio does not take this as a phone number.",
  21408: "The account may not text this region. Twilio's geographic permissions decide that.",
  21610: "The person has replied STOP to this sender.",
  21612: "Twilio cannot reach this number from this sender.",
  21614: "This is not a mobile number.",
  21606: "Twilio does not know this sender as one of the account's.",
  21608: "A trial account texts verified numbers alone.",
  21635: "This is a landline.",
  21701: "The Messaging Service is no longer there.",
  21703: "The Messaging Service has no numbers.",
};

export function refused(answer: PlatformAnswer) {
  const code = codeOf(answer);
  const meaning = code === null ? undefined : MEANINGS[code];
  const general = refusal(NAME, answer, code === null ? null : String(code));
  if (general.kind !== "failed" || code === null) return general;
  const coded = { ...general.failure, code: String(code) };
  return { ...general, failure: meaning === undefined ? coded : { ...coded, reason: "refused" as const, detail: `${meaning} (${code})` } };
}

export const Message = z.object({ sid: z.string(), status: z.string().nullish(), body: z.string().nullish(), to: z.string().nullish(), date_created: z.string().nullish() });
export const Messages = z.object({ messages: z.array(Message), next_page_uri: z.string().nullish() });
export const SID = /^(SM|MM)[0-9a-fA-F]{32}$/;
