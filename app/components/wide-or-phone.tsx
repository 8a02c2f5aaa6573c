// A table, and on a phone the same rows as a list: who or what on the left, the number that matters on the right.
import { BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

export type PhoneRow = { key: string; url: string; title: string; detail: string; number: string; numberDetail: string; /** Below both. */ more?: ReactNode };

export function WideOrPhone({ label, rows, children }: { label: string; rows: PhoneRow[]; children: ReactNode }) {
  return (
    <>
      <div className="segue-wide">{children}</div>
      <div className="segue-phone">
        <ul aria-label={label} style={{ margin: 0, padding: 0, listStyle: "none" }}>
          {rows.map((row) => (
            <li key={row.key}>
              <Box padding="300" borderBlockStartWidth="025" borderColor="border-secondary">
                <BlockStack gap="100">
                  <InlineStack align="space-between" wrap={false} gap="300">
                    <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
                      <Link url={row.url} monochrome removeUnderline>
                        <Text as="span" fontWeight="semibold">
                          {row.title}
                        </Text>
                      </Link>
                      <Text as="p" variant="bodySm" tone="subdued">
                        {row.detail}
                      </Text>
                    </div>
                    <div style={{ flex: "none" }}>
                      <Text as="p" alignment="end" numeric>
                        {row.number}
                      </Text>
                      <Text as="p" alignment="end" variant="bodySm" tone="subdued" numeric>
                        {row.numberDetail}
                      </Text>
                    </div>
                  </InlineStack>
                  {row.more}
                </BlockStack>
              </Box>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
