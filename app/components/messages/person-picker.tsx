// Whose phone the preview shows: any customer, found by name, email or phone.
import { Combobox, Icon, Listbox } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useState } from "react";
import { useClosedList } from "../builder/use-closed-list.ts";

export type PersonChoice = { customerId: string; name: string; detail: string };
type Props = { people: PersonChoice[]; chosen: PersonChoice | null; onChange: (person: PersonChoice | null) => void };

const PAUSE_MS = 250;
const NOBODY = "nobody";

export function PersonPicker({ people, chosen, onChange }: Props) {
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState(people);
  const box = useClosedList();
  useEffect(() => {
    if (typed.trim() === "") return setFound(people);
    const newer = new AbortController();
    const timer = setTimeout(() => void search(typed.trim(), newer.signal).then((next) => next && setFound(next)), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      newer.abort();
    };
  }, [typed]);
  function choose(value: string) {
    setTyped("");
    onChange(value === NOBODY ? null : (found.find(({ customerId }) => customerId === value) ?? chosen));
  }
  return (
    <div ref={box}>
      <Combobox activator={<Combobox.TextField prefix={<Icon source={SearchIcon} />} label="Show it for" placeholder={chosen ? chosen.name : "Somebody of whom nothing is known"} value={typed} onChange={setTyped} autoComplete="off" {...(chosen?.detail ? { helpText: chosen.detail } : {})} />}>
        <Listbox onSelect={choose}>
          {found.map(({ customerId, name, detail }) => (
            <Listbox.Option key={customerId} value={customerId} selected={customerId === chosen?.customerId}>
              {detail ? `${name} (${detail})` : name}
            </Listbox.Option>
          ))}
          <Listbox.Option key={NOBODY} value={NOBODY} selected={chosen === null}>
            Somebody of whom nothing is known
          </Listbox.Option>
        </Listbox>
      </Combobox>
    </div>
  );
}

/** Null: nothing was heard, and what was found before stays. */
async function search(text: string, signal: AbortSignal): Promise<PersonChoice[] | null> {
  try {
    const answer = await fetch(`/app/messages/people?q=${encodeURIComponent(text)}`, { signal });
    return answer.ok ? ((await answer.json()) as { people: PersonChoice[] }).people : null;
  } catch {
    return null;
  }
}
