// Any other country: there are no rules for it, so it is off until it is named.
import { Box, Button, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";

type Props = { options: { value: string; label: string }[]; isBusy: boolean; onAdd: (code: string, name: string) => void };

export function AddCountry({ options, isBusy, onAdd }: Props) {
  const [code, setCode] = useState("");
  const name = options.find(({ value }) => value === code)?.label;
  return (
    <Box padding="400">
      <InlineStack gap="200" blockAlign="end">
        <div style={{ flex: "1 1 14rem", maxWidth: "24rem" }}>
          <Select label="A country that is not listed" options={[{ value: "", label: "Choose a country" }, ...options]} value={code} onChange={setCode} />
        </div>
        <Button disabled={!name || isBusy} onClick={() => name && onAdd(code, name)}>
          Switch on
        </Button>
      </InlineStack>
      <Box paddingBlockStart="100">
        <Text as="p" tone="subdued">
          Texts to a country that is not listed stay off until you switch it on.
        </Text>
      </Box>
    </Box>
  );
}
