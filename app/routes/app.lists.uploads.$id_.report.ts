// The lines of a file that could not be taken, with the reason, as a file to hold beside it.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { REASONS, REJECTS_MAX, reportCsv } from "#app/lists/reasons.ts";
import { listRejects, readUpload } from "#app/lists/upload-rows.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireUploadId } from "#app/require.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireUploadId(params);
  requireFound(await readUpload(world, shop, id));
  const rejects = await listRejects(world, shop, id, REJECTS_MAX * REASONS.length);
  return new Response(reportCsv(rejects), { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="list-report-${id}.csv"`, "cache-control": "no-store" } });
}
