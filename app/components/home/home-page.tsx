// Home, in the order of what matters: what is under way, what is left to set up, what there is.
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { formatDay, formatPlural } from "../format.ts";
import { usePolling } from "../use-polling.ts";
import { ImportProgress, type ImportLine } from "./import-progress.tsx";
import { KeyNumbers, type KeyNumber } from "./key-numbers.tsx";
import { RecentChanges, type RecentChange } from "./recent-changes.tsx";
import { SetupChecklist } from "./setup-checklist.tsx";
import { setupSteps } from "./setup-steps.ts";

export type HomeView = {
  imports: ImportLine[];
  customers: number;
  problems: number;
  /** What flows ask of a person. */
  tasks: number;
  changes: RecentChange[];
  segments: { joined: number; left: number; syncState: string; state: string; isOwn: boolean }[];
  ordersSince: string | null;
  timeZone: string;
  isGuideHidden: boolean;
  now: string;
};

export function HomePage(home: HomeView) {
  const hiding = useFetcher();
  const isImporting = home.imports.some(({ state }) => state === "waiting" || state === "reading");
  usePolling(isImporting || isCounting(home.segments));
  const steps = setupSteps(home);
  return (
    <Page title="Home" fullWidth>
      <TitleBar title="Home" />
      <BlockStack gap="400">
        {isImporting ? <ImportProgress lines={home.imports} /> : null}
        {home.isGuideHidden ? null : (
          <SetupChecklist steps={steps} isDismissing={hiding.state !== "idle"} onDismiss={() => hiding.submit(null, { method: "DELETE", action: "/app/guide" })} />
        )}
        {home.tasks > 0 ? <Tasks count={home.tasks} /> : null}
        <KeyNumbers numbers={keyNumbers(home)} />
        {home.ordersSince ? <OrdersSince since={formatDay(home.ordersSince, home.timeZone)} /> : null}
        <RecentChanges changes={home.changes} now={home.now} />
      </BlockStack>
    </Page>
  );
}

const isCounting = (segments: HomeView["segments"]) => segments.some(({ state }) => state === "calculating");

function keyNumbers({ customers, segments, problems }: HomeView): KeyNumber[] {
  const joined = segments.reduce((sum, segment) => sum + segment.joined, 0);
  const left = segments.reduce((sum, segment) => sum + segment.left, 0);
  const synced = segments.filter(({ syncState }) => syncState === "on").length;
  return [
    { label: "Customers", value: customers, detail: "known to Segue", url: "/app/customers" },
    { label: "Segments", value: segments.length, detail: isCounting(segments) ? "being counted" : "kept up to date", url: "/app/segments" },
    { label: "Changes in 7 days", value: joined + left, detail: `${joined.toLocaleString("en-US")} joined, ${left.toLocaleString("en-US")} left`, url: "/app/segments" },
    { label: "Tags in Shopify", value: synced, detail: synced === 1 ? "segment is tagged" : "segments are tagged", url: "/app/segments" },
    { label: "Problems", value: problems, detail: problems === 0 ? "nothing is stuck" : `${formatPlural(problems, "thing waits", "things wait")} for you`, url: "/app/problems" },
  ];
}

function Tasks({ count }: { count: number }) {
  return (
    <Banner tone="warning" title={`${formatPlural(count, "thing waits", "things wait")} for you in your flows`} action={{ content: "See tasks", url: "/app/tasks" }}>
      <p>Flows ask for a yes, or want you to look at a customer.</p>
    </Banner>
  );
}

/** Honest where Shopify shows only the last 60 days. */
function OrdersSince({ since }: { since: string }) {
  return (
    <Banner tone="info" title={`Orders before ${since} are not visible to Segue`}>
      <p>Shopify shows apps the last 60 days of orders unless it has granted more. Counts of orders begin on that day; the lifetime numbers that Shopify itself keeps are complete.</p>
    </Banner>
  );
}
