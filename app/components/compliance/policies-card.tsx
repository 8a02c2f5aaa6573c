// How many promotional texts the members of a segment get at most. Of several policies the strictest holds, beside the
// law's limits and the brand's own.
import { Badge, BlockStack, Box, Button, Card, Divider, InlineGrid, InlineStack, Link, Modal, Select, Tag, Text, TextField } from "@shopify/polaris";
import { Fragment, useState } from "react";
import { formatPlural } from "../format.ts";
import { problemAt } from "../problems-of.ts";
import type { Choice } from "./limits-page.tsx";
import type { PolicyView } from "./limits-view.ts";
import { Line } from "./line.tsx";
import { useLimits } from "./use-limits.ts";

export function PoliciesCard({ policies, segments }: { policies: PolicyView[]; segments: Choice[] }) {
  const [edited, edit] = useState<PolicyView | null>(null);
  const changing = useLimits("Limit changed");
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd">
              Limits for segments
            </Text>
            <Button onClick={() => edit(NEW)}>Add a policy</Button>
          </InlineStack>
          <Text as="p" tone="subdued">
            At most so many promotional texts to each member of the segments you choose. A policy without a segment limits nobody. <Link url="/app/settings/policies">Policies</Link> hold them for whole groups as well, with what such people are offered and when.
          </Text>
        </BlockStack>
      </Box>
      {policies.map((policy) => (
        <Fragment key={policy.name}>
          <Divider />
          <Box padding="400">
            <BlockStack gap="200">
              <Line
                title={policy.title}
                badge={policy.isOwn && policy.standard ? <Badge tone="info">Changed</Badge> : null}
                detail={`${formatPlural(policy.max, "text")} in any ${formatPlural(policy.perDays, "day")}${policy.isOwn && policy.standard ? `; usually ${policy.standard.max} in ${formatPlural(policy.standard.perDays, "day")}` : ""}`}
                action={
                  <Button onClick={() => edit(policy)} accessibilityLabel={`Edit the policy ${policy.title}`}>
                    Edit
                  </Button>
                }
              />
              {policy.segments.length > 0 ? (
                <InlineStack gap="100">
                  {policy.segments.map(({ segmentId, name }) => (
                    <Tag key={segmentId} onRemove={() => changing.send({ change: "segmentPolicy", segment: segmentId, policy: null })}>
                      {name}
                    </Tag>
                  ))}
                </InlineStack>
              ) : null}
              <div style={{ maxWidth: "24rem" }}>
                <Select
                  label={`Hold it for a segment: ${policy.title}`}
                  labelHidden
                  options={[{ value: "", label: "Hold it for a segment…" }, ...segments.filter(({ value }) => !policy.segments.some(({ segmentId }) => String(segmentId) === value))]}
                  value=""
                  onChange={(segment) => segment !== "" && changing.send({ change: "segmentPolicy", segment: Number(segment), policy: policy.name })}
                  disabled={changing.isBusy}
                />
              </div>
            </BlockStack>
          </Box>
        </Fragment>
      ))}
      {edited ? <PolicyModal policy={edited} onClose={() => edit(null)} /> : null}
    </Card>
  );
}

const NEW: PolicyView = { name: "", title: "", max: 1, perDays: 7, standard: null, isOwn: false, segments: [] };

function PolicyModal({ policy, onClose }: { policy: PolicyView; onClose: () => void }) {
  const [name, setName] = useState(policy.name);
  const [max, setMax] = useState(String(policy.max));
  const [perDays, setPerDays] = useState(String(policy.perDays));
  const { isBusy, problems, send } = useLimits("Limit saved", onClose);
  const isNew = policy.name === "";
  const whole = (text: string) => (/^\d+$/.test(text) ? Number(text) : -1);
  const back = { content: policy.standard ? "Back to the usual limit" : "Delete", destructive: true, disabled: isBusy, onAction: () => send({ change: "noPolicy", name: policy.name }) };
  return (
    <Modal
      open
      onClose={onClose}
      title={isNew ? "Add a policy" : policy.title}
      primaryAction={{ content: "Save", loading: isBusy, onAction: () => send({ change: "policy", name, max: whole(max), perDays: whole(perDays) }) }}
      secondaryActions={[...(policy.isOwn ? [back] : []), { content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {isNew ? <TextField label="Name" value={name} onChange={setName} autoComplete="off" maxLength={40} error={problemAt(problems, ["name"])} /> : null}
          <InlineGrid columns={2} gap="300">
            <TextField label="At most" type="number" min={0} value={max} onChange={setMax} autoComplete="off" suffix="texts" error={problemAt(problems, ["max"]) && "Enter a whole number up to 1,000."} helpText="0: no promotional texts" />
            <TextField label="In any" type="number" min={1} max={365} value={perDays} onChange={setPerDays} autoComplete="off" suffix="days" error={problemAt(problems, ["perDays"]) && "Enter 1 to 365 days."} />
          </InlineGrid>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
