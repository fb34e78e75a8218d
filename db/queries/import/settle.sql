-- Everything that was put off, but for the number of the revision: whoever takes that keeps all other writers waiting.
set constraints reference_target_collection_target_id_fkey, organisations_number, areas_code, memberships_once, codes_once, a_settle, judge_authority immediate
