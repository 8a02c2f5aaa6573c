// A metafield as a step names it: namespace.key.
const NAME = /^([A-Za-z0-9_$:-]{2,255})\.([A-Za-z0-9_-]{1,64})$/;

/** Null: it is no such name. */
export function fieldParts(field: string): { namespace: string; key: string } | null {
  const [, namespace, key] = NAME.exec(field) ?? [];
  return namespace !== undefined && key !== undefined ? { namespace, key } : null;
}
