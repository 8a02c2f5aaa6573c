// A mutation run once for every line of an uploaded file; each line's answer names its line.
import { GraphQLError, Kind } from "graphql";
import type { DocumentNode } from "graphql";
import type { Batch } from "./bulk-lines.ts";
import { run } from "./engine.ts";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";
import { read } from "./validate.ts";

const BATCH = 50;

/** Refuses a bad mutation at once; the lines are run as they are asked for. */
export function mutationLines(shop: Shop, text: string, variables: string): Generator<Batch> {
  return lines(shop, checked(text), variables);
}

function checked(text: string): DocumentNode {
  const { document, problems } = parsed(text);
  const [problem] = problems;
  if (problem) throw new Refusal(`Invalid bulk mutation: ${problem.message}`, ["mutation"], "INVALID_MUTATION");
  const [operation] = document.definitions;
  const single = document.definitions.length === 1 && operation?.kind === Kind.OPERATION_DEFINITION && operation.operation === "mutation" && operation.selectionSet.selections.length === 1;
  if (!single) throw new Refusal("The bulk mutation must be one mutation with one field.", ["mutation"], "INVALID_MUTATION");
  return document;
}

function parsed(text: string) {
  try {
    return read(text);
  } catch (problem) {
    if (problem instanceof GraphQLError) throw new Refusal(`Invalid bulk mutation: ${problem.message}`, ["mutation"], "INVALID_MUTATION");
    throw problem;
  }
}

function* lines(shop: Shop, document: DocumentNode, variables: string): Generator<Batch> {
  const inputs = variables.split("\n").filter((line) => line.trim() !== "");
  for (let at = 0; at < inputs.length; at += BATCH) {
    const answers = inputs.slice(at, at + BATCH).map((line, index) => JSON.stringify({ ...answer(shop, document, line), __lineNumber: at + index }));
    yield { text: `${answers.join("\n")}\n`, objects: answers.length, roots: answers.length };
  }
}

function answer(shop: Shop, document: DocumentNode, line: string): object {
  let variables: unknown;
  try {
    variables = JSON.parse(line);
  } catch {
    return { data: null, errors: [{ message: "The line is not valid JSON." }] };
  }
  return run(shop, document, typeof variables === "object" && variables !== null ? (variables as Record<string, unknown>) : {});
}
