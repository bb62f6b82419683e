-- Citations that can still be opened when their document has changed, and receipts of answers.

-- A replaced revision keeps its text for a time, so that citations of it open; passages and vectors go
-- with the transaction that replaces it.
CREATE INDEX revision_superseded ON revision (superseded_at) WHERE superseded_at IS NOT NULL;

-- Public halves of the keys that receipts are signed with, of all nodes and all times. The private
-- halves are in the nodes' homes. Owned by the orchestration module.
CREATE TABLE receipt_key (
  -- The first 16 bytes of the SHA-256 of the public key, in hexadecimal.
  key_id       text        PRIMARY KEY CHECK (key_id ~ '^[0-9a-f]{32}$'),
  workspace_id integer     NOT NULL REFERENCES workspace,
  -- Ed25519, as SubjectPublicKeyInfo in DER.
  public_key   bytea       NOT NULL,
  created_at   timestamptz NOT NULL,
  -- When another took its place; what it signed before stays good.
  retired_at   timestamptz
);

-- The signed receipt of an answer, exactly as it was signed: hence text. Null for a question, and for
-- answers from before there were receipts.
ALTER TABLE message ADD COLUMN receipt text;
