-- Which parts of a document's rights it brought along itself, in the row that its rights are in: so
-- that no crash and no two writers at once can make the one belong to another push than the other.
-- 'readers', 'denied', 'sensitivity', in that order; the other parts are the source's.

ALTER TABLE document ADD COLUMN own_rights text[] NOT NULL DEFAULT '{}';

UPDATE document d
SET own_rights = array_remove(ARRAY[
  CASE WHEN jsonb_exists(i.settled_facts, 'readers') THEN 'readers' END,
  CASE WHEN jsonb_exists(i.settled_facts, 'denied') THEN 'denied' END,
  CASE WHEN jsonb_exists(i.settled_facts, 'sensitivity') THEN 'sensitivity' END], NULL)
FROM item i
WHERE i.source_id = d.source_id AND i.external_id = d.external_id
  AND jsonb_exists_any(i.settled_facts, '{readers,denied,sensitivity}');

-- Of documents that are pushed, items told nothing else.
DELETE FROM item i USING source s WHERE s.source_id = i.source_id AND s.kind = 'push';
