-- Makes the rest of the transaction read what was known at an instant; false if the instant is in the future. The
-- revision of the last erasure distinguishes answers about the same past before and after it.
select read_known_at(:knownAt::timestamptz), last_erasure()
