-- Since when a node was away, until every open journal knows of that outage.
ALTER TABLE alive ADD COLUMN away_since timestamptz;
