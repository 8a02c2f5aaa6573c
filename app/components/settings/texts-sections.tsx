// Who texts come from, and by which rules they go.
import { Banner, BlockStack, Checkbox, ChoiceList, InlineGrid, Link, Select, Text, TextField } from "@shopify/polaris";
import { problemAt } from "../problems-of.ts";
import { Section } from "./section.tsx";
import type { FieldProps, Limits, SenderChoice } from "./texts-page.tsx";
import { WeekEditor } from "./week-editor.tsx";

export function SenderSection({ draft, change, problems, senders, limits }: FieldProps & { senders: SenderChoice[]; limits: Limits }) {
  const options = senders.map(({ connectionId, name, platform, isReady }) => ({ value: String(connectionId), label: `${platform}: ${name}${isReady ? "" : " (needs attention)"}` }));
  return (
    <Section title="Sender" detail="Who your texts come from, as people read it and as the carriers know it.">
      <BlockStack gap="400">
        <TextField label="Brand" value={draft.brand} onChange={(brand) => change({ brand })} autoComplete="organization" maxLength={limits.brand} showCharacterCount helpText={`Every promotional text begins with it: “${draft.brand.trim() || "Your brand"}: …”. A short one leaves more room.`} error={problemAt(problems, ["brand"])} />
        <TextField label="Contact for HELP" value={draft.contact} onChange={(contact) => change({ contact })} autoComplete="off" maxLength={100} placeholder="help@example.com" helpText="An email address, a number or a page where people answer. Whoever writes HELP is told." error={problemAt(problems, ["contact"])} />
        {senders.length === 0 ? (
          <Banner tone="warning" title="Nothing can be sent yet">
            <p>
              Connect Twilio or Postscript first. <Link url="/app/connections">Connections</Link>
            </p>
          </Banner>
        ) : (
          <Select label="Send through" options={[{ value: "", label: "Nothing: no texts go out" }, ...options]} value={draft.sender === null ? "" : String(draft.sender)} onChange={(chosen) => change({ sender: chosen === "" ? null : Number(chosen) })} error={problemAt(problems, ["sender"])} />
        )}
      </BlockStack>
    </Section>
  );
}

const SPANS = [{ value: "24", label: "24 hours" }, { value: "48", label: "2 days" }, { value: "72", label: "3 days" }, { value: "168", label: "7 days" }, { value: "720", label: "30 days" }];

export function RulesSection({ draft, change, problems }: FieldProps) {
  const { cap } = draft;
  const spans = cap && !SPANS.some(({ value }) => value === String(cap.hours)) ? [...SPANS, { value: String(cap.hours), label: `${cap.hours} hours` }] : SPANS;
  return (
    <Section title="When and how often" detail="The law’s hours and limits always hold. Here you can only be stricter.">
      <BlockStack gap="500">
        <ChoiceList
          title="Which rules hold"
          choices={[
            { value: "standard", label: "Standard", helpText: "All rules that reach texts to people who agreed to them, or may reach them." },
            { value: "strict", label: "Strict", helpText: "Also statutes that speak of calls or of texts nobody asked for: fewer hours, more days off." },
          ]}
          selected={[draft.profile]}
          onChange={([profile]) => change({ profile: profile === "strict" ? "strict" : "standard" })}
        />
        <WeekEditor week={draft.hours} onChange={(hours) => change({ hours })} error={problemAt(problems, ["hours"])} />
        <BlockStack gap="200">
          <Checkbox label="Limit promotional texts for each person" checked={cap !== null} onChange={(isOn) => change({ cap: isOn ? { max: 1, hours: 24 } : null })} helpText="Over all campaigns and flows together. Some states allow 3 in 24 hours at most; that holds without your limit too." />
          {cap ? (
            <InlineGrid columns={{ xs: 2, sm: 3 }} gap="200">
              <TextField label="At most" type="number" min={1} max={100} value={String(cap.max)} onChange={(text) => change({ cap: { ...cap, max: Math.trunc(Number(text)) || 0 } })} autoComplete="off" suffix={cap.max === 1 ? "text" : "texts"} error={problemAt(problems, ["cap"])} />
              <Select label="In any" options={spans} value={String(cap.hours)} onChange={(hours) => change({ cap: { ...cap, hours: Number(hours) } })} />
            </InlineGrid>
          ) : null}
        </BlockStack>
        <Checkbox label="Only with written proof of consent" checked={draft.needsProof} onChange={(needsProof) => change({ needsProof })} helpText="People whose consent came without the words they agreed to get no marketing until you import the proof. Several states ask for it." />
        {draft.needsProof ? null : (
          <Banner tone="warning" title="Florida, Oklahoma and Maryland ask for written consent">
            <p>Without proof you could not show it if somebody asks.</p>
          </Banner>
        )}
        <Text as="p">
          <Link url="/app/compliance/rules">Every rule with its source</Link>. <Link url="/app/settings/policies">Policies for groups and segments</Link>
        </Text>
      </BlockStack>
    </Section>
  );
}
