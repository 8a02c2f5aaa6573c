-- Names are found without case and accents, whatever the locale of the database: by the same fold as in
-- conditions (app/segments/fold.ts), which the indexes hold word for word.
DROP INDEX "customer_first_name";
CREATE INDEX "customer_first_name_folded" ON "customer" ("shop_id", (CASE WHEN octet_length("first_name") = char_length("first_name") THEN lower("first_name" COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize("first_name", NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END) text_pattern_ops);
DROP INDEX "customer_last_name";
CREATE INDEX "customer_last_name_folded" ON "customer" ("shop_id", (CASE WHEN octet_length("last_name") = char_length("last_name") THEN lower("last_name" COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize("last_name", NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END) text_pattern_ops);
