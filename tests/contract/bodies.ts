// The types of what we send, made from our contract files by openapi-typescript:
// node tests/contract/bodies.ts writes them, contracts.test.ts compares.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

export const CONTRACTS = new URL("../../app/platforms/contracts/", import.meta.url);

/** The names of the platforms that have a contract. */
export const contracted = () => readdirSync(CONTRACTS).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length)).sort();

/** Bodies alone: addresses are tested against the contract, and answers are read with zod. */
export async function typesOf(platform: string): Promise<string> {
  const contract = JSON.parse(readFileSync(new URL(`${platform}.json`, CONTRACTS), "utf8")) as OpenAPI3;
  const bodies: OpenAPI3 = { ...contract, paths: {}, components: { schemas: contract.components?.schemas ?? {} } };
  const text = astToString(await openapiTS(bodies, { alphabetize: true, additionalProperties: false }));
  return `// Made from ${platform}.json by tests/contract/bodies.ts. Change the contract, not this.\n${text}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const platform of contracted()) writeFileSync(new URL(`${platform}.ts`, CONTRACTS), await typesOf(platform));
}
