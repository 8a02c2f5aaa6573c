// Everybody's own preference page, where a text speaks of it. Elsewhere it is not looked up, and stays the example.
import { numberHasher } from "../../consent/number.server.ts";
import type { NumberHash } from "../../consent/number.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { MessageDefinition } from "../message/message.ts";
import { preferenceLinks } from "./preference.server.ts";
import type { PersonValues } from "../message/values.server.ts";

export const asksForPage = ({ text }: Pick<MessageDefinition, "text">): boolean => text.includes("preferences_link");

type Asked = { customerId: CustomerId | null; number: NumberHash | null };

/** `number` null: that of the customer's phone. */
export async function preferencePages(world: World, shop: ShopId, texts: readonly Asked[], people: ReadonlyMap<CustomerId | null, PersonValues>): Promise<(text: Asked) => string | null> {
  const hash = await numberHasher(world, shop);
  const numberOf = ({ number, customerId }: Asked): NumberHash | null => {
    const phone = people.get(customerId)?.person?.phone;
    return number ?? (phone ? hash(phone) : null);
  };
  const links = await preferenceLinks(world, shop, texts.flatMap((text) => {
    const number = numberOf(text);
    return number === null ? [] : [{ number, customerId: text.customerId }];
  }));
  return (text) => {
    const number = numberOf(text);
    return number === null ? null : (links.get(number) ?? null);
  };
}

export const withPage = (person: PersonValues | undefined, page: string | null): PersonValues | undefined =>
  (person && page !== null ? { ...person, values: { ...person.values, shop: { ...person.values.shop, preferences_link: page } } } : person);
