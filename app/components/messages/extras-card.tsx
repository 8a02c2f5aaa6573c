// What goes with the words: a code, a picture, what visits are called, and how the text is written.
import { BlockStack, Box, Button, Card, Collapsible, FormLayout, Link, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { TOPIC_MAX } from "#app/messages/campaigns/campaign.ts";
import { kindOf, SUBJECT_MAX, UTM_MAX } from "#app/messages/message/message.ts";
import { problemAt } from "../problems-of.ts";
import type { Draft } from "./use-message-draft.ts";

export type CouponChoice = { couponId: number; name: string; saving: string };

type Props = { draft: Draft; coupons: CouponChoice[]; isSmart: boolean; campaignName: string };

export function ExtrasCard({ draft, coupons, isSmart, campaignName }: Props) {
  const { definition, change, problems } = draft;
  const { coupon, media, smart } = definition;
  const isService = kindOf(definition) === "transactional";
  const gone = coupon !== null && !coupons.some(({ couponId }) => couponId === coupon) ? [{ value: String(coupon), label: "A coupon that was ended" }] : [];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What goes with it
        </Text>
        <FormLayout>
          {isService && coupon === null ? null : (
            <Select
              label="Coupon"
              helpText={coupons.length === 0 ? <>Everybody can get a code of their own. <Link url="/app/coupons/new">Make a coupon first</Link></> : "Everybody gets a code of their own: insert “The customer’s own code” into the text."}
              options={[{ value: "", label: "None" }, ...gone, ...coupons.map(({ couponId, name, saving }) => ({ value: String(couponId), label: `${name} (${saving})` }))]}
              value={coupon === null ? "" : String(coupon)}
              onChange={(chosen) => change({ coupon: chosen === "" ? null : Number(chosen) })}
              error={problemAt(problems, ["definition", "coupon"])}
            />
          )}
          <TextField label="Picture" type="url" inputMode="url" placeholder="https://" helpText="The address of a JPEG, PNG or GIF of up to 500 kB, such as from Files in Shopify. Pictures reach phones in the US and Canada; elsewhere the text goes alone." value={media ?? ""} onChange={(text) => change({ media: text === "" ? null : text })} autoComplete="off" error={problemAt(problems, ["definition", "media"])} />
          <Select
            label="Smart characters"
            helpText="Curly quotes, long dashes and the like are replaced where they alone would make the text cost more. Letters and accents stay."
            options={[{ value: "settings", label: `As in Settings (${isSmart ? "on" : "off"})` }, { value: "on", label: "On" }, { value: "off", label: "Off" }]}
            value={smart === null ? "settings" : smart ? "on" : "off"}
            onChange={(chosen) => change({ smart: chosen === "settings" ? null : chosen === "on" })}
          />
        </FormLayout>
        <More draft={draft} campaignName={campaignName} />
      </BlockStack>
    </Card>
  );
}

/** What most messages never need. */
function More({ draft: { definition, change, problems }, campaignName }: Pick<Props, "draft" | "campaignName">) {
  const { topic, subject, utm } = definition;
  const isService = kindOf(definition) === "transactional";
  const [isAsked, setAsked] = useState(topic !== null || subject !== null || utm.campaign !== null || utm.content !== null);
  const isOpen = isAsked || ["topic", "subject", "utm"].some((field) => problemAt(problems, ["definition", field]) !== false);
  return (
    <div>
      <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls="message-more" onClick={() => setAsked(!isAsked)}>
        {isService ? "Names in links" : "Topic, subject and names in links"}
      </Button>
      <Collapsible id="message-more" open={isOpen}>
        <Box paddingBlockStart="300">
          <FormLayout>
            {isService ? null : (
              <FormLayout.Group condensed>
                <TextField label="Topic" helpText="Whoever declined it on their preference page does not get this." maxLength={TOPIC_MAX} value={topic ?? ""} onChange={(text) => change({ topic: text === "" ? null : text })} autoComplete="off" error={problemAt(problems, ["definition", "topic"])} />
                <TextField label="Subject" helpText="Some states count texts by their subject." maxLength={SUBJECT_MAX} value={subject ?? ""} onChange={(text) => change({ subject: text === "" ? null : text })} autoComplete="off" error={problemAt(problems, ["definition", "subject"])} />
              </FormLayout.Group>
            )}
            <FormLayout.Group condensed>
              <TextField label="Campaign in links (utm_campaign)" placeholder={campaignName} maxLength={UTM_MAX} value={utm.campaign ?? ""} onChange={(text) => change({ utm: { ...utm, campaign: text === "" ? null : text } })} autoComplete="off" error={problemAt(problems, ["definition", "utm", "campaign"])} />
              <TextField label="Content in links (utm_content)" maxLength={UTM_MAX} value={utm.content ?? ""} onChange={(text) => change({ utm: { ...utm, content: text === "" ? null : text } })} autoComplete="off" error={problemAt(problems, ["definition", "utm", "content"])} />
            </FormLayout.Group>
          </FormLayout>
        </Box>
      </Collapsible>
    </div>
  );
}
