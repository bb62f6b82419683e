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
  -- The key that the settings or the first start brought; one a workspace, replaced in place.
  bootstrap     boolean     NOT NULL DEFAULT false,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz,
  revoked_at    timestamptz
);
CREATE UNIQUE INDEX api_key_bootstrap ON api_key (workspace_id) WHERE bootstrap;
