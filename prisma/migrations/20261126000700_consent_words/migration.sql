-- Consent is kept under the word that Shopify's admin has for it, also where segments ask for it. In a
-- definition the word is also one of subscriptions to products, where it stays: only texts of a test
-- that is put to consent are replaced.
UPDATE "customer" SET "sms_state" = 'NOT_SUBSCRIBED' WHERE "sms_state" = 'NEVER_SUBSCRIBED';
UPDATE "customer" SET "email_state" = 'NOT_SUBSCRIBED' WHERE "email_state" = 'NEVER_SUBSCRIBED';
UPDATE "segment_version" SET "definition" = regexp_replace(regexp_replace("definition"::text,
  '"NEVER_SUBSCRIBED"(?=[^{}]*\}, "field": "(sms|email)\.state")', '"NOT_SUBSCRIBED"', 'g'),
  '"NOT_SUBSCRIBED", (?="NOT_SUBSCRIBED"[^{}]*\}, "field": "(sms|email)\.state")', '', 'g')::jsonb
WHERE "definition"::text LIKE '%"NEVER_SUBSCRIBED"%';
UPDATE "segment" SET "full_due" = true WHERE "deleted_at" IS NULL;
