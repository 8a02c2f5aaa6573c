// Everything about texts that is a setting: who they come from, when and how often they go, what they may cost.
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import type { TextForm } from "#app/messages/settings/change-texts.ts";
import type { Problem } from "#app/lib/problem.ts";
import { UnsavedBar } from "../save-bar.tsx";
import { useForm } from "../use-form.ts";
import { PauseTexts } from "./pause-texts.tsx";
import { SignUpSection, type SignUpPlaces } from "./sign-up-section.tsx";
import { CostSection, LinkSection, OptInSection } from "./texts-more-sections.tsx";
import { RulesSection, SenderSection } from "./texts-sections.tsx";

export type SenderChoice = { connectionId: number; name: string; platform: string; isReady: boolean };
export type Limits = { brand: number; hosts: number; optIn: number };
export type SampleWords = { ask: string; welcome: string };

type Props = { form: TextForm; isPaused: boolean; senders: SenderChoice[]; limits: Limits; sample: SampleWords; linkHost: string; signUp: SignUpPlaces };

export type FieldProps = { draft: TextForm; change: (part: Partial<TextForm>) => void; problems: Problem[] };

export function TextsPage({ form, isPaused, senders, limits, sample, linkHost, signUp }: Props) {
  const { draft, change, problems, isDirty, isSaving, save, discard } = useForm(form, "Texting settings saved");
  const fields = { draft, change, problems };
  const general = problems.filter(({ path }) => path.length === 0);
  return (
    <Page title="Texting" backAction={{ content: "Settings", url: "/app/settings" }}>
      <TitleBar title="Texting" />
      <UnsavedBar id="texts-save-bar" isDirty={isDirty} isSaving={isSaving} onSave={save} onDiscard={discard} />
      <BlockStack gap="600">
        {general.map(({ message }) => (
          <Banner key={message} tone="critical">
            <p>{message}</p>
          </Banner>
        ))}
        {problems.length > 0 && general.length === 0 ? (
          <Banner tone="critical" title="Not saved yet">
            <Text as="p">Something below needs another look.</Text>
          </Banner>
        ) : null}
        <SenderSection {...fields} senders={senders} limits={limits} />
        <RulesSection {...fields} />
        <CostSection {...fields} />
        <LinkSection {...fields} limits={limits} linkHost={linkHost} />
        <SignUpSection places={signUp} />
        <OptInSection {...fields} limits={limits} sample={sample} />
        <PauseTexts isPaused={isPaused} />
      </BlockStack>
    </Page>
  );
}
