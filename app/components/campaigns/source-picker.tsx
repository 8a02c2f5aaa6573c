// Segments and lists, several of each: chosen from one menu, shown with how many people they have, taken out one by one.
import { BlockStack, InlineStack, Select, Tag } from "@shopify/polaris";
import { formatCount } from "../format.ts";
import type { Choices, Sources } from "./draft.ts";

type Props = { label: string; chosen: Sources; /** The other side: what is chosen there is not offered here. */ other: Sources; onChange: (next: Sources) => void; choices: Choices; error: string | false; helpText: string };

type Kind = keyof Sources;

const without = (sources: Sources, kind: Kind, id: number): Sources => ({ ...sources, [kind]: sources[kind].filter((each) => each !== id) });

export function SourcePicker({ label, chosen, other, onChange, choices, error, helpText }: Props) {
  const offered = (kind: Kind) => choices[kind].filter(({ id }) => !chosen[kind].includes(id) && !other[kind].includes(id)).map(({ id, name, people }) => ({ value: `${kind}/${id}`, label: `${name} (${formatCount(people)})` }));
  const groups = [{ title: "Segments", options: offered("segments") }, { title: "Lists", options: offered("lists") }].filter(({ options }) => options.length > 0);
  const picked = (["segments", "lists"] as const).flatMap((kind) => chosen[kind].map((id) => ({ kind, id, ...shownOf(choices, kind, id) })));
  const add = (value: string) => {
    const [kind, id] = value.split("/");
    if (kind === "segments" || kind === "lists") onChange({ ...chosen, [kind]: [...chosen[kind], Number(id)] });
  };
  return (
    <BlockStack gap="200">
      <Select label={label} placeholder={groups.length > 0 ? "Add a segment or list" : "There is nothing more to add"} options={groups} value="" onChange={add} error={error} helpText={helpText} disabled={groups.length === 0} />
      {picked.length > 0 ? (
        <InlineStack gap="200">
          {picked.map(({ kind, id, name, detail }) => (
            <Tag key={`${kind}/${id}`} onRemove={() => onChange(without(chosen, kind, id))}>
              {`${name}${detail}`}
            </Tag>
          ))}
        </InlineStack>
      ) : null}
    </BlockStack>
  );
}

function shownOf(choices: Choices, kind: Kind, id: number): { name: string; detail: string } {
  const found = choices[kind].find((each) => each.id === id);
  if (!found) return { name: kind === "segments" ? "A segment that is gone" : "A list that is gone", detail: "" };
  return { name: found.name, detail: `${kind === "lists" ? " (list)" : ""}: ${formatCount(found.people)}` };
}
