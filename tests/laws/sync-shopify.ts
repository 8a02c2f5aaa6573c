// A Shopify that knows nothing but customers' tags: single changes, bulk mutations, and the faults a
// test asks for. Deterministic; it tells of every change as the webhook would.
import { parse, valueFromASTUntyped } from "graphql";
import type { HttpAnswer, HttpRequest } from "#app/lib/http.ts";
import type { World } from "#app/lib/world.ts";

/** What goes wrong with one request: before Shopify reads it, or after it was carried out. */
export type Fault = "none" | "throttled" | "status-500" | "lost-before" | "lost-after" | "denied";

export type TagEvent = { customerId: string; tag: string; present: boolean; at: Date };

type Operation = { id: string; polls: number; result: string; isWhole: boolean };

type Variables = Record<string, unknown>;

export class TagShopify {
  readonly tags = new Map<string, Set<string>>();
  readonly events: TagEvent[] = [];
  readonly operations: Operation[] = [];
  readonly documents: { document: string; variables: Variables }[] = [];
  faults: Fault[] = [];
  #uploads = new Map<string, string>();
  #now: () => Date;
  /** How many polls a bulk mutation takes. */
  polls = 1;
  /** How many bulk mutations fail half-way from now on. */
  failBulk = 0;

  constructor(world: Pick<World, "now">) {
    this.#now = () => world.now();
  }

  addCustomer(id: string, tags: string[] = []): void {
    this.tags.set(id, new Set(tags));
  }

  /** Who carries the tag, without case, in order. */
  carriers(tag: string): string[] {
    return [...this.tags].filter(([, tags]) => [...tags].some((each) => same(each, tag))).map(([id]) => id).sort(byNumber);
  }

  /** As a person in the admin would. */
  change(customerId: string, tag: string, present: boolean): string | null {
    const tags = this.tags.get(customerId);
    if (!tags) return "Customer does not exist";
    const there = [...tags].find((each) => same(each, tag));
    if (present && !there && tags.size >= 250) return "Tags is too long (maximum is 250 tags)";
    if (present === (there !== undefined)) return null;
    if (there === undefined) tags.add(tag);
    else tags.delete(there);
    this.events.push({ customerId, tag, present, at: this.#now() });
    return null;
  }

  answer(request: HttpRequest): HttpAnswer | undefined {
    const url = new URL(request.url);
    if (url.pathname === "/upload") return this.#upload(request);
    if (url.pathname.startsWith("/result/")) return text(this.operations.find(({ id }) => url.pathname.endsWith(tail(id)))?.result ?? "");
    if (!url.pathname.endsWith("/graphql.json")) return undefined;
    const fault = this.faults.shift() ?? "none";
    if (fault === "lost-before") return { kind: "none", reason: "connection reset" };
    if (fault === "status-500") return { kind: "answer", status: 500, headers: {}, body: "oops" };
    if (fault === "throttled") return json({ errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }] });
    if (fault === "denied") return { kind: "answer", status: 401, headers: {}, body: "" };
    const body = JSON.parse(String(request.body)) as { query: string; variables: Variables };
    this.documents.push({ document: body.query, variables: body.variables });
    const data = this.#run(body.query, body.variables);
    return fault === "lost-after" ? { kind: "none", reason: "timed out" } : json({ data });
  }

  #run(document: string, variables: Variables): Record<string, unknown> {
    const operation = parse(document).definitions[0];
    if (operation?.kind !== "OperationDefinition") throw new Error("no operation");
    const data: Record<string, unknown> = {};
    for (const field of operation.selectionSet.selections) {
      if (field.kind !== "Field") throw new Error("fields only");
      const args = Object.fromEntries((field.arguments ?? []).map((arg) => [arg.name.value, valueFromASTUntyped(arg.value, variables)]));
      data[field.alias?.value ?? field.name.value] = this.#field(field.name.value, args);
    }
    return data;
  }

  #field(name: string, args: Variables): unknown {
    switch (name) {
      case "tagsAdd":
      case "tagsRemove":
        return this.#tag(name === "tagsAdd", args);
      case "stagedUploadsCreate":
        return { stagedTargets: [{ url: "https://upload.test/upload", parameters: [{ name: "key", value: `tmp/${this.#uploads.size}` }] }], userErrors: [] };
      case "bulkOperations":
        return { nodes: this.operations.toReversed().map(({ id }) => ({ id })) };
      case "bulkOperationRunMutation":
        return this.#runBulk(String(args.mutation), String(args.stagedUploadPath));
      case "bulkOperation":
        return this.#poll(String(args.id));
      default:
        throw new Error(`No such field here: ${name}`);
    }
  }

  #tag(isAdd: boolean, { id, tags }: Variables) {
    const said = (tags as string[]).map((tag) => this.change(String(id).replace(/^.*\//, ""), tag, isAdd)).filter((each) => each !== null);
    return { userErrors: said.map((message) => ({ field: ["id"], message })) };
  }

  #upload({ body }: HttpRequest): HttpAnswer {
    const parts = String(body).split(/--segue-[^\r\n]*\r\n/).map((part) => part.split("\r\n\r\n"));
    const key = parts.find(([head]) => head?.includes('name="key"'))?.[1]?.trim();
    const file = parts.find(([head]) => head?.includes('name="file"'))?.[1]?.split("\r\n")[0];
    if (!key || file === undefined) return { kind: "answer", status: 400, headers: {}, body: "" };
    this.#uploads.set(key, file);
    return { kind: "answer", status: 201, headers: {}, body: "" };
  }

  #runBulk(mutation: string, path: string) {
    const file = this.#uploads.get(path);
    if (file === undefined) return { bulkOperation: null, userErrors: [{ message: "The file is missing.", code: "NO_SUCH_FILE" }] };
    const isWhole = this.failBulk-- <= 0;
    const inputs = file.split("\n");
    const lines = inputs.slice(0, isWhole ? inputs.length : inputs.length / 2).map((line, i) => JSON.stringify({ data: this.#run(mutation, JSON.parse(line)), __lineNumber: i }));
    const operation = { id: `gid://shopify/BulkOperation/${this.operations.length + 1}`, polls: this.polls, result: lines.toReversed().join("\n"), isWhole };
    this.operations.push(operation);
    return { bulkOperation: { id: operation.id }, userErrors: [] };
  }

  #poll(id: string) {
    const operation = this.operations.find((each) => each.id === id);
    if (!operation) return null;
    if (operation.polls-- > 0) return { id, status: "RUNNING", errorCode: null, url: null, partialDataUrl: null };
    const url = `https://upload.test/result/${tail(id)}`;
    return operation.isWhole
      ? { id, status: "COMPLETED", errorCode: null, url, partialDataUrl: null }
      : { id, status: "FAILED", errorCode: "TIMEOUT", url: null, partialDataUrl: url };
  }
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const tail = (gid: string) => gid.replace(/^.*\//, "");
const byNumber = (a: string, b: string) => Number(a) - Number(b);
const text = (body: string): HttpAnswer => ({ kind: "answer", status: 200, headers: {}, body });
const json = (body: unknown) => text(JSON.stringify(body));
