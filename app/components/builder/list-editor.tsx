// On a list: people of an uploaded file, or a segment's members at one moment.
import { BlockStack, Text } from "@shopify/polaris";
import type { Listed } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import type { EditorProps } from "./leaf-editor.tsx";
import { useShopWords } from "./shop-words.ts";
import { NamedPicker } from "./named-picker.tsx";
import { NativeChoice } from "./native-choice.tsx";
import { Slot, Slots } from "./slot.tsx";

export function ListEditor({ leaf, onChange, problems }: EditorProps<Listed>) {
  const { lists } = useShopWords();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        On a list
      </Text>
      <Slots>
        <Slot>
          <NamedPicker label="List" all={lists.map(({ listId, name }) => ({ id: listId, name }))} none="There is no list yet" value={leaf.list} onChange={(list) => onChange({ ...leaf, list })} error={problemAt(problems, ["list"])} />
        </Slot>
      </Slots>
      <NativeChoice onChosen={(list) => onChange({ ...leaf, list })} />
    </BlockStack>
  );
}
