// A fact about the customer themselves.
import { BlockStack, InlineError, Text } from "@shopify/polaris";
import type { Attr } from "#app/segments/definition.ts";
import { customerField } from "#app/segments/fields.ts";
import { labelIn } from "#app/segments/fields/column.ts";
import { problemAt } from "../problems-of.ts";
import type { EditorProps } from "./leaf-editor.tsx";
import { NumbersEditor } from "./numbers-editor.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slots } from "./slot.tsx";
import { TestEditor } from "./test-editor.tsx";

export function AttrEditor({ leaf, onChange, problems }: EditorProps<Attr>) {
  const { currency, lists } = useShopWords();
  const field = customerField(leaf.field);
  const unknownField = field === null ? `There is no field “${leaf.field}” any more. Remove this condition.` : problemAt(problems, ["field"]);
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {labelIn(field ?? { key: leaf.field, label: leaf.field }, lists)}
      </Text>
      {unknownField ? <InlineError message={unknownField} fieldID={leaf.field} /> : null}
      {field ? (
        <Slots>
          <TestEditor field={field} test={leaf.test} onChange={(test) => onChange({ ...leaf, test })} problems={problems} path={["test"]} currency={currency} />
        </Slots>
      ) : null}
      {field?.type === "clock" ? (
        <Text as="p" variant="bodySm" tone="caution">
          Everybody joins and leaves again as the hours pass, every day, and a tag would follow each time. This suits a question asked at the moment of sending, rarely a tag.
        </Text>
      ) : null}
      {field?.type === "derived" || field?.type === "score" ? (
        <NumbersEditor field={field} leaf={leaf} onChange={onChange} problems={problems} />
      ) : field?.help ? (
        <Text as="p" variant="bodySm" tone="subdued">
          {field.help}
        </Text>
      ) : null}
    </BlockStack>
  );
}
