// How a request to Klaviyo looks: JSON:API, with the revision whose shapes we know.
import { z } from "zod";
import type { Credentials, PlatformAnswer, PlatformRequest } from "../adapter.ts";
import type { components } from "../contracts/klaviyo.ts";
import { bodyOf, jsonRequest, refusal } from "../step.ts";

export type Bodies = components["schemas"];

export const NAME = "Klaviyo";
const REVISION = "2026-07-15";

export function request(
  credentials: Credentials,
  operation: string,
  method: PlatformRequest["method"],
  path: string,
  budget: string,
  body: Bodies[keyof Bodies] | null = null,
): PlatformRequest {
  const authorization = credentials.kind === "key" ? `Klaviyo-API-Key ${credentials.key}` : `Bearer ${credentials.access}`;
  return jsonRequest({ operation, method, path, budget, headers: { authorization, revision: REVISION }, body }, "application/vnd.api+json");
}

/** The array on a profile that holds the keys of its segments, for merchants who prefer it to lists. */
export const PROPERTY = "segue_segments";

/** A filter's list of values: JSON strings, as Klaviyo's filter language has them. */
export const any = (field: string, values: readonly string[]) => `any(${field},[${values.map((value) => JSON.stringify(value)).join(",")}])`;

const Links = z.object({ next: z.string().nullish() }).nullish();
export const Ids = z.object({ data: z.array(z.object({ id: z.string() })), links: Links });
export const One = z.object({ data: z.object({ id: z.string() }) });

/** Their address of the next page names its cursor; only that is taken from it. */
export function cursorOf(links: z.infer<typeof Links>): string | null {
  const cursor = /[?&]page(?:%5B|\[)cursor(?:%5D|\])=([^&#]+)/i.exec(links?.next ?? "")?.[1];
  if (cursor === undefined) return null;
  return /%(?![0-9a-f]{2})/i.test(cursor) ? cursor : decodeURIComponent(cursor);
}

const Errors = z.object({ errors: z.array(z.object({ code: z.string().nullish(), source: z.object({ pointer: z.string().nullish() }).nullish() })) });

export const codeOf = (answer: PlatformAnswer) => bodyOf(Errors, answer)?.errors[0]?.code ?? null;

/** Places in the batch that Klaviyo points at, with its code. */
export function pointedAt(answer: PlatformAnswer): { index: number; code: string }[] {
  return (bodyOf(Errors, answer)?.errors ?? []).flatMap(({ code, source }) => {
    const index = /^\/data\/(?:attributes\/profiles\/data\/)?(\d{1,5})(?:\/|$)/.exec(source?.pointer ?? "")?.[1];
    return index === undefined ? [] : [{ index: Number(index), code: code ?? "invalid" }];
  });
}

export const refused = (answer: PlatformAnswer) => refusal(NAME, answer, codeOf(answer));

/** In our words: Klaviyo's own may hold the address. */
export function why(code: string): string {
  if (/phone/i.test(code)) return "Klaviyo does not take this phone number.";
  if (/email/i.test(code)) return "Klaviyo does not take this email address.";
  if (/duplicate/i.test(code)) return "Klaviyo knows this phone number or email address as another person's.";
  return "Klaviyo did not take this person.";
}
