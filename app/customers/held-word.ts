// What the consent ledger holds of a phone, as it stands beside whoever has it. All null: there is no consent, and they do not rest.
export type HeldWord = { phone: string; source: string | null; proof: string | null; endsAt: Date | null; restedAt: Date | null; /** Where Canada's law holds for them. */ endsInCanadaAt: Date | null };
