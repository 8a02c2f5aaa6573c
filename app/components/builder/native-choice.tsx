// One of Shopify's own segments in place of a list there is: a list that follows it is made, and chosen.
import { BlockStack, Button, InlineError, InlineStack, Select } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";

const ADDRESS = "/app/lists/shopify";
type Found = { segments: { id: string; name: string }[]; problems: Problem[] };
type Answer = { list?: number; problems: Problem[] };

export function NativeChoice({ onChosen }: { onChosen: (list: number) => void }) {
  const found = useFetcher<Found>();
  const made = useFetcher<Answer>();
  const [chosen, setChosen] = useState("");
  const list = made.data?.list;
  useEffect(() => {
    if (list !== undefined) onChosen(list);
    // The answer alone chooses; onChosen is a new function on every render.
  }, [list]);
  if (!found.data) {
    return (
      <InlineStack>
        <Button variant="plain" loading={found.state !== "idle"} onClick={() => found.load(ADDRESS)}>
          Choose one of Shopify’s segments
        </Button>
      </InlineStack>
    );
  }
  const problem = [...found.data.problems, ...(made.data?.problems ?? [])][0];
  const choose = (nativeId: string) => {
    setChosen(nativeId);
    made.submit({ nativeId }, { method: "POST", action: ADDRESS, encType: "application/json" });
  };
  return (
    <BlockStack gap="100">
      <Select
        label="Shopify’s segment"
        placeholder={found.data.segments.length > 0 ? "Choose a segment" : "Shopify has no segment"}
        options={found.data.segments.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        disabled={made.state !== "idle"}
        onChange={choose}
        helpText="Its members are read every hour, into a list of the same name."
      />
      {problem ? <InlineError fieldID="native" message={problem.message} /> : null}
    </BlockStack>
  );
}
