-- Runs all deferred triggers except the one that gives the transaction its revision, because from that one on all other
-- writers wait.
set constraints reference_target_collection_target_id_fkey, organisations_number, areas_code, memberships_once, codes_once, derive_rows, judge_authority immediate
