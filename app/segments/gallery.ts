// A template as the gallery shows it.
export type GalleryLine = {
  key: string;
  name: string;
  group: string;
  sentence: string;
  /** The rule behind the one word that the sentence says: "VIP: an order above 200 or …". */
  meaning: string;
  /** Why nobody can be found here now; empty where it can be used. */
  lacks: string[];
  /** It can be opened and changed, even where it cannot be answered yet. */
  isWritten: boolean;
};
