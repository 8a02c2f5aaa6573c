// Short words added one at a time and taken away one at a time, such as metafields or hosts.
import { BlockStack, Button, InlineError, InlineStack, Tag, TextField } from "@shopify/polaris";
import { useState } from "react";

type Props = {
  id: string;
  label: string;
  placeholder: string;
  helpText: string;
  values: string[];
  onChange: (values: string[]) => void;
  error: string | false;
  max: number;
  /** What is kept of what was typed. */
  read?: (text: string) => string;
};

export function AddedWords({ id, label, placeholder, helpText, values, onChange, error, max, read = (text) => text.trim() }: Props) {
  const [text, setText] = useState("");
  const typed = read(text);
  function add() {
    if (typed !== "" && !values.includes(typed)) onChange([...values, typed]);
    setText("");
  }
  return (
    <BlockStack gap="200">
      <TextField
        label={label}
        value={text}
        onChange={setText}
        autoComplete="off"
        placeholder={placeholder}
        helpText={helpText}
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
      {error ? <InlineError message={`One of these ${error}.`} fieldID={id} /> : null}
    </BlockStack>
  );
}
