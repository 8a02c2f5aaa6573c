// How a request to Attentive looks, and whom it names. A number names a person where there is one, else an address:
// with both, Attentive may take two people for one.
import { z } from "zod";
import type { Credentials, Person, PlatformAnswer, PlatformRequest } from "../adapter.ts";
import type { components } from "../contracts/attentive.ts";
import { emailOf, phoneOf } from "../people.ts";
import { bodyOf, fail, jsonRequest, refusal } from "../step.ts";

export type Bodies = components["schemas"];

export const NAME = "Attentive";

export function request(
  credentials: Credentials,
  operation: string,
  method: PlatformRequest["method"],
  path: string,
  budget: string,
  body: Bodies[keyof Bodies] | null = null,
): PlatformRequest {
  const authorization = `Bearer ${credentials.kind === "key" ? credentials.key : credentials.access}`;
  return jsonRequest({ operation, method, path, budget, headers: { authorization }, body });
}

export function userOf(person: Person): { phone: string } | { email: string } | null {
  const [phone, email] = [phoneOf(person), emailOf(person)];
  if (phone !== null) return { phone };
  return email === null ? null : { email };
}

export const NOBODY = "There is neither a phone number nor an email address that Attentive takes.";
export const nobody = fail("refused", NOBODY);

/** Its errors have a number, or only words, which are not repeated. */
const Refusal = z.object({ error: z.object({ id: z.union([z.string(), z.number()]).transform(String) }) });

export const refused = (answer: PlatformAnswer) => refusal(NAME, answer, bodyOf(Refusal, answer)?.error.id ?? null);
