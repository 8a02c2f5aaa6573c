// The three things that make Segue useful. Each ticks itself from the shop's own rows; nothing is
// ticked by hand. Once all are done the card can be put away for good.
import { BlockStack, Box, Button, Card, Divider, Icon, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";

export type SetupStep = { key: string; title: string; detail: string; isDone: boolean; action?: { label: string; url: string } };

type Props = { steps: SetupStep[]; onDismiss: () => void; isDismissing: boolean };

export function SetupChecklist({ steps, onDismiss, isDismissing }: Props) {
  const done = steps.filter((step) => step.isDone).length;
  const isComplete = done === steps.length;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd" id="setup-heading">
              {isComplete ? "Segue is set up" : "Set up Segue"}
            </Text>
            {isComplete ? (
              <Button onClick={onDismiss} loading={isDismissing}>
                Hide this guide
              </Button>
            ) : null}
          </InlineStack>
          <Text as="p" tone="subdued">
            {done} of {steps.length} steps complete
          </Text>
          <ProgressBar progress={Math.round((done / steps.length) * 100)} size="small" tone="primary" animated={false} ariaLabelledBy="setup-heading" />
        </BlockStack>
        <Divider />
        {steps.map((step) => (
          <Step key={step.key} step={step} />
        ))}
      </BlockStack>
    </Card>
  );
}

function Step({ step }: { step: SetupStep }) {
  return (
    <InlineStack gap="300" wrap={false} blockAlign="start">
      <Box>
        <Icon
          source={step.isDone ? CheckCircleIcon : OpenCircle}
          tone={step.isDone ? "success" : "subdued"}
          accessibilityLabel={step.isDone ? "Done" : "Not done yet"}
        />
      </Box>
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {step.title}
        </Text>
        <Text as="p" tone="subdued">
          {step.detail}
        </Text>
        {step.action && !step.isDone ? (
          <InlineStack>
            <Button url={step.action.url}>{step.action.label}</Button>
          </InlineStack>
        ) : null}
      </BlockStack>
    </InlineStack>
  );
}

/** Polaris has no open circle of the size of its ticked one. */
function OpenCircle() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.4 1.5" />
    </svg>
  );
}
