-- Since when a document's readers are those that they are: the newest entry of the log that set
-- them. An entry that brings only other text leaves it false.

ALTER TABLE corpus_log ADD COLUMN labels boolean NOT NULL DEFAULT false;

-- Of documents from before, those that the log names once have their readers from then. Of the
-- others it is not known.
UPDATE corpus_log l SET labels = true
FROM (SELECT workspace_id, min(position) AS position FROM corpus_log
      GROUP BY workspace_id, document_id HAVING count(*) = 1) AS once
WHERE l.workspace_id = once.workspace_id AND l.position = once.position AND l.change <> 'remove';

CREATE INDEX corpus_log_labels ON corpus_log (document_id, position) WHERE labels;

-- Which run it was that an entry of the log comes from.
CREATE INDEX outcome_by_position ON outcome (workspace_id, position) WHERE position IS NOT NULL;
