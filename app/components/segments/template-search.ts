// Which templates a few typed words mean: all of them must be in the name, the group or the sentence.
type Searched = { name: string; group: string; sentence: string };

export function matchingTemplates<Line extends Searched>(templates: readonly Line[], typed: string): Line[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter(({ name, group, sentence }) => {
    const text = `${name} ${group} ${sentence}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
