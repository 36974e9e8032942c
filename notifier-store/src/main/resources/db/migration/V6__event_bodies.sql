-- What is known of an event besides its identity: a digest of its body, and notes about what happened to it.

alter table notifications
  -- The first 128 bits of an HMAC over what the caller sent, without its time; null if it is unknown. Another event with
  -- the same identity and another digest is a mistake of the caller, which the notes name.
  add column body_digest uuid,
  -- What happened besides changes of the state: an array of objects with kind and at; normally null. At most ten notes
  -- of a kind.
  add column notes jsonb;
