// The definition in words and in text, as the browser can say it without asking the server.
import type { Definition } from "#app/segments/definition.ts";
import type { ShopWords } from "./shop-words.ts";

export const sentenceOf = (_definition: Definition, _words: ShopWords): string => "";
export const textOf = (_definition: Definition, _words: ShopWords): string => "";
