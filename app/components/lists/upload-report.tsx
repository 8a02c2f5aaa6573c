// How far a file is read, and what came of it: the lines and values that could not be taken, each with its reason.
import { Banner, BlockStack, Box, Button, Card, InlineStack, List, ProgressBar, Text } from "@shopify/polaris";
import { isOfValue, type Reject, rejectWords, REJECTS_MAX, totalOf } from "#app/lists/reasons.ts";
import { formatCount } from "../format.ts";
import { usePolling } from "../use-polling.ts";
import { ReportButton } from "./report-button.tsx";
import { rejectedCount, reportLines, sizeWords, type UploadView } from "./report-words.ts";

type Props = { upload: UploadView; list: { listId: number; name: string }; shown: Reject[] };

export function UploadReport({ upload, list, shown }: Props) {
  usePolling(upload.state === "reading");
  return (
    <BlockStack gap="400">
      {upload.problem ? (
        <Banner tone={upload.state === "parked" ? "critical" : "warning"} title={upload.state === "parked" ? "This file cannot be read" : "Not the whole file was read"}>
          <p>{upload.problem}</p>
        </Banner>
      ) : null}
      {upload.state === "receiving" ? (
        <Banner tone="warning" title="The file did not arrive to its end">
          <p>{`${sizeWords(upload.bytesHere)} of ${sizeWords(upload.bytes)} are here. Upload the file again.`}</p>
        </Banner>
      ) : null}
      {upload.state === "reading" ? <Progress upload={upload} /> : null}
      {upload.state === "reading" || upload.state === "done" ? (
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {upload.state === "done" ? "What came of it" : "So far"}
            </Text>
            <List>
              {reportLines(upload).map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
            {shown.length > 0 ? <Rejected upload={upload} shown={shown} /> : null}
          </BlockStack>
        </Card>
      ) : null}
      {/* Cards touch the edge of a phone; a button may not. */}
      <Box paddingInline={{ xs: "400", md: "0" }}>
        {upload.state === "parked" || upload.state === "receiving" ? (
          <Button variant="primary" url={`/app/lists/new?list=${list.listId}`}>
            Upload another file
          </Button>
        ) : (
          <Button url={`/app/lists/${list.listId}`}>Open the list</Button>
        )}
      </Box>
    </BlockStack>
  );
}

function Progress({ upload }: { upload: UploadView }) {
  const percent = Math.floor((upload.bytesRead / Math.max(1, upload.bytes)) * 100);
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd" id="reading">
            Reading the file
          </Text>
          <Text as="span" tone="subdued" numeric>
            {`${formatCount(upload.rowsRead)} lines, ${percent}%`}
          </Text>
        </InlineStack>
        <ProgressBar progress={percent} size="small" animated={false} ariaLabelledBy="reading" />
        <Text as="p" tone="subdued">
          You can leave this page; reading goes on.
        </Text>
      </BlockStack>
    </Card>
  );
}

function Rejected({ upload, shown }: Pick<Props, "upload" | "shown">) {
  const more = rejectedCount(upload.rejects) - shown.length;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Lines and values that were left out
      </Text>
      <List>
        {shown.map((reject) => (
          <List.Item key={`${reject.line} ${reject.ofColumn}`}>{`Line ${formatCount(reject.line)}: ${rejectWords(reject)}`}</List.Item>
        ))}
      </List>
      {more > 0 ? (
        <Text as="p" tone="subdued">
          {`And ${formatCount(more)} more. The report has the first ${formatCount(REJECTS_MAX)} of each reason.`}
        </Text>
      ) : null}
      {totalOf(upload.rejects, isOfValue) > 0 ? <Text as="p">Whoever a value was left out of is on the list all the same; the value is not known.</Text> : null}
      <ReportButton uploadId={upload.uploadId} />
    </BlockStack>
  );
}
