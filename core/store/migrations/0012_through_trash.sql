-- Some servers delete for good only what lies in Trash: it is moved there first.
ALTER TABLE placement ADD COLUMN then_gone INTEGER NOT NULL DEFAULT 0; -- with want_folder: once it is there, it goes for good
