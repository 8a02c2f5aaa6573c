// Proofs of consent from elsewhere, as a CSV file: looked at first, then taken in with its columns as the merchant says.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { ProofsPage } from "#app/components/compliance/proofs-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { lookAtProofs, PROOF_COLUMNS, type ProofColumn, type ProofColumns } from "#app/messages/compliance/proofs.ts";
import { importProofs } from "#app/messages/compliance/proofs.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  await merchant(request);
  return null;
}

const isColumn = (name: string): name is ProofColumn => Object.hasOwn(PROOF_COLUMNS, name);
const Columns = z.record(z.string(), z.int().min(0).max(199)).transform((given): ProofColumns => Object.fromEntries(Object.entries(given).filter(([name]) => isColumn(name))));

/** `columns` null: only a look at how the file is written. */
const Asked = z.strictObject({ csv: z.string(), columns: Columns.nullable() });

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, Asked);
  if ("problems" in read) return json({ problem: "This file could not be read." }, { status: 422 });
  const { csv, columns } = read.body;
  const found = columns === null ? lookAtProofs(csv) : await importProofs(world, shop, csv, columns, world.now());
  return json(found, { status: "problem" in found ? 422 : 200 });
}

export default function Proofs() {
  return <ProofsPage />;
}
