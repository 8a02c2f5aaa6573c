// Connecting one platform: what it will do, and the ways in. OAuth first where there is one; a key otherwise.
import { Banner, BlockStack, Button, Card, Checkbox, Divider, Form, InlineStack, List, Page, Text } from "@shopify/polaris";
import { TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher, useNavigate } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { PlatformId } from "#app/platforms/adapter.ts";
import type { Capabilities, KeyField } from "#app/platforms/capability.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { readKeys, type Typed } from "#app/platforms/key-fields.ts";
import { AbilityList } from "./ability-list.tsx";
import { KeyFields } from "./key-fields.tsx";
import { capital } from "./platform-words.ts";
import { useSignIn } from "./use-sign-in.ts";

type Props = { platform: PlatformId; hasOAuth: boolean };

export function ConnectPage({ platform, hasOAuth }: Props) {
  const capabilities = CAPABILITIES[platform];
  const { name, letIn } = capabilities;
  const title = `Connect ${name}`;
  return (
    <Page title={title} narrowWidth backAction={{ content: "Connections", url: "/app/connections" }}>
      <TitleBar title={title} />
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              What it does here
            </Text>
            <AbilityList capabilities={capabilities} />
          </BlockStack>
        </Card>
        {hasOAuth ? <OAuthCard platform={platform} capabilities={capabilities} /> : null}
        {letIn.key ? <KeyCard platform={platform} name={name} fields={letIn.key} rights={(letIn.oauth?.scopes ?? []).map((scope) => scope.name)} isSecond={hasOAuth} /> : null}
      </BlockStack>
    </Page>
  );
}

function OAuthCard({ platform, capabilities: { name, letIn } }: { platform: PlatformId; capabilities: Capabilities }) {
  const signIn = useSignIn(platform);
  const [optional, setOptional] = useState<string[]>([]);
  const switched = (scope: string) => (isOn: boolean) => setOptional((before) => (isOn ? [...before, scope] : before.filter((other) => other !== scope)));
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {`Sign in to ${name}`}
          </Text>
          <Text as="p">{`${name} opens and asks whether Segue may:`}</Text>
          <List>
            {letIn.oauth?.scopes.map((scope) => (
              <List.Item key={scope.name}>{asked(scope.why)}</List.Item>
            ))}
          </List>
        </BlockStack>
        {letIn.oauth && letIn.oauth.optional.length > 0 ? (
          <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
            <legend style={{ padding: 0 }}>
              <Text as="span">Also ask, if you like</Text>
            </legend>
            {letIn.oauth.optional.map(({ name: scope, why }) => (
              <Checkbox key={scope} label={capital(asked(why))} checked={optional.includes(scope)} onChange={switched(scope)} />
            ))}
          </fieldset>
        ) : null}
        <Said problems={signIn.problems} />
        <InlineStack>
          <Button variant="primary" onClick={() => signIn.begin(optional)} loading={signIn.isLeaving}>{`Continue to ${name}`}</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

/** "to read consent" after "may": "read consent". */
const asked = (why: string) => why.replace(/^to /, "");

type Connected = { connection: number } | { problems: Problem[] };

type KeyProps = { platform: PlatformId; name: string; fields: readonly KeyField[]; /** Those that a key must have, by the platform's names. */ rights: string[]; isSecond: boolean };

function KeyCard({ platform, name, fields, rights, isSecond }: KeyProps) {
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<Connected>();
  const [typed, setTyped] = useState<Typed>({});
  const [own, setOwn] = useState<Problem[]>([]);
  const answer = fetcher.data;
  const problems = own.length > 0 ? own : answer && "problems" in answer ? answer.problems : [];
  useEffect(() => {
    if (!answer || "problems" in answer) return;
    shopify.toast.show(`${name} is connected`);
    void navigate(`/app/connections/${answer.connection}`, { replace: true });
    // Once for each answer.
  }, [answer]);
  function send() {
    const read = readKeys(platform, typed);
    setOwn("problems" in read ? read.problems : []);
    if (!("problems" in read)) fetcher.submit(typed, { method: "POST", action: `/app/connections/new/${platform}`, encType: "application/json" });
  }
  return (
    <Card>
      <Form onSubmit={send}>
        <BlockStack gap="400">
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {isSecond ? "Or paste a key" : "Paste a key"}
            </Text>
            <Text as="p" tone="subdued">
              Segue keeps it encrypted and never shows it again.
            </Text>
            {rights.length > 0 ? <Text as="p" breakWord>{`It needs these rights: ${rights.join(", ")}.`}</Text> : null}
          </BlockStack>
          <KeyFields fields={fields} typed={typed} onChange={setTyped} problems={problems} />
          <Said problems={problems.filter(({ path }) => path.length === 0)} />
          <Divider />
          <InlineStack>
            <Button submit {...(isSecond ? {} : { variant: "primary" as const })} loading={fetcher.state !== "idle"}>
              {`Connect ${name}`}
            </Button>
          </InlineStack>
        </BlockStack>
      </Form>
    </Card>
  );
}

function Said({ problems }: { problems: Problem[] }) {
  return problems.map(({ message }) => (
    <Banner key={message} tone="critical">
      <p>{message}</p>
    </Banner>
  ));
}
