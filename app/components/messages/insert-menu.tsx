// What can be filled in, by what it is about, each with an example. A choice is put where the cursor stands, with a
// fallback in place where somebody may lack it.
import { ActionList, Button, Popover } from "@shopify/polaris";
import { useState } from "react";
import { offersFor, type Offer } from "#app/messages/text/offer.ts";
import type { Root } from "#app/messages/text/variables.ts";

type Props = { roots: readonly Root[]; onInsert: (text: string) => void };

const TITLES: Readonly<Record<Root, string>> = { shop: "Shop", customer: "Customer", order: "Their last order", cart: "Their cart", picks: "Products picked for them", coupon: "Their own code" };
const ORDER: readonly Root[] = ["customer", "coupon", "cart", "order", "picks", "shop"];

/** What nothing is known of yet would only be a gap. */
const UNKNOWN: readonly string[] = ["order.status_link", "order.tracking_number", "order.tracking_link"];

export function InsertMenu({ roots, onInsert }: Props) {
  const [isOpen, setOpen] = useState(false);
  const offers = offersFor(roots).filter(({ name }) => !UNKNOWN.includes(name));
  const sections = ORDER.flatMap((root) => {
    const items = offers.filter(({ name }) => name.startsWith(`${root}.`)).map((offer) => item(offer, (text) => (setOpen(false), onInsert(text))));
    return items.length > 0 ? [{ title: TITLES[root], items }] : [];
  });
  return (
    <Popover active={isOpen} onClose={() => setOpen(false)} preferredAlignment="right" activator={<Button size="slim" disclosure onClick={() => setOpen(!isOpen)}>Insert variable</Button>}>
      <ActionList actionRole="menuitem" sections={sections} />
    </Popover>
  );
}

const item = ({ label, example, insert }: Offer, onInsert: (text: string) => void) => ({ content: label, ...(example === "" ? {} : { helpText: `For example ${example}` }), onAction: () => onInsert(insert) });
