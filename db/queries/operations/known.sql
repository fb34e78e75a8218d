-- Turns the rest of the transaction back to what was known at an instant; false if that is still to come. The revision of
-- the last erasure tells apart what is said of the same past before and after it.
select look_back(:knownAt::timestamptz), last_erasure()
