// The file and its list's name. Problems stand beside their field; what is sent can be seen.
import { Banner, BlockStack, Button, Card, DropZone, InlineError, InlineStack, ProgressBar, Text, TextField } from "@shopify/polaris";
import { useNavigate } from "@remix-run/react";
import { useState } from "react";
import { NAME_MAX } from "#app/lib/name.ts";
import { FILE_BYTES_MAX, ROWS_MAX } from "#app/lists/file-limits.ts";
import { formatCount } from "../format.ts";
import { problemAt } from "../problems-of.ts";
import { sizeWords } from "./report-words.ts";
import { useUpload } from "./use-upload.ts";

export function UploadForm({ list }: { list: { listId: number; name: string } | null }) {
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const { state, problems, send } = useUpload((upload) => void navigate(`/app/lists/uploads/${upload}`));
  const isBusy = state.kind === "sending";
  const fileProblem = problemAt(problems, ["file"]);
  const general = problems.filter(({ path }) => path.length === 0);
  return (
    <BlockStack gap="400">
      {state.kind === "failed" ? (
        <Banner tone="critical" title="The file could not be sent to its end">
          <p>What was sent is kept for a while. Send the same file again, and it goes on where it stopped.</p>
        </Banner>
      ) : null}
      {general.map(({ message }) => (
        <Banner key={message} tone="critical">
          <p>{message}</p>
        </Banner>
      ))}
      <Card>
        <BlockStack gap="400">
          {list ? null : <TextField label="Name" value={name} onChange={setName} autoComplete="off" maxLength={NAME_MAX} error={problemAt(problems, ["name"])} disabled={isBusy} helpText="Only you see it: in your lists, and where a segment asks about it." />}
          <BlockStack gap="200">
            <DropZone label="CSV file" type="file" accept=".csv,.tsv,.txt,text/csv" allowMultiple={false} disabled={isBusy} onDrop={(_, accepted, rejected) => setFile(accepted[0] ?? rejected[0] ?? null)}>
              {file ? <Chosen file={file} /> : <DropZone.FileUpload actionTitle="Choose a file" actionHint="or drop it here" />}
            </DropZone>
            {fileProblem ? <InlineError message={fileProblem} fieldID="file" /> : null}
            <Text as="p" tone="subdued">
              {`One person a line, with their customer ID, email or phone number. Up to ${formatCount(ROWS_MAX)} lines and ${FILE_BYTES_MAX / 1_000_000} MB. People who are not customers of your shop are told to you and left out.`}
            </Text>
          </BlockStack>
          {state.kind === "sending" ? (
            <BlockStack gap="100">
              <ProgressBar progress={Math.round(state.share * 100)} size="small" animated={false} ariaLabelledBy="sending" />
              <Text as="p" id="sending" tone="subdued" numeric>
                {`Sending: ${Math.round(state.share * 100)}%`}
              </Text>
            </BlockStack>
          ) : null}
          <InlineStack>
            <Button variant="primary" loading={isBusy} onClick={() => void send(file, list ? { list: list.listId } : { name })}>
              Upload
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

function Chosen({ file }: { file: File }) {
  return (
    <div style={{ padding: "var(--p-space-400)", overflowWrap: "anywhere" }}>
      <Text as="p" fontWeight="semibold">
        {file.name}
      </Text>
      <Text as="p" tone="subdued">
        {`${sizeWords(file.size)}. Click to choose another.`}
      </Text>
    </div>
  );
}
