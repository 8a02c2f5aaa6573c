// One line of a bulk export → facts. A child (an order's line, a product's collection, a customer's
// store credit) is a line of its own that names its parent; it may stand anywhere in the file.
import { z } from "zod";
import type { Facts } from "../customers/fact.ts";
import { parseJson } from "../lib/json.ts";
import { toMinor } from "../lib/money.ts";
import { customerFact, CustomerNode } from "./bulk-customer.ts";
import { lineFact, orderFacts } from "./bulk-order.ts";
import { productFact, ProductNode } from "./bulk-product.ts";
import { LineNode, OrderNode } from "./order-node.ts";
import { Digits, PlainAmount } from "./values.ts";

export type Reading = {
  /** When the export began, on Shopify's clock: what its children and lists are true at. */
  startedAt: string;
  metafields: readonly string[];
  birthDateMetafield: string | null;
};

const CollectionNode = z.object({ id: Digits, title: z.string(), __parentId: Digits });
const CreditNode = z.object({ balance: z.object({ amount: PlainAmount, currencyCode: z.string() }), __parentId: Digits });

/** Adds to `facts`; returns what is wrong with the line, without its words, or null. */
export function readLine(text: string, reading: Reading, facts: Facts): string | null {
  const node = parseJson(text);
  if (node === undefined) return "The line is not JSON.";
  const id = typeof node === "object" && node !== null && "id" in node ? String(node.id) : "";
  const kind = /^gid:\/\/shopify\/([A-Za-z]+)\//.exec(id)?.[1] ?? "";
  switch (kind) {
    case "LineItem":
      return read(LineNode, node, (line) => void facts.lines.push(lineFact(line, reading.startedAt)));
    case "Order":
      return read(OrderNode, node, (order) => orderFacts(order, facts));
    case "Customer":
      return read(CustomerNode, node, (customer) => void facts.customers.push(customerFact(customer, node, reading)));
    case "Product":
      return read(ProductNode, node, (product) => void facts.products.push(productFact(product, reading.startedAt)));
    case "Collection":
      return read(CollectionNode, node, ({ id: collectionId, title, __parentId: productId }) => {
        facts.collections.push({ collectionId, title });
        facts.inCollections.push({ productId, collectionId, detailedAt: reading.startedAt });
      });
    case "StoreCreditAccount":
      return read(CreditNode, node, ({ balance: { amount, currencyCode: currency }, __parentId: customerId }) => {
        const minor = toMinor(amount, currency);
        if (minor !== null) facts.storeCredits.push({ customerId, minor, currency, at: reading.startedAt });
      });
    default:
      return "The line is of a kind we did not ask for.";
  }
}

function read<Shape extends z.ZodType>(shape: Shape, node: unknown, take: (read: z.infer<Shape>) => void): string | null {
  const result = shape.safeParse(node);
  if (result.success) {
    take(result.data);
    return null;
  }
  return `The line is not as we know it: ${result.error.issues.map((issue) => `${issue.path.join(".") || "it"} ${issue.message}`).join("; ")}`.slice(0, 500);
}
