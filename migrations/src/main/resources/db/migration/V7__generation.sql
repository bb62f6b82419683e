-- Ways to index one corpus, side by side: how passages are cut and which model embeds them. One is
-- live; another is built beside it from the same documents and the same log, then takes its place.
-- Owned by the retrieval module.

CREATE TABLE generation (
  generation_id integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id  integer     NOT NULL REFERENCES workspace,
  space_id      integer     NOT NULL REFERENCES embedding_space,
  segmentation  text        NOT NULL,
  state         text        NOT NULL CHECK (state IN ('building', 'paused', 'ready', 'live', 'retired', 'dropping')),
  -- Every document that the log names up to here has this generation's passages and vectors, or a
  -- row in generation_gap, or has changed again further on.
  filled        bigint      NOT NULL DEFAULT 0 CHECK (filled >= 0),
  -- Up to here an index may have followed the log without waiting for filled: what is added to
  -- documents named before needs an entry of its own. 0 if it never was live.
  live_until    bigint      NOT NULL DEFAULT 0 CHECK (live_until >= 0),
  -- Characters embedded in a second, rests included, when that was last measured.
  rate          float8      NOT NULL DEFAULT 0,
  -- Why filling does not go on, for people; null while it does.
  trouble       text,
  -- Who fills it, and until when nobody else does.
  worker        uuid,
  leased_until  timestamptz,
  created_at    timestamptz NOT NULL DEFAULT now(),
  switched_at   timestamptz,
  UNIQUE (workspace_id, space_id, segmentation)
);
CREATE UNIQUE INDEX generation_live ON generation (workspace_id) WHERE state = 'live';

-- Documents that a generation can't hold, and why: text above the model's clearance, for one.
CREATE TABLE generation_gap (
  generation_id integer     NOT NULL REFERENCES generation ON DELETE CASCADE,
  document_id   uuid        NOT NULL REFERENCES document ON DELETE CASCADE,
  reason        text        NOT NULL,
  at            timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation_id, document_id)
);
CREATE INDEX generation_gap_of_document ON generation_gap (document_id);

-- The blocks that the parser saw, so that text can be cut anew without reading the file again. Null
-- in what was written before: that text is cut at its blank lines.
ALTER TABLE revision ADD COLUMN structure text;

-- What is there already is live: the way in which most passages were cut and embedded.
INSERT INTO generation (workspace_id, space_id, segmentation, state)
SELECT DISTINCT ON (workspace_id) workspace_id, space_id, segmentation, 'live'
FROM (SELECT p.workspace_id, v.space_id, p.segmentation, count(*) AS passages
      FROM passage p JOIN vector v USING (passage_id)
      GROUP BY p.workspace_id, v.space_id, p.segmentation) AS combination
ORDER BY workspace_id, passages DESC;
