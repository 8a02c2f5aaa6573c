// Which kind of event is counted: what is read from Shopify, and what this shop is told of.
import { EventKey } from "#app/segments/definition.ts";
import { isOffered } from "#app/segments/offered.ts";
import { Choice } from "./choice.tsx";
import { EVENTS } from "./measures.ts";
import { useShopWords } from "./shop-words.ts";
import { Slot } from "./slot.tsx";

type Props = { label: string; value: EventKey; onChange: (event: EventKey) => void; error?: string | false };

const titled = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

export function EventChoice({ label, value, onChange, error = false }: Props) {
  const { told } = useShopWords();
  const offered = EventKey.options.filter((event) => event === value || isOffered(event, told));
  return (
    <Slot>
      <Choice label={label} choices={offered.map((event) => [event, titled(EVENTS[event].many)] as const)} value={value} onChange={onChange} error={error} />
    </Slot>
  );
}
