// A cart to show a reminder with: nobody has one while the message is written.
import type { Money, Values } from "../text/variables.ts";

const EXAMPLE_MINOR = 4_900;

export const exampleCart = (host: string, currency: string): NonNullable<Values["cart"]> => {
  const price: Money = { minor: EXAMPLE_MINOR, currency };
  return { link: `https://${host}/cart/c/4f8a2c91d7`, total: { minor: 2 * EXAMPLE_MINOR, currency }, item_count: 2, items: [{ title: "Linen Shirt", variant: "Blue / M", quantity: 2, price, link: null }] };
};
