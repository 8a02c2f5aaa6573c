// One list: who is on it, its files, and which segments ask about it. PATCH gives it another name, DELETE removes it.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readBody, readPaging } from "#app/body.ts";
import { ListPage } from "#app/components/lists/list-page.tsx";
import { keptOfPeople } from "#app/lists/column-rows.server.ts";
import { readFollowing } from "#app/lists/native-rows.server.ts";
import { readList, usersOf } from "#app/lists/rows.server.ts";
import { deleteList, rename } from "#app/lists/save.server.ts";
import { uploadsOf } from "#app/lists/upload-rows.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireListId } from "#app/require.ts";
import { listListed } from "#app/segments/search-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireListId(params);
  const list = requireFound(await readList(world, shop, id));
  const [people, uploads, users, { currency, timeZone }] = await Promise.all([
    listListed(world, shop, id, readPaging(request)), uploadsOf(world, shop, id), usersOf(world, shop, id), readShop(world, shop).then(requireFound),
  ]);
  const files = uploads.map(({ uploadId, fileName, state, createdAt, rowsAdded, problem }) => ({ uploadId, fileName, state, createdAt, rowsAdded, problem }));
  const found = list.source === "shopify" ? await readFollowing(world, shop, id) : null;
  const now = world.now();
  const followed = found && {
    name: found.name, query: found.query, readAt: found.readAt, isGone: found.goneAt !== null, problem: found.problem, unknown: found.unknownBefore,
    isBeingRead: found.begunAt !== null || (found.dueAt !== null && found.dueAt <= now && found.problem === null),
  };
  const kept = await keptOfPeople(world, shop, id, people.lines.map(({ customerId }) => customerId));
  return json({ list, people: { ...people, lines: people.lines.map((line) => ({ ...line, kept: kept.get(line.customerId) ?? {} })) }, files, users, followed, currency, timeZone, now });
}

const Named = z.object({ name: z.string() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireListId(params);
  requireFound(await readList(world, shop, id));
  if (request.method === "DELETE") {
    const problems = await deleteList(world, shop, id);
    return problems.length > 0 ? json({ problems }, { status: 422 }) : redirect("/app/lists");
  }
  if (request.method !== "PATCH") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Named);
  const problems = "problems" in read ? read.problems : await rename(world, shop, id, read.body.name);
  return problems.length > 0 ? json({ problems }, { status: 422 }) : json({ problems: [] });
}

export default function List() {
  return <ListPage {...useLoaderData<typeof loader>()} />;
}
