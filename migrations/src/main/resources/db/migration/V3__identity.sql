-- Who calls. Owned by the app module.

CREATE TABLE api_key (
  key_id        uuid        PRIMARY KEY,
  workspace_id  integer     NOT NULL REFERENCES workspace,
  name          text        NOT NULL,
  -- The part that may be shown again; the rest is known only by its hash.
  prefix        text        NOT NULL,
  -- SHA-256 of the whole key. Keys are random, so a slow hash would protect nothing.
  secret_hash   bytea       NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
  scopes        text[]      NOT NULL,
  -- The user whose eyes this key reads with when it acts for nobody else.
  user_name     text        NOT NULL,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz,
  revoked_at    timestamptz
);
