// What the merchant may choose for a connection, saved together from the admin's own bar.
import { BlockStack, Checkbox, ChoiceList, FormLayout, TextField } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { PLACE_MODELS, type PlaceModel, type PlatformId } from "#app/platforms/adapter.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import type { ConnectionSettings as Settings } from "#app/platforms/connection.ts";
import { problemAt } from "../problems-of.ts";
import { UnsavedBar } from "../save-bar.tsx";
import { Section } from "../settings/section.tsx";

type Draft = { share: string; people: string; model: PlaceModel | null; events: boolean; writeOptOuts: boolean };

const draftOf = ({ limitShare, limitPeople, model, events, writeOptOuts }: Settings): Draft =>
  ({ share: String(Math.round(limitShare * 1000) / 10), people: String(limitPeople), model, events, writeOptOuts });

const whole = (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : null);
const percent = (text: string) => (/^\d{1,3}(\.\d)?$/.test(text.trim()) && Number(text) <= 100 ? Number(text) / 100 : null);

function ownProblems({ share, people }: Draft): Problem[] {
  return [
    ...(percent(share) === null ? [{ path: ["limitShare"], message: "Enter a number from 0 to 100." }] : []),
    ...(whole(people) === null ? [{ path: ["limitPeople"], message: "Enter a whole number." }] : []),
  ];
}

type Props = { platform: PlatformId; settings: Settings; address: string };

export function ConnectionSettings({ platform, settings, address }: Props) {
  const shopify = useAppBridge();
  const saving = useFetcher<{ problems: Problem[] }>();
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [isAsked, setAsked] = useState(false);
  const { name, memberships, track, consent } = CAPABILITIES[platform];
  const isSaving = saving.state !== "idle";
  const own = ownProblems(draft);
  const problems = isAsked ? [...own, ...(saving.data?.problems ?? [])] : [];
  const isSaved = saving.state === "idle" && saving.data?.problems.length === 0;
  useEffect(() => {
    if (isSaved) shopify.toast.show("Settings saved");
    // Once for each answer.
  }, [isSaved, saving.data]);
  const change = (part: Partial<Draft>) => (setDraft((before) => ({ ...before, ...part })), setAsked(false));
  function save() {
    setAsked(true);
    const { share, people, model, events, writeOptOuts } = draft;
    if (own.length === 0) saving.submit({ limitShare: percent(share), limitPeople: whole(people), model, events, writeOptOuts }, { method: "POST", action: address, encType: "application/json" });
  }
  return (
    <>
      <UnsavedBar id="connection-save-bar" isDirty={JSON.stringify(draft) !== JSON.stringify(draftOf(settings))} isSaving={isSaving} onSave={save} onDiscard={() => (setDraft(draftOf(settings)), setAsked(false))} />
      {memberships.length > 0 ? (
        <Section title="Large changes" detail={`A change that would move more people than both limits within an hour waits for your yes before it goes to ${name}.`}>
          <FormLayout>
            <FormLayout.Group condensed>
              <TextField label="Share of the people there" type="number" suffix="%" min={0} max={100} value={draft.share} onChange={(share) => change({ share })} autoComplete="off" error={problemAt(problems, ["limitShare"])} />
              <TextField label="Number of people" type="number" min={0} value={draft.people} onChange={(people) => change({ people })} autoComplete="off" error={problemAt(problems, ["limitPeople"])} />
            </FormLayout.Group>
          </FormLayout>
        </Section>
      ) : null}
      {memberships.length > 1 || track ? (
        <Section title="Segments added from now on" detail="Each segment can be given another choice when it is added.">
          <BlockStack gap="400">
            {memberships.length > 1 ? (
              <ChoiceList
                title="Kept as"
                selected={[draft.model ?? memberships[0]?.model ?? ""]}
                onChange={([chosen]) => change({ model: PLACE_MODELS.find((model) => model === chosen && model !== memberships[0]?.model) ?? null })}
                choices={memberships.map(({ model, words }) => ({ value: model, label: words }))}
              />
            ) : null}
            {track ? <Checkbox label={`Tell ${name} when somebody enters or leaves`} helpText={`As the events “Segment Entered” and “Segment Exited”, which can start what you built in ${name}.`} checked={draft.events} onChange={(events) => change({ events })} /> : null}
          </BlockStack>
        </Section>
      ) : null}
      <Section title="Opt-outs" detail={`Opt-outs that ${name} tells of are always heeded.`}>
        <Checkbox
          label={`Pass opt-outs learned elsewhere on to ${name}`}
          checked={consent.optOut && draft.writeOptOuts}
          disabled={!consent.optOut}
          helpText={consent.optOut ? "Nobody is ever opted in this way." : `Not available: ${name} takes none from other apps.`}
          onChange={(writeOptOuts) => change({ writeOptOuts })}
        />
      </Section>
    </>
  );
}
