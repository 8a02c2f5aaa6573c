// How a request to Postscript looks, and the one property that holds a person's segments. A partner's key speaks for the
// partner; whose shop it is about is told beside it.
import { z } from "zod";
import type { Credentials, Person, PlatformAnswer, PlatformRequest } from "../adapter.ts";
import type { components } from "../contracts/postscript.ts";
import { emailOf, idOf, phoneOf } from "../people.ts";
import { bodyOf, fail, jsonRequest, query, refusal } from "../step.ts";

export type Bodies = components["schemas"];

export const NAME = "Postscript";
export const PROPERTY = "segue_segments";

export function request(
  credentials: Credentials,
  operation: string,
  method: PlatformRequest["method"],
  path: string,
  body: Bodies[keyof Bodies] | null = null,
): PlatformRequest {
  const [shop, partner] = credentials.kind === "key" ? [credentials.key, credentials.secret ?? ""] : [credentials.access, ""];
  const headers = partner === "" ? { authorization: `Bearer ${shop}` } : { authorization: `Bearer ${partner}`, "x-postscript-shop-token": shop };
  return jsonRequest({ operation, method, path, budget: "all", headers, body });
}

export const nobody = fail("refused", "There is neither a phone number nor an email address that Postscript takes.");

/** A subscriber is a number; an address finds one too. */
export function handleOf(person: Person): { by: "phone_number__in" | "email__in"; value: string } | null {
  const [phone, email] = [phoneOf(person), emailOf(person)];
  if (phone !== null) return { by: "phone_number__in", value: phone };
  return email === null ? null : { by: "email__in", value: email };
}

export const isKnown = (person: Person) => idOf(person) !== null || handleOf(person) !== null;

export const findPath = (by: "phone_number__in" | "email__in", values: readonly string[], page = 1) =>
  `/api/v2/subscribers${query({ [by]: values, ...(page > 1 ? { page: String(page) } : {}) })}`;

const Subscriber = z.object({
  id: z.string(),
  phone_number: z.string().nullish(),
  email: z.string().nullish(),
  properties: z.record(z.string(), z.unknown()).nullish().catch(null),
  subscriptions: z.object({ promotional: z.object({ can_send: z.boolean().nullish() }).nullish() }).nullish().catch(null),
});
export type Subscriber = z.infer<typeof Subscriber>;

export const Subscribers = z.object({
  page_info: z.object({ page: z.number().nullish(), total_pages: z.number().nullish() }).nullish().catch(null),
  subscribers: z.array(Subscriber),
});

export function placesOf({ properties }: Subscriber): string[] {
  const held = properties?.[PROPERTY];
  return Array.isArray(held) ? held.filter((key): key is string => typeof key === "string") : [];
}

const Refusal = z.object({ errors: z.array(z.object({ type: z.string() })) });
const Coded = z.object({ error_code: z.union([z.number(), z.string()]).transform(String) });

export function refused(answer: PlatformAnswer) {
  const code = bodyOf(Refusal, answer)?.errors[0]?.type ?? bodyOf(Coded, answer)?.error_code ?? null;
  const general = refusal(NAME, answer, code);
  return general.kind === "failed" && code !== null ? { ...general, failure: { ...general.failure, code } } : general;
}
