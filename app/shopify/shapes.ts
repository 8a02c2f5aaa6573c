// Shapes that only check. zod checks a shape that changes nothing four times faster than one that transforms, and a
// bulk export has millions of them: its orders and their lines are checked by these, and read afterwards.
import { z } from "zod";
import { invariant } from "../lib/invariant.ts";
import { toMinor } from "../lib/money.ts";

/** An id as GraphQL always writes it: gid://shopify/Order/123 */
export const Gid = z.string().regex(/^gid:\/\/shopify\/[A-Za-z]+\/[1-9][0-9]{0,18}$/, "is not an id");
export const Ref = z.object({ id: Gid }).nullish();
export const Words = z.string().nullish();
export const Money = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) })
  .refine(({ shopMoney: { amount, currencyCode } }) => toMinor(amount, currencyCode) !== null, "is not an amount of its currency");
export const Attributes = z.array(z.object({ key: z.string(), value: Words })).nullish();

export const digitsOf = (gid: string) => gid.slice(gid.lastIndexOf("/") + 1);

export function minorOf({ shopMoney: { amount, currencyCode } }: z.infer<typeof Money>): number {
  const minor = toMinor(amount, currencyCode);
  invariant(minor !== null, "its shape says that it is an amount");
  return minor;
}
