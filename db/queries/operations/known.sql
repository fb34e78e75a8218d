-- Turns the rest of the transaction back to what was known at an instant; false if that is still to come.
select look_back(:knownAt::timestamptz)
