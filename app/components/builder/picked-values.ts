// A value one can choose, and which of a fixed list a few letters mean.
export type PickedValue = { value: string; label: string; detail?: string };

export function matching(options: readonly PickedValue[], text: string): PickedValue[] {
  const wanted = text.trim().toLowerCase();
  return options.filter((option) => option.label.toLowerCase().includes(wanted) || option.value.toLowerCase().includes(wanted));
}
