// One list's page: the people, the files they came from, the segments that ask about it.
import { Badge, BlockStack, Box, Card, Link, List, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useState } from "react";
import type { Kept } from "#app/lists/column.ts";
import type { CustomerLine } from "../customers/customer-table.tsx";
import { askers, DeleteModal } from "../delete-modal.tsx";
import { formatInstant, formatPeople, formatPlural } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { SearchField } from "../search-field.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { usePolling } from "../use-polling.ts";
import { ColumnsCard } from "./columns-card.tsx";
import { type Followed, FollowedCard } from "./followed-card.tsx";
import { ListPeople } from "./list-people.tsx";
import { type ListLine, sourceWords } from "./list-table.tsx";
import { RenameListModal } from "./rename-list-modal.tsx";
import type { UploadView } from "./report-words.ts";

type File = Pick<UploadView, "uploadId" | "fileName" | "state" | "rowsAdded" | "problem"> & { createdAt: string };
type Props = {
  list: ListLine & { createdAt: string };
  people: { lines: (CustomerLine & { kept: Kept })[]; next: string | null };
  files: File[];
  users: { segmentId: number; name: string }[];
  followed: Followed | null;
  currency: string;
  timeZone: string;
  now: string;
};

export function ListPage({ list, people, files, users, followed, currency, timeZone, now }: Props) {
  const [open, setOpen] = useState<"rename" | "delete" | null>(null);
  const address = `/app/lists/${list.listId}`;
  const isFilling = list.source === "snapshot" && list.state === "filling";
  usePolling(files.some(({ state }) => state === "reading") || followed?.isBeingRead === true || isFilling);
  const close = () => setOpen(null);
  return (
    <Page
      title={list.name}
      fullWidth
      backAction={{ content: "Lists", url: "/app/lists" }}
      {...(followed ? {} : { primaryAction: { content: "Add people", url: `/app/lists/new?list=${list.listId}` } })}
      secondaryActions={[
        { content: "Rename", onAction: () => setOpen("rename") },
        { content: "Delete", destructive: true, onAction: () => setOpen("delete") },
      ]}
    >
      <TitleBar title={list.name} />
      <TwoColumns
        main={
          <Card padding="0">
            <Box padding="300" paddingBlockEnd="0">
              <Text as="h2" variant="headingMd">
                {isFilling ? `${formatPeople(list.memberCount)} so far` : `${formatPeople(list.memberCount)} on this list`}
              </Text>
            </Box>
            {isFilling ? (
              <Box padding="300" paddingBlockEnd="0">
                <Text as="p" tone="subdued">
                  The members are being put on the list. You can leave this page; it goes on.
                </Text>
              </Box>
            ) : null}
            <Box padding="300">
              <SearchField label="Search these people" placeholder="Search by email, phone or name" />
            </Box>
            <ListPeople lines={people.lines} columns={list.columns} currency={currency} address={address} isEmpty={list.memberCount === 0} mayTakeOff={followed === null} />
            <Box padding="300">
              <KeyPages next={people.next} label="Pages of people" />
            </Box>
          </Card>
        }
        side={
          <BlockStack gap="400">
            {followed ? <FollowedCard followed={followed} address={address} now={now} /> : <About list={list} files={files} timeZone={timeZone} />}
            {followed ? null : <ColumnsCard columns={list.columns} address={address} />}
            <Users users={users} />
          </BlockStack>
        }
      />
      <RenameListModal open={open === "rename"} onClose={close} address={address} name={list.name} />
      <DeleteModal open={open === "delete"} onClose={close} address={address} kind="list" name={list.name} users={askers(users)} gone="The list and the reports of its files are gone. Your customers are not touched." />
    </Page>
  );
}

const STATES: Record<UploadView["state"], string | null> = { receiving: "Not all here", asking: "Waiting for you", reading: "Being read", done: null, parked: "Cannot be read" };

function About({ list, files, timeZone }: Pick<Props, "list" | "files" | "timeZone">) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Where it comes from
        </Text>
        <Text as="p">{list.source === "snapshot" ? `${sourceWords(list)}, ${formatInstant(list.createdAt, timeZone)}` : formatPlural(files.length, "file")}</Text>
        {files.map((file) => (
          <BlockStack key={file.uploadId} gap="050" inlineAlign="start">
            <Link url={`/app/lists/uploads/${file.uploadId}`}>{file.fileName || "A file"}</Link>
            {STATES[file.state] === null ? null : <Badge tone="attention">{STATES[file.state] ?? ""}</Badge>}
            <Text as="p" variant="bodySm" tone="subdued">
              {`${formatInstant(file.createdAt, timeZone)}${file.state === "done" ? `, ${formatPlural(file.rowsAdded, "person", "people")} added` : ""}`}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function Users({ users }: Pick<Props, "users">) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Segments that ask about it
        </Text>
        {users.length === 0 ? (
          <Text as="p" tone="subdued">
            None yet. In a segment, add the condition “On a list”.
          </Text>
        ) : (
          <List>
            {users.map(({ segmentId, name }) => (
              <List.Item key={segmentId}>
                <Link url={`/app/segments/${segmentId}`}>{name}</Link>
              </List.Item>
            ))}
          </List>
        )}
      </BlockStack>
    </Card>
  );
}
