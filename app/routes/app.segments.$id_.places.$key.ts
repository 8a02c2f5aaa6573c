// A segment on one connection (`key`). POST begins to keep it there; PUT pauses, goes on, says yes to what waits, makes
// what was deleted there anew, or switches events; DELETE stops, with what is there or without.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import type { SegmentId, ShopId } from "#app/lib/ids.ts";
import type { Problem } from "#app/lib/problem.ts";
import type { World } from "#app/lib/world.ts";
import { merchant } from "#app/merchant.server.ts";
import type { ConnectionId } from "#app/platforms/connection.ts";
import { readConnection } from "#app/platforms/connection-rows.server.ts";
import { requireConnectionId, requireFound, requireSegmentId } from "#app/require.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";
import { allowChange, pauseTarget, recreatePlace, resumeTarget, startTarget, StartTarget, stopTarget, switchEvents } from "#app/sync/target.server.ts";

const Act = z.discriminatedUnion("act", [
  z.object({ act: z.enum(["pause", "resume", "allow", "recreate"]) }),
  z.object({ act: z.literal("events"), events: z.boolean() }),
]);
const Stop = z.object({ leftovers: z.enum(["remove", "keep"]) });

type Of = { connection: ConnectionId; segment: SegmentId };

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const of = { segment: requireSegmentId(params), connection: requireConnectionId(params.key) };
  requireFound(await readSegment(world, shop, of.segment));
  requireFound(await readConnection(world, shop, of.connection));
  const problems = await carriedOut(request, { world, shop, of });
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

async function carriedOut(request: Request, { world, shop, of }: { world: World; shop: ShopId; of: Of }): Promise<Problem[]> {
  switch (request.method) {
    case "POST": {
      const read = await readBody(request, StartTarget);
      return "problems" in read ? read.problems : startTarget(world, shop, of.connection, of.segment, read.body);
    }
    case "PUT": {
      const read = await readBody(request, Act);
      return "problems" in read ? read.problems : changed(world, shop, of, read.body);
    }
    case "DELETE": {
      const read = await readBody(request, Stop);
      if ("problems" in read) return read.problems;
      await stopTarget(world, shop, of, { cleanUp: read.body.leftovers === "remove" });
      return [];
    }
    default:
      throw new Response("Method not allowed", { status: 405 });
  }
}

async function changed(world: World, shop: ShopId, of: Of, asked: z.infer<typeof Act>): Promise<Problem[]> {
  switch (asked.act) {
    case "allow":
      return allowChange(world, shop, of);
    case "pause":
      await pauseTarget(world, shop, of);
      return [];
    case "resume":
      await resumeTarget(world, shop, of);
      return [];
    case "recreate":
      await recreatePlace(world, shop, of);
      return [];
    case "events":
      await switchEvents(world, shop, of, asked.events);
      return [];
    default:
      return asked satisfies never;
  }
}
