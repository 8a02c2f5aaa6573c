// Which segments are compared: those chosen, with their signs, and a field to add one by name.
import { BlockStack, Combobox, Icon, InlineStack, Listbox, Tag, Text } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { OVERLAP_MAX } from "#app/segments/overlap.ts";
import { useClosedList } from "../builder/use-closed-list.ts";
import { formatPeople } from "../format.ts";
import { SIGNS } from "./overlap-words.ts";

export type Choice = { segmentId: number; name: string; memberCount: number };
type Props = { all: Choice[]; chosen: Choice[]; onChange: (ids: number[]) => void };

/** More would only make the list slow; typing finds the rest. */
const OFFERED_MAX = 50;

export function SegmentChooser({ all, chosen, onChange }: Props) {
  const [text, setText] = useState("");
  const box = useClosedList();
  const ids = chosen.map(({ segmentId }) => segmentId);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const offered = all.filter(({ segmentId, name }) => !ids.includes(segmentId) && words.every((word) => name.toLowerCase().includes(word))).slice(0, OFFERED_MAX);
  function add(value: string) {
    setText("");
    onChange([...ids, Number(value)]);
  }
  return (
    <BlockStack gap="300">
      {chosen.length > 0 ? (
        <InlineStack gap="200">
          {chosen.map(({ segmentId, name }, place) => (
            <Tag key={segmentId} onRemove={() => onChange(ids.filter((id) => id !== segmentId))}>
              {`${SIGNS[place]}: ${name}`}
            </Tag>
          ))}
        </InlineStack>
      ) : null}
      {chosen.length < OVERLAP_MAX ? (
        <div ref={box}>
          <Combobox activator={<Combobox.TextField prefix={<Icon source={SearchIcon} />} label="Add a segment" labelHidden placeholder="Add a segment" value={text} onChange={setText} autoComplete="off" />}>
            <Listbox onSelect={add}>
              {offered.map(({ segmentId, name, memberCount }) => (
                <Listbox.Option key={segmentId} value={String(segmentId)}>
                  {`${name} (${formatPeople(memberCount)})`}
                </Listbox.Option>
              ))}
              {offered.length === 0 ? (
                <Listbox.Action value="" disabled>
                  {words.length > 0 ? "No other segment has these words in its name" : "There is no other segment"}
                </Listbox.Action>
              ) : null}
            </Listbox>
          </Combobox>
        </div>
      ) : (
        <Text as="p" tone="subdued">
          {`Up to ${OVERLAP_MAX} segments can be compared at once.`}
        </Text>
      )}
    </BlockStack>
  );
}
