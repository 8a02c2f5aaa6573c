// Our contract files: their types are as generated, and where the platforms' own documents are at hand, every operation,
// field and type of ours is in theirs. Those documents are no part of the project.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contracted, CONTRACTS, typesOf } from "./bodies.ts";
import { contractOf, type Document, type Known, matching, operationsOf, read, resolved, type Schema } from "./contract.ts";

test.each(contracted())("the types of %s are those of its contract", async (platform) => {
  expect(readFileSync(new URL(`${platform}.ts`, CONTRACTS), "utf8")).toBe(await typesOf(platform));
});

const SPECS = new URL("../../../shared/specs/", import.meta.url);
const published = (platform: string) => {
  const folder = new URL(`${platform}/`, SPECS);
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => read(new URL(name, folder))) : [];
};
const comparable = contracted().filter((platform) => published(platform).length > 0);
if (comparable.length === 0) console.info("No published documents at ../shared/specs: our contracts are compared with nothing.");

test.skipIf(comparable.length === 0).each(comparable.length === 0 ? ["none"] : comparable)("all that we send to and read from %s is in its published document", (platform) => {
  const theirs = published(platform).flatMap((document) => operationsOf(document).map((known) => ({ known, document })));
  const ours = contractOf(platform);
  expect(operationsOf(ours).filter(({ operation }) => operation["x-elsewhere"] === undefined).flatMap((known) => differences(known, ours, theirs))).toEqual([]);
});

function differences(ours: Known, contract: Document, theirs: readonly { known: Known; document: Document }[]): string[] {
  const same = matching(theirs.map(({ known }) => known), { method: ours.method as "GET", path: ours.path.replaceAll(/[{}]/g, "") });
  const match = theirs.find(({ known }) => known === same);
  if (match === undefined) return [`${ours.method} ${ours.path} is not there`];
  const { known, document } = match;
  const name = ours.operation.operationId;
  const found: string[] = known.operation.operationId === name ? [] : [`${name} is called ${known.operation.operationId}`];
  for (const parameter of ours.operation.parameters ?? []) {
    const same = known.operation.parameters?.find((one) => one.in === parameter.in && (one.in === "path" || one.name.toLowerCase() === parameter.name.toLowerCase()));
    if (same === undefined) found.push(`${name} has no parameter ${parameter.name}`);
    else if (parameter.in !== "path") found.push(...schemaDifferences(parameter.schema, resolved(same.schema, document), `${name}?${parameter.name}`));
  }
  for (const one of known.operation.parameters ?? []) if (one.required && one.in !== "path" && !ours.operation.parameters?.some(({ name: own }) => own.toLowerCase() === one.name.toLowerCase())) found.push(`${name} needs ${one.name}`);
  if (ours.body !== null) {
    const content = Object.entries(known.operation.requestBody?.content ?? {}).find(([media]) => media === ours.media)?.[1];
    if (content === undefined) found.push(`${name} takes no ${ours.media}`);
    else found.push(...schemaDifferences(ours.body, resolved(content.schema, document), name));
  }
  for (const [status, { content }] of Object.entries(ours.operation.responses)) {
    const answer = known.operation.responses[status];
    if (answer === undefined) found.push(`${name} never answers ${status}`);
    const [mine, other] = [Object.values(content ?? {})[0]?.schema, Object.values(answer?.content ?? {})[0]?.schema];
    // Where they show only an example there is nothing to compare.
    if (mine !== undefined && other !== undefined) found.push(...schemaDifferences(resolved(mine, contract), resolved(other, document), `${name} ${status}`));
  }
  return found;
}

/** What of ours is not in theirs. `required` of ours must be theirs too, since bad requests are made of it. */
function schemaDifferences(ours: Schema, theirs: Schema, at: string): string[] {
  if (ours.oneOf) return ours.oneOf.some((one) => schemaDifferences(one, theirs, at).length === 0) ? [] : [`${at} is none of the types there`];
  const variants = theirs.oneOf ?? theirs.anyOf;
  if (variants) return variants.some((one) => schemaDifferences(ours, one, at).length === 0) ? [] : [`${at} is none of the types there`];
  const found: string[] = [];
  if (ours.type !== undefined && theirs.type !== undefined && ours.type !== theirs.type) found.push(`${at} is ${theirs.type}, not ${ours.type}`);
  for (const value of ours.enum ?? []) if (theirs.enum && !theirs.enum.includes(value)) found.push(`${at} knows no ${String(value)}`);
  for (const name of ours.required ?? []) if (!theirs.required?.includes(name) && !at.includes(" 20")) found.push(`${at}.${name} is not required there`);
  if (!at.includes(" 20")) for (const name of theirs.required ?? []) if (ours.properties?.[name] === undefined) found.push(`${at}.${name} is required there`);
  for (const limit of ["maxItems", "minItems", "pattern"] as const) if (ours[limit] !== undefined && ours[limit] !== theirs[limit]) found.push(`${at} has ${limit} ${String(theirs[limit])}, not ${String(ours[limit])}`);
  if (ours.items && theirs.items) found.push(...schemaDifferences(ours.items, theirs.items, `${at}[]`));
  for (const [name, inner] of Object.entries(ours.properties ?? {})) {
    const other = theirs.properties?.[name];
    if (other !== undefined) found.push(...schemaDifferences(inner, other, `${at}.${name}`));
    else if (theirs.properties !== undefined && Object.keys(theirs.properties).length > 0) found.push(`${at}.${name} is not there`);
  }
  return found;
}
