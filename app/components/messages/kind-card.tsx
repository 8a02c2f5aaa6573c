// What the message is called and of what kind it is: who may get it follows from that.
import { BlockStack, Card, FormLayout, Select, TextField } from "@shopify/polaris";
import { NAME_MAX } from "#app/lib/name.ts";
import { kindOf } from "#app/messages/message/message.ts";
import { problemAt } from "../problems-of.ts";
import { LISTED_LANGUAGES } from "./languages.ts";
import { KINDS, partsOfKind } from "./message-words.ts";
import type { Draft } from "./use-message-draft.ts";

export function KindCard({ draft }: { draft: Draft }) {
  const { name, setName, definition, change, problems } = draft;
  const kind = kindOf(definition);
  return (
    <Card>
      <BlockStack gap="300">
        <TextField label="Name" helpText="Only you see it." value={name} onChange={setName} autoComplete="off" maxLength={NAME_MAX} placeholder="Spring sale" error={problemAt(problems, ["name"])} />
        <FormLayout>
          <FormLayout.Group condensed>
            <Select
              label="Kind"
              options={KINDS.map(({ value, label }) => ({ value, label }))}
              value={kind}
              onChange={(chosen) => change(partsOfKind(KINDS.find(({ value }) => value === chosen)?.value ?? "promotional"))}
            />
            <Select label="Language" options={[...LISTED_LANGUAGES]} value={definition.language} onChange={(chosen) => change({ language: LISTED_LANGUAGES.find(({ value }) => value === chosen)?.value ?? "en" })} />
          </FormLayout.Group>
        </FormLayout>
        <div id="message-kind-help" style={{ color: "var(--p-color-text-secondary)" }}>
          {KINDS.find(({ value }) => value === kind)?.help}
        </div>
      </BlockStack>
    </Card>
  );
}
