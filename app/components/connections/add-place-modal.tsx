// What is asked before a segment goes to a platform: what it is called there, as what it is kept, and whether entering
// and leaving is told.
import { BlockStack, Checkbox, ChoiceList, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { formatPeople } from "../format.ts";
import { problemAt } from "../problems-of.ts";
import { useAnswered } from "../use-answered.ts";
import type { ConnectionChoice } from "./places-card.tsx";
import { modelWords } from "./platform-words.ts";

const NAME_MAX = 100;

type Props = { connection: ConnectionChoice; segment: { segmentId: number; name: string; memberCount: number }; onClose: () => void };

export function AddPlaceModal({ connection, segment, onClose }: Props) {
  const { connectionId, platform, settings } = connection;
  const { name, memberships, track } = CAPABILITIES[platform];
  const { submit, isBusy, problems } = useAnswered(onClose);
  const [called, setCalled] = useState(segment.name.slice(0, NAME_MAX));
  const [model, setModel] = useState<string>(settings.model ?? memberships[0]?.model ?? "");
  const [events, setEvents] = useState(settings.events);
  const way = memberships.find((each) => each.model === model) ?? memberships[0];
  const add = () => submit({ name: called, model, events }, { method: "POST", action: `/app/segments/${segment.segmentId}/places/${connectionId}`, encType: "application/json" });
  return (
    <Modal
      open
      onClose={onClose}
      title={`Add this segment to ${name}?`}
      primaryAction={{ content: `Add to ${name}`, onAction: add, loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">{`${formatPeople(segment.memberCount)} ${segment.memberCount === 1 ? "is" : "are"} added to ${connection.accountName} without starting anything there. Later it follows the segment.`}</Text>
          {problems.filter(({ path }) => path[0] !== "name").map(({ message }) => (
            <Text as="p" tone="critical" key={message}>
              {message}
            </Text>
          ))}
          {memberships.length > 1 ? (
            <ChoiceList title="Kept as" selected={[model]} onChange={([chosen]) => setModel(chosen ?? model)} choices={memberships.map((each) => ({ value: each.model, label: each.words }))} />
          ) : null}
          <TextField label={`Name in ${name}`} value={called} onChange={setCalled} autoComplete="off" maxLength={NAME_MAX} error={problemAt(problems, ["name"])} helpText={way && memberships.length === 1 ? `Kept as: ${way.words.charAt(0).toLowerCase()}${way.words.slice(1)}.` : undefined} />
          {track ? <Checkbox label={`Tell ${name} when somebody enters or leaves`} helpText={`Can start what you built in ${name}. Nobody is told of now.`} checked={events} onChange={setEvents} /> : null}
          {way && !way.makesPeople ? <Text as="p" tone="subdued">{`${name} takes only people whom it knows already; the others are left out of the ${modelWords(way.model)}, and named on this page.`}</Text> : null}
          <Text as="p" tone="subdued">
            Nobody is signed up for texts or emails by this.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
