-- Who ended the rule of a cancellation before nothing was left that it concerns; null if none did.
alter table cancellations add column ended_by text;
