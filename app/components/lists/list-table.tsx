// Every list: how many people, where they come from.
import { Badge, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import type { ListColumn } from "#app/lists/column.ts";
import { formatAgo, formatCount, formatPeople } from "../format.ts";
import { WideOrPhone } from "../wide-or-phone.tsx";

export type ListLine = { listId: number; name: string; source: "upload" | "snapshot" | "shopify"; state: "filling" | "ready"; memberCount: number; updatedAt: string; from: string | null; readAt: string | null; problem: string | null; columns: ListColumn[] };

/** "A file", "Members of VIP", "Shopify’s segment VIP". */
export function sourceWords({ source, from }: Pick<ListLine, "source" | "from">): string {
  switch (source) {
    case "upload": return "A file";
    case "snapshot": return `Members of ${from ?? "a deleted segment"}`;
    case "shopify": return `Shopify’s segment “${from ?? ""}”`;
    default: return source satisfies never;
  }
}

export function ListTable({ lists, now }: { lists: ListLine[]; now: string }) {
  const rows = lists.map((list) => ({
    key: String(list.listId), url: `/app/lists/${list.listId}`, title: list.name, detail: sourceWords(list), number: formatPeople(list.memberCount), numberDetail: formatAgo(list.updatedAt, now),
    ...(list.state === "filling" || list.problem ? { more: <Waiting list={list} /> } : {}),
  }));
  return (
    <WideOrPhone label="Lists" rows={rows}>
      <IndexTable resourceName={{ singular: "list", plural: "lists" }} itemCount={lists.length} selectable={false} headings={[{ title: "List" }, { title: "From" }, { title: "Changed" }, { title: "People", alignment: "end" }]}>
        {lists.map((list, position) => (
          <IndexTable.Row id={String(list.listId)} key={list.listId} position={position}>
            <IndexTable.Cell>
              <InlineStack gap="200" blockAlign="center">
                <Link url={`/app/lists/${list.listId}`} removeUnderline monochrome dataPrimaryLink>
                  <Text as="span" fontWeight="semibold">
                    {list.name}
                  </Text>
                </Link>
                <Waiting list={list} />
              </InlineStack>
            </IndexTable.Cell>
            <IndexTable.Cell>{sourceWords(list)}</IndexTable.Cell>
            <IndexTable.Cell>{formatAgo(list.updatedAt, now)}</IndexTable.Cell>
            <IndexTable.Cell>
              <Text as="span" alignment="end" numeric>
                {formatCount(list.memberCount)}
              </Text>
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </WideOrPhone>
  );
}

function Waiting({ list }: { list: ListLine }) {
  if (list.problem) return <Badge tone="warning">Not up to date</Badge>;
  if (list.state === "ready") return null;
  return <Badge tone="attention">{WAITING[list.source]}</Badge>;
}

const WAITING: Record<ListLine["source"], string> = { shopify: "Being read", snapshot: "Being filled", upload: "File not read yet" };
