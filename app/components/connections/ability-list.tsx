// What a platform does here, and what it cannot: each line with its sign, and the sign in words.
import { BlockStack, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckIcon, MinusIcon } from "@shopify/polaris-icons";
import type { Capabilities } from "#app/platforms/capability.ts";
import { abilities } from "./platform-words.ts";

export function AbilityList({ capabilities }: { capabilities: Capabilities }) {
  return (
    <BlockStack as="ul" gap="100">
      {abilities(capabilities).map(({ words, isThere }) => (
        <li key={words}>
          <InlineStack gap="200" wrap={false} blockAlign="start">
            <span>
              <Icon source={isThere ? CheckIcon : MinusIcon} tone={isThere ? "success" : "subdued"} />
            </span>
            <Text as="span" {...(isThere ? {} : { tone: "subdued" as const })}>
              {isThere ? words : `${words}: not available`}
            </Text>
          </InlineStack>
        </li>
      ))}
    </BlockStack>
  );
}
