// On a list: people of an uploaded file, or a segment's members at one moment.
import { BlockStack, Select, Text } from "@shopify/polaris";
import type { Listed } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import type { EditorProps } from "./leaf-editor.tsx";
import { useShopWords } from "./shop-words.ts";
import { NativeChoice } from "./native-choice.tsx";
import { Slot, Slots } from "./slot.tsx";

export function ListEditor({ leaf, onChange, problems }: EditorProps<Listed>) {
  const { lists } = useShopWords();
  const options = lists.map(({ listId, name }) => ({ value: String(listId), label: name }));
  const isListed = Number.isNaN(leaf.list) || lists.some(({ listId }) => listId === leaf.list);
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        On a list
      </Text>
      <Slots>
        <Slot>
          <Select
            label="List"
            labelHidden
            placeholder={options.length > 0 ? "Choose a list" : "There is no list yet"}
            options={isListed ? options : [{ value: String(leaf.list), label: "A list that is gone" }, ...options]}
            value={Number.isNaN(leaf.list) ? "" : String(leaf.list)}
            onChange={(chosen) => onChange({ ...leaf, list: Number(chosen) })}
            error={problemAt(problems, ["list"])}
          />
        </Slot>
      </Slots>
      <NativeChoice onChosen={(list) => onChange({ ...leaf, list })} />
    </BlockStack>
  );
}
