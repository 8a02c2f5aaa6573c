// The customer metafields that segments can ask about: added one at a time, taken away one at a time.
import { BlockStack, Button, InlineError, InlineStack, Tag, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { METAFIELDS_MAX } from "#app/shops/settings.ts";
import { problemAt } from "../problems-of.ts";

type Props = { values: string[]; onChange: (values: string[]) => void; problems: Problem[] };

export function MetafieldList({ values, onChange, problems }: Props) {
  const [text, setText] = useState("");
  const typed = text.trim();
  const error = problemAt(problems, ["metafields"]);
  function add() {
    if (typed !== "" && !values.includes(typed)) onChange([...values, typed]);
    setText("");
  }
  return (
    <BlockStack gap="200">
      <TextField
        label="Customer metafields for segments"
        value={text}
        onChange={setText}
        autoComplete="off"
        placeholder="facts.skin_type"
        helpText={`Namespace and key, with a dot between. At most ${METAFIELDS_MAX}.`}
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
      {error ? <InlineError message={`One of these ${error}.`} fieldID="metafields" /> : null}
    </BlockStack>
  );
}
