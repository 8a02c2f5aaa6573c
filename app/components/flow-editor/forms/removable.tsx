// One of several: a small card with its name, its fields, and the buttons that move or remove it.
import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon } from "@shopify/polaris-icons";
import type { ReactNode } from "react";

type Props = { label: string; isLast?: boolean; onRemove: () => void; onMove?: ((by: -1 | 1) => void) | undefined; place?: { isFirst: boolean; isLast: boolean }; children: ReactNode };

/** `isLast`: the only one, which has to stay. */
export function Removable({ label, isLast = false, onRemove, onMove, place, children }: Props) {
  return (
    <div role="group" aria-label={label}>
      <Box borderColor="border" borderWidth="025" borderRadius="200" padding="300">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center" wrap={false}>
            <Text as="h4" variant="headingSm">
              {label}
            </Text>
            <InlineStack gap="100" wrap={false}>
              {onMove && place ? (
                <>
                  <Button size="micro" variant="tertiary" icon={ArrowUpIcon} disabled={place.isFirst} accessibilityLabel={`Move up: ${label}`} onClick={() => onMove(-1)} />
                  <Button size="micro" variant="tertiary" icon={ArrowDownIcon} disabled={place.isLast} accessibilityLabel={`Move down: ${label}`} onClick={() => onMove(1)} />
                </>
              ) : null}
              {isLast ? null : <Button size="micro" variant="tertiary" icon={DeleteIcon} accessibilityLabel={`Remove: ${label}`} onClick={onRemove} />}
            </InlineStack>
          </InlineStack>
          {children}
        </BlockStack>
      </Box>
    </div>
  );
}
