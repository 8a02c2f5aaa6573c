// "Test on this person": what would come for somebody who entered now, instant by instant, with each text as they would get
// it. Nothing is made and nothing goes.
import { Banner, BlockStack, Button, InlineStack, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { TriedFlow } from "#app/flows/person/tried.ts";
import { formatInstant } from "../format.ts";
import { PersonPicker } from "../messages/person-picker.tsx";
import { useInEditor } from "./in-editor.ts";
import { triedLines } from "./tried-words.ts";

export type TriedAnswer = { [Name in keyof TriedFlow]: Name extends "steps" ? (Omit<TriedFlow["steps"][number], "at" | "until"> & { at: string; until: string | null })[] : TriedFlow[Name] };
type State = { is: "idle" | "asking" | "failed" } | { is: "done"; tried: TriedAnswer };

export function TryModal({ onClose }: { onClose: () => void }) {
  const { flow, shown, words, person, setPerson } = useInEditor();
  const [state, setState] = useState<State>({ is: "idle" });
  async function test() {
    if (!person) return;
    setState({ is: "asking" });
    const answer = await fetch(`/app/flows/${shown.id}/try`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ definition: flow.definition, customerId: person.customerId }) }).catch(() => null);
    setState(answer?.ok ? { is: "done", tried: (await answer.json()) as TriedAnswer } : { is: "failed" });
  }
  return (
    <Modal open onClose={onClose} title="Test on a person" secondaryActions={[{ content: "Close", onAction: onClose }]}>
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">What would come if they entered now, and nothing more happened than time. Nothing is sent.</Text>
          <PersonPicker people={words.editor.people} chosen={person} onChange={(next) => (setPerson(next), setState({ is: "idle" }))} />
          <InlineStack>
            <Button variant="primary" onClick={() => void test()} disabled={person === null} loading={state.is === "asking"}>
              Test
            </Button>
          </InlineStack>
          <div role="region" aria-label="Result of the test" tabIndex={0} className="segue-flow-answer">
            <div role="status">
              {state.is === "failed" ? <Text as="p" tone="critical">The test could not be made. Try again.</Text> : null}
              {state.is === "done" ? <Tried tried={state.tried} timeZone={words.timeZone} /> : null}
            </div>
          </div>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function Tried({ tried, timeZone }: { tried: TriedAnswer; timeZone: string }) {
  const { flow: { definition } } = useInEditor();
  return (
    <BlockStack gap="300">
      {tried.refused ? (
        <Banner tone="warning" title="They could not enter now">
          <Text as="p">{`${tried.refused.says} Below is what would come if they could.`}</Text>
        </Banner>
      ) : null}
      <ol className="segue-flow-tried" aria-label="What would come">
        {triedLines(tried.steps, definition, timeZone).map(({ at, step, words, text }, index) => (
          <li key={index}>
            <Text as="p" variant="bodySm" tone="subdued">
              {`${formatInstant(at, timeZone)}${step ? ` · ${step}` : ""}`}
            </Text>
            <Text as="p">{words}</Text>
            {text ? <p className="segue-flow-bubble">{text}</p> : null}
          </li>
        ))}
      </ol>
      {tried.isCut ? <Text as="p" tone="subdued">It goes on beyond what was looked at.</Text> : null}
    </BlockStack>
  );
}
