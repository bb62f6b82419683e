-- What a passage's vectors were made of: the first 16 bytes of SHA-256 over its searchable text (title, heading path, text).
-- Equal text has equal vectors, so it is embedded once. Null in rows from before this column.
ALTER TABLE passage ADD COLUMN text_hash bytea CHECK (octet_length(text_hash) = 16);
CREATE INDEX passage_by_text ON passage (text_hash);
