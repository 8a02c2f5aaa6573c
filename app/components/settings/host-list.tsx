// The hosts besides the shop's own to which links in texts may lead.
import { BlockStack, Button, InlineError, InlineStack, Tag, TextField } from "@shopify/polaris";
import { useState } from "react";

type Props = { values: string[]; onChange: (values: string[]) => void; error: string | false; max: number };

export function HostList({ values, onChange, error, max }: Props) {
  const [text, setText] = useState("");
  const typed = text.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  function add() {
    if (typed !== "" && !values.includes(typed)) onChange([...values, typed]);
    setText("");
  }
  return (
    <BlockStack gap="200">
      <TextField
        label="Other sites that links may lead to"
        value={text}
        onChange={setText}
        autoComplete="off"
        placeholder="reviews.example.com"
        helpText="Links to your own shop are always allowed. A link anywhere else is refused when a message is saved."
        disabled={values.length >= max}
        connectedRight={
          <Button onClick={add} disabled={typed === ""}>
            Add
          </Button>
        }
      />
      {values.length > 0 ? (
        <InlineStack gap="200">
          {values.map((value) => (
            <Tag key={value} onRemove={() => onChange(values.filter((other) => other !== value))}>
              {value}
            </Tag>
          ))}
        </InlineStack>
      ) : null}
      {error ? <InlineError message={`One of these ${error}.`} fieldID="hosts" /> : null}
    </BlockStack>
  );
}
