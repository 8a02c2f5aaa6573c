// Back from the platform: the last step is taken by itself, and what came of it is said.
import { Banner, BlockStack, Button, Card, InlineStack, Page, Spinner, Text } from "@shopify/polaris";
import { TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher, useNavigate } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { takeBrowserKey } from "./browser-key.ts";

type Props = { state: string; code: string | null };

export function ReturnPage({ state, code }: Props) {
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<{ connection: number } | { problems: Problem[] }>();
  const isAsked = useRef(false);
  const answer = fetcher.data;
  useEffect(() => {
    // What the platform gave works once.
    if (isAsked.current) return;
    isAsked.current = true;
    fetcher.submit({ state, code, browserKey: takeBrowserKey() }, { method: "POST", action: "/app/connections/return", encType: "application/json" });
  }, [fetcher, state, code]);
  useEffect(() => {
    if (!answer || "problems" in answer) return;
    shopify.toast.show("Connected");
    void navigate(`/app/connections/${answer.connection}`, { replace: true });
    // Once for the answer.
  }, [answer]);
  const problems = answer && "problems" in answer ? answer.problems : [];
  return (
    <Page title="Connecting" narrowWidth backAction={{ content: "Connections", url: "/app/connections" }}>
      <TitleBar title="Connecting" />
      {problems.length > 0 ? (
        <BlockStack gap="400">
          {problems.map(({ message }) => (
            <Banner key={message} tone="critical" title="Not connected">
              <p>{message}</p>
            </Banner>
          ))}
          <InlineStack>
            <Button url="/app/connections">Back to connections</Button>
          </InlineStack>
        </BlockStack>
      ) : (
        <Card>
          <InlineStack gap="300" blockAlign="center">
            <Spinner size="small" accessibilityLabel="Connecting" />
            <Text as="p">Asking whose account it is.</Text>
          </InlineStack>
        </Card>
      )}
    </Page>
  );
}
