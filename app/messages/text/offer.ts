// What the editor offers to fill in: every name that the occasion knows, what it is, an example, and what to insert, with a
// fallback already in place where somebody may lack it.
import { ALWAYS, CATALOGUE, type Kind, type Root } from "./variables.ts";

export type Offer = { name: string; label: string; kind: Kind; example: string; mayMiss: boolean; insert: string };

/** A merchant will want better words than these, but the text can be saved as it is. */
const FALLBACK: Readonly<Record<string, string>> = { "customer.first_name": "there" };

export function offersFor(roots: readonly Root[]): Offer[] {
  const known: readonly string[] = [...ALWAYS, ...roots];
  return [...CATALOGUE].filter(([root]) => known.includes(root)).flatMap(([root, fields]) => [...fields].map(([field, { variable, items }]): Offer => {
    const name = `${root}.${field}`;
    const [first = ""] = items?.keys() ?? [];
    const fallback = variable.mayMiss ? ` | default: "${FALLBACK[name] ?? ""}"` : "";
    const insert = items ? `{% for item in ${name} limit: 3 %}{{ item.${first} }}\n{% endfor %}` : `{{ ${name}${fallback} }}`;
    return { name, label: variable.label, kind: variable.kind, example: variable.example, mayMiss: variable.mayMiss, insert };
  }));
}
