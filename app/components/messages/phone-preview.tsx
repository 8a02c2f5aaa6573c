// The message as a phone shows it: a bubble from the sender, with what was added told apart, and below it the parts and why
// this person would not get it.
import { BlockStack, Text } from "@shopify/polaris";
import type { Shown } from "#app/messages/message/preview.ts";
import type { Stretch } from "#app/messages/message/shown-text.ts";
import { encodingWords, meterWords } from "./message-words.ts";

/** `isOld`: of the text before the last change, which cannot be read. */
type Props = { shown: Shown | null; isOld: boolean; brand: string; media: string | null; language: string };

export function PhonePreview({ shown, isOld, brand, media, language }: Props) {
  return (
    <BlockStack gap="300">
      <div style={{ maxWidth: "22rem", marginInline: "auto", width: "100%", padding: "var(--p-space-300)", borderRadius: "2rem", border: "var(--p-space-150) solid var(--p-color-text)", background: "var(--p-color-bg-surface)", minHeight: "20rem" }}>
        <BlockStack gap="300" inlineAlign="start">
          <div style={{ width: "100%", paddingBlock: "var(--p-space-200)", borderBlockEnd: "var(--p-border-width-025) solid var(--p-color-border-secondary)" }}>
            <Text as="p" alignment="center" variant="bodySm" fontWeight="semibold">
              {brand || "Your brand"}
            </Text>
          </div>
          {media ? <img src={media} alt="Picture sent with the text" style={{ maxWidth: "85%", maxHeight: "14rem", borderRadius: "var(--p-border-radius-400)", display: "block" }} /> : null}
          <div role="group" aria-label="The text as it arrives" lang={language} style={{ maxWidth: "92%", padding: "var(--p-space-200) var(--p-space-300)", borderRadius: "var(--p-border-radius-400)", background: "var(--p-color-bg-surface-secondary)", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {shown ? shown.stretches.map((stretch, place) => <Said key={place} stretch={stretch} />) : <Text as="span" tone="subdued">The text appears here.</Text>}
          </div>
        </BlockStack>
      </div>
      {isOld ? <Text as="p" tone="caution">As it was before your last change. Mend the text to see it anew.</Text> : null}
      {shown ? <Below shown={shown} /> : null}
    </BlockStack>
  );
}

function Said({ stretch: { text, is, from } }: { stretch: Stretch }) {
  const style = is === "added" ? { borderBlockEnd: "var(--p-border-width-025) dashed var(--p-color-border-emphasis)" } : is === "link" ? { color: "var(--p-color-text-link)" } : {};
  if (from !== null) return <mark title={`in place of ${from}`} style={{ background: "var(--p-color-bg-fill-caution-secondary)", color: "inherit" }}>{text}</mark>;
  return <span style={style}>{text}</span>;
}

function Below({ shown }: { shown: Shown }) {
  const { parts, added, replaced, partsWithout, against } = shown;
  const saved = partsWithout - parts.parts;
  return (
    <BlockStack gap="150">
      <div role="status">
        <Text as="p" fontWeight="semibold" numeric>
          {meterWords(parts)}
        </Text>
      </div>
      <Text as="p" variant="bodySm" tone="subdued">
        {encodingWords(parts)}
      </Text>
      {added.map(({ what, words, because }) => (
        <Text as="p" variant="bodySm" key={what}>
          {`“${words.trim()}” was added: ${because}.`}
        </Text>
      ))}
      {replaced.length > 0 ? (
        <Text as="p" variant="bodySm">
          {`Replaced: ${replaced.map(({ from, to, count }) => `${from} → ${to}${count > 1 ? ` (${count} times)` : ""}`).join(" , ")} – ${saved > 0 ? `without that it would be ${partsWithout} parts.` : "the number of parts stays the same."}`}
        </Text>
      ) : null}
      {against.map((why) => (
        <Text as="p" tone="critical" key={why}>
          {`They would not get it: ${why}`}
        </Text>
      ))}
    </BlockStack>
  );
}
