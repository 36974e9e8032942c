-- Who has said last how the file is read, as this person decides what is sent; null if no one has. docs/adr/0062 says why.
alter table batches add column settings_by text;
