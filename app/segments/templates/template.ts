// A segment to begin with. Its question is written in the text form; where it needs something of the
// shop's own, $type1 stands for the most frequent product type, $region2 for the second region.
export type Template = { key: string; name: string; group: string; text: string };

type Asked = [key: string, name: string, text: string];

export const asked = (group: string, templates: readonly Asked[]): Template[] => templates.map(([key, name, text]) => ({ key, name, group, text }));
