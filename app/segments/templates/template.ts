// A segment to begin with. Its question is written in the text form; where it needs something of the
// shop's own, $type1 stands for the most frequent product type, $region2 for the second region.
export type Template = {
  key: string;
  name: string;
  group: string;
} & ({ text: string } | { text: null; /** What it would ask, and why it cannot. */ says: string; why: string });

type Asked = [key: string, name: string, text: string];
type Unasked = [key: string, name: string, says: string];

export const asked = (group: string, templates: readonly Asked[]): Template[] => templates.map(([key, name, text]) => ({ key, name, group, text }));
/** What nothing of ours can answer yet stands in the gallery with its reason. */
export const unasked = (group: string, why: string, templates: readonly Unasked[]): Template[] => templates.map(([key, name, says]) => ({ key, name, group, text: null, says, why }));
